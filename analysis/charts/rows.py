"""Charts of rows: names at the left, marks over one axis, in several columns where it is wide."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import ceil

from matplotlib.artist import Artist
from matplotlib.axes import Axes

from jagbench.analysis.charts.canvas import (
    AXIS,
    LINE,
    PLAIN,
    SMALL,
    Canvas,
    Margins,
    axis_label,
    bare,
    draw_head,
    head_height,
    height_for,
    hold,
    inner,
    labelled,
    plain,
    share_axis,
    sheet,
    width_for,
    write,
)
from jagbench.analysis.charts.fonts import distinct, shortened, width_of
from jagbench.analysis.charts.style import GRID, INK, PAPER

ROW = 0.118
"""Height of a row in inches: a line of the smallest text."""

_NAMES = 0.42
"""The greatest share of a column that names take."""

_NARROWEST = 0.75
"""The least width of the axis of a column, in inches."""


_COLUMN, _SHORT = 2.0, 1.5
"""The least width of one of several columns, and the height from which rows go into several, in inches."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row."""

    name: str
    """What stands at its left."""
    height: float = ROW
    """In inches."""
    heading: bool = False
    """Whether it heads the rows below it, and has no marks."""
    note: str = ""
    """What stands at its right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """Axes that hold some of the rows."""

    axes: Canvas
    """Their y axis counts inches from the top."""
    places: dict[int, float]
    """The middle of each row by its number, headings left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowSheet:
    """A chart of rows that is ready for its marks."""

    axes: Axes
    """What the chart returns."""
    columns: Sequence[Drawn] = field(default_factory=list[Drawn])
    axis_width: float = 0.0
    """Width of the axis of a column, in inches."""

    def each(self) -> Iterator[tuple[int, Canvas, float]]:
        """Number, axes and middle of each row that is no heading."""
        for column in self.columns:
            for number, middle in column.places.items():
                yield number, column.axes, middle


def draw_rows(
    rows: Sequence[Row],
    *,
    ax: Axes | None,
    width: float,
    title: str = "",
    handles: Sequence[Artist] = (),
    label: str = "",
    side_by_side: int = 1,
    note_head: str = "",
    axis: Callable[[Canvas], None] = share_axis,
    what: str = "",
    stripes: bool = True,
    head_room: float = 0.0,
    narrowest: float = _NARROWEST,
) -> RowSheet:
    """Lay out rows, with everything but their marks.

    Args:
        rows: From the top; in several columns the first fills first.
        ax: Where to draw; a new figure otherwise.
        width: Of a new figure, in inches.
        title: May be empty.
        handles: What the legend explains, with labels.
        label: Name of the axis.
        side_by_side: Most columns; fewer where it is too narrow.
        note_head: What heads the notes at the right.
        axis: Sets up the x axis.
        what: What is drawn, as an error names it.
        stripes: Whether every other row has a faint ground.
        head_room: Room above the rows for what heads the axis, in inches.
        narrowest: The least width of the axis, in inches.

    Raises:
        DoesNotFit: if there is not enough room.
    """
    wide = width_for(ax, width)
    total = sum(row.height for row in rows)
    enough = _SHORT if ax is None else max(height_for(ax) - 0.8, 0.1)
    columns = max(1, min(side_by_side, int(wide / _COLUMN), len(rows), ceil(total / enough)))
    while columns > 1 and _taken(rows, note_head, wide / columns) + narrowest > wide / columns:
        columns -= 1
    parts = _parted(rows, columns)
    step = wide / len(parts)
    names, notes = _name_width(rows, step), _note_width(rows, note_head, step)
    handles = [labelled(handle, str(handle.get_label()), wide) for handle in handles]
    head = head_height(title, handles, wide) + (LINE if note_head else 0.0) + 0.03 + head_room
    foot = AXIS + (LINE + 0.02 if label else 0.0) + 0.02
    tallest = max(sum(row.height for row in part) for part in parts)
    needed = head + tallest + foot
    page = sheet(
        ax,
        width=width,
        height=needed,
        least=(len(parts) * (names + notes + narrowest), needed),
        what=what or f"{len(rows)} rows",
    )
    around = Margins(top=head, bottom=foot)
    margins = Margins(left=names, right=notes)
    whole = Margins(left=names, right=notes, top=head, bottom=foot)
    drawn: list[Drawn] = []
    if len(parts) == 1:
        hold(page.axes, whole)
        all_axes = [page.axes]
    else:
        bare(page.axes)
        all_axes = [
            inner(page.axes, margins, around=around, cell=(0, place), grid=(1, len(parts)))
            for place in range(len(parts))
        ]
    start = 0
    for axes, part in zip(all_axes, parts, strict=True):
        drawn.append(
            _column(axes, part, start, names=names, notes=notes, tallest=tallest, axis=axis, stripes=stripes)
        )
        axis_label(axes, "x", label)
        if note_head:
            write(
                axes, note_head, (1, 1), offset=(4, 3), coordinates="axes fraction", size=SMALL, va="bottom"
            )
        start += len(part)
    held = whole if len(parts) == 1 else Margins(top=head)
    draw_head(_head_axes(page.axes, head), title, handles, width=wide, margins=held)
    return RowSheet(axes=page.axes, columns=drawn, axis_width=step - names - notes)


