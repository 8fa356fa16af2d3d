"""Famous questions beside their twins: whether a model knows the question or the skill.

A famous question is one item, in however many wordings, so that it says little alone: "better" or "worse" is
said only where the 95 % intervals, whose unit is the item, do not overlap. Where no accuracy of the famous
question could be told apart from its twins, that is said instead of "no difference".
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any

import pandas as pd

from jagbench.analysis.statistics.cells import LEVEL, cells, records
from jagbench.probes.probe import Probe

FAMOUS, TWIN = "famous", "twin"
"""The params of a probe that name the question that it is, or is a twin of."""


@dataclass(frozen=True, kw_only=True)
class Beside:
    """One famous question, or all of them, beside the twins.

    Args:
        run: The run.
        question: The question's name; None for all of them together.
        famous: The cell of the famous question, None where it was not asked.
        twins: The cell of its twins, likewise.
    """

    run: str
    question: str | None
    famous: Mapping[str, Any] | None
    twins: Mapping[str, Any] | None

    @property
    def name(self) -> str:
        """What it is called in tables."""
        return self.question or "all of them"

    @property
    def found_below(self) -> float | None:
        """Below which accuracy the famous question would be worse than these twins; None where none is.

        The score interval of a share p of n items ends below a bound b where b - p > z sqrt(b (1 - b) / n).
        """
        if self._sides is None:
            return None
        famous, twins = self._sides
        bound = twins["low"] - _reach(twins["low"], famous["items"])
        return bound if bound > 0 else None

    @property
    def found_above(self) -> float | None:
        """Above which accuracy it would be better; None where none is."""
        if self._sides is None:
            return None
        famous, twins = self._sides
        bound = twins["high"] + _reach(twins["high"], famous["items"])
        return bound if bound < 1 else None

    @property
    def says(self) -> str:
        """What may be said of the two."""
        if self._sides is None:
            return "nothing to hold it against"
        famous, twins = self._sides
        if famous["low"] > twins["high"]:
            return "better"
        if famous["high"] < twins["low"]:
            return "worse"
        if self.found_below is None and self.found_above is None:
            return "too few to tell"
        return "no difference shown"

    @property
    def _sides(self) -> tuple[Mapping[str, Any], Mapping[str, Any]] | None:
        """Both cells, where both have a scored reply."""
        if self.famous is None or self.twins is None or not self.famous["scored"] or not self.twins["scored"]:
            return None
        return self.famous, self.twins


def _reach(bound: float, items: int) -> float:
    return NormalDist().inv_cdf((1 + LEVEL) / 2) * math.sqrt(bound * (1 - bound) / items)


def famous_beside_twins(frame: pd.DataFrame, probes: Iterable[Probe]) -> pd.DataFrame:
    """How often famous questions are answered right, and how often their twins are, in the same words.

    Args:
        frame: The frame of one or several runs.
        probes: The probes that were asked, whose params say which of them are famous or twins.

    Returns:
        One row for each run, question and `kind` (`"famous"` or `"twin"`), with the columns of `cells`; empty
        where no famous question was asked.
    """
    return cells(_named(frame, probes), ["run", "question", "kind"])


def held_against_twins(frame: pd.DataFrame, probes: Iterable[Probe]) -> list[Beside]:
    """Each famous question of each run beside its twins, and where there are several then all of them.

    Args:
        frame: The frame of one or several runs.
        probes: As in `famous_beside_twins`.
    """
    named = _named(frame, probes)
    each = _paired(records(cells(named, ["run", "question", "kind"])))
    together = _paired(records(cells(named, ["run", "kind"])))
    found: list[Beside] = []
    for whole in together:
        questions = [one for one in each if one.run == whole.run]
        found += [*questions, whole] if len(questions) > 1 else questions
    return found


def _paired(rows: Iterable[Mapping[str, Any]]) -> list[Beside]:
    sides: dict[tuple[str, str | None], dict[str, Mapping[str, Any]]] = {}
    for row in rows:
        sides.setdefault((row["run"], row.get("question")), {})[row["kind"]] = row
    return [
        Beside(run=run, question=question, famous=kinds.get(FAMOUS), twins=kinds.get(TWIN))
        for (run, question), kinds in sides.items()
    ]


def _named(frame: pd.DataFrame, probes: Iterable[Probe]) -> pd.DataFrame:
    """The rows of famous questions and twins, with `question` and `kind`."""
    marks: Mapping[str, tuple[str, str]] = {
        probe.id: (str(probe.params[kind]), kind)
        for probe in probes
        for kind in (FAMOUS, TWIN)
        if kind in probe.params
    }
    asked = frame[frame["probe"].isin(list(marks))]
    return asked.assign(
        question=[marks[probe][0] for probe in asked["probe"]],
        kind=[marks[probe][1] for probe in asked["probe"]],
    )
