"""A series of runs, such as the checkpoints of a training: how accuracy moves, and which changes hold.

Only replies that every run has are looked at, so that the series is about the same questions throughout.

A change is looked for where the series splits best: with T runs, and S the right replies of each run, the
statistic is the greatest over all splits t of

    |mean of S after t - mean of S up to t| * sqrt(t (T - t) / T)

(cumulative sums: Page 1955, Biometrika 42:523). Were there no change, the replies to an item could stand in
any order, so its distribution is had by shuffling the runs within each item (permutation tests for
change-points: Antoch and Hušková 2001, Statistics & Probability Letters 53:37). An item keeps its easiness,
and the replies to its variants and samples stay together. With two runs it is the sign-flip test of
`compare.paired`.

Where there is a change, both sides are searched again (binary segmentation: Vostrikova 1981, Soviet
Mathematics Doklady 24:55), so that a series has as many changes as hold. The first of them is where it began.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from jagbench.analysis.statistics.cells import LEVEL, by_grade, cells, records
from jagbench.analysis.statistics.clusters import SEED
from jagbench.analysis.statistics.differences import difference_interval
from jagbench.analysis.statistics.multiplicity import holm
from jagbench.errors import InvalidArgument

SCOPES: dict[str, list[str]] = {"all": [], "family": ["family"], "skill": ["family", "skill"]}
"""What has a series, and the columns that divide the replies; Holm's correction is within a scope."""

WHOLE = "all"
"""The scope that is all replies."""

SHUFFLES = 1000
"""Shuffles of one test; more where many tests of a scope are corrected."""

ENOUGH = 100
"""After so many shuffles that reach what was found there is no change, and none is drawn any more."""

Counts = npt.NDArray[np.int64]

_AT_ONCE = 500
"""Shuffles that are drawn at once."""

