"""The plain-words summary at the head of a report."""

import pandas as pd

from jagbench.analysis.diagnosis import credited, statements
from jagbench.analysis.report.sheets import percent, span
from jagbench.analysis.statistics.cells import cells, records


def summary(frame: pd.DataFrame, diagnosis: pd.DataFrame | None = None) -> list[str]:
    """A few sentences for each run: what was asked, how much is right, where it fails, and by what.

    Args:
        frame: The frame of the runs.
        diagnosis: Its diagnosis; None says nothing of misconceptions.
    """
    runs: list[str] = frame["run"].unique().tolist()
    return [
        " ".join(
            [
                *_sentences(frame[frame["run"] == run], run),
                *([] if diagnosis is None else _explained(diagnosis[diagnosis["run"] == run])),
            ]
        )
        for run in runs
    ]


def _sentences(frame: pd.DataFrame, run: str) -> list[str]:
    total = records(cells(frame))[0]
    asked, scored = int(total["asked"]), int(total["scored"])
    said = [f"{run} was asked {asked:,} probes of {frame['skill'].nunique()} skills."]
    if total["unscored"]:
        said.append(
            f"{int(total['unscored']):,} of them got no reply or a failed one; these are unscored and in no "
            "accuracy."
        )
    if not scored:
        return said
    bounds = span(total["low"], total["high"])
    said.append(
        f"It answered {percent(total['accuracy'])} right (95 % interval {bounds}), and "
        f"{percent(total['strict_accuracy'])} right and in the format asked for."
    )
    return [*said, *_extremes(frame)]


def _extremes(frame: pd.DataFrame) -> list[str]:
    skills = cells(frame, ["skill"])
    ranked = records(skills[skills["scored"] > 0].sort_values(["accuracy", "skill"]))
    if len(ranked) < 2:
        return []
    worst, best = ranked[0], ranked[-1]
    return [
        f"Its best skill is {best['skill']} ({percent(best['accuracy'])}), "
        f"its weakest {worst['skill']} ({percent(worst['accuracy'])})."
    ]


def _explained(diagnosis: pd.DataFrame) -> list[str]:
    wrong = int(diagnosis.drop_duplicates("skill")["wrong"].sum())
    if not wrong:
        return []
    found = credited(diagnosis)
    explained = float((found["share"] * found["wrong"]).sum()) / wrong
    leaders = sorted(
        (said for said in statements(diagnosis) if said.leading),
        key=lambda said: (-(said.share or 0) * said.wrong, said.skill),
    )
    text = f"Of its {wrong:,} wrong answers, known misconceptions explain {percent(explained)}"
    if not leaders:
        return [f"{text}, and none leads in any skill."]
    first = leaders[0]
    return [
        f"{text}; most of all {first.leading}, which explains {percent(first.share or 0)} of the "
        f"{first.wrong:,} to {first.skill}."
    ]
