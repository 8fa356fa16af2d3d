"""Tables for the terminal."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from rich.console import Console
from rich.table import Table
from rich.text import Text

from jagbench.analysis.frame.console import print_table, standard_output
from jagbench.analysis.frame.verdicts import VERDICTS
from jagbench.analysis.measures.results import opening
from jagbench.analysis.statistics.cells import by_grade, cells, records

_OTHER = ("contradictory", "no_answer", "refused")
"""Verdicts without one committed answer: one column, so that the table fits 80 columns."""


MANY = 20
"""With more skills than that, a table by family says more at one look."""


def accuracy_table(frame: pd.DataFrame, by: str | None = None) -> Table:
    """Accuracy by skill or family for the terminal, at most 80 columns wide.

    Skills stand in order of school grade, the total below. `right`, its 95 % interval and `strict` are
    percentages of the scored probes; the counts (correct, wrong, other, truncated, unscored) add up to the
    probes asked, where other are contradictory, missing and refused answers.

    Args:
        frame: The frame of one run.
        by: `"skill"` or `"family"`; skills unless there are more than 20 when left out.
    """
    by = by or ("skill" if frame["skill"].nunique() <= MANY else "family")
    order = {name: place for place, name in enumerate(by_grade(frame) if by == "skill" else families(frame))}
    rows = sorted(records(cells(frame, [by])), key=lambda record: order[record[by]])
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    table.add_column(by, vertical="bottom")
    for head in (
        "asked",
        "right\n%",
        "95 %",
        "strict\n%",
        "cor-\nrect",
        "wrong",
        "other",
        "cut",
        "un-\nscored",
    ):
        table.add_column(head, justify="right", no_wrap=True, vertical="bottom")
    for record in rows:
        table.add_row(*_cells(record[by], record))
    table.add_row()
    table.add_row(*_cells("all", records(cells(frame))[0]), style="bold")
    return table


def families(frame: pd.DataFrame) -> list[str]:
    """The families in the order of their easiest skills' school grades."""
    return list(dict.fromkeys(skill.partition(".")[0] for skill in by_grade(frame)))


def _cells(name: str, record: Mapping[str, Any]) -> list[Text]:
    bounds = f"{_whole(record['low'])}–{_whole(record['high'])}" if record["scored"] else "–"
    other = sum(record[verdict] for verdict in _OTHER)
    counts = (record["correct"], record["wrong"], other, record["truncated"], record["unscored"])
    shares = _whole(record["accuracy"]), bounds, _whole(record["strict_accuracy"])
    return [Text(str(value)) for value in (name, record["asked"], *shares, *counts)]


def _whole(share: float) -> str:
    return "–" if math.isnan(share) else f"{100 * share:.0f}"


def print_accuracy(
    frame: pd.DataFrame,
    console: Console | None = None,
    *,
    by: str | None = None,
    extents: Mapping[str, str] | None = None,
    cautions: Mapping[str, Sequence[str]] | None = None,
) -> None:
    """Print `accuracy_table` for each run of a frame, and how the verdicts add up.

    What dominates a run, and that it is not finished, is said before its table.

    Args:
        frame: A frame of one or several runs.
        console: Where to print; standard output otherwise. Without a terminal it is plain text.
        by: As in `accuracy_table`.
        extents: For each run how much of its suite it is about, in words.
        cautions: For each run what is said of it before anything else, in sentences.
    """
    console = console or standard_output()
    runs: list[str] = frame["run"].unique().tolist()
    for run in runs:
        part = frame[frame["run"] == run]
        total = records(cells(part))[0]
        console.print(Text(run, style="bold"))
        before, extent = (cautions or {}).get(run, ()), (extents or {}).get(run)
        for line in [*before, *opening(part), *filter(None, [extent])]:
            console.print(Text(line))
        console.print()
        print_table(accuracy_table(part, by), console)
        console.print(Text(f"\n{_sum(total)}\n"))


def _sum(total: Mapping[str, Any]) -> str:
    named = {
        verdict: f"{total[verdict]} {verdict.replace('_', ' ')}" for verdict in VERDICTS if total[verdict]
    }
    return f"{' + '.join(named.values())} = {total['asked']} probes"
