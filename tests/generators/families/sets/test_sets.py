"""Rooms, groups and lists, worked out by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jagbench.errors import JagbenchError
from jagbench.generators import get_skill
from jagbench.generators.families.sets.operands import steps_of
from tests.generators.families.calendar.asking import ask, reads, right, wrong

GROUPS = ("20", "12", "football", "9", "tennis", "4")


def test_a_room() -> None:
    question = ask("sets.in_room", "5", "3", "in", "sofa", "red", "2", "out")

    assert right(question) == "6"
    assert wrong(question) == {
        "adds_all": "10",
        "swaps_in_and_out": "4",
        "ignores_start": "1",
        "counts_events": "5",
        "drops_first_step": "3",
        "drops_last_step": "8",
        "one_more": "7",
        "one_less": "5",
    }


@pytest.mark.parametrize("level", [1, 2, 3, 4, 5])
def test_nobody_leaves_who_is_not_there(level: int) -> None:
    skill = get_skill("sets.in_room")
    for index in range(60):
        operands = skill.item(level=level, seed=1, index=index).operands
        present = int(operands[0])
        for step in steps_of(tuple(operands)):
            present += step
            assert present >= 0


@pytest.mark.parametrize(("asked", "number"), [("either", "17"), ("neither", "3"), ("exactly_one", "13")])
def test_two_sports(asked: str, number: str) -> None:
    assert right(ask("sets.either_or_both", *GROUPS, direction=asked)) == number


def test_lures_of_two_sports() -> None:
    assert wrong(ask("sets.either_or_both", *GROUPS, direction="either")) == {
        "counts_both_twice": "21",
        "subtracts_all": "16",
        "answers_neither": "3",
        "answers_exactly_one": "13",
        "answers_both": "4",
        "one_more": "18",
        "one_less": "16",
    }
    assert wrong(ask("sets.either_or_both", *GROUPS, direction="neither")) == {
        "answers_either": "17",
        "answers_exactly_one": "13",
        "answers_both": "4",
        "one_more": "4",
        "one_less": "2",
    }


@pytest.mark.parametrize(("asked", "number"), [("both", "2"), ("first_only", "1")])
def test_two_lists(asked: str, number: str) -> None:
    assert right(ask("sets.common", "10, 20, 30", "30, 40, 10", direction=asked)) == number


def test_lures_of_two_lists() -> None:
    assert wrong(ask("sets.common", "10, 20, 30", "30, 40, 10", direction="both")) == {
        "same_place": "0",
        "answers_other_question": "1",
        "counts_all": "6",
        "counts_different_ones": "4",
        "counts_first_list": "3",
        "one_more": "3",
        "one_less": "1",
    }


@given(st.sets(st.integers(10, 99), min_size=1), st.sets(st.integers(10, 99), min_size=1))
def test_every_entry_is_common_or_not(first: set[int], second: set[int]) -> None:
    lists = [", ".join(map(str, sorted(entries))) for entries in (first, second)]
    numbers = [int(right(ask("sets.common", *lists, direction=asked))) for asked in ("both", "first_only")]

    assert sum(numbers) == len(first)


@pytest.mark.parametrize(
    ("name", "language", "prompt", "answer"),
    [
        ("in_room", "en", "How many?\nThere are 5 people in a room. 3 people enter. 1 person leaves.", "7"),
        ("in_room", "fr", "Combien ?\nIl y a 2 personnes dans une pièce. 2 personnes sortent.", "0"),
        ("in_room", "zh", "几个人？\n房间里有5个人。进来3个人。房间里的沙发是红色的。", "8"),
        ("either_or_both", "en", "How many play exactly one of them?\n20; 12 and 9; 4 both.", "13"),
        ("either_or_both", "es", "¿Cuántos no practican ninguno de ellos?\n20, 12, 9, 4.", "3"),
        ("common", "en", "How many are in both lists?\nFirst list: a, b, c\nSecond list: c, a, d", "2"),
        ("common", "ja", "二つ目の一覧にはない項目は。\n一つ目：花子、太郎\n二つ目：太郎、健太", "1"),
    ],
)
def test_the_oracle(name: str, language: str, prompt: str, answer: str) -> None:
    assert reads(f"sets.{name}", prompt, language) == answer


@pytest.mark.parametrize(
    ("name", "prompt", "message"),
    [
        ("in_room", "How many?\nThere are 2 people in a room. 3 people leave.", "More people leave"),
        ("in_room", "How many?\nThere are 2 people in a room. 3 people sing.", "not say who comes"),
        ("in_room", "How many?\nNobody.", "at first"),
        ("either_or_both", "How many play?\n20; 12 and 9; 4 both.", "not ask about two groups"),
        ("either_or_both", "How many play neither of them?\n20; 12 and 19; 4 both.", "do not fit"),
        ("common", "How many?\nFirst list: a, b\nSecond list: c, a", "not ask what two lists share"),
    ],
)
def test_what_the_oracle_refuses(name: str, prompt: str, message: str) -> None:
    with pytest.raises(JagbenchError, match=message):
        reads(f"sets.{name}", prompt)
