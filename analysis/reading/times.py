"""Clock times and durations."""

import re
from fractions import Fraction

from jagbench.analysis.reading.page import Page, fold, unify
from jagbench.analysis.reading.question import Question
from jagbench.analysis.reading.result import Found

_CLOCK = re.compile(
    r"(?<![\d:.])(?:(\d{1,6}) days?,? (?:and )?)?"
    r"(-?\d{1,4}):([0-5]?\d)(?::([0-5]?\d)(?:[.,](\d{1,9}))?)?(?![\d:])"
    r"(?:[ \u00a0]?(a\.?m\b\.?|p\.?m\b\.?|[ap]m\b))?"
)
_PART = r"(?:(\d{{1,9}}(?:\.\d{{1,9}})?)[ \u00a0-]?(?:{0})(?![a-z]))"
_JOIN = r"(?:,? and |, ?| )?"
_DURATION = re.compile(
    _PART.format("days?|d|일")
    + "?"
    + _JOIN
    + _PART.format("hours?|hrs?|h|시간")
    + "?"
    + _JOIN
    + _PART.format("minutes?|mins?|m|분")
    + "?"
    + _JOIN
    + _PART.format("seconds?|secs?|s|초")
    + "?"
    + _JOIN
    + _PART.format("milliseconds?|msecs?|ms|밀리초")
    + "?"
)
_DIGIT = re.compile(r"\d")
_DECORATION = " \t\n\u00a0*_`\"'()[]{}\\$.,;:!<>#~="


def seconds(value: str) -> Fraction | None:
    """A time as seconds since midnight, or a duration in seconds, exactly.

    Returns:
        `None` when the text is not one time.
    """
    folded = fold(unify(value)).strip()
    clock = _CLOCK.fullmatch(folded)
    if clock is not None:
        return _clock_seconds(clock)
    duration = _DURATION.fullmatch(folded)
    return _duration_seconds(duration) if duration is not None and any(duration.groups()) else None


def same_time(value: str, other: str) -> bool:
    """Whether two texts state exactly the same time."""
    first, second = seconds(value), seconds(other)
    return value == other if first is None or second is None else first == second


def commit(page: Page, start: int, end: int, question: Question) -> Found | None:
    """The last time in a stretch; a clock form counts before one in words."""
    clocks = list(_CLOCK.finditer(page.folded, start, end))
    if clocks:
        last = clocks[-1]
        return Found(
            start=last.start(), end=last.end(), value=page.text[last.start() : last.end()], rule="stated"
        )
    found = None
    position = start
    while (digit := _DIGIT.search(page.folded, position, end)) is not None:
        match = _DURATION.match(page.folded, digit.start(), end)
        matched = match is not None and any(match.groups())
        if match is not None and matched:
            found = match
        position = match.end() if match is not None and matched else digit.end()
    if found is None:
        return None
    return Found(
        start=found.start(),
        end=found.end(),
        value=page.text[found.start() : found.end()].strip(),
        rule="stated",
    )


def bare(page: Page, start: int, end: int, question: Question) -> Found | None:
    """A stretch that is nothing but one time."""
    if end - start > 80:
        return None
    found = commit(page, start, end, question)
    if (
        found is None
        or page.text[start : found.start].strip(_DECORATION)
        or page.text[found.end : end].strip(_DECORATION)
    ):
        return None
    return found


def _clock_seconds(clock: re.Match[str]) -> Fraction:
    hours = int(clock[2])
    if clock[6]:
        hours = hours % 12 + (12 if clock[6].startswith("p") else 0)
    fraction = Fraction(int(clock[5]), 10 ** len(clock[5])) if clock[5] else Fraction(0)
    rest = Fraction(60 * int(clock[3]) + int(clock[4] or 0)) + fraction
    return (
        3600 * hours - rest if clock[2].startswith("-") else 86400 * int(clock[1] or 0) + 3600 * hours + rest
    )


def _duration_seconds(duration: re.Match[str]) -> Fraction:
    sizes = (Fraction(86400), Fraction(3600), Fraction(60), Fraction(1), Fraction(1, 1000))
    return sum(
        (size * Fraction(part) for size, part in zip(sizes, duration.groups(), strict=True) if part),
        Fraction(0),
    )
