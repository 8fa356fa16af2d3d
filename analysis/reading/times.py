"""Clock times and durations."""

import re
from fractions import Fraction
from functools import lru_cache

from jagbench.analysis.reading.clocks import clock_times, half_of, in_day, in_words
from jagbench.analysis.reading.doubts import denied, rejected
from jagbench.analysis.reading.languages.table import LETTER
from jagbench.analysis.reading.lexicon import Lexicon, by_lexicon, lexicon_of
from jagbench.analysis.reading.numbers import scan
from jagbench.analysis.reading.page import Page, fold, unify
from jagbench.analysis.reading.question import Question
from jagbench.analysis.reading.result import Found

_CLOCK = re.compile(
    r"(?<![\d.])(?<!\d:)(?:(\d{1,6}) days?,? (?:and )?)?"
    r"(-?\d{1,4})(?::|h(?=[0-5]\d(?![\d:]|[ ]?m)))([0-5]?\d)(?::([0-5]?\d)(?:[.,](\d{1,9}))?)?(?![\d:])"
    r"(?:[ \u00a0]?(a\.?m\b\.?(?! (?:abend|morgen|tag|ende|\w*tag|\w+en)\b)|p\.?m\b\.?))?"
)


def _duration_of(lexicon: Lexicon) -> re.Pattern[str]:
    """Days to milliseconds in words, each of them a group, with what may join them."""
    joined = lexicon.any_of(lambda table: table.ands)
    units = zip(*(table.durations for table in lexicon.tables), strict=True)
    parts = (
        rf"(?:(\d{{1,9}}(?:[.,]\d{{1,9}})?)[ \u00a0-]?(?:{'|'.join(unit)})(?![{LETTER}]))?" for unit in units
    )
    return re.compile(rf"(?:,? {joined} |{joined}|, ?| )?".join(parts))


_duration = by_lexicon(_duration_of)
_tail = by_lexicon(
    lambda lexicon: re.compile(rf"[ ]?{lexicon.any_of(lambda table: (*table.clock_hours, *table.closings))}")
)
_half_before = by_lexicon(lambda lexicon: re.compile(rf"{half_of(lexicon)}[ ]?$"))
_half_behind = by_lexicon(lambda lexicon: re.compile(rf"[ ]?{half_of(lexicon)}"))
_DIGIT = re.compile(r"\d")
_DECORATION = " \t\n\u00a0*_`\"'()[]{}\\$.,;:!<>#~="


@lru_cache(maxsize=4096)
def seconds(value: str) -> Fraction | None:
    """A time as seconds since midnight, or a duration in seconds, exactly.

    Returns:
        `None` when the text is not one time.
    """
    folded = fold(unify(value)).strip()
    clock = _CLOCK.fullmatch(folded)
    if clock is not None:
        return _clock_seconds(clock)
    duration = _duration(lexicon_of(None)).fullmatch(folded)
    return _duration_seconds(duration) if duration is not None and any(duration.groups()) else None


def same_time(value: str, other: str) -> bool:
    """Whether two texts state exactly the same time."""
    first, second = seconds(value), seconds(other)
    return value == other if first is None or second is None else first == second


def commit(page: Page, start: int, end: int, question: Question) -> Found | None:
    """The last time in a stretch that its prompt does not show; a clock form counts before one in words."""
    clocks = [_clock(page, match, start, end) for match in _CLOCK.finditer(page.folded, start, end)]
    shown = _added(page, start, clocks, question) if clocks else None
    if shown is not None and shown.rule != "restated":
        return shown
    durations = _durations(page, start, end)
    hours = in_words(page, start, end)
    last = durations[-1] if durations else None
    if hours and (
        last is None or (last.end() <= hours[-1].end and not last.start() < hours[-1].start < last.end())
    ):
        told = _added(page, start, hours, question)
        return told if shown is None or told.rule != "restated" else shown
    if shown is not None or last is None:
        return shown or _without_unit(page, start, end, question)
    found = _found(page, last.start(), last.end(), _duration_value(last))
    return found.by("restated") if last[0].strip() in question.folded else found


def _added(page: Page, start: int, clocks: list[Found], question: Question) -> Found:
    """The last of some clock times that is neither thrown out nor shown by the prompt."""
    shown = _shown(question.folded, question.lexicon)
    kept = [each for each in clocks if not _is_thrown_out(page, start, each)] or clocks
    added = [each for each in kept if seconds(each.value or "") not in shown]
    return added[-1] if added else kept[-1].by("restated")


