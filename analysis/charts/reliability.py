"""Whether confidence is accuracy: the reliability diagram of `logprob` runs."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from jagbench.analysis.charts.style import (
    INK,
    ONE_COLUMN,
    Canvas,
    legend_above,
    new_figure,
    percent,
    run_looks,
    style,
)
from jagbench.analysis.measures.calibration import reliability
from jagbench.analysis.statistics.cells import records


def reliability_diagram(frame: pd.DataFrame, *, ax: Axes | None = None, width: float = ONE_COLUMN) -> Axes:
    """Accuracy over the confidence in the chosen option, in bins of equally many replies.

    A marker stands at the mean confidence and the accuracy of a bin, its vertical line is the 95 % interval
    of the accuracy, its horizontal line goes from the lowest to the highest confidence of the bin. A
    calibrated model is on the dashed line; below it a model is too sure of itself, above it not sure enough.

    Args:
        frame: A frame of one or several `logprob` runs; each run has its colour and marker.
        ax: Where to draw; a new figure otherwise.
        width: Width of a new figure in inches.

    Raises:
        InvalidArgument: if no reply of a run has option probabilities.
    """
    data = reliability(frame)
    looks = run_looks(list(dict.fromkeys(data["run"])))
    with style():
        axes = ax or new_figure(width, width).subplots()
        _axis(axes)
        for run, (colour, marker) in looks.items():
            for record in records(data[data["run"] == run]):
                _bin(axes, record, colour, marker)
        _legend(axes, looks, whole=ax is None)
    return axes


def _bin(axes: Canvas, record: Mapping[str, Any], colour: str, marker: str) -> None:
    x, y = record["confidence"], record["accuracy"]
    axes.hlines(y, record["lowest"], record["highest"], color=colour, linewidth=1.1)
    axes.vlines(x, record["low"], record["high"], color=colour, linewidth=1.1, alpha=0.55)
    axes.plot(x, y, marker, color=colour, markersize=3.5, zorder=3)


def _axis(axes: Canvas) -> None:
    percent(axes, "x")
    percent(axes, "y")
    axes.set_aspect("equal")
    axes.set_xlabel("confidence in the chosen option")
    axes.set_ylabel("chosen option is right")
    axes.plot([0, 1], [0, 1], linestyle="--", color=INK, alpha=0.45, zorder=1.5)


def _legend(axes: Canvas, looks: dict[str, tuple[str, str]], *, whole: bool) -> None:
    runs = [
        Line2D(
            [], [], color=colour, marker=marker, label=run if len(looks) > 1 else "bin, with 95 % interval"
        )
        for run, (colour, marker) in looks.items()
    ]
    calibrated = Line2D([], [], color=INK, alpha=0.45, linestyle="--", label="calibrated")
    legend_above(axes, [*runs, calibrated], columns=1 if len(looks) > 1 else 2, whole=whole)
