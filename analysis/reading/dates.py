"""Days of the calendar, in the notation of a language."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from jagbench.analysis.reading.doubts import denied, rejected, turning_points
from jagbench.analysis.reading.languages.table import LETTER, any_of
from jagbench.analysis.reading.lexicon import Lexicon, by_lexicon
from jagbench.analysis.reading.notation import locale_of, locales_of
from jagbench.analysis.reading.page import Page, fold, sheet
from jagbench.analysis.reading.question import Question
from jagbench.analysis.reading.result import Found, Number

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_YEAR_FIRST = re.compile(
    r"(?<![\d./-])(\d{4})(?:[-/](\d{1,2})[-/](\d{1,2})|\.[ ]?(\d{1,2})\.[ ]?(\d{1,2})(?:\.(?!\d)|(?![.\d]))"
    r"|[ ]?[年년][ ]?(\d{1,2})[ ]?[月월][ ]?(\d{1,2})[ ]?[日号일])(?![\d/-])"
)
_NUMERIC = re.compile(r"(?<![\d./-])(\d{1,2})([./-])[ ]?(\d{1,2})\2[ ]?(\d{4})(?![\d/-])")
_OPEN = r"[\"'*_`({\[$\\]{0,4}"
_DECORATION = " \t\n\u00a0*_`\"'()[]{}\\$.,;:!<>#~=。"


def _months_of(lexicon: Lexicon) -> dict[str, int]:
    """Month names in lower case, in full and short, with their numbers."""
    months: dict[str, int] = {"sept": 9}
    for known in locales_of(table.code for table in lexicon.tables):
        for names in (known.months, known.short_months):
            months |= {fold(name).removesuffix("."): number for number, name in enumerate(names, start=1)}
    return {name: number for name, number in months.items() if not name[0].isdecimal()}


def _weekdays_of(lexicon: Lexicon) -> list[str]:
    """Names of the days of the week in lower case, in full and short."""
    return [
        fold(name)
        for known in locales_of(table.code for table in lexicon.tables)
        for names in (known.weekdays, known.short_weekdays)
        for name in names
    ]


_months = by_lexicon(_months_of)
_named = by_lexicon(
    lambda lexicon: re.compile(
        rf"(?<![{LETTER}\d])(?:(\d{{1,2}})(?:st|nd|rd|th|er|\.|º)?[ ]?(?:(?:of|de|day of)[ ])?"
        rf"({any_of(map(re.escape, _months(lexicon)))})\.?,?[ ]?(?:(?:de|del|of)[ ])?(\d{{4}})"
        rf"|({any_of(map(re.escape, _months(lexicon)))})\.?[ ](?:the[ ])?(\d{{1,2}})(?:st|nd|rd|th)?,?[ ]"
        r"(?:(?:of|de|del)[ ])?(\d{4})"
        rf"|(\d{{4}})[, ][ ]?({any_of(map(re.escape, _months(lexicon)))})\.?[ ](\d{{1,2}}))(?!\d)"
    )
)
_of_month = by_lexicon(
    lambda lexicon: re.compile(
        r"(?:\d{4}[年년][ ]?)?\d{1,2}[月월][ ]?\d{1,2}[日号일](?![째目])"
        rf"|(?:(?<![{LETTER}\d])(?:\d{{1,2}}(?:st|nd|rd|th|er|\.|º)?[ ](?:(?:of|de)[ ])?"
        rf"{any_of(map(re.escape, _months(lexicon)))}(?![{LETTER}])"
        rf"|{any_of(map(re.escape, _months(lexicon)))}\.?[ ](?:the[ ])?\d{{1,2}}(?:st|nd|rd|th)?)"
        r"(?!\d)(?:,?[ ](?:(?:of|de|del)[ ])?\d{4}(?!\d))?)"
    )
)
"""A day of a month, whose year need not be told: "March 7"."""
_around = by_lexicon(
    lambda lexicon: re.compile(
        rf"(?:(?:{any_of(map(re.escape, _weekdays_of(lexicon)))}"
        rf"|{lexicon.any_of(lambda table: table.fillers)}"
        r"|on|le|el|am|dem|den|der|des|du|día|입니다|です|。)[ ,.()]{0,3}){0,4}"
    )
)
_or = by_lexicon(
    lambda lexicon: re.compile(
        rf"[\"'*_`)\]}}$]{{0,4}},?[ ]?{lexicon.any_of(lambda table: table.ors)}[ ]?{_OPEN}"
    )
)
_verb = by_lexicon(lambda lexicon: lexicon.pattern(lambda table: table.verbs))


def same_date(value: str, other: str) -> bool:
    """Whether two texts state the same day, each as in ISO 8601."""
    first, second = _ISO.fullmatch(value.strip()), _ISO.fullmatch(other.strip())
    if first is None or second is None:
        return value == other
    return [int(part) for part in first.groups()] == [int(part) for part in second.groups()]


def commit(page: Page, start: int, end: int, question: Question) -> Found | None:
    """The day a stretch commits to: one that the prompt does not show before one that it does.

    Of several, one that opens the stretch and is then described counts, otherwise the last.
    """
    found = [each for each in _dates(page, start, end) if _stands(page, each)]
    for turn in reversed(turning_points(page, start, end)):
        after = [each for each in found if each.start >= turn]
        if after:
            found = after
            break
    fresh = [each for each in found if each.value not in _shown(question)] or found
    if not fresh:
        return None
    for first, second in pairwise(fresh):
        if first.value != second.value and _or(page.lexicon).fullmatch(page.folded, first.end, second.start):
            return Found(
                start=first.start, end=second.end, value=None, rule="alternatives", outcome="no_answer"
            )
    opens = _around(page.lexicon).fullmatch(page.folded[start : fresh[0].start].strip(_DECORATION))
    return fresh[0] if opens is not None and _described(page, fresh) else fresh[-1]


def bare(page: Page, start: int, end: int, question: Question) -> Found | None:
    """A stretch that is nothing but one day, its weekday aside."""
    if end - start > 120:
        return None
    found = _dates(page, start, end)
    if len(found) != 1:
        return None
    before = page.folded[start : found[0].start].strip(_DECORATION)
    after = page.folded[found[0].end : end].strip(_DECORATION)
    around = _around(page.lexicon)
    return found[0] if around.fullmatch(before) and around.fullmatch(after) else None


def without_days(page: Page, numbers: Sequence[Number], start: int, end: int) -> list[Number]:
    """Those of the numbers of a stretch that belong to no day of a month, such as "March 7" or "3月7日"."""
    days = [each.span() for each in _of_month(page.lexicon).finditer(page.folded, start, end)]
    places = [bisect_right(days, number.start, key=lambda day: day[0]) - 1 for number in numbers]
    return [
        number
        for number, place in zip(numbers, places, strict=True)
        if place < 0 or number.start >= days[place][1]
    ]


@lru_cache(maxsize=64)
def _shown(question: Question) -> frozenset[str | None]:
    """The days in the prompt."""
    page = sheet(question.prompt, question.lexicon, question.notation)
    return frozenset(each.value for each in _dates(page, 0, len(page.text)))


def _described(page: Page, found: Sequence[Found]) -> bool:
    """Whether a verb stands between the first day and the next."""
    return (
        len(found) > 1 and _verb(page.lexicon).search(page.folded, found[0].end, found[1].start) is not None
    )


def _stands(page: Page, found: Found) -> bool:
    """Whether a day is not thrown out by the words around it."""
    return not rejected(page, found.end) and not denied(page, 0, found.start)


def _dates(page: Page, start: int, end: int) -> list[Found]:
    """All days in a stretch, left to right; those without a year are none."""
    found = [
        *_year_first(page, start, end),
        *_by_name(page, start, end),
        *_day_and_month(page, start, end),
    ]
    return sorted(found, key=lambda each: each.start)


def _year_first(page: Page, start: int, end: int) -> Iterator[Found]:
    for match in _YEAR_FIRST.finditer(page.folded, start, end):
        month, day = (part for part in match.groups()[1:] if part is not None)
        yield from _date(match, match[1], month, day)


def _by_name(page: Page, start: int, end: int) -> Iterator[Found]:
    months = _months(page.lexicon)
    for match in _named(page.lexicon).finditer(page.folded, start, end):
        day, name, year = match[1] or match[5] or match[9], match[2] or match[4] or match[8], match[3]
        yield from _date(match, year or match[6] or match[7], str(months[name]), day)


def _day_and_month(page: Page, start: int, end: int) -> Iterator[Found]:
    """Days in digits with the year last, where the language or the digits tell the day from the month.

    Between full stops the day comes first in every language.
    """
    for match in _NUMERIC.finditer(page.folded, start, end):
        first, second = int(match[1]), int(match[3])
        day_first = match[2] == "." or _day_first(page.lexicon.language)
        if first > 12 or (day_first and second <= 12) or first == second:
            yield from _date(match, match[4], match[3], match[1])
        elif second > 12 or day_first is not None:
            yield from _date(match, match[4], match[1], match[3])


def _day_first(language: str | None) -> bool | None:
    """Whether a language writes the day before the month; `None` where no language is given."""
    known = locale_of(language)
    return None if known is None else known.day_first


def _date(match: re.Match[str], year: str, month: str, day: str) -> Iterator[Found]:
    if 1 <= int(month) <= 12 and 1 <= int(day) <= 31:
        value = f"{int(year):04}-{int(month):02}-{int(day):02}"
        yield Found(start=match.start(), end=match.end(), value=value, rule="stated")
