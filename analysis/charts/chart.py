"""What a chart is, what it is made of, and the list of all of them.

A chart has two halves. `data` makes a tidy table of what runs come to; `draw` draws that table and nothing
else. So a figure is drawn again from its saved table, byte for byte, and a paper's own code can draw a table
of its own.

A chart is added in a module of this folder that has a tuple `CHARTS`, and a line in `MODULES`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from math import ceil
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from jagbench.analysis.charts.canvas import DoesNotFit
from jagbench.errors import InvalidArgument, unknown_name
from jagbench.probes import Probe

MODULES = (
    "coastline",
    "skills",
    "difficulty",
    "frames",
    "wrong",
    "operands",
    "heat",
    "consistency",
    "pairs",
    "profile",
    "factors",
    "samples",
    "reliability",
    "scaling",
    "trend",
    "ladder",
    "turns",
    "simplest",
)
"""The modules of this folder with charts, in the order in which charts are listed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What has to be said of a run beside what came out of it."""

    label: str
    """What it is called in the figure."""
    model: str
    """The model as it was given."""
    suite: str
    """Name of the suite."""
    suite_sha256: str = ""
    """Its hash."""
    protocol: str = "direct"
    """How it was asked."""
    temperature: float = 0.0
    """Of the sampling."""
    extent: str = ""
    """How much of the suite it is about, in words."""
    whole: bool = True
    """Whether that is all of the suite."""
    fingerprint: str = ""
    """What tells the model from another of the same name."""
    created: str = ""
    """When it was begun."""
    jagbench: str = ""
    """The version that asked."""
    parameters: int | None = None
    """Parameters of the model; None where they are not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What charts are made of."""

    frame: pd.DataFrame
    """The judged replies of one run or several (`jagbench.analysis.frame.rows.Row`)."""
    probes: Sequence[Probe] = ()
    """What was asked; charts that need it say so."""
    about: Mapping[str, About] = field(default_factory=dict[str, About])
    """The runs by their labels, in the order of the frame."""
    tokens: Callable[[], pd.DataFrame] | None = None
    """Makes the columns of `jagbench.analysis.measures.covariates.token_covariates`."""
    turns: Callable[[], pd.DataFrame] | None = None
    """Makes the table of `jagbench.analysis.turns.together.figures_together`; None where no run asks in
    several turns."""
    hunts: Mapping[str, Mapping[str, Any]] = field(default_factory=dict[str, Mapping[str, Any]])
    """For each run that is a hunt the content of its `hunt.json` (docs/hunt.md)."""


Data = Callable[[Material], pd.DataFrame]
Draw = Callable[..., Axes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """One idea of a figure, for one claim that a paper makes."""

    name: str
    """What it is called: `coastline`."""
    claim: str
    """What it shows, in a few words."""
    needs: str
    """What it is made of, in a few words."""
    reading: str
    """How to read it: the first sentences of its caption."""
    data: Data
    """Makes the table that is drawn; raises `InvalidArgument` where there is nothing to show."""
    draw: Draw
    """`draw(data, ax=None, width=…, title="") -> Axes`; raises `DoesNotFit` where room is lacking."""
    paged_by: str = ""
    """The column whose values may be divided over several pages; empty where they may not."""
    two_columns: bool = False
    """Whether it wants both columns of a page where nothing else is asked for."""


@cache
def charts() -> Mapping[str, Chart]:
    """All charts by their names, in the order in which they are listed."""
    found: dict[str, Chart] = {}
    for module in MODULES:
        for chart in import_module(f"jagbench.analysis.charts.{module}").CHARTS:
            found[chart.name] = chart
    return found


def chart_named(name: str) -> Chart:
    """A chart by its name; `accuracy_by_skill` is `accuracy-by-skill`.

    Raises:
        InvalidArgument: if there is none.
    """
    found = charts().get(name.replace("_", "-"))
    if found is None:
        raise unknown_name("chart", name, charts())
    return found


def pages(chart: Chart, data: pd.DataFrame, *, width: float) -> list[pd.DataFrame]:
    """A table divided so that each part fits a page, in parts of like size; one part where all of it fits.

    Args:
        chart: How it is drawn.
        data: The table.
        width: Of the figure, in inches.

    Raises:
        DoesNotFit: if it does not fit and cannot be divided.
    """
    keys = list(dict.fromkeys(data[chart.paged_by])) if chart.paged_by else []
    count = 1
    while True:
        size = ceil(len(keys) / count) if keys else 0
        parts = [keys[start : start + size] for start in range(0, len(keys), size)] if keys else []
        tables = [data[data[chart.paged_by].isin(part)].reset_index(drop=True) for part in parts] or [data]
        try:
            for table in tables:
                chart.draw(table, width=width)
        except DoesNotFit as error:
            if error.share is None or count >= len(keys):
                raise
            count = min(len(keys), max(count + 1, int(count / max(error.share, 0.05))))
        else:
            return tables


def refuse_empty(frame: pd.DataFrame, chart: str) -> None:
    """Check that there is a scored reply.

    Raises:
        InvalidArgument: if there is none.
    """
    if frame.empty:
        raise InvalidArgument(f"{chart} has nothing to show: no probe was asked.")
    if (frame["verdict"] == "unscored").all():
        raise InvalidArgument(
            f"{chart} has nothing to show: none of the {len(frame):,} replies asked for is scored yet. "
            "`jagbench run` asks what is missing."
        )


def refuse_many(runs: Sequence[str], most: int, chart: str) -> None:
    """Check that a chart can tell its runs apart.

    Raises:
        InvalidArgument: if there are too many.
    """
    if len(runs) > most:
        raise InvalidArgument(
            f"{chart} tells up to {most} runs apart, not {len(runs)}: name fewer, or draw 'models', a table "
            "in colours that holds more."
        )
