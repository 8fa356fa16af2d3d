"""Diagnosis: which misconceptions explain the wrong answers, and how much they leave unexplained."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from importlib import import_module
from typing import Any

import numpy as np
import pandas as pd

from jagbench.analysis.diagnosis.counts import Array, Counts, count
from jagbench.analysis.diagnosis.mixture import TAX, Mixture
from jagbench.analysis.statistics.cells import LEVEL, by_grade, records, wilson
from jagbench.probes import Probe

_threadpools: Any = import_module("threadpoolctl")

UNEXPLAINED = "unexplained"
"""What stands for a misconception in the row of the rest."""

BETWEEN = " / "
"""What joins misconceptions that no reply tells apart."""

DRAWS = 400
"""Bootstrap draws of each diagnosis."""

_SEED = 19770339
_NEEDED = ["run", "skill", "probe", "item", "verdict", "reading", "lures"]
_CLOSE = 1e-4
_DIGITS = 6
_NOTHING = 2e-3
"""A smaller share is none."""

_NOTHING_WRONG = "no wrong answers"
_NO_LURES = "no misconception predicts a wrong answer here"
_NOT_APART = "cannot be told from unsystematic errors by these replies"
_AT_LEAST = "at least: unsystematic errors would explain the rest of its hits as well"
_TOGETHER = "one row: no reply tells them apart"
ENOUGH = 5
"""Items with a wrong answer that it takes to name a leader."""

TOO_FEW = f"fewer than {ENOUGH} items with a wrong answer"
"""The note where a leader could not have been found."""

_NOTHING_LEADS = "no misconception explains more than chance does"
_UNKNOWN = "{} replies left out: their probes are not among those given"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One misconception of one skill in one run, or the rest: the columns of a diagnosis, in this order."""

    run: str
    """Label of the run."""
    skill: str
    """Name of the skill."""
    misconception: str
    """Its name; several joined by ` / ` where no reply tells them apart; `UNEXPLAINED` for the rest."""
    predicts: int
    """Wrong answers to probes on which it predicts one; for the rest to probes on which none does."""
    hits: int
    """Wrong answers that equal its lure, by chance or not; for the rest those that equal no lure."""
    wrong: int
    """Wrong answers to the skill."""
    items: int
    """Items that got a wrong answer; where there are fewer than 5, nothing leads."""
    share: float
    """Share of the wrong answers that it explains; NaN where `note` says why there is none."""
    low: float
    """Lower end of the 95 % interval; NaN where there is no share."""
    high: float
    """Upper end."""
    method: str
    """`"bootstrap by item"`, `"wilson, effective size"` where that is wider and the draws are too few to say,
    or `"none"`."""
    leads: bool
    """Whether it explains most, and more than chance does."""
    note: str
    """What must be known to read the row, `""` where it speaks for itself."""


COLUMNS: tuple[str, ...] = tuple(field.name for field in fields(Row))
"""The columns of a diagnosis, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What a diagnosis says of one skill in one run."""

    run: str
    """Label of the run."""
    skill: str
    """Name of the skill."""
    wrong: int
    """Wrong answers to the skill."""
    leading: str | None
    """The misconception that explains most; None where none explains more than chance does."""
    share: float | None
    """The share of the wrong answers that it explains."""
    low: float | None
    """Lower end of its 95 % interval."""
    high: float | None
    """Upper end."""
    second: str | None
    """The misconception that explains most beside it; None where no other explains any."""
    unexplained: float | None
    """The share of the wrong answers that no misconception explains; None where nothing was wrong."""
    note: str
    """Why nothing leads, or what must be known to read the leading one."""


