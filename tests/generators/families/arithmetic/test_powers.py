"""Powers and roots: lures worked out by hand."""

from math import isqrt

from hypothesis import given

from jagbench.generators import get_skill
from jagbench.probes import Item
from tests.generators.families.arithmetic.asking import ask, right, wrong


def test_a_square() -> None:
    question = ask("powers", "13²")

    assert right(question) == "169"
    assert wrong(question) == {
        "times_exponent": "26",
        "plus_exponent": "15",
        "swapped": "8192",
        "one_factor_less": "13",
        "one_factor_more": "2197",
        "digits_apart": "19",
        "parts_apart": "109",
        "lost_digit": "16",
        "one_more": "170",
        "one_less": "168",
    }


def test_a_power_of_ten() -> None:
    question = ask("powers", "10¹²")

    assert right(question) == "1000000000000"
    assert wrong(question)["one_factor_less"] == "100000000000"
    assert wrong(question)["times_exponent"] == "120"


def test_a_root() -> None:
    question = ask("roots", "144")

    assert right(question) == "12"
    assert wrong(question) == {
        "half": "72",
        "quarter": "36",
        "squares": "20736",
        "other_last_digit": "18",
        "tenfold": "120",
        "lost_digit": "1",
        "one_more": "13",
        "one_less": "11",
    }


def test_an_odd_square_has_no_half() -> None:
    assert wrong(ask("roots", "25")) == {"squares": "625", "tenfold": "50", "one_more": "6", "one_less": "4"}


@given(get_skill("arithmetic.roots").strategy())
def test_radicands_are_perfect_squares(item: Item) -> None:
    radicand = int(item.operands[0])

    assert isqrt(radicand) ** 2 == radicand
