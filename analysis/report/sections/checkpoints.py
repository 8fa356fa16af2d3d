"""How accuracy moves over several checkpoints, where the names of runs put them into order."""

from collections.abc import Mapping
from typing import Any

from jagbench.analysis.charts.trend import trend_data
from jagbench.analysis.compare.order import Order, ordered
from jagbench.analysis.compare.trend import Trend, trend
from jagbench.analysis.report.plots import plots
from jagbench.analysis.report.section import (
    Entry,
    Material,
    Section,
    Sheet,
    Text,
    labelled,
    percent,
    points,
)
from jagbench.analysis.statistics.cells import records
from jagbench.errors import InvalidArgument

_FEWEST = 3
"""Runs from which on they are a series; two are compared."""


def checkpoints(material: Material) -> Section | None:
    """The trend of a series of runs, drawn and as a table of the changes that hold; None of others."""
    if len(material.runs) < _FEWEST:
        return None
    names = {
        "labels": material.runs,
        "models": [material.about.get(run, {}).get("model", "") for run in material.runs],
    }
    try:
        order = ordered(names, [], by="name")
        runs = [material.runs[place] for place in order.places]
        found = trend(material.frame, runs=runs, steps=order.steps)
    except InvalidArgument:  # they are no series, or have no replies in common
        return None
    return Section(
        name="trend",
        title="Trend",
        blocks=[
            Text(paragraphs=[_said(found, order)]),
            *plots("trend", lambda: trend_data(found), "Accuracy over checkpoints"),
            _changes(found),
        ],
    )


def _said(found: Trend, order: Order) -> str:
    left = f" Left out: {found.left_out:,} that not all have." if found.left_out else ""
    tested = found.tests["scope"].value_counts().to_dict()
    none = (
        f" No change holds, over all or in one of {tested.get('family', 0)} families and "
        f"{tested.get('skill', 0)} skills."
        if found.changes.empty
        else ""
    )
    return (
        f"{len(found.runs)} runs in the order of {order.words}, on the {found.replies:,} replies that all of "
        f"them have.{left}{none}"
    )


def _changes(found: Trend) -> Sheet:
    return Sheet(
        name="trend-table",
        caption="Changes that hold",
        note="Of all replies, of families and of skills, where p is below 0.05 after Holm's correction: "
        "accuracy before, accuracy from a run on, and their paired difference in points (docs/trend.md).",
        head=["of", "from", "before", "after", "points", "95 % interval", "p"],
        labels=1,
        rows=[_row(change) for change in records(found.changes)],
    )


def _row(change: Mapping[str, Any]) -> list[Entry]:
    scope = str(change["scope"])
    name = "all" if scope == "all" else str(change[scope])
    return [
        labelled(name, **({} if scope == "all" else {scope: name})),
        labelled(change["run"], run=str(change["run"])),
        Entry(text=percent(change["before"])),
        Entry(text=percent(change["after"])),
        Entry(text=points(change["difference"])),
        Entry(text=f"{points(change['low'])} to {points(change['high'])}"),
        Entry(text=f"{change['p']:.3f}"),
    ]
