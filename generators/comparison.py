"""The family `comparison`: which of two numbers is larger."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from jagbench.generators.misconceptions import comparison as wrong
from jagbench.generators.numbers import decimal_pair, whole
from jagbench.generators.oracles import comparison as oracle
from jagbench.generators.registry import register
from jagbench.generators.skill import Level, Question, Skill, Stratum
from jagbench.generators.source import Source
from jagbench.probes.answer import Answer

VERSION_FRAME = "version"
MOST_PLACES = {"money": 2, "length": 3, "version": 3}
"""Dollars have cents, metres millimetres; a version with more digits in a part is none that people know."""


def fraction_digits(number: str) -> str:
    """The digits behind the decimal point; empty for an integer."""
    return number.partition(".")[2]


def size(number: str, frame: str) -> tuple[Fraction | int, ...]:
    """What a number is ordered by in a frame: its parts for a version, else its exact value."""
    if frame == VERSION_FRAME:
        return tuple(int(part) for part in number.split("."))
    return (Fraction(number),)


def solve(question: Question) -> Answer:
    """The option with the larger or smaller size, or "equal"."""
    first, second = sorted(question.item.operands, key=lambda number: size(number, question.frame))
    equal = size(first, question.frame) == size(second, question.frame)
    chosen = second if question.direction == "larger" else first
    return Answer(kind="choice", value="equal" if equal else chosen, options=_options(question, equal))


def _options(question: Question, equal: bool) -> tuple[str, ...]:
    return (*question.shown, "equal") if question.offers_equal or equal else tuple(question.shown)


def admits(question: Question, language: str) -> bool:
    """Whether the frame fits the numbers, and equality can be answered."""
    fractions = [fraction_digits(number) for number in question.item.operands]
    places = max(map(len, fractions))
    if places > MOST_PLACES.get(question.frame, places):
        return False
    if question.frame == VERSION_FRAME:
        # 9.07 is no version number, and as one it would tie with 9.7.
        return not any(len(digits) > 1 and digits.startswith("0") for digits in fractions)
    return (
        question.offers_equal or len({size(number, question.frame) for number in question.item.operands}) == 2
    )


def slots(question: Question) -> Mapping[str, str]:
    """The two numbers in the order shown."""
    first, second = question.shown
    return {"first": first, "second": second}


def draw_decimals(source: Source, stratum: Stratum) -> Sequence[str]:
    """Two decimals of the stratum's kind."""
    short, _, long = str(stratum["fraction_digits"]).partition("-")
    pair = decimal_pair(
        source,
        pair=str(stratum["pair"]),
        short=int(short),
        long=int(long),
        shared=int(stratum.get("shared", 0)),
    )
    return pair if source.boolean() else pair[::-1]


def _pairs(fraction_lengths: Sequence[str], shared: int = 0) -> list[Stratum]:
    kinds = ("short_larger", "long_larger", "leading_zero", "trailing_zero", "integer_part")
    return [
        {"pair": kind, "fraction_digits": lengths, "shared": shared if kind in kinds[:2] else 0}
        for lengths in fraction_lengths
        for kind in kinds
    ]


decimals = register(
    Skill(
        name="comparison.decimals",
        summary="Which of two decimals is larger or smaller; as a software version the order is another.",
        levels=[
            Level(
                grade=4,
                strata=[
                    {"pair": "same_length", "fraction_digits": "1-1", "shared": 0},
                    {"pair": "integer_part", "fraction_digits": "1-1", "shared": 0},
                ],
            ),
            Level(grade=4, strata=_pairs(["1-2"])),
            Level(grade=5, strata=_pairs(["1-3", "2-3"])),
            Level(grade=6, strata=_pairs(["3-4", "4-5"], shared=2)),
            Level(grade=7, strata=_pairs(["6-8", "7-10"], shared=5)),
        ],
        draw=draw_decimals,
        solve=solve,
        slots=slots,
        oracle=oracle.larger_or_smaller,
        misconceptions=wrong.DECIMALS,
        admits=admits,
        directions=("larger", "smaller"),
        orders=("ab", "ba"),
    )
)


def draw_integers(source: Source, stratum: Stratum) -> Sequence[str]:
    """Two integers with the stratum's digits, agreeing in its leading digits."""
    small, large, shared = (int(stratum[factor]) for factor in ("digits", "other_digits", "shared"))
    if stratum["equal"]:
        number = str(whole(source, small))
        return number, number
    if small != large:
        pair = str(whole(source, small)), str(whole(source, large))
        return pair if source.boolean() else pair[::-1]
    prefix = str(whole(source, shared)) if shared else ""
    lower = source.integer(0 if shared else 1, 8)
    upper = source.integer(lower + 1, 9)
    rest = small - shared - 1
    tails = ["".join(str(source.integer(0, 9)) for _ in range(rest)) for _ in range(2)]
    pair = f"{prefix}{lower}{tails[0]}", f"{prefix}{upper}{tails[1]}"
    return pair if source.boolean() else pair[::-1]


def _digits(digits: int, shared: Sequence[int], shorter: int | None = None) -> list[Stratum]:
    same: list[Stratum] = [
        {"digits": digits, "other_digits": digits, "shared": agree, "equal": False} for agree in shared
    ]
    unlike: list[Stratum] = (
        [{"digits": shorter, "other_digits": digits, "shared": 0, "equal": False}] if shorter else []
    )
    return [*same, *unlike, {"digits": digits, "other_digits": digits, "shared": digits, "equal": True}]


integers = register(
    Skill(
        name="comparison.integers",
        summary="Which of two whole numbers is larger or smaller.",
        levels=[
            Level(grade=1, strata=_digits(1, [0])),
            Level(grade=1, strata=_digits(2, [0, 1], shorter=1)),
            Level(grade=2, strata=_digits(3, [0, 1, 2], shorter=2)),
            Level(grade=4, strata=_digits(6, [0, 3, 5], shorter=5)),
            Level(grade=5, strata=_digits(10, [0, 5, 9], shorter=9)),
            Level(grade=6, strata=_digits(20, [0, 10, 19], shorter=19)),
        ],
        draw=draw_integers,
        solve=solve,
        slots=slots,
        oracle=oracle.larger_or_smaller,
        misconceptions=wrong.INTEGERS,
        admits=admits,
        directions=("larger", "smaller"),
        orders=("ab", "ba"),
    )
)
