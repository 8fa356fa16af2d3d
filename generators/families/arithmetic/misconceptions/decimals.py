"""Wrong ways to add and subtract decimals, to take percentages and to round."""

from collections.abc import Callable, Mapping, Sequence

from jagbench.generators.families.arithmetic.misconceptions.shared import columns, joined
from jagbench.generators.skill.definition import Misconception, Question, shared
from jagbench.generators.skill.numbers import in_units, point_at

Scaled = tuple[int, int]
"""A decimal as units, and its decimal places."""


def _changed(
    right: Callable[[Question], Scaled], change: Callable[[int, int], Scaled], meaning: str | None
) -> Misconception:
    """What becomes of the right value, with a docstring."""

    def wrong(question: Question) -> str:
        return point_at(*change(*right(question)))

    wrong.__doc__ = meaning
    return wrong


def one_more(right: Callable[[Question], Scaled]) -> Misconception:
    """One too many."""
    return _changed(right, lambda value, places: (value + 10**places, places), one_more.__doc__)


def one_less(right: Callable[[Question], Scaled]) -> Misconception:
    """One too few, as in 9.9 - 9.11 = -0.21 by several models."""
    return _changed(right, lambda value, places: (value - 10**places, places), one_less.__doc__)


def point_right(right: Callable[[Question], Scaled]) -> Misconception:
    """The point one place too far right: 19.01 becomes 190.1."""
    return _changed(right, lambda value, places: (value * 10, places), point_right.__doc__)


def point_left(right: Callable[[Question], Scaled]) -> Misconception:
    """The point one place too far left: 19.01 becomes 1.901."""
    return _changed(right, lambda value, places: (value, places + 1), point_left.__doc__)


@shared
def _units(question: Question) -> tuple[Sequence[int], int]:
    """Both numbers in units of the last decimal place, and how many places there are."""
    return in_units(tuple(question.shown))


@shared
def _result(question: Question) -> Scaled:
    (first, second), places = _units(question)
    return (first + second if question.direction == "sum" else first - second), places


def whole_number_parts(question: Question) -> str:
    """Calculate before and behind the point as with whole numbers (Resnick and others 1989).

    9.9 + 9.11 is 18.20; 9.9 - 9.11 is 0 and -0.02, so -0.02, the order of software versions.
    """
    (whole, _, part), (other_whole, _, other_part) = [each.partition(".") for each in question.shown]
    places = max(len(part), len(other_part))
    if question.direction == "sum":
        behind = str(int(part or 0) + int(other_part or 0)).rjust(places, "0")
        return point_at(int(f"{int(whole) + int(other_whole)}{behind}"), len(behind))
    return point_at(
        (int(whole) - int(other_whole)) * 10**places + int(part or 0) - int(other_part or 0), places
    )


def right_aligned(question: Question) -> str | None:
    """Write the last digits below each other: 9.9 + 9.11 is 10.1, from 99 + 911."""
    first, second = [int(each.replace(".", "")) for each in question.shown]
    _, places = _units(question)
    return point_at(first + second if question.direction == "sum" else first - second, places)


def other_operation(question: Question) -> str:
    """Subtract for a sum, add for a difference: 9.9 - 9.11 is 19.01."""
    (first, second), places = _units(question)
    return point_at(abs(first - second) if question.direction == "sum" else first + second, places)


def no_carry(question: Question) -> str | None:
    """Add each column and forget what is carried: 9.9 + 9.11 is 8.01."""
    if question.direction != "sum":
        return None
    values, places = _units(question)
    return point_at(joined([sum(column) % 10 for column in columns(tuple(map(str, values)))]), places)


def smaller_from_larger(question: Question) -> str | None:
    """In each column take the smaller digit from the larger (Brown and Burton 1978): 9.9 - 9.11 is 0.81."""
    if question.direction == "sum":
        return None
    values, places = _units(question)
    digits = [abs(first - second) for first, second in columns(tuple(map(str, values)))]
    return point_at(joined(digits), places)


def sign_flip(question: Question) -> str | None:
    """The right distance with the wrong sign: 9.9 - 9.11 is -0.79."""
    value, places = _result(question)
    return point_at(-value, places) if question.direction == "difference" else None


DECIMALS: Mapping[str, Misconception] = {
    "whole_number_parts": whole_number_parts,
    "right_aligned": right_aligned,
    "smaller_from_larger": smaller_from_larger,
    "no_carry": no_carry,
    "sign_flip": sign_flip,
    "other_operation": other_operation,
    "point_right": point_right(_result),
    "point_left": point_left(_result),
    "one_more": one_more(_result),
    "one_less": one_less(_result),
}


@shared
def _percentage(question: Question) -> tuple[int, int, int]:
    """Percentage and number in units, and their decimal places."""
    (percent, base), places = in_units(tuple(question.item.operands))
    return percent, base, places


def _share(question: Question) -> Scaled:
    percent, base, places = _percentage(question)
    return percent * base, 2 * places + 2


def _by(calculate: Callable[[int, int, int], Scaled]) -> Misconception:
    """From percentage and number in units, and the units in one."""

    def wrong(question: Question) -> str:
        value, found = calculate(*_percentage(question))
        return point_at(value, found)

    wrong.__doc__ = calculate.__doc__
    return wrong