def diagnose(frame: pd.DataFrame, probes: Iterable[Probe]) -> pd.DataFrame:
    """What the wrong answers to each skill are explained by; `docs/diagnosis.md` has the model.

    Right and wrong replies count. Those without one committed answer say nothing of a procedure.

    Args:
        frame: A frame of one or several runs.
        probes: The probes that were asked. Replies to others are left out, and a note says so.

    Returns:
        The columns of `Row`. For each run and skill, in the frame's order of runs and in order of school
        grade: the misconceptions that a wrong answer met, those that explain most first, then those that none
        met, then the rest. Shares of a run and skill add up to 1.
    """
    known = {probe.id: probe for probe in probes}
    order = {skill: place for place, skill in enumerate(by_grade(frame))} if len(frame) else {}
    told = frame[_NEEDED][frame["verdict"].isin(("correct", "wrong"))]
    codes, ids = pd.factorize(told["probe"])
    there = np.array([name in known for name in ids.tolist()], dtype=np.bool_)[codes]
    left_out = told[~there].groupby(["run", "skill"]).size().to_dict()
    told = told[there]
    parts = {
        (str(run), str(skill)): part for (run, skill), part in told.groupby(["run", "skill"], sort=False)
    }
    asked = frame[["run", "skill"]].drop_duplicates()
    rows: list[Row] = []
    # Threads of BLAS wait for one another longer than these small products take.
    with _threadpools.threadpool_limits(limits=1, user_api="blas"):
        for run in dict.fromkeys(asked["run"].tolist()):
            for skill in sorted(asked["skill"][asked["run"] == run].tolist(), key=lambda name: order[name]):
                part = parts.get((run, skill), told.head(0))
                without = left_out.get((run, skill), 0)
                note = _UNKNOWN.format(without) if without else ""
                rows += _diagnosed(str(run), str(skill), part, known, note)
    return pd.DataFrame([[getattr(row, name) for name in COLUMNS] for row in rows], columns=list(COLUMNS))


def statements(diagnosis: pd.DataFrame) -> list[Statement]:
    """What a diagnosis says of each run and skill, in its order."""
    parts: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for record in records(diagnosis):
        parts.setdefault((record["run"], record["skill"]), []).append(record)
    return [_statement(rows) for rows in parts.values()]


def credited(diagnosis: pd.DataFrame) -> pd.DataFrame:
    """The rows of misconceptions that explain anything."""
    return diagnosis[(diagnosis["misconception"] != UNEXPLAINED) & (diagnosis["share"] > 0)]


def _statement(rows: Sequence[Mapping[str, Any]]) -> Statement:
    rest = rows[-1]
    explaining = [row for row in rows[:-1] if row["share"] > 0]
    leader = next((row for row in rows if row["leads"]), None)
    return Statement(
        run=rest["run"],
        skill=rest["skill"],
        wrong=int(rest["wrong"]),
        leading=leader["misconception"] if leader else None,
        share=leader["share"] if leader else None,
        low=leader["low"] if leader else None,
        high=leader["high"] if leader else None,
        second=next((row["misconception"] for row in explaining if row is not leader), None),
        unexplained=None if math.isnan(rest["share"]) else rest["share"],
        note=_noted(leader["note"] if leader else _why_nothing_leads(rows), rest["note"]),
    )


def _why_nothing_leads(rows: Sequence[Mapping[str, Any]]) -> str:
    """Nothing where the note of the rest says it."""
    if len(rows) == 1:
        return ""
    return TOO_FEW if rows[-1]["items"] < ENOUGH else _NOTHING_LEADS


def _diagnosed(
    run: str, skill: str, replies: pd.DataFrame, probes: Mapping[str, Probe], left_out: str
) -> list[Row]:
    counts = count(replies, probes)
    wrong = int(counts.total[counts.wrong].sum())
    blank = Row(
        run=run,
        skill=skill,
        misconception=UNEXPLAINED,
        predicts=0,
        hits=0,
        wrong=wrong,
        items=int((counts.blocks[:, counts.wrong].sum(axis=1) > 0).sum()),
        share=math.nan,
        low=math.nan,
        high=math.nan,
        method="none",
        leads=False,
        note="",
    )
    if not wrong:
        return [replace(blank, note=_noted(_NOTHING_WRONG, left_out))]
    if not counts.hits:
        return [replace(blank, hits=wrong, note=_noted(_NO_LURES, left_out))]
    return _rows(counts, blank, left_out)


