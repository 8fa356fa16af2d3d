"""The same digits in other frames, and famous questions beside their twins."""

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from jagbench.analysis.charts.canvas import ONE_COLUMN
from jagbench.analysis.charts.chart import Chart, refuse_empty, refuse_many
from jagbench.analysis.charts.looks import looks_of, runs_of, span, tick_handle, ticks
from jagbench.analysis.charts.rows import ROW, Row, draw_rows
from jagbench.analysis.charts.style import INK, PAPER
from jagbench.analysis.measures.consistency import frame_table
from jagbench.analysis.measures.famous import FAMOUS, famous_beside_twins
from jagbench.analysis.statistics.cells import records
from jagbench.errors import InvalidArgument
from jagbench.probes import Probe

_MOST = 6
_STEP = 0.085


def frames_data(frame: pd.DataFrame, probes: Sequence[Probe]) -> pd.DataFrame:
    """What `frames` draws: `jagbench.analysis.measures.consistency.frame_table`.

    Raises:
        InvalidArgument: if no operands were asked about in several frames.
    """
    refuse_empty(frame, "frames")
    table = frame_table(frame, probes)
    if table.empty:
        raise InvalidArgument(
            "frames needs operands that were asked about as several things: `jagbench run MODEL --suite "
            "frames-v2` asks for them."
        )
    runs = {run: place for place, run in enumerate(dict.fromkeys(frame["run"]))}
    return table.sort_values("run", key=lambda names: names.map(runs), kind="stable", ignore_index=True)


def frames(
    frame: pd.DataFrame,
    probes: Sequence[Probe],
    *,
    ax: Axes | None = None,
    width: float = ONE_COLUMN,
    title: str = "",
) -> Axes:
    """The same operands as plain numbers, prices, software versions, dates and so on.

    A filled marker is accuracy with its 95 % interval, a diamond the share of replies that name the same
    operand as for plain numbers, a tick the share that should.

    Args:
        frame: A frame of one run or up to 6.
        probes: The probes that were asked.
        ax: Where to draw; a new figure otherwise.
        width: Width of a new figure in inches.
        title: A line above it.

    Raises:
        InvalidArgument: if nothing was asked in several frames, there are more runs, or too little room.
    """
    return draw_frames(frames_data(frame, probes), ax=ax, width=width, title=title)


def draw_frames(
    data: pd.DataFrame, *, ax: Axes | None = None, width: float = ONE_COLUMN, title: str = ""
) -> Axes:
    """Draw the table of `frames_data`."""
    runs = runs_of(data)
    refuse_many(runs, _MOST, "frames")
    seen = looks_of(data)
    height = max(ROW + 0.04, _STEP * len(runs) + 0.05)
    skills: list[str] = list(dict.fromkeys(data["skill"]))
    rows: list[Row] = []
    keys: list[tuple[str, str]] = []
    for skill in skills:
        if len(skills) > 1:
            rows.append(Row(name=skill, heading=True, height=ROW + 0.02))
            keys.append((skill, ""))
        for name in dict.fromkeys(data.loc[data["skill"] == skill, "frame"]):
            rows.append(Row(name=name.replace("_", " "), height=height))
            keys.append((skill, name))
    handles = [
        *([look.handle(run) for run, look in seen.items()] if len(runs) > 1 else []),
        *([seen[runs[0]].handle("right, with 95 % interval")] if len(runs) == 1 else []),
        _diamond("answered as for plain numbers", INK if len(runs) > 1 else seen[runs[0]].colour),
        tick_handle("should be answered so"),
    ]
    page = draw_rows(
        rows,
        ax=ax,
        width=width,
        title=title,
        handles=handles,
        label="share of the replies",
        what=f"{len(rows)} frames of {len(runs)} runs",
    )
    found = {(each["run"], each["skill"], each["frame"]): each for each in records(data)}
    for column in page.columns:
        for place, (run, look) in enumerate(seen.items()):
            there = [
                (middle + _STEP * (place - (len(runs) - 1) / 2), found[run, *keys[number]])
                for number, middle in column.places.items()
                if (run, *keys[number]) in found
            ]
            look.mark(
                column.axes,
                [(each["accuracy"], y, each["low"], each["high"]) for y, each in there if each["scored"]],
            )
            column.axes.plot(
                [each["same"] for _, each in there],
                [y for y, _ in there],
                "D",
                color=look.colour,
                markersize=3.6,
                markerfacecolor=PAPER,
                markeredgewidth=0.8,
                zorder=5,
            )
            across = _STEP if len(runs) > 1 else height - 0.024
            ticks(column.axes, [each["should"] for _, each in there], [y for y, _ in there], across)
    return page.axes