@_by
def takes_off(percent: int, base: int, places: int) -> Scaled:
    """Give what is left: 20 % of 80 is 64."""
    return base * (100 * 10**places - percent), 2 * places + 2


@_by
def puts_on(percent: int, base: int, places: int) -> Scaled:
    """Add the percentage to the number: 20 % of 80 is 96."""
    return base * (100 * 10**places + percent), 2 * places + 2


@_by
def subtracts_percentage(percent: int, base: int, places: int) -> Scaled:
    """Subtract the percentage as a number: 20 % of 80 is 60."""
    return base - percent, places


@_by
def multiplies(percent: int, base: int, places: int) -> Scaled:
    """Multiply and forget the hundred: 20 % of 80 is 1600."""
    return percent * base, 2 * places


@_by
def percentage_alone(percent: int, base: int, places: int) -> Scaled:
    """Take the percentage for the answer: 20 % of 80 is 20."""
    return percent, places


def divides(question: Question) -> str | None:
    """Divide by the percentage, as with 10 %: 20 % of 80 is 4."""
    percent, base, _ = _percentage(question)
    return str(base // percent) if base % percent == 0 else None


PERCENTAGES: Mapping[str, Misconception] = {
    "takes_off": takes_off,
    "puts_on": puts_on,
    "subtracts_percentage": subtracts_percentage,
    "multiplies": multiplies,
    "percentage_alone": percentage_alone,
    "divides": divides,
    "point_right": point_right(_share),
    "point_left": point_left(_share),
    "one_more": one_more(_share),
    "one_less": one_less(_share),
}

EXPONENTS: Mapping[str, int] = {
    "to_thousands": 3,
    "to_hundreds": 2,
    "to_tens": 1,
    "to_units": 0,
    "to_tenths": -1,
    "to_hundredths": -2,
}


@shared
def _parts(question: Question) -> tuple[int, int, int, int]:
    """Sign, units below the number's last digit, their count in one of the place, decimal places."""
    text, place = question.item.operands
    (value,), places = in_units((text,))
    return (-1 if value < 0 else 1), abs(value), 10 ** (places + EXPONENTS[place]), places


def _to(unit: int, value: int) -> int:
    return (2 * value + unit) // (2 * unit) * unit


def _rounding(procedure: Callable[[int, int], int | None]) -> Misconception:
    """A procedure on the size of the number and the unit of the place, both in its smallest units."""

    def wrong(question: Question) -> str | None:
        sign, value, unit, places = _parts(question)
        found = procedure(value, unit)
        return None if found is None else point_at(sign * found, places)

    wrong.__doc__ = procedure.__doc__
    return wrong


@_rounding
def truncates(value: int, unit: int) -> int:
    """Cut off what stands behind the place: 47 to tens is 40."""
    return value // unit * unit


@_rounding
def always_up(value: int, unit: int) -> int:
    """Go up whatever follows: 42 to tens is 50."""
    return -(-value // unit) * unit


@_rounding
def half_down(value: int, unit: int) -> int:
    """Let halves go down: 45 to tens is 40."""
    return -((unit - 2 * value) // (2 * unit)) * unit


@_rounding
def half_even(value: int, unit: int) -> int | None:
    """Let halves go to the even digit, as a computer does: 45 to tens is 40."""
    count, rest = divmod(value, unit)
    return (count + count % 2) * unit if 2 * rest == unit else None


@_rounding
def digit_by_digit(value: int, unit: int) -> int:
    """Round every digit from the last on: 1448 to hundreds is 1450, so 1500."""
    step = 10
    while step <= unit:
        value = _to(step, value)
        step *= 10
    return value


@_rounding
def place_too_high(value: int, unit: int) -> int:
    """Round one place too far left: 1448 to tens is 1400."""
    return _to(10 * unit, value)


@_rounding
def place_too_low(value: int, unit: int) -> int | None:
    """Round one place too far right: 1448 to hundreds is 1450."""
    return _to(unit // 10, value) if unit >= 10 else None


def drops_zeros(question: Question) -> str | None:
    """Leave out the zeros behind the place: 1448 to hundreds is 14."""
    sign, value, unit, places = _parts(question)
    return str(sign * (_to(unit, value) // unit)) if unit > 10**places else None


def sign_lost(question: Question) -> str | None:
    """Forget the minus sign: -45 to tens is 50."""
    sign, value, unit, places = _parts(question)
    return point_at(_to(unit, value), places) if sign < 0 else None


def half_up(question: Question) -> str | None:
    """Let halves of negative numbers go up, towards zero: -45 to tens is -40."""
    sign, value, unit, places = _parts(question)
    return point_at(-(value // unit * unit), places) if sign < 0 and 2 * (value % unit) == unit else None


def _rounded(question: Question) -> Scaled:
    sign, value, unit, places = _parts(question)
    return sign * _to(unit, value), places


ROUNDING: Mapping[str, Misconception] = {
    "truncates": truncates,
    "always_up": always_up,
    "half_down": half_down,
    "half_up": half_up,
    "half_even": half_even,
    "digit_by_digit": digit_by_digit,
    "place_too_high": place_too_high,
    "place_too_low": place_too_low,
    "drops_zeros": drops_zeros,
    "sign_lost": sign_lost,
    "one_more": one_more(_rounded),
    "one_less": one_less(_rounded),
}
