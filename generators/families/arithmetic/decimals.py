"""Sums and differences of decimals, percentages and rounding."""

from collections.abc import Mapping, Sequence
from functools import cache
from math import gcd

from jagbench.generators.families.arithmetic.misconceptions import decimals as wrong
from jagbench.generators.families.arithmetic.oracle import decimals as oracle
from jagbench.generators.families.arithmetic.oracle.calculation import evaluate
from jagbench.generators.families.arithmetic.terms import decimal
from jagbench.generators.language.writing import number
from jagbench.generators.mechanism.registry import register
from jagbench.generators.skill.definition import Level, Question, Shown, Skill, Stratum
from jagbench.generators.skill.numbers import decimal_pair, digits, in_units
from jagbench.generators.skill.source import Source
from jagbench.probes.answer import Answer

PAIRS = ("short_larger", "long_larger", "leading_zero", "integer_part")


def draw_decimals(source: Source, stratum: Stratum) -> Sequence[str]:
    """Two decimals of the stratum's kind, the larger first unless the difference is to be negative."""
    short, _, long = str(stratum["fraction_digits"]).partition("-")
    most = 10 ** int(stratum["integer_digits"]) - 1
    if stratum["pair"] == "whole":
        pair: Sequence[str] = (
            str(source.integer(1, most)),
            f"{source.integer(0, most)}.{digits(source, int(long))}",
        )
    else:
        pair = decimal_pair(source, pair=str(stratum["pair"]), short=int(short), long=int(long), most=most)
    (first, second), _ = in_units(tuple(pair))
    return pair if (first < second) == stratum["negative"] else pair[::-1]


def _decimals(
    lengths: Sequence[str],
    pairs: Sequence[str] = PAIRS,
    *,
    integer_digits: int = 1,
    negative: Sequence[bool] = (False,),
) -> list[Stratum]:
    return [
        {"pair": pair, "fraction_digits": length, "integer_digits": integer_digits, "negative": below}
        for length in lengths
        for pair in pairs
        for below in negative
    ]


def _sum_or_difference(question: Question) -> Answer:
    (first, second), places = in_units(question.shown)
    return decimal(first + second if question.direction == "sum" else first - second, places)


def _pair(shown: Shown) -> Mapping[str, str]:
    first, second = shown.operands
    return {"first": first, "second": second}


decimals = register(
    Skill(
        name="arithmetic.decimals",
        summary="Add and subtract decimals, such as 9.9 - 9.11.",
        version=2,
        levels=[
            Level(grade=4, strata=_decimals(["1-1"], ["same_length", "integer_part"])),
            Level(grade=5, strata=[*_decimals(["1-2"]), *_decimals(["0-1"], ["whole"])]),
            Level(
                grade=6,
                strata=[
                    *_decimals(["1-3", "2-3"], integer_digits=2),
                    *_decimals(["0-3"], ["whole"], integer_digits=2),
                ],
            ),
            Level(grade=7, strata=_decimals(["1-3", "2-4", "3-4"], integer_digits=2, negative=[True])),
            Level(grade=7, strata=_decimals(["3-4", "4-5"], integer_digits=3, negative=[False, True])),
            Level(grade=7, strata=_decimals(["5-8", "7-10"], integer_digits=6, negative=[False, True])),
        ],
        draw=draw_decimals,
        solve=_sum_or_difference,
        slots=_pair,
        write=number,
        asks="signed",
        oracle=evaluate,
        misconceptions=wrong.DECIMALS,
        directions=("sum", "difference"),
        notations=("digits", "padded", "fullwidth"),
    )
)

PERCENTAGES: Mapping[str, Sequence[int]] = {
    "half": (5000,),
    "benchmark": (1000, 2000, 2500, 5000, 7500),
    "tens": tuple(range(3000, 10000, 1000)),
    "units": tuple(range(100, 1000, 100)),
    "two_digits": tuple(each for each in range(1100, 10000, 100) if each % 1000),
    "over_hundred": tuple(range(10100, 20000, 100)),
    "tenths": tuple(each for each in range(110, 10000, 10) if each % 100),
    "below_one": tuple(range(10, 100, 10)),
    "hundredths": tuple(each for each in range(1001, 10000) if each % 10),
}
"""Kinds of percentages, in hundredths of a percent."""


