"""The lures that the named misconceptions predict, on the examples of the literature."""

import pytest

from jagbench.generators import Question, get_skill
from jagbench.generators.skill import lures
from jagbench.probes import Item


def lures_of(
    name: str,
    *operands: str,
    frame: str = "plain",
    direction: str = "",
    order: str = "ab",
    offers_equal: bool = False,
    **params: str,
) -> dict[str, str]:
    item = Item(skill=name, version=1, level=1, grade=1, operands=operands, params=params)
    question = Question(item=item, frame=frame, direction=direction, order=order, offers_equal=offers_equal)
    return lures(get_skill(name), question)


@pytest.mark.parametrize(
    ("pair", "expected"),
    [
        (("9.9", "9.11"), {"version_order": "9.11", "longer_is_larger": "9.11"}),
        (("9.5", "9.04"), {"longer_is_larger": "9.04"}),
        (("9.8", "9.08"), {"longer_is_larger": "9.08"}),
        (("10.2", "9.113"), {"longer_is_larger": "9.113", "lexicographic": "9.113"}),
        (("10.2", "9.11"), {"lexicographic": "9.11"}),
        (("9.21", "9.2"), {"shorter_is_larger": "9.2"}),
        (("0.30", "0.3"), {"version_order": "0.30", "longer_is_larger": "0.30", "shorter_is_larger": "0.3"}),
    ],
)
def test_diagnostic_pairs_tell_misconceptions_apart(pair: tuple[str, str], expected: dict[str, str]) -> None:
    found = lures_of("comparison.decimals", *pair, direction="larger", offers_equal=True)

    named = ("version_order", "longer_is_larger", "shorter_is_larger", "lexicographic")
    # "0.30" sorts behind "0.3" as a word does.
    expected = {**expected, **({"lexicographic": "0.30"} if pair[0] == "0.30" else {})}
    assert {name: value for name, value in found.items() if name in named} == expected


def test_a_version_read_as_a_decimal() -> None:
    assert (
        lures_of("comparison.decimals", "9.9", "9.11", frame="version", direction="larger")["decimal_order"]
        == "9.9"
    )


def test_position_and_direction() -> None:
    found = lures_of("comparison.integers", "12", "7", direction="smaller", order="ba", offers_equal=True)

    assert found == {
        "lexicographic": "12",
        "last_digit": "12",
        "shorter_is_larger": "12",
        "misreads_direction": "12",
        "last_option": "12",
        "says_equal": "equal",
    }


def test_addition() -> None:
    assert lures_of("arithmetic.addition", "95", "27") == {
        "no_carry": "12",
        "lost_carry": "22",
        "concatenates": "9527",
        "subtracts": "68",
        "one_more": "123",
        "one_less": "121",
    }


def test_the_subtraction_of_the_literature() -> None:
    assert lures_of("arithmetic.subtraction", "9.9", "9.11") == {
        "smaller_from_larger": "0.81",
        "version_subtract": "-0.02",
        "sign_flip": "-0.79",
        "adds": "19.01",
        "one_more": "1.79",
        "one_less": "-0.21",
    }


def test_borrowing() -> None:
    assert lures_of("arithmetic.subtraction", "42", "17")["smaller_from_larger"] == "35"


def test_multiplication() -> None:
    assert lures_of("arithmetic.multiplication", "12", "34") == {
        "unshifted": "84",
        "dropped_partial": "48",
        "adds": "46",
        "tenfold": "4080",
        "one_more": "409",
        "one_less": "407",
    }


def test_letters() -> None:
    assert lures_of("counting.letters", "strawberry", "r", script="latin") == {
        "runs": "2",
        "presence": "1",
        "distinct_letters": "8",
        "word_length": "10",
        "one_more": "4",
        "one_less": "2",
    }


def test_an_absent_letter_has_no_negative_lure() -> None:
    found = lures_of("counting.letters", "banana", "z", script="latin")

    assert found == {"distinct_letters": "3", "word_length": "6", "one_more": "1"}


def test_items() -> None:
    assert lures_of("counting.items", *["fig"] * 12, "kiwi", script="any") == {
        "distinct_items": "2",
        "round_number": "10",
        "one_more": "14",
        "one_less": "12",
    }


def test_words() -> None:
    found = lures_of("counting.words", "Dogs see cats and dogs see birds.", script="latin")

    assert found == {"distinct_words": "5", "long_words": "4", "one_more": "8", "one_less": "6"}
