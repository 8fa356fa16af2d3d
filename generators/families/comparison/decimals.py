"""Which of two decimals is larger, and which of two versions, dates, times or chapters comes later."""

from collections.abc import Callable, Mapping, Sequence

from jagbench.generators.families.comparison import misconceptions as wrong
from jagbench.generators.families.comparison import oracle
from jagbench.generators.families.comparison.frames import LAST_DAY, MEASURES, compared, is_found
from jagbench.generators.families.comparison.pairs import (
    DIRECTIONS,
    ORDERS,
    answerable,
    slots,
    smaller_first,
    solver,
)
from jagbench.generators.language.writing import number, symbol
from jagbench.generators.mechanism.registry import register
from jagbench.generators.skill.definition import Level, Question, Skill, Stratum
from jagbench.generators.skill.numbers import decimal_pair
from jagbench.generators.skill.source import Source


def in_frame(question: Question) -> int:
    """Compare two decimals as what their frame takes them for."""
    first, second = question.item.operands
    return compared(first, second, question.frame)


_answerable = answerable(in_frame)


def admits(question: Question, language: str) -> bool:
    """Whether the frame has both numbers, and the wording can name the answer."""
    frame = question.frame
    if frame not in MEASURES and question.notation != "digits":
        return False
    first, second = question.item.operands
    return is_found(first, frame) and is_found(second, frame) and _answerable(question, language)


def write(question: Question, language: str, text: str) -> str:
    """A number as the language writes it; versions, dates, times and sections have points everywhere."""
    return (number if question.frame in MEASURES else symbol)(question, language, text)


def _short_larger_date(source: Source) -> tuple[str, str]:
    month = source.integer(1, 12)
    short = source.integer(2, 9)
    tens = source.integer(1, min(2, short - 1))
    last = source.integer(1, 8 if month == 2 else 9)
    return f"{month}.{short}", f"{month}.{tens}{last}"


def _long_larger_date(source: Source) -> tuple[str, str]:
    month = source.integer(1, 12)
    tens = source.integer(1, 2)
    short = source.integer(1, tens)
    last = source.integer(1, 8 if month == 2 else 9)
    return f"{month}.{short}", f"{month}.{tens}{last}"


def _trailing_zero_date(source: Source) -> tuple[str, str]:
    month = source.integer(1, 12)
    short = source.integer(1, 2 if month == 2 else 3)
    return f"{month}.{short}", f"{month}.{short}0"


def _integer_part_date(source: Source) -> tuple[str, str]:
    month = source.integer(2, 12)
    earlier = source.integer(1, month - 1)
    return f"{month}.{source.integer(1, 9)}", f"{earlier}.{source.integer(11, LAST_DAY[earlier - 1])}"


def _one_place_date(source: Source) -> tuple[str, str]:
    month = source.integer(1, 12)
    lower = source.integer(1, 8)
    return f"{month}.{lower}", f"{month}.{source.integer(lower + 1, 9)}"


def _other_month(source: Source) -> tuple[str, str]:
    # Both months have one digit, or both have two.
    month = source.choice((*range(2, 10), 11, 12))
    earlier = source.integer(10 if month > 9 else 1, month - 1)
    return f"{month}.{source.integer(1, 9)}", f"{earlier}.{source.integer(1, 9)}"


def _same_hour(source: Source) -> tuple[str, str]:
    hour = source.integer(0, 23)
    lower = source.integer(10, 58)
    return f"{hour}.{lower}", f"{hour}.{source.integer(lower + 1, 59)}"


def _other_hour(source: Source) -> tuple[str, str]:
    hour = source.integer(1, 23)
    return f"{hour}.{source.integer(10, 59)}", f"{source.integer(0, hour - 1)}.{source.integer(10, 59)}"


def _early_minute(source: Source) -> tuple[str, str]:
    hour = source.integer(0, 23)
    return f"{hour}.{source.integer(10, 59)}", f"{hour}.0{source.integer(1, 9)}"


_DRAWN: Mapping[tuple[str, str, str], Callable[[Source], tuple[str, str]]] = {
    ("dates", "same_length", "1-1"): _one_place_date,
    ("dates", "integer_part", "1-1"): _other_month,
    ("dates", "short_larger", "1-2"): _short_larger_date,
    ("dates", "long_larger", "1-2"): _long_larger_date,
    ("dates", "trailing_zero", "1-2"): _trailing_zero_date,
    ("dates", "integer_part", "1-2"): _integer_part_date,
    ("clocks", "same_length", "2-2"): _same_hour,
    ("clocks", "integer_part", "2-2"): _other_hour,
    ("clocks", "leading_zero", "2-2"): _early_minute,
}
"""Pairs that suit frames which admit few numbers, by what they suit, kind and fraction lengths."""


def draw_decimals(source: Source, stratum: Stratum) -> Sequence[str]:
    """Two decimals of the stratum's kind, the smaller number first."""
    kind, lengths = str(stratum["pair"]), str(stratum["fraction_digits"])
    if stratum["suits"] != "numbers":
        return smaller_first(*_DRAWN[str(stratum["suits"]), kind, lengths](source))
    short, _, long = lengths.partition("-")
    return smaller_first(
        *decimal_pair(source, pair=kind, short=int(short), long=int(long), shared=int(stratum["shared"]))
    )


_KINDS = ("short_larger", "long_larger", "leading_zero", "trailing_zero", "integer_part")
_LONG = (("long_larger", 1), ("long_integer_part", 0))
"""More pairs whose longer one is the larger, so that neither length is right more often."""


def _numbers(fraction_lengths: Sequence[str], shared: int = 0) -> list[Stratum]:
    kinds = [(kind, shared if kind in _KINDS[:2] else 0) for kind in _KINDS]
    return [
        {"pair": kind, "fraction_digits": lengths, "shared": agree, "suits": "numbers"}
        for lengths in fraction_lengths
        for kind, agree in (*kinds, *_LONG)
    ]


def _suiting(suits: str, lengths: str) -> list[Stratum]:
    return [
        {"pair": pair, "fraction_digits": digits, "shared": 0, "suits": what}
        for what, pair, digits in _DRAWN
        if (what, digits) == (suits, lengths)
    ]


decimals = register(
    Skill(
        name="comparison.decimals",
        summary="Which of two decimals is larger or smaller; versions and dates have an order of their own.",
        version=3,
        levels=[
            Level(grade=4, strata=_suiting("dates", "1-1")),
            Level(grade=4, strata=[*_numbers(["1-2"]), *_suiting("dates", "1-2")]),
            Level(grade=5, strata=[*_numbers(["1-3", "2-3"]), *_suiting("clocks", "2-2")]),
            Level(grade=6, strata=_numbers(["3-4", "4-5"], shared=2)),
            Level(grade=7, strata=_numbers(["6-8", "7-10"], shared=5)),
            Level(grade=7, strata=_numbers(["12-15", "15-20"], shared=11)),
        ],
        draw=draw_decimals,
        solve=solver(in_frame),
        slots=slots,
        write=write,
        asks="choice",
        oracle=oracle.which_comes,
        misconceptions={"misreads_direction": wrong.misreads_direction(in_frame), **wrong.DECIMALS},
        admits=admits,
        directions=DIRECTIONS,
        orders=ORDERS,
        notations=("digits", "padded"),
    )
)
