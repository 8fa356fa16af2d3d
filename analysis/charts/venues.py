"""How wide a figure is in print, venue by venue, and how high it may become.

Widths are those of tueplots, which keeps the presets of the machine learning conferences; those that it does
not have stand in `_OWN` with the style file they are from.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Literal

from jagbench.errors import unknown_name

Column = Literal["one", "two"]
"""One column of the page, or the whole width of its text."""

MOST_HIGH = 8.2
"""The highest figure in inches: a page of any of the venues, less its caption."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Venue:
    """The widths of a venue, in inches."""

    name: str
    """Its key, such as `"acl"`."""
    one: float
    """Width of one column; of the text where the page has one column."""
    two: float
    """Width of the text."""

    def width(self, column: Column) -> float:
        """The width of a figure in one column, or across both."""
        return self.one if column == "one" else self.two


_TUEPLOTS: Mapping[str, tuple[str, str]] = {
    "aaai": ("aaai2024_half", "aaai2024_full"),
    "aistats": ("aistats2025_half", "aistats2025_full"),
    "colm": ("colm2026", "colm2026"),
    "cvpr": ("cvpr2024_half", "cvpr2024_full"),
    "eccv": ("eccv2024", "eccv2024"),
    "iclr": ("iclr2024", "iclr2024"),
    "icml": ("icml2024_half", "icml2024_full"),
    "jmlr": ("jmlr2001", "jmlr2001"),
    "neurips": ("neurips2024", "neurips2024"),
    "tmlr": ("tmlr2023", "tmlr2023"),
    "uai": ("uai2023_half", "uai2023_full"),
}
"""The presets of tueplots for one column and for both."""

_OWN: Mapping[str, tuple[float, float]] = {
    "acl": (7.7 / 2.54, 16.0 / 2.54),  # acl.sty (also EMNLP, NAACL, EACL): columns of 7.7 cm, text of 16 cm
    "ieee": (3.5, 7.16),  # IEEEtran
    "nature": (89 / 25.4, 183 / 25.4),  # guide to final submission: 89 mm and 183 mm
    "slides": (5.5, 10.0),  # a slide of 16:9, half of it and all of it
}

VENUES = tuple(sorted((*_TUEPLOTS, *_OWN)))
"""The venues there are."""

DEFAULT = "icml"
"""The venue where none is asked for: its columns lie between those of the others."""


def venue(name: str) -> Venue:
    """The widths of a venue.

    Raises:
        InvalidArgument: if there is no such venue.
    """
    if name in _OWN:
        one, two = _OWN[name]
    elif name in _TUEPLOTS:
        one, two = map(_preset, _TUEPLOTS[name])
    else:
        raise unknown_name("venue", name, VENUES)
    return Venue(name=name, one=one, two=two)


def _preset(name: str) -> float:
    sizes: Any = import_module("tueplots.figsizes")
    width: float = getattr(sizes, name)()["figure.figsize"][0]
    return width
