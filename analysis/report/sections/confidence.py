"""Confidence beside accuracy, where the probabilities of options were asked for."""

from jagbench.analysis.charts.chart import chart_named
from jagbench.analysis.charts.figure import Figured
from jagbench.analysis.charts.reliability import reliability_data
from jagbench.analysis.charts.venues import DEFAULT, venue
from jagbench.analysis.measures.calibration import has_scores
from jagbench.analysis.report.section import Material, Plot, Section


def confidence(material: Material) -> Section | None:
    """The reliability diagram; None where no run has probabilities."""
    if not has_scores(material.frame):
        return None
    chart = chart_named("reliability")
    figure = Figured(
        chart=chart.name,
        data=reliability_data(material.frame),
        width=venue(DEFAULT).two,
        caption=chart.reading,
    )
    shown = Plot(title="Confidence and accuracy", figure=figure)
    return Section(name="confidence", title="Confidence", blocks=[shown])
