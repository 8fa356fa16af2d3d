"""The greatest common divisor and the least common multiple of two numbers."""

from collections.abc import Sequence
from math import gcd, lcm

from jagbench.generators.families.number_theory import misconceptions as wrong
from jagbench.generators.families.number_theory import oracle
from jagbench.generators.mechanism.registry import register
from jagbench.generators.skill.definition import Level, Question, Skill, Stratum
from jagbench.generators.skill.source import Source
from jagbench.probes.answer import Answer


def draw(source: Source, stratum: Stratum) -> Sequence[str]:
    """Two numbers with a common divisor that is neither of them, nor their difference."""
    common = source.integer(int(stratum["least_common"]), int(stratum["most_common"]))
    most = int(stratum["most_rest"])
    smaller = source.integer(2, most - 2)
    larger = source.integer(smaller + 2, most)
    while gcd(smaller, larger) > 1:
        larger = larger + 1 if larger < most else smaller + 2
        if larger == smaller + 2 and smaller % 2 == 0:
            smaller += 1
            larger = smaller + 2
    numbers = [str(common * smaller), str(common * larger)]
    return numbers if stratum["first"] == "smaller" else numbers[::-1]


def solve(question: Question) -> Answer:
    """By Euclid."""
    first, second = map(int, question.item.operands)
    return Answer(
        kind="integer", value=str(gcd(first, second) if question.direction == "gcd" else lcm(first, second))
    )


def _pairs(*commons: tuple[int, int], most_rest: int) -> list[Stratum]:
    return [
        {"first": first, "least_common": least, "most_common": most, "most_rest": most_rest}
        for first in ("smaller", "larger")
        for least, most in commons
    ]


gcd_lcm = register(
    Skill(
        name="number_theory.gcd_lcm",
        summary="The greatest common divisor or the least common multiple of two numbers.",
        levels=[
            Level(grade=5, strata=_pairs((2, 12), most_rest=9)),
            Level(grade=5, strata=_pairs((4, 30), most_rest=12)),
            Level(grade=6, strata=_pairs((10, 60), most_rest=25)),
            Level(grade=7, strata=_pairs((30, 200), most_rest=50)),
            Level(grade=8, strata=_pairs((100, 999), most_rest=99)),
        ],
        draw=draw,
        solve=solve,
        slots=lambda shown: dict(zip(("first", "second"), shown.operands, strict=True)),
        oracle=oracle.gcd_lcm,
        misconceptions=wrong.GCD_LCM,
        directions=("gcd", "lcm"),
    )
)
