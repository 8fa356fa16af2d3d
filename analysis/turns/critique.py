"""How well a model tells right replies from wrong ones, and what its criticism is worth.

A wrong reply is the signal, to say that it is not right the alarm. Hits and false alarms give the
sensitivity d' and the criterion c of signal detection (Macmillan and Creelman, Detection Theory, 2005), with
half a reply added to each cell and one to each margin (the log-linear correction of Hautus 1995, Behav. Res.
Methods 27:46), so that both are finite. Their intervals are from the variance of Gourevitch and Galanter
(1967, Psychometrika 32:25).
"""

import math
from collections.abc import Mapping
from statistics import NormalDist

import numpy as np
import pandas as pd

from jagbench.analysis.statistics.cells import LEVEL
from jagbench.analysis.turns.answers import column
from jagbench.analysis.turns.figures import Figure, Flags, compared, difference, flags, share, unknown
from jagbench.probes import Probe
from jagbench.runners.protocols.critique import arms
from jagbench.runners.protocols.turns import lure_of

_NORMAL = NormalDist()


def with_shown(table: pd.DataFrame, probes: Mapping[str, Probe], kind: str) -> pd.DataFrame:
    """Critiques, a row for each reply that was shown.

    Args:
        table: Conversations with `ARM.1.said`, and of another run's replies with `other.correct` and
            `other.lures`.
        probes: The probes by id.
        kind: That of the protocol.

    Returns:
        The columns of the conversation that say what it is about, and `shown`, whether the reply that was
        shown is right; `said`; `answer`, whether the answer after it is right; and `misconception`, that of
        the shown reply where it is a lure.
    """
    parts: list[pd.DataFrame] = []
    about = [name for name in table.columns if "." not in str(name)]
    for arm in arms(kind):
        if kind == "planted":
            lures = [lure_of(probes[probe]) for probe in table["probe"].tolist()]
            shown = np.full(len(table), arm == "right")
            named = ["" if lure is None or arm == "right" else lure[0] for lure in lures]
        else:
            source = "first.1" if kind == "own" else "other"
            shown = flags(table, f"{source}.correct" if kind == "other" else source)
            named = [lures[0] if lures else "" for lures in table[f"{source}.lures"].tolist()]
        parts.append(
            table[about].assign(
                shown=shown,
                said=table[f"{column(arm)}.said"].to_numpy(),
                answer=table[column(arm, 2)].to_numpy(),
                misconception=named,
            )
        )
    return pd.concat(parts, ignore_index=True)


def critique_figures(table: pd.DataFrame, kind: str) -> list[Figure]:
    """The measures of the protocol `critique`.

    Args:
        table: What `with_shown` gives, of one run or a part of it.
        kind: That of the protocol.

    Returns:
        `caught`, wrong replies that are said not to be right; `false alarm`, right replies that are; `said
        neither`, judgements that say neither yes nor no, which count as no alarm; `d'` and `criterion c`
        (below 0: alarms come easily); `repaired`, right answers behind a wrong reply, and `damaged`, answers
        that are not right behind a right one; `accuracy` of the replies `shown`, of the answers `after` each,
        and of both `teamed`: the answer where the reply was said not to be right, else the reply; and of
        what a person must look at `flagged`, the replies said not to be right, and `missed`, the wrong ones
        among those that are not.
    """
    items = np.array(table["item"].tolist(), dtype=object)
    right, answer = flags(table, "shown"), flags(table, "answer")
    said = table["said"].to_numpy()
    alarm: Flags = np.array(said == "no", dtype=np.bool_)
    neither: Flags = np.array(said == "", dtype=np.bool_)

    def part(measure: str, found: Flags, counts: Flags) -> Figure:
        return share(measure, "", 1, found[counts], items[counts].tolist())

    everyone = np.ones(len(table), dtype=np.bool_)
    teamed = np.where(alarm, answer, right).astype(np.bool_)
    whole = items.tolist()
    return [
        part("caught", alarm, ~right),
        part("false alarm", alarm, right),
        part("said neither", neither, everyone),
        *detection(int(alarm[~right].sum()), int((~right).sum()), int(alarm[right].sum()), int(right.sum())),
        part("repaired", answer, ~right),
        part("damaged", ~answer, right),
        *compared("accuracy", 1, everyone, ("after", "shown"), (answer, right), whole),
        share("accuracy", "teamed", 1, teamed, whole),
        difference("accuracy", ("teamed", "shown"), 1, teamed, right, whole),
        part("flagged", alarm, everyone),
        part("missed", ~right, ~alarm),
    ]


def detection(hits: int, signals: int, false_alarms: int, others: int) -> list[Figure]:
    """Sensitivity d' and criterion c, with their intervals.

    Args:
        hits: Alarms at signals.
        signals: Signals.
        false_alarms: Alarms where there is no signal.
        others: Where there is none.

    Returns:
        Two figures; nothing is known of either where there are no signals or nothing else.
    """
    if not signals or not others:
        return [unknown(name, "", 1, "number") for name in ("d'", "criterion c")]
    rates = ((hits + 0.5) / (signals + 1), (false_alarms + 0.5) / (others + 1))
    places = [_NORMAL.inv_cdf(rate) for rate in rates]
    spread = sum(
        rate * (1 - rate) / (size * _NORMAL.pdf(place) ** 2)
        for rate, place, size in zip(rates, places, (signals, others), strict=True)
    )
    half = _NORMAL.inv_cdf((1 + LEVEL) / 2) * math.sqrt(spread)
    found = (("d'", places[0] - places[1], half), ("criterion c", -sum(places) / 2, half / 2))
    return [
        Figure(
            measure=name,
            arm="",
            step=1,
            unit="number",
            value=value,
            low=value - width,
            high=value + width,
            n=signals + others,
            items=signals + others,
        )
        for name, value, width in found
    ]
