"""Clock times in words: "half past eight", "halb neun", "midi et quart", "八点一刻"."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import product

from jagbench.analysis.reading.languages.table import LETTER, Language, any_bounded, any_of, is_latin
from jagbench.analysis.reading.lexicon import Lexicon, by_lexicon
from jagbench.analysis.reading.page import Page
from jagbench.analysis.reading.result import Found

_HALF = 12 * 60
"""Minutes of half a day."""
_SMALL, _LATE = 5 * 60, 11 * 60
"""Where the small hours end, which are after midnight where they are said to be at night, and noon begins."""
_DIGITS = dict(zip("零一二三四五六七八九", range(10), strict=True)) | {"两": 2, "〇": 0}
_SINO_TENS = ("십", "十")
_NO_MORE = r"(?![\d:])"


def half_of(lexicon: Lexicon) -> str:
    """The source of a pattern for a half of the day in words."""
    return any_bounded(
        lexicon.every(
            lambda table: (
                *table.mornings,
                *table.afternoons,
                *table.nights,
                *table.noons,
                *table.midnights,
            )
        )
    )


_mornings = by_lexicon(lambda lexicon: re.compile(lexicon.any_of(lambda table: table.mornings)))
_nights = by_lexicon(
    lambda lexicon: re.compile(lexicon.any_of(lambda table: (*table.nights, *table.midnights)))
)
_noons = by_lexicon(lambda lexicon: re.compile(lexicon.any_of(lambda table: table.noons)))
_middles = by_lexicon(lambda lexicon: lexicon.any_of(lambda table: (*table.noons, *table.midnights)))
"""The source of a pattern for noon and midnight."""


def in_day(minutes: int, half: str, lexicon: Lexicon) -> int:
    """Minutes on a clock of twelve hours as minutes of the day, by what says which half of it is meant.

    Around midnight the small hours are early and the others late, around noon it is the other way round.
    """
    if minutes >= 13 * 60:
        return minutes
    minutes %= _HALF
    night = minutes < _SMALL and _nights(lexicon).fullmatch(half) is not None
    noon = minutes >= _LATE and _noons(lexicon).fullmatch(half) is not None
    early = night or noon or _mornings(lexicon).fullmatch(half) is not None
    return minutes if early else minutes + _HALF


def _spelled(table: Language) -> Iterator[tuple[str, int]]:
    """The numbers below sixty as a language spells them."""
    words = {word: n for word, n in (_DIGITS | dict(table.numerals)).items() if n < 60}
    ones = [(word, n) for word, n in words.items() if n < 10]
    tens = [(word, n) for word, n in words.items() if n >= 10 and n % 10 == 0]
    joins = (
        " ",
        "-",
        *(f" {join} " for join in table.unit_joins),
        *(f"-{join}-" for join in table.unit_joins),
    )
    yield from words.items()
    for (ten, many), (one, few) in product(tens, ones):
        if table.one_word:
            yield from (
                (f"{one}{join}{ten}", many + few) for join in (table.numeral_joins if many > 10 else ("",))
            )
        else:
            yield from ((f"{ten}{join}{one}", many + few) for join in (joins if is_latin(ten) else ("",)))
    syllables = [("", 0), *((word, n) for word, n in ones if len(word) == 1 and not is_latin(word))]
    for (first, many), ten, (last, few) in product(syllables, _SINO_TENS, syllables):
        if many < 6:
            yield f"{first}{ten}{last}", 10 * (many or 1) + few
    yield from ((f"{zero}{one}", n) for zero, (one, n) in product(("零", "〇", "oh ", "zero "), ones))


spelled = by_lexicon(lambda lexicon: dict(each for table in lexicon.tables for each in _spelled(table)))


def _shapes_of(lexicon: Lexicon) -> list[tuple[re.Pattern[str], int]]:
    """How a clock time is said, and the minutes that each shape adds."""
    small = spelled(lexicon)
    words = (
        rf"(?:{any_of(filter(is_latin, small))}(?![{LETTER}])|{any_of(w for w in small if not is_latin(w))})"
    )
    number = rf"(?:\d{{1,2}}{_NO_MORE}|{words})"
    minute, second = (
        rf"{any_of('|'.join(table.durations[place] for table in lexicon.tables).split('|'))}(?![{LETTER}])"
        for place in (2, 3)
    )
    oclock = lexicon.any_of(lambda table: table.clock_hours) + rf"(?![{LETTER}])"
    half = half_of(lexicon)
    slots = {
        "SAID_HOUR": rf"(?P<hour>{words})",
        "SAID_PAST": rf"(?P<past>{words})",
        "HOUR": rf"(?P<hour>{number}|{_middles(lexicon)})",
        "MIDDLE": rf"(?P<hour>{_middles(lexicon)})",
        "PAST": rf"(?P<past>{number})",
        "TO": rf"(?P<to>{number})",
        "OCLOCK": oclock,
        "MINUTES": minute,
        "SECONDS": second,
    }
    said = {
        **dict.fromkeys(
            (
                r"HOUR[ \u00a0]?OCLOCK(?:[ \u00a0]?PAST(?:[ \u00a0]?MINUTES"
                r"(?:[ \u00a0]?(?P<second>[0-5]?\d)[ \u00a0]?SECONDS)?)?)?",
                r"(?P<hour>\d{1,2})\.(?P<past>[0-5]\d)[ \u00a0]?OCLOCK",
                "MIDDLE",
                rf"HOUR(?=[ ]?{half})",
            ),
            0,
        ),
        **lexicon.merged(lambda table: table.clocks),
    }
    return [(_shape(shape, slots, half), minutes) for shape, minutes in said.items()]


def _shape(shape: str, slots: Mapping[str, str], half: str) -> re.Pattern[str]:
    source = re.sub("|".join(slots), lambda slot: slots[slot[0]], shape)
    return re.compile(
        rf"(?<![{LETTER}\d.])(?<!\d:)(?:(?P<before>{half})[ ]?)?{source}(?![{LETTER}\d:])"
        rf"(?:,?[ \u00a0]?(?P<after>{half}))?"
    )


_shapes = by_lexicon(_shapes_of)


def in_words(page: Page, start: int, end: int) -> list[Found]:
    """The clock times of a stretch that are told in words, left to right."""
    return [
        Found(start=start + begin, end=start + stop, value=value, rule="stated")
        for begin, stop, value in clock_times(page.folded[start:end], page.lexicon)
    ]


@lru_cache(maxsize=64)
def clock_times(folded: str, lexicon: Lexicon) -> list[tuple[int, int, str]]:
    """Where clock times are told in a lower-case text, of several in one place the longest."""
    found = [
        (match.start(), -match.end(), _value(match, minutes, lexicon))
        for shape, minutes in _shapes(lexicon)
        for match in shape.finditer(folded)
    ]
    apart: list[tuple[int, int, str]] = []
    for begin, stop, value in sorted(found):
        if not apart or begin >= apart[-1][1]:
            apart.append((begin, -stop, value))
    return apart


def _value(match: re.Match[str], minutes: int, lexicon: Lexicon) -> str:
    """A clock time in plain form; an hour before one o'clock is twelve, where nothing tells it apart."""
    parts = match.groupdict("")
    middle = re.fullmatch(_middles(lexicon), parts["hour"]) is not None
    noon = _noons(lexicon).fullmatch(parts["hour"]) is not None
    hour = 12 * noon if middle else _number(parts["hour"], lexicon)
    told = 60 * hour + minutes + _number(parts.get("past"), lexicon) - _number(parts.get("to"), lexicon)
    half = parts["before"] or parts["after"]
    if half and not middle:
        told = in_day(told, half, lexicon)
    elif hour > 0 and told < 60:
        told += _HALF
    return f"{told // 60 % 24:02}:{told % 60:02}:{int(parts.get('second') or 0):02}"


def _number(word: str | None, lexicon: Lexicon) -> int:
    """A number below sixty, in digits or as it is spelled; none is zero."""
    word = word or "0"
    return int(word) if word.isdecimal() else spelled(lexicon)[word]
