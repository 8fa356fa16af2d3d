"""Confidence beside accuracy, where the probabilities of options were asked for."""

from jagbench.analysis.charts.gallery import plates
from jagbench.analysis.measures.calibration import has_scores
from jagbench.analysis.report.section import Material, Plot, Section


def confidence(material: Material) -> Section | None:
    """The reliability diagram; None where no run has probabilities."""
    if not has_scores(material.frame):
        return None
    shown = [Plot(plate=plate) for plate in plates(material.frame) if plate.name == "reliability"]
    return Section(name="confidence", title="Confidence", blocks=shown)