def _head_axes(axes: Canvas, head: float) -> Canvas:
    """Axes of several columns hold nothing themselves, but make room for the head."""
    if not axes.axison:
        hold(axes, Margins(top=head))
    return axes


def _parted(rows: Sequence[Row], columns: int) -> list[Sequence[Row]]:
    """Rows divided into columns of like height; no heading is the last of its column."""
    if columns == 1:
        return [rows]
    total = sum(row.height for row in rows)
    parts: list[list[Row]] = [[]]
    filled = 0.0
    for place, row in enumerate(rows):
        lead = row.height + (rows[place + 1].height if row.heading and place + 1 < len(rows) else 0)
        full = filled + lead / 2 > total * len(parts) / columns
        if full and parts[-1] and len(parts) < columns:
            parts.append([])
        parts[-1].append(row)
        filled += row.height
    for before, after in pairwise(parts):
        while before and before[-1].heading:
            after.insert(0, before.pop())
    return [part for part in parts if part]


def _taken(rows: Sequence[Row], head: str, step: float) -> float:
    return _name_width(rows, step) + _note_width(rows, head, step)


def _name_width(rows: Sequence[Row], step: float) -> float:
    widest = max((_wide(row) for row in rows), default=0.0)
    return min(widest, _NAMES * step) + 0.075


def _wide(row: Row) -> float:
    return 0.0 if row.heading else width_of(row.name, PLAIN if row.height > ROW else SMALL) + 0.04


def _note_width(rows: Sequence[Row], head: str, step: float) -> float:
    widest = max((width_of(text, SMALL) for text in (head, *(row.note for row in rows))), default=0.0)
    return min(widest, _NAMES * step) + (0.08 if widest else 0.1)


def _column(
    axes: Canvas,
    rows: Sequence[Row],
    start: int,
    *,
    names: float,
    notes: float,
    tallest: float,
    axis: Callable[[Canvas], None],
    stripes: bool,
) -> Drawn:
    plain(axes, left=False, grid="x")
    axis(axes)
    axes.set_yticks([])
    axes.set_ylim(tallest, 0)
    plain_names = [row.name for row in rows if not row.heading]
    labels = iter(distinct(plain_names, SMALL, names - 0.07))
    top, places = 0.0, dict[int, float]()
    for number, row in enumerate(rows, start=start):
        middle = top + row.height / 2
        size = PLAIN if row.height > ROW else SMALL
        if row.heading:
            # A heading reaches over the axis, whose grid would run through its letters.
            axes.axhspan(top, top + row.height, color=PAPER, linewidth=0, zorder=1.6)
            write(
                axes,
                shortened(row.name, SMALL, names + 0.5, bold=True),
                (0, middle + 0.012),
                offset=(-72 * names + 2, 0),
                coordinates=("axes fraction", "data"),
                size=SMALL,
                bold=True,
            )
        else:
            text = next(labels)
            fits = width_of(row.name, size) <= names - 0.07
            write(
                axes,
                row.name if fits else text,
                (0, middle),
                offset=(-4, 0),
                coordinates=("axes fraction", "data"),
                size=size if fits else SMALL,
                ha="right",
            )
            if stripes and len(places) % 2:
                axes.axhspan(top, top + row.height, color=GRID, alpha=0.3, linewidth=0, zorder=0)
            places[number] = middle
        if row.note:
            write(
                axes,
                shortened(row.note, SMALL, notes - 0.06),
                (1, middle),
                offset=(4, 0),
                coordinates=("axes fraction", "data"),
                size=SMALL,
                colour=INK,
            )
        top += row.height
    return Drawn(axes=axes, places=places)
