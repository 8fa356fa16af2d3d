"""The answers of a run at each of its turns, judged."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from jagbench.analysis.frame.rows import frame, run_labels
from jagbench.errors import JagbenchError
from jagbench.runners.protocols import turns_of
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
        `KEY`, `ABOUT`, and for each turn two columns: `ARM.STEP`, whether its answer is right, and
        `ARM.STEP.reading`, the answer.

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
        whole &= (indexed["verdict"] != "unscored").to_numpy()
    if first is None:
        raise JagbenchError("There are no turns to compare: `jagbench run` has to ask first.")
    return first.assign(**columns)[whole].reset_index()


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
