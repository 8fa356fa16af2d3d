"""Numbers in unlike notations: which one is larger, and whether two have the same value.

Operands stand in a form of their own until they are put into words: `5.7e2` for 5.7 × 10², `3/8`, `40%`,
`580w` for 580 in words, and plain numbers.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from jagbench.generators.families.comparison import misconceptions as wrong
from jagbench.generators.families.comparison import oracle
from jagbench.generators.families.comparison.pairs import DIRECTIONS, ORDERS, answerable, slots, solver
from jagbench.generators.language.numerals import written
from jagbench.generators.language.writing import number, symbol
from jagbench.generators.mechanism.registry import register
from jagbench.generators.skill.definition import Level, Question, Skill, Stratum
from jagbench.generators.skill.numbers import decimal_pair, point_at, whole
from jagbench.generators.skill.source import Source
from jagbench.probes.answer import Answer

SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
SPACED_PERCENT = frozenset({"de", "es", "fr"})
"""Languages that put a no-break space before the percent sign."""


@lru_cache(maxsize=8192)
def ratio(text: str) -> tuple[int, int]:
    """The exact value of an operand as a numerator and a positive denominator, not reduced."""
    if "/" in text:
        numerator, _, denominator = text.partition("/")
        return int(numerator), int(denominator)
    mantissa, _, exponent = text.rstrip("%w").partition("e")
    before, _, fraction = mantissa.partition(".")
    power = int(exponent or 0) - len(fraction) - (2 if text.endswith("%") else 0)
    digits = int(before + fraction)
    return (digits * 10**power, 1) if power >= 0 else (digits, 10**-power)


def by_ratio(question: Question) -> int:
    """Compare two operands exactly, whatever their notations."""
    (first, under_first), (second, under_second) = map(ratio, question.item.operands)
    return first * under_second - second * under_first


def write(question: Question, language: str, text: str) -> str:
    """An operand as the language writes its notation, or a symbol in words."""
    if "/" in text:
        return text
    if text.endswith("w"):
        return written(text[:-1], language, "words")
    if text.endswith("%"):
        return written(text[:-1], language) + ("\u00a0%" if language in SPACED_PERCENT else "%")
    if not text[-1].isdigit():
        return symbol(question, language, text)
    mantissa, _, exponent = text.partition("e")
    if not exponent:
        return number(question, language, text)
    return f"{written(mantissa, language)} × 10{exponent.translate(SUPERSCRIPT)}"


Drawn = Callable[[Source, Stratum, int], tuple[str, str]]
"""Draws an operand in the notation and one beside it; the last argument is 1 where the first is to be the
larger, -1 where the second is, and 0 where both have the same value."""


def _gap(source: Source, stratum: Stratum, unit: int) -> int:
    """How far two values are apart, where `unit` is a hundredth of the range that they are drawn from."""
    return source.integer(1, 3 * unit) if stratum["gap"] == "near" else source.integer(20 * unit, 25 * unit)


def _hundredths(source: Source, sign: int, step: int = 1) -> int:
    """Some hundredths, from which 25 down (or up, where `sign` is negative) stays between 5 and 100."""
    least, most = 31 if sign > 0 else 5, 74 if sign < 0 else 99
    return step * source.integer(-(-least // step), most // step)


def _words(source: Source, stratum: Stratum, sign: int) -> tuple[str, str]:
    digits = int(stratum["digits"])
    lead = source.integer(4, 9) if sign > 0 else source.integer(1, 6)
    size = 10 ** (digits - 1)
    value = lead * size + source.integer(0, size - 1)
    if sign == 0:
        return f"{value}w", str(value)
    far = source.integer(2 * size, 3 * size)
    gap = far if stratum["gap"] == "far" else source.integer(1, 9)
    return f"{value}w", str(value - sign * gap)


def _fraction_and_decimal(source: Source, stratum: Stratum, sign: int) -> tuple[str, str]:
    places = int(stratum["places"])
    denominator = source.choice(_FRACTIONS[str(stratum["denominators"])])
    # Rounded towards the middle, so that a gap of 25 hundredths still fits.
    hundredfold = _hundredths(source, sign) * denominator
    numerator = hundredfold // 100 if sign < 0 else -(-hundredfold // 100)
    numerator = min(max(numerator, 1), denominator - 1)
    gap = 0 if sign == 0 else _gap(source, stratum, 10 ** (places - 2))
    return f"{numerator}/{denominator}", point_at(numerator * 10**places // denominator - sign * gap, places)


def _percent_and_decimal(source: Source, stratum: Stratum, sign: int) -> tuple[str, str]:
    value = _hundredths(source, sign)
    gap = 0 if sign == 0 else _gap(source, stratum, 10)
    return f"{value}%", point_at(10 * value - sign * gap, 3)


def _percent_and_fraction(source: Source, stratum: Stratum, sign: int) -> tuple[str, str]:
    denominator = source.choice((4, 5, 10, 20, 25, 50))
    value = _hundredths(source, -sign, 100 // denominator)
    gap = 0 if sign == 0 else _gap(source, stratum, 1)
    return f"{value + sign * gap}%", f"{value * denominator // 100}/{denominator}"


def _mantissa(source: Source, sign: int) -> int:
    """Two digits, the last one not zero, from which a gap of 25 leads to a value from 10 to 99."""
    lead = source.integer(4, 9) if sign > 0 else source.integer(1, 6)
    return 10 * lead + source.integer(1, 9)


def _scientific_and_integer(source: Source, stratum: Stratum, sign: int) -> tuple[str, str]:
    exponent = source.integer(*_span(stratum["exponent"]))
    tenths = _mantissa(source, sign)
    unit = 10 ** (exponent - 1)
    gap = 0 if sign == 0 else _gap(source, stratum, unit)
    return f"{tenths // 10}.{tenths % 10}e{exponent}", str(tenths * unit - sign * gap)


def _scientific_and_decimal(source: Source, stratum: Stratum, sign: int) -> tuple[str, str]:
    exponent = source.integer(*_span(stratum["exponent"]))
    tenths = _mantissa(source, sign)
    gap = 0 if sign == 0 else _gap(source, stratum, 100)
    return f"{tenths // 10}.{tenths % 10}e-{exponent}", point_at(100 * tenths - sign * gap, exponent + 3)


def _two_scientific(source: Source, stratum: Stratum, sign: int) -> tuple[str, str]:
    """The one with the larger exponent has the smaller mantissa; equal ones are like 5.7e3 and 57e2."""
    exponent = source.integer(*_span(stratum["exponent"]))
    if sign == 0:
        tenths = _mantissa(source, 0)
        return f"{tenths // 10}.{tenths % 10}e{exponent}", f"{tenths}e{exponent - 1}"
    apart = 1 if stratum["gap"] == "near" else source.integer(2, 4)
    lower = source.integer(1, 8)
    upper = source.integer(lower + 1, 9)
    smaller = f"{upper}.{source.integer(1, 9)}e{exponent}"
    larger = f"{lower}.{source.integer(1, 9)}e{exponent + apart}"
    return (larger, smaller) if sign > 0 else (smaller, larger)


def _span(text: object) -> tuple[int, int]:
    least, _, most = str(text).partition("-")
    return int(least), int(most)


_FRACTIONS: Mapping[str, Sequence[int]] = {
    "tenths": (10,),
    "simple": (2, 4, 5),
    "finer": (8, 16, 20, 25, 40),
}
_DRAWN: Mapping[str, Drawn] = {
    "words_digits": _words,
    "fraction_decimal": _fraction_and_decimal,
    "percent_decimal": _percent_and_decimal,
    "percent_fraction": _percent_and_fraction,
    "scientific_integer": _scientific_and_integer,
    "scientific_decimal": _scientific_and_decimal,
    "scientific_scientific": _two_scientific,
}
_SIGN = {"first": 1, "second": -1, "neither": 0}
"""Which one is larger: the one in the notation that `notations` names first or second."""


def draw_mixed(source: Source, stratum: Stratum) -> Sequence[str]:
    """Two numbers in the stratum's notations, the smaller one first."""
    sign = _SIGN[str(stratum["larger"])]
    first, second = _DRAWN[str(stratum["notations"])](source, stratum, sign)
    return (second, first) if sign > 0 else (first, second)


