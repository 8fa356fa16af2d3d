"""What a context before the question, or a system message, changes: the same probes with and without it."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from jagbench.analysis.frame.rows import same_answer
from jagbench.analysis.turns.answers import column
from jagbench.analysis.turns.figures import Figure, compared, flags, share
from jagbench.probes import Probe
from jagbench.runners.protocols import priming, steer


def with_primed(table: pd.DataFrame, probes: Mapping[str, Probe], kind: str) -> pd.DataFrame:
    """Conversations with the misconception that a context leads to, and whether an answer is its lure.

    Args:
        table: What `jagbench.analysis.turns.answers.conversations` gives.
        probes: The probes by id.
        kind: That of the context.

    Returns:
        The same; where the context leads to an answer also `misconception`, and `ARM.1.lure` for each arm.
    """
    asked = [probes[probe] for probe in table["probe"].tolist()]
    lures = [priming.primed_lure(probe, kind) for probe in asked]
    if all(lure is None for lure in lures):
        return table
    there = {
        f"{column(arm)}.lure": [
            lure is not None and same_answer(probe, reading, lure[1])
            for reading, lure, probe in zip(
                table[f"{column(arm)}.reading"].tolist(), lures, asked, strict=True
            )
        ]
        for arm in priming.ARMS
    }
    return table.assign(misconception=["" if lure is None else lure[0] for lure in lures], **there)


def priming_figures(table: pd.DataFrame, kind: str) -> list[Figure]:
    """The measures of the protocol `priming`.

    Args:
        table: What `with_primed` gives, of one run or a part of it.
        kind: That of the context.

    Returns:
        Those of `shifts`, and where the context leads to an answer `primed lure`, the share of answers that
        are it, in both arms and with their difference.
    """
    figures = shifts(table, ("primed", "bare"))
    if f"{column('bare')}.lure" in table.columns:
        primed, bare = (flags(table, f"{column(arm)}.lure") for arm in ("primed", "bare"))
        everyone = np.ones(len(table), dtype=np.bool_)
        items = table["item"].tolist()
        figures += compared("primed lure", 1, everyone, ("primed", "bare"), (primed, bare), items)
    return figures


def steer_figures(table: pd.DataFrame, kind: str) -> list[Figure]:
    """The measures of the protocol `steer`: those of `shifts`.

    Args:
        table: What `jagbench.analysis.turns.answers.conversations` gives, of one run or a part of it.
        kind: That of the system message.
    """
    bare, steered = steer.ARMS
    return shifts(table, (steered, bare))


def shifts(table: pd.DataFrame, arms: tuple[str, str]) -> list[Figure]:
    """How right answers differ between two arms that ask the same.

    Args:
        table: Conversations.
        arms: The arm, and the one that it is held against.

    Returns:
        `accuracy` in both with the difference, and `changed`, the share of conversations whose two answers
        are not the same.
    """
    items = table["item"].tolist()
    everyone = np.ones(len(table), dtype=np.bool_)
    one, other = (flags(table, column(arm)) for arm in arms)
    readings = [table[f"{column(arm)}.reading"].to_numpy() for arm in arms]
    changed = np.array(readings[0] != readings[1], dtype=np.bool_) & ~(one & other)
    return [
        *compared("accuracy", 1, everyone, arms, (one, other), items),
        share("changed", arms[0], 1, changed, items),
    ]
