"""Charts of `analysis/charts` in a page: as wide as its text or half of it, and for a phone."""

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from jagbench.analysis.charts.canvas import DoesNotFit
from jagbench.analysis.charts.chart import Chart, chart_named, pages
from jagbench.analysis.charts.figure import Figured, restored, stored
from jagbench.analysis.charts.fonts import letters_kept
from jagbench.analysis.charts.venues import DEFAULT, venue
from jagbench.analysis.report.section import Entry, Plot
from jagbench.analysis.statistics.cells import records
from jagbench.errors import InvalidArgument


def plots(
    name: str,
    table: Callable[[], pd.DataFrame],
    title: str,
    *,
    whole: bool = False,
    link: Callable[[Mapping[str, Any]], Entry] | None = None,
) -> list[Plot]:
    """The figures of a chart; none where it has nothing to show of these runs, or no page holds it.

    Args:
        name: The chart.
        table: Makes what it draws.
        title: What it shows, as its heading says.
        whole: Whether it is as wide as the page whatever the chart wants, and a phone has one of one column.
        link: From a row of its table to the figures that the pointer shows there, and where they lead to; for
            charts that say where their rows are.
    """
    chart, page = chart_named(name), venue(DEFAULT)
    width = page.two if whole or chart.two_columns else page.one
    try:
        data = restored(stored(table()))
        with letters_kept():
            parts = pages(chart, data, width=width)
    except InvalidArgument:
        return []
    led = " The pointer shows the figures of a part, and a click its replies." if link else ""
    made = [
        Figured(
            chart=chart.name,
            data=part,
            width=width,
            caption=chart.reading + led,
            page=(place, len(parts)),
        )
        for place, part in enumerate(parts, start=1)
    ]
    return [
        Plot(
            title=f"{title} ({figure.page[0]} of {figure.page[1]})" if len(parts) > 1 else title,
            figure=figure,
            links=[link(row) for row in records(figure.data)] if link else [],
            phone=_narrow(chart, figure, page.one) if whole else None,
        )
        for figure in made
    ]


def _narrow(chart: Chart, figure: Figured, width: float) -> Figured | None:
    """The same in one column, where it fits one."""
    try:
        with letters_kept():
            chart.draw(figure.data, width=width)
    except DoesNotFit:
        return None
    return Figured(chart=figure.chart, data=figure.data, width=width, page=figure.page)
