"""The profile of a run: how jagged it is, in figures with intervals, a test and a list of holes."""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from jagbench.analysis.measures.estimates import (
    MEASURES,
    NOTHING,
    ONE_LEVEL,
    Figure,
    accuracy,
    drop,
    inversion,
    spread,
)
from jagbench.analysis.statistics.cells import LEVEL, counted_interval, effective_size
from jagbench.analysis.statistics.clusters import Clusters, Counts, Numbers, resampled
from jagbench.analysis.statistics.permutation import Excess, distances_by_chance, excess, untested

MASTERED = 0.95
"""Accuracy at which a skill's easiest level counts as mastered; a hole is too far below it for chance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hole:
    """A skill that fails on its easiest level more often than one that is mastered would."""

    skill: str
    """Name of the skill."""
    level: int
    """The easiest level that was asked."""
    grade: int
    """School grade by which a child has mastered it."""
    right: int
    """Right replies."""
    scored: int
    """Scored replies."""
    low: float
    """Lower bound of the 95 % interval of their share."""
    high: float
    """Upper bound."""

    @property
    def accuracy(self) -> float:
        """Share of right replies."""
        return self.right / self.scored


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """How jagged a run is."""

    run: str
    """Label of the run."""
    asked: int
    """Replies asked for."""
    scored: int
    """Replies that the figures rest on."""
    items: int
    """Their items."""
    skills: int
    """Their skills."""
    figures: tuple[Figure, ...]
    """One for each of `MEASURES`, in order."""
    excess: Excess
    """Whether skills differ by more than their difficulty explains."""
    holes: tuple[Hole, ...]
    """Skills with a hole, the worst first."""
    testable: int = 0
    """Skills with replies enough to their easiest level for a hole to be found there."""
    fewest: int = 0
    """Independent replies that the skill with the fewest of those has to its easiest level."""
    findable: float | None = None
    """Accuracy on the easiest level below which a hole of that skill is found 4 times in 5; None where no
    skill is testable."""

    def figure(self, name: str) -> Figure:
        """One figure by its name in `MEASURES`."""
        return next(each for each in self.figures if each.name == name)


def profiles(frame: pd.DataFrame) -> list[Profile]:
    """The profile of each run of a frame, in the order in which they stand there."""
    runs: list[str] = frame["run"].unique().tolist()
    return [profile(frame[frame["run"] == run] if len(runs) > 1 else frame) for run in runs]


def profile(frame: pd.DataFrame) -> Profile:
    """The profile of one run.

    Args:
        frame: The frame of one run, at least one row.
    """
    replies = _replies(frame)
    scored = replies[replies["scored"]]
    if scored.empty:
        return _nothing(frame)
    items = _items(scored)
    cells = items.groupby(_CELL, as_index=False, observed=True)["grade"].first()
    clusters = _clusters(items)
    draws = resampled(clusters)
    levels = cells.groupby("skill", observed=True)["level"]
    easiest = (cells["level"] == levels.transform("min")).to_numpy()
    several = (levels.transform("size") > 1).to_numpy()
    floor, peak = clusters.of(easiest & several), clusters.of(~easiest & _last(clusters))
    sizes = _sizes(clusters.of(easiest))
    enough = [size for size in sizes if by_chance(size, size) < _TAIL]
    return Profile(
        run=str(frame["run"].iloc[0]),
        asked=len(frame),
        scored=len(scored),
        items=len(items),
        skills=int(easiest.sum()),
        figures=(
            spread(clusters, draws),
            inversion(clusters, draws),
            accuracy("floor", clusters.of(easiest)),
            accuracy("peak", peak, ONE_LEVEL),
            drop(floor, peak),
            *_variants(replies),
        ),
        excess=excess(
            skill=clusters.skill[clusters.cell],
            difficulty=_counts(items.groupby(["grade", "options"]).ngroup()),
            right=clusters.right,
            asked=clusters.asked,
        ),
        holes=_holes(cells[easiest], clusters.of(easiest)),
        testable=len(enough),
        fewest=min(enough, default=0),
        findable=findable(min(enough)) if enough else None,
    )


def by_difficulty_alone(frame: pd.DataFrame) -> Numbers:
    """How far skills lie from what items of their difficulty are solved by where nothing else matters.

    Args:
        frame: The frame of one run.

    Returns:
        The null distribution of the test `Profile.excess`: a distance for each shuffle, as shares.
    """
    replies = _replies(frame)
    items = _items(replies[replies["scored"]])
    clusters = _clusters(items)
    return distances_by_chance(
        skill=clusters.skill[clusters.cell],
        difficulty=_counts(items.groupby(["grade", "options"]).ngroup()),
        right=clusters.right,
        asked=clusters.asked,
    )


def _nothing(frame: pd.DataFrame) -> Profile:
    return Profile(
        run=str(frame["run"].iloc[0]),
        asked=len(frame),
        scored=0,
        items=0,
        skills=0,
        figures=tuple(Figure(name=name, missing=NOTHING) for name in MEASURES),
        excess=untested(NOTHING),
        holes=(),
    )


_CELL = ["skill", "level"]
_ITEM = [*_CELL, "item"]


def _replies(frame: pd.DataFrame) -> pd.DataFrame:
    """What a profile needs of each reply; items and probes are numbers, which group faster than text."""
    table = frame[["level", "grade", "sample", "correct", "options"]]
    numbers = {name: frame[name].factorize()[0] for name in ("item", "probe")}
    return table.assign(
        skill=frame["skill"].astype("category"), scored=frame["verdict"] != "unscored", **numbers
    )


def _items(scored: pd.DataFrame) -> pd.DataFrame:
    """A row for each item, in order of cells: right and scored replies, grade, and number of options."""
    counts = scored.groupby(_ITEM, as_index=False, observed=True).agg(
        right=("correct", "sum"), asked=("correct", "size")
    )
    first = scored.drop_duplicates(_ITEM)
    return counts.merge(first[[*_ITEM, "grade"]].assign(options=first["options"].map(len)), on=_ITEM)


def _clusters(items: pd.DataFrame) -> Clusters:
    cells = items.drop_duplicates(_CELL)
    return Clusters(
        right=_counts(items["right"]),
        asked=_counts(items["asked"]),
        cell=_counts(items.groupby(_CELL, observed=True).ngroup()),
        skill=_counts(cells.groupby("skill", observed=True).ngroup()),
        level=_counts(cells["level"]),
    )


def _counts(column: pd.Series) -> Counts:
    return column.to_numpy(dtype=np.int64)


def _last(clusters: Clusters) -> npt.NDArray[np.bool_]:
    """Which cells are the hardest of their skill."""
    last: npt.NDArray[np.bool_] = np.diff(clusters.skill, append=-1) != 0
    return last


def _holes(cells: pd.DataFrame, clusters: Clusters) -> tuple[Hole, ...]:
    holes: list[Hole] = []
    for number, (skill, level, grade) in enumerate(cells.itertuples(index=False, name=None)):
        part = clusters.cell == number
        right, scored = int(clusters.right[part].sum()), int(clusters.asked[part].sum())
        low, high, _ = counted_interval(clusters.right[part], clusters.asked[part])
        size = math.floor(effective_size(clusters.right[part], clusters.asked[part]))
        if by_chance(math.floor((1 - right / scored) * size), size) < _TAIL:
            hole = Hole(skill=skill, level=level, grade=grade, right=right, scored=scored, low=low, high=high)
            holes.append(hole)
    return tuple(sorted(holes, key=lambda hole: (hole.accuracy, hole.high, hole.skill)))


_TAIL = (1 - LEVEL) / 2
_POWER = 0.8


def _sizes(clusters: Clusters) -> list[int]:
    """Of each cell, how many independent replies say as much as those there are."""
    parts = (clusters.cell == number for number in range(len(clusters.skill)))
    return [math.floor(effective_size(clusters.right[part], clusters.asked[part])) for part in parts]


def findable(scored: int) -> float:
    """The accuracy below which a hole is found with a probability of 0.8, to a hundredth.

    Args:
        scored: Independent replies to the easiest level, enough for a hole to be found at all.
    """
    least = next(failed for failed in range(scored + 1) if by_chance(failed, scored) < _TAIL)
    return next(
        share / 100 for share in range(100, -1, -1) if binomial_tail(least, scored, 1 - share / 100) >= _POWER
    )


def by_chance(failed: int, scored: int) -> float:
    """How likely so many failures or more are where accuracy is `MASTERED`: an exact binomial tail.

    Args:
        failed: Replies that are not right.
        scored: Independent replies.
    """
    return binomial_tail(failed, scored, 1 - MASTERED)


def binomial_tail(least: int, of: int, chance: float) -> float:
    """How likely at least so many of some independent events are.

    Args:
        least: How many.
        of: How many there could be.
        chance: How likely each is.
    """
    if chance in (0, 1):
        return float(chance == 1 or least <= 0)
    fewer = (
        math.exp(
            math.lgamma(of + 1)
            - math.lgamma(count + 1)
            - math.lgamma(of - count + 1)
            + count * math.log(chance)
            + (of - count) * math.log(1 - chance)
        )
        for count in range(least)
    )
    return max(0.0, 1 - math.fsum(fewer))


ENOUGH = next(items for items in range(1, 100) if by_chance(items, items) < _TAIL)
"""Items of the easiest level with which a hole can be found at all."""


def _variants(replies: pd.DataFrame) -> tuple[Figure, Figure]:
    """All-variants-right and the accuracy of the same replies, over items whose every variant was scored.

    Several samples of an item are several tries at all its variants; one with an unscored reply is left out.
    """
    missing = "no item has two variants, all scored"
    if replies["probe"].nunique() == len(replies.drop_duplicates(_ITEM)):
        return Figure(name="all_variants", missing=missing), Figure(name="variant_accuracy", missing=missing)
    tries = replies.groupby([*_ITEM, "sample"], observed=True).agg(
        variants=("probe", "nunique"),
        asked=("probe", "size"),
        right=("correct", "sum"),
        scored=("scored", "all"),
    )
    whole = tries[(tries["variants"] > 1) & tries["scored"]]
    whole = whole.assign(all_right=whole["right"] == whole["asked"]).reset_index()
    items = whole.groupby(_ITEM, as_index=False, observed=True)
    together = items.agg(right=("all_right", "sum"), asked=("all_right", "size"))
    single = items.agg(right=("right", "sum"), asked=("asked", "sum"))
    return (
        accuracy("all_variants", _clusters(together), missing),
        accuracy("variant_accuracy", _clusters(single), missing),
    )
