"""Where charts are drawn: figures of a given width, and axes that keep all of a chart within their box.

A chart reserves margins for its labels, legend and title inside the box of the axes that it is given, in
inches, at whatever size the box has when it is drawn. So nothing of it reaches its neighbours in anyone's
grid of subplots, with any layout engine or none.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.legend import Legend
from matplotlib.patches import Rectangle
from matplotlib.patheffects import Normal
from matplotlib.text import Text
from matplotlib.transforms import Bbox, ScaledTranslation

from jagbench.analysis.charts.fonts import BASE, has_cubic_outlines, properties, shortened, shown, width_of
from jagbench.analysis.charts.style import GRID, INK, style
from jagbench.analysis.charts.venues import DEFAULT, MOST_HIGH, venue
from jagbench.errors import InvalidArgument

settings: Any = mpl

Canvas = Any
"""Axes or a figure that is being drawn on: Matplotlib leaves the keyword arguments of its methods untyped,
so they are typed where charts begin and end, and not in between."""

ONE_COLUMN = venue(DEFAULT).one
"""Width in inches of a chart that is given no axes and no width."""

SMALL, PLAIN, HEAD = 6.0, 6.5, 7.5
"""Sizes of text in points: the smallest one that venues allow, that of labels, and that of titles."""

LINE = 0.125
"""Height of a line of text in inches."""


class ChartAxes(Axes):
    """Axes of a figure of its own; a notebook shows the figure."""

    def _repr_png_(self) -> bytes:
        return _picture(self.figure)


class ChartFigure(Figure):
    """A figure that is saved in the style of the charts: fonts embedded as TrueType, the same bytes again."""

    def savefig(self, fname: Any, *, letters: bool = False, **kwargs: Any) -> None:
        """Save it as `Figure.savefig` does.

        Args:
            fname: Where to.
            letters: Whether text in an SVG is text, which can be found and copied, and not its outlines.
            kwargs: What `Figure.savefig` takes.
        """
        figure: Canvas = super()
        if _embeds_fonts(fname, kwargs.get("format")):
            _outline(self)
        with style(), settings.rc_context({"svg.fonttype": "none"} if letters else {}):
            figure.savefig(fname, **kwargs)

    def _repr_png_(self) -> bytes:
        return _picture(self)


def _embeds_fonts(fname: Any, form: str | None) -> bool:
    """Whether a file of this name or form holds the fonts of its text."""
    ending = form or (Path(fname).suffix[1:] if isinstance(fname, str | Path) else "")
    return ending.lower() in ("pdf", "ps", "eps")


def _outline(figure: Canvas) -> None:
    """Let text in fonts with PostScript outlines be drawn as lines.

    Matplotlib embeds such a font as the TrueType font that it is not, and such files are refused.
    """
    for text in figure.findobj(Text):
        if any(map(has_cubic_outlines, text.get_fontfamily()[1:])):
            text.set_path_effects([Normal()])


def _picture(figure: Canvas) -> bytes:
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", dpi=200)
    return buffer.getvalue()


@dataclass(frozen=True, slots=True, kw_only=True)
class Margins:
    """What is kept free on each side of a box, in inches."""

    left: float = 0.0
    right: float = 0.0
    top: float = 0.0
    bottom: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Within:
    """Where axes stand: in their box, or that of a host, less margins; or in one cell of a grid in it."""

    margins: Margins
    host: Canvas
    """The axes whose box it is: themselves, or others."""
    around: Margins = Margins()
    """What the host keeps free around all cells."""
    cell: tuple[int, int] = (0, 0)
    """Row and column."""
    grid: tuple[int, int] = (1, 1)
    """Rows and columns."""
    outer: Canvas = None
    """The locator that the axes had before."""

    def __call__(self, axes: Canvas, renderer: object) -> Bbox:
        """The box, in fractions of the figure."""
        box = self.outer(axes, renderer) if self.outer is not None else box_of(self.host, renderer)
        wide, high = _inches(self.host)
        x0, x1 = box.x0 + self.around.left / wide, box.x1 - self.around.right / wide
        y0, y1 = box.y0 + self.around.bottom / high, box.y1 - self.around.top / high
        step_x, step_y = (x1 - x0) / self.grid[1], (y1 - y0) / self.grid[0]
        left = x0 + self.cell[1] * step_x + self.margins.left / wide
        right = x0 + (self.cell[1] + 1) * step_x - self.margins.right / wide
        top = y1 - self.cell[0] * step_y - self.margins.top / high
        bottom = y1 - (self.cell[0] + 1) * step_y + self.margins.bottom / high
        return Bbox.from_extents(left, min(bottom, top - 1e-6), max(right, left + 1e-6), top)

    def get_subplotspec(self) -> Any:
        """The place of the box in a grid of subplots, by which a layout engine knows it."""
        return self.host.get_subplotspec()


def box_of(axes: Canvas, renderer: object = None) -> Bbox:
    """The whole box of axes in fractions of their figure, whatever a chart keeps free in it."""
    locator = axes.get_axes_locator()
    outer = locator.outer if isinstance(locator, Within) else locator
    box: Bbox = outer(axes, renderer) if outer is not None else axes.get_position(original=True)
    return box


def _inches(axes: Canvas) -> tuple[float, float]:
    """Width and height of the figure, or part of a figure, of axes."""
    figure = axes.figure
    return figure.bbox.width / figure.dpi, figure.bbox.height / figure.dpi


def hold(axes: Canvas, margins: Margins) -> None:
    """Let axes keep margins within their box."""
    locator = axes.get_axes_locator()
    outer = locator.outer if isinstance(locator, Within) else locator
    axes.set_axes_locator(Within(margins=margins, host=axes, outer=outer))


def inner(
    host: Canvas, margins: Margins, *, around: Margins, cell: tuple[int, int], grid: tuple[int, int]
) -> Canvas:
    """Axes in one cell of a grid in the box of a host."""
    axes = host.inset_axes((0, 0, 1, 1))
    axes.set_axes_locator(Within(margins=margins, host=host, around=around, cell=cell, grid=grid))
    return axes


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Axes to draw a chart on, and the size of their box in inches."""

    axes: Canvas
    width: float
    height: float


