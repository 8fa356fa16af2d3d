"""Figures inside a page: inline SVG that follows the page's colours and shares it with other figures."""

import re

from jagbench.analysis.charts.figure import Figured
from jagbench.analysis.charts.looks import COLOURS
from jagbench.analysis.charts.style import GRID, INK, PAPER

_THEME = {INK: "currentColor", GRID: "var(--line)", PAPER: "var(--paper)", COLOURS[0].lower(): "var(--blue)"}


def inline(figure: Figured, label: str) -> str:
    """A figure as an `svg` element.

    Args:
        figure: The figure.
        label: Id of the element in the page that names it.
    """
    return embed(figure.picture("svg").decode("utf-8"), figure.chart, label)


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
