"""What a model says of facts, as a table for the terminal and as data."""

import math
from typing import Any

import pandas as pd
from rich.table import Table

from jagbench.analysis.measures.facts import MEASURES
from jagbench.analysis.statistics.cells import records

NOTE = (
    "A fact is one item in one language: several questions for it, and sentences that state it right or by a "
    "lure, affirmed and denied. It is consistent where one answer, believed, would give all these replies. "
    "Intervals at 95 %, clustered by item."
)


def facts_table(found: pd.DataFrame) -> Table:
    """The figures of one run, at most 80 columns wide.

    Args:
        found: `jagbench.analysis.measures.facts.facts` of the run.
    """
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column("facts", vertical="bottom")
    for name in ("%", "95 %", "n"):
        table.add_column(name, justify="right", no_wrap=True, vertical="bottom")
    table.add_column("of", vertical="bottom")
    for row in records(found):
        table.add_row(str(row["measure"]), share(row), span(row), f"{row['n']:,}", MEASURES[row["measure"]])
    return table


def share(row: dict[str, Any]) -> str:
    """A figure in percent, or in points with its sign where it can be below 0."""
    if math.isnan(row["value"]):
        return "–"
    return (
        f"{100 * row['value']:+.1f}" if row["measure"] == "affirmation bias" else f"{100 * row['value']:.1f}"
    )


def span(row: dict[str, Any]) -> str:
    """The interval of a figure in percent."""
    if math.isnan(row["low"]):
        return "–"
    return f"{100 * row['low']:.1f} to {100 * row['high']:.1f}"


def facts_data(found: pd.DataFrame) -> list[dict[str, object]]:
    """The figures of all runs for `--json`; what is not known is null."""
    return [
        {
            name: None if isinstance(value, float) and math.isnan(value) else value
            for name, value in row.items()
        }
        for row in records(found)
    ]