class DoesNotFit(InvalidArgument):
    """A chart needs more room than there is.

    Args:
        message: One sentence that says what would stand.
        share: How much of what is to be drawn fits, from 0 to 1; None where to divide it is no help.
    """

    def __init__(self, message: str, share: float | None = None) -> None:
        super().__init__(message)
        self.share = share


def width_for(ax: Axes | None, width: float) -> float:
    """How wide a chart will be: its box, or the width asked for."""
    if ax is None:
        return width
    canvas: Canvas = ax
    return float(box_of(canvas).width * _inches(canvas)[0])


def height_for(ax: Axes) -> float:
    """How high the box of axes is, in inches."""
    canvas: Canvas = ax
    return float(box_of(canvas).height * _inches(canvas)[1])


def sheet(ax: Axes | None, *, width: float, height: float, least: tuple[float, float], what: str) -> Sheet:
    """What a chart is drawn on.

    Args:
        ax: The axes that it was given; a new figure otherwise.
        width: Of a new figure, in inches.
        height: What the chart would take, in inches.
        least: The width and height without which it cannot be read.
        what: What does not fit where it does not, such as `"12 skills of 3 runs"`.

    Raises:
        DoesNotFit: if the box is too small, or the figure would be higher than a page.
    """
    if ax is None:
        if width < least[0]:
            raise DoesNotFit(
                f"{what} need a width of {least[0]:.1f} in, not {width:.1f}: take two columns or fewer of "
                "them.",
            )
        if height > MOST_HIGH:
            raise DoesNotFit(
                f"{what} need {height:.1f} in of height, and a page has {MOST_HIGH}: choose fewer of them, "
                "or a wider column.",
                share=MOST_HIGH / height,
            )
        figure: Canvas = ChartFigure(figsize=(width, height))
        axes: Canvas = figure.add_axes((0, 0, 1, 1), axes_class=ChartAxes)
        return Sheet(axes=axes, width=width, height=height)
    canvas: Canvas = ax
    box, (wide, high) = box_of(canvas), _inches(canvas)
    there = box.width * wide, box.height * high
    if there[0] < least[0] - 1e-6 or there[1] < least[1] - 1e-6:
        raise DoesNotFit(
            f"{what} need axes of {least[0]:.1f} × {least[1]:.1f} in at least, and these have "
            f"{there[0]:.1f} × {there[1]:.1f}: make them larger, or choose fewer.",
        )
    keep_fonts(canvas.get_figure(root=True))
    return Sheet(axes=canvas, width=there[0], height=there[1])


