"""Wrong ways to change units.

Dividing where one should multiply, a factor off by ten, and the factor of lengths for areas (the "illusion of
linearity": De Bock, Van Dooren, Janssens and Verschaffel, 2007) are the errors of schools; an hour is taken
for a hundred minutes as if time were decimal.
"""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from jagbench.generators.families.units.operands import (
    POWERS,
    duration,
    in_unit,
    quantity,
)
from jagbench.generators.skill.definition import Misconception, Question
from jagbench.generators.skill.numbers import plain


def _metric(meaning: str, work: Callable[[Fraction, int], Fraction | None]) -> Misconception:
    """A wrong number, from the number given and the power of ten between the units."""

    def predict(question: Question) -> str | None:
        number, unit, target = quantity(question)
        found = work(number, POWERS[unit] - POWERS[target])
        return None if found is None else plain(found)

    predict.__doc__ = meaning
    return predict


def shifted(number: Fraction, power: int) -> Fraction:
    """A number times a power of ten."""
    return number * Fraction(10) ** power


def linear_factor(question: Question) -> str | None:
    """Take the factor of lengths for areas and volumes: 300 cm² for 3 m²."""
    number, unit, target = quantity(question)
    if unit[-1] not in "²³" or target[-1] not in "²³":
        return None
    return plain(shifted(number, POWERS[unit[:-1]] - POWERS[target[:-1]]))


METRIC: Mapping[str, Misconception] = {
    "wrong_way": _metric(
        "Divide instead of multiplying, or the other way round: 0.03 m for 3 m in cm.",
        lambda number, power: shifted(number, -power),
    ),
    "ten_too_many": _metric(
        "One place too far: 3000 cm for 3 m.", lambda number, power: shifted(number, power + 1)
    ),
    "ten_too_few": _metric(
        "One place short: 30 cm for 3 m.", lambda number, power: shifted(number, power - 1)
    ),
    "unchanged": _metric("Leave the number as it is: 3 cm for 3 m.", lambda number, power: number),
    "by_hundred": _metric(
        "Take a hundred for every factor: 300 m for 3 km.",
        lambda number, power: shifted(number, 2 if power > 0 else -2),
    ),
    "by_thousand": _metric(
        "Take a thousand for every factor: 3000 cm for 3 m.",
        lambda number, power: shifted(number, 3 if power > 0 else -3),
    ),
    "linear_factor": linear_factor,
}


def in_target(numbers: Sequence[int], units: Sequence[str], target: str) -> int:
    """All parts in the unit that is asked for."""
    return sum(in_unit(number, unit, target) for number, unit in zip(numbers, units, strict=True))


def _duration(meaning: str, work: Callable[[Sequence[int], Sequence[str], str], int | None]) -> Misconception:
    """A wrong number, from the numbers, their units and the unit asked for."""

    def predict(question: Question) -> str | None:
        found = work(*duration(question))
        return None if found is None else str(found)

    predict.__doc__ = meaning
    return predict


def base_hundred(numbers: Sequence[int], units: Sequence[str], target: str) -> int:
    """Count by hundreds as if time were decimal: 215 minutes for 2 hours 15 minutes."""
    return sum(
        number * 100 ** (DEPTH.index(target) - DEPTH.index(unit))
        for number, unit in zip(numbers, units, strict=True)
    )


def factor_of_sixty(numbers: Sequence[int], units: Sequence[str], target: str) -> int:
    """Take sixty for every step: 120 hours for 2 days."""
    return sum(
        number * 60 ** (DEPTH.index(target) - DEPTH.index(unit))
        for number, unit in zip(numbers, units, strict=True)
    )


DEPTH: Sequence[str] = ("weeks", "days", "hours", "minutes", "seconds")
"""Units of time from the longest."""


def half_days(numbers: Sequence[int], units: Sequence[str], target: str) -> int | None:
    """Let a day have twelve hours: 24 hours for 2 days."""
    if units[0] not in ("weeks", "days") or target in ("weeks", "days"):
        return None
    return sum(
        in_unit(number, unit, target) // (2 if unit in ("weeks", "days") else 1)
        for number, unit in zip(numbers, units, strict=True)
    )


DURATION: Mapping[str, Misconception] = {
    "base_hundred": _duration(base_hundred.__doc__ or "", base_hundred),
    "factor_of_sixty": _duration(factor_of_sixty.__doc__ or "", factor_of_sixty),
    "half_days": _duration(half_days.__doc__ or "", half_days),
    "adds_numbers": _duration(
        "Add the numbers as they stand: 17 minutes for 2 hours 15 minutes.",
        lambda numbers, units, target: sum(numbers),
    ),
    "drops_rest": _duration(
        "Take the first part only: 120 minutes for 2 hours 15 minutes.",
        lambda numbers, units, target: in_unit(numbers[0], units[0], target),
    ),
    "drops_first": _duration(
        "Leave the first part out: 15 minutes for 2 hours 15 minutes.",
        lambda numbers, units, target: in_target(numbers[1:], units[1:], target) or None,
    ),
    "one_more": _duration(
        "One too many: 136 minutes for 2 hours 15 minutes.",
        lambda numbers, units, target: in_target(numbers, units, target) + 1,
    ),
    "one_less": _duration(
        "One too few: 134 minutes for 2 hours 15 minutes.",
        lambda numbers, units, target: in_target(numbers, units, target) - 1,
    ),
}
