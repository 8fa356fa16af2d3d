"""The plain-words summary at the head of a report."""

import pandas as pd

from jagbench.analysis.cells import cells, lure_shares, records
from jagbench.analysis.report.sheets import percent, span


def summary(frame: pd.DataFrame) -> list[str]:
    """A few sentences for each run: what was asked, how much is right, where it fails, and how."""
    runs: list[str] = frame["run"].unique().tolist()
    return [" ".join(_sentences(frame[frame["run"] == run], run)) for run in runs]


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
    return [*said, *_extremes(frame), *_wrong(frame)]


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


def _wrong(frame: pd.DataFrame) -> list[str]:
    wrong = frame[frame["verdict"] == "wrong"]
    if wrong.empty:
        return []
    lured = int((wrong["lures"].map(len) > 0).sum())
    text = (
        f"Of {len(wrong):,} wrong answers, {lured:,} ({percent(lured / len(wrong))}) are what a known "
        "misconception predicts"
    )
    lures = records(lure_shares(wrong))
    return [f"{text}, most often {lures[0]['lure']} ({int(lures[0]['count']):,})." if lures else f"{text}."]
