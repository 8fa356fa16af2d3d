"""The answer to a calendar question, from the prompt's text, by Julian day numbers and plain clocks."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache

from jagbench.errors import JagbenchError
from jagbench.generators.oracles.reading_prompts import last_line
from jagbench.probes.locale import locale

Day = tuple[int, int, int]
"""Year, month, day."""

YEAR_FIRST = re.compile(r"(\d+) ?[年년] ?(\d+) ?[月월](?: ?(\d+) ?[日일])?")
DURATION = re.compile(r"(\d+) ?(?:h|시간|時間|小时)(?: ?(\d+) ?(?:min|분|分钟?))?|(\d+) ?(?:min|분|分钟?)")
CLOCK = re.compile(r"(오전|오후)? ?(\d\d?):(\d\d)(?: ([ap])\.m\.)?")
BEFORE = re.compile(r"\b(?:before|vor|avant|antes)\b|일 전|日前|之前")
AFTER = re.compile(r"\b(?:after|nach|après|después)\b|일 후|日後|之后")
DAYS = re.compile(r"(\d+) (?:days|Tage|jours|días)\b|(\d+)(?:일 (?:전|후)|日(?:前|後)|天(?:之|后))")
SAME_DAY = re.compile(r"same day|같은 날|selben Tag|même jour|mismo día|同じ日|同一天")
NEXT_DAY = re.compile(r"next day|다음 날|nächsten Tag|lendemain|día siguiente|翌日|第二天")
NUMBERED_DAY = re.compile(r"(?:on day|an Tag|le jour|del día) (\d+)|第?(\d+)(?:일째|日目|天的)")
NUMBER = re.compile(r"\d+")
LEAP = (
    "a leap year",
    "윤년",
    "ein Schaltjahr",
    "une année bissextile",
    "un año bisiesto",
    "うるう年",
    "闰年",
)
COMMON = ("a common year", "평년", "ein Gemeinjahr", "une année commune", "un año común", "平年")
EITHER_OR = re.compile(
    r"either a leap year[^.]*\.|윤일이 있는 윤년이거나[^.]*\.|entweder ein Schaltjahr[^.]*\."
    r"|soit une année bissextile[^.]*\.|o bien un año bisiesto[^.]*\."
    r"|うるう日のあるうるう年か[^。]*。|要么是有闰日的闰年[^。]*。"
)
"""Where a prompt explains both kinds of year."""
YES_NO = {
    "de": ("ja", "nein"),
    "en": ("yes", "no"),
    "es": ("sí", "no"),
    "fr": ("oui", "non"),
    "ja": ("はい", "いいえ"),
    "ko": ("예", "아니요"),
    "zh": ("是", "否"),
}


# --- days -------------------------------------------------------------------------------------------


@cache
def _named_months(language: str) -> tuple[re.Pattern[str], Mapping[str, int]]:
    """How a language writes a date with the name of its month, the day being optional, and the names."""
    months = {name: number for number, name in enumerate(locale(language).months, start=1)}
    names = "|".join(months)
    if language == "en":
        return re.compile(rf"({names}) (?:(\d\d?), )?(\d+)"), months
    return re.compile(rf"(?:(\d\d?)(?:\.|er|) (?:de )?)?({names}) (?:de )?(\d+)"), months


def _dates(text: str, language: str, count: int) -> list[Day]:
    """The dates of a text; the day is 0 where only a month is given.

    Raises:
        JagbenchError: if there are more or fewer than `count`.
    """
    found: list[Day] = []
    if language in ("ja", "ko", "zh"):
        found = [(int(year), int(month), int(day or 0)) for year, month, day in YEAR_FIRST.findall(text)]
    else:
        pattern, months = _named_months(language)
        for first, second, year in pattern.findall(text):
            month, day = (first, second) if language == "en" else (second, first)
            found.append((int(year), months[month], int(day or 0)))
    if len(found) != count:
        raise JagbenchError(f"The prompt holds {len(found)} dates, not {count}: {text!r}")
    return found


def _julian_day(day: Day) -> int:
    """The number of a Gregorian day (Fliegel and Van Flandern, 1968), for any year from 1."""
    year, month, number = day
    shift = (14 - month) // 12
    years, months = year + 4800 - shift, month + 12 * shift - 3
    return number + (153 * months + 2) // 5 + 365 * years + years // 4 - years // 100 + years // 400 - 32045


def _gregorian_day(julian_day: int) -> str:
    """The Gregorian day of a number (Richards, 2013)."""
    f = julian_day + 1401 + (4 * julian_day + 274277) // 146097 * 3 // 4 - 38
    e = 4 * f + 3
    h = 5 * (e % 1461 // 4) + 2
    day, month = h % 153 // 5 + 1, (h // 153 + 2) % 12 + 1
    return f"{e // 1461 - 4716 + (14 - month) // 12:04}-{month:02}-{day:02}"


def _goes_forward(text: str) -> bool:
    """Whether days after are asked for, and not days before.

    Raises:
        JagbenchError: if the text says neither, or both.
    """
    before, after = BEFORE.search(text), AFTER.search(text)
    if (before is None) == (after is None):
        raise JagbenchError(f"The prompt does not say one direction: {text!r}")
    return after is not None


def _number_of_days(text: str) -> int:
    found = DAYS.search(text)
    if found is None:
        raise JagbenchError(f"The prompt holds no number of days: {text!r}")
    return int(found[1] or found[2])


def _weekday(text: str, language: str) -> int:
    """The one weekday that a text names, 0 for Monday.

    Raises:
        JagbenchError: if it names none, or several.
    """
    found = [number for number, name in enumerate(locale(language).weekdays) if name in text]
    if len(found) != 1:
        raise JagbenchError(f"The prompt does not hold one weekday: {text!r}")
    return found[0]


def days_between(prompt: str, language: str) -> str:
    """Subtract the Julian day numbers of the two dates of a prompt.

    Raises:
        JagbenchError: if there are not two dates.
    """
    first, second = _dates(prompt, language, 2)
    return str(_julian_day(second) - _julian_day(first))


def add_days(prompt: str, language: str) -> str:
    """Move the Julian day number of the date in the last line, and turn it into a date again.

    Raises:
        JagbenchError: if there is not one date, one direction and a number of days.
    """
    text = last_line(prompt)
    (day,) = _dates(text, language, 1)
    days = _number_of_days(text)
    return _gregorian_day(_julian_day(day) + (days if _goes_forward(text) else -days))


def weekday(prompt: str, language: str) -> str:
    """The weekday of the second date in the last line; the Julian day 0 was a Monday.

    Raises:
        JagbenchError: if there are not two dates, or the weekday of the first is not the one given.
    """
    text = last_line(prompt)
    given, asked = _dates(text, language, 2)
    if _julian_day(given) % 7 != _weekday(text, language):
        raise JagbenchError(f"The prompt gives a wrong weekday: {text!r}")
    return locale(language).weekdays[_julian_day(asked) % 7]


def weekday_after(prompt: str, language: str) -> str:
    """Count on from the weekday in the last line, in sevens and the rest.

    Raises:
        JagbenchError: if there is not one weekday, one direction and one number.
    """
    text = last_line(prompt)
    numbers = NUMBER.findall(text)
    if len(numbers) != 1:
        raise JagbenchError(f"The prompt does not hold one number of days: {text!r}")
    start = _weekday(text, language)
    days = int(numbers[0]) - int(numbers[0]) // 7 * 7
    forward = _forward_shift(prompt, text)
    return locale(language).weekdays[(start + (days if forward else 7 - days)) % 7]


def _forward_shift(prompt: str, text: str) -> bool:
    """The direction stands in the last line, or else in the line before it."""
    return _goes_forward(text if BEFORE.search(text) or AFTER.search(text) else _question_of(prompt))


def _question_of(prompt: str) -> str:
    """The first sentence of a prompt."""
    return re.split(r"[.。]", prompt, maxsplit=1)[0]


# --- years and months -------------------------------------------------------------------------------


def leap_year(prompt: str, language: str) -> str:
    """Ask whether four divides the last two digits of a year, or those before them where they are zeros.

    Raises:
        JagbenchError: if there is not one year, or the kind of year is not named once.
    """
    numbers = NUMBER.findall(prompt)
    text = EITHER_OR.sub("", prompt)
    leap, common = any(word in text for word in LEAP), any(word in text for word in COMMON)
    if len(numbers) != 1 or leap == common:
        raise JagbenchError(f"The prompt does not ask about one year: {prompt!r}")
    digits = numbers[0].rjust(4, "0")
    decisive = digits[-4:-2] if digits.endswith("00") else digits[-2:]
    return YES_NO[language][0 if (int(decisive) % 4 == 0) == leap else 1]


def days_in_month(prompt: str, language: str) -> str:
    """Subtract the Julian day numbers of the first days of a month and of the next.

    Raises:
        JagbenchError: if the prompt does not hold one month.
    """
    ((year, month, _),) = _dates(prompt, language, 1)
    following = (year + 1, 1, 1) if month == 12 else (year, month + 1, 1)
    return str(_julian_day(following) - _julian_day((year, month, 1)))


# --- clock times ------------------------------------------------------------------------------------


def _times(text: str, count: int) -> list[tuple[int, int]]:
    """The clock times of a text, on the twenty-four-hour clock.

    Raises:
        JagbenchError: if there are more or fewer than `count`.
    """
    found: list[tuple[int, int]] = []
    for before, hour, minute, after in CLOCK.findall(text):
        half = {"오전": "a", "오후": "p"}.get(before, after)
        hours = int(hour) % 12 + (12 if half == "p" else 0) if half else int(hour)
        found.append((hours, int(minute)))
    if len(found) != count:
        raise JagbenchError(f"The prompt holds {len(found)} clock times, not {count}: {text!r}")
    return found


def clock_addition(prompt: str, language: str) -> str:
    """Let a `datetime` run on from the clock time in the last line.

    Raises:
        JagbenchError: if there is not one clock time and one duration.
    """
    text = last_line(prompt)
    ((hour, minute),) = _times(text, 1)
    durations = DURATION.findall(text)
    if len(durations) != 1:
        raise JagbenchError(f"The prompt does not hold one duration: {text!r}")
    hours, minutes, only_minutes = durations[0]
    passed = timedelta(hours=int(hours or 0), minutes=int(minutes or only_minutes or 0))
    return (datetime(2001, 1, 1, hour, minute) + passed).strftime("%H:%M")


def duration(prompt: str, language: str) -> str:
    """Subtract two `datetime`s, the second of them so many days later as the last line says.

    Raises:
        JagbenchError: if there are not two clock times with a day for the second.
    """
    text = last_line(prompt)
    (hour, minute), (later_hour, later_minute) = _times(text, 2)
    numbered = NUMBERED_DAY.findall(text)
    days: int | None
    if len(numbered) == 2:
        days = int("".join(numbered[1])) - int("".join(numbered[0]))
    else:
        days = 0 if SAME_DAY.search(text) else 1 if NEXT_DAY.search(text) else None
    if days is None:
        raise JagbenchError(f"The prompt does not say on which day the second time is: {text!r}")
    passed = datetime(2001, 1, 1, later_hour, later_minute) - datetime(2001, 1, 1, hour, minute)
    return str((passed + timedelta(days=days)) // timedelta(minutes=1))