def _mixed(notations: str, **factors: str | int) -> list[Stratum]:
    """Every combination of which one is larger and how far the two are apart; equal ones once."""
    return [
        *(
            {"notations": notations, "larger": larger, "gap": gap, **factors}
            for larger in ("first", "second")
            for gap in ("near", "far")
        ),
        {"notations": notations, "larger": "neither", "gap": "none", **factors},
    ]


mixed_notation = register(
    Skill(
        name="comparison.mixed_notation",
        summary="Which of two numbers in unlike notations is larger or smaller, such as 5.7 × 10² and 580.",
        version=2,
        levels=[
            Level(
                grade=4,
                strata=[
                    *_mixed("words_digits", digits=3),
                    *_mixed("fraction_decimal", denominators="tenths", places=2),
                ],
            ),
            Level(
                grade=5,
                strata=[*_mixed("percent_decimal"), *_mixed("percent_fraction")],
            ),
            Level(
                grade=6,
                strata=[
                    *_mixed("words_digits", digits=5),
                    *_mixed("fraction_decimal", denominators="simple", places=3),
                ],
            ),
            Level(
                grade=8,
                strata=[
                    *_mixed("fraction_decimal", denominators="finer", places=4),
                    *_mixed("scientific_integer", exponent="2-3"),
                ],
            ),
            Level(
                grade=8,
                strata=[
                    *_mixed("scientific_integer", exponent="5-9"),
                    *_mixed("scientific_scientific", exponent="2-7"),
                ],
            ),
            Level(
                grade=8,
                strata=[*_mixed("scientific_decimal", exponent="3-9"), *_mixed("words_digits", digits=11)],
            ),
        ],
        draw=draw_mixed,
        solve=solver(by_ratio),
        slots=slots,
        write=write,
        asks="choice",
        oracle=oracle.larger_or_smaller,
        misconceptions={"misreads_direction": wrong.misreads_direction(by_ratio), **wrong.MIXED},
        admits=answerable(by_ratio),
        directions=DIRECTIONS,
        orders=ORDERS,
    )
)


