"""How runs, and the parts of bars, are told apart: in colour, without it, and in grey."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd
from matplotlib.lines import Line2D

from jagbench.analysis.charts.style import INK, PAPER

COLOURS = ("#00589C", "#D55E00", "#009E73", INK, "#9B2D82", "#8A6A00")
"""Six colours at 3:1 on white or more, of which the first four stay apart for colour-blind readers: after
Okabe and Ito (2008, "Color Universal Design"), the blue darker."""

MARKERS = ("o", "s", "^", "D", "v", "P", "X", "<", "p", ">", "h", "*")
"""No two runs of a chart have the same."""

MOST = len(MARKERS)
"""Runs that a chart tells apart."""

NUMBER = "run_number"
"""The column of the place of a run among all runs of a figure."""


Point = tuple[float, float, float, float]
"""A value, its place, and the lower and upper bound of the value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a run is drawn."""

    colour: str
    marker: str
    dashes: Literal["-", "--"]
    """Style of its line."""
    size: float
    """Of its marker, in points."""
    fill: str
    """Of its marker."""

    def handle(self, label: str) -> Line2D:
        """What a legend shows."""
        return Line2D(
            [],
            [],
            color=self.colour,
            marker=self.marker,
            markersize=self.size,
            markerfacecolor=self.fill,
            markeredgewidth=0.8,
            linewidth=1.0,
            linestyle=self.dashes,
            label=label,
        )

    def mark(self, axes: Any, points: Sequence[Point], *, line: bool = False) -> None:
        """Draw points with their intervals.

        Args:
            axes: Where.
            points: Each with its value along x, its place along y, and the bounds of the value.
            line: Whether points are joined, and values go along y.
        """
        if not points:
            return
        values, places, lows, highs = (np.array(column) for column in zip(*points, strict=True))
        if line:
            axes.vlines(places, lows, highs, color=self.colour, linewidth=0.8, zorder=3)
        else:
            axes.hlines(places, lows, highs, color=self.colour, linewidth=0.9, zorder=3)
        axes.plot(
            places if line else values,
            values if line else places,
            marker=self.marker,
            color=self.colour,
            linestyle=self.dashes if line else "none",
            linewidth=0.9,
            markersize=self.size,
            markerfacecolor=self.fill,
            markeredgewidth=0.7,
            zorder=4,
        )


def looks(runs: Sequence[str]) -> Mapping[str, Look]:
    """A look for each run, in order; from the seventh on markers are hollow and lines dashed."""
    return {run: _look(place, len(runs)) for place, run in enumerate(runs)}


def looks_of(data: pd.DataFrame) -> Mapping[str, Look]:
    """A look for each run of a table: the same on every page, and in every chart of the same runs."""
    runs = runs_of(data)
    numbers = dict(zip(data["run"], data[NUMBER], strict=True)) if NUMBER in data else {}
    return {run: _look(numbers.get(run, place), len(runs)) for place, run in enumerate(runs)}


def runs_of(data: pd.DataFrame) -> list[str]:
    """The runs of a table in the order in which they were given; without numbers as they first stand."""
    ordered = data.sort_values(NUMBER, kind="stable") if NUMBER in data else data
    return list(dict.fromkeys(ordered["run"].astype(str)))


def numbered(data: pd.DataFrame, runs: Sequence[str]) -> pd.DataFrame:
    """A table whose runs have their places among all, so that pages and charts that lack some agree on looks.

    Where there are more runs than looks, only those of the table count.
    """
    if "run" not in data:
        return data
    there = set(data["run"])
    counted = [run for run in runs if len(runs) <= MOST or run in there]
    return data.assign(**{NUMBER: data["run"].map({run: place for place, run in enumerate(counted)})})


def _look(place: int, runs: int) -> Look:
    second, colour = divmod(place, len(COLOURS))
    return Look(
        colour=COLOURS[colour],
        marker=MARKERS[place % len(MARKERS)],
        dashes="--" if second else "-",
        size=3.4 if runs <= 4 else 2.9,
        fill=PAPER if second else COLOURS[colour],
    )


def ticks(axes: Any, values: Sequence[float], places: Sequence[float], height: float) -> None:
    """Upright ticks so high, such as what a blind strategy reaches; those of several runs in a row meet."""
    y = np.array(places)
    axes.vlines(values, y - height / 2, y + height / 2, color=INK, linewidth=0.9, zorder=2)


def span(sizes: Iterable[float]) -> str:
    """How many replies stand in a row of several runs: `"8"`, or `"1–13"` where runs differ."""
    counts = [int(size) for size in sizes]
    low, high = min(counts), max(counts)
    return f"{low:,}" if low == high else f"{low:,}–{high:,}"


def tick_handle(label: str) -> Line2D:
    """What a legend shows of `ticks`."""
    return Line2D([], [], color=INK, linewidth=0, marker="|", markersize=5, label=label)
