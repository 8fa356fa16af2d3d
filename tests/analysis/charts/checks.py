"""What every figure has to hold: no text over another, none outside, none too small."""

from collections.abc import Iterator
from itertools import combinations
from typing import Any

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.text import Text

Figure = Any


def figure_of(axes: Axes) -> Figure:
    return axes.get_figure(root=True)


def drawn_texts(figure: Figure) -> list[tuple[Text, Any]]:
    """The texts that can be seen, each with its box in dots."""
    figure.set_dpi(300)  # as printed: letters are not fitted to the dots of a screen
    figure.draw_without_rendering()
    renderer = RendererAgg(figure.bbox.width, figure.bbox.height, figure.dpi)
    boxes = [(text, text.get_window_extent(renderer)) for text in _texts(figure)]
    return [(text, box) for text, box in boxes if box.width and box.height]


def _texts(figure: Figure) -> Iterator[Text]:
    def of_axes(axes: Any) -> Iterator[Text]:
        if axes.axison:
            for axis in (axes.xaxis, axes.yaxis):
                low, high = sorted(axis.get_view_interval())
                for tick in axis.get_major_ticks():
                    if low - 1e-9 <= tick.get_loc() <= high + 1e-9:
                        yield tick.label1
                yield axis.label
        yield from axes.texts
        for artist in axes.artists:
            yield from getattr(artist, "texts", [])
        if axes.get_legend():
            yield from axes.get_legend().texts
        yield axes.title
        for child in axes.child_axes:
            yield from of_axes(child)

    seen = [text for axes in figure.axes for text in of_axes(axes)]
    yield from (text for text in dict.fromkeys(seen) if text.get_text().strip() and text.get_visible())


def overlaps(figure: Figure) -> list[tuple[str, str]]:
    """Pairs of texts whose boxes share more than a hundredth of an inch both ways."""
    drawn = drawn_texts(figure)
    slack = 0.01 * figure.dpi
    found: list[tuple[str, str]] = []
    for (one, a), (other, b) in combinations(drawn, 2):
        wide = min(a.x1, b.x1) - max(a.x0, b.x0)
        high = min(a.y1, b.y1) - max(a.y0, b.y0)
        if wide > slack and high > slack:
            found.append((one.get_text(), other.get_text()))
    return found


def outside(figure: Figure) -> list[str]:
    """Texts that reach beyond the figure by more than a hundredth of an inch."""
    drawn = drawn_texts(figure)
    wide, high = figure.bbox.width, figure.bbox.height
    slack = 0.012 * figure.dpi
    return [
        text.get_text()
        for text, box in drawn
        if box.x0 < -slack or box.y0 < -slack or box.x1 > wide + slack or box.y1 > high + slack
    ]


def smallest(figure: Figure) -> float:
    """The smallest size of a text, in points."""
    return min(float(text.get_fontsize()) for text, _ in drawn_texts(figure))
