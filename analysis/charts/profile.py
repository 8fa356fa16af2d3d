"""The profile of runs: how jagged they are, beside what chance alone would make of a model that is not."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Polygon

from jagbench.analysis.charts.canvas import ONE_COLUMN, Canvas, share_axis
from jagbench.analysis.charts.chart import Chart, refuse_empty, refuse_many
from jagbench.analysis.charts.looks import looks_of, runs_of
from jagbench.analysis.charts.rows import ROW, Row, draw_rows
from jagbench.analysis.charts.style import GRID, INK
from jagbench.analysis.measures.estimates import MEASURES
from jagbench.analysis.measures.profile import by_difficulty_alone, profiles
from jagbench.analysis.statistics.cells import records

_MOST = 8
_STEP = 0.085
_EXCESS = "excess"
_BINS = 40
_NARROW = 1e-3
"""The least width of the hill of chance: few skills or replies may leave chance a single value."""


def profile_data(frame: pd.DataFrame) -> pd.DataFrame:
    """What `profile` draws: each figure of the profile of every run, and the null distribution of its test.

    Returns:
        `run`, `measure` (a key of `MEASURES`, or `"excess"`: how far skills lie from what their difficulty
        explains), `kind` (`"value"`, or `"chance"` for a point of the null distribution), `value` with `low`
        and `high`, `share` of the draws of chance up to that point's bin, `p` of the test, and `items`.
    """
    refuse_empty(frame, "profile")
    rows: list[dict[str, object]] = []
    for found in profiles(frame):
        for figure in found.figures:
            if figure.value is not None:
                rows.append(
                    _row(found.run, figure.name, "value", figure.value, figure.items, figure.low, figure.high)
                )
        excess = found.excess
        if excess.value is None:
            continue
        rows.append(_row(found.run, _EXCESS, "value", excess.value, excess.items, p=excess.p))
        draws = by_difficulty_alone(frame[frame["run"] == found.run])
        lowest, highest = float(np.min(draws)), float(np.max(draws))
        counts, edges = np.histogram(draws, bins=_BINS, range=(lowest, max(highest, lowest + _NARROW)))
        rows += [
            _row(found.run, _EXCESS, "chance", float(middle), excess.items, share=float(count / counts.max()))
            for middle, count in zip((edges[:-1] + edges[1:]) / 2, counts, strict=True)
        ]
    columns = ["run", "measure", "kind", "value", "low", "high", "share", "p", "items"]
    return pd.DataFrame(rows, columns=columns).astype(
        dict.fromkeys(("value", "low", "high", "share", "p"), "float64")
    )


def _row(
    run: str,
    measure: str,
    kind: str,
    value: float,
    items: int,
    low: float | None = None,
    high: float | None = None,
    *,
    share: float | None = None,
    p: float | None = None,
) -> dict[str, object]:
    return {
        "run": run,
        "measure": measure,
        "kind": kind,
        "value": value,
        "low": low,
        "high": high,
        "share": share,
        "p": p,
        "items": items,
    }


def profile(
    frame: pd.DataFrame, *, ax: Axes | None = None, width: float = ONE_COLUMN, title: str = ""
) -> Axes:
    """The figures of the profile with their intervals, and the test of jaggedness on its null distribution.

    Args:
        frame: A frame of one run or up to 8.
        ax: Where to draw; a new figure otherwise.
        width: Width of a new figure in inches.
        title: A line above it.

    Raises:
        InvalidArgument: if nothing is scored, there are more runs, or too little room.
    """
    return draw_profile(profile_data(frame), ax=ax, width=width, title=title)


def draw_profile(
    data: pd.DataFrame, *, ax: Axes | None = None, width: float = ONE_COLUMN, title: str = ""
) -> Axes:
    """Draw the table of `profile_data`."""
    runs = runs_of(data)
    refuse_many(runs, _MOST, "profile")
    seen = looks_of(data)
    there = set(data["measure"])
    measures = [name for name in (*MEASURES, _EXCESS) if name in there]
    height = max(ROW + 0.05, _STEP * len(runs) + 0.05)
    rows = [
        Row(
            name="distance from difficulty" if name == _EXCESS else MEASURES[name].label,
            height=height * (1.9 if name == _EXCESS else 1),
        )
        for name in measures
    ]
    handles: list[Any] = [
        *([look.handle(run) for run, look in seen.items()] if len(runs) > 1 else []),
        *([seen[runs[0]].handle("with 95 % interval")] if len(runs) == 1 else []),
    ]
    if _EXCESS in there:
        handles.append(
            Polygon(np.zeros((1, 2)), facecolor=GRID, edgecolor=INK, linewidth=0.4, label="by chance")
        )
    lowest = float(data[["value", "low"]].min().min())
    page = draw_rows(
        rows,
        ax=ax,
        width=width,
        title=title,
        handles=handles,
        label="share, or figure from 0 to 1",
        axis=lambda axes: _axis(axes, lowest),
        what=f"{len(rows)} figures of {len(runs)} runs",
    )
    values = {(each["run"], each["measure"]): each for each in records(data) if each["kind"] == "value"}
    for number, axes, middle in page.each():
        name, high = measures[number], rows[number].height
        step = (high - 0.05) / len(runs)
        for place, (run, look) in enumerate(seen.items()):
            each = values.get((run, name))
            if each is None:
                continue
            y = middle + step * (place - (len(runs) - 1) / 2)
            look.mark(axes, [(each["value"], y, each["low"], each["high"])])
            if name == _EXCESS:
                null = data[(data["run"] == run) & (data["kind"] == "chance")]
                _hill(axes, null["value"].tolist(), null["share"].tolist(), y + step * 0.35, step * 0.75)
    return page.axes


def _axis(axes: Canvas, lowest: float) -> None:
    """From 0 to 100 %, and below where accuracy grows with difficulty."""
    share_axis(axes)
    if lowest < 0:
        axes.set_xlim(lowest - 0.04, 1.04)


def _hill(axes: Any, values: Sequence[float], shares: Sequence[float], foot: float, height: float) -> None:
    """The null distribution as a hill on a foot; y counts downwards."""
    x = [values[0], *values, values[-1]]
    y = [foot, *(foot - height * share for share in shares), foot]
    axes.add_patch(Polygon(np.column_stack([x, y]), facecolor=GRID, edgecolor=INK, linewidth=0.4, zorder=2))


CHARTS = (
    Chart(
        name="profile",
        claim="how jagged a model is, and whether difficulty alone explains it",
        needs="one run or up to 8",
        reading="The figures of the profile (docs/statistics.md) with their 95 % intervals. The last row "
        "is the distance of skills from what items of the same difficulty are solved by, on the hill of "
        "what chance alone makes of it (permutation test).",
        data=lambda material: profile_data(material.frame),
        draw=draw_profile,
    ),
)
