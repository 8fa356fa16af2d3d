"""Pairs of variants whose replies are made to agree or not."""

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from jagbench.analysis.frame.rows import Given, judged, to_frame
from jagbench.analysis.measures.consistency import consistency, frame_table
from jagbench.analysis.statistics.cells import records
from jagbench.probes import Answer, Probe, load, pairs, probe_id
from tests.analysis.samples import decimals, letters, replied


def asked(**changes: str) -> Probe:
    """Which is larger (or smaller), 9.9 or 9.11, in some frame, order and direction."""
    probe = decimals("9.9", "9.11", item="nines")
    changes = {"right": "9.9", "direction": "larger", **changes}
    order = changes.get("order", "ab")
    a, b = ("9.9", "9.11") if order == "ab" else ("9.11", "9.9")
    prompt = f"{changes}: which is {changes['direction']}, {a} or {b}?"
    answer = Answer(kind="choice", value=changes["right"], options=(a, b))
    return replace(
        probe,
        id=probe_id(prompt, answer),
        prompt=prompt,
        answer=answer,
        order=order,
        frame=changes.get("frame", "plain"),
        params={"operands": ("9.9", "9.11"), "direction": changes["direction"]},
    )


def only(*replies: tuple[Probe, str | None]) -> dict[str, Any]:
    (record,) = records(consistency(replied(list(replies)), [probe for probe, _ in replies]))
    return record


PLAIN = asked()
SWAPPED = asked(order="ba")
SMALLER = asked(direction="smaller", right="9.11")
VERSION = asked(frame="version", right="9.11")
MONEY = asked(frame="money")


@pytest.mark.parametrize(
    ("other", "first", "second", "agrees"),
    [
        (SWAPPED, "9.9", "9.9", True),
        (SWAPPED, "9.11", "9.11", True),
        (SWAPPED, "9.9", "9.11", False),
        (SMALLER, "9.9", "9.11", True),
        (SMALLER, "9.11", "9.9", True),
        (SMALLER, "9.11", "9.11", False),
        (VERSION, "9.9", "9.11", True),
        (VERSION, "9.11", "9.9", True),
        (VERSION, "9.11", "9.11", False),
        (MONEY, "9.11", "9.11", True),
        (SWAPPED, "9.9", "Who can tell?", False),
    ],
)
def test_two_replies_agree_as_their_relation_says(
    other: Probe, first: str, second: str, agrees: bool
) -> None:
    found = only((PLAIN, first), (other, second))
    assert (found["pairs"], found["consistent"]) == (1, int(agrees))


def test_two_equal_options_stay_equal_when_the_question_turns() -> None:
    def equal(direction: str) -> Probe:
        probe = asked(direction=direction)
        answer = Answer(kind="choice", value="equal", options=("9.9", "9.11", "equal"))
        return replace(probe, answer=answer, id=probe_id(probe.prompt, answer))

    larger, smaller = equal("larger"), equal("smaller")
    assert only((larger, "equal"), (smaller, "equal"))["consistent"] == 1
    assert only((larger, "9.9"), (smaller, "9.11"))["consistent"] == 1
    assert only((larger, "9.9"), (smaller, "9.9"))["consistent"] == 0
    assert only((larger, "9.9"), (smaller, "equal"))["consistent"] == 0


def test_an_option_as_shown_is_only_itself() -> None:
    def padded(order: str) -> Probe:
        probe = asked(order=order)
        options = ("8.30", "8.3") if order == "ab" else ("8.3", "8.30")
        answer = Answer(kind="choice", value="8.30", options=options)
        return replace(probe, answer=answer, params={**probe.params, "operands": ("8.30", "8.3")})

    assert only((padded("ab"), "8.3"), (padded("ba"), "8.3"))["consistent"] == 1
    assert only((padded("ab"), "8.3"), (padded("ba"), "8.30"))["consistent"] == 0


def test_consistency_beside_accuracy() -> None:
    found = only((PLAIN, "9.11"), (SWAPPED, "9.11"))
    assert (found["consistent"], found["both_right"], found["alike_wrong"]) == (1, 0, 1)
    assert (found["consistency"], found["accuracy"]) == (1, 0)


def test_a_pair_with_an_unscored_side_is_counted_apart() -> None:
    found = only((PLAIN, "9.9"), (SWAPPED, None))
    assert (found["pairs"], found["scored"], found["unscored"]) == (1, 0, 1)
    assert pd.isna(found["consistency"])
    assert pd.isna(found["low"])


def test_numbers_agree_by_value() -> None:
    first = letters("banana", "n", 2)
    second = replace(first, template="count", prompt="Count!", id="0" * 16)
    found = only((first, "3"), (second, "It is 3."))
    assert (found["relation"], found["consistent"], found["alike_wrong"]) == ("reword", 1, 1)
    assert only((first, "3"), (second, "4"))["consistent"] == 0


def test_samples_are_paired_with_their_own() -> None:
    rows = [
        judged(probe, Given(text=text, finish_reason="stop", sample=sample), run="mine", model="mine")
        for sample, texts in enumerate([("9.9", "9.9"), ("9.11", "9.11")])
        for probe, text in zip((PLAIN, SWAPPED), texts, strict=True)
    ]
    (found,) = records(consistency(to_frame(rows), [PLAIN, SWAPPED]))
    assert (found["pairs"], found["consistent"], found["items"]) == (2, 2, 1)


def test_runs_stand_apart() -> None:
    one = replied([(PLAIN, "9.9"), (SWAPPED, "9.9")], run="one")
    two = replied([(PLAIN, "9.9"), (SWAPPED, "9.11")], run="two")
    table = consistency(pd.concat([one, two], ignore_index=True), [PLAIN, SWAPPED])
    assert [(row["run"], row["consistent"]) for row in records(table)] == [("one", 1), ("two", 0)]


def test_without_variants_there_is_nothing() -> None:
    frame = replied([(PLAIN, "9.9")])
    assert consistency(frame, [PLAIN]).empty
    assert frame_table(frame, [PLAIN]).empty


def test_the_same_digits_in_each_frame() -> None:
    replies: list[tuple[Probe, str | None]] = [(VERSION, "9.9"), (PLAIN, "9.9"), (MONEY, "9.11")]
    found = records(frame_table(replied(replies), [probe for probe, _ in replies]))
    assert [(row["frame"], row["scored"], row["accuracy"]) for row in found] == [
        ("plain", 1, 1.0),
        ("version", 1, 0.0),
        ("money", 1, 0.0),
    ]
    assert [(row["pairs"], row["same"], row["should"]) for row in found[1:]] == [(1, 1.0, 0.0), (1, 0.0, 1.0)]


def test_a_perfect_model_is_consistent_on_every_pair_of_a_suite() -> None:
    probes = load("variants-v1").probes[:400]
    table = consistency(replied([(probe, probe.answer.value) for probe in probes]), probes)
    assert table["pairs"].sum() == len(list(pairs(probes)))
    assert (table["consistent"] == table["pairs"]).all()
    assert (table["both_right"] == table["pairs"]).all()
