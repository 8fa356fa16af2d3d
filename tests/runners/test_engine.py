from dataclasses import fields, replace
from typing import Any

import pytest

from jagbench.errors import InvalidArgument
from jagbench.runners.engine import (
    Ask,
    Choice,
    JsonSchema,
    Message,
    Regex,
    Request,
    Sampling,
    content_digest,
    failed,
    replied,
    reply_key,
)

KEY: dict[str, Any] = {"fingerprint": "f", "probe": "p", "content": "c"}
ASK = Ask(messages=(Message(role="user", content="What is 7 + 1?"),), sampling=Sampling())
OTHER_ASK: list[dict[str, Any]] = [
    {"messages": (Message(role="system", content="What is 7 + 1?"),)},
    {"messages": (Message(role="user", content="What is 7 + 2?"),)},
    {"constraint": Regex(pattern="[0-9]")},
    {"constraint": JsonSchema(schema="[0-9]")},
    {"constraint": Choice(options=("8", "9"))},
    {"candidates": ("8", "9")},
    {"candidates": ("9", "8")},
    {"thinking": True},
    {"completion": "Question: a\nAnswer:"},
    {"effort": "low"},
    {"thinking": False},
]
OTHER_SAMPLING: list[dict[str, Any]] = [
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
    assert content_digest(ASK) == "0f5481d8b5234bad"
    assert reply_key(**KEY, turn=0) == "b0a449dcf4d73633"


def test_the_table_of_other_samplings_names_every_field() -> None:
    assert [name for other in OTHER_SAMPLING for name in other] == [field.name for field in fields(Sampling)]


def test_the_table_of_other_questions_names_every_other_field() -> None:
    assert {name for other in OTHER_ASK for name in other} == {field.name for field in fields(Ask)} - {
        "sampling"
    }


@pytest.mark.parametrize("other", OTHER_SAMPLING, ids=lambda other: next(iter(other)))
def test_every_sampling_field_changes_the_question(other: dict[str, Any]) -> None:
    changed = replace(ASK, sampling=replace(Sampling(), **other))
    assert content_digest(changed) != content_digest(ASK)


def test_everything_that_is_sent_makes_another_question() -> None:
    asks = [ASK, *(replace(ASK, **other) for other in OTHER_ASK)]
    assert len({content_digest(ask) for ask in asks}) == len(asks)


def test_every_part_changes_the_key() -> None:
    parts: list[dict[str, Any]] = [{**KEY, part: "other"} for part in KEY]
    keys = [reply_key(**each, turn=0) for each in [KEY, *parts]]
    keys += [reply_key(**KEY, turn=1), reply_key(**KEY, turn=0, sample=1)]
    keys += [reply_key(**KEY, turn=0, recheck=True)]
    assert len(set(keys)) == 7


@pytest.mark.parametrize(
    ("other", "needed"),
    [
        ({}, set[str]()),
        ({"constraint": Choice(options=("a",))}, {"choice"}),
        ({"constraint": Regex(pattern="a")}, {"regex"}),
        ({"constraint": JsonSchema(schema="{}")}, {"json_schema"}),
        ({"candidates": ("a",)}, {"scores"}),
        ({"thinking": False}, {"thinking"}),
        ({"effort": "low"}, {"effort"}),
        ({"thinking": True, "constraint": Regex(pattern="a")}, {"thinking", "regex"}),
    ],
)
def test_a_question_says_what_it_needs(other: dict[str, Any], needed: set[str]) -> None:
    assert replace(ASK, **other).needs == needed


def request(**other: Any) -> Request:
    return replace(
        Request(key="k", probe="p", turn=2, sample=3, messages=(), sampling=Sampling(seed=7)), **other
    )


def test_a_reply_carries_what_identifies_its_request() -> None:
    reply = replied(request(recheck=True), text="8", finish_reason="stop")
    assert (reply.key, reply.probe, reply.turn, reply.sample, reply.recheck) == ("k", "p", 2, 3, True)


@pytest.mark.parametrize(
    ("other", "seed"),
    [
        ({}, None),
        ({"sampling": Sampling(seed=7, temperature=0.5)}, 7),
        ({"sampling": Sampling(seed=7, temperature=0.5), "candidates": ("a",)}, None),
    ],
)
def test_the_seed_is_recorded_where_something_is_drawn(other: dict[str, Any], seed: int | None) -> None:
    assert replied(request(**other), text="8", finish_reason="stop").seed == seed


def test_a_failed_reply_is_one_sentence() -> None:
    reply = failed(request(), "lost\n  the connection")
    assert (reply.text, reply.finish_reason, reply.error) == ("", "error", "lost the connection.")


def test_a_request_has_no_place_for_what_is_right() -> None:
    assert {field.name for field in fields(Request)} == {
        "key", "probe", "turn", "sample", "recheck",
        "messages", "sampling", "constraint", "candidates", "thinking", "effort", "completion",
    }  # fmt: skip


@pytest.mark.parametrize(
    "field", ["temperature", "top_p", "min_p", "presence_penalty", "frequency_penalty", "repetition_penalty"]
)
@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_a_way_of_drawing_that_is_no_number_is_refused(field: str, value: float) -> None:
    other: dict[str, Any] = {field: value}
    with pytest.raises(InvalidArgument, match=f"^{field} goes from .*, got {value}"):
        Sampling(**other)


@pytest.mark.parametrize(
    ("other", "sentence"),
    [
        ({"max_tokens": 0}, "max_tokens goes from 1 to 9007199254740992, got 0"),
        ({"temperature": -0.1}, "temperature goes from 0 to 100, got -0.1"),
        ({"top_p": 0}, "top_p must be more than 0"),
        ({"top_p": 1.5}, "top_p goes from 0 to 1, got 1.5"),
        ({"repetition_penalty": 0}, "repetition_penalty must be more than 0"),
    ],
)
def test_a_way_of_drawing_that_means_nothing_is_refused(other: dict[str, Any], sentence: str) -> None:
    with pytest.raises(InvalidArgument, match=sentence):
        Sampling(**other)
