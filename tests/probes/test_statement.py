from dataclasses import replace
from typing import Any

import pytest

from jagbench.errors import InvalidArgument
from jagbench.probes import Answer, Probe
from jagbench.probes.statement import gaps, said, said_with_yes_or_no
from jagbench.probes.written import written


def probe(statement: str | None, answer: Answer, **changes: Any) -> Probe:
    made = Probe(
        id="0123456789abcdef",
        item="fedcba9876543210",
        skill="arithmetic.percentages",
        version=1,
        level=1,
        grade=6,
        params={"operands": ["80", "420"], "format": "sentence"},
        language="en",
        frame="plain",
        template="sentence",
        order="ab",
        prompt="How much is 80% of 420?",
        answer=answer,
        statement=statement,
    )
    return replace(made, **changes)


def percent(language: str = "en", value: str = "336") -> Probe:
    return probe("80% of 420 is {answer}.", Answer(kind="decimal", value=value), language=language)


EVEN = probe("30 {is|is not} even.", Answer(kind="choice", value="yes", options=("yes", "no")))


def test_the_gap_takes_the_answer() -> None:
    assert said(percent(), "336") == "80% of 420 is 336."
    assert said(percent(), "80", before="**", behind="**") == "80% of 420 is **80**."


def test_numbers_are_written_as_the_language_does() -> None:
    assert said(percent("de"), "33.6") == "80% of 420 is 33,6."


def test_yes_and_no_choose_a_form() -> None:
    assert said(EVEN, "yes") == "30 is even."
    assert said(EVEN, "no", before="*", behind="*") == "30 *is not* even."
    assert said_with_yes_or_no(EVEN, "no") == "No, 30 is not even."
    assert said_with_yes_or_no(replace(EVEN, statement="It {is|is not}."), "yes") == "Yes, it is."


def test_an_operand_keeps_its_capital_letter_behind_yes() -> None:
    same = replace(EVEN, statement="Ab {is|is not} aB.", params={"operands": ["Ab", "aB"]})

    assert said_with_yes_or_no(same, "no") == "No, Ab is not aB."
    assert (
        said_with_yes_or_no(replace(EVEN, statement="The coin {is|is not} up."), "yes")
        == "Yes, the coin is up."
    )


@pytest.mark.parametrize(("language", "comma"), [("ja", "、"), ("zh", "，"), ("ko", ", ")])
def test_yes_stands_before_the_comma_of_its_language(language: str, comma: str) -> None:
    answer = Answer(kind="choice", value="Y", options=("Y", "N"))

    assert said_with_yes_or_no(probe("{a|b}", answer, language=language), "Y") == f"Y{comma}a"


def test_operands_in_braces_are_no_gap() -> None:
    row = probe('The row "{{}[|]{x|y}" has {answer} brackets.', Answer(kind="integer", value="3"))

    assert said(row, "3") == 'The row "{{}[|]{x|y}" has 3 brackets.'


def test_gaps_are_counted() -> None:
    assert [gaps(text) for text in ("no gap", "{answer}", "{is|is not} {answer}")] == [0, 1, 2]


def test_what_cannot_be_said_is_refused() -> None:
    with pytest.raises(InvalidArgument, match="has no statement"):
        said(probe(None, Answer(kind="integer", value="3")), "3")
    with pytest.raises(InvalidArgument, match="'maybe' is none of yes, no"):
        said(EVEN, "maybe")


def test_a_sentence_is_the_statement() -> None:
    assert written(percent(), "336") == "80% of 420 is 336."
    assert written(EVEN, "yes") == "Yes, 30 is even."
    assert written(replace(percent(), statement=None), "336") == "The answer is 336."


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("en", "The answer is 9."), ("de", "Die Antwort ist 9."), ("ja", "答えは9です。")],
)
def test_an_equation_is_no_sentence(language: str, sentence: str) -> None:
    equation = probe("7 + 2 = {answer}.", Answer(kind="integer", value="9"), language=language)

    assert written(equation, "9") == sentence
    assert said(equation, "9") == "7 + 2 = 9."
