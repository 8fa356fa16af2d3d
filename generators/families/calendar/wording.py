"""How the languages write dates, months, durations and clock times."""

from collections.abc import Mapping
from functools import cache, lru_cache

from jagbench.generators.language.phrasing import family_words
from jagbench.probes.locale import locale

TWELVE = "twelve"
"""The frame of the twelve-hour clock; all others have twenty-four hours."""


@cache
def wording(language: str) -> Mapping[str, str]:
    """The parts of sentences in `wordings/LANGUAGE.toml`."""
    found: Mapping[str, str] = family_words(language, "calendar")["wording"]
    return found


@lru_cache(maxsize=65536)
def date(language: str, iso: str) -> str:
    """A day in the long form of the language, such as `"March 15, 2024"` for `"2024-03-15"`."""
    year, month, day = (int(part) for part in iso.split("-"))
    conventions = locale(language)
    shown = wording(language).get("first_of_month", "1") if day == 1 else str(day)
    return conventions.date.format(day=shown, month=conventions.months[month - 1], number=month, year=year)


def month(language: str, iso: str) -> str:
    """A month with its year, such as `"February 1900"` for `"1900-02"`."""
    year, _, number = iso.partition("-")
    return wording(language)["month"].format(
        month=locale(language).months[int(number) - 1], number=int(number), year=year
    )


def duration(language: str, iso: str) -> str:
    """Hours and minutes, such as `"2 h 45 min"` for `"PT2H45M"`; what is zero is left out."""
    hours, _, minutes = iso[2:-1].partition("H")
    parts = wording(language)
    if minutes == "0":
        return parts["hours"].format(hours=hours)
    if hours == "0":
        return parts["minutes"].format(minutes=minutes)
    return parts["hours_and_minutes"].format(hours=hours, minutes=minutes)


def time(language: str, frame: str, text: str) -> str:
    """A clock time, such as `"13:05"`, or `"1:05 p.m."` in the frame of the twelve-hour clock."""
    if frame != TWELVE:
        return text
    hour = int(text[:2])
    pattern = wording(language)["before_noon" if hour < 12 else "after_noon"]
    return pattern.format(time=f"{hour % 12 or 12}{text[2:]}")


def time_of_day(language: str, frame: str, text: str) -> str:
    """A clock time with its day, such as `"01:05 on the next day"` for `"01:05+next"`."""
    clock, _, day = text.partition("+")
    shown = time(language, frame, clock)
    if not day:
        return shown
    pattern = {"same": "same_day", "next": "next_day"}.get(day, "numbered_day")
    return wording(language)[pattern].format(time=shown, day=day)
