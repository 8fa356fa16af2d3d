"""Texts of a given length and with something banned: how far off, and how often a ban is broken.

* The signed relative error of a text that was to have exactly *n* of a unit and has *m* is (*m* - *n*) / *n*:
  -0.5 is half of what was asked for, 1 twice as much. Errors have a long tail, so their median over items is
  given, with the interval between order statistics that holds it in 95 % of samples at least, whatever the
  distribution (Conover, Practical Nonparametric Statistics, 3rd ed. 1999, section 3.2); under six items there
  is none.
* A ban is broken where the text holds the letter or the word. The control on the same item names the same and
  allows it: what it holds there is the base rate. Both have Wilson's interval, the difference that of Bonett
  and Price over the items with a text both ways (`jagbench.analysis.statistics.differences`).

Replies that hand in no text (`no_answer`, `refused`, `truncated`) have no length; they are counted beside.
"""

import math
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

import numpy as np
import pandas as pd

from jagbench.analysis.statistics.cells import LEVEL, interval, records
from jagbench.analysis.statistics.differences import difference_interval
from jagbench.probes.constraint import Amount, count, parse_constraint
from jagbench.probes.constraint.requirements import Without

EVERY = "all"
"""Stands for the unit where texts of all units are put together."""
_BANDS = (5, 12, 25, 50, 100)
"""The longest of the lengths that are put together; a last band has the longer ones."""
_LENGTHS = ("n_from", "n_to", "asked", "texts", "exact", "low", "high", "error", "error_low", "error_high")
_BANS = ("asked", "texts", "broken", "low", "high", "controls", "base", "base_low", "base_high")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Written:
    """One reply to a probe that asks for a text."""

    item: str
    n: int
    """The length asked for; 1 for what is banned."""
    found: float
    """The relative error, or 1 where something banned is there and 0 where not; NaN without a text."""
    right: bool


def lengths(frame: pd.DataFrame, by: Sequence[str] = ("run",)) -> pd.DataFrame:
    """How texts of an exact length come out: by unit over all lengths, and by length over all units.

    A suite asks few texts of one unit and one length, so each is put together over the other.

    Args:
        frame: A frame of one or several runs.
        by: Columns whose values are kept apart.

    Returns:
        One row a cell of `by` and unit, then one a cell of `by` and band of lengths, their unit `EVERY`:
        `unit`; `n_from` and `n_to`, the shortest and the longest that was asked for; `asked`, scored
        replies; `texts`, those that hand in a text; `exact` with `low` and `high`, the share of the scored
        replies of exactly that length; `error` with `error_low` and `error_high`, the median signed relative
        error of the texts; `short` and `long`, the shares of the texts that have less, and more. Empty where
        nothing of the kind was asked.
    """
    found: dict[tuple[Any, ...], list[_Written]] = {}
    for row, requirement in _asked(frame):
        if not isinstance(requirement, Amount) or requirement.relation != "exactly":
            continue
        n, text = requirement.n, _text(row)
        off = math.nan if text is None else count(text, requirement.unit, row["language"]) / n - 1
        written = _Written(item=row["item"], n=n, found=off, right=bool(row["correct"]))
        runs = tuple(row[name] for name in by)
        for cell in ((requirement.unit, 0), (EVERY, 1 + bisect_left(_BANDS, n))):
            found.setdefault((*runs, *cell), []).append(written)
    rows = [_length(dict(zip((*by, "unit", "band"), key, strict=True)), cell) for key, cell in found.items()]
    columns = [*by, "unit", *_LENGTHS, "short", "long"]
    table = pd.DataFrame(rows, columns=[*columns, "band"])
    return table.sort_values([*by, "band", "unit"], kind="stable", ignore_index=True)[columns]


def _length(key: Mapping[str, Any], cell: Sequence[_Written]) -> dict[str, Any]:
    low, high, _ = interval([each.right for each in cell], [each.item for each in cell])
    errors = [each.found for each in cell if not math.isnan(each.found)]
    middle = _median([each for each in cell if not math.isnan(each.found)])
    return {
        **key,
        "n_from": min(each.n for each in cell),
        "n_to": max(each.n for each in cell),
        "asked": len(cell),
        "texts": len(errors),
        "exact": sum(each.right for each in cell) / len(cell),
        "low": low,
        "high": high,
        **dict(zip(("error", "error_low", "error_high"), middle, strict=True)),
        "short": _share([error < 0 for error in errors]),
        "long": _share([error > 0 for error in errors]),
    }


def _share(found: Sequence[bool]) -> float:
    return sum(found) / len(found) if found else math.nan


