"""Wrong ways to reckon with days, weekdays, years and clock times.

That models lose a day, take months for 30 days, forget leap days and wrap the clock at twelve is reported in
Date Fragments (arXiv 2505.16088) and DATETIME (arXiv 2504.16155).
"""

from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache

from jagbench.generators.families.calendar.gregorian import (
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
from jagbench.generators.families.calendar.times import clock, days_apart
from jagbench.generators.language.common import WEEKDAYS
from jagbench.generators.skill.definition import Misconception, Question, shared

CALENDARS: Mapping[str, int] = {
    "thirty_day_months": 1,
    "ignores_leap_days": 2,
    "every_fourth_year": 3,
    "no_century_is_leap": 4,
}
"""Wrong calendars, by their places in `_numbers`."""
TRUE = 0
MEANINGS: Mapping[str, str] = {
    "thirty_day_months": "Give every month 30 days: March 1 comes three days after February 28.",
    "ignores_leap_days": "Leave out leap days: 2024 has no February 29.",
    "every_fourth_year": "Take every fourth year for a leap year: 1900 has a February 29.",
    "no_century_is_leap": "Take no century for a leap year: 2000 has no February 29.",
}
"""What is wrong with each of the calendars."""


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


def _difference(meaning: str, calendar: int, by: int = 0) -> Misconception:
    def predict(question: Question) -> str:
        first, second = question.item.operands
        return str(_numbers(second)[calendar] - _numbers(first)[calendar] + by)

    predict.__doc__ = meaning
    return predict


def days_of_month_only(question: Question) -> str:
    """Subtract the days of the month and nothing else: March 28 to April 3 is 25 days."""
    first, second = question.item.operands
    return str(abs(int(second[8:]) - int(first[8:])))


DAYS_BETWEEN: Mapping[str, Misconception] = {
    **{name: _difference(MEANINGS[name], calendar) for name, calendar in CALENDARS.items()},
    "days_of_month_only": days_of_month_only,
    "one_more": _difference(
        "Count both the first and the last day: from March 1 to March 3 is three days.", TRUE, 1
    ),
    "one_less": _difference(
        "Count neither the first nor the last day: from March 1 to March 3 is one day.", TRUE, -1
    ),
}


# --- a date before or after another -----------------------------------------------------------------


@shared
def _move(question: Question) -> tuple[int, int]:
    """The ordinal of the date, and the days to go on from there."""
    day, days, side = question.item.operands
    return date.fromisoformat(day).toordinal(), int(days) if side == "after" else -int(days)


def _moved_date(question: Question, by: int = 0) -> str:
    """The date that is asked for, or one that is some days off."""
    start, days = _move(question)
    return date.fromordinal(start + days + by).isoformat()


def _moved(meaning: str, calendar: int) -> Misconception:
    """The day at the right distance in a wrong calendar; none where that day does not exist."""

    def predict(question: Question) -> str | None:
        start, days = _move(question)
        wanted = _numbers(question.item.operands[0])[calendar] + days
        ordinal = start + days
        for _ in range(4):
            found = date.fromordinal(ordinal).isoformat()
            off = wanted - _numbers(found)[calendar]
            if off == 0:
                return found
            ordinal += off
        return None

    predict.__doc__ = meaning
    return predict


def _date_off(meaning: str, by: int) -> Misconception:
    def predict(question: Question) -> str:
        return _moved_date(question, by)

    predict.__doc__ = meaning
    return predict


def opposite_direction(question: Question) -> str:
    """Go back where it goes forward: five days after March 15 is March 10."""
    start, days = _move(question)
    return date.fromordinal(start - days).isoformat()


def keeps_month(question: Question) -> str:
    """Begin the month anew in place of the next one: ten days after March 28 is March 7."""
    day, days, side = question.item.operands
    moved = int(day[8:]) + (int(days) if side == "after" else -int(days))
    remainder = (moved - 1) % MONTH_DAYS[int(day[5:7]) - 1] + 1
    return f"{day[:8]}{remainder:02}"


ADD_DAYS: Mapping[str, Misconception] = {
    **{name: _moved(MEANINGS[name], calendar) for name, calendar in CALENDARS.items()},
    "opposite_direction": opposite_direction,
    "keeps_month": keeps_month,
    "one_more": _date_off("Land one day too late: five days after March 15 is March 21.", 1),
    "one_less": _date_off("Land one day too early: five days after March 15 is March 19.", -1),
}


# --- weekdays ---------------------------------------------------------------------------------------


def _weekday(meaning: str, calendar: int, by: int = 0) -> Misconception:
    def predict(question: Question) -> str:
        given, weekday, asked = question.item.operands
        days = _numbers(asked)[calendar] - _numbers(given)[calendar]
        return WEEKDAYS[(WEEKDAYS.index(weekday) + days + by) % 7]

    predict.__doc__ = meaning
    return predict


def same_weekday(question: Question) -> str:
    """Say the weekday that was given: two days after a Monday is a Monday."""
    return next(operand for operand in question.item.operands if operand in WEEKDAYS)


def counts_backwards(question: Question) -> str:
    """Count the days in the wrong direction: two days after a Monday is a Saturday."""
    given, weekday, asked = question.item.operands
    return WEEKDAYS[(WEEKDAYS.index(weekday) + _numbers(given)[TRUE] - _numbers(asked)[TRUE]) % 7]


WEEKDAY: Mapping[str, Misconception] = {
    **{name: _weekday(MEANINGS[name], calendar) for name, calendar in CALENDARS.items()},
    "same_weekday": same_weekday,
    "counts_backwards": counts_backwards,
    "one_more": _weekday("Land one day too late: two days after a Monday is a Thursday.", TRUE, 1),
    "one_less": _weekday("Land one day too early: two days after a Monday is a Tuesday.", TRUE, -1),
}


def _shifted(meaning: str | None, by: Callable[[int], int]) -> Misconception:
    """The weekday by a wrong number of days in the direction asked."""

    def predict(question: Question) -> str:
        weekday, days = question.item.operands
        moved = by(int(days))
        return WEEKDAYS[(WEEKDAYS.index(weekday) + (moved if question.direction == "after" else -moved)) % 7]

    predict.__doc__ = meaning
    return predict


WEEKDAY_AFTER: Mapping[str, Misconception] = {
    "same_weekday": same_weekday,
    "opposite_direction": _shifted(counts_backwards.__doc__, lambda days: -days),
    "last_digit": _shifted(
        "Count on by the last digit, in place of the remainder by seven: 20 days after a Monday is a Monday.",
        lambda days: days % 10,
    ),
    "last_two_digits": _shifted(
        "Count on by the last two digits only: 100 days after a Monday is a Monday.", lambda days: days % 100
    ),
    "one_more": _shifted("Go one day too far: two days after a Monday is a Thursday.", lambda days: days + 1),
    "one_less": _shifted("Stop one day short: two days after a Monday is a Tuesday.", lambda days: days - 1),
}


# --- leap years and the days of a month -------------------------------------------------------------


def _leap_by(meaning: str, rule: Callable[[int], bool]) -> Misconception:
    def predict(question: Question) -> str:
        leap = rule(int(question.item.operands[0]))
        return "yes" if leap == (question.direction == "leap") else "no"

    predict.__doc__ = meaning
    return predict


def always_yes(question: Question) -> str:
    """Say yes, whatever is asked: 2023 is a leap year."""
    return "yes"


def always_no(question: Question) -> str:
    """Say no, whatever is asked: 2024 is no leap year."""
    return "no"


LEAP_YEAR: Mapping[str, Misconception] = {
    "every_fourth_year": _leap_by(MEANINGS["every_fourth_year"], lambda year: year % 4 == 0),
    "no_century_is_leap": _leap_by(MEANINGS["no_century_is_leap"], lambda year: is_leap(year, no_century)),
    "every_even_year": _leap_by(
        "Take every even year for a leap year: 2022 has a February 29.", lambda year: year % 2 == 0
    ),
    "misreads_direction": _leap_by(
        "Answer for common years where leap years are asked for, and vice versa: 2024 is no leap year.",
        lambda year: not is_leap(year),
    ),
    "always_yes": always_yes,
    "always_no": always_no,
}


def _year_and_month(question: Question) -> tuple[int, int]:
    year, _, month = question.item.operands[0].partition("-")
    return int(year), int(month)


def _month_by(meaning: str, leaps: Leaps, by: int = 0) -> Misconception:
    def predict(question: Question) -> str:
        year, month = _year_and_month(question)
        return str(MONTH_DAYS[month - 1] + (month == 2 and is_leap(year, leaps)) + by)

    predict.__doc__ = meaning
    return predict


def thirty_days(question: Question) -> str:
    """Give every month 30 days: February has 30."""
    return "30"


def alternating_months(question: Question) -> str:
    """Let 31 and 30 days take turns all the year: August has 30."""
    return str(31 if _year_and_month(question)[1] % 2 else 30)


DAYS_IN_MONTH: Mapping[str, Misconception] = {
    "thirty_day_months": thirty_days,
    "alternating_months": alternating_months,
    "ignores_leap_days": _month_by(MEANINGS["ignores_leap_days"], never),
    "every_fourth_year": _month_by(MEANINGS["every_fourth_year"], every_fourth),
    "no_century_is_leap": _month_by(MEANINGS["no_century_is_leap"], no_century),
    "one_more": _month_by("One day too many: April has 31 days.", gregorian, 1),
    "one_less": _month_by("One day too few: April has 29 days.", gregorian, -1),
}


# --- clock times ------------------------------------------------------------------------------------


def _later(meaning: str | None, reckon: Callable[[int, int, int, int], int | None]) -> Misconception:
    """A clock time from the hours and minutes of the start and of the duration."""

    def predict(question: Question) -> str | None:
        start, duration = question.item.operands
        hours, _, minutes = duration[2:-1].partition("H")
        found = reckon(int(start[:2]), int(start[3:]), int(hours), int(minutes))
        return None if found is None else clock(found)

    predict.__doc__ = meaning
    return predict


def _as_hundreds(hour: int, minute: int, hours: int, minutes: int) -> int | None:
    """Add as if an hour had a hundred minutes: 13:50 and 55 minutes make 14:05."""
    whole, rest = divmod(100 * (hour + hours) + minute + minutes, 100)
    return 60 * whole + rest if rest < 60 else None


CLOCK_ADDITION: Mapping[str, Misconception] = {
    "hundred_minute_hours": _later(_as_hundreds.__doc__, _as_hundreds),
    "twelve_hour_wrap": _later(
        "Wrap the clock at twelve and land half a day off: 11:30 and 45 minutes make 00:15.",
        lambda h, m, hours, minutes: 60 * (h + hours + 12) + m + minutes,
    ),
    "drops_carry": _later(
        "Forget the hour that the minutes make: 13:50 and 20 minutes make 13:10.",
        lambda h, m, hours, minutes: 60 * (h + hours) + (m + minutes) % 60,
    ),
    "ignores_minutes": _later(
        "Add the hours only: 13:50 and 1 hour 20 minutes make 14:50.",
        lambda h, m, hours, minutes: 60 * (h + hours) + m,
    ),
    "subtracts": _later(
        "Go back where it goes forward: 13:50 and 20 minutes make 13:30.",
        lambda h, m, hours, minutes: 60 * (h - hours) + m - minutes,
    ),
    "one_more": _later(
        "One minute too late: 13:50 and 20 minutes make 14:11.",
        lambda h, m, hours, minutes: 60 * (h + hours) + m + minutes + 1,
    ),
    "one_less": _later(
        "One minute too early: 13:50 and 20 minutes make 14:09.",
        lambda h, m, hours, minutes: 60 * (h + hours) + m + minutes - 1,
    ),
}


def _span(meaning: str, reckon: Callable[[int, int, int], int]) -> Misconception:
    """Minutes from the differences of days, hours and minutes; none where they are negative."""

    def predict(question: Question) -> str | None:
        start, end = question.item.operands
        days = days_apart(start, end)
        found = reckon(days, int(end[:2]) - int(start[:2]), int(end[3:5]) - int(start[3:5]))
        return str(found) if found >= 0 else None

    predict.__doc__ = meaning
    return predict


DURATION: Mapping[str, Misconception] = {
    "hundred_minute_hours": _span(
        "Subtract as if an hour had a hundred minutes: from 13:50 to 14:05 is 55 minutes.",
        lambda days, hours, minutes: 100 * (24 * days + hours) + minutes,
    ),
    "smaller_from_larger_minutes": _span(
        "Take the smaller minutes from the larger: from 13:50 to 14:05 is 105 minutes.",
        lambda days, hours, minutes: 60 * (24 * days + hours) + abs(minutes),
    ),
    "ignores_days": _span(
        "Subtract the clock times and leave out the days: from 22:00 to 01:30 the next day is 1230 minutes.",
        lambda days, hours, minutes: abs(60 * hours + minutes),
    ),
    "twelve_hour_wrap": _span(
        "Wrap the clock at twelve: from 08:00 to 21:00 is 60 minutes.",
        lambda days, hours, minutes: (60 * (24 * days + hours) + minutes) % 720,
    ),
    "ignores_minutes": _span(
        "Subtract the hours only: from 13:50 to 14:05 is 60 minutes.",
        lambda days, hours, minutes: 60 * (24 * days + hours),
    ),
    "one_more": _span(
        "One minute too many: from 13:50 to 14:05 is 16 minutes.",
        lambda days, hours, minutes: 60 * (24 * days + hours) + minutes + 1,
    ),
    "one_less": _span(
        "One minute too few: from 13:50 to 14:05 is 14 minutes.",
        lambda days, hours, minutes: 60 * (24 * days + hours) + minutes - 1,
    ),
}
