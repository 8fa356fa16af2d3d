"""The figures of several runs in one table, for charts and reports."""

from collections.abc import Collection, Sequence

import pandas as pd

from jagbench.analysis.turns.measures import read_conversations
from jagbench.runners.protocols import turns_of
from jagbench.runners.run_directory import RunDirectory

NO_MISCONCEPTION = "no misconception"
"""What is called so: wrong replies that no misconception predicts."""


def several_turns(run: RunDirectory) -> bool:
    """Whether a run asks in several turns."""
    return len(turns_of(run.manifest.protocol)) > 1


def figures_together(
    runs: Sequence[RunDirectory], labels: Sequence[str], *, among: Collection[str] | None = None
) -> pd.DataFrame:
    """The figures of the runs that ask in several turns, those of critiques by misconception too.

    Args:
        runs: Any.
        labels: What they are called, in order.
        among: Only conversations about these probes, by their ids; all when None.

    Returns:
        The columns of `jagbench.analysis.turns.measures.Measures.figures`, with `protocol`, and
        `misconception`, which is empty where a figure is over all.

    Raises:
        JagbenchError: as `jagbench.analysis.turns.measures.read_conversations` does.
    """
    parts: list[pd.DataFrame] = []
    for run, label in zip(runs, labels, strict=True):
        if not several_turns(run):
            continue
        protocol = run.manifest.protocol
        found = read_conversations(run, label=label, among=among)
        parts.append(found.measures().figures.assign(protocol=protocol, misconception=""))
        if protocol.startswith("critique:"):
            divided = found.measures("misconception").figures
            named = divided["misconception"].replace("", NO_MISCONCEPTION)
            parts.append(divided.assign(protocol=protocol, misconception=named))
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame()
