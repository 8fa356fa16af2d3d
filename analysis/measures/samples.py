"""What several samples of each probe show beyond accuracy.

Of a probe with n scored samples, c of them right:

* `pass` at k: the chance that at least one of k samples is right, 1 - C(n - c, k) / C(n, k), the unbiased
  estimate of Chen et al. (2021, arXiv:2107.03374);
* `all_right` at k: the chance that all of k samples are, C(c, k) / C(n, k), likewise unbiased; "pass^k" of
  Yao et al. (2024, arXiv:2406.12045);
* `majority`: whether the answer given most often is right, among the samples that commit to one (Wang et al.
  2022, arXiv:2203.11171); where several are given equally often, the chance that one drawn among them is;
* `consistency`: the chance that two samples give the same answer, right or wrong; one that commits to no
  answer agrees with none;
* `accuracy_minus_consistency`: below zero where a model gives the same answer more often than a right one, so
  that agreement among its samples overstates what it knows.

Samples of a probe, and variants of an item, resemble one another: every interval takes the item as its unit.
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from jagbench.analysis.reading import same_value
from jagbench.analysis.statistics.cells import effective_size, records, wilson
from jagbench.analysis.statistics.clusters import Numbers
from jagbench.analysis.statistics.differences import difference_interval
from jagbench.errors import InvalidArgument

MEASURES = (
    "accuracy",
    "pass",
    "all_right",
    "majority",
    "consistency",
    "accuracy_minus_consistency",
)
"""The measures, in the order of a table."""

AT_K = ("pass", "all_right")
"""Measures that depend on how many samples are looked at."""

_COMMITTED = ("correct", "wrong")
_RIGHT = "right"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sampled:
    """The scored samples of a probe, counted."""

    item: str
    scored: int
    right: int
    said: Counter[str]
    """How often each answer was given; the right one stands as `"right"`."""

    def value(self, measure: str, k: int) -> float:
        """A measure of the probe, from 0 to 1."""
        if measure == "accuracy":
            return self.right / self.scored
        if measure == "pass":
            return 1 - math.comb(self.scored - self.right, k) / math.comb(self.scored, k)
        if measure == "all_right":
            return math.comb(self.right, k) / math.comb(self.scored, k)
        if measure == "majority":
            return self.majority
        return self.consistency

    @property
    def majority(self) -> float:
        most = max(self.said.values(), default=0)
        leading = [answer for answer, count in self.said.items() if count == most]
        return 1 / len(leading) if _RIGHT in leading else 0.0

    @property
    def consistency(self) -> float:
        alike = sum(count * (count - 1) for count in self.said.values())
        return alike / (self.scored * (self.scored - 1))


def title(measure: str, k: int | None, of: int) -> str:
    """What a measure is called in a table.

    Args:
        measure: One of `MEASURES`.
        k: How many samples it looks at, where that matters.
        of: How many samples there are.
    """
    if measure == "all_right":
        return f"all {k} right" if k == of else f"all of {k} right"
    return {
        "accuracy": "right",
        "pass": f"pass@{k}",
        "majority": f"majority of {of} right",
        "consistency": "two samples agree",
        "accuracy_minus_consistency": "right minus agree",
    }[measure]


def sampled(frame: pd.DataFrame) -> bool:
    """Whether a frame has several scored samples of a probe."""
    return bool(frame[frame["verdict"] != "unscored"].duplicated(["run", "probe"]).any())


def by_probe(frame: pd.DataFrame) -> pd.DataFrame:
    """What the samples of each probe come to, for probes with at least two scored ones.

    Args:
        frame: A frame of one or several runs.

    Returns:
        One row a run and probe, in the order of the frame: `run`, `probe`, `item`, `family`, `skill`,
        `level`; `samples`, those that are scored; `right`, how many of them are; `answers`, how many
        different answers they commit to; `majority` and `consistency` from 0 to 1, as above.
    """
    columns = ["run", "probe", "item", "family", "skill", "level"]
    rows = [
        {
            **{name: key[name] for name in columns},
            "samples": each.scored,
            "right": each.right,
            "answers": len(each.said),
            "majority": each.majority,
            "consistency": each.consistency,
        }
        for key, each in _probes(frame)
    ]
    return pd.DataFrame(rows, columns=[*columns, "samples", "right", "answers", "majority", "consistency"])


def sample_table(
    frame: pd.DataFrame, by: Sequence[str] = (), *, ks: Sequence[int] | None = None
) -> pd.DataFrame:
    """The measures of every cell, with 95 % intervals clustered by item.

    Args:
        frame: A frame of one or several runs.
        by: The columns that make a cell besides `run`: any of `family`, `skill`, `level`.
        ks: How many samples `pass` and `all_right` look at; 2, 4, 8, ... and all there are when left out.

    Returns:
        One row a run, cell, measure and k, in this order: `run`, the columns of `by`; `measure`, one of
        `MEASURES`; `k`, missing where the measure looks at all samples; `value`, `low` and `high`; `probes`
        and `items` that it rests on: those with two scored samples, for a k those with as many. Empty where
        no probe has two.

    Raises:
        InvalidArgument: if a k is below 1, or no probe has so many scored samples.
    """
    cells: dict[tuple[str, ...], list[_Sampled]] = {}
    for key, each in _probes(frame):
        cells.setdefault(tuple(key[name] for name in ("run", *by)), []).append(each)
    rows = [
        {**dict(zip(("run", *by), key, strict=True)), "measure": measure, "k": k, **figures}
        for key, probes in cells.items()
        for measure, k, figures in _measured(probes, ks)
    ]
    columns = ["run", *by, "measure", "k", "value", "low", "high", "probes", "items"]
    table = pd.DataFrame(rows, columns=columns)
    return table.assign(k=table["k"].astype("Int64"))


def _measured(probes: Sequence[_Sampled], ks: Sequence[int] | None) -> list[tuple[str, int | None, Any]]:
    most = max(each.scored for each in probes)
    for asked in ks or ():
        if not 1 <= asked <= most:
            raise InvalidArgument(f"No probe has {asked} scored samples: k goes from 1 to {most}.")
    looked_at = _usual(most) if ks is None else ks
    found: list[tuple[str, int | None, Any]] = []
    for measure in MEASURES[:-1]:
        wanted: Sequence[int | None] = looked_at if measure in AT_K else (None,)
        for k in wanted:
            enough = [each for each in probes if each.scored >= (k or 2)]
            found.append((measure, k, _share(enough, [each.value(measure, k or 0) for each in enough])))
    return [*found, (MEASURES[-1], None, _gap(probes))]


def _usual(most: int) -> list[int]:
    """2, 4, 8, ... below the number of samples, and that number."""
    return [*(2**power for power in range(1, most.bit_length()) if 2**power < most), most]


def _share(probes: Sequence[_Sampled], values: Sequence[float]) -> dict[str, float | int]:
    """The mean of a measure: Wilson's interval with as many replies as the items are worth."""
    sums, asked = _by_item(probes, values)
    mean = float(sums.sum() / asked.sum())
    size = effective_size(sums, asked, most=sum(each.scored for each in probes))
    low, high = wilson(mean, size)
    return {"value": mean, "low": low, "high": high, "probes": len(probes), "items": len(asked)}


