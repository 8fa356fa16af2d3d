"""The look of the charts: sizes, colours, and a style that is applied only while a chart is made."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from typing import IO, Any

import matplotlib.style
from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.ticker import PercentFormatter

Canvas = Any
"""Axes or a figure that is being drawn on: Matplotlib leaves the keyword arguments of its methods untyped,
so they are typed where charts begin and end, and not in between."""

ONE_COLUMN = 3.35
"""Width of a figure in one column of a two-column page, in inches."""

TWO_COLUMNS = 6.9
"""Width of a figure across the page, in inches."""

INK = "#1b1f24"
"""Text and axes."""

PAPER = "#ffffff"
"""What lies behind, and fills hollow markers."""

GRID = "#d5d9de"
"""Grid lines."""

COLOURS = ("#0072B2", "#E69F00", "#009E73", "#D55E00", "#56B4E9", "#CC79A7", INK)
"""Okabe and Ito 2008, "Color Universal Design": one for each run."""

MARKERS = ("o", "s", "^", "D", "v", "P", "X", "h")
"""One for each run, so that runs differ in grey too; one more than the colours, so pairs repeat late."""


def style() -> AbstractContextManager[None]:
    """The jagbench style for a `with` block; it must hold while a chart is drawn and while it is saved."""
    # After a reset, so that a user's matplotlibrc (`text.usetex`, fonts) does not reach a figure.
    return matplotlib.style.context("jagbench.analysis.charts.jagbench", after_reset=True)


def new_figure(width: float, height: float) -> Figure:
    """An empty figure in inches that pyplot knows nothing of; its parts are laid out without overlap."""
    return Figure(figsize=(width, height), layout="constrained")


def percent(axes: Canvas, axis: str) -> None:
    """Let the `"x"` or `"y"` axis run from 0 to 100 % with room for markers at both ends."""
    margin = 0.04
    target = axes.xaxis if axis == "x" else axes.yaxis
    (axes.set_xlim if axis == "x" else axes.set_ylim)(-margin, 1 + margin)
    target.set_ticks([0, 0.25, 0.5, 0.75, 1])
    target.set_major_formatter(PercentFormatter(xmax=1, decimals=0))


def run_looks(runs: list[str]) -> dict[str, tuple[str, str]]:
    """A colour and a marker for each run, in order of appearance."""
    return {
        run: (COLOURS[place % len(COLOURS)], MARKERS[place % len(MARKERS)]) for place, run in enumerate(runs)
    }


def legend_above(axes: Canvas, handles: Sequence[Artist], *, columns: int, whole: bool) -> None:
    """A legend over the chart.

    Args:
        axes: The chart.
        handles: What the legend explains, with labels.
        columns: Entries side by side.
        whole: Whether the chart is all of its figure, so that the legend may use the figure's width;
            otherwise it belongs to the axes.
    """
    if whole:
        axes.figure.legend(handles=handles, loc="outside upper left", ncols=columns)
    else:
        axes.legend(handles=handles, loc="lower left", bbox_to_anchor=(0, 1.02), ncols=columns)


def parts_legend(
    axes: Canvas, looks: Mapping[str, tuple[str, str]], present: set[str], *, none: str, whole: bool
) -> None:
    """A legend over a chart of stacked bars.

    Args:
        axes: The chart.
        looks: Colour and hatch of every part there can be.
        present: The parts that the chart shows.
        none: What is written where it shows none.
        whole: As in `legend_above`.
    """
    handles = [
        Patch(facecolor=colour, hatch=hatch, edgecolor=PAPER, label=name)
        for name, (colour, hatch) in looks.items()
        if name in present
    ]
    if handles:
        legend_above(axes, handles, columns=len(handles), whole=whole)
    else:
        axes.text(0.5, 0.5, none, transform=axes.transAxes, ha="center", va="center")


def skill_rows(axes: Canvas, skills: Sequence[str], label: str) -> None:
    """The axes of bars for skills, one below the other, over shares from 0 to 100 %."""
    axes.set_xlim(0, 1)
    axes.xaxis.set_major_formatter(PercentFormatter(xmax=1, decimals=0))
    axes.set_xlabel(label)
    axes.set_yticks(range(len(skills)), skills)
    axes.set_ylim(max(1, len(skills)) - 0.5, -0.6)
    axes.tick_params(axis="y", length=0)
    axes.grid(visible=False, axis="y")


def row_height(count: int) -> float:
    """Height in inches of one of so many rows: tight where there are many, so that a page holds them all."""
    return 0.18 if count > 30 else 0.26


def write(figure: Canvas, target: str | IO[str], **options: object) -> None:
    """Save a figure as `Figure.savefig` does."""
    figure.savefig(target, **options)
