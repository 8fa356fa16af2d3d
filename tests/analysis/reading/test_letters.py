"""The letter of an option names it, whatever the options are."""

import pytest

from jagbench.analysis.reading import read

CASES = {
    ("Which one is right?\nA: bb\nB: Bb", ("bb", "Bb")): {"A": "bb", "B": "Bb"},
    ("How many?\n(A) 1 apple\n(B) 5 apples\n(C) 5", ("1 apple", "5 apples", "5")): {
        "A": "1 apple",
        "B": "5 apples",
        "C": "5",
    },
    ("Is it so?\nA. no\nB. yes", ("no", "yes")): {"A": "no", "B": "yes"},
    ("Which letter?\nA: B\nB: A", ("B", "A")): {"A": "B", "B": "A"},
    ("Which number?\na) 12\nb) 1\nc) 2", ("12", "1", "2")): {"a": "12", "b": "1", "c": "2"},
}
FORMS = ("{}", "({})", "{}.", "**{}**", "Option {}", "The answer is {}.", "The answer is ({}).", "Answer: {}")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("question", "named"), CASES.items())
def test_a_letter_names_its_option(
    question: tuple[str, tuple[str, ...]], named: dict[str, str], form: str
) -> None:
    prompt, options = question
    for letter, option in named.items():
        reading = read(form.format(letter), kind="choice", options=options, prompt=prompt)
        assert reading.value == option


def test_an_option_is_told_by_its_capitals_where_only_these_tell_it_apart() -> None:
    prompt, options = next(iter(CASES))

    assert [read(each, kind="choice", options=options, prompt=prompt).value for each in options] == [*options]
