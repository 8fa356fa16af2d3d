"""The answers of a run at each of its turns, judged."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from jagbench.analysis.frame.rows import Given, frame, judgement, run_labels
from jagbench.analysis.turns.said import a_or_b, yes_or_no
from jagbench.errors import JagbenchError
from jagbench.runners.protocols import turns_of
from jagbench.runners.protocols.turns import Turn
from jagbench.runners.run_directory import RunDirectory

KEY = ["probe", "sample"]
"""What tells the conversations of a run apart."""

ABOUT = ["item", "skill", "family", "level", "grade", "language", "frame"]
"""What a conversation is about: columns of a frame by which figures may be divided."""


def turn_frame(run: RunDirectory, *, label: str | None = None, processes: int | None = None) -> pd.DataFrame:
    """One row for each probe, sample and turn that asks for the answer, judged.

    Args:
        run: The run.
        label: What the column `run` holds; as `run_labels` has it unless given.
        processes: As in `jagbench.analysis.frame.rows.frame`.

    Returns:
        The columns of `jagbench.analysis.frame.rows.Row`, and `turn` (from 0), `arm` and `step` of
        `jagbench.runners.protocols.turns.Turn`. A turn that was not come to is `unscored`.

    Raises:
        JagbenchError: as `frame` does.
    """
    name = run_labels([run])[0] if label is None else label
    parts = [
        frame(run, label=name, turn=number, processes=processes).assign(
            turn=number, arm=turn.arm, step=turn.step
        )
        for number, turn in enumerate(turns_of(run.manifest.protocol))
        if turn.wants == "answer"
    ]
    return pd.concat(parts, ignore_index=True)


def column(arm: str, step: int = 1) -> str:
    """How the columns of `conversations` begin that are about one turn: `"pressure.2"`."""
    return f"{arm}.{step}"


def conversations(turns: pd.DataFrame) -> pd.DataFrame:
    """One row for each probe and sample whose every answer was given.

    Args:
        turns: What `turn_frame` gives, of one run.

    Returns:
        `KEY`, `ABOUT`, and for each turn these columns: `ARM.STEP`, whether its answer is right, and
        `ARM.STEP.reading`, the answer, and `ARM.STEP.lures`, the misconceptions whose lure it is,
        and `ARM.STEP.text`, the reply.

    Raises:
        JagbenchError: if there are none.
    """
    first: pd.DataFrame | None = None
    whole = np.ones(0, dtype=np.bool_)
    columns: dict[str, Any] = {}
    for _, part in turns.groupby("turn", sort=True):
        name, indexed = column(part["arm"].iloc[0], part["step"].iloc[0]), part.set_index(KEY)
        if first is None:
            first, whole = indexed[ABOUT], np.ones(len(part), dtype=np.bool_)
        columns[name] = indexed["correct"].to_numpy()
        columns[f"{name}.reading"] = indexed["reading"].to_numpy()
        columns[f"{name}.lures"] = indexed["lures"].to_numpy()
        columns[f"{name}.text"] = indexed["reply"].to_numpy()
        whole &= (indexed["verdict"] != "unscored").to_numpy()
    if first is None:
        raise JagbenchError("There are no turns to compare: `jagbench run` has to ask first.")
    return first.assign(**columns)[whole].reset_index()


def judgements(run: RunDirectory) -> pd.DataFrame:
    """What is said at the turns that ask whether something is so, or which of two.

    Args:
        run: The run.

    Returns:
        `KEY`, and for each such turn `ARM.STEP.said`: `"yes"`, `"no"`, `"A"`, `"B"`, or `""` where a reply
        says neither or there is none.

    Raises:
        JagbenchError: if a file of replies is damaged.
    """
    asked = {
        number: turn for number, turn in enumerate(turns_of(run.manifest.protocol)) if turn.wants != "answer"
    }
    languages = {probe.id: probe.language for probe in run.iter_probes()} if asked else {}
    found: dict[tuple[str, int], dict[str, str]] = {}
    for reply in run.iter_replies():
        turn = asked.get(reply.turn)
        if turn is None or reply.recheck or reply.finish_reason == "error" or reply.probe not in languages:
            continue
        name = f"{column(turn.arm, turn.step)}.said"
        found.setdefault((reply.probe, reply.sample), {})[name] = heard(
            turn, reply.text, languages[reply.probe]
        )
    names = [f"{column(turn.arm, turn.step)}.said" for turn in asked.values()]
    rows = [
        {"probe": probe, "sample": sample, **said}
        for (probe, sample), said in found.items()
        if len(said) == len(names)
    ]
    return pd.DataFrame(rows, columns=[*KEY, *names])


def heard(turn: Turn, text: str, language: str) -> str:
    """What a reply says at a turn that asks whether something is so, or which of two.

    Args:
        turn: The turn.
        text: The reply.
        language: That of the probe.
    """
    return yes_or_no(text, language) if turn.wants == "yes_or_no" else a_or_b(text)


def of_other(run: RunDirectory) -> pd.DataFrame:
    """The replies of another run that are shown in this one, judged.

    Args:
        run: The run.

    Returns:
        `probe`, `other.correct`, `other.reading`, `other.lures` and `other.text`; no row where none are
        shown.

    Raises:
        JagbenchError: if the file is damaged.
    """
    texts = {reply.probe: reply for reply in run.other_replies()} if run.manifest.other else {}
    rows: list[dict[str, object]] = []
    for probe in run.iter_probes() if texts else ():
        reply = texts[probe.id]
        found = judgement(probe, Given(text=reply.text, finish_reason=reply.finish_reason))
        rows.append(
            {
                "probe": probe.id,
                "other.correct": found.verdict == "correct",
                "other.reading": found.reading,
                "other.lures": found.lures,
                "other.text": reply.text,
            }
        )
    return pd.DataFrame(rows, columns=["probe", *(f"other.{name}" for name in _OF_OTHER)])


_OF_OTHER = ("correct", "reading", "lures", "text")


def by_turn(turns: pd.DataFrame, by: Sequence[str] = ()) -> pd.DataFrame:
    """How often the answers of each turn are right, and what became of the others.

    Args:
        turns: What `turn_frame` gives, of one run or several.
        by: Further columns that divide them.

    Returns:
        The cells of `jagbench.analysis.statistics.cells.cells`, by `run`, `arm`, `step` and `by`.
    """
    from jagbench.analysis.statistics.cells import cells

    return cells(turns, ["run", *by, "arm", "step"])
