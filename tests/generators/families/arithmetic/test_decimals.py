"""Decimals, percentages and rounding: lures worked out by hand, and the laws of rounding."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jagbench.generators import get_skill
from jagbench.generators.skill.numbers import in_units, point_at
from jagbench.probes import Item
from tests.generators.families.arithmetic.asking import ask, right, wrong


def test_the_difference_of_the_literature() -> None:
    question = ask("decimals", "9.9", "9.11", direction="difference")

    assert right(question) == "0.79"
    assert wrong(question) == {
        "whole_number_parts": "-0.02",
        "right_aligned": "-8.12",
        "smaller_from_larger": "0.81",
        "sign_flip": "-0.79",
        "other_operation": "19.01",
        "point_right": "7.9",
        "point_left": "0.079",
        "one_more": "1.79",
        "one_less": "-0.21",
    }


def test_the_sum_of_the_same_numbers() -> None:
    question = ask("decimals", "9.9", "9.11", direction="sum")

    assert right(question) == "19.01"
    assert wrong(question) == {
        "whole_number_parts": "18.2",
        "right_aligned": "10.1",
        "no_carry": "8.01",
        "other_operation": "0.79",
        "point_right": "190.1",
        "point_left": "1.901",
        "one_more": "20.01",
        "one_less": "18.01",
    }


@pytest.mark.parametrize(
    ("first", "second", "difference", "whole_number_parts", "right_aligned"),
    [
        ("9.35", "9.2", "0.15", "0.33", "8.43"),
        ("9.5", "9.04", "0.46", "0.01", "-8.09"),
        ("10.2", "9.11", "1.09", "0.91", "-8.09"),
        ("5", "0.37", "4.63", "", "-0.32"),
    ],
)
def test_pairs_tell_misconceptions_apart(
    first: str, second: str, difference: str, whole_number_parts: str, right_aligned: str
) -> None:
    question = ask("decimals", first, second, direction="difference")

    assert right(question) == difference
    found = wrong(question)
    assert found.get("whole_number_parts", "") == whole_number_parts
    assert found["right_aligned"] == right_aligned


@given(get_skill("arithmetic.decimals").strategy())
def test_the_larger_comes_first_unless_the_difference_is_negative(item: Item) -> None:
    first, second = map(Decimal, item.operands)

    assert (first < second) == item.params["negative"]


@given(st.lists(st.decimals(-9999, 9999, places=4), min_size=1))
def test_units_keep_the_values_of_decimals(numbers: list[Decimal]) -> None:
    units, places = in_units(tuple(map(str, numbers)))

    assert [Decimal(point_at(unit, places)) for unit in units] == numbers


def test_percentages() -> None:
    question = ask("percentages", "20", "80")

    assert right(question) == "16"
    assert wrong(question) == {
        "takes_off": "64",
        "puts_on": "96",
        "subtracts_percentage": "60",
        "multiplies": "1600",
        "percentage_alone": "20",
        "divides": "4",
        "point_right": "160",
        "point_left": "1.6",
        "one_more": "17",
        "one_less": "15",
    }


def test_a_percentage_with_a_fraction() -> None:
    question = ask("percentages", "12.5", "84")

    assert right(question) == "10.5"
    assert "divides" not in wrong(question)
    assert wrong(question)["puts_on"] == "94.5"


@given(get_skill("arithmetic.percentages").strategy())
def test_percentages_are_whole_where_their_strata_say(item: Item) -> None:
    percent, base = map(Decimal, item.operands)

    assert (percent * base % 100 == 0) == item.params["whole"]
    assert len(item.operands[1]) == item.params["digits"]


def test_rounding_down_to_tens() -> None:
    question = ask("rounding", "1442", "to_tens")

    assert right(question) == "1440"
    assert wrong(question) == {
        "always_up": "1450",
        "place_too_high": "1400",
        "place_too_low": "1442",
        "drops_zeros": "144",
        "one_more": "1441",
        "one_less": "1439",
    }


def test_rounding_digit_by_digit() -> None:
    question = ask("rounding", "1448", "to_hundreds")

    assert right(question) == "1400"
    found = wrong(question)
    assert found["digit_by_digit"] == "1500"
    assert found["place_too_low"] == "1450"
    assert found["drops_zeros"] == "14"


@pytest.mark.parametrize(
    ("number", "place", "rounded", "lures"),
    [
        ("45", "to_tens", "50", {"truncates": "40", "half_down": "40", "half_even": "40"}),
        ("35", "to_tens", "40", {"truncates": "30", "half_down": "30"}),
        (
            "-45",
            "to_tens",
            "-50",
            {"half_down": "-40", "half_even": "-40", "half_up": "-40", "sign_lost": "50"},
        ),
        ("2.5", "to_units", "3", {"truncates": "2", "half_down": "2", "half_even": "2"}),
    ],
)
def test_halves(number: str, place: str, rounded: str, lures: dict[str, str]) -> None:
    question = ask("rounding", number, place)

    assert right(question) == rounded
    found = wrong(question)
    assert {name: found.get(name, "") for name in lures} == lures


def test_nines_carry_on() -> None:
    assert right(ask("rounding", "9.96", "to_tenths")) == "10"
    assert right(ask("rounding", "1996", "to_tens")) == "2000"


@given(get_skill("arithmetic.rounding").strategy())
def test_rounding_moves_by_half_a_unit_at_most(item: Item) -> None:
    number, place = item.operands
    unit = (
        Decimal(10)
        ** ["hundredths", "tenths", "units", "tens", "hundreds", "thousands"].index(place.removeprefix("to_"))
        / 100
    )
    rounded = Decimal(right(ask("rounding", number, place)))

    assert rounded % unit == 0
    distance = abs(rounded) - abs(Decimal(number))
    assert -unit / 2 < distance <= unit / 2
    assert (distance == unit / 2) == (item.params["rest"] == "tie")
    assert number.startswith("-") == item.params["negative"]
