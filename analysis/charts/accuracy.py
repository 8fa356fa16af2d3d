"""Accuracy by skill, and by level within a skill, with intervals."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from jagbench.analysis.charts.style import (
    GRID,
    INK,
    ONE_COLUMN,
    PAPER,
    TWO_COLUMNS,
    Canvas,
    legend_above,
    new_figure,
    percent,
    run_looks,
    style,
)
from jagbench.analysis.statistics.cells import by_grade, cells, records
from jagbench.errors import unknown_name

_ROW, _TIGHT_ROW = 0.26, 0.145
_MANY = 30
"""With more skills than that, rows are tight, so that a page holds them all."""
_PANELS = 4
_LEGEND_COLUMNS = 3


def skill_data(frame: pd.DataFrame) -> pd.DataFrame:
    """What `accuracy_by_skill` draws: the cells of every run and skill, skills in order of school grade."""
    order = {skill: place for place, skill in enumerate(by_grade(frame))}
    grades = frame.groupby("skill")["grade"].agg(lowest_grade="min", highest_grade="max").reset_index()
    table = cells(frame, ["run", "skill"]).merge(grades, on="skill")
    return table.sort_values("skill", key=lambda names: names.map(order), kind="stable", ignore_index=True)


def accuracy_by_skill(frame: pd.DataFrame, *, ax: Axes | None = None, width: float = ONE_COLUMN) -> Axes:
    """Accuracy of each skill, the skill that children master first on top.

    A filled marker is lenient accuracy with its 95 % interval, the hollow one below it strict accuracy
    (the right answer in the format asked for), a grey tick what a blind strategy reaches.

    Args:
        frame: A frame of one or several runs; each run has its colour and marker.
        ax: Where to draw; a new figure otherwise.
        width: Width of a new figure in inches.
    """
    data = skill_data(frame)
    skills, looks = list(dict.fromkeys(data["skill"])), run_looks(list(dict.fromkeys(data["run"])))
    with style():
        rows = (_ROW if len(skills) <= _MANY else _TIGHT_ROW) * len(skills) * max(1.0, len(looks) / 2)
        axes = ax or new_figure(width, 0.75 + 0.14 * _legend_lines(looks, width) + rows).subplots()
        step = 0.8 / len(looks)
        for place, (run, (colour, marker)) in enumerate(looks.items()):
            for record in records(data[data["run"] == run]):
                y = skills.index(record["skill"]) - 0.4 + step * (place + 0.5)
                _skill_mark(axes, record, y, step, colour, marker)
        _skill_axis(axes, data, skills)
        _legend(axes, looks, columns=_legend_columns(width), whole=ax is None)
    return axes


def _skill_mark(
    axes: Canvas, record: Mapping[str, Any], y: float, step: float, colour: str, marker: str
) -> None:
    above, below = y - 0.16 * step, y + 0.16 * step
    axes.vlines(
        record["baseline"], y - step / 2, y + step / 2, color=INK, alpha=0.45, linewidth=1.2, zorder=1.5
    )
    axes.hlines(above, record["low"], record["high"], color=colour, linewidth=1.1)
    axes.plot(record["strict_accuracy"], below, marker, color=colour, markerfacecolor=PAPER, zorder=3)
    axes.plot(record["accuracy"], above, marker, color=colour, zorder=4)


def _skill_axis(axes: Canvas, data: pd.DataFrame, skills: list[str]) -> None:
    percent(axes, "x")
    axes.set_xlabel("accuracy")
    axes.set_yticks(range(len(skills)), skills)
    axes.set_ylim(len(skills) - 0.5, -0.5)
    axes.tick_params(axis="y", length=0)
    axes.grid(visible=False, axis="y")
    axes.spines["left"].set_visible(False)
    for place, record in enumerate(records(data.drop_duplicates("skill"))):
        if place % 2:
            axes.axhspan(place - 0.5, place + 0.5, color=GRID, alpha=0.3, linewidth=0, zorder=0)
        grades = _grades(record["lowest_grade"], record["highest_grade"])
        axes.annotate(
            grades, (1, place), (3, 0), ("axes fraction", "data"), "offset points", va="center", fontsize=6
        )
    axes.annotate("grade", (1, 1), (3, 2), "axes fraction", "offset points", va="bottom", fontsize=6)


def _grades(lowest: int, highest: int) -> str:
    return f"{lowest}" if lowest == highest else f"{lowest}–{highest}"


def _legend_columns(width: float) -> int:
    return _LEGEND_COLUMNS if width > ONE_COLUMN else 1


def _legend_lines(looks: dict[str, tuple[str, str]], width: float) -> int:
    entries = 3 + (len(looks) if len(looks) > 1 else 0)
    return math.ceil(entries / _legend_columns(width))


def _legend(axes: Canvas, looks: dict[str, tuple[str, str]], *, columns: int, whole: bool) -> None:
    shown = looks if len(looks) > 1 else {}
    runs = [Line2D([], [], color=colour, marker=marker, label=run) for run, (colour, marker) in shown.items()]
    colour, marker = (INK, "o") if shown else next(iter(looks.values()))
    right = Line2D([], [], color=colour, marker=marker, label="right, with 95 % interval")
    strict = Line2D([], [], color=colour, marker=marker, markerfacecolor=PAPER, linestyle="")
    strict.set_label("right and in the format asked")
    blind = Line2D([], [], color=INK, alpha=0.45, marker="|", markersize=7, linestyle="")
    blind.set_label("reached by a blind strategy")
    legend_above(axes, [*runs, right, strict, blind], columns=columns, whole=whole)


def level_data(frame: pd.DataFrame) -> pd.DataFrame:
    """What `accuracy_by_level` draws: the cells of every run, skill and level."""
    order = {skill: place for place, skill in enumerate(by_grade(frame))}
    table = cells(frame, ["run", "skill", "level"])
    return table.sort_values(
        ["skill", "level"],
        key=lambda column: column.map(order) if column.name == "skill" else column,
        kind="stable",
        ignore_index=True,
    )


def accuracy_by_level(frame: pd.DataFrame, skill: str, *, ax: Axes | None = None) -> Axes:
    """Accuracy of one skill over its levels, level 1 the easiest, with 95 % intervals.

    A filled marker is lenient accuracy, a hollow one strict accuracy.

    Args:
        frame: A frame of one or several runs.
        skill: The skill to draw.
        ax: Where to draw; a new figure otherwise.

    Raises:
        InvalidArgument: if the frame has no such skill.
    """
    if skill not in set(frame["skill"]):
        raise unknown_name("skill of this frame", skill, set(frame["skill"]))
    part = frame[frame["skill"] == skill]
    looks = run_looks(list(dict.fromkeys(frame["run"])))
    data = level_data(part)
    with style():
        axes = ax or new_figure(ONE_COLUMN / 2, 1.6).subplots()
        for place, (run, (colour, marker)) in enumerate(looks.items()):
            shift = 0.16 * (place - (len(looks) - 1) / 2)
            _level_line(axes, data[data["run"] == run], shift, colour, marker)
        _level_axis(axes, skill, sorted(set(data["level"])))
    return axes


def _level_axis(axes: Canvas, skill: str, levels: Sequence[int]) -> None:
    percent(axes, "y")
    axes.set_xticks(levels)
    axes.set_xlim(min(levels) - 0.5, max(levels) + 0.5)
    axes.grid(visible=False, axis="x")
    axes.set_title(skill)


def _level_line(axes: Canvas, data: pd.DataFrame, shift: float, colour: str, marker: str) -> None:
    x = data["level"] + shift
    axes.vlines(x, data["low"], data["high"], color=colour, linewidth=1.1)
    axes.plot(x, data["strict_accuracy"], marker, color=colour, markerfacecolor=PAPER, zorder=2.5)
    axes.plot(x, data["accuracy"], marker, color=colour, linestyle="-", zorder=3)


def level_panels(frame: pd.DataFrame, *, width: float = TWO_COLUMNS) -> Figure:
    """`accuracy_by_level` of every skill side by side, in order of school grade.

    Args:
        frame: A frame of one or several runs.
        width: Width of the figure in inches.
    """
    skills = by_grade(frame)
    columns = min(_PANELS if width > ONE_COLUMN else 2, len(skills))
    rows = math.ceil(len(skills) / columns)
    with style():
        figure = new_figure(width, 1.6 * rows + 0.55)
        panels = figure.subplots(rows, columns, sharey=True, squeeze=False)
        for place, axes in enumerate(panels.flat):
            if place < len(skills):
                accuracy_by_level(frame, skills[place], ax=axes)
                # A long name would run into the next panel's.
                axes.set_title(skills[place].replace(".", ".\n"))
            else:
                axes.set_visible(False)
        _level_labels(figure, run_looks(list(dict.fromkeys(frame["run"]))))
    return figure


def _level_labels(figure: Canvas, looks: dict[str, tuple[str, str]]) -> None:
    figure.supxlabel("level (1 is the easiest)", fontsize=7)
    figure.supylabel("accuracy", fontsize=7)
    named = looks.items() if len(looks) > 1 else [("right, with 95 % interval", next(iter(looks.values())))]
    handles = [Line2D([], [], color=colour, marker=marker, label=run) for run, (colour, marker) in named]
    colour, marker = (INK, "o") if len(looks) > 1 else next(iter(looks.values()))
    strict = Line2D([], [], color=colour, marker=marker, markerfacecolor=PAPER, linestyle="")
    strict.set_label("right and in the format asked")
    figure.legend(handles=[*handles, strict], loc="outside upper left", ncols=_LEGEND_COLUMNS)
