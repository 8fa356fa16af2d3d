"""Which of two fractions is larger."""

from collections.abc import Callable, Mapping, Sequence
from math import gcd

from jagbench.generators.families.comparison import misconceptions as wrong
from jagbench.generators.families.comparison import oracle
from jagbench.generators.families.comparison.pairs import DIRECTIONS, ORDERS, answerable, slots, solver
from jagbench.generators.language.writing import symbol
from jagbench.generators.mechanism.registry import register
from jagbench.generators.skill.definition import Level, Question, Skill, Stratum
from jagbench.generators.skill.source import Source

Pair = tuple[int, int, int, int]
"""Numerator and denominator of the smaller fraction, then of the larger one."""


def crosswise(question: Question) -> int:
    """Compare two fractions by their cross products."""
    first, second = question.item.operands
    numerator, _, denominator = first.partition("/")
    other_numerator, _, other_denominator = second.partition("/")
    return int(numerator) * int(other_denominator) - int(other_numerator) * int(denominator)


def _denominator(source: Source, digits: int) -> int:
    """A denominator of so many digits from 3, so that there are proper fractions enough."""
    return source.integer(3 if digits == 1 else 10 ** (digits - 1), 10**digits - 1)


def _unit(source: Source, digits: int) -> Pair:
    least = 2 if digits == 1 else 10 ** (digits - 1)
    fewer = source.integer(least, 10**digits - 2)
    return 1, source.integer(fewer + 1, 10**digits - 1), 1, fewer


def _same_denominator(source: Source, digits: int) -> Pair:
    denominator = _denominator(source, digits)
    lower = source.integer(1, denominator - 2)
    return lower, denominator, source.integer(lower + 1, denominator - 1), denominator


def _same_numerator(source: Source, digits: int) -> Pair:
    fewer = source.integer(3 if digits == 1 else 10 ** (digits - 1), 10**digits - 2)
    numerator = source.integer(2, fewer - 1)
    return numerator, source.integer(fewer + 1, 10**digits - 1), numerator, fewer


def _both_agree(source: Source, digits: int) -> Pair:
    """The larger one has the larger numerator and the smaller denominator: 5/6 and 3/8."""
    fewer = source.integer(3 if digits == 1 else 10 ** (digits - 1), 10**digits - 2)
    upper = source.integer(2, fewer - 1)
    return source.integer(1, upper - 1), source.integer(fewer + 1, 10**digits - 1), upper, fewer


def _parts_mislead(source: Source, digits: int) -> Pair:
    """The larger one has the smaller numerator and the smaller denominator: 2/3 and 5/9."""
    fewer = source.integer(2 if digits == 1 else 10 ** (digits - 1), 10**digits - 4)
    upper = source.integer(fewer // 2, fewer - 1)
    # So many more parts that a numerator above `upper` can still make the smaller fraction.
    more = source.integer(fewer + -(-(fewer + 1) // upper), 10**digits - 1)
    return source.integer(upper + 1, (upper * more - 1) // fewer), more, upper, fewer


def _parts_mislead_below_half(source: Source, digits: int) -> Pair:
    """As `_parts_mislead`, the larger one below a half: 2/5 and 3/8."""
    fewer = source.integer(4 if digits == 1 else 10 ** (digits - 1), 10**digits - 5)
    upper = source.integer(-(-fewer // 3), fewer // 2)
    more = source.integer(fewer + -(-(fewer + 1) // upper), 10**digits - 1)
    return source.integer(upper + 1, (upper * more - 1) // fewer), more, upper, fewer


def _parts_right(source: Source, digits: int) -> Pair:
    """The larger one has the larger numerator and the larger denominator: 5/8 and 1/2."""
    fewer = source.integer(3 if digits == 1 else 10 ** (digits - 1), 10**digits - 3)
    lower = source.integer(1, fewer - 2)
    more = source.integer(fewer + 1, 10**digits - 1)
    return lower, fewer, source.integer(lower * more // fewer + 1, more - 1), more


def _near(source: Source, digits: int) -> Pair:
    """The cross products differ by one: 5/7 and 7/10."""
    denominator = _denominator(source, digits)
    numerator = source.integer(1, denominator - 1)
    while gcd(numerator, denominator) > 1:
        numerator -= 1
    # numerator * x - denominator * y = 1 has one solution with 0 < x <= denominator.
    other = pow(numerator, -1, denominator)
    below = (numerator * other - 1) // denominator
    if below == 0:
        below, other = below + numerator, other + denominator
    return below, other, numerator, denominator


def _equal(source: Source, digits: int) -> Pair:
    denominator = source.integer(2, 4) if digits == 1 else _denominator(source, digits - 1)
    numerator = source.integer(1, denominator - 1)
    factor = source.integer(2, (10**digits - 1) // denominator)
    return numerator, denominator, numerator * factor, denominator * factor


_DRAWN: Mapping[str, Callable[[Source, int], Pair]] = {
    "unit": _unit,
    "same_denominator": _same_denominator,
    "same_numerator": _same_numerator,
    "both_agree": _both_agree,
    "parts_mislead": _parts_mislead,
    "parts_mislead_below_half": _parts_mislead_below_half,
    "parts_right": _parts_right,
    "near": _near,
    "equal": _equal,
}


def draw_fractions(source: Source, stratum: Stratum) -> Sequence[str]:
    """Two proper fractions of the stratum's kind, the smaller one first."""
    lower, denominator, upper, other = _DRAWN[str(stratum["pair"])](source, int(stratum["digits"]))
    return f"{lower}/{denominator}", f"{upper}/{other}"


def _kinds(digits: int, *kinds: str) -> list[Stratum]:
    return [{"pair": kind, "digits": digits} for kind in kinds]


_BY_ONE_PART = ("unit", "same_denominator", "same_numerator", "both_agree", "equal")
_BY_BOTH_SMALL = ("both_agree", "parts_mislead", "parts_right", "equal")
_BY_BOTH_PARTS = (
    *("both_agree", "parts_mislead", "parts_mislead_below_half", "parts_right", "near"),
    "equal",
)
"""As often as the larger fraction has the larger numerator it has the smaller one."""

_ONE_PART_DECIDES: Mapping[str, str] = dict.fromkeys(
    ("larger_numerator", "smaller_numerator", "larger_denominator", "smaller_denominator"),
    "Where one part is the same, or both agree, school's rule is to compare the other part.",
)

fractions = register(
    Skill(
        name="comparison.fractions",
        summary="Which of two fractions is larger or smaller.",
        version=2,
        levels=[
            Level(grade=3, strata=_kinds(1, *_BY_ONE_PART), sufficient=_ONE_PART_DECIDES),
            Level(grade=4, strata=_kinds(1, *_BY_BOTH_SMALL)),
            Level(grade=4, strata=_kinds(2, *_BY_ONE_PART), sufficient=_ONE_PART_DECIDES),
            Level(grade=5, strata=_kinds(2, *_BY_BOTH_PARTS)),
            Level(grade=6, strata=_kinds(3, *_BY_BOTH_PARTS)),
            Level(grade=6, strata=_kinds(5, *_BY_BOTH_PARTS)),
        ],
        draw=draw_fractions,
        solve=solver(crosswise),
        slots=slots,
        write=symbol,
        asks="choice",
        oracle=oracle.larger_or_smaller,
        misconceptions={"misreads_direction": wrong.misreads_direction(crosswise), **wrong.FRACTIONS},
        admits=answerable(crosswise),
        directions=DIRECTIONS,
        orders=ORDERS,
    )
)
