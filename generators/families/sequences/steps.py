"""Sequences with one step again and again, one factor again and again, or two steps in turn."""

from collections.abc import Sequence
from itertools import accumulate, cycle, islice

from jagbench.generators.families.sequences import misconceptions as wrong
from jagbench.generators.families.sequences import oracle
from jagbench.generators.families.sequences.operands import joined, slots, terms, whole
from jagbench.generators.mechanism.registry import register
from jagbench.generators.skill.definition import Level, Question, Skill, Stratum
from jagbench.generators.skill.source import Source
from jagbench.probes.answer import Answer


def _between(source: Source, stratum: Stratum, what: str) -> int:
    return source.integer(int(stratum[f"{what}_from"]), int(stratum[f"{what}_to"]))


# --- one step ---------------------------------------------------------------------------------------


def draw_arithmetic(source: Source, stratum: Stratum) -> Sequence[str]:
    """Numbers a step apart; those that fall do not end below zero."""
    least, step = _between(source, stratum, "start"), _between(source, stratum, "step")
    rising = [least + step * place for place in range(int(stratum["terms"]))]
    # A falling sequence goes on below its last number.
    return joined(rising if stratum["way"] == "up" else [term + step for term in reversed(rising)])


def solve_arithmetic(question: Question) -> Answer:
    """The step once more."""
    return whole(wrong.constant_step(terms(question)))


def _steps(start: tuple[int, int], step: tuple[int, int], count: int) -> list[Stratum]:
    return [
        {
            "way": way,
            "terms": count,
            "start_from": start[0],
            "start_to": start[1],
            "step_from": step[0],
            "step_to": step[1],
        }
        for way in ("up", "down")
    ]


arithmetic = register(
    Skill(
        name="sequences.arithmetic",
        summary="The next number of a sequence that rises or falls by the same step.",
        levels=[
            Level(grade=1, strata=_steps((1, 30), (2, 5), 4)),
            Level(grade=2, strata=_steps((10, 90), (6, 19), 4)),
            Level(grade=3, strata=_steps((100, 900), (25, 95), 4)),
            Level(grade=4, strata=_steps((10_000, 90_000), (350, 9_500), 4)),
            Level(grade=5, strata=_steps((10_000_000, 90_000_000), (123_456, 9_876_543), 4)),
        ],
        draw=draw_arithmetic,
        solve=solve_arithmetic,
        slots=slots,
        oracle=oracle.arithmetic,
        misconceptions=wrong.ARITHMETIC,
    )
)


# --- one factor -------------------------------------------------------------------------------------


def draw_geometric(source: Source, stratum: Stratum) -> Sequence[str]:
    """Numbers a factor apart."""
    start, factor = _between(source, stratum, "start"), _between(source, stratum, "factor")
    rising = [start * factor**place for place in range(int(stratum["terms"]))]
    # A falling sequence goes on with the number that its smallest one was made of.
    return joined(rising if stratum["way"] == "up" else [term * factor for term in reversed(rising)])


def solve_geometric(question: Question) -> Answer:
    """The factor once more."""
    return whole(wrong.constant_ratio(terms(question)))


def _factors(start: tuple[int, int], factor: tuple[int, int], count: int) -> list[Stratum]:
    return [
        {
            "way": way,
            "terms": count,
            "start_from": start[0],
            "start_to": start[1],
            "factor_from": factor[0],
            "factor_to": factor[1],
        }
        for way in ("up", "down")
    ]


geometric = register(
    Skill(
        name="sequences.geometric",
        summary="The next number of a sequence that is multiplied or divided by the same number.",
        levels=[
            Level(grade=2, strata=_factors((1, 40), (2, 3), 3)),
            Level(grade=3, strata=_factors((2, 60), (3, 5), 4)),
            Level(grade=4, strata=_factors((3, 90), (6, 9), 4)),
            Level(grade=5, strata=_factors((11, 99), (11, 25), 4)),
            Level(grade=6, strata=_factors((101, 999), (31, 99), 4)),
        ],
        draw=draw_geometric,
        solve=solve_geometric,
        slots=slots,
        oracle=oracle.geometric,
        misconceptions=wrong.GEOMETRIC,
    )
)


# --- two steps in turn ------------------------------------------------------------------------------


def draw_alternating(source: Source, stratum: Stratum) -> Sequence[str]:
    """Numbers two unlike steps apart in turn, the larger of them up; five of them show each step twice."""
    start, smaller = _between(source, stratum, "start"), _between(source, stratum, "step")
    larger = smaller + _between(source, stratum, "step")
    steps = [larger, smaller if stratum["other"] == "up" else -smaller]
    if stratum["begins"] == "other":
        start, steps = start + smaller, steps[::-1]
    return joined([*accumulate(islice(cycle(steps), int(stratum["terms"]) - 1), initial=start)])


def solve_alternating(question: Question) -> Answer:
    """The step whose turn it is."""
    return whole(wrong.steps_in_turn(terms(question)))


def _turns(start: tuple[int, int], step: tuple[int, int], *counts: int) -> list[Stratum]:
    return [
        {
            "other": other,
            "begins": begins,
            "terms": count,
            "start_from": start[0],
            "start_to": start[1],
            "step_from": step[0],
            "step_to": step[1],
        }
        for other in ("up", "down")
        for begins in ("larger", "other")
        for count in counts
    ]


alternating = register(
    Skill(
        name="sequences.alternating",
        summary="The next number of a sequence in which two steps take turns.",
        levels=[
            Level(grade=2, strata=_turns((1, 20), (1, 5), 5, 6)),
            Level(grade=3, strata=_turns((10, 90), (4, 15), 5, 6)),
            Level(grade=4, strata=_turns((100, 900), (15, 95), 5, 6)),
            Level(grade=5, strata=_turns((10_000, 90_000), (350, 9_500), 5, 6)),
            Level(grade=6, strata=_turns((10_000_000, 90_000_000), (123_456, 9_876_543), 7, 8)),
        ],
        draw=draw_alternating,
        solve=solve_alternating,
        slots=slots,
        oracle=oracle.alternating,
        misconceptions=wrong.ALTERNATING,
    )
)
