"""Several runs beside one another: every skill, and the differences on the same probes."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from jagbench.analysis.compare.paired import compare
from jagbench.analysis.report.section import (
    Block,
    Entry,
    Material,
    Section,
    Sheet,
    Text,
    labelled,
    percent,
    points,
    span,
)
from jagbench.analysis.statistics.cells import by_grade, records
from jagbench.errors import InvalidArgument

_SAME = ("suite", "protocol", "system message", "temperature", "probes")
"""What runs that are compared should have been asked alike."""


def comparison(material: Material) -> Section | None:
    """The runs beside one another; None where there is one."""
    if not material.keys:
        return None
    warnings = _differing(material)
    return Section(
        name="comparison",
        title="Comparison",
        blocks=[
            *([Text(paragraphs=warnings, warning=True)] if warnings else []),
            _matrix(material),
            *_paired(material),
        ],
    )


def _differing(material: Material) -> list[str]:
    """What the runs were asked differently, and how much of it is the same."""
    said: list[str] = []
    for term in _SAME:
        values: dict[str, list[str]] = {}
        for run in material.runs:
            values.setdefault(material.about.get(run, {}).get(term, "none"), []).append(run)
        if len(values) > 1:
            parts = "; ".join(f"{value} ({_some(runs)})" for value, runs in values.items())
            said.append(f"The runs differ in {term}: {parts}.")
    askers = material.frame.drop_duplicates(["run", "probe"])["probe"].value_counts()
    common, every = int((askers == len(material.runs)).sum()), len(askers)
    if common < every:
        said.append(
            f"Of {every:,} probes, {common:,} were asked of every run. Accuracies of a run are over its own "
            "probes; differences below are over the probes that both runs were asked."
        )
    return said


def _some(names: Sequence[str]) -> str:
    shown = ", ".join(names[:3])
    return shown if len(names) <= 3 else f"{shown} and {len(names) - 3} more"


def _matrix(material: Material) -> Sheet:
    found = {
        (record["skill"], record["run"]): record for record in records(material.cells.by("run", "skill"))
    }
    totals = {record["run"]: record for record in records(material.cells.by("run"))}
    rows = [
        [labelled(skill), *(_cell(found.get((skill, run)), run, skill) for run in material.runs)]
        for skill in by_grade(material.frame)
    ]
    total = [labelled("all"), *(_cell(totals.get(run), run) for run in material.runs)]
    return Sheet(
        name="matrix-table",
        caption="Runs by skill",
        note="Right in %, in the order in which children master the skills; the pointer on a number shows "
        "its interval and n, and it leads to its replies.",
        head=["skill", *material.runs],
        labels=1,
        rows=[*rows, total],
        totals=1,
        turned=len(material.runs) > 3,
    )


def _cell(record: Mapping[str, Any] | None, run: str, skill: str = "") -> Entry:
    if record is None:
        return Entry(text="", hint="not asked")
    if not record["scored"]:
        return Entry(text="–", hint=f"none of {record['asked']} scored")
    return Entry(
        text=f"{100 * record['accuracy']:.0f}",
        heat=record["accuracy"],
        hint=f"{run}: {record['correct']} of {record['scored']}, {span(record['low'], record['high'])}",
        find={"run": run, **({"skill": skill} if skill else {})},
    )


def _paired(material: Material) -> list[Block]:
    first, *others = material.runs
    tables: list[pd.DataFrame] = []
    refused: list[str] = []
    for run in others:
        both = pd.concat([material.parts[first], material.parts[run]])
        try:
            tables.append(compare(both, against=first).table)
        except InvalidArgument as error:
            refused.append(str(error))
    return [
        *([Text(paragraphs=refused, warning=True)] if refused else []),
        *([_differences(pd.concat(tables, ignore_index=True), first, len(others))] if tables else []),
    ]


def _differences(table: pd.DataFrame, first: str, others: int) -> Sheet:
    shown = table[
        table["scope"].isin(("all", "family")) | (table["scope"].eq("skill") & table["changed"].ne(""))
    ]
    return Sheet(
        name="differences-table",
        caption=f"Differences from {first}, on the same probes",
        note="Percentage points, paired by probe; over all probes, by family, and for the skills that "
        "changed beyond chance. p is that of the exact test by item, with Holm's correction within a run and "
        "scope. jagbench compare has all skills and levels.",
        head=[
            "run",
            "over",
            "pairs",
            "first",
            "run",
            "difference",
            "95 % interval",
            "lost",
            "gained",
            "p",
            "beyond chance",
        ],
        labels=2,
        rows=[_difference(record) for record in records(shown)],
        folded=len(shown) > 120,
    )


def _difference(record: Mapping[str, Any]) -> list[Entry]:
    over = {"all": "all", "family": record["family"], "skill": record["skill"]}[record["scope"]]
    p = record["p_holm"]
    return [
        labelled(record["run"]),
        labelled(over),
        Entry(text=f"{record['pairs']:,}"),
        Entry(text=percent(record["accuracy_against"])),
        Entry(text=percent(record["accuracy"])),
        Entry(text=points(record["difference"]), heat=record["difference"], signed=True),
        Entry(text=f"{points(record['low'])} to {points(record['high'])}"),
        Entry(text=f"{record['lost']:,}"),
        Entry(text=f"{record['gained']:,}"),
        Entry(text="<0.001" if p < 0.001 else f"{p:.3f}"),
        labelled(record["changed"] or "not shown"),
    ]
