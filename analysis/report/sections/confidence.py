"""Confidence beside accuracy, where the probabilities of options were asked for."""

from jagbench.analysis.charts.reliability import reliability_data
from jagbench.analysis.measures.calibration import has_scores
from jagbench.analysis.report.plots import plots
from jagbench.analysis.report.section import Material, Section


def confidence(material: Material) -> Section | None:
    """The reliability diagram; None where no run has probabilities."""
    if not has_scores(material.frame):
        return None
    shown = plots("reliability", lambda: reliability_data(material.frame), "Confidence and accuracy")
    return Section(name="confidence", title="Confidence", blocks=shown) if shown else None
