"""Constraints are read from their written form, checked, and refused in one sentence."""

import pytest

from jagbench.errors import InvalidArgument
from jagbench.probes import Answer
from jagbench.probes.constraint import Amount, parse_constraint


@pytest.mark.parametrize(
    "text",
    ["exactly 12 words", "at most 1 sentence", "at least 3 lines", "exactly 40 letters; at most 2 sentences"],
)
def test_what_is_read_is_written_again(text: str) -> None:
    assert str(parse_constraint(text)) == text


def test_an_amount_is_exact_or_a_bound() -> None:
    three = "one two three"

    for constraint, obeyed in (
        ("exactly 3 words", True),
        ("exactly 4 words", False),
        ("at most 3 words", True),
        ("at most 2 words", False),
        ("at least 3 words", True),
        ("at least 4 words", False),
        ("exactly 3 words; exactly 1 sentence", True),
        ("exactly 3 words; exactly 2 sentences", False),
    ):
        assert parse_constraint(constraint).obeyed(three, "en") is obeyed


def test_nothing_obeys_no_constraint() -> None:
    assert not parse_constraint("at most 3 words").obeyed(" -- ", "en")


def test_a_constraint_can_ask_for_more() -> None:
    asked = parse_constraint("exactly 12 words")

    assert asked.amount == Amount(relation="exactly", n=12, unit="words")
    assert [str(asked.longer(by)) for by in (3, -11, -20)] == [
        "exactly 15 words",
        "exactly 1 word",
        "exactly 1 word",
    ]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "about 12 words",
            "Not a requirement of a text: 'about 12 words'. There are such as 'exactly 12 words'",
        ),
        ("exactly 0 words", "A constraint asks for 1 to 10,000 of something, not 0."),
        ("", "Not a requirement of a text: ''."),
    ],
)
def test_what_is_no_constraint_is_refused(text: str, sentence: str) -> None:
    with pytest.raises(InvalidArgument, match=sentence):
        Answer(kind="constraint", value=text)


def test_an_answer_has_one_constraint() -> None:
    with pytest.raises(InvalidArgument, match="A text obeys one constraint, but 2 are given"):
        Answer(kind="constraint", value="exactly 3 words", also=("exactly 4 words",))
