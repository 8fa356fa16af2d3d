"""Runs of one suite in order: what is above what, and what cannot be told apart.

Every two runs are compared on the replies to the same probes (`jagbench.analysis.compare.paired`): the exact
sign-flip test with the item as its unit, and Holm's correction (1979) over all pairs of a board, so that with
95 % confidence no two runs are told apart wrongly. What follows from it:

* ranks: a run can have the ranks from one more than the runs that are above it to one more than those that it
  is not above: the confidence sets of Mogstad, Romano, Shaikh and Wilhelm (2024, Rev. Econ. Stud. 91:476). A
  run has a rank of its own only where both are the same;
* groups: letters, as in the compact letter display of Piepho (2004, J. Comput. Graph. Stat. 13:456): two runs
  that share a letter are not told apart.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from string import ascii_lowercase
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from jagbench.analysis.compare.paired import sign_flip
from jagbench.analysis.statistics.cells import LEVEL, cells, records
from jagbench.analysis.statistics.differences import difference_interval
from jagbench.analysis.statistics.multiplicity import holm

MASTERED = 0.95
"""Accuracy of a child on what it has mastered: the reference that a grade is held against."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two runs on the same probes."""

    first: str
    """Label of the one with the higher accuracy over its own probes."""
    second: str
    """Label of the other."""
    pairs: int
    """Replies of either to the same probe and sample."""
    difference: float
    """Accuracy of the first minus that of the second, over these; NaN without a pair."""
    low: float
    """Lower bound of its 95 % interval."""
    high: float
    """Upper bound."""
    p: float
    """Of the exact test, corrected over all pairs of the board; NaN without a pair."""

    @property
    def apart(self) -> bool:
        """Whether the two are told apart."""
        return self.p < 1 - LEVEL


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One run on a board."""

    run: str
    """Label of the run."""
    cell: Mapping[str, Any]
    """Its accuracy: a record of `jagbench.analysis.statistics.cells.cells`."""
    best: int
    """The first rank that it can have."""
    last: int
    """The last rank that it can have."""
    groups: str
    """Letters: runs that share one are not told apart."""
    families: Mapping[str, Mapping[str, Any]]
    """Its cell of each family."""
    grades: Mapping[int, Mapping[str, Any]]
    """Its cell of each school grade, the lowest first."""

    @property
    def rank(self) -> str:
        """Its rank where it has one, else those that it can have: `"1"` or `"2–4"`."""
        return f"{self.best}" if self.best == self.last else f"{self.best}–{self.last}"

    @property
    def below_grade(self) -> int | None:
        """The lowest grade on whose probes it does worse than a child that has mastered them, beyond chance.

        None where no grade shows it, which few replies may be the reason for.
        """
        return next((grade for grade, cell in self.grades.items() if cell["high"] < MASTERED), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """The runs of one suite."""

    suite: str
    """What the suite is called."""
    standings: Sequence[Standing]
    """The runs, the highest accuracy first."""
    pairs: Sequence[Pair]
    """Every two of them."""
    probes: int
    """Probes that any of them was asked."""
    common: int
    """Probes that all of them were asked."""

    def leaders(self, runs: Sequence[str]) -> list[str]:
        """Those of some runs that no other of them is above, in the order of the board."""
        beaten = {
            pair.second if pair.difference > 0 else pair.first
            for pair in self.pairs
            if pair.apart and pair.first in runs and pair.second in runs
        }
        return [each.run for each in self.standings if each.run in runs and each.run not in beaten]


def leaderboard(frame: pd.DataFrame, suites: Mapping[str, str]) -> list[Board]:
    """A board for each suite, in the order in which suites first stand in the frame.

    Args:
        frame: The frame of one or several runs.
        suites: For each run what its suite is called, another name for another content.
    """
    runs: dict[str, list[str]] = {}
    for run in frame["run"].unique().tolist():
        runs.setdefault(suites[run], []).append(run)
    return [_board(suite, frame[frame["run"].isin(names)]) for suite, names in runs.items()]


def _board(suite: str, frame: pd.DataFrame) -> Board:
    totals = sorted(records(cells(frame, ["run"])), key=_highest_first)
    names = [total["run"] for total in totals]
    pairs = _pairs(frame, names)
    above = {(pair.first, pair.second) for pair in pairs if pair.apart and pair.difference > 0}
    above |= {(pair.second, pair.first) for pair in pairs if pair.apart and pair.difference < 0}
    letters = _letters(names, above)
    families, grades = _by(frame, "family"), _by(frame, "grade")
    asked = frame.drop_duplicates(["run", "probe"])["probe"].value_counts()
    return Board(
        suite=suite,
        standings=[
            Standing(
                run=total["run"],
                cell=total,
                best=1 + sum(second == total["run"] for _, second in above),
                last=len(names) - sum(first == total["run"] for first, _ in above),
                groups=letters[total["run"]],
                families=families[total["run"]],
                grades=dict(sorted(grades[total["run"]].items())),
            )
            for total in totals
        ],
        pairs=pairs,
        probes=len(asked),
        common=int((asked == len(names)).sum()),
    )


def _highest_first(total: Mapping[str, Any]) -> float:
    return -total["accuracy"] if total["scored"] else math.inf


def _by(frame: pd.DataFrame, column: str) -> dict[str, dict[Any, Mapping[str, Any]]]:
    found: dict[str, dict[Any, Mapping[str, Any]]] = {}
    for record in records(cells(frame, ["run", column])):
        found.setdefault(record["run"], {})[record[column]] = record
    return found


def _pairs(frame: pd.DataFrame, names: Sequence[str]) -> list[Pair]:
    """Every two runs, with p-values corrected over all of them."""
    scored = frame.loc[frame["verdict"] != "unscored", ["run", "probe", "sample", "item", "correct"]]
    first = scored.drop_duplicates(["run", "probe", "sample"])
    table = first.assign(correct=first["correct"].astype(float)).pivot_table(
        index=["item", "probe", "sample"], columns="run", values="correct", aggfunc="first"
    )
    items, _ = pd.factorize(table.index.get_level_values("item"))
    right = {name: table[name].to_numpy() if name in table else np.full(len(table), np.nan) for name in names}
    found = [_pair(one, two, right[one] - right[two], items) for one, two in combinations(names, 2)]
    corrected = holm([pair.p for pair in found])
    return [
        Pair(
            first=pair.first,
            second=pair.second,
            pairs=pair.pairs,
            difference=pair.difference,
            low=pair.low,
            high=pair.high,
            p=p,
        )
        for pair, p in zip(found, corrected, strict=True)
    ]


def _pair(one: str, two: str, change: npt.NDArray[np.float64], items: npt.NDArray[np.intp]) -> Pair:
    both = ~np.isnan(change)
    if not both.any():
        nan = math.nan
        return Pair(first=one, second=two, pairs=0, difference=nan, low=nan, high=nan, p=nan)
    sizes = np.bincount(items[both])
    changes = np.bincount(items[both], weights=change[both])[sizes > 0].astype(np.int64).tolist()
    low, high = difference_interval(changes, sizes[sizes > 0].tolist())
    return Pair(
        first=one,
        second=two,
        pairs=int(both.sum()),
        difference=float(change[both].mean()),
        low=low,
        high=high,
        p=sign_flip(changes),
    )


def _letters(names: Sequence[str], above: set[tuple[str, str]]) -> dict[str, str]:
    """The letters of each run: groups are split at each pair, and those within another one go."""
    groups: list[frozenset[str]] = [frozenset(names)]
    for pair in sorted(above):
        split = [
            part
            for group in groups
            for part in ([group - {each} for each in pair] if group >= set(pair) else [group])
        ]
        groups = [part for part in dict.fromkeys(split) if not any(part < other for other in split)]
    groups.sort(key=lambda group: [place for place, name in enumerate(names) if name in group])
    return {
        name: " ".join(_letter(place) for place, group in enumerate(groups) if name in group)
        for name in names
    }


def _letter(place: int) -> str:
    """`a` to `z`, then `aa` and so on."""
    more, letter = divmod(place, len(ascii_lowercase))
    return (_letter(more - 1) if more else "") + ascii_lowercase[letter]
