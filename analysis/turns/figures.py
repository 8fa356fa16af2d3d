"""Figures over conversations, each with an interval that takes the item as its unit.

* a share has the interval of `jagbench.analysis.statistics.cells`: Wilson's, with the effective size where
  variants or samples of an item stand together;
* a difference is paired: both parts are of the same conversations, and its interval is that of
  `jagbench.analysis.compare.paired.difference_interval` (Bonett and Price 2012, over items);
* where no conversation counts, a figure and its bounds are NaN.
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from jagbench.analysis.statistics.cells import interval
from jagbench.analysis.statistics.differences import difference_interval

Flags = npt.NDArray[np.bool_]

Unit = Literal["share", "points", "number"]
"""`share`: from 0 to 1; `points`: a difference of two shares; `number`: neither."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure with its 95 % interval."""

    measure: str
    """What is measured."""
    arm: str
    """In which arm; `"A - B"` for a difference of two."""
    step: int
    """At which step of the arm."""
    unit: Unit = "share"
    """What kind of number it is."""
    value: float
    """The figure; NaN where nothing counts."""
    low: float
    """Lower bound."""
    high: float
    """Upper bound."""
    n: int
    """Conversations that count."""
    items: int
    """Distinct items among them."""


def flags(table: pd.DataFrame, name: str) -> Flags:
    """A column of yes and no."""
    return table[name].to_numpy(dtype=np.bool_)


def unknown(measure: str, arm: str, step: int, unit: Unit = "share") -> Figure:
    """A figure of which nothing is known, because no conversation counts."""
    return Figure(
        measure=measure,
        arm=arm,
        step=step,
        unit=unit,
        value=math.nan,
        low=math.nan,
        high=math.nan,
        n=0,
        items=0,
    )


def share(measure: str, arm: str, step: int, found: Flags, items: Sequence[str]) -> Figure:
    """The share of conversations in which something is found.

    Args:
        measure: As in a `Figure`, like the two that follow.
        arm: As there.
        step: As there.
        found: For each conversation that counts, whether it is found.
        items: Their items.
    """
    if not len(found):
        return unknown(measure, arm, step)
    low, high, _ = interval(found, items)
    return Figure(
        measure=measure,
        arm=arm,
        step=step,
        value=float(found.mean()),
        low=low,
        high=high,
        n=len(found),
        items=len(set(items)),
    )


def difference(
    measure: str, arms: tuple[str, str], step: int, found: Flags, before: Flags, items: Sequence[str]
) -> Figure:
    """How much more often something is found in one arm than in another, on the same conversations.

    Args:
        measure: As in a `Figure`.
        arms: The arm, and the one that it is held against.
        step: As in a `Figure`.
        found: For each conversation that counts, whether it is found in the arm.
        before: The same in the other arm.
        items: Their items.
    """
    name = f"{arms[0]} - {arms[1]}"
    if not len(found):
        return unknown(measure, name, step, "points")
    change = found.astype(np.int64) - before.astype(np.int64)
    sizes, changes = Counter[str](items), Counter[str]()
    for item, each in zip(items, change.tolist(), strict=True):
        changes[item] += each
    low, high = difference_interval([changes[item] for item in sizes], list(sizes.values()))
    return Figure(
        measure=measure,
        arm=name,
        step=step,
        unit="points",
        value=float(change.mean()),
        low=low,
        high=high,
        n=len(change),
        items=len(sizes),
    )


def ratio(measure: str, arm: str, found: Flags, base: Flags, items: Sequence[str]) -> Figure:
    """One less the ratio of two shares of the same conversations.

    The interval is that of Donner and Zou (2012, Stat. Methods Med. Res. 21:347, MOVER) for a ratio, from the
    intervals of the two shares and the correlation of what is found in a conversation.

    Args:
        measure: As in a `Figure`.
        arm: As there.
        found: For each conversation, whether it is found in the arm.
        base: Whether it is found in the arm that it is held against; where it never is, nothing is known.
        items: Their items.
    """
    if not len(found) or not base.any():
        return unknown(measure, arm, 1, "share")
    one, other = float(found.mean()), float(base.mean())
    low_one, high_one, _ = interval(found, items)
    low_other, high_other, _ = interval(base, items)
    varies = 0 < one < 1 and 0 < other < 1
    alike = float(np.corrcoef(found, base)[0, 1]) if varies else 0.0
    middle = one * other - alike * (one - low_one) * (high_other - other)
    square, end = high_other * (2 * other - high_other), low_one * (2 * one - low_one)
    least = end / (middle + math.sqrt(max(0.0, middle**2 - square * end))) if end else 0.0
    middle = one * other - alike * (high_one - one) * (other - low_other)
    square, end = low_other * (2 * other - low_other), high_one * (2 * one - high_one)
    most = (middle + math.sqrt(max(0.0, middle**2 - square * end))) / square if square > 0 else math.inf
    return Figure(
        measure=measure,
        arm=arm,
        step=1,
        value=1 - one / other,
        low=1 - most,
        high=1 - least,
        n=len(found),
        items=len(set(items)),
    )


def compared(
    measure: str,
    step: int,
    counts: Flags,
    arms: tuple[str, str],
    found: tuple[Flags, Flags],
    items: Sequence[str],
) -> list[Figure]:
    """A share in two arms, and their difference, of the conversations that count.

    Args:
        measure: As in a `Figure`.
        step: As there.
        counts: Which conversations count.
        arms: The arm, and the one that it is held against.
        found: For each conversation, whether it is found in the one arm, and in the other.
        items: Their items.
    """
    kept = [item for item, counted in zip(items, counts.tolist(), strict=True) if counted]
    one, other = found[0][counts], found[1][counts]
    return [
        share(measure, arms[0], step, one, kept),
        share(measure, arms[1], step, other, kept),
        difference(measure, arms, step, one, other, kept),
    ]
