import pytest

from jagbench.analysis.frame.verdicts import VERDICTS, judge
from jagbench.analysis.reading import OUTCOMES, Outcome, Reading, read, same_value
from jagbench.probes import Answer, AnswerKind


def reading(value: str | None, outcome: Outcome = "answered") -> Reading:
    return Reading(outcome=outcome, value=value, rule="bare", span=None, strict=True)


@pytest.mark.parametrize(
    ("kind", "value", "answer", "verdict"),
    [
        ("integer", "46", "46", "correct"),
        ("integer", "046", "46", "correct"),
        ("integer", "47", "46", "wrong"),
        ("integer", "9007199254740993", "9007199254740992", "wrong"),
        ("integer", "1234567", "1234568", "wrong"),
        ("integer", "46.0", "46", "correct"),
        ("integer", "-46", "46", "wrong"),
        ("integer", "0", "-0", "correct"),
        ("decimal", "0.79", "0.790", "correct"),
        ("decimal", "0.79", "0.7900000000000000001", "wrong"),
        ("decimal", "1/2", "0.5", "correct"),
        ("decimal", "1/3", "0.333333333333333333", "wrong"),
        ("decimal", "1e400", "1e400", "correct"),
        ("text", "SSECCA", "ssecca", "correct"),
        ("text", "ssecc", "ssecca", "wrong"),
        ("list", "3, 1, 2", "3, 1, 2", "correct"),
        ("list", "3, 1", "3, 1, 2", "wrong"),
        ("list", "1, 3, 2", "3, 1, 2", "wrong"),
        ("time", "1:05 pm", "13:05", "correct"),
        ("time", "13:06", "13:05", "wrong"),
    ],
)
def test_values_are_compared_exactly_by_kind(
    kind: AnswerKind, value: str | None, answer: str, verdict: str
) -> None:
    assert judge(reading(value), Answer(kind=kind, value=answer)) == verdict


def test_an_option_as_shown_is_only_itself() -> None:
    answer = Answer(kind="choice", value="9.10", options=("9.1", "9.10"))
    assert [judge(reading(value), answer) for value in answer.options] == ["wrong", "correct"]


def test_a_number_that_equals_the_right_option_in_another_notation_is_right() -> None:
    answer = Answer(kind="choice", value="767,827,985.946", options=("767,827,985.946", "767827990.011"))
    assert judge(reading("767827985.9460"), answer) == "correct"
    assert judge(reading("767827985.947"), answer) == "wrong"


@pytest.mark.parametrize("outcome", [outcome for outcome in OUTCOMES if outcome != "answered"])
def test_what_is_not_answered_keeps_its_outcome(outcome: Outcome) -> None:
    assert judge(reading(None, outcome), Answer(kind="integer", value="1")) == outcome


def test_every_outcome_is_a_verdict_but_answered() -> None:
    assert set(OUTCOMES) - {"answered"} < set(VERDICTS)
    assert set(VERDICTS) - set(OUTCOMES) == {"correct", "wrong", "unscored"}


def test_a_number_of_a_million_digits_is_read_and_compared() -> None:
    huge = "7" * 10**6
    assert judge(read(huge, kind="integer"), Answer(kind="integer", value=huge)) == "correct"
    assert judge(read(huge + "1", kind="integer"), Answer(kind="integer", value=huge)) == "wrong"


def test_lures_are_matched_by_the_same_comparison() -> None:
    assert same_value("9.110", "9.11", "decimal")
    assert not same_value("9.11", "9.9", "decimal")


@pytest.mark.parametrize(("value", "verdict"), [("2", "correct"), ("2.50", "correct"), ("3", "wrong")])
def test_each_of_several_answers_is_right(value: str, verdict: str) -> None:
    assert judge(reading(value), Answer(kind="decimal", value="2", also=("2.5",))) == verdict
