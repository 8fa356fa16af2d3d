"""The Gregorian calendar and its misreadings: lengths of months and years, and numbers of days."""

from collections.abc import Callable, Sequence

from jagbench.generators.skill.source import Source

Leaps = Callable[[int], int]
"""How many leap days there are in the years from 1 to a year."""

MONTH_DAYS: Sequence[int] = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
"""Days of the months of a common year."""
BEFORE: Sequence[int] = tuple(sum(MONTH_DAYS[:month]) for month in range(12))
"""Days of a common year before each month."""


def gregorian(year: int) -> int:
    """Every fourth year is a leap year, a century only every fourth time."""
    return year // 4 - year // 100 + year // 400


def every_fourth(year: int) -> int:
    """Every fourth year is a leap year, as in the Julian calendar."""
    return year // 4


def no_century(year: int) -> int:
    """Every fourth year is a leap year, but never a century."""
    return year // 4 - year // 100


def never(year: int) -> int:
    """No year is a leap year."""
    return 0


def is_leap(year: int, leaps: Leaps = gregorian) -> bool:
    """Whether a year has a leap day under a rule."""
    return leaps(year) > leaps(year - 1)


def days_in(year: int, month: int) -> int:
    """The days of a month."""
    return 29 if month == 2 and is_leap(year) else MONTH_DAYS[month - 1]


def day_number(iso: str, leaps: Leaps) -> int:
    """Days from a fixed day to this one under a rule; the days of the year run on over a missing leap day."""
    year, month, day = int(iso[:4]), int(iso[5:7]), int(iso[8:])
    leap_day = month > 2 and leaps(year) > leaps(year - 1)
    return 365 * year + leaps(year - 1) + BEFORE[month - 1] + leap_day + day


def day_number_360(iso: str) -> int:
    """Days from a fixed day to this one, were all months of 30 days."""
    return 360 * int(iso[:4]) + 30 * int(iso[5:7]) + int(iso[8:])


COMMON_YEARS: Sequence[int] = tuple(year for year in range(1901, 2100) if not is_leap(year))
LEAP_YEARS: Sequence[int] = tuple(year for year in range(1904, 2100) if is_leap(year))
"""The years around us, in which every fourth is a leap year."""


def year_of(source: Source, february: int) -> int:
    """A year from 1901 to 2099 whose February has so many days."""
    return source.choice(LEAP_YEARS if february == 29 else COMMON_YEARS)
