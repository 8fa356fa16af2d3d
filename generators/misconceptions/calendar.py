"""Wrong ways to reckon with days, weekdays, years and clock times.

That models lose a day, take months for 30 days, forget leap days and wrap the clock at twelve is reported in
Date Fragments (arXiv 2505.16088) and DATETIME (arXiv 2504.16155).
"""

from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache

from jagbench.generators.common import WEEKDAYS
from jagbench.generators.operands.gregorian import (
    MONTH_DAYS,
    Leaps,
    day_number,
    day_number_360,
    every_fourth,
    gregorian,
    is_leap,
    never,
    no_century,
)
from jagbench.generators.operands.times import clock, days_apart
from jagbench.generators.skill import Misconception, Question

CALENDARS: Mapping[str, int] = {
    "thirty_day_months": 1,
    "ignores_leap_days": 2,
    "every_fourth_year": 3,
    "no_century_is_leap": 4,
}
"""Wrong calendars, by their places in `_numbers`: all months have 30 days; there are no leap days; 1900 is a
leap year; 2000 is none."""
TRUE = 0


@lru_cache(maxsize=65536)
def _numbers(iso: str) -> tuple[int, int, int, int, int]:
    """The number of a day in the Gregorian calendar and in the wrong ones."""
    return (
        day_number(iso, gregorian),
        day_number_360(iso),
        day_number(iso, never),
        day_number(iso, every_fourth),
        day_number(iso, no_century),
    )


# --- days between two dates -------------------------------------------------------------------------


def _difference(calendar: int, by: int = 0) -> Misconception:
    def predict(question: Question) -> str:
        first, second = question.item.operands
        return str(_numbers(second)[calendar] - _numbers(first)[calendar] + by)

    return predict


def days_of_month_only(question: Question) -> str:
    """Subtract the days of the month and nothing else: March 28 to April 3 is 25 days."""
    first, second = question.item.operands
    return str(abs(int(second[8:]) - int(first[8:])))


DAYS_BETWEEN: Mapping[str, Misconception] = {
    **{name: _difference(calendar) for name, calendar in CALENDARS.items()},
    "days_of_month_only": days_of_month_only,
    # Both the first and the last day counted, or neither.
    "one_more": _difference(TRUE, 1),
    "one_less": _difference(TRUE, -1),
}


# --- a date before or after another -----------------------------------------------------------------


def _ordinal(question: Question, *, sign: int = 1) -> int:
    day, days, side = question.item.operands
    return date.fromisoformat(day).toordinal() + sign * (int(days) if side == "after" else -int(days))


def _moved(calendar: int) -> Misconception:
    """The day at the right distance in a wrong calendar; none where that day does not exist."""

    def predict(question: Question) -> str | None:
        day, days, side = question.item.operands
        wanted = _numbers(day)[calendar] + (int(days) if side == "after" else -int(days))
        ordinal = _ordinal(question)
        for _ in range(4):
            found = date.fromordinal(ordinal).isoformat()
            off = wanted - _numbers(found)[calendar]
            if off == 0:
                return found
            ordinal += off
        return None

    return predict


def _date_off(by: int) -> Misconception:
    return lambda question: date.fromordinal(_ordinal(question) + by).isoformat()


def opposite_direction(question: Question) -> str:
    """Go back where it goes forward: five days after March 15 is March 10."""
    return date.fromordinal(_ordinal(question, sign=-1)).isoformat()


def keeps_month(question: Question) -> str:
    """Begin the month anew in place of the next one: ten days after March 28 is March 7."""
    day, days, side = question.item.operands
    moved = int(day[8:]) + (int(days) if side == "after" else -int(days))
    remainder = (moved - 1) % MONTH_DAYS[int(day[5:7]) - 1] + 1
    return f"{day[:8]}{remainder:02}"


ADD_DAYS: Mapping[str, Misconception] = {
    **{name: _moved(calendar) for name, calendar in CALENDARS.items()},
    "opposite_direction": opposite_direction,
    "keeps_month": keeps_month,
    "one_more": _date_off(1),
    "one_less": _date_off(-1),
}


# --- weekdays ---------------------------------------------------------------------------------------


def _weekday(calendar: int, by: int = 0) -> Misconception:
    def predict(question: Question) -> str:
        given, weekday, asked = question.item.operands
        days = _numbers(asked)[calendar] - _numbers(given)[calendar]
        return WEEKDAYS[(WEEKDAYS.index(weekday) + days + by) % 7]

    return predict


def same_weekday(question: Question) -> str:
    """Say the weekday that was given."""
    return next(operand for operand in question.item.operands if operand in WEEKDAYS)


def counts_backwards(question: Question) -> str:
    """Count the days in the wrong direction."""
    given, weekday, asked = question.item.operands
    return WEEKDAYS[(WEEKDAYS.index(weekday) + _numbers(given)[TRUE] - _numbers(asked)[TRUE]) % 7]


WEEKDAY: Mapping[str, Misconception] = {
    **{name: _weekday(calendar) for name, calendar in CALENDARS.items()},
    "same_weekday": same_weekday,
    "counts_backwards": counts_backwards,
    "one_more": _weekday(TRUE, 1),
    "one_less": _weekday(TRUE, -1),
}


def _shifted(by: Callable[[int], int]) -> Misconception:
    """The weekday by a wrong number of days in the direction asked."""

    def predict(question: Question) -> str:
        weekday, days = question.item.operands
        moved = by(int(days))
        return WEEKDAYS[(WEEKDAYS.index(weekday) + (moved if question.direction == "after" else -moved)) % 7]

    return predict


