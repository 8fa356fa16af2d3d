"""Ladders: the length at which each skill breaks, of one run or several, and which break later.

A ladder asks probes of lengths that are chosen as it goes (their param `length`); `statistics.psychometric`
has the fit.

Two capacities are compared by their ratio, whose interval on the logarithm is that of Newcombe's method
from the two intervals (G. Y. Zou and A. Donner, Statistics in Medicine 27 (2008) 1693). They are apart
where it leaves out 1, or where the intervals, one of them open, share no length.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from jagbench.analysis.statistics.cells import records
from jagbench.analysis.statistics.psychometric import Fit, Replies, Span, fit
from jagbench.probes import Probe

KIND = "ladder"
"""What `run.json` calls the rounds of a ladder."""

LENGTH = "length"
"""The param of a probe that holds its length."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Climbed:
    """How far a model gets in one skill."""

    run: str
    """Label of the run."""
    skill: str
    """Name of the skill."""
    counts: str
    """What the length counts, such as `"entries of the list"`."""
    replies: Replies
    """The scored replies by length."""
    unscored: int
    """Replies that the engine failed to give."""
    fit: Fit
    """Where the skill breaks."""

    @property
    def asked(self) -> int:
        """Scored replies."""
        return int(self.replies.asked.sum())

    @property
    def right(self) -> int:
        """Right replies."""
        return int(self.replies.right.sum())

    @property
    def shortest(self) -> int:
        """The shortest length that was asked."""
        return int(self.replies.length[0])

    @property
    def longest(self) -> int:
        """The longest length that was asked."""
        return int(self.replies.length[-1])


def length_of(probe: Probe) -> int | None:
    """The length of a probe; None where it says none."""
    length = probe.params.get(LENGTH)
    return length if isinstance(length, int) else None


def rungs(frame: pd.DataFrame, probes: Iterable[Probe]) -> pd.DataFrame:
    """The replies of runs of ladders, counted by length.

    Args:
        frame: The frame of one run or several.
        probes: What was asked.

    Returns:
        One row per run, skill and length: `run`, `skill`, `length`, `right`, `asked` (scored), `unscored`.
    """
    length = {probe.id: length_of(probe) for probe in probes}
    table = frame[["run", "skill", "probe", "verdict", "correct"]]
    table = table.assign(length=table["probe"].map(length), scored=table["verdict"] != "unscored")
    table = table.dropna(subset=["length"]).astype({"length": np.int64})
    right = table["correct"] & table["scored"]
    groups = table.assign(right=right).groupby(["run", "skill", "length"], sort=True)
    found = groups.agg(right=("right", "sum"), asked=("scored", "sum"), all=("scored", "size")).reset_index()
    return found.assign(unscored=found["all"] - found["asked"]).drop(columns="all")


def climbed(
    frame: pd.DataFrame, probes: Iterable[Probe], counts: Mapping[str, str] | None = None
) -> list[Climbed]:
    """How far each run gets in each skill that it has scored replies of, in order of runs and skills.

    Args:
        frame: The frame of one run or several.
        probes: What was asked.
        counts: What the length of each skill counts; `"long"` where it is not known.
    """
    table = rungs(frame, probes)
    options: dict[str, int] = {}
    for skill, shown in zip(frame["skill"].tolist(), frame["options"].tolist(), strict=True):
        options[skill] = max(options.get(skill, 0), len(shown))
    order = {run: place for place, run in enumerate(dict.fromkeys(frame["run"].tolist()))}
    found: list[Climbed] = []
    for (run, skill), part in table.groupby(["run", "skill"], sort=True):
        rows = [row for row in records(part) if row["asked"]]
        if rows:
            replies = counted(rows)
            span = span_of(replies, 1 / options[str(skill)] if options[str(skill)] else 0.0)
            found.append(
                Climbed(
                    run=str(run),
                    skill=str(skill),
                    counts=(counts or {}).get(str(skill), "long"),
                    replies=replies,
                    unscored=int(part["unscored"].sum()),
                    fit=fit(span, replies),
                )
            )
    return sorted(found, key=lambda one: order[one.run])


def span_of(replies: Replies, guess: float) -> Span:
    """What was asked of a skill."""
    shortest, longest = int(replies.length[0]), int(replies.length[-1])
    return Span(shortest=shortest, longest=max(longest, shortest + 1), guess=guess)


def counted(rows: Iterable[Mapping[str, Any]]) -> Replies:
    """The replies of rows with a `length`, `right` and `asked`, shortest first."""
    ordered = sorted(rows, key=lambda row: int(row["length"]))
    return Replies(
        length=np.array([row["length"] for row in ordered], dtype=np.int64),
        right=np.array([row["right"] for row in ordered], dtype=np.int64),
        asked=np.array([row["asked"] for row in ordered], dtype=np.int64),
    )


def said(one: Climbed) -> str:
    """Where a skill breaks, in words."""
    found = one.fit
    half = "right half of the time" if not found.guess else "right half of the time, guesses taken out,"
    if found.capacity is not None:
        low = f"below {one.shortest:,}" if found.low is None else f"{found.low:,}"
        high = f"above {one.longest:,}" if found.high is None else f"{found.high:,}"
        return f"{half} at {length_text(found.capacity)} {one.counts} (95 % interval {low} to {high})"
    if found.high is not None:
        return f"wrong from {one.shortest:,} {one.counts} on: {half} below {found.high:,} at most"
    if found.low is not None:
        return f"not broken up to {one.longest:,} {one.counts}: {half} above {found.low:,} at least"
    return f"not known: {one.asked:,} replies leave everything from {one.shortest:,} to {one.longest:,} open"


def length_text(length: float) -> str:
    """A length for reading: whole from 20 on, else to a tenth."""
    return f"{length:,.0f}" if length >= 20 else f"{length:.1f}".removesuffix(".0")


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """Two runs on the ladder of one skill."""

    skill: str
    """Name of the skill."""
    run: str
    """Label of the one run."""
    against: str
    """Label of the other."""
    ratio: float | None
    """Capacity of the run, as many times that of the other; None where one of them has a bound only."""
    low: float | None
    """Lower bound of its 95 % interval; None where it is open."""
    high: float | None
    """Upper bound."""
    apart: bool
    """Whether the capacities differ beyond chance."""


def compared(found: Sequence[Climbed]) -> list[Apart]:
    """Every later run against the first one that has the skill.

    Args:
        found: The skills of several runs.
    """
    first: dict[str, Climbed] = {}
    pairs: list[Apart] = []
    for one in found:
        if one.skill in first:
            pairs.append(_compared(one, first[one.skill]))
        else:
            first[one.skill] = one
    return pairs


def _compared(one: Climbed, other: Climbed) -> Apart:
    a, b = one.fit, other.fit
    low = high = ratio = None
    if a.capacity is not None and b.capacity is not None:
        middle = math.log(a.capacity / b.capacity)
        ratio = math.exp(middle)
        if a.low is not None and b.high is not None:
            low = math.exp(middle - math.hypot(math.log(a.capacity / a.low), math.log(b.high / b.capacity)))
        if a.high is not None and b.low is not None:
            high = math.exp(middle + math.hypot(math.log(a.high / a.capacity), math.log(b.capacity / b.low)))
    beyond = (low is not None and low > 1) or (high is not None and high < 1)
    return Apart(
        skill=one.skill,
        run=one.run,
        against=other.run,
        ratio=ratio,
        low=low,
        high=high,
        apart=beyond or _disjoint(a, b) or _disjoint(b, a),
    )


def _disjoint(a: Fit, b: Fit) -> bool:
    return a.high is not None and b.low is not None and a.high < b.low
