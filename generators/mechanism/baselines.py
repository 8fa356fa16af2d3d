"""Baselines: what the best constant guess reaches in each cell of a suite."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from jagbench.probes.probe import Probe

Cell = tuple[str, int, str]
"""Skill, level and language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """The best that can be had in a cell without reading the question."""

    guess: str
    """The guess: `"option 1"`, or an answer that is always given."""
    share: Fraction
    """Of the cell's probes, where it is right."""
    chance: Fraction
    """What a guess among the options compared reaches on average; 0 for open answers."""
    probes: int
    """Probes of the cell."""


def baselines(probes: Iterable[Probe]) -> Mapping[Cell, Baseline]:
    """The baseline of every cell, in order of appearance.

    Args:
        probes: Those of a suite, or of a stream.
    """
    cells: dict[Cell, list[Probe]] = defaultdict(list)
    for probe in probes:
        cells[probe.skill, probe.level, probe.language].append(probe)
    return {cell: _baseline(found) for cell, found in cells.items()}


def _baseline(probes: Sequence[Probe]) -> Baseline:
    guesses: Counter[str] = Counter()
    for probe in probes:
        guesses.update({probe.answer.value, *_place(probe)})
    # Of equally good guesses the first in the alphabet, so that the same suite has the same card.
    guess, right = min(guesses.items(), key=lambda each: (-each[1], each[0]))
    chances = [Fraction(1, sides) if (sides := sides_of(probe)) else Fraction(0) for probe in probes]
    return Baseline(
        guess=guess,
        share=Fraction(right, len(probes)),
        chance=sum(chances, Fraction(0)) / len(probes),
        probes=len(probes),
    )


def _place(probe: Probe) -> list[str]:
    options = probe.answer.options
    return [f"option {options.index(probe.answer.value) + 1}"] if options else []


def sides_of(probe: Probe) -> int:
    """How many options of a choice are compared, without one for equality; 0 for an open answer."""
    compared = [option for option in probe.answer.options if option in probe.operands]
    return len(compared or probe.answer.options)
