"""How accuracy moves over the checkpoints of a training, and where a change holds."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from jagbench.analysis.charts.canvas import (
    AXIS,
    LINE,
    ONE_COLUMN,
    SMALL,
    Canvas,
    Margins,
    axis_label,
    draw_head,
    head_height,
    hold,
    labelled,
    number_axis,
    plain,
    share_axis,
    sheet,
    width_for,
    write,
)
from jagbench.analysis.charts.chart import Chart, Material, refuse_empty
from jagbench.analysis.charts.fonts import distinct, width_of
from jagbench.analysis.charts.looks import Look, looks
from jagbench.analysis.charts.style import INK
from jagbench.analysis.compare.order import ordered
from jagbench.analysis.compare.trend import WHOLE, Trend, trend
from jagbench.analysis.statistics.cells import records
from jagbench.errors import InvalidArgument

_NAMED = 5
"""Parts that have a line and a name of their own beside the whole."""
_HEIGHT = 1.5
"""Of the axes, in inches."""
_LEFT, _RIGHT = 0.52, 0.1
_LONGEST = 0.8
"""Room for the name of a run that stands upright, in inches."""
PALE = "#b4bac2"
"""Lines of parts that have no name."""
_RING: Mapping[str, Any] = {
    "marker": "o",
    "markersize": 7,
    "markerfacecolor": "none",
    "markeredgewidth": 0.8,
    "color": INK,
}
_SCALE = 20
"""From how many times the first step on the last one stands on a logarithmic axis."""


def trend_data(found: Trend) -> pd.DataFrame:
    """What `draw_trend` draws: the whole and its families, or the skills of a single family.

    Returns:
        One row a part and run, those parts first that change most: `part`, `run`, `step` (NaN where the order
        is none of numbers), `accuracy`, `low`, `high`, `replies`, `difference` where a change begins.
    """
    families = found.table.loc[found.table["scope"] == "family", "family"].nunique()
    scope = "family" if families > 1 else "skill"
    tables = [(WHOLE, WHOLE), *((scope, name) for name in _names(found.table, scope))]
    rows: list[dict[str, object]] = []
    for kind, name in sorted(tables, key=lambda each: -_greatest(found, *each)):
        changes = {str(each["run"]): each["difference"] for each in records(_of(found.changes, kind, name))}
        for each in records(_of(found.table, kind, name)):
            kept = {key: each[key] for key in ("accuracy", "low", "high", "replies")}
            step = float("nan") if each["step"] is None else float(each["step"])
            change = changes.get(str(each["run"]), float("nan"))
            rows.append({"part": name, "run": each["run"], "step": step, **kept, "difference": change})
    return pd.DataFrame(rows)


def _names(table: pd.DataFrame, scope: str) -> list[str]:
    return list(dict.fromkeys(table.loc[table["scope"] == scope, scope].astype(str)))


def _of(table: pd.DataFrame, scope: str, name: str) -> pd.DataFrame:
    own = table[table["scope"] == scope]
    return own if scope == WHOLE else own[own[scope] == name]


def _greatest(found: Trend, scope: str, name: str) -> float:
    """How far a part changes at most; the whole stands before all parts."""
    if scope == WHOLE:
        return 2.0
    return max((abs(each["difference"]) for each in records(_of(found.changes, scope, name))), default=0.0)


def draw_trend(
    data: pd.DataFrame, *, ax: Axes | None = None, width: float = ONE_COLUMN, title: str = ""
) -> Axes:
    """Draw the table of `trend_data`."""
    runs = list(dict.fromkeys(data["run"].astype(str)))
    parts = list(dict.fromkeys(data["part"].astype(str)))
    changing = [part for part in parts[1:] if data.loc[data["part"] == part, "difference"].notna().any()]
    named = [parts[0], *changing[:_NAMED]]
    wide = width_for(ax, width)
    seen = looks(named)
    handles = [labelled(handle, str(handle.get_label()), wide) for handle in _handles(seen, parts, data)]
    places = _places(data, runs)
    unnumbered = bool(data["step"].isna().any())
    upright = unnumbered and _upright(runs, wide)
    foot = _foot(runs, upright=upright) + (0.04 if unnumbered else LINE + 0.04)
    head = head_height(title, handles, wide) + 0.04
    needed = head + _HEIGHT + foot
    least = _LEFT + _RIGHT + max(1.2, 0.12 * len(runs))
    page = sheet(ax, width=width, height=needed, least=(least, head + foot + 0.6), what=f"{len(runs)} runs")
    margins = Margins(left=_LEFT, right=_RIGHT, top=head, bottom=foot)
    hold(page.axes, margins)
    plain(page.axes, grid="y")
    share_axis(page.axes, "y", label="right answers", ticks=(0, 0.25, 0.5, 0.75, 1))
    _run_axis(page.axes, data, runs, places, inside=wide - _LEFT - _RIGHT, upright=upright)
    for part in parts:
        own = data[data["part"] == part]
        x = [places[str(run)] for run in own["run"]]
        if part not in named:
            page.axes.plot(x, own["accuracy"], color=PALE, linewidth=0.7, zorder=1.5)
    for part, look in reversed(list(seen.items())):
        _line(page.axes, data[data["part"] == part], places, look, band=part == parts[0])
    draw_head(page.axes, title, handles, width=wide, margins=margins)
    axes: Axes = page.axes
    return axes


def _handles(seen: Mapping[str, Look], parts: Sequence[str], data: pd.DataFrame) -> list[Canvas]:
    found: list[Canvas] = [look.handle(part) for part, look in seen.items()]
    if len(parts) > len(seen):
        found.append(Line2D([], [], color=PALE, linewidth=0.9, label="others"))
    if data["difference"].notna().any():
        ring = Line2D([], [], linestyle="none", label="a change that holds", **_RING)
        found.append(ring)
    return found


def _places(data: pd.DataFrame, runs: Sequence[str]) -> dict[str, float]:
    """Where each run stands along x: by its step, or its logarithm where steps grow far; else in turn."""
    steps = data.drop_duplicates("run").set_index("run")["step"].reindex(list(runs)).to_numpy(dtype=float)
    if np.isnan(steps).any():
        return {run: float(place) for place, run in enumerate(runs)}
    if len(steps) > 1 and steps[0] > 0 and steps[-1] >= _SCALE * steps[0]:
        steps = np.log10(steps)
    return dict(zip(runs, steps.tolist(), strict=True))


def _upright(runs: Sequence[str], wide: float) -> bool:
    """Whether the names of runs do not fit side by side."""
    return max(width_of(run, SMALL) for run in runs) > (wide - _LEFT - _RIGHT) / len(runs) - 0.04


def _foot(runs: Sequence[str], *, upright: bool) -> float:
    return min(_LONGEST, max(width_of(run, SMALL) for run in runs)) + 0.08 if upright else AXIS


def _run_axis(
    axes: Canvas,
    data: pd.DataFrame,
    runs: Sequence[str],
    places: Mapping[str, float],
    *,
    inside: float,
    upright: bool,
) -> None:
    first, last = min(places.values()), max(places.values())
    room = 0.5 if data["step"].isna().any() else 0.03 * ((last - first) or 1.0)
    axes.set_xlim(first - room, last + room)
    steps = data.drop_duplicates("run").set_index("run")["step"].to_dict()
    if data["step"].isna().any():
        number_axis(axes, "x", list(places.values()), [""] * len(runs))
        _run_names(axes, runs, places, inside=inside, upright=upright)
        return
    inch = inside / ((last - first + 2 * room) or 1.0)
    kept: list[str] = []
    for run in [*reversed(runs[-1:]), *runs[:-1]]:
        wide = width_of(_number(steps[run]), SMALL) + 0.06
        if all(
            abs(places[run] - places[other]) * inch
            > (wide + width_of(_number(steps[other]), SMALL) + 0.06) / 2
            for other in kept
        ):
            kept.append(run)
    number_axis(axes, "x", [places[run] for run in kept], [_number(steps[run]) for run in kept])
    axis_label(axes, "x", "step")


def _run_names(
    axes: Canvas, runs: Sequence[str], places: Mapping[str, float], *, inside: float, upright: bool
) -> None:
    room = _LONGEST if upright else inside / len(runs) - 0.04
    for run, text in zip(runs, distinct(list(runs), SMALL, room), strict=True):
        write(
            axes,
            text,
            (places[run], 0),
            offset=(0, -5),
            coordinates=("data", "axes fraction"),
            size=SMALL,
            ha="right" if upright else "center",
            va="center" if upright else "top",
            rotation=90 if upright else 0,
        )


def _number(step: float) -> str:
    """A step as short as it can be: `"500"`, `"1.5k"`, `"2M"`."""
    for unit, name in ((1e9, "B"), (1e6, "M"), (1e3, "k")):
        if step >= unit and round(step / unit, 2) * unit == step:
            return f"{step / unit:g}{name}"
    return f"{step:g}"


def _line(axes: Canvas, data: pd.DataFrame, places: Mapping[str, float], look: Look, *, band: bool) -> None:
    x = [places[str(run)] for run in data["run"]]
    y = data["accuracy"].to_numpy(dtype=float)
    if band:
        low, high = (data[name].to_numpy(dtype=float) for name in ("low", "high"))
        axes.fill_between(x, low, high, color=look.colour, alpha=0.18, linewidth=0, zorder=2)
    axes.plot(
        x,
        y,
        color=look.colour,
        linestyle=look.dashes,
        linewidth=1.3 if band else 0.9,
        marker=look.marker,
        markersize=look.size,
        markerfacecolor=look.fill,
        markeredgewidth=0.7,
        zorder=4 if band else 3,
    )
    turns = data["difference"].notna().to_numpy()
    axes.plot(np.array(x)[turns], y[turns], linestyle="none", zorder=5, **_RING)


def _from(material: Material) -> pd.DataFrame:
    refuse_empty(material.frame, "trend")
    labels: list[str] = material.frame["run"].unique().tolist()
    about = [material.about.get(label) for label in labels]
    protocols = list(dict.fromkeys(each.protocol for each in about if each))
    if len(protocols) > 1:
        raise InvalidArgument(
            f"A trend is of runs that were asked alike, and these were asked by {' and '.join(protocols)}: "
            "choose those of one protocol, or draw 'protocols'."
        )
    names = {"labels": labels, "models": [each.model if each else "" for each in about]}
    order = ordered(names, [each.created if each else "" for each in about])
    runs = [labels[place] for place in order.places]
    return trend_data(trend(material.frame, runs=runs, steps=order.steps))


CHARTS = (
    Chart(
        name="trend",
        claim="how accuracy moves over checkpoints, and where a change holds",
        needs="two runs or more on the same probes",
        reading="Accuracy over checkpoints on the replies that all of them have. The band is the 95 % "
        "interval of the whole; a ring marks the first checkpoint of a change that holds (permutation test "
        "for a change-point within items, p below 0.05 after Holm's correction). Named are the families "
        "that change most; the others are pale.",
        data=_from,
        draw=draw_trend,
    ),
)
