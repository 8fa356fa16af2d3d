"""Parity and divisibility: lures worked out by hand, and numbers as their strata say."""

import pytest
from hypothesis import given

from jagbench.generators import get_skill
from jagbench.probes import Item
from tests.generators.families.arithmetic.asking import ask, right, wrong


def test_an_odd_number_of_even_digits() -> None:
    question = ask("parity", "24681", direction="even")

    assert right(question) == "no"
    assert wrong(question) == {
        "first_digit": "yes",
        "most_digits": "yes",
        "next_to_last_digit": "yes",
        "other_parity": "yes",
        "always_yes": "yes",
    }


def test_the_sum_of_the_digits_is_no_parity() -> None:
    question = ask("parity", "13", direction="odd")

    assert right(question) == "yes"
    assert wrong(question) == {"digit_sum": "no", "other_parity": "no", "always_no": "no"}


@pytest.mark.parametrize(
    ("number", "divisor", "answer", "lures"),
    [
        ("13", "3", "no", {"last_digit", "contains_divisor", "always_yes"}),
        ("22", "4", "no", {"sum_of_digits", "part_of_divisor", "always_yes"}),
        ("116", "8", "no", {"sum_of_digits", "last_two_digits", "part_of_divisor", "always_yes"}),
        ("132", "8", "no", {"last_two_digits", "part_of_divisor", "always_yes"}),
        ("14", "6", "no", {"part_of_divisor", "always_yes"}),
        ("12", "3", "yes", {"last_digit", "contains_divisor", "always_no"}),
    ],
)
def test_divisibility(number: str, divisor: str, answer: str, lures: set[str]) -> None:
    question = ask("divisibility", number, divisor)

    assert right(question) == answer
    assert wrong(question).keys() == lures


@given(get_skill("arithmetic.parity").strategy())
def test_other_digits_mislead_where_the_stratum_says(item: Item) -> None:
    text = item.operands[0]
    even = [int(digit) % 2 == 0 for digit in text]

    assert len(text) == item.params["digits"]
    assert text == "0" or text[0] != "0"
    assert even[-1] == (item.params["parity"] == "even")
    if item.params["others"] == "misleading":
        assert set(even[:-1]) == {not even[-1]}


@given(get_skill("arithmetic.divisibility").strategy())
def test_the_last_digit_misleads_where_the_stratum_says(item: Item) -> None:
    number, divisor = map(int, item.operands)

    assert len(str(number)) == item.params["digits"]
    assert (number % divisor == 0) == item.params["divisible"]
    points_to = number % 10 % divisor == 0
    assert (points_to == item.params["divisible"]) == (item.params["last_digit"] == "agrees")
