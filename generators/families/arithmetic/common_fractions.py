"""Sums, differences and products of common fractions."""

from collections.abc import Sequence
from math import gcd

from jagbench.generators.families.arithmetic.misconceptions import common_fractions as wrong
from jagbench.generators.families.arithmetic.operands import fraction_parts, fraction_value, lowest_terms
from jagbench.generators.families.arithmetic.oracle.common_fractions import evaluate
from jagbench.generators.families.arithmetic.terms import expression, write_expression
from jagbench.generators.mechanism.registry import register
from jagbench.generators.skill.definition import Level, Question, Skill, Stratum
from jagbench.generators.skill.source import Source
from jagbench.probes.answer import Answer

SIGNS = {"sum": "+", "difference": "-", "product": "×"}


def draw_fractions(source: Source, stratum: Stratum) -> Sequence[str]:
    """Two fractions in lowest terms with the stratum's denominators, whose result is no whole number.

    Denominators are `like`, one the `multiple` of the other, or `coprime`.
    """
    most, kind, sign = int(stratum["largest"]), stratum["denominators"], SIGNS[str(stratum["operation"])]
    least = 4 if most < 20 else most // 10
    if kind == "multiple":
        lower = source.integer(2 if most < 20 else least, most // 3)
        other = lower * source.integer(2, most // lower)
    else:
        lower = source.integer(least, most)
        other = lower if kind == "like" else _coprime(source.integer(least - 1, most - 1), lower)
    first = _coprime(source.integer(1, lower - 1), lower)
    second = _coprime(source.integer(1, other - 1), other)
    if kind == "like":
        # Neither nothing nor a whole.
        if sign == "-" and first == second:
            second = 1 if first > 1 else lower - 1
        if sign == "+" and first + second == lower:
            second = first
    if sign == "-" and first * other < second * lower:
        first, lower, second, other = second, other, first, lower
    return (f"{first}/{lower} {sign} {second}/{other}",)


def _coprime(number: int, other: int) -> int:
    """The next number that has no factor in common with another."""
    while gcd(number, other) > 1:
        number += 1
    return number


def _fractions(largest: int, denominators: Sequence[str], operations: Sequence[str]) -> list[Stratum]:
    return [
        {"denominators": kind, "operation": operation, "largest": largest}
        for kind in denominators
        for operation in operations
    ]


def solve(question: Question) -> Answer:
    """The result in lowest terms."""
    return Answer(
        kind="decimal", value=lowest_terms(*fraction_value(*fraction_parts(question.item.operands[0])))
    )


fractions = register(
    Skill(
        name="arithmetic.fractions",
        summary="Add, subtract and multiply common fractions.",
        levels=[
            Level(grade=4, strata=_fractions(12, ["like"], ["sum", "difference"])),
            Level(grade=5, strata=_fractions(12, ["multiple", "coprime"], ["sum", "difference"])),
            Level(
                grade=6,
                strata=[
                    *_fractions(12, ["like", "multiple", "coprime"], ["product"]),
                    *_fractions(30, ["multiple", "coprime"], ["sum", "difference"]),
                ],
            ),
            Level(
                grade=7,
                strata=_fractions(100, ["like", "multiple", "coprime"], ["sum", "difference", "product"]),
            ),
            Level(
                grade=7,
                strata=_fractions(1000, ["like", "multiple", "coprime"], ["sum", "difference", "product"]),
            ),
            Level(
                grade=7,
                strata=_fractions(100_000, ["multiple", "coprime"], ["sum", "difference", "product"]),
            ),
        ],
        draw=draw_fractions,
        solve=solve,
        slots=expression,
        write=write_expression,
        oracle=evaluate,
        misconceptions=wrong.FRACTIONS,
        asks="fraction",
    )
)
