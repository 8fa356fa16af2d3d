"""Figures inside a page: inline SVG that follows the page's colours and shares it with other figures."""

import io
import re

from jagbench.analysis.charts.gallery import Plate
from jagbench.analysis.charts.style import COLOURS, GRID, INK, PAPER, TWO_COLUMNS, style, write

_THEME = {INK: "currentColor", GRID: "var(--line)", PAPER: "var(--paper)", COLOURS[0].lower(): "var(--blue)"}


def inline(plate: Plate, label: str) -> str:
    """A figure as an `svg` element.

    Args:
        plate: The figure, drawn two columns wide.
        label: Id of the element in the page that names it.
    """
    buffer = io.StringIO()
    with style():
        write(plate.draw(TWO_COLUMNS), buffer, format="svg", metadata={"Date": None})
    return embed(buffer.getvalue(), plate.name, label)


def embed(document: str, name: str, label: str) -> str:
    """The `svg` element of an SVG file: no prolog, no metadata, ids of its own, the page's colours.

    Args:
        document: The file, as Matplotlib writes it.
        name: What its ids begin with, unique in the page.
        label: Id of the element in the page that names it.
    """
    text = document[document.index("<svg") :]
    text = re.sub(r"<metadata>.*?</metadata>", "", text, count=1, flags=re.DOTALL)
    text = re.sub(r'\bid="', f'id="{name}-', text)
    text = re.sub(r'href="#', f'href="#{name}-', text)
    text = text.replace("url(#", f"url(#{name}-")
    for colour, themed in _THEME.items():
        text = text.replace(colour, themed)
    head, rest = text.split(">", 1)
    head = re.sub(r'\s(width|height)="[^"]*"', "", head)
    return f'{head} role="img" aria-labelledby="{label}">{rest}'
