"""How replies fail: shares of wrong answers and of replies without one committed answer."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch
from matplotlib.ticker import PercentFormatter

from jagbench.analysis.cells import by_grade, records, tally
from jagbench.analysis.charts.style import INK, PAPER, TWO_COLUMNS, Canvas, legend_above, new_figure, style
from jagbench.errors import InvalidArgument

LOOKS = {
    "wrong": ("#E69F00", ""),
    "contradictory": ("#CC79A7", "////"),
    "no answer": ("#56B4E9", "||||"),
    "refused": ("#0072B2", "...."),
    "truncated": (INK, ""),
}
"""Colour and hatch of every way a scored reply can fail, in the order drawn."""

_ROW, _TIGHT_ROW = 0.26, 0.18
_MANY = 30
"""With more skills than that, rows are tight, so that a page holds them all."""
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
        row = _ROW if len(skills) <= _MANY else _TIGHT_ROW
        axes = ax or new_figure(width, 0.75 + row * len(skills)).subplots()
        for place, skill in enumerate(skills):
            _bar(axes, data[data["skill"] == skill], place)
        _axis(axes, skills)
        _legend(axes, data, whole=ax is None)
    return axes


def _axis(axes: Canvas, skills: list[str]) -> None:
    axes.set_xlim(0, 1)
    axes.xaxis.set_major_formatter(PercentFormatter(xmax=1, decimals=0))
    axes.set_xlabel("share of the scored replies")
    axes.set_yticks(range(len(skills)), skills)
    axes.set_ylim(len(skills) - 0.5, -0.6)
    axes.tick_params(axis="y", length=0)
    axes.grid(visible=False, axis="y")


def _bar(axes: Canvas, data: pd.DataFrame, y: int) -> None:
    start = 0.0
    for record in records(data):
        colour, hatch = LOOKS[str(record["failure"])]
        share = float(record["share"])
        axes.barh(
            y, share, left=start, height=0.68, color=colour, hatch=hatch, edgecolor=PAPER, linewidth=0.5
        )
        start += share


def _legend(axes: Canvas, data: pd.DataFrame, *, whole: bool) -> None:
    present = set(data["failure"])
    handles = [
        Patch(facecolor=colour, hatch=hatch, edgecolor=PAPER, label=name)
        for name, (colour, hatch) in LOOKS.items()
        if name in present
    ]
    if handles:
        legend_above(axes, handles, columns=len(handles), whole=whole)
    else:
        axes.text(0.5, 0.5, "no failed reply", transform=axes.transAxes, ha="center", va="center")