def _diamond(label: str, colour: str) -> Line2D:
    return Line2D(
        [], [], color=colour, linestyle="none", marker="D", markersize=3.6, markerfacecolor=PAPER, label=label
    )


def famous_data(frame: pd.DataFrame, probes: Sequence[Probe]) -> pd.DataFrame:
    """What `famous` draws: `jagbench.analysis.measures.famous.famous_beside_twins`.

    Raises:
        InvalidArgument: if no famous question was asked.
    """
    refuse_empty(frame, "famous")
    table = famous_beside_twins(frame, probes)
    if table.empty:
        raise InvalidArgument(
            "famous needs famous questions and their twins: `jagbench run MODEL --suite famous-v1` asks them."
        )
    return table


def famous(
    frame: pd.DataFrame,
    probes: Sequence[Probe],
    *,
    ax: Axes | None = None,
    width: float = ONE_COLUMN,
    title: str = "",
) -> Axes:
    """Famous questions (filled) beside their unknown twins (hollow), which are as hard, with 95 % intervals.

    Args:
        frame: A frame of one run or up to 6.
        probes: The probes that were asked.
        ax: Where to draw; a new figure otherwise.
        width: Width of a new figure in inches.
        title: A line above it.

    Raises:
        InvalidArgument: if no famous question was asked, there are more runs, or too little room.
    """
    return draw_famous(famous_data(frame, probes), ax=ax, width=width, title=title)


def draw_famous(
    data: pd.DataFrame, *, ax: Axes | None = None, width: float = ONE_COLUMN, title: str = ""
) -> Axes:
    """Draw the table of `famous_data`."""
    runs = runs_of(data)
    refuse_many(runs, _MOST, "famous")
    seen = looks_of(data)
    step = 0.13
    found = {(each["run"], each["question"], each["kind"]): each for each in records(data)}
    questions: list[str] = list(dict.fromkeys(data["question"]))
    rows = [
        Row(name=question, height=step * len(runs) + 0.06, note=_counts(data, question))
        for question in questions
    ]
    mark = seen[runs[0]].colour if len(runs) == 1 else INK
    handles = [
        *([look.handle(run) for run, look in seen.items()] if len(runs) > 1 else []),
        Line2D([], [], color=mark, marker="o", markersize=3.6, linewidth=0.9, label="famous question"),
        Line2D(
            [],
            [],
            color=mark,
            marker="o",
            markersize=3.6,
            markerfacecolor=PAPER,
            linewidth=0.9,
            label="its twins",
        ),
    ]
    page = draw_rows(
        rows,
        ax=ax,
        width=width,
        title=title,
        handles=handles,
        label="right answers",
        note_head="n, twins",
        what=f"{len(rows)} questions of {len(runs)} runs",
    )
    for column in page.columns:
        for place, (run, look) in enumerate(seen.items()):
            for number, middle in column.places.items():
                y = middle + step * (place - (len(runs) - 1) / 2)
                for kind, shift in ((FAMOUS, -0.022), ("twin", 0.022)):
                    each = found.get((run, questions[number], kind))
                    if each is None or not each["scored"]:
                        continue
                    column.axes.hlines(y + shift, each["low"], each["high"], color=look.colour, linewidth=0.9)
                    column.axes.plot(
                        each["accuracy"],
                        y + shift,
                        look.marker,
                        color=look.colour,
                        markersize=3.6,
                        markerfacecolor=look.colour if kind == FAMOUS else PAPER,
                        markeredgewidth=0.8,
                        zorder=5,
                    )
    return page.axes


def _counts(data: pd.DataFrame, question: str) -> str:
    part = data[data["question"] == question]
    sizes = [part.loc[part["kind"] == kind, "scored"] for kind in (FAMOUS, "twin")]
    said = ["–" if size.empty else span(size) for size in sizes]
    return ", ".join(said)


CHARTS = (
    Chart(
        name="frames",
        claim="whether a model answers by the digits or by what they stand for",
        needs="a run that asked the same operands in several frames (frames-v2)",
        reading="The same operands as plain numbers, prices, software versions, dates and so on. Filled: "
        "right answers with their 95 % interval. Diamond: share of replies that name the same operand as "
        "for plain numbers; upright tick: share that should.",
        data=lambda material: frames_data(material.frame, material.probes),
        draw=draw_frames,
        paged_by="skill",
    ),
    Chart(
        name="famous",
        claim="whether a model knows the question or the skill",
        needs="a run that asked famous questions and their twins (famous-v1)",
        reading="Questions that are known in public (filled) beside twins that are as hard and that "
        "nobody talks about (hollow), with 95 % intervals. A model that has the skill answers both alike.",
        data=lambda material: famous_data(material.frame, material.probes),
        draw=draw_famous,
    ),
)