def keep_fonts(figure: Canvas) -> None:
    """Let someone's figure embed its fonts as TrueType when it is saved: venues refuse Type 3.

    Matplotlib asks for the type of fonts when a file is written, not when a text is drawn.
    """
    if isinstance(figure, ChartFigure) or "savefig" in vars(figure):
        return
    savefig = figure.savefig

    def saved(*args: Any, **kwargs: Any) -> None:
        if _embeds_fonts(args[0] if args else kwargs.get("fname"), kwargs.get("format")):
            _outline(figure)
        with settings.rc_context({"pdf.fonttype": 42, "ps.fonttype": 42}):
            savefig(*args, **kwargs)

    figure.savefig = saved


def write(
    axes: Canvas,
    text: str,
    at: tuple[float, float],
    *,
    offset: tuple[float, float] = (0, 0),
    coordinates: Any = "data",
    size: float = PLAIN,
    bold: bool = False,
    colour: str = INK,
    ha: str = "left",
    va: str = "center",
    rotation: float = 0,
) -> Canvas:
    """Write a line of text.

    Args:
        axes: Where.
        text: As it is: a dollar sign is a dollar sign.
        at: The place.
        offset: Its distance from there, in points.
        coordinates: What the place is counted in, as `Axes.annotate` takes it.
        size: In points.
        bold: Whether it is bold.
        colour: Of the letters.
        ha: Which side of the text is at the place.
        va: Which edge.
        rotation: In degrees.
    """
    drawn, families = shown(text)
    return axes.annotate(
        drawn,
        at,
        offset,
        coordinates,
        "offset points",
        fontproperties=properties(families, size, bold=bold),
        color=colour,
        ha=ha,
        va=va,
        rotation=rotation,
        rotation_mode="anchor",
        parse_math=False,
        annotation_clip=False,
    )


def spot(axes: Canvas, row: int, corner: tuple[float, float], size: tuple[float, float]) -> None:
    """Say where a row of a chart's table is shown: nothing is drawn there, and a page can link it.

    Args:
        axes: Where.
        row: Its place in the table, from 0.
        corner: The lower left corner, as data.
        size: Width and height.
    """
    axes.add_patch(Rectangle(corner, *size, facecolor="none", linewidth=0, zorder=9, gid=f"row-{row}"))


TITLE = 0.19
"""Height of a title in inches."""


def head_height(title: str, handles: Sequence[Artist], width: float) -> float:
    """Height in inches that title and legend take."""
    rows = _legend_rows(handles, width)
    return (TITLE if title else 0.0) + (rows * LINE + 0.06 if rows else 0.02)


_HANDLE = 0.24
_BETWEEN = 0.11


