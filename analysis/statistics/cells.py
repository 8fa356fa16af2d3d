"""Accuracies with intervals for the cells of a frame, and what became of the probes of each cell.

A cell whose items are distinct has the Wilson score interval (Wilson 1927, J. Am. Stat. Assoc. 22:209).
Where variants of one item share a cell, replies are not independent, and the interval is Wilson's with as
many replies as the variants are worth: the effective sample size of Korn and Graubard (1998, Survey
Methodology 24:193), with Wilson as in Dean and Pagano (2015, J. Surv. Stat. Methodol. 3:484).
`bench/coverage.py` shows how often these intervals hold the truth.
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from statistics import NormalDist
from typing import Any, NamedTuple, Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from jagbench.analysis.frame.verdicts import VERDICTS
from jagbench.analysis.statistics.clusters import Counts, Numbers, variance

_UNSCORED = VERDICTS.index("unscored")

LEVEL = 0.95
"""Confidence level of every interval."""


class Interval(NamedTuple):
    """Bounds of an accuracy and the method they come from; NaN bounds where nothing was scored."""

    low: float
    high: float
    method: str


def wilson(share: float, size: float, level: float = LEVEL) -> tuple[float, float]:
    """The Wilson score interval of a proportion (Wilson 1927); NaN bounds for a size of 0.

    Args:
        share: The proportion.
        size: Of how many independent replies; an effective sample size need not be a whole number.
        level: Its confidence level.
    """
    if size == 0:
        return math.nan, math.nan
    z = NormalDist().inv_cdf((1 + level) / 2)
    middle = (share + z**2 / (2 * size)) / (1 + z**2 / size)
    half = z / (1 + z**2 / size) * math.sqrt(share * (1 - share) / size + z**2 / (4 * size**2))
    # At the ends the bounds are exact; rounding would leave the share itself outside.
    return 0.0 if share == 0 else max(0.0, middle - half), 1.0 if share == 1 else min(1.0, middle + half)


def interval(
    right: Sequence[bool] | npt.NDArray[np.bool_], items: Sequence[str] | Counts, level: float = LEVEL
) -> Interval:
    """The interval of the accuracy of some replies, by the rules at the head of this module.

    Args:
        right: Whether each scored reply is right.
        items: The item each was asked about.
        level: Its confidence level.
    """
    correct, asked = counted(right, items)
    return counted_interval(correct, asked, level=level)


def counted(
    right: Sequence[bool] | npt.NDArray[np.bool_], items: Sequence[str] | Counts
) -> tuple[Counts, Counts]:
    """The right replies and the scored replies to each item, in the order in which items first appear.

    Args:
        right: Whether each scored reply is right.
        items: The item each was asked about.
    """
    codes, names = pd.factorize(items if isinstance(items, np.ndarray) else np.asarray(items, dtype=object))
    correct = np.bincount(codes, np.asarray(right, dtype=float), len(names)).astype(np.int64)
    return correct, np.bincount(codes, minlength=len(names)).astype(np.int64)


def counted_interval(
    right: Counts, asked: Counts, stratum: Counts | None = None, *, level: float = LEVEL
) -> Interval:
    """The interval of an accuracy, from the counts of each item.

    Args:
        right: Right replies to each item.
        asked: Scored replies to each item.
        stratum: The stratum of each item where items were drawn from several, as over the cells of a run.
            What strata differ by is then no part of the uncertainty.
        level: Its confidence level.
    """
    total = int(asked.sum())
    share = _share(int(right.sum()), total)
    if stratum is None and len(asked) == total:
        return Interval(*wilson(share, total, level), "wilson" if total else "none")
    size = effective_size(right, asked, stratum)
    return Interval(*wilson(share, size, level), "wilson, effective size")


def effective_size(
    right: Counts | Numbers, asked: Counts, stratum: Counts | None = None, *, most: int | None = None
) -> float:
    """How many independent replies have as much to say about the accuracy as these.

    No fewer than there are items. Where all replies are right, or all wrong, nothing tells how alike those to
    one item are, and it is the items. Within one stratum it is no more than the replies.

    Args:
        right: Right replies to each item, one item at least, or the sum of shares from 0 to 1.
        asked: Scored replies to each item, or shares.
        stratum: As in `counted_interval`.
        most: The replies, where shares come of several.
    """
    items, total = len(asked), int(asked.sum()) if most is None else most
    share = float(right.sum()) / int(asked.sum())
    if share in (0, 1) or items == 1:
        return items
    spread = variance(right, asked, np.zeros(items, dtype=np.int64) if stratum is None else stratum)
    size = share * (1 - share) / spread if spread > 0 else total
    return max(size if stratum is not None else min(size, total), items)


def cells(frame: pd.DataFrame, by: Sequence[str] = ()) -> pd.DataFrame:
    """Accuracy of every cell, in the order in which cells first stand in the frame.

    Args:
        frame: A frame of one or several runs.
        by: The columns that make a cell; none for one cell of everything.

    Returns:
        One row per cell: the columns of `by`; `asked` = `scored` + `unscored` probes; `items` that were
        scored; `accuracy`, `low`, `high` of correct replies in whatever format, and `strict_accuracy`,
        `strict_low`, `strict_high` of those in the format asked for, all NaN where nothing was scored;
        `method` and `strict_method` of the intervals; `baseline`, what a blind strategy reaches; `strict`,
        the count of correct replies in the format asked for; and the count of each verdict, which add up
        to `asked`.
    """
    return Cells(frame).by(*by)


class Cells:
    """The cells of one frame, by whatever columns: what all figures are made from is made once.

    Args:
        frame: A frame of one or several runs.
    """

    def __init__(self, frame: pd.DataFrame) -> None:
        self._frame = frame
        self._replies = _Replies.of(frame)
        self._made: dict[tuple[str, ...], pd.DataFrame] = {}

    def by(self, *names: str) -> pd.DataFrame:
        """What `cells` gives for these columns; the same table every time."""
        if names not in self._made:
            self._made[names] = self._of(list(names)) if names else pd.DataFrame([_cell(self._replies)])
        return self._made[names]

    def _of(self, names: list[str]) -> pd.DataFrame:
        frame = self._frame
        group = frame.groupby(names, sort=False).ngroup().to_numpy()
        order = np.argsort(group, kind="stable")
        starts = np.flatnonzero(np.diff(group[order], prepend=-1))
        parts = [self._replies.at(rows) for rows in np.split(order, starts[1:])] if len(order) else []
        keys = frame[names].iloc[order[starts]].reset_index(drop=True)
        figures = pd.DataFrame(map(_cell, parts), columns=list(_cell(_Replies.of(frame.head(0)))))
        return pd.concat([keys, figures], axis=1)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Replies:
    """What the figures of cells are made from, one entry for each row; texts as numbers."""

    verdict: Counts
    """Its place in `VERDICTS`."""
    item: Counts
    expected: Counts
    correct: npt.NDArray[np.bool_]
    strict: npt.NDArray[np.bool_]
    chance: Numbers
    """How often a random option is right; 0 where there are no options."""

    @classmethod
    def of(cls, frame: pd.DataFrame) -> Self:
        """Of the rows of a frame."""
        return cls(
            verdict=pd.Index(VERDICTS).get_indexer(pd.Index(frame["verdict"])).astype(np.int64),
            item=pd.factorize(frame["item"])[0].astype(np.int64),
            expected=pd.factorize(frame["expected"])[0].astype(np.int64),
            correct=frame["correct"].to_numpy(np.bool_),
            strict=frame["strict"].to_numpy(np.bool_),
            chance=np.array([1 / len(options) if options else 0.0 for options in frame["options"]]),
        )

    def at(self, rows: Counts | npt.NDArray[np.bool_]) -> Self:
        """Some of them."""
        return replace(self, **{each.name: getattr(self, each.name)[rows] for each in fields(self)})


def _cell(part: _Replies) -> dict[str, object]:
    scored = part.at(part.verdict != _UNSCORED)
    correct, strict = int(scored.correct.sum()), int(scored.strict.sum())
    codes, items = pd.factorize(scored.item)
    replies = np.bincount(codes, minlength=len(items)).astype(np.int64)
    lenient_bounds, strict_bounds = (
        counted_interval(np.bincount(codes, right, len(items)).astype(np.int64), replies)
        for right in (scored.correct, scored.strict)
    )
    asked, total = len(part.verdict), len(scored.verdict)
    return {
        "asked": asked,
        "scored": total,
        "items": len(items),
        "accuracy": _share(correct, total),
        "low": lenient_bounds.low,
        "high": lenient_bounds.high,
        "method": lenient_bounds.method,
        "strict_accuracy": _share(strict, total),
        "strict_low": strict_bounds.low,
        "strict_high": strict_bounds.high,
        "strict_method": strict_bounds.method,
        "baseline": _baseline(part),
        "strict": strict,
        **dict(zip(VERDICTS, np.bincount(part.verdict, minlength=len(VERDICTS)).tolist(), strict=True)),
    }


def _share(count: int, total: int) -> float:
    return count / total if total else math.nan


def _baseline(part: _Replies) -> float:
    """The better of two blind strategies: a random option, or what is right most often elsewhere.

    The second one is asked about each item when it has seen all the others: what is right most often in a
    cell would be right of one in four where there are four, whatever is asked.
    """
    if not len(part.item):
        return math.nan
    answers, answer, seen = np.unique(part.expected, return_inverse=True, return_counts=True)
    pairs, own = np.unique(part.item * len(answers) + answer, return_counts=True)
    _, start, size = np.unique(pairs // len(answers), return_index=True, return_counts=True)
    # Items whose answers are as common fare alike, so that few of many thousands are worked out.
    width = len(part.item) + 1
    fare = seen[pairs % len(answers)] * width + own
    single, times = np.unique(fare[start[size == 1]], return_counts=True)
    like = Counter({(one,): count for one, count in zip(single.tolist(), times.tolist(), strict=True)})
    for first, answered in zip(start[size > 1].tolist(), size[size > 1].tolist(), strict=True):
        like[tuple(sorted(fare[first : first + answered].tolist()))] += 1
    alike = Counter(sorted(seen.tolist(), reverse=True))
    learned = sum(
        items * _right_elsewhere(alike, [divmod(one, width) for one in fares])
        for fares, items in like.items()
    )
    return max(float(part.chance.sum()), learned) / len(part.item)


def _right_elsewhere(alike: Counter[int], own: Sequence[tuple[int, int]]) -> float:
    """How often an item has the answer that is commonest elsewhere; of several such each has its share.

    Args:
        alike: How many answers stand so often in the cell, for each count, the highest first.
        own: For each answer of the item, how often it stands in the cell, and how often of these in the item.
    """
    ours = Counter(count for count, _ in own)
    other = next((count for count, answers in alike.items() if answers > ours[count]), 0)
    most = max(other, *(count - mine for count, mine in own))
    if most == 0:
        return 0.0
    leading = [mine for count, mine in own if count - mine == most]
    return sum(leading) / (len(leading) + (alike[other] - ours[other] if other == most else 0))


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a table, each as a mapping from column to value."""
    columns = [table[name].tolist() for name in table.columns]
    names = list(map(str, table.columns))
    return [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)]


