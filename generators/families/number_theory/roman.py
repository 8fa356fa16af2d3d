"""Roman numerals, read and written."""

from collections.abc import Sequence

from jagbench.generators.families.number_theory import misconceptions as wrong
from jagbench.generators.families.number_theory import oracle
from jagbench.generators.families.number_theory.operands import roman, valued
from jagbench.generators.mechanism.registry import register
from jagbench.generators.skill.definition import Level, Question, Skill, Stratum
from jagbench.generators.skill.source import Source
from jagbench.probes.answer import Answer

ADDED, SUBTRACTED = "01235678", "49"
"""Digits that are written by adding symbols only, and those that need a symbol before a larger one."""


def _number(source: Source, stratum: Stratum) -> int:
    """A number of so many digits, of which so many are 4 or 9; the thousands are at most three."""
    count, pairs = int(stratum["digits"]), int(stratum["subtractive_pairs"])
    thousands = count == 4
    chosen = source.sample(range(1 if thousands else 0, count), pairs)
    digits = [source.choice(SUBTRACTED if place in chosen else ADDED) for place in range(count)]
    if 0 not in chosen:
        digits[0] = source.choice("123" if thousands else ADDED[1:])
    return int("".join(digits))


def draw_numeral(source: Source, stratum: Stratum) -> Sequence[str]:
    """A numeral of the stratum."""
    return (roman(_number(source, stratum)),)


def draw_number(source: Source, stratum: Stratum) -> Sequence[str]:
    """A number of the stratum, in digits."""
    return (str(_number(source, stratum)),)


def solve_from(question: Question) -> Answer:
    """The value of the numeral."""
    return Answer(kind="integer", value=str(valued(question.item.operands[0])))


def solve_to(question: Question) -> Answer:
    """The numeral."""
    return Answer(kind="text", value=roman(int(question.item.operands[0])))


def _numbers(*sizes: tuple[int, int]) -> list[Stratum]:
    return [{"digits": digits, "subtractive_pairs": pairs} for digits, pairs in sizes]


LEVELS: Sequence[Level] = (
    Level(grade=3, strata=_numbers((2, 0), (3, 0))),
    Level(grade=4, strata=_numbers((2, 1), (3, 1))),
    Level(grade=4, strata=_numbers((3, 2), (4, 0))),
    Level(grade=5, strata=_numbers((4, 1))),
    Level(grade=6, strata=_numbers((4, 2))),
)

from_roman = register(
    Skill(
        name="number_theory.from_roman",
        summary="Which number a Roman numeral stands for.",
        levels=LEVELS,
        draw=draw_numeral,
        solve=solve_from,
        slots=lambda shown: {"numeral": shown.operands[0]},
        oracle=oracle.from_roman,
        misconceptions=wrong.FROM_ROMAN,
    )
)

to_roman = register(
    Skill(
        name="number_theory.to_roman",
        summary="A number as a Roman numeral.",
        levels=LEVELS,
        draw=draw_number,
        solve=solve_to,
        slots=lambda shown: {"number": shown.operands[0]},
        oracle=oracle.to_roman,
        misconceptions=wrong.TO_ROMAN,
        asks="text",
    )
)