def _is_thrown_out(page: Page, start: int, found: Found) -> bool:
    """Whether a time is denied by the words before or behind it."""
    return denied(page, start, found.start) or rejected(page, found.end)


@lru_cache(maxsize=64)
def _shown(prompt: str, lexicon: Lexicon) -> frozenset[Fraction | None]:
    """The clock times in a prompt."""
    digits = (_clock_seconds(clock) for clock in _CLOCK.finditer(prompt))
    return frozenset([*digits, *(seconds(value) for _, _, value in clock_times(prompt, lexicon))])


def _without_unit(page: Page, start: int, end: int, question: Question) -> Found | None:
    """A number alone, in the only unit in which the prompt asks for a duration: "How many days ...?"."""
    numbers = scan(page, start, end)
    units = [
        unit
        for unit, names in zip(
            ("d", "h", "m", "s"),
            zip(*(table.durations[:4] for table in page.lexicon.tables), strict=True),
            strict=True,
        )
        if re.search(rf"(?<![{LETTER}\d])(?:{'|'.join(names)})(?![{LETTER}])", question.folded)
    ]
    if len(numbers) != 1 or len(units) != 1:
        return None
    number = numbers[0]
    return Found(start=number.start, end=number.end, value=f"{number.value} {units[0]}", rule="stated")


def _clock(page: Page, match: re.Match[str], start: int, end: int) -> Found:
    """A time of digits and colons, with the half of the day in words before or behind it."""
    ahead = page.folded[max(match.start() - 16, start) : match.start()]
    before = _half_before(page.lexicon).search(ahead)
    behind = _half_behind(page.lexicon).match(page.folded, match.end(), end)
    half = before or behind
    if match[6] or half is None:
        return _found(page, match.start(), match.end(), match[0])
    first = match.start() - len(before[0]) if before else match.start()
    hour, rest = match[2], page.text[match.end(3) : match.end()]
    minutes = in_day(60 * int(hour) + int(match[3]), half[0].strip(), page.lexicon) if hour.isdecimal() else 0
    told = f"{minutes // 60}:{minutes % 60:02}{rest}" if hour.isdecimal() else match[0]
    return Found(start=first, end=behind.end() if behind else match.end(), value=told.strip(), rule="stated")


def _durations(page: Page, start: int, end: int) -> list[re.Match[str]]:
    """The durations in a stretch, left to right."""
    found: list[re.Match[str]] = []
    position = start
    while (digit := _DIGIT.search(page.folded, position, end)) is not None:
        match = _duration(page.lexicon).match(page.folded, digit.start(), end)
        matched = match is not None and any(match.groups())
        if match is not None and matched:
            found.append(match)
        position = match.end() if match is not None and matched else digit.end()
    return found


def _found(page: Page, start: int, end: int, value: str) -> Found:
    """A time as it is written, where that is plain, and otherwise in plain form."""
    written = page.text[start:end].strip()
    plain = written if seconds(written) is not None else value
    return Found(start=start, end=start + len(written), value=plain, rule="stated")


def _duration_value(match: re.Match[str]) -> str:
    parts = zip(match.groups(), ("d", "h", "m", "s", "ms"), strict=True)
    return " ".join(f"{part.replace(',', '.')} {unit}" for part, unit in parts if part)


def bare(page: Page, start: int, end: int, question: Question) -> Found | None:
    """A stretch that is nothing but one time."""
    if end - start > 80:
        return None
    found = commit(page, start, end, question)
    if found is None or page.text[start : found.start].strip(_DECORATION):
        return None
    rest = page.folded[found.end : end].strip(_DECORATION)
    return found if not rest or _tail(page.lexicon).fullmatch(rest) else None


def _clock_seconds(clock: re.Match[str]) -> Fraction:
    hours = int(clock[2])
    if clock[6] and hours <= 12:
        hours = hours % 12 + (12 if clock[6].startswith("p") else 0)
    fraction = Fraction(int(clock[5]), 10 ** len(clock[5])) if clock[5] else Fraction(0)
    rest = Fraction(60 * int(clock[3]) + int(clock[4] or 0)) + fraction
    return (
        3600 * hours - rest if clock[2].startswith("-") else 86400 * int(clock[1] or 0) + 3600 * hours + rest
    )


def _duration_seconds(duration: re.Match[str]) -> Fraction:
    sizes = (Fraction(86400), Fraction(3600), Fraction(60), Fraction(1), Fraction(1, 1000))
    return sum(
        (
            size * Fraction(part.replace(",", "."))
            for size, part in zip(sizes, duration.groups(), strict=True)
            if part
        ),
        Fraction(0),
    )
