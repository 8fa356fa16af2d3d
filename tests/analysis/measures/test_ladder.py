"""Ladders of replies whose counts are known, their words and how they compare."""

import numpy as np
import pytest

from jagbench.analysis.frame.rows import Given, judged, to_frame
from jagbench.analysis.measures.ladder import Climbed, climbed, compared, rungs, said
from jagbench.analysis.statistics.psychometric import Fit, Replies
from jagbench.generators.mechanism.ladder import rung
from jagbench.generators.mechanism.registry import get_skill


def one(run: str, capacity: float | None, low: int | None, high: int | None, guess: float = 0.0) -> Climbed:
    lengths = np.array([3, 400])
    return Climbed(
        run=run,
        skill="counting.items",
        counts="entries of the list",
        replies=Replies(length=lengths, right=np.array([9, 1]), asked=np.array([10, 10])),
        unscored=0,
        fit=Fit(capacity=capacity, low=low, high=high, slope=3, lapse=0, guess=guess),
    )


def test_replies_are_counted_by_length_and_failed_ones_beside_them() -> None:
    probes = [
        probe
        for length in (3, 30)
        for probe in rung(get_skill("counting.items"), length=length, seed=0, count=4)
    ]
    texts = [*(probe.answer.value for probe in probes[:3]), "0", None, *(["0"] * 3)]
    frame = to_frame(
        judged(probe, Given(text=text), run="m", model="m") for probe, text in zip(probes, texts, strict=True)
    )

    assert rungs(frame, probes).drop(columns=["run", "skill"]).to_numpy().tolist() == [
        [3, 3, 4, 0],
        [30, 0, 3, 1],
    ]
    (found,) = climbed(frame, probes, {"counting.items": "entries of the list"})
    assert (found.right, found.asked, found.unscored, found.shortest, found.longest) == (3, 7, 1, 3, 30)


def test_where_it_breaks_in_words() -> None:
    assert said(one("m", 41.6, 30, 55)) == (
        "right half of the time at 42 entries of the list (95 % interval 30 to 55)"
    )
    assert said(one("m", 7.26, None, 12, 0.5)) == (
        "right half of the time, guesses taken out, at 7.3 entries of the list (95 % interval below 3 to 12)"
    )
    assert said(one("m", None, None, 5)) == (
        "wrong from 3 entries of the list on: right half of the time below 5 at most"
    )
    assert said(one("m", None, 310, None)) == (
        "not broken up to 400 entries of the list: right half of the time above 310 at least"
    )
    assert said(one("m", None, None, None)) == "not known: 20 replies leave everything from 3 to 400 open"


def test_two_runs_by_their_ratio() -> None:
    (pair,) = compared([one("a", 40, 30, 50), one("b", 80, 60, 100)])

    assert (pair.run, pair.against, pair.ratio, pair.apart) == ("b", "a", pytest.approx(2), True)
    assert pair.low == pytest.approx(np.exp(np.log(2) - np.hypot(np.log(80 / 60), np.log(50 / 40))))
    assert pair.high == pytest.approx(np.exp(np.log(2) + np.hypot(np.log(100 / 80), np.log(40 / 30))))


def test_bounds_are_told_apart_only_where_they_share_no_length() -> None:
    (far,) = compared([one("a", 40, 30, 50), one("b", None, 300, None)])
    (near,) = compared([one("a", 40, 30, 350), one("b", None, 300, None)])
    (open_,) = compared([one("a", 40, None, 50), one("b", 80, 60, None)])

    assert (far.ratio, far.apart) == (None, True)
    assert (near.ratio, near.apart) == (None, False)
    assert (open_.high, open_.apart) == (None, True)
