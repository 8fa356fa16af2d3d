"""The mean, the median and the range of a list of numbers."""

from collections.abc import Sequence

from jagbench.generators.families.measures import misconceptions as wrong
from jagbench.generators.families.measures import oracle
from jagbench.generators.families.measures.operands import SEPARATOR, averaged, numbers
from jagbench.generators.mechanism.registry import register
from jagbench.generators.skill.definition import Level, Question, Skill, Stratum
from jagbench.generators.skill.draws import sample
from jagbench.generators.skill.source import Source
from jagbench.probes.answer import Answer

TRIES = 50


def _numbers(source: Source, count: int, most: int) -> list[int]:
    found = sample(source, range(count, most + 1), count)
    rest = sum(found) % count
    if rest:
        # The largest makes up for what is missing, so that all stay different.
        found[found.index(max(found))] += count - rest
    return found


def draw(source: Source, stratum: Stratum) -> Sequence[str]:
    """An odd number of different whole numbers in any order, whose mean is whole.

    Neither mean nor range is one of them, so that to repeat a number is right for the median alone.
    """
    count, most = int(stratum["count"]), int(stratum["most"])
    found = _numbers(source, count, most)
    for _ in range(TRIES):
        if not {averaged(found, "mean"), averaged(found, "range")} & {*found}:
            break
        found = _numbers(source, count, most)
    return (SEPARATOR.join(map(str, found)),)


def solve(question: Question) -> Answer:
    """By sum, by order, or by the ends."""
    return Answer(kind="integer", value=str(averaged(numbers(question), question.direction)))


def _lists(most: int, *counts: int) -> list[Stratum]:
    return [{"count": count, "most": most} for count in counts]


average = register(
    Skill(
        name="measures.average",
        summary="The mean, the median or the range of some numbers.",
        levels=[
            Level(grade=4, strata=_lists(40, 5)),
            Level(grade=5, strata=_lists(60, 7, 9)),
            Level(grade=6, strata=_lists(99, 9, 11)),
            Level(grade=6, strata=_lists(200, 13, 15)),
            Level(grade=7, strata=_lists(999, 21, 25)),
        ],
        draw=draw,
        solve=solve,
        slots=lambda shown: {"numbers": shown.operands[0]},
        oracle=oracle.average,
        misconceptions=wrong.AVERAGE,
        directions=("mean", "median", "range"),
    )
)
