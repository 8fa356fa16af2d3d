"""Several samples of each probe: how often one of them is right, and how often all of them are."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from jagbench.analysis.charts.canvas import ONE_COLUMN, Canvas, number_axis, share_axis
from jagbench.analysis.charts.chart import Chart, refuse_empty, refuse_many
from jagbench.analysis.charts.looks import COLOURS, runs_of
from jagbench.analysis.charts.panels import draw_panels
from jagbench.analysis.charts.style import GRID, INK, PAPER
from jagbench.analysis.measures.samples import AT_K, sample_table
from jagbench.analysis.statistics.cells import records
from jagbench.errors import InvalidArgument

_MOST = 12
_ROOM = 0.1
"""The part of the axis that a number needs beside the next one."""
_LOOKS: Mapping[str, Mapping[str, Any]] = {
    "pass": {"color": COLOURS[0], "marker": "o", "linestyle": "-", "label": "one of k right (pass@k)"},
    "all_right": {"color": COLOURS[3], "marker": "s", "linestyle": "--", "label": "all of k right"},
    "majority": {
        "color": INK,
        "marker": "D",
        "linestyle": "none",
        "markerfacecolor": PAPER,
        "label": "majority of all right",
    },
}
"""The measures that are drawn, and how."""


def samples_data(frame: pd.DataFrame) -> pd.DataFrame:
    """What `draw_samples` draws.

    Returns:
        One row a run, measure (`pass`, `all_right`, `majority`) and number of samples `k`: `value`, `low`,
        `high`, `probes` and `items` as `jagbench.analysis.measures.samples.sample_table` has them. At one
        sample `pass` and `all_right` are the accuracy; the majority is of all samples.

    Raises:
        InvalidArgument: if no probe has two scored samples.
    """
    refuse_empty(frame, "samples")
    table = sample_table(frame)
    if table.empty:
        raise InvalidArgument(
            "samples has nothing to show: no probe has two scored replies. `jagbench run --samples 5 "
            "--temperature 0.8` asks for several."
        )
    rows: list[dict[str, Any]] = []
    for _, part in table.groupby("run", sort=False):
        most = int(part["k"].max())
        own = records(part)
        (single,) = [row for row in own if row["measure"] == "accuracy"]
        rows += [{**single, "measure": measure, "k": 1} for measure in AT_K]
        rows += [row for row in own if row["measure"] in AT_K]
        rows += [{**row, "k": most} for row in own if row["measure"] == "majority"]
    order = {measure: place for place, measure in enumerate(_LOOKS)}
    found = pd.DataFrame(rows, columns=list(table.columns)).astype({"k": "int64"})
    runs = {run: place for place, run in enumerate(dict.fromkeys(table["run"]))}
    places = [(runs[row["run"]], order[row["measure"]], row["k"]) for row in records(found)]
    return found.iloc[sorted(range(len(found)), key=places.__getitem__)].reset_index(drop=True)


def samples(
    frame: pd.DataFrame, *, ax: Axes | None = None, width: float = ONE_COLUMN, title: str = ""
) -> Axes:
    """What several samples of each probe come to, a panel for each run.

    Args:
        frame: A frame of one run or up to 12, asked with several samples.
        ax: Where to draw; a new figure otherwise.
        width: Width of a new figure in inches.
        title: A line above it.

    Raises:
        InvalidArgument: if no probe has two scored samples, there are more runs, or too little room.
    """
    return draw_samples(samples_data(frame), ax=ax, width=width, title=title)


def draw_samples(
    data: pd.DataFrame, *, ax: Axes | None = None, width: float = ONE_COLUMN, title: str = ""
) -> Axes:
    """Draw the table of `samples_data`."""
    runs = runs_of(data)
    refuse_many(runs, _MOST, "samples")
    page = draw_panels(
        runs,
        ax=ax,
        width=width,
        size=(1.1, 1.25),
        gap=0.2,
        seconds=[_counted(records(data[data["run"] == run])[0]) for run in runs],
        title=title,
        handles=[Line2D([], [], markersize=3.5, linewidth=1.0, **look) for look in _LOOKS.values()],
        label_x="samples k",
        label_y="of the probes",
        what=f"{len(runs)} runs in panels",
    )
    for panel, run, first in zip(page.panels, runs, page.first, strict=True):
        _panel(panel, data[data["run"] == run], first=first)
    return page.axes


def _counted(row: Mapping[str, Any]) -> str:
    return f"{row['probes']:,} probes"


def _panel(panel: Canvas, data: pd.DataFrame, *, first: bool) -> None:
    ks = sorted(set(data["k"].tolist()))
    number_axis(panel, "x", np.log2(ks).tolist(), _numbers(ks))
    panel.set_xlim(-0.12 * np.log2(ks[-1]), 1.12 * np.log2(ks[-1]))
    share_axis(panel, "y")
    panel.grid(visible=True, axis="y", color=GRID, linewidth=0.5)
    if not first:
        panel.tick_params(axis="y", labelleft=False)
    for measure, look in _LOOKS.items():
        rows = records(data[data["measure"] == measure])
        x = np.log2([row["k"] for row in rows])
        drawn = {name: value for name, value in look.items() if name != "label"}
        panel.vlines(
            x,
            [row["low"] for row in rows],
            [row["high"] for row in rows],
            color=look["color"],
            linewidth=0.7,
            zorder=3,
        )
        panel.plot(
            x,
            [row["value"] for row in rows],
            markersize=3.5,
            linewidth=1.0,
            markeredgewidth=0.8,
            zorder=4,
            **drawn,
        )


def _numbers(ks: Sequence[int]) -> list[str]:
    """What stands at the axis; of two that are too close for both, the one before the last goes."""
    close = len(ks) > 2 and np.log2(ks[-1] / ks[-2]) < _ROOM * np.log2(ks[-1])
    return ["" if close and k == ks[-2] else str(k) for k in ks]


CHARTS = (
    Chart(
        name="samples",
        claim="what several samples of a probe come to: one of them right, all of them, the majority",
        needs="runs with several samples of each probe (--samples)",
        reading="Of k samples of a probe, drawn from those it has: how often one of them at least is right "
        "(pass@k, rising), and how often all of them are (falling), both from the accuracy at one sample on; "
        "and how often the answer given most often is right. Bars are 95 % intervals over items.",
        data=lambda material: samples_data(material.frame),
        draw=draw_samples,
    ),
)
