"""Rectangles and lists, measured by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jagbench.errors import JagbenchError
from tests.generators.families.calendar.asking import ask, reads, right, wrong


@pytest.mark.parametrize(
    ("first", "second", "asked", "answer"),
    [
        ("4", "3", "area", "12"),
        ("4", "3", "perimeter", "14"),
        ("2.5", "1.2", "area", "3"),
        ("2.5", "1.2", "perimeter", "7.4"),
    ],
)
def test_rectangles(first: str, second: str, asked: str, answer: str) -> None:
    assert right(ask("measures.rectangle", first, second, direction=asked)) == answer


def test_lures_of_rectangles() -> None:
    assert wrong(ask("measures.rectangle", "4", "3", direction="area")) == {
        "answers_other_question": "14",
        "adds_two_sides": "7",
        "doubles_area": "24",
        "halves_area": "6",
        "counts_one_side_once": "11",
        "squares_one_side": "16",
    }


@pytest.mark.parametrize(("asked", "answer"), [("mean", "4"), ("median", "2"), ("range", "8")])
def test_averages(asked: str, answer: str) -> None:
    assert right(ask("measures.average", "1, 9, 2", direction=asked)) == answer


def test_lures_of_averages() -> None:
    assert wrong(ask("measures.average", "1, 9, 2", direction="mean")) == {
        "takes_median_for_mean": "2",
        "takes_middle_of_ends": "5",
        "gives_sum": "12",
        "gives_largest": "9",
        "one_more": "5",
        "one_less": "3",
    }
    assert wrong(ask("measures.average", "1, 9, 2", direction="median"))["leaves_list_unsorted"] == "9"
    assert wrong(ask("measures.average", "1, 9, 2", direction="range"))["takes_ends_of_list"] == "1"


@given(st.integers(1, 99), st.integers(1, 99))
def test_the_sides_may_change_places(first: int, second: int) -> None:
    for asked in ("area", "perimeter"):
        assert right(ask("measures.rectangle", str(first), str(second), direction=asked)) == right(
            ask("measures.rectangle", str(second), str(first), direction=asked)
        )


@pytest.mark.parametrize(
    ("name", "language", "prompt", "answer"),
    [
        ("rectangle", "en", "What is its area?\nLength: 4 cm\nWidth: 3 cm", "12"),
        ("rectangle", "de", "Bestimme den Umfang.\n2,5 cm mal 1,2 cm", "7.4"),
        ("average", "fr", "Donne la médiane.\nNombres : 1, 9, 2", "2"),
        ("average", "zh", "平均数是多少？\n数：1, 9, 2", "4"),
        ("average", "ko", "범위는?\n수: 1, 9, 2", "8"),
    ],
)
def test_the_oracle(name: str, language: str, prompt: str, answer: str) -> None:
    assert reads(f"measures.{name}", prompt, language) == answer


@pytest.mark.parametrize(
    ("name", "prompt", "message"),
    [
        ("rectangle", "What is its size?\n4 cm by 3 cm", "one of area, perimeter"),
        ("rectangle", "What is its area?\n4 cm", "two sides"),
        ("average", "What is the median?\nnothing", "one list"),
        ("average", "What is the arithmetic mean?\n1, 2", "whole mean"),
    ],
)
def test_what_the_oracle_refuses(name: str, prompt: str, message: str) -> None:
    with pytest.raises(JagbenchError, match=message):
        reads(f"measures.{name}", prompt)
