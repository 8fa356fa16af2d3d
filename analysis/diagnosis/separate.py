"""Probes that tell two misconceptions apart."""

from collections.abc import Iterable

import pandas as pd

from jagbench.analysis.diagnosis.table import BETWEEN, credited
from jagbench.analysis.reading import same_value
from jagbench.analysis.statistics.cells import records
from jagbench.probes import Probe

BOTH = "both err, unlike each other"
"""Either misconception gives a wrong answer, and another one than the other: one reply decides."""
FIRST = "only the first errs"
"""The second gives the right answer or none."""
SECOND = "only the second errs"
"""The first gives the right answer or none."""
_BEST = (BOTH, FIRST, SECOND)

_NOT_FACTORS = frozenset({"operands", "direction", "notation", "format"})


def separating(probes: Iterable[Probe], first: str, second: str) -> pd.DataFrame:
    """The probes that tell two misconceptions apart, the best first.

    Best are those on which both predict a wrong answer and not the same one. Where a question has but two
    answers there are none of these, and one misconception has to be right where the other errs.

    Args:
        probes: Where to look; those of other skills have no lure of these names and do no harm.
        first: Name of a misconception.
        second: Name of another.

    Returns:
        One row for each such probe: `probe` (its id), `item`, `skill`, `level`, `separates` (`BOTH`, `FIRST`
        or `SECOND`), `first` and `second` (the answers they predict, `""` where the right one or none),
        `right` and `prompt`. Kinds take turns within `FIRST` and `SECOND`, since one of either tells less
        than both; then easy levels come first.
    """
    found = [row for probe in probes if (row := _row(probe, first, second)) is not None]
    columns = ["probe", "item", "skill", "level", "separates", "first", "second", "right", "prompt"]
    table = pd.DataFrame(found, columns=columns)
    table = table.sort_values("level", kind="stable", ignore_index=True)
    turn = table.groupby("separates").cumcount()
    return (
        table.assign(
            turn=turn.where(table["separates"] != BOTH, -1), kind=table["separates"].map(_BEST.index)
        )
        .sort_values(["turn", "kind"], kind="stable", ignore_index=True)
        .drop(columns=["turn", "kind"])
    )


def _kind(probe: Probe, first: str, second: str) -> str | None:
    """How a probe tells two misconceptions apart; None where it does not."""
    one, other = probe.lures.get(first), probe.lures.get(second)
    if one is None:
        return None if other is None else SECOND
    if other is None:
        return FIRST
    return None if _same(probe, one, other) else BOTH


def _row(probe: Probe, first: str, second: str) -> dict[str, object] | None:
    kind = _kind(probe, first, second)
    if kind is None:
        return None
    return {
        "probe": probe.id,
        "item": probe.item,
        "skill": probe.skill,
        "level": probe.level,
        "separates": kind,
        "first": probe.lures.get(first, ""),
        "second": probe.lures.get(second, ""),
        "right": probe.answer.value,
        "prompt": probe.prompt,
    }


def _same(probe: Probe, one: str, other: str) -> bool:
    options = probe.answer.options
    if one in options and other in options:
        return one == other
    return one == other or same_value(one, other, probe.answer.kind, probe.language)


def where_separated(probes: Iterable[Probe], first: str, second: str) -> pd.DataFrame:
    """In which strata probes tell two misconceptions apart, the richest first.

    Args:
        probes: A sample of what a generator gives, such as some of each level.
        first: Name of a misconception.
        second: Name of another.

    Returns:
        One row for each stratum of a level with such a probe: `level`, `stratum` (its declared factors, as
        `digits=2, pair=zero`), `asked` probes of the sample, how many are of the kinds `both`, `one`, and
        `share`, how many of the asked are of either.
    """
    probes = list(probes)
    strata = pd.DataFrame(
        [(probe.id, probe.level, _stratum(probe)) for probe in probes], columns=["probe", "level", "stratum"]
    )
    kinds = separating(probes, first, second)[["probe", "separates"]]
    told = strata.merge(kinds, on="probe", how="left")
    both, one = told["separates"] == BOTH, told["separates"].isin((FIRST, SECOND))
    table = (
        told.assign(asked=1, both=both.astype(int), one=one.astype(int))
        .groupby(["level", "stratum"], sort=False)[["asked", "both", "one"]]
        .sum()
        .reset_index()
    )
    table = table.assign(share=(table["both"] + table["one"]) / table["asked"])
    return table[table["share"] > 0].sort_values(
        ["both", "share", "level"], ascending=[False, False, True], kind="stable", ignore_index=True
    )


def _stratum(probe: Probe) -> str:
    return ", ".join(f"{name}={value}" for name, value in probe.params.items() if name not in _NOT_FACTORS)


def leading_pairs(diagnosis: pd.DataFrame, probes: Iterable[Probe]) -> pd.DataFrame:
    """For each run and skill the two leading misconceptions, and how many probes tell them apart.

    Where the leading row of a diagnosis holds several misconceptions, its first two are the ones to tell
    apart. Where only one explains anything, there is nothing to tell it from.

    Args:
        diagnosis: As of `diagnose`.
        probes: Where to look.

    Returns:
        `run`, `skill`, `first`, `second`, `both` and `one` (probes on which both err unlike each other, and
        on which only one errs), and of the best probe `probe`, `level` and `prompt` (`""` and 0 where there
        is none).
    """
    by_skill: dict[str, list[Probe]] = {}
    for probe in probes:
        by_skill.setdefault(probe.skill, []).append(probe)
    rows: list[dict[str, object]] = []
    for (run, skill), part in diagnosis.groupby(["run", "skill"], sort=False):
        names = [record["misconception"].split(BETWEEN) for record in records(credited(part))]
        pair = names[0][:2] if names and len(names[0]) > 1 else [group[0] for group in names[:2]]
        if len(pair) < 2:
            continue
        found = [
            (kind, probe)
            for probe in by_skill.get(str(skill), [])
            if (kind := _kind(probe, *pair)) is not None
        ]
        best = min(found, key=lambda told: (_BEST.index(told[0]), told[1].level))[1] if found else None
        both = sum(kind == BOTH for kind, _ in found)
        rows.append(
            {
                "run": run,
                "skill": skill,
                "first": pair[0],
                "second": pair[1],
                "both": both,
                "one": len(found) - both,
                "probe": best.id if best else "",
                "level": best.level if best else 0,
                "prompt": best.prompt if best else "",
            }
        )
    return pd.DataFrame(
        rows, columns=["run", "skill", "first", "second", "both", "one", "probe", "level", "prompt"]
    )
