"""Facts of which every reply is known."""

import math

import pandas as pd
import pytest

from jagbench.analysis.frame.rows import Given, judged, to_frame
from jagbench.analysis.measures.facts import MEASURES, facts
from jagbench.analysis.statistics.cells import records
from jagbench.generators import Ways, get_skill, variants
from jagbench.generators.language.claims import claims_of
from jagbench.probes import Item, Probe, load
from jagbench.runners.engines.solver import Solver

QUESTIONS = variants(
    get_skill("comparison.decimals"),
    Item(skill="comparison.decimals", version=1, level=2, grade=4, operands=("9.9", "9.11")),
    ways=Ways(
        frames=("plain",), formats=("bare",), orders=("ab",), notations=("digits",), directions=("larger",)
    ),
)[:2]
CLAIMS = claims_of(QUESTIONS[0])[:4]


def told(*questions: str | None, claims: str) -> dict[str, float]:
    """The measures of one fact: replies to its questions, and y, n or ? to its four claims."""
    words = {"y": "yes", "n": "no", "?": "Who can tell?", "!": None}
    replies = [*questions, *(words[each] for each in claims)]
    frame = to_frame(
        judged(probe, Given(text=text, finish_reason="stop" if text else None), run="mine", model="mine")
        for probe, text in zip([*QUESTIONS, *CLAIMS], replies, strict=True)
    )
    return {row["measure"]: row["value"] for row in records(facts(frame, [*QUESTIONS, *CLAIMS]))}


@pytest.mark.parametrize(
    ("questions", "claims", "expected"),
    [
        # The sides are: right, right denied, lure, lure denied.
        (
            ("9.9", "9.9"),
            "ynny",
            {"consistent": 1, "consistent and right": 1, "affirms both": 0, "denies both": 0},
        ),
        (
            ("9.11", "9.11"),
            "nyyn",
            {"consistent": 1, "consistent and right": 0, "claims right": 0, "against own answer": 0},
        ),
        (("9.9", "9.11"), "ynny", {"consistent": 0, "questions right": 0.5, "against own answer": 0.5}),
        (
            ("9.9", "9.9"),
            "yyyy",
            {"consistent": 0, "affirms both": 1, "affirms right and lure": 1, "affirmation bias": 0.5},
        ),
        (
            ("9.9", "9.9"),
            "nnnn",
            {"denies both": 1, "affirms both": 0, "affirmation bias": -0.5, "against own answer": 0.5},
        ),
        (("9.9", "9.9"), "yyny", {"affirms both": 0.5, "denies both": 0, "affirmation bias": 0.25}),
        (
            ("9.9", "9.9"),
            "y?ny",
            {"affirms both": 0, "denies both": 0, "consistent": 0, "affirmation bias": 0},
        ),
        (("12", "12"), "nyny", {"consistent": 1, "consistent and right": 0, "claims right": 0.5}),
    ],
)
def test_what_is_said_fits_together_or_not(
    questions: tuple[str, str], claims: str, expected: dict[str, float]
) -> None:
    found = told(*questions, claims=claims)

    assert {name: found[name] for name in expected} == pytest.approx(expected)


def test_a_fact_with_an_unscored_reply_is_left_out() -> None:
    found = told("9.9", "9.9", claims="ynn!")

    assert set(found) == set(MEASURES)
    assert all(math.isnan(value) for value in found.values())


def test_without_claims_there_is_nothing_to_say() -> None:
    assert facts(pd.DataFrame(columns=["run", "probe"]), QUESTIONS).empty


def measured(solver: str, traits: str = "") -> dict[str, float]:
    probes: list[Probe] = [
        each
        for each in load("facts-v1").probes
        if each.params.get("fact", each.skill) == "comparison.decimals"
    ]
    engine = Solver(solver, probes, traits)
    frame = to_frame(
        judged(each, Given(text=engine.answer(each.id), finish_reason="stop"), run=solver, model=solver)
        for each in probes
    )
    return {row["measure"]: row["value"] for row in records(facts(frame, probes))}


def test_who_believes_a_misconception_is_consistent_and_wrong() -> None:
    found = measured("misreads_direction")

    assert found["consistent"] == 1
    assert found["questions right"] == found["claims right"] == 0
    assert found["affirms both"] == found["against own answer"] == 0


def test_who_always_agrees_contradicts_every_claim() -> None:
    assert measured("exact", "agrees=1")["affirms both"] == 1
    assert measured("exact", "contradicts=1") == measured("exact", "agrees=1")
    assert measured("always_yes")["affirmation bias"] == pytest.approx(0.5)


def test_who_overlooks_denials_affirms_what_is_right_with_its_denial() -> None:
    found = measured("overlooks_denial")

    assert found["affirms both"] == found["denies both"] == pytest.approx(0.5)
    assert found["affirmation bias"] == pytest.approx(0)
