import json
from dataclasses import replace
from typing import Any

import pytest

from jagbench.errors import InvalidArgument
from jagbench.probes import Answer, Probe, from_json, probe_id, to_json

ANSWER = Answer(kind="choice", value="9.9", options=("9.9", "9.11"))
PROBE = Probe(
    id="0123456789abcdef",
    item="fedcba9876543210",
    skill="comparison.decimals",
    version=1,
    level=2,
    grade=4,
    params={"operands": ["9.11", "9.9"], "direction": "larger", "pair": "short_larger"},
    language="en",
    frame="plain",
    template="which",
    order="ba",
    prompt="Which is larger?\n9.9 or 9.11",
    answer=ANSWER,
    lures={"version_order": "9.11"},
)


def changed(**changes: Any):
    return json.dumps({**json.loads(to_json(PROBE)), **changes})


def test_json_has_the_documented_keys_in_order() -> None:
    assert list(json.loads(to_json(PROBE))) == [
        "id", "item", "skill", "version", "level", "grade", "params", "language", "frame", "template",
        "order", "prompt", "answer", "lures",
    ]  # fmt: skip


def test_json_round_trip() -> None:
    assert from_json(to_json(PROBE)) == PROBE


def test_a_statement_is_a_key_only_where_there_is_one() -> None:
    stated = replace(PROBE, statement="The larger one is {answer}.")

    assert list(json.loads(to_json(stated)))[-1] == "statement"
    assert from_json(to_json(stated)) == stated
    with pytest.raises(InvalidArgument, match="'statement' must be a text, got 3"):
        from_json(changed(statement=3))


def test_family_and_operands() -> None:
    assert PROBE.family == "comparison"
    assert list(PROBE.operands) == ["9.11", "9.9"]


def test_id_changes_with_the_prompt_and_with_the_answer() -> None:
    other = Answer(kind="choice", value="9.11", options=("9.9", "9.11"))

    assert len({probe_id("a", ANSWER), probe_id("b", ANSWER), probe_id("a", other)}) == 3


def test_a_choice_names_one_of_its_options() -> None:
    with pytest.raises(InvalidArgument, match=r"'9.8' is not one of its options"):
        Answer(kind="choice", value="9.8", options=("9.9", "9.11"))


def test_an_unknown_kind_is_suggested() -> None:
    with pytest.raises(InvalidArgument, match=r"Did you mean 'integer'"):
        from_json(changed(answer={"kind": "integr", "value": "1", "options": []}))


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "not JSON"),
        ("[1]", "expected a JSON object"),
        ("[" * 100_000, "not JSON"),
        ('{"id": ' + "7" * 10_000 + "}", "not JSON"),
        (changed(prompt="\ud800"), "not JSON.*surrogate pair"),
        (changed(answer={"kind": "integer", "value": "abc", "options": []}), "'abc' is no integer"),
        (changed(level="2"), "'level' must be a whole number, got '2'"),
        (changed(extra=1), "unknown key 'extra'"),
        (json.dumps({"id": "x"}), "the key 'item' is missing"),
        (changed(answer={"kind": "integer", "value": 3, "options": []}), "'value' must be a text, got 3"),
    ],
)
def test_a_line_that_is_no_probe_is_refused(line: str, message: str) -> None:
    with pytest.raises(InvalidArgument, match=message):
        from_json(line)
