"""Whether confidence is accuracy: the reliability diagram of `logprob` runs."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from jagbench.analysis.charts.canvas import ONE_COLUMN, Canvas, share_axis
from jagbench.analysis.charts.chart import Chart, refuse_empty, refuse_many
from jagbench.analysis.charts.looks import looks, runs_of
from jagbench.analysis.charts.panels import draw_panels
from jagbench.analysis.charts.style import GRID, INK
from jagbench.analysis.measures.calibration import calibration, has_scores, reliability
from jagbench.analysis.statistics.cells import records
from jagbench.errors import InvalidArgument

_MOST = 12


def reliability_data(frame: pd.DataFrame) -> pd.DataFrame:
    """What `reliability_diagram` draws: the bins of `jagbench.analysis.measures.calibration.reliability`.

    Runs without option probabilities are left out.

    Returns:
        Its columns, and of the whole run `ece` with `ece_low` and `ece_high`, and `all_replies`.

    Raises:
        InvalidArgument: if no run has option probabilities.
    """
    refuse_empty(frame, "reliability")
    runs = [str(run) for run, part in frame.groupby("run", sort=False) if has_scores(part)]
    if not runs:
        raise InvalidArgument(
            "reliability needs option probabilities: `jagbench run MODEL --protocol logprob` asks for them."
        )
    part = frame[frame["run"].isin(runs)]
    whole = calibration(part)[["run", "ece", "ece_low", "ece_high", "replies"]]
    return reliability(part).merge(whole.rename(columns={"replies": "all_replies"}), on="run")


def reliability_diagram(
    frame: pd.DataFrame, *, ax: Axes | None = None, width: float = ONE_COLUMN, title: str = ""
) -> Axes:
    """Accuracy over the confidence in the chosen option, in bins of equally many replies, run by run.

    A marker stands at the mean confidence and the accuracy of a bin, its vertical line is the 95 % interval
    of the accuracy, its horizontal line goes from the lowest to the highest confidence of the bin. A
    calibrated model is on the dashed line; below it a model is too sure of itself, above it not sure
    enough.

    Args:
        frame: A frame of `logprob` runs, up to 12.
        ax: Where to draw; a new figure otherwise.
        width: Width of a new figure in inches.
        title: A line above it.

    Raises:
        InvalidArgument: if no run has option probabilities, there are more, or too little room.
    """
    return draw_reliability(reliability_data(frame), ax=ax, width=width, title=title)


def draw_reliability(
    data: pd.DataFrame, *, ax: Axes | None = None, width: float = ONE_COLUMN, title: str = ""
) -> Axes:
    """Draw the table of `reliability_data`."""
    runs = runs_of(data)
    refuse_many(runs, _MOST, "reliability")
    look = looks(["run"])["run"]
    handles = [
        look.handle("bin, with 95 % interval and its confidences"),
        Line2D([], [], color=INK, linestyle="--", linewidth=0.8, label="calibrated"),
    ]
    page = draw_panels(
        runs,
        ax=ax,
        width=width,
        size=(1.1, 1.25),
        gap=0.24,
        seconds=[_ece(records(data[data["run"] == run])[0]) for run in runs],
        title=title,
        handles=handles,
        label_x="confidence in the chosen option",
        label_y="it is right",
        what=f"{len(runs)} runs in panels",
    )
    for panel, run, first in zip(page.panels, runs, page.first, strict=True):
        _panel(panel, first=first)
        rows = records(data[data["run"] == run])
        x, y = [row["confidence"] for row in rows], [row["accuracy"] for row in rows]
        panel.hlines(
            y,
            [row["lowest"] for row in rows],
            [row["highest"] for row in rows],
            color=look.colour,
            linewidth=0.8,
        )
        panel.vlines(
            x, [row["low"] for row in rows], [row["high"] for row in rows], color=look.colour, linewidth=0.8
        )
        panel.plot(x, y, look.marker, color=look.colour, markersize=look.size, zorder=4)
    return page.axes


def _ece(row: Mapping[str, Any]) -> str:
    return f"ECE {row['ece']:.2f} ({row['ece_low']:.2f}–{row['ece_high']:.2f}), n = {row['all_replies']:,}"


def _panel(panel: Canvas, *, first: bool) -> None:
    share_axis(panel, "x")
    share_axis(panel, "y")
    panel.grid(visible=True, color=GRID, linewidth=0.5)
    if not first:
        panel.tick_params(axis="y", labelleft=False)
    panel.plot([0, 1], [0, 1], linestyle="--", color=INK, linewidth=0.8, zorder=2)


CHARTS = (
    Chart(
        name="reliability",
        claim="whether a model's confidence is its accuracy",
        needs="runs of the protocol logprob",
        reading="Replies in bins of like confidence, the probability of the chosen option among the "
        "options. A calibrated model is on the dashed line; below it, it is too sure of itself. Vertical "
        "lines are 95 % intervals of accuracy, horizontal ones the confidences of a bin; ECE is "
        "corrected for chance, with its 95 % interval (docs/calibration.md).",
        data=lambda material: reliability_data(material.frame),
        draw=draw_reliability,
    ),
)
