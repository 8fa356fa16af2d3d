"""What a page is made of: sections of text, tables and drawings.

A section is added in two steps:

1. A module in `analysis/report/sections/` with one public function from a `Material` to a `Section`, or to
   None where the runs have nothing to show. It takes its figures from `measures`, `compare` or `diagnosis`; a
   table is a `Sheet` of `Entry`s (`labelled`, `counted`, `shared` and `ranged` make the usual ones), and gets
   sorting, CSV and LaTeX by itself. `Entry.find` makes a number lead to the replies that it counts:
   `{"skill": ..., "verdict": "wrong"}`, the filters of the list of replies. A chart of `analysis/charts` is a
   `Plot`, made by `plots`.
2. Its name in `SECTIONS` of `analysis/report/sections/__init__.py`, where it stands in the page.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import quote, urlencode

import pandas as pd

from jagbench.analysis.diagnosis import diagnose
from jagbench.analysis.measures.profile import Profile, profiles
from jagbench.analysis.statistics.cells import Cells
from jagbench.probes import Probe

if TYPE_CHECKING:
    from jagbench.analysis.charts.figure import Figured


@dataclass(frozen=True, kw_only=True)
class Material:
    """What the sections of a page are made from."""

    frame: pd.DataFrame
    """The frame of the runs."""
    about: Mapping[str, Mapping[str, str]]
    """For each run what the head of the page says of it: a term such as `"suite"` and its text."""
    probes: Sequence[Probe] = ()
    """The probes that were asked; without them nothing is said of misconceptions and variants."""
    extents: Mapping[str, str] = field(default_factory=dict[str, str])
    """For each run how much of its suite it is about, in words."""
    hunts: Mapping[str, Mapping[str, Any]] = field(default_factory=dict[str, Mapping[str, Any]])
    """For each run that is a hunt the content of its `hunt.json` (docs/hunt.md)."""
    cautions: Mapping[str, Sequence[str]] = field(default_factory=dict[str, Sequence[str]])
    """For each run what is said of it before anything else, in sentences."""
    turns: pd.DataFrame | None = None
    """What `jagbench.analysis.turns.together.figures_together` gives; None where no run asks in several
    turns."""

    @cached_property
    def runs(self) -> list[str]:
        """The labels of the runs, in their order."""
        return self.frame["run"].unique().tolist()

    @cached_property
    def keys(self) -> list[str]:
        """The column that tells runs apart, where there are several."""
        return ["run"] if len(self.runs) > 1 else []

    @cached_property
    def parts(self) -> Mapping[str, pd.DataFrame]:
        """The frame of each run."""
        return {run: self.frame[self.frame["run"] == run] if self.keys else self.frame for run in self.runs}

    @cached_property
    def cells(self) -> Cells:
        """The cells of the frame, by whatever columns."""
        return Cells(self.frame)

    @cached_property
    def diagnosis(self) -> pd.DataFrame | None:
        """What explains the wrong answers; None without the probes."""
        return diagnose(self.frame, self.probes) if self.probes else None

    @cached_property
    def profiles(self) -> Sequence[Profile]:
        """The profile of each run."""
        return profiles(self.frame)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One cell of a table."""

    text: str
    """What stands there."""
    number: bool = True
    """Whether it is a number, set flush right."""
    share: float | None = None
    """A share that is also drawn as a bar."""
    low: float | None = None
    """Lower end of an interval that is drawn over the bar."""
    high: float | None = None
    """Its upper end."""
    blind: float | None = None
    """What a blind strategy reaches, drawn as a tick."""
    heat: float | None = None
    """A share that is drawn as the depth of the cell's colour; signed from -1 to 1 where `signed`."""
    signed: bool = False
    """Whether `heat` is a difference."""
    hint: str = ""
    """What is shown when the pointer rests on it."""
    find: Mapping[str, str] = field(default_factory=dict[str, str])
    """Filters of the list of replies that show what the number counts; empty for no link."""

    @property
    def address(self) -> str:
        """Where it leads to, inside the page."""
        return address(self.find)

    @property
    def drawing(self) -> str:
        """The bar as custom properties of CSS."""
        parts = {"v": self.share, "l": self.low, "h": self.high, "c": self.blind}
        known = {name: value for name, value in parts.items() if value is not None and not math.isnan(value)}
        return ";".join(f"--{name}:{value:.3f}" for name, value in known.items())


