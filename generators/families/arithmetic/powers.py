"""Powers, and square roots of perfect squares."""

from collections.abc import Mapping, Sequence
from functools import cache
from math import isqrt

from jagbench.generators.families.arithmetic.misconceptions import powers as wrong
from jagbench.generators.families.arithmetic.operands import power
from jagbench.generators.families.arithmetic.oracle import powers as oracle
from jagbench.generators.families.arithmetic.terms import expression, integer
from jagbench.generators.language.writing import number
from jagbench.generators.mechanism.registry import register
from jagbench.generators.skill.definition import Level, Question, Shown, Skill, Stratum
from jagbench.generators.skill.source import Source
from jagbench.probes.answer import Answer

RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@cache
def _span(text: str) -> tuple[int, int]:
    """The ends of a range such as `2-9`, or of one number."""
    low, _, high = text.partition("-")
    return int(low), int(high or low)


def draw_power(source: Source, stratum: Stratum) -> Sequence[str]:
    """A base with a raised exponent, each from the stratum's range."""
    base, exponent = (source.integer(*_span(str(stratum[factor]))) for factor in ("base", "exponent"))
    return (f"{base}{str(exponent).translate(RAISED)}",)


def _powers(*ranges: tuple[str, str]) -> list[Stratum]:
    return [{"base": base, "exponent": exponent} for base, exponent in ranges]


def _power(question: Question) -> Answer:
    base, exponent = power(question.item.operands[0])
    return integer(base**exponent)


powers = register(
    Skill(
        name="arithmetic.powers",
        summary="Work out a power: squares, cubes, powers of two, of ten and of others.",
        levels=[
            Level(grade=5, strata=_powers(("2-10", "2"), ("10", "2-6"))),
            Level(grade=6, strata=_powers(("11-25", "2"), ("2-10", "3"), ("2", "3-10"), ("10", "5-12"))),
            Level(grade=7, strata=_powers(("26-99", "2"), ("11-20", "3"), ("3-9", "3-5"), ("2", "9-16"))),
            Level(grade=8, strata=_powers(("100-999", "2"), ("21-99", "3"), ("3-12", "5-8"), ("2", "15-32"))),
            Level(
                grade=9,
                strata=_powers(
                    ("1001-9999", "2"), ("101-999", "3"), ("11-99", "4"), ("3-9", "9-20"), ("2", "32-64")
                ),
            ),
            Level(
                grade=9,
                strata=_powers(("1000001-99999999", "2"), ("100001-999999", "3"), ("10001-99999", "4-5")),
            ),
        ],
        draw=draw_power,
        solve=_power,
        slots=expression,
        oracle=oracle.power,
        misconceptions=wrong.POWERS,
    )
)


def draw_root(source: Source, stratum: Stratum) -> Sequence[str]:
    """The square of a number from the stratum's range, times a power of a hundred."""
    root = source.integer(*_span(str(stratum["root"])))
    return (str(root * root * 100 ** int(stratum["zeros"])),)


def _roots(*ranges: str, zeros: int = 0) -> list[Stratum]:
    return [{"root": root, "zeros": zeros} for root in ranges]


def _root(question: Question) -> Answer:
    return integer(isqrt(int(question.item.operands[0])))


def _radicand(shown: Shown) -> Mapping[str, str]:
    return {"number": shown.operands[0]}


roots = register(
    Skill(
        name="arithmetic.roots",
        summary="Find the square root of a perfect square.",
        levels=[
            Level(grade=7, strata=_roots("2-10")),
            Level(grade=8, strata=[*_roots("11-25"), *_roots("2-25", zeros=1)]),
            Level(grade=8, strata=[*_roots("26-59", "60-99"), *_roots("2-25", zeros=2)]),
            Level(grade=9, strata=_roots("101-316", "317-999")),
            Level(grade=9, strata=[*_roots("1001-3162", "3163-9999"), *_roots("101-999", zeros=2)]),
            Level(grade=9, strata=_roots("1000001-9999999", "10000001-99999999")),
        ],
        draw=draw_root,
        solve=_root,
        slots=_radicand,
        write=number,
        oracle=oracle.root,
        misconceptions=wrong.ROOTS,
        notations=("digits", "grouped", "fullwidth"),
    )
)
