"""Famous questions beside their twins: whether a model knows the question or the skill."""

from collections.abc import Mapping, Sequence

import pandas as pd

from jagbench.analysis.statistics.cells import cells
from jagbench.probes.probe import Probe

FAMOUS, TWIN = "famous", "twin"
"""The params of a probe that name the question that it is, or is a twin of."""


def famous_beside_twins(frame: pd.DataFrame, probes: Sequence[Probe]) -> pd.DataFrame:
    """How often famous questions are answered right, and how often their twins are, in the same words.

    Args:
        frame: The frame of one or several runs.
        probes: The probes that were asked, whose params say which of them are famous or twins.

    Returns:
        One row for each run, question and `kind` (`"famous"` or `"twin"`), with the columns of `cells`; empty
        where no famous question was asked.
    """
    marks: Mapping[str, tuple[str, str]] = {
        probe.id: (str(probe.params[kind]), kind)
        for probe in probes
        for kind in (FAMOUS, TWIN)
        if kind in probe.params
    }
    asked = frame[frame["probe"].isin(list(marks))]
    named = asked.assign(
        question=[marks[probe][0] for probe in asked["probe"]],
        kind=[marks[probe][1] for probe in asked["probe"]],
    )
    return cells(named, ["run", "question", "kind"])
