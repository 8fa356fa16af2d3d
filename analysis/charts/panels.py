"""Charts of small panels of one size: a name above each, one axis of shares for all."""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.artist import Artist
from matplotlib.axes import Axes

from jagbench.analysis.charts.canvas import (
    AXIS,
    LINE,
    SMALL,
    Canvas,
    Margins,
    bare,
    draw_head,
    head_height,
    hold,
    inner,
    labelled,
    plain,
    sheet,
    width_for,
    write,
)
from jagbench.analysis.charts.fonts import shortened


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelSheet:
    """A chart of panels that is ready for its marks."""

    axes: Axes
    """What the chart returns."""
    panels: Sequence[Canvas]
    """One for each name, in order."""
    first: Sequence[bool]
    """Whether each stands at the left."""


def draw_panels(
    names: Sequence[str],
    *,
    ax: Axes | None,
    width: float,
    size: tuple[float, float],
    title: str = "",
    handles: Sequence[Artist] = (),
    label_x: str = "",
    label_y: str = "",
    seconds: Sequence[str] = (),
    left: float = 0.36,
    gap: float = 0.1,
    foot: float = AXIS,
    what: str = "",
) -> PanelSheet:
    """Lay out panels, as many side by side as there is room for.

    Args:
        names: What stands above each.
        ax: Where to draw; a new figure otherwise.
        width: Of a new figure, in inches.
        size: Least width and usual height of what is drawn in a panel, in inches.
        title: May be empty.
        handles: What the legend explains, with labels.
        label_x: Name of the axes along x, written once.
        label_y: Name of those along y.
        seconds: A second line above each; none when empty.
        left: Room for the numbers of the panels at the left.
        gap: Between panels.
        foot: Room for the numbers below each.
        what: What is drawn, as an error names it.

    Raises:
        DoesNotFit: if there is not enough room.
    """
    wide = width_for(ax, width)
    side = left + (LINE if label_y else 0.0)
    handles = [labelled(handle, str(handle.get_label()), wide) for handle in handles]
    head = head_height(title, handles, wide) + 0.02
    below = LINE + 0.03 if label_x else 0.02
    columns = max(1, min(len(names), int((wide - side) / (size[0] + gap))))
    rows = -(-len(names) // columns)
    step = (wide - side) / columns - gap
    lines = 2 if seconds else 1
    above = 0.1 * lines + 0.05
    needed = head + below + rows * (size[1] + above + foot)
    page = sheet(ax, width=width, height=needed, least=(side + size[0] + gap, needed), what=what)
    around = Margins(left=side, top=head, bottom=below)
    bare(page.axes)
    hold(page.axes, Margins(top=head))
    panels: list[Canvas] = []
    for place, name in enumerate(names):
        cell = divmod(place, columns)
        panel = inner(
            page.axes,
            Margins(top=above, bottom=foot, right=gap),
            around=around,
            cell=cell,
            grid=(rows, columns),
        )
        plain(panel)
        for line, text in enumerate([*seconds[place : place + 1], name]):
            bold = text is name
            write(
                panel,
                shortened(text, SMALL, step + gap - 0.03, bold=bold),
                (0, 1),
                offset=(0, 2.5 + 7.2 * line),
                coordinates="axes fraction",
                size=SMALL,
                bold=bold,
                va="bottom",
            )
        panels.append(panel)
    if label_x:
        write(
            page.axes,
            label_x,
            (0.5, 0),
            offset=(0, 2),
            coordinates="axes fraction",
            ha="center",
            va="bottom",
        )
    if label_y:
        write(
            page.axes,
            label_y,
            (0, 0.5),
            offset=(2, 0),
            coordinates="axes fraction",
            ha="center",
            va="top",
            rotation=90,
        )
    draw_head(page.axes, title, handles, width=wide, margins=Margins(top=head))
    return PanelSheet(
        axes=page.axes, panels=panels, first=[place % columns == 0 for place in range(len(names))]
    )