def by_grade(frame: pd.DataFrame) -> list[str]:
    """The skills of a frame in order of school grade: of their first level, then the mean, then by name."""
    grades = frame.groupby("skill")["grade"].agg(["min", "mean"]).reset_index()
    return grades.sort_values(["min", "mean", "skill"])["skill"].tolist()


def by_family(frame: pd.DataFrame) -> list[str]:
    """The skills of a frame, those of a family together: families and their skills in order of grade."""
    skills = by_grade(frame)
    families = {name: place for place, name in enumerate(dict.fromkeys(map(family_of, skills)))}
    return sorted(skills, key=lambda skill: families[family_of(skill)])


def family_of(skill: str) -> str:
    """The part of a skill's name before the dot."""
    return skill.partition(".")[0]


def tally(frame: pd.DataFrame, by: Sequence[str], what: pd.Series, name: str) -> pd.DataFrame:
    """How often each value of `what` stands in each cell.

    Args:
        frame: The rows to count.
        by: The columns that make a cell.
        what: One value for each row of `frame`.
        name: The column the values get.

    Returns:
        `by`, `name`, `count`, and `share` of the rows of the cell, in order of first appearance.
    """
    keyed = frame[list(by)].assign(**{name: what})
    counts = keyed.groupby([*by, name], sort=False).size().reset_index(name="count")
    totals = counts.groupby(list(by))["count"].transform("sum") if by else counts["count"].sum()
    return counts.assign(share=counts["count"] / totals)


def verdict_shares(frame: pd.DataFrame, by: Sequence[str] = ()) -> pd.DataFrame:
    """Counts of the verdicts and their shares of the probes asked."""
    return tally(frame, by, frame["verdict"], "verdict")


def rule_shares(frame: pd.DataFrame) -> pd.DataFrame:
    """Which reading rule decided how many of the scored replies, and how many of those are right.

    Returns:
        `rule`, `count`, `share` of the scored replies, `correct`, `strict`; the most frequent first.
    """
    scored = frame[frame["verdict"] != "unscored"]
    groups = scored.groupby("rule", sort=False)[["correct", "strict"]].sum()
    counts = scored.groupby("rule", sort=False).size().rename("count")
    table = groups.join(counts).reset_index().assign(share=lambda t: t["count"] / max(1, len(scored)))
    return table.sort_values(["count", "rule"], ascending=[False, True], ignore_index=True)[
        ["rule", "count", "share", "correct", "strict"]
    ]
