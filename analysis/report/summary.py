"""A run in plain words: the first screen of a report, and the end of `jagbench run`."""

from collections.abc import Mapping

import pandas as pd

from jagbench.analysis.diagnosis import credited, statements
from jagbench.analysis.diagnosis.table import ENOUGH
from jagbench.analysis.measures.standing import ranking
from jagbench.analysis.report.section import percent, span

NOTHING = "Nothing is scored, so nothing is known."
"""What is said of a run without a scored reply."""

WEAKEST = 3
"""Families that `weakest` names."""


def right(total: Mapping[str, object]) -> str:
    """How much is right, with its interval and n, in one sentence.

    Args:
        total: A record of `jagbench.analysis.statistics.cells.cells` with scored replies.
    """
    accuracy, low, high = (float(str(total[name])) for name in ("accuracy", "low", "high"))
    return (
        f"{percent(accuracy)} right (95 % interval {span(low, high)}, n = {total['scored']:,}), and "
        f"{percent(float(str(total['strict_accuracy'])))} right and in the format asked for."
    )


def weakest(frame: pd.DataFrame) -> str | None:
    """The weakest families with their n, in one sentence; None where there are fewer than two.

    Args:
        frame: The frame of one run.
    """
    places = ranking(frame, "family")
    if len(places) < 2:
        return None
    if places[0].accuracy == places[-1].accuracy:
        return f"All {len(places)} families are at {percent(places[0].accuracy)}, so none is weakest."
    worst = [place for place in places if place.accuracy < places[-1].accuracy]
    named = worst[:WEAKEST]
    shown = ", ".join(
        f"{place.name} {percent(place.accuracy)} ({span(place.low, place.high)}, n = {place.scored:,})"
        for place in named
    )
    tied = sum(place.accuracy == named[-1].accuracy for place in worst[WEAKEST:])
    more = f", and {tied} more at {percent(named[-1].accuracy)}" if tied else ""
    rest = f"; the other {len(places) - len(worst)} at {percent(places[-1].accuracy)}"
    head = "Weakest families" if len(named) > 1 else "Weakest family"
    return f"{head}: {shown}{more}{rest if len(worst) <= WEAKEST else ''}."


def explained(diagnosis: pd.DataFrame) -> list[str]:
    """How much of the wrong answers known misconceptions explain, and which leads; nothing without any.

    Args:
        diagnosis: The diagnosis of one run.
    """
    wrong = int(diagnosis.drop_duplicates("skill")["wrong"].sum())
    if not wrong:
        return []
    found = credited(diagnosis)
    share = float((found["share"] * found["wrong"]).sum()) / wrong
    leaders = sorted(
        (said for said in statements(diagnosis) if said.leading),
        key=lambda said: (-(said.share or 0) * said.wrong, said.skill),
    )
    text = f"Of its {wrong:,} wrong answers, known misconceptions explain {percent(share)}"
    if not leaders:
        return [f"{text}; {_no_leader(diagnosis)}"]
    first = leaders[0]
    return [
        f"{text}; most of all {first.leading}, which explains {percent(first.share or 0)} of the "
        f"{first.wrong:,} to {first.skill}."
    ]


def _no_leader(diagnosis: pd.DataFrame) -> str:
    """Why none leads: nothing was found, or nothing could have been."""
    skills = diagnosis[diagnosis["wrong"] > 0].drop_duplicates("skill")
    enough = int((skills["items"] >= ENOUGH).sum())
    if not enough:
        most = int(skills["items"].max())
        return (
            f"which one leads could not have been found: no skill has {ENOUGH} items with a wrong answer "
            f"(the most is n = {most})."
        )
    return (
        f"none leads in any of the {enough} skills where {ENOUGH} items or more got a wrong answer, so that "
        "one could have been found."
    )