def _median(texts: Sequence[_Written]) -> tuple[float, float, float]:
    """The median over items of their mean errors, with its interval between order statistics."""
    by_item: dict[str, list[float]] = {}
    for each in texts:
        by_item.setdefault(each.item, []).append(each.found)
    means = sorted(sum(errors) / len(errors) for errors in by_item.values())
    if not means:
        return math.nan, math.nan, math.nan
    rank = _rank(len(means))
    if rank == 0:
        return median(means), math.nan, math.nan
    return median(means), means[rank - 1], means[-rank]


def _rank(size: int) -> int:
    """How far from each end the order statistics stand that hold the median; 0 where none do."""
    rank, below = 0, 0.5**size
    while below <= (1 - LEVEL) / 2:
        rank += 1
        below += math.comb(size, rank) * 0.5**size
    return rank


def bans(frame: pd.DataFrame, by: Sequence[str] = ("run",)) -> pd.DataFrame:
    """How often bans are broken, beside the base rate of their controls.

    Args:
        frame: A frame of one or several runs.
        by: Columns whose values are kept apart.

    Returns:
        One row a cell of `by`, what is banned (`letter`, `word`) and level: `banned`, `level`; `asked`,
        scored replies to bans; `texts`, those that hand in a text; `broken` with `low` and `high`, the share
        of the texts that hold what is banned; `controls`, texts of controls, and `base` with `base_low` and
        `base_high`, the share of them that hold it; `pairs`, items with a text both ways, and `change` with
        `change_low` and `change_high`, broken less base over them. Empty where nothing of it was asked.
    """
    found: dict[tuple[Any, ...], tuple[list[_Written], list[_Written]]] = {}
    for row, requirement in _asked(frame):
        if isinstance(requirement, Without):
            text = _text(row)
            holds = math.nan if text is None else float(requirement.occurs(text, row["language"]))
            key = (*(row[name] for name in by), requirement.what, row["level"])
            arms = found.setdefault(key, ([], []))
            written = _Written(item=row["item"], n=1, found=holds, right=bool(row["correct"]))
            arms[0 if requirement.banned else 1].append(written)
    rows = [_ban(dict(zip((*by, "banned", "level"), key, strict=True)), *arms) for key, arms in found.items()]
    columns = [*by, "banned", "level", *_BANS, "pairs", "change", "change_low", "change_high"]
    table = pd.DataFrame(rows, columns=columns)
    return table.sort_values([*by, "banned", "level"], kind="stable", ignore_index=True)


def _ban(key: Mapping[str, Any], bans: Sequence[_Written], controls: Sequence[_Written]) -> dict[str, Any]:
    held, allowed = ([each for each in arm if not math.isnan(each.found)] for arm in (bans, controls))
    return {
        **key,
        "asked": len(bans),
        "texts": len(held),
        **dict(zip(("broken", "low", "high"), _rate(held), strict=True)),
        "controls": len(allowed),
        **dict(zip(("base", "base_low", "base_high"), _rate(allowed), strict=True)),
        **_paired(held, allowed),
    }


def _rate(texts: Sequence[_Written]) -> tuple[float, float, float]:
    if not texts:
        return math.nan, math.nan, math.nan
    holds = [each.found == 1 for each in texts]
    low, high, _ = interval(holds, [each.item for each in texts])
    return sum(holds) / len(holds), low, high


def _paired(held: Sequence[_Written], allowed: Sequence[_Written]) -> dict[str, Any]:
    rates = [_by_item(arm) for arm in (held, allowed)]
    both = [item for item in rates[0] if item in rates[1]]
    changes = [rates[0][item] - rates[1][item] for item in both]
    low, high = difference_interval(changes, [1] * len(both)) if both else (math.nan, math.nan)
    return {
        "pairs": len(both),
        "change": float(np.mean(changes)) if both else math.nan,
        "change_low": low,
        "change_high": high,
    }


def _by_item(texts: Sequence[_Written]) -> Mapping[str, float]:
    found: dict[str, list[float]] = {}
    for each in texts:
        found.setdefault(each.item, []).append(each.found)
    return {item: sum(rates) / len(rates) for item, rates in found.items()}


def _asked(frame: pd.DataFrame) -> Iterator[tuple[Mapping[str, Any], object]]:
    """Scored replies to probes that ask for a text, with what alone decides: an exact amount, or a ban."""
    asked = frame[(frame["kind"] == "constraint") & (frame["verdict"] != "unscored")]
    for row in records(asked):
        constraint = parse_constraint(row["expected"])
        if constraint.named is not None:
            yield row, constraint.named
        elif len(constraint.requirements) == 1:
            yield row, constraint.requirements[0]


def _text(row: Mapping[str, Any]) -> str | None:
    return row["reading"] if row["verdict"] in ("correct", "wrong") else None