def solve_equality(question: Question) -> Answer:
    """Whether both operands have the same value."""
    return Answer(kind="choice", value="no" if by_ratio(question) else "yes", options=("yes", "no"))


def _trailing_zeros(source: Source, stratum: Stratum) -> tuple[str, str]:
    """9.9 and 9.90; unlike ones have the zero within: 9.9 and 9.09."""
    short, long = _span(stratum["fraction_digits"])
    first, second = decimal_pair(source, pair="trailing_zero", short=short, long=long)
    if stratum["same"]:
        return first, second
    integer, _, fraction = first.partition(".")
    place = source.integer(0, short - 1)
    return first, f"{integer}.{fraction[:place]}{'0' * (long - short)}{fraction[place:]}"


def _leading_zeros(source: Source, stratum: Stratum) -> tuple[str, str]:
    """7 and 007; unlike ones have a zero at the other end: 7 and 70."""
    number = str(whole(source, int(stratum["digits"])))
    zeros = "0" * source.integer(1, 3)
    return number, zeros + number if stratum["same"] else "0" * (len(zeros) - 1) + number + "0"


def _whole_and_decimal(source: Source, stratum: Stratum) -> tuple[str, str]:
    """9 and 9.00; unlike ones are 9 and 0.90, or 9 and 9.01."""
    number = str(whole(source, int(stratum["digits"])))
    zeros = "0" * source.integer(1, 3)
    if stratum["same"]:
        return number, f"{number}.{zeros}"
    return number, f"{number}.{zeros}1" if source.boolean() else f"0.{number}{zeros}"


