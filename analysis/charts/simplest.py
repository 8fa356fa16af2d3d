"""The simplest failures that hunts found, as a table set for print."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from jagbench.analysis.charts.canvas import (
    LINE,
    ONE_COLUMN,
    PLAIN,
    Canvas,
    Margins,
    bare,
    draw_head,
    head_height,
    hold,
    sheet,
    width_for,
    write,
)
from jagbench.analysis.charts.chart import Chart, Material, refuse_empty
from jagbench.analysis.charts.fonts import shortened, wrapped
from jagbench.analysis.charts.style import INK
from jagbench.analysis.statistics.cells import records
from jagbench.errors import InvalidArgument

_HEADS = ("right", "answered", "fails", "simpler")
_SHARES = (0.2, 0.3, 0.2, 0.3)
"""Of the room beside the questions, for each head."""
_QUESTION = 0.5
"""Share of the width that questions take."""
_MOST_LINES = 10
"""Lines of a question; of a longer one the middle stands in the table beside the figure only."""
_GAP = 0.07
"""Between rows, in inches."""
_LEAST = 2.6
"""The least width, in inches."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """One failure, set."""

    name: str
    question: Sequence[str]
    cells: Sequence[Sequence[str]]

    @property
    def lines(self) -> int:
        return 1 + max(len(self.question), *map(len, self.cells))


def simplest_data(material: Material) -> pd.DataFrame:
    """What `draw_simplest` draws: the minima of each hunt (`docs/hunt.md`), in its order.

    Returns:
        One row a minimum: its number, `minimum`; `run`, `skill`, `misconception`, `state`; `question`,
        `right_answer`, `answered`; `failures` of so many `answers`; and of the `simpler` questions of its
        certificate, how many were answered rightly: `simpler_right`.

    Raises:
        InvalidArgument: if there is no hunt, or none found a failure.
    """
    refuse_empty(material.frame, "hunt")
    if not material.hunts:
        raise InvalidArgument(
            "hunt has nothing to show: no run is a finished hunt. `jagbench hunt MODEL SKILL` makes "
            "one, or goes on with one that was stopped, and its folder is drawn."
        )
    rows = [
        {
            "run": run,
            "skill": minimum["skill"],
            "misconception": minimum["misconception"],
            "state": minimum["state"],
            "question": minimum["prompt"],
            "right_answer": minimum["answer"],
            "answered": minimum["reading"] or minimum["reply"].strip() or "(nothing)",
            "failures": minimum["failures"],
            "answers": minimum["answers"],
            "simpler": len(minimum["certificate"]),
            "simpler_right": sum(2 * each["failures"] < each["answers"] for each in minimum["certificate"]),
        }
        for run, hunt in material.hunts.items()
        for minimum in hunt["minima"]
    ]
    if not rows:
        raise InvalidArgument("hunt has nothing to show: the hunts found no failure.")
    table = pd.DataFrame(rows)
    table.insert(0, "minimum", range(1, len(table) + 1))
    return table


def draw_simplest(
    data: pd.DataFrame, *, ax: Axes | None = None, width: float = ONE_COLUMN, title: str = ""
) -> Axes:
    """Draw the table of `simplest_data`."""
    several = data["run"].nunique() > 1
    wide = width_for(ax, width)
    edges = _edges(wide)
    rows = [_set(record, edges, wide, several=several) for record in records(data)]
    head = head_height(title, (), wide)
    needed = head + LINE + 0.1 + sum(row.lines * LINE + _GAP for row in rows)
    what = f"{len(rows)} failures with their questions"
    page = sheet(ax, width=width, height=needed, least=(_LEAST, needed), what=what)
    bare(page.axes)
    margins = Margins(top=head)
    hold(page.axes, margins)
    page.axes.set_xlim(0, wide)
    page.axes.set_ylim(page.height - head, 0)
    _rule(page.axes, 0.01, wide, 0.9)
    top = 0.03
    for text, (left, _) in zip(("simplest failure", *_HEADS), edges, strict=True):
        _line(page.axes, text, left, top)
    top += LINE + 0.02
    _rule(page.axes, top, wide, 0.5)
    top += 0.04
    for row in rows:
        _line(page.axes, row.name, edges[0][0], top, bold=True)
        for texts, (left, _) in zip((row.question, *row.cells), edges, strict=True):
            for place, text in enumerate(texts, start=1):
                _line(page.axes, text, left, top + place * LINE)
        top += row.lines * LINE + _GAP
    _rule(page.axes, top - 0.02, wide, 0.9)
    draw_head(page.axes, title, (), width=wide, margins=margins)
    axes: Axes = page.axes
    return axes


def _edges(wide: float) -> list[tuple[float, float]]:
    """Where each column begins, and its room, in inches: questions first."""
    left, free = 0.02, wide - 0.04
    found = [(left, _QUESTION * free - 0.08)]
    left += _QUESTION * free
    for share in _SHARES:
        room = share * (1 - _QUESTION) * free
        found.append((left, room - 0.05))
        left += room
    return found


def _set(
    record: Mapping[str, Any], edges: Sequence[tuple[float, float]], wide: float, *, several: bool
) -> _Row:
    state = "" if record["state"] == "confirmed" else f" ({record['state']})"
    run = f"{record['run']}: " if several else ""
    simpler = f"{record['simpler_right']} of {record['simpler']}" if record["simpler"] else "none"
    texts = (
        record["right_answer"],
        record["answered"],
        f"{record['failures']} of {record['answers']}",
        simpler,
    )
    return _Row(
        name=shortened(
            f"{run}{record['skill']}, {record['misconception']}{state}", PLAIN, wide - 0.06, bold=True
        ),
        question=wrapped(record["question"], PLAIN, edges[0][1], most=_MOST_LINES),
        cells=[
            wrapped(text, PLAIN, room, most=_MOST_LINES)
            for text, (_, room) in zip(texts, edges[1:], strict=True)
        ],
    )


def _line(axes: Canvas, text: str, left: float, top: float, *, bold: bool = False) -> None:
    write(axes, text, (left, top), size=PLAIN, bold=bold, va="top")


def _rule(axes: Canvas, top: float, wide: float, thick: float) -> None:
    axes.plot([0, wide], [top, top], color=INK, linewidth=thick, solid_capstyle="butt")


CHARTS = (
    Chart(
        name="hunt",
        claim="the simplest questions that a model fails",
        needs="the folder of one or more of `jagbench hunt`",
        reading="The simplest questions that a model fails, by skill and misconception, found by a hunt. "
        "Fails: answers that were not right, of all to this very question. Simpler: of the questions that "
        "are one step simpler, those that were answered rightly.",
        data=simplest_data,
        draw=draw_simplest,
        paged_by="minimum",
        two_columns=True,
    ),
)
