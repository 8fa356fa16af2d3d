"""Heat maps with their numbers: models by skill, languages by skill."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.patches import Rectangle

from jagbench.analysis.charts.canvas import ONE_COLUMN, SMALL, Canvas, plain, width_for, write
from jagbench.analysis.charts.chart import Chart, refuse_empty
from jagbench.analysis.charts.fonts import distinct, width_of
from jagbench.analysis.charts.rows import ROW, Row, draw_rows
from jagbench.analysis.charts.style import GRID, INK, PAPER
from jagbench.analysis.statistics.cells import by_family, cells, records
from jagbench.errors import InvalidArgument

SHADES = LinearSegmentedColormap.from_list("jagbench", ["#f3f6fa", "#9fbfdc", "#2f74ad", "#0a2f52"])
"""From 0 to 100 % right, ever darker, in colour and in grey."""

FEW = 5
"""Replies from which a cell has a shade and a share; with fewer it says how many of how many were right."""
_CELL = 0.155
_LEAST = 0.2
_HEADS = 1.0


def model_data(frame: pd.DataFrame) -> pd.DataFrame:
    """What `models` draws: the cells of every run and skill, and of every run as a whole (skill `"all"`)."""
    refuse_empty(frame, "models")
    return _cells(frame, "run")


def language_data(frame: pd.DataFrame) -> pd.DataFrame:
    """What `languages` draws: the cells of every language and skill of each run.

    Raises:
        InvalidArgument: if there is one language only.
    """
    refuse_empty(frame, "languages")
    if frame["language"].nunique() < 2:
        raise InvalidArgument(
            "languages needs questions in several, and all of these are in "
            f"{frame['language'].iloc[0]!r}: `jagbench run MODEL --suite multilingual-v2` asks in seven."
        )
    return _cells(frame, "language")


def _cells(frame: pd.DataFrame, column: str) -> pd.DataFrame:
    order = {skill: place for place, skill in enumerate(by_family(frame))}
    keys = list(dict.fromkeys(["run", column]))
    table = cells(frame, [*keys, "skill"])
    table = table.sort_values("skill", key=lambda names: names.map(order), kind="stable")
    whole = cells(frame, keys).assign(skill="all")
    return pd.concat([whole, table], ignore_index=True)[
        [*keys, "skill", "asked", "scored", "items", "accuracy", "low", "high", "method", "baseline"]
    ]


def models(
    frame: pd.DataFrame, *, ax: Axes | None = None, width: float = ONE_COLUMN, title: str = ""
) -> Axes:
    """Percent right of every model and skill, darker where it is more.

    Args:
        frame: A frame of any number of runs that its width holds.
        ax: Where to draw; a new figure otherwise.
        width: Width of a new figure in inches.
        title: A line above it.

    Raises:
        InvalidArgument: if nothing is scored, or there is too little room.
    """
    return draw_models(model_data(frame), ax=ax, width=width, title=title)


def draw_models(
    data: pd.DataFrame, *, ax: Axes | None = None, width: float = ONE_COLUMN, title: str = ""
) -> Axes:
    """Draw the table of `model_data`."""
    return _heat(data, "run", ax=ax, width=width, title=title)


def languages(
    frame: pd.DataFrame, *, ax: Axes | None = None, width: float = ONE_COLUMN, title: str = ""
) -> Axes:
    """Percent right of every language and skill, darker where it is more.

    Args:
        frame: A frame of one run, or of several that stand one below the other.
        ax: Where to draw; a new figure otherwise.
        width: Width of a new figure in inches.
        title: A line above it.

    Raises:
        InvalidArgument: if there is one language only, or too little room.
    """
    return draw_languages(language_data(frame), ax=ax, width=width, title=title)


def draw_languages(
    data: pd.DataFrame, *, ax: Axes | None = None, width: float = ONE_COLUMN, title: str = ""
) -> Axes:
    """Draw the table of `language_data`, runs one below the other."""
    return _heat(data, "language", ax=ax, width=width, title=title)


def _heat(data: pd.DataFrame, column: str, *, ax: Axes | None, width: float, title: str) -> Axes:
    columns: list[str] = list(dict.fromkeys(data[column]))
    table = data if column == "run" else data.sort_values("run", key=_in_order, kind="stable")
    runs = [""] * len(table) if column == "run" else table["run"].tolist()
    lines = list(dict.fromkeys(zip(runs, table["skill"], strict=True)))
    several = len(set(runs)) > 1
    rows: list[Row] = []
    keys: list[tuple[str, str]] = []
    group = ""
    for run, skill in lines:
        family, _, name = skill.partition(".")
        above = run if several else "" if skill == "all" else family
        if above != group:
            rows.append(Row(name=above, heading=True, height=ROW + 0.03))
            keys.append(("", ""))
            group = above
        rows.append(Row(name=skill if several else name or skill, height=_CELL))
        keys.append((run, skill))
    heads = distinct(columns, SMALL, _HEADS)
    wide = width_for(ax, width)
    page = draw_rows(
        rows,
        ax=ax,
        width=width,
        title=title,
        label="",
        axis=lambda axes: _axis(axes, len(columns)),
        head_room=max(width_of(head, SMALL) for head in heads) + 0.05,
        narrowest=_LEAST * len(columns),
        side_by_side=max(1, int(wide / (1.0 + 0.24 * len(columns)))),
        stripes=False,
        what=f"{data['skill'].nunique()} rows of {len(columns)} columns",
    )
    shown = zip(runs, records(table), strict=True)
    found = {(run, each["skill"], each[column]): each for run, each in shown}
    for part in page.columns:
        for place, head in enumerate(heads):
            write(part.axes, head, (place + 0.5, 0), offset=(0, 3), size=SMALL, rotation=90)
    for number, axes, middle in page.each():
        _row(axes, [found.get((*keys[number], name)) for name in columns], middle)
    return page.axes


def _in_order(names: pd.Series) -> pd.Series:
    """The place of each name in the order in which names first stand."""
    order = {name: place for place, name in enumerate(dict.fromkeys(names))}
    return names.map(order)


def _axis(axes: Canvas, columns: int) -> None:
    plain(axes, left=False, bottom=False)
    axes.set_xticks([])
    axes.set_xlim(0, columns)


def _row(axes: Canvas, row: Sequence[Mapping[str, Any] | None], middle: float) -> None:
    for place, each in enumerate(row):
        if each is None or not each["scored"]:
            axes.plot([place + 0.3, place + 0.7], [middle, middle], color=GRID, linewidth=0.8, zorder=2)
        else:
            cell(axes, each, place, middle, _CELL)


def cell(axes: Canvas, record: Mapping[str, Any], place: float, middle: float, height: float) -> None:
    """One cell of a heat map: percent on a shade, or where a share would say little, counts without one.

    Args:
        axes: Where.
        record: Its row of `cells`, with a scored reply.
        place: Its left edge; it is 1 wide.
        middle: Of its height.
        height: Of the cell.
    """
    low = middle - height / 2
    share, scored = float(record["accuracy"]), int(record["scored"])
    if scored < FEW:
        write(axes, f"{share * scored:.0f}/{scored}", (place + 0.5, middle), size=SMALL, ha="center")
        return
    shade = SHADES(share)
    axes.add_patch(
        Rectangle((place, low), 1, height, facecolor=shade, edgecolor=PAPER, linewidth=0.6, zorder=2)
    )
    dark = float(np.dot(shade[:3], (0.2126, 0.7152, 0.0722))) < 0.5
    write(
        axes,
        f"{100 * share:.0f}",
        (place + 0.5, middle),
        size=SMALL,
        ha="center",
        colour=PAPER if dark else INK,
    )


CHARTS = (
    Chart(
        name="models",
        claim="which model solves which skill, in numbers",
        needs="any number of runs that its width holds",
        reading="Percent right of every skill, darker where it is more; without a shade right of asked "
        f"where fewer than {FEW} replies are scored; a stroke where none is. Skills stand in the "
        "order in which children master them.",
        data=lambda material: model_data(material.frame),
        draw=draw_models,
        paged_by="skill",
    ),
    Chart(
        name="languages",
        claim="whether a skill depends on the language of the question",
        needs="a run that asked in several languages (multilingual-v2)",
        reading="Percent right of every skill in every language, darker where it is more; without a shade "
        f"right of asked where fewer than {FEW} replies are scored; a stroke where nothing was asked.",
        data=lambda material: language_data(material.frame),
        draw=draw_languages,
        paged_by="skill",
    ),
)