def _two_fractions(source: Source, stratum: Stratum) -> tuple[str, str]:
    """2/3 and 4/6; unlike ones are 2/3 and 5/6, off by one in the numerator."""
    most = int(stratum["most"])
    denominator = source.integer(2, most)
    numerator = source.integer(1, denominator - 1)
    factor = source.integer(2, 9)
    off = 0 if stratum["same"] else 1 if source.boolean() else -1
    return f"{numerator}/{denominator}", f"{numerator * factor + off}/{denominator * factor}"


def _beside(draw: Drawn) -> Callable[[Source, Stratum], tuple[str, str]]:
    """Pairs of `mixed_notation`; unlike ones are near."""

    def drawn(source: Source, stratum: Stratum) -> tuple[str, str]:
        near = {**stratum, "gap": "near"}
        return draw(source, near, 0 if stratum["same"] else 1 if source.boolean() else -1)

    return drawn


def _shifted_points(source: Source, stratum: Stratum) -> tuple[str, str]:
    """5.7e3 and 57e2; unlike ones shift the point alone, or the exponent the wrong way."""
    exponent = source.integer(*_span(stratum["exponent"]))
    tenths = _mantissa(source, 0)
    other = exponent - 1 if stratum["same"] else exponent + int(source.boolean())
    return f"{tenths // 10}.{tenths % 10}e{exponent}", f"{tenths}e{other}"


_EQUALITIES: Mapping[str, Callable[[Source, Stratum], tuple[str, str]]] = {
    "trailing_zeros": _trailing_zeros,
    "leading_zeros": _leading_zeros,
    "whole_decimal": _whole_and_decimal,
    "fractions": _two_fractions,
    **{name: _beside(draw) for name, draw in _DRAWN.items()},
    "scientific_scientific": _shifted_points,
}


def draw_equality(source: Source, stratum: Stratum) -> Sequence[str]:
    """Two numbers of the stratum's notations, of the same value or not."""
    return _EQUALITIES[str(stratum["notations"])](source, stratum)


def _equalities(notations: str, **factors: str | int) -> list[Stratum]:
    return [{"notations": notations, "same": same, **factors} for same in (True, False)]


equality = register(
    Skill(
        name="comparison.equality",
        summary="Whether two numbers have the same value, such as 9.9 and 9.90.",
        levels=[
            Level(
                grade=4,
                strata=[
                    *_equalities("trailing_zeros", fraction_digits="1-2"),
                    *_equalities("leading_zeros", digits=1),
                ],
            ),
            Level(
                grade=4,
                strata=[
                    *_equalities("whole_decimal", digits=1),
                    *_equalities("trailing_zeros", fraction_digits="1-3"),
                    *_equalities("fractions", most=5),
                ],
            ),
            Level(
                grade=5,
                strata=[
                    *_equalities("trailing_zeros", fraction_digits="2-4"),
                    *_equalities("fractions", most=12),
                    *_equalities("fraction_decimal", denominators="simple", places=2),
                ],
            ),
            Level(
                grade=6,
                strata=[
                    *_equalities("leading_zeros", digits=6),
                    *_equalities("percent_decimal"),
                    *_equalities("percent_fraction"),
                    *_equalities("fraction_decimal", denominators="finer", places=4),
                ],
            ),
            Level(
                grade=8,
                strata=[
                    *_equalities("scientific_integer", exponent="2-5"),
                    *_equalities("scientific_scientific", exponent="2-7"),
                    *_equalities("scientific_decimal", exponent="2-5"),
                ],
            ),
            Level(
                grade=8,
                strata=[
                    *_equalities("trailing_zeros", fraction_digits="9-12"),
                    *_equalities("leading_zeros", digits=15),
                    *_equalities("scientific_integer", exponent="9-15"),
                    *_equalities("fractions", most=400),
                ],
            ),
        ],
        draw=draw_equality,
        solve=solve_equality,
        slots=slots,
        write=write,
        asks="yes_no",
        oracle=oracle.same_value,
        misconceptions=wrong.EQUALITY,
        orders=ORDERS,
    )
)