def draw_percentage(source: Source, stratum: Stratum) -> Sequence[str]:
    """A percentage of the stratum's kind, and a number of its digits of which it is a whole number or not."""
    percent = source.choice(PERCENTAGES[str(stratum["percent"])])
    digits = int(stratum["digits"])
    step = 10_000 // gcd(percent, 10_000)
    # Of 10, 100 and so on the percentage would show its own digits.
    least, most = 10 ** (digits - 1) + 1, 10**digits - 1
    if stratum["whole"]:
        base = step * source.integer(-(-least // step), most // step)
    else:
        base = source.integer(least, most)
        base += base * percent % 10_000 == 0
    return decimal(percent, 2).value, str(base)


def _percentages(digits: int, *percents: str, whole: Sequence[bool] = (True,)) -> list[Stratum]:
    return [{"percent": percent, "digits": digits, "whole": exact} for percent in percents for exact in whole]


def _percent(question: Question) -> Answer:
    (percent, base), places = in_units(question.item.operands)
    return decimal(percent * base, 2 * places + 2)


def _of(shown: Shown) -> Mapping[str, str]:
    percent, base = shown.operands
    return {"percent": percent, "number": base}


percentages = register(
    Skill(
        name="arithmetic.percentages",
        summary="Work out a percentage of a whole number, exactly.",
        version=2,
        levels=[
            Level(grade=5, strata=_percentages(2, "half", "benchmark")),
            Level(grade=6, strata=[*_percentages(3, "benchmark", "tens"), *_percentages(2, "tens")]),
            Level(grade=6, strata=[*_percentages(3, "units", "two_digits"), *_percentages(4, "two_digits")]),
            Level(
                grade=7,
                strata=[
                    *_percentages(3, "units", "two_digits", whole=(False,)),
                    *_percentages(4, "over_hundred", whole=(True, False)),
                ],
            ),
            Level(
                grade=7, strata=_percentages(4, "tenths", "below_one", "over_hundred", whole=(True, False))
            ),
            Level(
                grade=8, strata=_percentages(7, "tenths", "hundredths", "over_hundred", whole=(True, False))
            ),
        ],
        draw=draw_percentage,
        solve=_percent,
        slots=_of,
        write=number,
        oracle=oracle.percentage,
        misconceptions=wrong.PERCENTAGES,
    )
)

PLACES: Mapping[str, int] = {
    "to_thousands": 3,
    "to_hundreds": 2,
    "to_tens": 1,
    "to_units": 0,
    "to_tenths": -1,
    "to_hundredths": -2,
}
"""The places that are rounded to, as powers of ten."""


@cache
def _tails(unit: int, kind: str) -> tuple[int, int]:
    """The smallest and the largest rest that the stratum's kind leaves below the place."""
    return {
        "down": (1, unit // 2 - 1),
        "up": (unit // 2 + 1, unit - 1),
        "nines": (unit // 2 + 1, unit - 1),
        "tie": (unit // 2, unit // 2),
        "near": (unit * 45 // 100, unit // 2 - 1),
    }[kind]


def draw_rounding(source: Source, stratum: Stratum) -> Sequence[str]:
    """A number and the place that it is rounded to.

    Kinds of rest below the place: `down` and `up`; `nines`, where the nine before it carries on; `tie`, just
    in the middle; `near`, just below the middle, where rounding digit by digit goes wrong.
    """
    place, kind = PLACES[f"to_{stratum['place']}"], str(stratum["rest"])
    fraction = int(stratum["fraction_digits"])
    kept = int(stratum["digits"]) - place
    head = source.integer(10 ** (kept - 1), 10**kept - 1)
    if kind == "nines":
        head = head // 10 * 10 + 9
    elif head % 10 == 9:
        head -= 1
    unit = 10 ** (fraction + place)
    tail = source.integer(*_tails(unit, kind))
    # A fraction ends with no zero.
    tail += fraction > 0 and tail % 10 == 0
    text = str(head * unit + tail)
    sign = "-" if stratum["negative"] else ""
    return (
        f"{sign}{text[:-fraction]}.{text[-fraction:]}" if fraction else sign + text,
        f"to_{stratum['place']}",
    )


def _rounded(place: str, digits: int, fraction: int, *rests: str, negative: bool = False) -> list[Stratum]:
    return [
        {
            "place": place,
            "digits": digits,
            "fraction_digits": fraction,
            "rest": rest,
            "negative": negative,
        }
        for rest in rests
    ]


def rounded(question: Question) -> Answer:
    """The nearest multiple of the place; halves go away from zero."""
    text, place = question.item.operands
    (value,), places = in_units((text,))
    unit = 10 ** (places + PLACES[place])
    count = (2 * abs(value) + unit) // (2 * unit)
    return decimal((-count if value < 0 else count) * unit, places)


def _number_and_place(shown: Shown) -> Mapping[str, str]:
    text, place = shown.operands
    return {"number": text, "place": place}


rounding = register(
    Skill(
        name="arithmetic.rounding",
        summary="Round a number to a place, halves away from zero.",
        version=2,
        levels=[
            Level(grade=3, strata=_rounded("tens", 2, 0, "down", "up", "tie")),
            Level(
                grade=4,
                strata=[
                    *_rounded("tens", 4, 0, "down", "up", "tie", "nines"),
                    *_rounded("hundreds", 4, 0, "down", "up", "tie", "nines", "near"),
                ],
            ),
            Level(
                grade=5,
                strata=[
                    *_rounded("units", 2, 1, "down", "up", "tie", "nines"),
                    *_rounded("units", 2, 2, "near"),
                    *_rounded("tenths", 2, 2, "down", "up", "tie", "nines"),
                ],
                sufficient=dict.fromkeys(
                    ("first_number", "largest_number", "smallest_number"),
                    "Where a number is rounded down, what stands before its point is the answer.",
                ),
            ),
            Level(
                grade=6,
                strata=[
                    *_rounded("thousands", 7, 0, "near", "nines", "tie"),
                    *_rounded("tenths", 3, 4, "down", "up", "near", "nines"),
                    *_rounded("hundredths", 3, 3, "tie"),
                    *_rounded("hundredths", 3, 5, "near", "nines"),
                ],
            ),
            Level(
                grade=7,
                strata=[
                    *_rounded("tens", 4, 0, "tie", "down", "nines", negative=True),
                    *_rounded("units", 2, 1, "tie", "up", negative=True),
                    *_rounded("units", 2, 3, "near", negative=True),
                    *_rounded("tenths", 2, 2, "tie", "nines", negative=True),
                ],
            ),
            Level(
                grade=7,
                strata=[
                    *_rounded("thousands", 15, 0, "near", "nines", "tie"),
                    *_rounded("hundreds", 12, 6, "near", "nines"),
                    *_rounded("hundredths", 9, 8, "near", "nines", negative=True),
                    *_rounded("tenths", 9, 2, "tie", negative=True),
                ],
            ),
        ],
        draw=draw_rounding,
        solve=rounded,
        slots=_number_and_place,
        write=number,
        asks="signed",
        oracle=oracle.rounded,
        misconceptions=wrong.ROUNDING,
    )
)
