"""How replies fail: shares of wrong answers and of replies without one committed answer."""

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
from jagbench.analysis.statistics.cells import by_grade, records, tally
from jagbench.errors import InvalidArgument

LOOKS = {
    "wrong": ("#E69F00", ""),
    "contradictory": ("#CC79A7", "////"),
    "no answer": ("#56B4E9", "||||"),
    "refused": ("#0072B2", "...."),
    "truncated": (INK, ""),
}
"""Colour and hatch of every way a scored reply can fail, in the order drawn."""

_NAMES = {"no_answer": "no answer"}


def failure_data(frame: pd.DataFrame) -> pd.DataFrame:
    """What `wrong_answers` draws.

    Returns:
        `run`, `skill`, `failure` (a key of `LOOKS`), `count`, `share` of the scored replies of the skill, and
        `scored`.
    """
    scored = frame[frame["verdict"] != "unscored"]
    counts = tally(scored, ["run", "skill"], scored["verdict"].replace(_NAMES), "failure")
    totals = counts.groupby(["run", "skill"], sort=False)["count"].sum().rename("scored").reset_index()
    table = counts[counts["failure"] != "correct"].merge(totals, on=["run", "skill"])
    skills = {skill: place for place, skill in enumerate(by_grade(frame))}
    kinds = {name: place for place, name in enumerate(LOOKS)}
    return table.sort_values(
        ["skill", "failure"],
        key=lambda column: column.map(skills if column.name == "skill" else kinds),
        kind="stable",
        ignore_index=True,
    )


def wrong_answers(frame: pd.DataFrame, *, ax: Axes | None = None, width: float = TWO_COLUMNS) -> Axes:
    """What the failed replies of each skill are, as shares of its scored replies.

    A bar ends at the share of replies that are not correct.

    Args:
        frame: A frame of one run.
        ax: Where to draw; a new figure otherwise.
        width: Width of a new figure in inches.

    Raises:
        InvalidArgument: if the frame holds several runs.
    """
    runs: list[str] = frame["run"].unique().tolist()
    if len(runs) > 1:
        raise InvalidArgument(f"wrong_answers draws one run at a time, got {len(runs)}: {', '.join(runs)}.")
    skills, data = by_grade(frame), failure_data(frame)
    with style():
        axes = ax or new_figure(width, 0.75 + row_height(len(skills)) * len(skills)).subplots()
        for place, skill in enumerate(skills):
            _bar(axes, data[data["skill"] == skill], place)
        skill_rows(axes, skills, "share of the scored replies")
        parts_legend(axes, LOOKS, set(data["failure"]), none="no failed reply", whole=ax is None)
    return axes


def _bar(axes: Canvas, data: pd.DataFrame, y: int) -> None:
    start = 0.0
    for record in records(data):
        colour, hatch = LOOKS[str(record["failure"])]
        share = float(record["share"])
        axes.barh(
            y, share, left=start, height=0.68, color=colour, hatch=hatch, edgecolor=PAPER, linewidth=0.5
        )
        start += share
