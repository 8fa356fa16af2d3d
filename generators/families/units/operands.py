"""Units and what their numbers stand for."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from jagbench.generators.skill.definition import Question, shared

POWERS: Mapping[str, int] = {
    **{"km": 3, "m": 0, "dm": -1, "cm": -2, "mm": -3},
    **{"t": 6, "kg": 3, "g": 0, "mg": -3},
    **{"km²": 6, "m²": 0, "dm²": -2, "cm²": -4, "mm²": -6},
    **{"m³": 0, "dm³": -3, "L": -3, "cm³": -6, "mL": -6},
}
"""Units as powers of ten of one of their kind: the metre, the gram, the square metre and the cubic metre."""
SECONDS: Mapping[str, int] = {
    "weeks": 604_800,
    "days": 86_400,
    "hours": 3_600,
    "minutes": 60,
    "seconds": 1,
}
"""Units of time in seconds, from the longest."""


@shared
def quantity(question: Question) -> tuple[Fraction, str, str]:
    """A number, its unit, and the unit that is asked for."""
    number, unit, target = question.item.operands
    return Fraction(number), unit, target


def converted(question: Question) -> Fraction:
    """The number in the unit that is asked for."""
    number, unit, target = quantity(question)
    return number * Fraction(10) ** (POWERS[unit] - POWERS[target])


@shared
def duration(question: Question) -> tuple[Sequence[int], Sequence[str], str]:
    """The numbers of a duration, their units from the longest, and the unit that is asked for."""
    *parts, target = question.item.operands
    return [int(number) for number in parts[::2]], parts[1::2], target


def in_unit(number: int, unit: str, target: str) -> int:
    """A number of a longer unit in a shorter one."""
    return number * (SECONDS[unit] // SECONDS[target])