WEEKDAY_AFTER: Mapping[str, Misconception] = {
    "same_weekday": same_weekday,
    "opposite_direction": _shifted(lambda days: -days),
    # A remainder modulo ten, or of the last two digits, in place of one modulo seven.
    "last_digit": _shifted(lambda days: days % 10),
    "last_two_digits": _shifted(lambda days: days % 100),
    # One day further, or less far, than asked: the first day counted, or the last one left out.
    "one_more": _shifted(lambda days: days + 1),
    "one_less": _shifted(lambda days: days - 1),
}


# --- leap years and the days of a month -------------------------------------------------------------


def _leap_by(rule: Callable[[int], bool]) -> Misconception:
    def predict(question: Question) -> str:
        leap = rule(int(question.item.operands[0]))
        return "yes" if leap == (question.direction == "leap") else "no"

    return predict


LEAP_YEAR: Mapping[str, Misconception] = {
    # 1900 is taken for a leap year; 2000 for none; 2022 for one; 1900 is the only kind seen through.
    "every_fourth_year": _leap_by(lambda year: year % 4 == 0),
    "no_century_is_leap": _leap_by(lambda year: is_leap(year, no_century)),
    "every_even_year": _leap_by(lambda year: year % 2 == 0),
    "misreads_direction": _leap_by(lambda year: not is_leap(year)),
    "always_yes": lambda question: "yes",
    "always_no": lambda question: "no",
}


def _year_and_month(question: Question) -> tuple[int, int]:
    year, _, month = question.item.operands[0].partition("-")
    return int(year), int(month)


def _month_by(leaps: Leaps, by: int = 0) -> Misconception:
    def predict(question: Question) -> str:
        year, month = _year_and_month(question)
        return str(MONTH_DAYS[month - 1] + (month == 2 and is_leap(year, leaps)) + by)

    return predict


def alternating_months(question: Question) -> str:
    """Let 31 and 30 days take turns all the year: August has 30."""
    return str(31 if _year_and_month(question)[1] % 2 else 30)


DAYS_IN_MONTH: Mapping[str, Misconception] = {
    "thirty_day_months": lambda question: "30",
    "alternating_months": alternating_months,
    "ignores_leap_days": _month_by(never),
    "every_fourth_year": _month_by(every_fourth),
    "no_century_is_leap": _month_by(no_century),
    "one_more": _month_by(gregorian, 1),
    "one_less": _month_by(gregorian, -1),
}


# --- clock times ------------------------------------------------------------------------------------


def _later(reckon: Callable[[int, int, int, int], int | None]) -> Misconception:
    """A clock time from the hours and minutes of the start and of the duration."""

    def predict(question: Question) -> str | None:
        start, duration = question.item.operands
        hours, _, minutes = duration[2:-1].partition("H")
        found = reckon(int(start[:2]), int(start[3:]), int(hours), int(minutes))
        return None if found is None else clock(found)

    return predict


def _as_hundreds(hour: int, minute: int, hours: int, minutes: int) -> int | None:
    """Add as if an hour had a hundred minutes: 13:50 and 55 minutes make 14:05."""
    whole, rest = divmod(100 * (hour + hours) + minute + minutes, 100)
    return 60 * whole + rest if rest < 60 else None


CLOCK_ADDITION: Mapping[str, Misconception] = {
    "hundred_minute_hours": _later(_as_hundreds),
    # Half a day off: the clock wrapped at twelve.
    "twelve_hour_wrap": _later(lambda h, m, hours, minutes: 60 * (h + hours + 12) + m + minutes),
    "drops_carry": _later(lambda h, m, hours, minutes: 60 * (h + hours) + (m + minutes) % 60),
    "ignores_minutes": _later(lambda h, m, hours, minutes: 60 * (h + hours) + m),
    "subtracts": _later(lambda h, m, hours, minutes: 60 * (h - hours) + m - minutes),
    "one_more": _later(lambda h, m, hours, minutes: 60 * (h + hours) + m + minutes + 1),
    "one_less": _later(lambda h, m, hours, minutes: 60 * (h + hours) + m + minutes - 1),
}


def _span(reckon: Callable[[int, int, int], int]) -> Misconception:
    """Minutes from the differences of days, hours and minutes; none where they are negative."""

    def predict(question: Question) -> str | None:
        start, end = question.item.operands
        days = days_apart(start, end)
        found = reckon(days, int(end[:2]) - int(start[:2]), int(end[3:5]) - int(start[3:5]))
        return str(found) if found >= 0 else None

    return predict


DURATION: Mapping[str, Misconception] = {
    # An hour of a hundred minutes: from 13:50 to 14:05 is 55 minutes.
    "hundred_minute_hours": _span(lambda days, hours, minutes: 100 * (24 * days + hours) + minutes),
    "smaller_from_larger_minutes": _span(
        lambda days, hours, minutes: 60 * (24 * days + hours) + abs(minutes)
    ),
    "ignores_days": _span(lambda days, hours, minutes: abs(60 * hours + minutes)),
    "twelve_hour_wrap": _span(lambda days, hours, minutes: (60 * (24 * days + hours) + minutes) % 720),
    "ignores_minutes": _span(lambda days, hours, minutes: 60 * (24 * days + hours)),
    "one_more": _span(lambda days, hours, minutes: 60 * (24 * days + hours) + minutes + 1),
    "one_less": _span(lambda days, hours, minutes: 60 * (24 * days + hours) + minutes - 1),
}
