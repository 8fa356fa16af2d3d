"""Whether a number is prime."""

from collections.abc import Sequence
from functools import cache, lru_cache

from jagbench.generators.families.number_theory import misconceptions as wrong
from jagbench.generators.families.number_theory import oracle
from jagbench.generators.language.writing import symbol
from jagbench.generators.mechanism.registry import register
from jagbench.generators.skill.definition import Level, Question, Skill, Stratum
from jagbench.generators.skill.source import Source
from jagbench.probes.answer import Answer

YES_NO = ("yes", "no")


@cache
def _small_primes() -> Sequence[int]:
    return [number for number in range(2, 1000) if all(number % other for other in range(2, number))]


@lru_cache(maxsize=4096)
def smallest_factor(number: int) -> int:
    """The smallest prime that divides a number below a million; the number itself where it is prime."""
    for prime in _small_primes():
        if prime * prime > number:
            return number
        if number % prime == 0:
            return prime
    return number


def draw(source: Source, stratum: Stratum) -> Sequence[str]:
    """A prime with the stratum's last digit, or the composite number with that last digit next to one.

    Both come from the same place on the number line, so that neither the last digit nor the size tells
    them apart.
    """
    fewest, most, last = int(stratum["fewest"]), int(stratum["most"]), int(stratum["last"])
    least = int(stratum["least_factor"])
    number = 10 * source.integer(fewest // 10, most // 10 - 1) + last
    while smallest_factor(number) != number:
        number = number + 10 if number + 10 < most else 10 * (fewest // 10) + last
    if not stratum["prime"]:
        factor = number
        while factor == number or factor < least:
            number = number + 10 if number + 10 < most else 10 * (fewest // 10) + last
            factor = smallest_factor(number)
    return (str(number),)


def solve(question: Question) -> Answer:
    """By its smallest factor."""
    number = int(question.item.operands[0])
    return Answer(kind="choice", value="yes" if smallest_factor(number) == number else "no", options=YES_NO)


def _numbers(fewest: int, most: int, least_factor: int) -> list[Stratum]:
    return [
        {"prime": prime, "last": last, "least_factor": least_factor, "fewest": fewest, "most": most}
        for prime in (True, False)
        for last in (1, 3, 7, 9)
    ]


prime = register(
    Skill(
        name="number_theory.prime",
        summary="Whether a number is prime.",
        levels=[
            Level(grade=4, strata=_numbers(10, 400, 3)),
            Level(grade=5, strata=_numbers(400, 1000, 7)),
            Level(grade=6, strata=_numbers(1000, 5000, 7)),
            Level(grade=7, strata=_numbers(10_000, 100_000, 11)),
            Level(grade=8, strata=_numbers(100_000, 1_000_000, 31)),
        ],
        draw=draw,
        solve=solve,
        slots=lambda shown: {"number": shown.operands[0]},
        write=symbol,
        oracle=oracle.prime,
        misconceptions=wrong.PRIME,
        asks="yes_no",
    )
)
