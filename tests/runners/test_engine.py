from dataclasses import fields, replace

import pytest

from jagbench.runners.engine import Request, Sampling, reply_key

KEY = {"fingerprint": "f", "probe": "p", "protocol": "direct"}
OTHER_SAMPLING = [
    {"max_tokens": 65},
    {"temperature": 0.5},
    {"top_p": 0.9},
    {"top_k": 40},
    {"min_p": 0.05},
    {"presence_penalty": 0.1},
    {"frequency_penalty": 0.1},
    {"repetition_penalty": 1.1},
    {"stop": ("\n",)},
    {"seed": 1},
]


def test_the_key_of_a_request_stays_the_same_in_every_version() -> None:
    assert reply_key(**KEY, turn=0, sampling=Sampling()) == "c981fa99bf3d7bbe"


def test_the_table_of_other_samplings_names_every_field() -> None:
    assert [name for other in OTHER_SAMPLING for name in other] == [field.name for field in fields(Sampling)]


@pytest.mark.parametrize("other", OTHER_SAMPLING, ids=lambda other: next(iter(other)))
def test_every_sampling_field_changes_the_key(other: dict[str, object]) -> None:
    changed = replace(Sampling(), **other)
    assert reply_key(**KEY, turn=0, sampling=changed) != reply_key(**KEY, turn=0, sampling=Sampling())


@pytest.mark.parametrize("part", ["fingerprint", "probe", "protocol"])
def test_every_part_of_a_request_changes_the_key(part: str) -> None:
    changed = {**KEY, part: "other"}
    assert reply_key(**changed, turn=0, sampling=Sampling()) != reply_key(**KEY, turn=0, sampling=Sampling())


def test_the_turn_changes_the_key() -> None:
    assert reply_key(**KEY, turn=1, sampling=Sampling()) != reply_key(**KEY, turn=0, sampling=Sampling())


def test_a_request_has_no_place_for_what_is_right() -> None:
    assert {field.name for field in fields(Request)} == {"key", "probe", "turn", "messages", "sampling"}
