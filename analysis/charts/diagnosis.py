"""What wrong answers are explained by: the leading misconceptions of each skill, and the unexplained rest."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from jagbench.analysis.charts.style import (
    INK,
    PAPER,
    TWO_COLUMNS,
    Canvas,
    new_figure,
    parts_legend,
    row_height,
    skill_rows,
    style,
)
from jagbench.analysis.diagnosis import UNEXPLAINED
from jagbench.analysis.statistics.cells import records
from jagbench.errors import InvalidArgument

LOOKS = {
    "explains most": ("#0072B2", ""),
    "second": ("#56B4E9", "////"),
    "other misconceptions": ("#CC79A7", "...."),
    UNEXPLAINED: ("#E4E7EB", ""),
}
"""Colour and hatch of every part of a bar, in the order drawn."""

_FAINT = "#7a828c"


def explained_data(diagnosis: pd.DataFrame) -> pd.DataFrame:
    """What `explained` draws: each row of a diagnosis with a share above zero.

    Returns:
        `run`, `skill`, `part` (a key of `LOOKS`), `misconception`, `wrong`, `hits`, `share`, `low`, `high`,
        `leads`.
    """
    shown = diagnosis[diagnosis["share"] > 0]
    ranks: list[int] = shown.groupby(["run", "skill"], sort=False).cumcount().tolist()
    names, misconceptions = list(LOOKS), shown["misconception"].tolist()
    part = [
        UNEXPLAINED if name == UNEXPLAINED else names[min(rank, 2)]
        for rank, name in zip(ranks, misconceptions, strict=True)
    ]
    columns = ["run", "skill", "part", "misconception", "wrong", "hits", "share", "low", "high", "leads"]
    return shown.assign(part=part)[columns].reset_index(drop=True)


def explained(diagnosis: pd.DataFrame, *, ax: Axes | None = None, width: float = TWO_COLUMNS) -> Axes:
    """The share of the wrong answers to each skill that each misconception explains.

    Parts of a bar add up to the wrong answers of a skill. The whisker is the 95 % interval of the first part;
    its misconception stands at the right with its share and of how many wrong answers, faint where it
    explains no more than chance may. Skills without wrong answers, or without misconceptions, are left out.

    Args:
        diagnosis: A diagnosis of one run, as of `jagbench.analysis.diagnosis.diagnose`.
        ax: Where to draw; a new figure otherwise.
        width: Width of a new figure in inches.

    Raises:
        InvalidArgument: if it holds several runs.
    """
    runs: list[str] = diagnosis["run"].unique().tolist()
    if len(runs) > 1:
        raise InvalidArgument(f"explained draws one run at a time, got {len(runs)}: {', '.join(runs)}.")
    data = explained_data(diagnosis)
    rows = records(data)
    skills: list[str] = list(dict.fromkeys(data["skill"].tolist()))
    with style():
        rows_high = row_height(len(skills)) * max(1, len(skills))
        axes = ax or new_figure(width, 0.75 + rows_high).subplots()
        for place, skill in enumerate(skills):
            _bar(axes, [record for record in rows if record["skill"] == skill], place)
        skill_rows(axes, skills, "share of the wrong answers")
        if skills:
            _head(axes)
        parts_legend(axes, LOOKS, set(data["part"]), none="no wrong answer to explain", whole=ax is None)
    return axes


def _bar(axes: Canvas, parts: Sequence[Mapping[str, Any]], y: int) -> None:
    start = 0.0
    for record in parts:
        colour, hatch = LOOKS[record["part"]]
        axes.barh(
            y,
            record["share"],
            left=start,
            height=0.68,
            color=colour,
            hatch=hatch,
            edgecolor=PAPER,
            linewidth=0.5,
        )
        start += record["share"]
    first = parts[0]
    text, colour = f"none ({first['wrong']})", _FAINT
    if first["part"] != UNEXPLAINED:
        axes.hlines(y, first["low"], first["high"], color=PAPER, linewidth=2.6, zorder=4)
        axes.hlines(y, first["low"], first["high"], color=INK, linewidth=1.1, zorder=5)
        axes.vlines([first["low"], first["high"]], y - 0.16, y + 0.16, color=INK, linewidth=1.1, zorder=5)
        text = f"{first['misconception']} {100 * first['share']:.0f} % of {first['wrong']}"
        colour = INK if first["leads"] else _FAINT
    where = ("axes fraction", "data")
    axes.annotate(text, (1, y), (6, 0), where, "offset points", va="center", fontsize=6, color=colour)


def _head(axes: Canvas) -> None:
    """The head of the column of names."""
    axes.annotate("explains most", (1, 1), (6, 1), "axes fraction", "offset points", va="bottom", fontsize=6)
