"""Sequences in which each number is the sum of the two before it, as Fibonacci's."""

from collections.abc import Sequence

from jagbench.generators.families.sequences import misconceptions as wrong
from jagbench.generators.families.sequences import oracle
from jagbench.generators.families.sequences.operands import joined, slots, terms, whole
from jagbench.generators.mechanism.registry import register
from jagbench.generators.skill.definition import Level, Question, Skill, Stratum
from jagbench.generators.skill.source import Source
from jagbench.probes.answer import Answer


def draw(source: Source, stratum: Stratum) -> Sequence[str]:
    """Two numbers and their sums."""
    least, most = int(stratum["least"]), int(stratum["most"])
    row = [source.integer(least, most), source.integer(least, most)]
    while len(row) < int(stratum["terms"]):
        row.append(row[-2] + row[-1])
    return joined(row)


def solve(question: Question) -> Answer:
    """The sum of the last two."""
    return whole(wrong.sum_of_two(terms(question)))


def _strata(least: int, most: int, *counts: int) -> list[Stratum]:
    return [{"terms": count, "least": least, "most": most} for count in counts]


sum_of_two = register(
    Skill(
        name="sequences.sum_of_two",
        summary="The next number of a sequence in which each number is the sum of the two before it.",
        levels=[
            Level(grade=2, strata=_strata(1, 12, 4, 5)),
            Level(grade=3, strata=_strata(10, 60, 4, 6)),
            Level(grade=3, strata=_strata(100, 900, 4, 6)),
            Level(grade=4, strata=_strata(10_000, 90_000, 5, 8)),
            Level(grade=5, strata=_strata(10_000_000, 90_000_000, 6, 10)),
        ],
        draw=draw,
        solve=solve,
        slots=slots,
        oracle=oracle.sum_of_two,
        misconceptions=wrong.SUM_OF_TWO,
    )
)
