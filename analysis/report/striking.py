"""The failures that a page shows first."""

from collections.abc import Sequence

import pandas as pd

from jagbench.analysis.measures.famous import FAMOUS
from jagbench.probes import Probe

_LONGEST_PROMPT, _LONGEST_REPLY = 240, 160
"""Characters that are read at a glance."""


def striking(frame: pd.DataFrame, probes: Sequence[Probe] = (), *, count: int = 3) -> pd.DataFrame:
    """The plainest wrong answers: of questions that a child masters first, short, each of another skill.

    Famous questions come first, then English ones, as the page is, then the lowest school grade, then the
    shortest question. Where too few are short, longer ones follow.

    Args:
        frame: The frame of one or several runs.
        probes: The probes that were asked, which know the famous questions.
        count: How many, at most.
    """
    famous = {probe.id for probe in probes if FAMOUS in probe.params}
    wrong = frame[frame["verdict"] == "wrong"]
    length, reply = wrong["prompt"].str.len(), wrong["reply"].str.len()
    first = (
        wrong[["skill", "grade"]]
        .assign(
            known=~wrong["probe"].isin(famous),
            foreign=wrong["language"] != "en",
            long=(length > _LONGEST_PROMPT) | (reply > _LONGEST_REPLY),
            length=length + reply,
            row=range(len(wrong)),
        )
        .sort_values(["long", "known", "foreign", "grade", "length"], kind="stable")
        .drop_duplicates("skill")
        .head(count)
    )
    return wrong.iloc[first["row"].tolist()]
