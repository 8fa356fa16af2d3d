"""What the turns of conversations change, where runs ask in several turns."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from jagbench.analysis.charts.chart import Material as Charted
from jagbench.analysis.charts.turns import turn_data
from jagbench.analysis.report.plots import plots
from jagbench.analysis.report.section import (
    Entry,
    Material,
    Plot,
    Section,
    Sheet,
    Text,
    labelled,
    percent,
    points,
    ranged,
    span,
)
from jagbench.analysis.statistics.cells import records

_COUNTED = (
    "Only the final answer of a conversation is judged in the other sections. Here each measure is over the "
    "conversations whose every answer was given; differences are paired, in percentage points."
)


def conversations(material: Material) -> Section | None:
    """The figures of the runs that ask in several turns, drawn and as a table; None where none does."""
    turns = material.turns
    if turns is None or turns.empty:
        return None
    blocks: list[Text | Plot | Sheet] = [Text(paragraphs=[_COUNTED]), *_drawn(material.frame, turns)]
    whole = turns[turns["misconception"] == ""]
    return Section(
        name="conversations", title="Conversations", blocks=[*blocks, _table(records(whole), material.keys)]
    )


def _drawn(frame: pd.DataFrame, turns: pd.DataFrame) -> list[Plot]:
    return plots("turns", lambda: turn_data(Charted(frame=frame, turns=lambda: turns)), "Beside a control")


def _table(figures: Sequence[Mapping[str, Any]], keys: Sequence[str]) -> Sheet:
    return Sheet(
        name="conversations-table",
        caption="What the turns of conversations show",
        note="docs/protocols.md says how each is counted; jagbench turns divides them by skill, level and "
        "misconception.",
        head=[*keys, "measure", "arm", "step", "figure", "95 % interval", "conversations"],
        labels=len(keys) + 3,
        rows=[[*(labelled(each[key]) for key in keys), *_row(each)] for each in figures],
        folded=len(figures) > 60,
    )


def _row(figure: Mapping[str, Any]) -> list[Entry]:
    value, low, high = figure["value"], figure["low"], figure["high"]
    if math.isnan(value):
        shown = [Entry(text="–"), Entry(text="–")]
    elif figure["unit"] == "number":
        shown = [Entry(text=_number(value)), Entry(text=f"{_number(low)} to {_number(high)}")]
    elif figure["unit"] == "points":
        shown = [Entry(text=points(value)), Entry(text=f"{points(low)} to {points(high)}")]
    elif low < 0:  # one less a ratio, which has no lower bound
        shown = [Entry(text=percent(value)), Entry(text=f"{percent(low)} to {percent(high)}")]
    else:
        shown = [ranged(value, low, high), Entry(text=span(low, high))]
    return [
        labelled(figure["measure"]),
        labelled(figure["arm"] or "all"),
        labelled(figure["step"]),
        *shown,
        Entry(text=f"{figure['n']:,}"),
    ]


def _number(value: float) -> str:
    return f"{value:.2f}".replace("-", "−")