MOST_ROWS = 1500
"""Rows of a table that a page shows at most: a browser takes seconds for more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One table."""

    kind: ClassVar = "sheet"
    name: str
    """Anchor in the page, and stem of its files."""
    caption: str
    """What it shows."""
    note: str = ""
    """How it is counted."""
    head: Sequence[str]
    """Column heads; the columns before `labels` are row heads."""
    labels: int
    """How many columns name the row."""
    rows: Sequence[Sequence[Entry]]
    """The rows, as many entries each as heads."""
    totals: int = 0
    """How many of the last rows are totals."""
    folded: bool = False
    """Whether it is shown only when it is unfolded."""
    turned: bool = False
    """Whether the heads are set upright, as for many narrow columns."""

    @property
    def shown(self) -> Sequence[Sequence[Entry]]:
        """The rows that the page shows: the first ones and the totals."""
        if len(self.rows) <= MOST_ROWS:
            return self.rows
        end = len(self.rows) - self.totals
        return [*self.rows[: MOST_ROWS - self.totals], *self.rows[end:]]

    @property
    def numbers(self) -> Sequence[bool]:
        """Which columns are numbers."""
        return [entry.number for entry in self.rows[0]] if self.rows else [False] * len(self.head)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """A chart of `analysis/charts` in the page."""

    kind: ClassVar = "plot"
    title: str
    """What it shows."""
    figure: "Figured"
    """The chart, its table and its caption."""
    links: Sequence[Entry] = ()
    """For each row of the table what its place in the figure shows (`hint`) and leads to (`find`); none when
    empty."""
    phone: "Figured | None" = None
    """What a phone shows instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """Something drawn by a template of its own."""

    kind: ClassVar = "drawing"
    name: str
    """Anchor in the page; its macro in `drawings.html.j2` has the same name."""
    title: str
    """What it shows."""
    caption: str
    """How to read it."""
    content: object
    """What the macro is given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """Paragraphs."""

    kind: ClassVar = "text"
    paragraphs: Sequence[str]
    """The paragraphs."""
    warning: bool = False
    """Whether they have to be known before anything else."""


Block = Sheet | Plot | Drawing | Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of the page under one heading."""

    name: str
    """Anchor in the page."""
    title: str
    """Its heading, short enough for the list of sections."""
    blocks: Sequence[Block]
    """What it shows, in order."""


def address(find: Mapping[str, str]) -> str:
    """Where the replies that some filters leave stand in the page."""
    return f"#replies?{urlencode(find, quote_via=quote)}"


def labelled(text: object, **find: str) -> Entry:
    """A cell of words."""
    return Entry(text=str(text), number=False, find=find)


def counted(count: int, **find: str) -> Entry:
    """A cell that counts replies, leading to them where there are any and filters are given."""
    return Entry(text=f"{count:,}", find=find if count else {})


def shared(share: float) -> Entry:
    """A share as text and bar; a dash where nothing was scored."""
    return Entry(text=percent(share), share=None if pd.isna(share) else share)


def ranged(share: float, low: float, high: float, blind: float | None = None) -> Entry:
    """A share with its interval, drawn."""
    if pd.isna(share):
        return Entry(text="–")
    hint = f"95 % interval {span(low, high)}{'' if blind is None else f', blind {percent(blind)}'}"
    return Entry(text=percent(share), share=share, low=low, high=high, blind=blind, hint=hint)


def percent(share: float) -> str:
    """A share for reading: `41.2 %`, and a dash where nothing was scored."""
    return "–" if math.isnan(share) else f"{100 * share:.1f} %"


def span(low: float, high: float) -> str:
    """An interval for reading: `35.1–47.0 %`, and a dash where nothing was scored."""
    return "–" if math.isnan(low) else f"{100 * low:.1f}–{100 * high:.1f} %"


def points(difference: float) -> str:
    """A difference of shares for reading: `+4.2`, in percentage points."""
    return "–" if math.isnan(difference) else f"{100 * difference:+.1f}".replace("-", "−")


_WORDS = {"no_answer": "no answer"}


def word(verdict: str) -> str:
    """A verdict in words."""
    return _WORDS.get(verdict, verdict)
