"""Figures inside a page: inline SVG with text that is found, in the page's colours and letters."""

import re
from collections.abc import Sequence

from markupsafe import escape

from jagbench.analysis.charts.coastline import BEACH, LAND
from jagbench.analysis.charts.figure import Figured
from jagbench.analysis.charts.looks import COLOURS
from jagbench.analysis.charts.style import GRID, INK, PAPER
from jagbench.analysis.report.section import Entry

_THEME = {
    INK: "currentColor",
    GRID: "var(--line)",
    PAPER: "var(--paper)",
    COLOURS[0].lower(): "var(--blue)",
    LAND: "var(--land)",
    BEACH: "var(--beach)",
}
_ROW = re.compile(r'<g id="row-(\d+)">(.*?)</g>', re.DOTALL)
_LETTERS = re.compile(r"(font: [^;\"']*?px )[^;\"]+")


def inline(figure: Figured, name: str, label: str, links: Sequence[Entry] = ()) -> str:
    """A figure as an `svg` element.

    Args:
        figure: The figure.
        name: What its ids begin with, unique in the page.
        label: Id of the element in the page that names it.
        links: For each row of its table what its place in the figure shows and leads to; nothing when empty.
    """
    return embed(figure.picture("svg", letters=True).decode("utf-8"), name, label, figure.width, links)


def embed(document: str, name: str, label: str, width: float, links: Sequence[Entry] = ()) -> str:
    """The `svg` element of an SVG file: no prolog, no metadata, ids of its own, the page's look.

    Args:
        document: The file, as Matplotlib writes it.
        name: What its ids begin with, unique in the page.
        label: Id of the element in the page that names it.
        width: In inches.
        links: As in `inline`.
    """
    text = document[document.index("<svg") :]
    text = re.sub(r"<metadata>.*?</metadata>", "", text, count=1, flags=re.DOTALL)
    text = _LETTERS.sub(r"\1var(--letters)", text)
    for colour, themed in _THEME.items():
        text = text.replace(colour, themed)
    text = _ROW.sub(lambda found: _linked(found, links), text)
    text = re.sub(r'\bid="', f'id="{name}-', text)
    text = re.sub(r'href="#(?!replies)', f'href="#{name}-', text)
    text = text.replace("url(#", f"url(#{name}-")
    head, rest = text.split(">", 1)
    head = re.sub(r'\s(width|height)="[^"]*"', "", head)
    # What is in an image cannot be reached by its reader; links make a figure a group.
    role = "group" if links else "img"
    return f'{head} role="{role}" aria-labelledby="{label}" style="--wide: {width:g}">{rest}'


def _linked(found: "re.Match[str]", links: Sequence[Entry]) -> str:
    """The place of a row as a link; nothing where the page has none."""
    if not links:
        return ""
    entry = links[int(found[1])]
    return (
        f'<a href="{escape(entry.address)}" tabindex="-1"><title>{escape(entry.hint)}</title>{found[2]}</a>'
    )