_KEY = ["probe", "sample"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """Runs in their order, on the replies that all of them have."""

    runs: Sequence[str]
    """Labels, in order."""
    steps: Sequence[float] | None
    """How far each run has come, where the order is one of numbers."""
    replies: int
    """Replies of each run that are looked at."""
    left_out: int
    """Replies of all runs together that are not: unscored, or not answered by all runs."""
    table: pd.DataFrame
    """One row a cell and run: `scope` (a key of `SCOPES`), `family`, `skill`, `run`, `step`, `replies`,
    `items`, `accuracy`, `low`, `high`."""
    tests: pd.DataFrame
    """One row a cell: `scope`, `family`, `skill`; `p` that nothing changed, and `p_holm`, corrected."""
    changes: pd.DataFrame
    """One row a change, the first of each cell first: `scope`, `family`, `skill`; `run` and `step` from which
    on it holds; `before` and `after`, the accuracies of the runs from the change before to the change after;
    their `difference` with `low` and `high`; `p` of its own test."""


def trend(
    frame: pd.DataFrame,
    *,
    runs: Sequence[str] | None = None,
    steps: Sequence[float] | None = None,
    strict: bool = False,
) -> Trend:
    """How accuracy moves over runs, and which changes hold.

    Args:
        frame: A frame of two runs or more.
        runs: Their labels in order; that of the frame when left out.
        steps: How far each has come, in the same order.
        strict: Whether only right answers in the format asked for count as right.

    Raises:
        InvalidArgument: if there are fewer than two runs, or no reply is scored in all of them.
    """
    order = frame["run"].unique().tolist() if runs is None else list(runs)
    if len(order) < 2:
        raise InvalidArgument(f"A trend is of two runs or more, got {len(order)}.")
    shared = _shared(frame, order)
    known = dict(zip(order, steps, strict=True)) if steps is not None else {}
    right = "strict" if strict else "correct"
    tested = [
        (scope, {**dict.fromkeys(("family", "skill")), **about}, _matrix(part, order, right))
        for scope, by in SCOPES.items()
        for about, part in _parts(shared, by)
    ]
    tests = _tested([(scope, about, matrix) for scope, about, (matrix, _) in tested])
    changes = [
        {"scope": scope, **about, "run": order[at], "step": known.get(order[at]), **figures}
        for (scope, about, (matrix, sizes)), test in zip(tested, records(tests), strict=True)
        if test["p_holm"] < 1 - LEVEL
        for at, figures in _changes(matrix, sizes, tests=int((tests["scope"] == scope).sum()))
    ]
    return Trend(
        runs=order,
        steps=steps,
        replies=len(shared) // len(order),
        left_out=len(frame) - len(shared),
        table=_table(shared, order, known, strict=strict),
        tests=tests,
        changes=pd.DataFrame(changes, columns=_CHANGE),
    )


_CHANGE = [
    "scope",
    "family",
    "skill",
    "run",
    "step",
    "before",
    "after",
    "difference",
    "low",
    "high",
    "p",
]


def _shared(frame: pd.DataFrame, order: Sequence[str]) -> pd.DataFrame:
    """The replies to probes and samples that are scored in every run.

    Raises:
        InvalidArgument: if there are none.
    """
    scored = frame[(frame["verdict"] != "unscored") & frame["run"].isin(order)]
    scored = scored.drop_duplicates(["run", *_KEY])
    here: set[tuple[str, int]] = set()
    for place, run in enumerate(order):
        own = set(map(tuple, scored.loc[scored["run"] == run, _KEY].to_numpy().tolist()))
        here = own if place == 0 else here & own
        if not here:
            raise InvalidArgument(
                f"{run} has no scored reply that the runs before it have too: give runs of one suite, or of "
                "suites that overlap."
                if place
                else f"{run} has no scored reply: ask it with `jagbench run` first."
            )
    whole = scored.groupby(_KEY, sort=False)["run"].transform("size") == len(order)
    return scored[whole]


def _parts(shared: pd.DataFrame, by: Sequence[str]) -> Iterator[tuple[dict[str, str], pd.DataFrame]]:
    if not by:
        yield {}, shared
        return
    rank = {skill: place for place, skill in enumerate(by_grade(shared))}
    ordered = shared.assign(_rank=shared["skill"].map(rank)).sort_values("_rank", kind="stable")
    for key, part in ordered.groupby(list(by), sort=False):
        yield dict(zip(by, map(str, key), strict=True)), part


def _matrix(part: pd.DataFrame, order: Sequence[str], right: str) -> tuple[Counts, Counts]:
    """The right replies of each item (a row) in each run (a column), and how many replies the item has."""
    items, names = pd.factorize(part["item"])
    runs = part["run"].map({run: place for place, run in enumerate(order)}).to_numpy(dtype=np.int64)
    matrix = np.zeros((len(names), len(order)), dtype=np.int64)
    np.add.at(matrix, (items, runs), part[right].to_numpy(dtype=np.int64))
    return matrix, np.bincount(items[runs == 0], minlength=len(names)).astype(np.int64)


def _tested(cells: Sequence[tuple[str, dict[str, Any], Counts]]) -> pd.DataFrame:
    rows: list[dict[str, Any]] = []
    for scope in SCOPES:
        own = [(about, matrix) for where, about, matrix in cells if where == scope]
        p_values = [change_test(matrix, shuffles=_shuffles(len(own)))[1] for _, matrix in own]
        rows += [
            {"scope": scope, **about, "p": p, "p_holm": corrected}
            for (about, _), p, corrected in zip(own, p_values, holm(p_values), strict=True)
        ]
    return pd.DataFrame(rows)


def _shuffles(tests: int) -> int:
    """So many that the smallest p-value is small enough after the correction."""
    return max(SHUFFLES, 100 * tests)


def change_test(matrix: Counts, *, shuffles: int = SHUFFLES) -> tuple[int, float]:
    """The best split of a series, and the p-value that there is none.

    Args:
        matrix: The right replies of each item (a row) in each run (a column), two runs at least.
        shuffles: How many shuffles at most; fewer are drawn where many of them reach what was found (Besag
            and Clifford 1991, Biometrika 78:301).

    Returns:
        The run, from 1, at which the series changes most, and the p-value.
    """
    found = _statistics(matrix.sum(axis=0)[None, :])
    at, most = int(found[0].argmax()) + 1, float(found[0].max())
    varying = matrix[(matrix != matrix[:, :1]).any(axis=1)]
    if not len(varying):
        return at, 1.0
    generator = np.random.default_rng(SEED)
    groups = _alike(varying)
    drawn = reached = 0
    while drawn < shuffles and reached < ENOUGH:
        count = min(_AT_ONCE, shuffles - drawn)
        sums = sum(_shuffled(group, arrangements, count, generator) for group, arrangements in groups)
        reached += int((_statistics(np.asarray(sums)).max(axis=1) >= most - 1e-9).sum())
        drawn += count
    return at, (reached + 1) / (drawn + 1)


def _alike(rows: Counts) -> list[tuple[Counts, Counts | None]]:
    """Rows with the same values in some order, and all orders of them where there are fewer than rows."""
    values, which = np.unique(np.sort(rows, axis=1), axis=0, return_inverse=True)
    found: list[tuple[Counts, Counts | None]] = []
    for place, row in enumerate(values):
        group = rows[which.ravel() == place]
        high = int((row == row[-1]).sum())
        two = bool(((row == row[0]) | (row == row[-1])).all())
        if not two or comb(len(row), high) >= len(group):
            found.append((group, None))
            continue
        orders = np.full((comb(len(row), high), len(row)), row[0])
        for order, places in zip(orders, combinations(range(len(row)), high), strict=True):
            order[list(places)] = row[-1]
        found.append((group, orders))
    return found


def _shuffled(group: Counts, orders: Counts | None, count: int, generator: np.random.Generator) -> Counts:
    """The sums over rows that are each put into a random order, for so many draws (a row each)."""
    if orders is not None:
        chances = np.full(len(orders), 1 / len(orders))
        often: Counts = generator.multinomial(len(group), chances, size=count)
        return np.asarray(often @ orders, dtype=np.int64)
    copies = np.broadcast_to(group, (count, *group.shape))
    return np.asarray(generator.permuted(copies, axis=2).sum(axis=1), dtype=np.int64)


def _statistics(sums: Counts) -> npt.NDArray[np.float64]:
    """For each series (a row of sums) the statistic of each split: after the first run, the second, ..."""
    runs = sums.shape[1]
    before = np.arange(1, runs, dtype=np.int64)
    total = sums.sum(axis=1, keepdims=True)
    early = np.cumsum(sums, axis=1)[:, :-1]
    shift = (total - early) / (runs - before) - early / before
    return np.asarray(np.abs(shift) * np.sqrt(before * (runs - before) / runs), dtype=np.float64)


def _changes(matrix: Counts, sizes: Counts, *, tests: int) -> list[tuple[int, dict[str, float]]]:
    """The changes of a series in order: the run from which each holds, and its figures.

    Later searches must be as sure as the first one: their p-values are multiplied by the tests of the scope.
    """
    found = sorted(_split(matrix, 0, matrix.shape[1], tests, first=True))
    edges = [0, *(at for at, _ in found), matrix.shape[1]]
    changes: list[tuple[int, dict[str, float]]] = []
    for place, (at, p) in enumerate(found):
        before, after = (matrix[:, start:stop].mean(axis=1) for start, stop in _sides(edges, place))
        low, high = difference_interval((after - before).tolist(), sizes.tolist())
        total = sizes.sum()
        figures = {
            "before": float(before.sum() / total),
            "after": float(after.sum() / total),
            "difference": float((after - before).sum() / total),
            "low": low,
            "high": high,
            "p": p,
        }
        changes.append((at, figures))
    return changes


def _sides(edges: Sequence[int], place: int) -> tuple[tuple[int, int], tuple[int, int]]:
    return (edges[place], edges[place + 1]), (edges[place + 1], edges[place + 2])


def _split(
    matrix: Counts, start: int, stop: int, tests: int, *, first: bool = False
) -> Iterator[tuple[int, float]]:
    """The changes between two places of a series with their p-values; the first search was decided before."""
    if stop - start < 2:
        return
    at, p = change_test(matrix[:, start:stop], shuffles=_shuffles(tests))
    if not first and p * tests >= 1 - LEVEL:
        return
    yield start + at, p
    yield from _split(matrix, start, start + at, tests)
    yield from _split(matrix, start + at, stop, tests)


def _table(
    shared: pd.DataFrame, order: Sequence[str], steps: dict[str, float], *, strict: bool
) -> pd.DataFrame:
    prefix = "strict_" if strict else ""
    rows: list[dict[str, Any]] = []
    for scope, by in SCOPES.items():
        for about, part in _parts(shared, by):
            found = {str(each["run"]): each for each in records(cells(part, ["run"]))}
            rows += [
                {
                    "scope": scope,
                    **dict.fromkeys(("family", "skill")),
                    **about,
                    "run": run,
                    "step": steps.get(run),
                    "replies": found[run]["scored"],
                    "items": found[run]["items"],
                    **{name: found[run][f"{prefix}{name}"] for name in ("accuracy", "low", "high")},
                }
                for run in order
            ]
    return pd.DataFrame(rows)
