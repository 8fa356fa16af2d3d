"""Sequences continued by hand."""

import pytest

from jagbench.errors import JagbenchError
from jagbench.generators import get_skill
from tests.generators.families.calendar.asking import ask, reads, right, wrong


@pytest.mark.parametrize(
    ("name", "terms", "number"),
    [
        ("arithmetic", "2, 5, 8, 11", "14"),
        ("arithmetic", "31, 24, 17, 10", "3"),
        ("geometric", "2, 6, 18, 54", "162"),
        ("geometric", "80, 40, 20", "10"),
        ("alternating", "1, 5, 7, 11, 13", "17"),
        ("alternating", "10, 7, 12, 9, 14, 11", "16"),
        ("sum_of_two", "2, 5, 7, 12", "19"),
    ],
)
def test_the_next_number(name: str, terms: str, number: str) -> None:
    assert right(ask(f"sequences.{name}", terms)) == number


def test_lures_of_one_step() -> None:
    assert wrong(ask("sequences.arithmetic", "2, 5, 8, 11")) == {
        "counts_on": "12",
        "repeats_last": "11",
        "goes_back": "8",
        "skips_one": "17",
        "adds_first": "13",
        "one_more": "15",
        "one_less": "13",
    }


def test_lures_of_one_factor() -> None:
    assert wrong(ask("sequences.geometric", "2, 6, 18, 54")) == {
        "adds_last_step": "90",
        "adds_factor": "57",
        "doubles": "108",
        "adds_all": "80",
        "repeats_last": "54",
        "goes_back": "18",
        "one_more": "163",
        "one_less": "161",
    }


def test_lures_of_two_steps() -> None:
    assert wrong(ask("sequences.alternating", "1, 5, 7, 11, 13")) == {
        "last_step_again": "15",
        "both_steps": "19",
        "counts_on": "14",
        "repeats_last": "13",
        "adds_last_two": "24",
        "one_more": "18",
        "one_less": "16",
    }


def test_lures_of_sums() -> None:
    assert wrong(ask("sequences.sum_of_two", "2, 5, 7, 12")) == {
        "adds_last_step": "17",
        "doubles": "24",
        "adds_all": "26",
        "adds_first_two": "7",
        "repeats_last": "12",
        "one_more": "20",
        "one_less": "18",
    }


@pytest.mark.parametrize("name", ["arithmetic", "geometric", "alternating", "sum_of_two"])
@pytest.mark.parametrize("level", [1, 2, 3, 4, 5])
def test_no_number_is_below_zero(name: str, level: int) -> None:
    skill = get_skill(f"sequences.{name}")
    for index in range(100):
        item = skill.item(level=level, seed=1, index=index)
        terms = [int(term) for term in item.operands[0].split(", ")]
        assert min(*terms, int(right(ask(skill.name, *item.operands)))) >= 0


@pytest.mark.parametrize(
    ("name", "prompt", "number"),
    [
        ("arithmetic", "Next?\nSequence: 2, 5, 8, 11", "14"),
        ("geometric", "Next?\n80, 40, 20", "10"),
        ("geometric", "Next?\n" + ", ".join(str(999 * 99**power) for power in range(4)), str(999 * 99**4)),
        ("alternating", "Next?\n1, 5, 7, 11, 13, 17", "19"),
        ("sum_of_two", "Next?\nSo far: 2, 5, 7, 12", "19"),
    ],
)
def test_the_oracle(name: str, prompt: str, number: str) -> None:
    assert reads(f"sequences.{name}", prompt) == number


@pytest.mark.parametrize(
    ("name", "terms"),
    [
        ("arithmetic", "2, 5, 9, 11"),
        ("geometric", "2, 6, 19, 54"),
        ("alternating", "1, 5, 7, 11, 14"),
        ("sum_of_two", "2, 5, 8, 12"),
    ],
)
def test_the_oracle_refuses_numbers_without_the_rule(name: str, terms: str) -> None:
    with pytest.raises(JagbenchError, match="do not follow their rule"):
        reads(f"sequences.{name}", f"Next?\n{terms}")


def test_the_oracle_refuses_too_few_numbers() -> None:
    with pytest.raises(JagbenchError, match="does not hold 5 numbers"):
        reads("sequences.alternating", "Next?\n1, 2, 3, 4")
