"""Charts of `analysis/charts` in a page: at the width of its text, and at that of a phone."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from jagbench.analysis.charts.chart import Material, chart_named
from jagbench.analysis.charts.figure import Figured, figures
from jagbench.analysis.charts.venues import DEFAULT, venue
from jagbench.analysis.report.section import Entry, Plot
from jagbench.analysis.statistics.cells import records
from jagbench.errors import InvalidArgument


def plots(
    name: str,
    material: Material,
    title: str,
    *,
    link: Callable[[Mapping[str, Any]], Entry] | None = None,
    phone: bool = False,
) -> list[Plot]:
    """The figures of a chart; none where it has nothing to show of these runs, or no page holds it.

    Args:
        name: The chart.
        material: What it is made of.
        title: What it shows, as its heading says.
        link: From a row of its table to the figures that the pointer shows there, and where they lead to; for
            charts that say where their rows are.
        phone: Whether a phone gets a figure of one column in its place. Without it, a phone scrolls.
    """
    chart, page = chart_named(name), venue(DEFAULT)
    try:
        wide = figures(chart, material, width=page.two)
        narrow = figures(chart, material, width=page.one) if phone else []
    except InvalidArgument:
        return []
    led = " The pointer shows the figures of a part, and a click its replies." if link else ""
    small: Sequence[Figured | None] = narrow if len(narrow) == len(wide) else [None] * len(wide)
    return [
        Plot(
            title=f"{title} ({figure.page[0]} of {figure.page[1]})" if len(wide) > 1 else title,
            figure=replace(figure, caption=chart.reading + led),
            links=[link(row) for row in records(figure.data)] if link else [],
            phone=other,
        )
        for figure, other in zip(wide, small, strict=True)
    ]