def _rows(counts: Counts, blank: Row, left_out: str) -> list[Row]:
    found = _fitted(counts)
    leader = _leader(found) if blank.items >= ENOUGH else None
    met = [
        replace(
            _estimated(blank, float(found.shares[place]), found.spread[:, place]),
            misconception=BETWEEN.join(group),
            predicts=max(counts.hits[name].predicts for name in group),
            hits=max(counts.hits[name].hits for name in group),
            leads=place == leader,
            note=_noted(_TOGETHER if len(group) > 1 else "", found.notes[place]),
        )
        for place, group in enumerate(counts.groups)
    ]
    met.sort(key=lambda row: (-row.share, -row.hits, row.misconception))
    unmet = [
        replace(_estimated(blank, 0.0, np.zeros(1)), misconception=name, predicts=each.predicts)
        for name, each in sorted(counts.hits.items())
        if not each.hits
    ]
    rest = _estimated(
        blank,
        max(0.0, 1 - float(found.shares.sum())),
        1 - found.drawn.sum(axis=1),
    )
    return [*met, *unmet, replace(rest, predicts=counts.foreign, hits=counts.unmatched, note=left_out)]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Fitted:
    """The shares of the groups of misconceptions."""

    shares: Array
    """Of each group."""
    drawn: Array
    """Draws by groups; NaN where no wrong answer was drawn."""
    spread: Array
    """The same, but of what was pruned as chance the draws before: it may be more than nothing after all."""
    notes: Sequence[str]
    """What must be known of each."""


def _fitted(counts: Counts) -> _Fitted:
    groups = len(counts.groups)
    if not groups:
        return _Fitted(shares=np.zeros(0), drawn=np.zeros((1, 0)), spread=np.zeros((1, 0)), notes=())
    mixture = Mixture(counts)
    total = counts.total[None, :]
    likeliest = mixture.fit(total)[0]
    theta, gone, lowered = mixture.least_credit(total[0], likeliest)
    kept = Mixture(counts, without=gone)
    cells = _draws(counts.blocks)
    likely = kept.fit(cells, start=kept.near(theta), cycles=30, close=_CLOSE)
    drawn = kept.explained(cells, kept.pruned(cells, likely, passes=200, close=_CLOSE), beyond=TAX)
    theta = kept.pruned(total, theta[None, :], passes=1000)[0]
    shares = kept.explained(total, theta[None, :], beyond=TAX)[0]
    shares = np.where(shares < _NOTHING, 0, shares)
    notes = [
        _NOT_APART if gone[place] else _AT_LEAST if share and lowered[place] else ""
        for place, share in enumerate(shares)
    ]
    return _Fitted(
        shares=shares,
        drawn=np.where(drawn < _NOTHING, 0, drawn),
        spread=np.where(shares > 0, drawn, kept.explained(cells, likely)),
        notes=notes,
    )


def _draws(blocks: Array) -> Array:
    """Tables of as many blocks as there are, drawn with replacement."""
    cells: Array = _times(len(blocks)) @ blocks
    return cells


@lru_cache(maxsize=1)  # skills of many items have as many blocks
def _times(size: int) -> Array:
    """How often each of so many blocks is drawn in each draw."""
    drawn = np.random.default_rng(_SEED).integers(size, size=(DRAWS, size))
    drawn += size * np.arange(DRAWS)[:, None]
    times = np.bincount(drawn.ravel(), minlength=DRAWS * size).reshape(DRAWS, size)
    return times.astype(np.float64)


def _leader(found: _Fitted) -> int | None:
    """The group with the largest share, where the draws put it above nothing."""
    if not found.shares.any():
        return None
    first = int(found.shares.argmax())
    draws = np.nan_to_num(found.drawn[:, first])
    return first if np.quantile(draws, (1 - LEVEL) / 2) > 0 else None


def _estimated(row: Row, share: float, drawn: Array) -> Row:
    """A row with its share and interval: of the draws, and of Wilson where they are too few to say."""
    bounds = (1 - LEVEL) / 2, (1 + LEVEL) / 2
    low, high = (float(np.nanquantile(drawn, bound)) for bound in bounds)
    low, high, method = min(low, share), max(high, share), "bootstrap by item"
    if min(share, 1 - share) * row.items < ENOUGH:
        least, most = wilson(share, row.items)
        low, high, method = min(low, least), max(high, most), "wilson, effective size"
    bounds = max(0.0, low), min(1.0, high)
    return replace(
        row,
        share=round(share, _DIGITS),
        low=round(bounds[0], _DIGITS),
        high=round(bounds[1], _DIGITS),
        method=method,
    )


def _noted(*notes: str) -> str:
    return "; ".join(note for note in notes if note)
