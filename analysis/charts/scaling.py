"""Accuracy over the size of models."""

import math
from collections.abc import Mapping, Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from jagbench.analysis.charts.canvas import ONE_COLUMN, PLAIN, Canvas, number_axis, share_axis
from jagbench.analysis.charts.chart import About, Chart, refuse_empty
from jagbench.analysis.charts.looks import looks
from jagbench.analysis.charts.panels import draw_panels
from jagbench.analysis.charts.style import GRID, INK
from jagbench.analysis.statistics.cells import by_family, cells, family_of, records
from jagbench.errors import InvalidArgument

_SIZE = (0.85, 0.7)


def scaling_data(frame: pd.DataFrame, about: Mapping[str, About]) -> pd.DataFrame:
    """What `scaling` draws: accuracy, by family and of all, over the number of parameters.

    Args:
        frame: A frame of two runs or more.
        about: What is known of each run.

    Raises:
        InvalidArgument: if fewer than two runs have different numbers of parameters that are known.
    """
    refuse_empty(frame, "scaling")
    sizes = {label: run.parameters for label, run in about.items() if run.parameters is not None}
    if len(set(sizes.values())) < 2:
        unknown = [label for label in dict.fromkeys(frame["run"]) if label not in sizes]
        missing = f"; not known of {', '.join(unknown)}" if unknown else ""
        raise InvalidArgument(
            "scaling needs two runs whose numbers of parameters differ: a GGUF or safetensors file says "
            f"it, a name such as Qwen3-8B, or --sizes{missing}."
        )
    part = frame[frame["run"].isin(list(sizes))]
    whole = cells(part, ["run"]).assign(family="all")
    table = pd.concat([whole, cells(part, ["run", "family"])], ignore_index=True)
    families = ["all", *dict.fromkeys(map(family_of, by_family(part)))]
    table = table.assign(
        model=[about[run].model for run in table["run"]],
        parameters=[float(sizes[run]) for run in table["run"]],
    )
    order = {family: place for place, family in enumerate(families)}
    table = table.sort_values(
        ["family", "parameters"],
        key=lambda column: column.map(order) if column.name == "family" else column,
        kind="stable",
        ignore_index=True,
    )
    kept = ["run", "model", "parameters", "family", "asked", "scored", "items", "accuracy", "low", "high"]
    return table[[*kept, "method", "baseline"]]


def draw_scaling(
    data: pd.DataFrame, *, ax: Axes | None = None, width: float = ONE_COLUMN, title: str = ""
) -> Axes:
    """Draw the table of `scaling_data`: a panel for all, and for each family."""
    families: list[str] = list(dict.fromkeys(data["family"]))
    look = looks(["run"])["run"]
    handles = [
        look.handle("right, with 95 % interval"),
        Line2D([], [], color=INK, linestyle=":", linewidth=0.9, label="blind strategy"),
    ]
    page = draw_panels(
        families,
        ax=ax,
        width=width,
        size=_SIZE,
        title=title,
        handles=handles,
        label_x="parameters, logarithmic",
        label_y="right answers",
        what=f"{len(families)} families in panels",
    )
    sizes = sorted(set(data["parameters"].tolist()))
    for panel, family, first in zip(page.panels, families, page.first, strict=True):
        part = data[data["family"] == family]
        _panel(panel, sizes, first=first)
        rows = [row for row in records(part) if row["scored"]]
        panel.plot(
            [row["parameters"] for row in rows],
            [row["baseline"] for row in rows],
            color=INK,
            linestyle=":",
            linewidth=0.9,
        )
        look.mark(
            panel, [(row["accuracy"], row["parameters"], row["low"], row["high"]) for row in rows], line=True
        )
    return page.axes


def _panel(panel: Canvas, sizes: Sequence[float], *, first: bool) -> None:
    share_axis(panel, "y")
    panel.grid(visible=True, axis="y", color=GRID, linewidth=0.5)
    if not first:
        panel.tick_params(axis="y", labelleft=False)
    panel.set_xscale("log")
    panel.minorticks_off()
    panel.set_xlim(sizes[0] / 1.6, sizes[-1] * 1.6)
    number_axis(panel, "x", [sizes[0], sizes[-1]], [short(sizes[0]), short(sizes[-1])])
    panel.tick_params(labelsize=PLAIN)


def short(count: float) -> str:
    """A large number in few letters: 135M, 1.5B, 2k."""
    for unit, word in ((1e12, "T"), (1e9, "B"), (1e6, "M"), (1e3, "k")):
        if count >= unit:
            digits = max(0, 1 - math.floor(math.log10(count / unit)))
            return f"{round(count / unit, digits):g}{word}"
    return f"{count:g}"


CHARTS = (
    Chart(
        name="scaling",
        claim="how accuracy grows with the number of parameters",
        needs="two runs or more of models of known sizes",
        reading="Accuracy over the number of parameters, of all probes and by family, with 95 % "
        "intervals; the dotted line is what a blind strategy reaches.",
        data=lambda material: scaling_data(material.frame, material.about),
        draw=draw_scaling,
        paged_by="family",
    ),
)
