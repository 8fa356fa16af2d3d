"""Quantities in other units, worked out by hand."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jagbench.errors import JagbenchError
from jagbench.generators.families.units.operands import POWERS
from tests.generators.families.calendar.asking import ask, reads, right, wrong

KINDS = [["km", "m", "dm", "cm", "mm"], ["t", "kg", "g", "mg"], ["m³", "dm³", "L", "cm³", "mL"]]


@pytest.mark.parametrize(
    ("number", "unit", "target", "answer"),
    [
        ("3", "m", "cm", "300"),
        ("3.75", "km", "m", "3750"),
        ("480", "m", "km", "0.48"),
        ("2.5", "t", "g", "2500000"),
        ("3.2", "m²", "cm²", "32000"),
        ("0.45", "m³", "L", "450"),
        ("1.2", "dm³", "mL", "1200"),
        ("75", "mm", "m", "0.075"),
    ],
)
def test_another_unit(number: str, unit: str, target: str, answer: str) -> None:
    assert right(ask("units.metric", number, unit, target)) == answer


def test_lures_of_another_unit() -> None:
    assert wrong(ask("units.metric", "3", "m²", "cm²")) == {
        "wrong_way": "0.0003",
        "ten_too_many": "300000",
        "ten_too_few": "3000",
        "unchanged": "3",
        "by_hundred": "300",
        "by_thousand": "3000",
        "linear_factor": "300",
    }


@given(st.data(), st.decimals("0.001", 9999, places=3))
def test_there_and_back_is_where_one_was(data: st.DataObject, number: object) -> None:
    unit, target = data.draw(st.permutations(data.draw(st.sampled_from(KINDS))))[:2]
    there = right(ask("units.metric", str(number), unit, target))

    assert Fraction(right(ask("units.metric", there, target, unit))) == Fraction(str(number))


def test_a_litre_is_a_cubic_decimetre() -> None:
    assert POWERS["L"] == POWERS["dm³"]
    assert POWERS["mL"] == POWERS["cm³"]


@pytest.mark.parametrize(
    ("operands", "answer"),
    [
        (["2", "hours", "15", "minutes", "minutes"], "135"),
        (["3", "days", "hours"], "72"),
        (["2", "weeks", "days"], "14"),
        (["2", "hours", "5", "minutes", "10", "seconds", "seconds"], "7510"),
        (["2", "days", "3", "hours", "minutes"], "3060"),
    ],
)
def test_a_duration(operands: list[str], answer: str) -> None:
    assert right(ask("units.duration", *operands)) == answer


def test_lures_of_a_duration() -> None:
    assert wrong(ask("units.duration", "2", "hours", "15", "minutes", "minutes")) == {
        "base_hundred": "215",
        "adds_numbers": "17",
        "drops_rest": "120",
        "drops_first": "15",
        "one_more": "136",
        "one_less": "134",
    }
    assert wrong(ask("units.duration", "2", "days", "hours")) == {
        "base_hundred": "200",
        "factor_of_sixty": "120",
        "half_days": "24",
        "adds_numbers": "2",
        "one_more": "49",
        "one_less": "47",
    }


@pytest.mark.parametrize(
    ("name", "language", "prompt", "answer"),
    [
        ("metric", "en", "Convert.\nQuantity: 3.75 km\nUnit: m", "3750"),
        ("metric", "de", "Rechne um.\nGröße: 480 m\nEinheit: km", "0.48"),
        ("metric", "fr", "Convertis.\nGrandeur : 3,2 m²\nUnité : cm²", "32000"),
        ("metric", "ja", "換算。\n量：0.45 m³\n単位：L", "450"),
        ("duration", "en", "Convert.\nDuration: 2 days 3 hours\nUnit: minutes", "3060"),
        ("duration", "ko", "바꾸세요.\n걸린 시간: 2시간 15분\n단위: 분", "135"),
        ("duration", "zh", "换算。\n时长：2天3小时\n单位：分钟", "3060"),
    ],
)
def test_the_oracle(name: str, language: str, prompt: str, answer: str) -> None:
    assert reads(f"units.{name}", prompt, language) == answer


@pytest.mark.parametrize(
    ("name", "prompt", "message"),
    [
        ("metric", "Convert.\nQuantity: 3 km 5 m\nUnit: m", "a quantity and a unit"),
        ("metric", "Convert.\nQuantity: 3 miles\nUnit: m", "a quantity and a unit"),
        ("duration", "Convert.\nDuration: 20 minutes\nUnit: hours", "a shorter unit"),
    ],
)
def test_what_the_oracle_refuses(name: str, prompt: str, message: str) -> None:
    with pytest.raises(JagbenchError, match=message):
        reads(f"units.{name}", prompt)
