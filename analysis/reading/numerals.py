"""Numbers written in words: "twenty-one", "세 번", "스물세 개", "이십삼", "二十三"."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from jagbench.analysis.reading.languages import LANGUAGES
from jagbench.analysis.reading.languages.table import any_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A number written in words."""

    start: int
    end: int
    value: int


def _latin(table: Mapping[str, int]) -> dict[str, int]:
    return {word: value for word, value in table.items() if word.isascii()}


def _syllabic(table: Mapping[str, int]) -> dict[str, int]:
    return {word: value for word, value in table.items() if not word.isascii()}


_ADDS = {word: value for language in LANGUAGES for word, value in _latin(language.numerals).items()}
_TIMES = {word: value for language in LANGUAGES for word, value in _latin(language.multipliers).items()}
_SIGNS = {word for language in LANGUAGES for word in language.minus if word.isascii()}
_LATIN = re.compile(rf"(?<![a-z0-9_'])(?:{any_of([*_ADDS, *_TIMES, *_SIGNS])})(?![a-z0-9_'])")
_GAP = re.compile(r"[ -]{1,2}(?:and )?|[ ]?,[ ]")
_PRONOUN_BEFORE = re.compile(
    r"(?:this|that|easy|hard|which|each|any|every|no|some|first|second|other|larger|smaller|bigger|greater|last|"
    r"correct|right|wrong|fun|simple|good|tricky|next|former|latter|the|longer|shorter|newer|older|another) $"
)
_PRONOUN_AFTER = re.compile(
    r" (?:of|another|can|could|should|would|might|must|by|more|needs|has|that|who|which|way|to one|thing)"
    r"(?![a-z])"
)

_CJK_ADDS = dict(zip("〇零一二三四五六七八九两兩", [0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 2, 2], strict=True))
_CJK_TIMES = dict(zip("十百千万萬億亿兆", [10, 100, 1000, 10**4, 10**4, 10**8, 10**8, 10**12], strict=True))
_SYLLABLE_ADDS = {
    word: value for language in LANGUAGES for word, value in _syllabic(language.numerals).items()
} | _CJK_ADDS
_SYLLABLE_TIMES = {
    word: value for language in LANGUAGES for word, value in _syllabic(language.multipliers).items()
} | _CJK_TIMES
_SYLLABLES = re.compile(any_of([*_SYLLABLE_ADDS, *_SYLLABLE_TIMES]))
_COUNTERS = (
    "개|번|글자|자|명|단어|마리|원|점|회|차례|가지|권|장|살|시|분|초|미터|센티|킬로|퍼센트|달러|"
    "个|個|次|つ|本|回|枚|人|元|円|字"
)
_AFTER = re.compile(
    rf"[ ]?(?:{_COUNTERS})(?![번])"
    r"|[ ]?(?:입니다|이다|이에요|예요|이요|요|임|이며|이고)(?![가-힣])|[\"'`*_)\].,!?~\s。]|$"
)
_CJK = re.compile(r"[가-힣一-鿿〇]")
_COUNTER = re.compile(rf"[ ]?(?:{_COUNTERS})(?![번])")
_COUNTED = ("한", "두", "세", "네", "스무")
"""Native Korean forms that are numerals only before a counter."""
_ALSO_WORDS = ("이", "일", "조", "만", "천", "사", "오", "구", "공", "영")
"""Syllables that are other words far more often ("이 단어" is "this word"): read only alone."""


def numeral_words(folded: str) -> Iterator[Word]:
    """The numbers written in words in a lower-case text, left to right within each script."""
    yield from _latin_words(folded)
    if not folded.isascii():
        yield from _syllable_words(folded)


def _latin_words(folded: str) -> Iterator[Word]:
    run: list[re.Match[str]] = []
    for match in _LATIN.finditer(folded):
        if run and not _continues(folded, run, match):
            yield from _latin_number(folded, run)
            run = []
        run.append(match)
    yield from _latin_number(folded, run)


def _continues(folded: str, run: list[re.Match[str]], match: re.Match[str]) -> bool:
    """Whether a word belongs to the number before it: "twenty one" does, "two three" does not."""
    gap = folded[run[-1].end() : match.start()]
    if _GAP.fullmatch(gap) is None or match[0] in _SIGNS:
        return False
    last, word = run[-1][0], match[0]
    if last in _SIGNS or word in _TIMES:
        return True
    if last in _TIMES:
        return "," not in gap or _TIMES[last] >= 1000
    return (
        "," not in gap
        and "and" not in gap
        and _ADDS[last] >= 20
        and _ADDS[last] % 10 == 0
        and 0 < _ADDS[word] < 10
    )


def _latin_number(folded: str, run: list[re.Match[str]]) -> Iterator[Word]:
    words = [match[0] for match in run]
    if (
        not words
        or words[-1] in _SIGNS
        or words[0] in _TIMES
        or (words == ["one"] and _pronoun(folded, run[0]))
    ):
        return
    negative = words[0] in _SIGNS
    value = _total(words[negative:], _ADDS, _TIMES)
    yield Word(start=run[0].start(), end=run[-1].end(), value=-value if negative else value)


def _pronoun(folded: str, match: re.Match[str]) -> bool:
    """The "one" of "an easy one" and "one of them" is no number."""
    before = folded[max(match.start() - 12, 0) : match.start()]
    return bool(_PRONOUN_BEFORE.search(before) or _PRONOUN_AFTER.match(folded, match.end()))


def _syllable_words(folded: str) -> Iterator[Word]:
    run: list[re.Match[str]] = []
    for match in _SYLLABLES.finditer(folded):
        if run and run[-1].end() != match.start():
            yield from _syllable_number(folded, run)
            run = []
        run.append(match)
    yield from _syllable_number(folded, run)


def _syllable_number(folded: str, run: list[re.Match[str]]) -> Iterator[Word]:
    """A run of numeral syllables counts only where it stands as a word or before a counter."""
    if not run:
        return
    start, end = run[0].start(), run[-1].end()
    if _CJK.match(folded[start - 1 : start]) or _AFTER.match(folded, end) is None:
        return
    words = [match[0] for match in run]
    if len(words) == 1 and words[0] in _COUNTED and _COUNTER.match(folded, end) is None:
        return
    if len(words) == 1 and words[0] in _ALSO_WORDS and not _alone(folded, start, end):
        return
    yield Word(start=start, end=end, value=_total(words, _SYLLABLE_ADDS, _SYLLABLE_TIMES))


def _alone(folded: str, start: int, end: int) -> bool:
    """Whether nothing but decoration stands around a word."""
    before, after = folded[max(start - 200, 0) : start], folded[end : end + 200]
    return not before.strip(" \n\"'`*_(") and not after.strip(" \n\"'`*_).!")


def _total(words: list[str], adds: Mapping[str, int], times: Mapping[str, int]) -> int:
    """The value of numeral words: those of 1000 and more close what stands before them."""
    total = section = unit = 0
    for word in words:
        if word in adds:
            unit = unit * 10 + adds[word] if unit and adds[word] < 10 and unit < 10 else unit + adds[word]
        elif times[word] < 1000:
            section += (unit or 1) * times[word]
            unit = 0
        else:
            total += (section + unit or 1) * times[word]
            section = unit = 0
    return total + section + unit
