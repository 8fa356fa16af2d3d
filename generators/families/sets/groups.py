"""How many children play one sport or another, neither of them, or exactly one."""

from collections.abc import Mapping, Sequence
from itertools import chain

from jagbench.generators.families.sets import misconceptions as wrong
from jagbench.generators.families.sets import oracle
from jagbench.generators.families.sets.operands import groups
from jagbench.generators.families.sets.wording import FURNITURE, SPORTS, patterns, write
from jagbench.generators.language.people import draw_facts, joined
from jagbench.generators.mechanism.registry import register
from jagbench.generators.skill.definition import Level, Question, Shown, Skill, Stratum
from jagbench.generators.skill.source import Source
from jagbench.probes.answer import Answer


def draw_groups(source: Source, stratum: Stratum) -> Sequence[str]:
    """All children, those of the first sport and its name, of the second, of both, and idle facts."""
    fewest, most = int(stratum["fewest"]), int(stratum["most"])
    both, first_only, neither = (source.integer(fewest, most) for _ in range(3))
    second_only = source.integer(fewest, most - 1)
    second_only += second_only >= first_only
    if (first_only > second_only) is not (stratum["larger"] == "first"):
        first_only, second_only = second_only, first_only
    first, second = source.sample(SPORTS, 2)
    return [
        str(both + first_only + second_only + neither),
        str(both + first_only),
        first,
        str(both + second_only),
        second,
        str(both),
        *chain.from_iterable(draw_facts(source, FURNITURE, int(stratum["distractors"]))),
    ]


def solve_groups(question: Question) -> Answer:
    """By inclusion and exclusion."""
    number = wrong.right(*groups(question), question.direction)
    return Answer(kind="integer", value=str(number))


def slots_groups(shown: Shown) -> Mapping[str, str]:
    """The story."""
    told = patterns(shown.language)
    everybody, first, sport, second, other_sport, both, *facts = shown.operands
    sentences = [
        told["survey"].format(n=everybody),
        told["play"].format(first=first, sport=sport, second=second, other_sport=other_sport),
        told["both"].format(n=both),
        *(
            told["survey_fact"].format(thing=thing, colour=colour)
            for thing, colour in zip(facts[::2], facts[1::2], strict=True)
        ),
    ]
    return {"story": joined(shown.language, sentences)}


def _classes(fewest: int, most: int, distractors: Sequence[int]) -> list[Stratum]:
    return [
        {"larger": larger, "fewest": fewest, "most": most, "distractors": idle}
        for larger in ("first", "second")
        for idle in distractors
    ]


either_or_both = register(
    Skill(
        name="sets.either_or_both",
        summary="How many play at least one of two sports, neither of them, or exactly one.",
        version=2,
        levels=[
            Level(grade=2, strata=_classes(2, 9, [0])),
            Level(grade=3, strata=_classes(2, 20, [0, 1])),
            Level(grade=4, strata=_classes(10, 60, [0, 1])),
            Level(grade=5, strata=_classes(50, 900, [0, 2])),
            Level(grade=6, strata=_classes(10_000, 900_000, [0, 3])),
        ],
        draw=draw_groups,
        solve=solve_groups,
        slots=slots_groups,
        write=write,
        oracle=oracle.either_or_both,
        misconceptions=wrong.EITHER_OR_BOTH,
        directions=("either", "neither", "exactly_one"),
    )
)
