"""Turns and walks, followed by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jagbench.errors import JagbenchError
from jagbench.generators import get_skill
from jagbench.generators.families.directions.operands import end_of, legs_of
from tests.generators.families.calendar.asking import ask, reads, right, wrong

TURNS = ("girl0", "north", "right", "around", "right")


@pytest.mark.parametrize(
    ("side", "compass"), [("ahead", "north"), ("right", "east"), ("left", "west"), ("behind", "south")]
)
def test_four_quarter_turns_lead_back(side: str, compass: str) -> None:
    assert right(ask("directions.turns", *TURNS, direction=side)) == compass


def test_lures_of_turns() -> None:
    # From south to the west, then round to the east, where south is on the right.
    question = ask("directions.turns", "boy0", "south", "right", "around", direction="right")

    assert right(question) == "south"
    assert wrong(question) == {
        "swaps_left_and_right": "north",
        "goes_by_the_map": "east",
        "ignores_turns": "west",
        "ignores_side": "east",
        "mirrors_side": "north",
        "half_turns_are_quarters": "east",
        "drops_last_turn": "north",
    }


def test_a_walk() -> None:
    question = ask("directions.walk", "girl0", "north", "5", "east", "3", "south", "2")

    assert right(question) == "6"
    assert wrong(question) == {
        "adds_all": "10",
        "largest_part_only": "3",
        "offsets_axes": "0",
        "drops_first_leg": "5",
        "drops_last_leg": "8",
        "one_more": "7",
        "one_less": "5",
    }


def test_a_walk_by_turns_is_the_walk_by_directions() -> None:
    by_turns = legs_of(["girl0", "west", "5", "right", "3", "right", "2", "left", "4"])
    by_compass = legs_of(["girl0", "west", "5", "north", "3", "east", "2", "north", "4"])

    assert by_turns == by_compass
    assert end_of(by_turns) == (-3, 7)


def test_a_straight_line_cuts_the_corner() -> None:
    assert wrong(ask("directions.walk", "girl0", "north", "3", "east", "4"))["straight_line"] == "5"


@given(st.lists(st.sampled_from(["right", "left", "around"]), max_size=9))
def test_turns_and_their_opposites_lead_back(turns: list[str]) -> None:
    opposite = {"right": "left", "left": "right", "around": "around"}
    all_turns = [*turns, *(opposite[turn] for turn in turns)]

    assert right(ask("directions.turns", "girl0", "west", *all_turns, direction="ahead")) == "west"


@pytest.mark.parametrize("level", [1, 2, 3, 4, 5])
def test_no_leg_of_a_walk_is_as_long_as_the_way_back(level: int) -> None:
    skill = get_skill("directions.walk")
    for index in range(60):
        operands = skill.item(level=level, seed=1, index=index).operands
        assert right(ask("directions.walk", *operands)) not in operands


@pytest.mark.parametrize(
    ("name", "language", "prompt", "answer"),
    [
        ("turns", "en", "What is behind Ann?\nAnn is facing east. Ann turns to the right.", "north"),
        ("turns", "de", "Was liegt vor Eva?\nEva blickt nach Osten. Eva dreht sich nach links.", "Norden"),
        ("turns", "zh", "小东的左边是哪个方向？\n小东面朝北站着。小东向后转了半圈。", "东"),
        ("walk", "fr", "Combien ?\nLéa fait 3 pas vers l'est. Léa fait 5 pas vers l'ouest.", "2"),
        ("walk", "ja", "何歩。\n太郎さんは北を向いています。太郎さんは前へ3歩進みます。", "3"),
    ],
)
def test_the_oracle(name: str, language: str, prompt: str, answer: str) -> None:
    assert reads(f"directions.{name}", prompt, language) == answer


@pytest.mark.parametrize(
    ("name", "prompt", "message"),
    [
        ("turns", "What is behind Ann?\nAnn is facing east. Ann sings.", "no turn"),
        ("turns", "Where is Ann?\nAnn is facing east.", "one side"),
        ("walk", "How many?\nAnn sings.", "no step and no turn"),
        ("walk", "How many?\nAnn is facing north.", "leads somewhere"),
    ],
)
def test_what_the_oracle_refuses(name: str, prompt: str, message: str) -> None:
    with pytest.raises(JagbenchError, match=message):
        reads(f"directions.{name}", prompt)
