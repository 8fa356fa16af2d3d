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


LISTED = "Which is larger?\nA: 9.9\nB: 9.11"


@pytest.mark.parametrize(
    ("behind", "value"),
    [
        ("The answer is A.", "9.9"),
        ("Answer: B", "9.11"),
        ("B", "9.11"),
        ("B: 9.11", "9.11"),
        ("9.9 is.", "9.9"),
    ],
)
def test_options_that_are_listed_as_the_prompt_lists_them_answer_nothing(behind: str, value: str) -> None:
    reply = f"A: 9.9\nB: 9.11\n\n{behind}"

    assert read(reply, kind="choice", options=("9.9", "9.11"), prompt=LISTED).value == value


def test_a_reply_that_only_lists_the_options_commits_to_none() -> None:
    found = read("A: 9.9\nB: 9.11", kind="choice", options=("9.9", "9.11"), prompt=LISTED)

    assert (found.outcome, found.value) == ("contradictory", None)
