"""The sections of the page, in order; `jagbench.analysis.report.section` says how one is added."""

from collections.abc import Callable, Sequence

from jagbench.analysis.report.section import Material, Section
from jagbench.analysis.report.sections.checkpoints import checkpoints
from jagbench.analysis.report.sections.comparison import comparison
from jagbench.analysis.report.sections.confidence import confidence
from jagbench.analysis.report.sections.consistent import consistent
from jagbench.analysis.report.sections.conversations import conversations
from jagbench.analysis.report.sections.hunted import hunted
from jagbench.analysis.report.sections.jaggedness import jaggedness
from jagbench.analysis.report.sections.misconceptions import misconceptions
from jagbench.analysis.report.sections.overview import overview
from jagbench.analysis.report.sections.readings import readings
from jagbench.analysis.report.sections.skills import skills
from jagbench.analysis.report.sections.wording import wording
from jagbench.analysis.report.sections.written import written

SECTIONS: Sequence[Callable[[Material], Section | None]] = (
    overview,
    hunted,
    comparison,
    checkpoints,
    conversations,
    skills,
    jaggedness,
    misconceptions,
    written,
    wording,
    consistent,
    confidence,
    readings,
)
"""The sections, the first of which is the first screen."""


def sections(material: Material) -> list[Section]:
    """The sections of a page that have something to show."""
    made = (make(material) for make in SECTIONS)
    return [section for section in made if section is not None]