def _gap(probes: Sequence[_Sampled]) -> dict[str, float | int]:
    gaps = [each.right / each.scored - each.consistency for each in probes]
    sums, asked = _by_item(probes, gaps)
    low, high = difference_interval(sums.tolist(), asked.tolist())
    mean = float(sums.sum() / asked.sum())
    return {"value": mean, "low": low, "high": high, "probes": len(probes), "items": len(asked)}


def _by_item(probes: Sequence[_Sampled], values: Sequence[float]) -> tuple[Numbers, npt.NDArray[np.int64]]:
    """The sum of the values of each item, and how many probes it has."""
    codes, items = pd.factorize(np.asarray([each.item for each in probes], dtype=object))
    sums = np.bincount(codes, values, len(items)).astype(np.float64)
    return sums, np.bincount(codes, minlength=len(items)).astype(np.int64)


def _probes(frame: pd.DataFrame) -> list[tuple[dict[str, Any], _Sampled]]:
    """The probes of each run with at least two scored samples, each with what it is."""
    scored = frame[frame["verdict"] != "unscored"]
    several = scored[scored.duplicated(["run", "probe"], keep=False)]
    needed = several[
        ["run", "probe", "item", "family", "skill", "level", "verdict", "reading", "kind", "language"]
    ]
    grouped: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in records(needed):
        grouped.setdefault((row["run"], row["probe"]), []).append(row)
    return [(rows[0], _counted(rows)) for rows in grouped.values()]


def _counted(rows: Sequence[dict[str, Any]]) -> _Sampled:
    said: Counter[str] = Counter()
    for row in rows:
        if row["verdict"] in _COMMITTED:
            said[_answer(row, said)] += 1
    return _Sampled(item=rows[0]["item"], scored=len(rows), right=said[_RIGHT], said=+said)


def _answer(row: dict[str, Any], said: Counter[str]) -> str:
    """What a sample says: an answer that was given before where it is the same."""
    if row["verdict"] == "correct":
        return _RIGHT
    reading = f"wrong: {row['reading']}"
    for other in said:
        if other != _RIGHT and same_value(
            row["reading"], other.removeprefix("wrong: "), row["kind"], row["language"]
        ):
            return other
    return reading
