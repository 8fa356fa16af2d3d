"""Exact decimals as whole numbers, and back."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jagbench.generators.skill.numbers import point_at, scaled


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        (["9.9", "9.11"], [990, 911]),
        (["-0.5", "3"], [-5, 30]),
        (["7", "12"], [7, 12]),
        (["0.30", "0.3"], [30, 30]),
    ],
)
def test_scaled(numbers: list[str], expected: list[int]) -> None:
    assert list(scaled(numbers)) == expected


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [(990, 2, "9.9"), (-5, 1, "-0.5"), (30, 1, "3"), (7, 3, "0.007"), (0, 2, "0"), (12, 0, "12")],
)
def test_point_at(value: int, places: int, expected: str) -> None:
    assert point_at(value, places) == expected


@given(st.integers(-(10**20), 10**20), st.integers(0, 12))
def test_a_point_set_is_a_division_by_a_power_of_ten(value: int, places: int) -> None:
    assert Fraction(point_at(value, places)) == Fraction(value, 10**places)