def _columns(handles: Sequence[Artist], width: float) -> int:
    """The most columns of a legend that fit side by side."""
    sizes = [_HANDLE + width_of(str(handle.get_label()), PLAIN) + _BETWEEN for handle in handles]
    for columns in range(len(sizes), 1, -1):
        # Matplotlib fills a legend column by column.
        rows = -(-len(sizes) // columns)
        full = len(sizes) - (rows - 1) * columns or columns
        place, total = 0, 0.0
        for column in range(columns):
            count = rows if column < full else rows - 1
            total += max(sizes[place : place + count], default=0.0)
            place += count
        if total <= width:
            return columns
    return 1


def _legend_rows(handles: Sequence[Artist], width: float) -> int:
    return -(-len(handles) // _columns(handles, width)) if handles else 0


def labelled(handle: Canvas, label: str, width: float) -> Artist:
    """A handle with a label that fits a legend of a width."""
    handle.set_label(shortened(label, PLAIN, width - _HANDLE - _BETWEEN))
    artist: Artist = handle
    return artist


def draw_head(axes: Canvas, title: str, handles: Sequence[Artist], *, width: float, margins: Margins) -> None:
    """Title and legend above axes, within their box.

    Args:
        axes: The axes, which `hold` these margins.
        title: May be empty.
        handles: What the legend explains.
        width: Width of the whole box, in inches.
        margins: What the axes keep free.
    """
    corner = (0.0, 1.0)
    if title:
        text = shortened(title, HEAD, width - 0.05, bold=True)
        write(
            axes,
            text,
            corner,
            offset=(-72 * margins.left + 1, 72 * margins.top - 2),
            coordinates="axes fraction",
            size=HEAD,
            bold=True,
            va="top",
        )
    if not handles:
        return
    down = TITLE if title else 0.0
    shift = ScaledTranslation(-margins.left + 0.01, margins.top - down - 0.01, axes.figure.dpi_scale_trans)
    labels = [str(handle.get_label()) for handle in handles]
    legend = Legend(
        axes,
        list(handles),
        labels,
        loc="upper left",
        bbox_to_anchor=corner,
        bbox_transform=axes.transAxes + shift,
        ncols=_columns(handles, width),
        frameon=False,
        borderaxespad=0,
        borderpad=0,
        handlelength=1.6,
        handletextpad=0.5,
        columnspacing=1.0,
        labelspacing=0.32,
        prop=properties(_families(labels), PLAIN),
        labelcolor=INK,
    )
    for label in legend.get_texts():
        label.set_parse_math(False)
    axes.add_artist(legend)


def _families(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(family for text in texts for family in shown(text)[1]))


AXIS = 0.15
"""Height of the numbers along an axis, in inches; its name takes `LINE` more."""


def share_axis(
    axes: Canvas, along: str = "x", *, label: str = "", ticks: Sequence[float] = (0, 0.5, 1)
) -> None:
    """Let an axis run from 0 to 100 % with room for markers at both ends."""
    margin = 0.04
    number_axis(axes, along, ticks, [f"{100 * tick:.0f}" + (" %" if tick == 1 else "") for tick in ticks])
    (axes.set_xlim if along == "x" else axes.set_ylim)(-margin, 1 + margin)
    axis_label(axes, along, label)


def number_axis(axes: Canvas, along: str, places: Sequence[float], labels: Sequence[str]) -> None:
    """Ticks with numbers, in the font of the charts."""
    axis = axes.xaxis if along == "x" else axes.yaxis
    axis.set_ticks(list(places), list(labels))
    axes.tick_params(
        axis=along,
        labelsize=PLAIN,
        labelcolor=INK,
        color=INK,
        width=0.6,
        length=2.2,
        pad=2,
        labelfontfamily=BASE,
    )


def axis_label(axes: Canvas, along: str, label: str) -> None:
    """The name of an axis, close to its numbers."""
    if not label:
        return
    drawn, families = shown(label)
    (axes.set_xlabel if along == "x" else axes.set_ylabel)(
        drawn, labelpad=1.5, fontproperties=properties(families, PLAIN), color=INK, parse_math=False
    )


def plain(axes: Canvas, *, left: bool = True, bottom: bool = True, grid: str = "") -> None:
    """The look of axes: thin spines where numbers stand, and a grid along one axis.

    Args:
        axes: Which.
        left: Whether there is a line at the left.
        bottom: Whether there is one below.
        grid: `"x"`, `"y"`, or nothing.
    """
    axes.set_facecolor("none")
    for side, there in {"left": left, "bottom": bottom, "top": False, "right": False}.items():
        axes.spines[side].set_visible(there)
        axes.spines[side].set(linewidth=0.6, edgecolor=INK)
    axes.set_axisbelow(True)
    axes.grid(visible=False)
    if grid:
        axes.grid(visible=True, axis=grid, color=GRID, linewidth=0.5)
    if not left:
        axes.tick_params(axis="y", length=0)


def bare(axes: Canvas) -> None:
    """Axes that only hold others."""
    axes.set_axis_off()
