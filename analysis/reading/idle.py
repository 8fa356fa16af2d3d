"""Numbers of a stretch that are no answer: bounds, parts, and small words that are none."""

import re
from collections.abc import Sequence

from jagbench.analysis.reading.counts import counts_asked, is_predicate
from jagbench.analysis.reading.languages.table import LETTER, is_latin
from jagbench.analysis.reading.lexicon import by_lexicon
from jagbench.analysis.reading.page import Page
from jagbench.analysis.reading.question import SMALL, Question, terms
from jagbench.analysis.reading.result import Number

RELATION = re.compile(r"(?<![<>!=:])=(?!=)|≈|\\approx|\\equiv|->|→|⇒|\\rightarrow")
"""What a result stands behind."""
_determined = by_lexicon(
    lambda lexicon: re.compile(
        rf"(?<![^\W\d_])(?:{lexicon.any_of(lambda table: table.determiners)}"
        rf"|({lexicon.any_of(lambda table: table.among_before)})) $"
    )
)
"""What stands before a number in words that tells which things are meant, or before one of any notation."""
_base = by_lexicon(lambda lexicon: re.compile(lexicon.any_of(lambda table: table.bases)))
"""What follows a base."""
_among = by_lexicon(
    lambda lexicon: re.compile(rf"[一-鿿ぁ-ゖ가-힣]{{0,4}}?{lexicon.any_of(lambda table: table.among_after)}")
)
"""What follows a number of things of which one is told."""
_given_before = by_lexicon(lambda lexicon: re.compile(lexicon.any_of(lambda table: table.given_before) + "$"))
"""What comes before how many things the prompt gives: "除以"."""
_there_are = by_lexicon(lambda lexicon: re.compile(lexicon.any_of(lambda table: table.there_are) + "$"))
_given_after = by_lexicon(lambda lexicon: re.compile(lexicon.any_of(lambda table: table.given_after)))
"""What follows how many things the prompt gives: "三つの数の", "5개를"."""
_ordinal_of = by_lexicon(
    lambda lexicon: re.compile(rf"[ ]?{lexicon.any_of(lambda table: table.ordinal_endings)}[인의の]?[ ]?")
)
"""What stands between the place of a number and the number: "三番目の31"."""
_LISTS = re.compile(r"[^\d,;:：.()（）。]{0,40}[:：(（]")
"""What stands between a small number in words and what it counts: "two coins: one of $10 and one of $5"."""
_digits = by_lexicon(
    lambda lexicon: re.compile(
        r"[ ][\"'*`]{0,3}\d[\"'*`]{0,3}"
        rf"{lexicon.any_of(lambda table: table.digit_endings)}?(?![\d.,]?\d)"
    )
)
"""What stands between a small number in words and what it counts, where that is a digit: "two 7s"."""
_bounds = by_lexicon(
    lambda lexicon: re.compile(rf"{lexicon.any_bounded(lambda table: table.bounds)}[ ]?[\"'*$€£]{{0,3}}$")
)
_FEW = 18
"""Digits of a number that is held against another one, at most."""
_held_against = by_lexicon(
    lambda lexicon: re.compile(
        rf"[^\W\d]{{0,3}}?{lexicon.any_of(lambda table: table.than_after)}"
        rf"|{lexicon.any_of(lambda table: table.multiples)}"
    )
)
"""What follows a number that another one is compared with, or is a multiple of: "65536的两倍"."""
_located = by_lexicon(
    lambda lexicon: re.compile(
        rf"(?<![{LETTER}])({lexicon.any_of(lambda table: table.located)})[ ]?[:(]?[ ]?$"
    )
)
_STEM = 4
"""Letters by which a word of the prompt is known again."""
_AHEAD = 24
"""Characters in front of a number that are looked at."""


def before_parts(
    page: Page, free: Sequence[Number], added: Sequence[Number], start: int, question: Question
) -> Number | None:
    """The number in front of a colon behind which its parts follow, or how it is worked out."""
    colon = page.text.find(": ", free[0].end, free[-1].start) if len(free) > 1 else -1
    told = added or free
    before = [each for each in told if each.start < colon]
    if len(before) != 1 or not all(each.value.isdecimal() and len(each.value) < _FEW for each in told):
        return None
    parts = bool(added) and all(
        int(each.value) <= int(before[0].value) for each in told if each.start > colon
    )
    worked = RELATION.search(page.folded, colon, free[-1].end) is not None
    said = set(terms(page.folded[start:colon]))
    asked = len(said & question.asked) > 1 and 2 * len(said & question.asked) >= len(said)
    whole = int(before[0].value) == sum(int(each.value) for each in told if each.start > colon)
    asked = asked and not (worked and before[0].word)
    told_so = is_predicate(page, before[0], colon)  # "the difference is 33: from ..."
    return before[0] if asked or whole or told_so or (parts and not worked) else None


def is_bound(page: Page, number: Number) -> bool:
    """Whether a number is only what another one is held against: "less than 900", "below zero"."""
    before = page.folded[max(number.start - _AHEAD, 0) : number.start]
    behind = _held_against(page.lexicon).match(page.folded, number.end)
    return behind is not None or _bounds(page.lexicon).search(before) is not None


def is_small(number: Number, page: Page) -> bool:
    """Whether a number is in words that are often other words of their sentence: "one", "the two"."""
    return number.word and number.value in SMALL and is_latin(page.text[number.start : number.end])


def is_idle(page: Page, number: Number, end: int, question: Question) -> bool:
    """Whether a small number in words tells neither how many parts follow nor how many of the asked."""
    told = (
        _LISTS.match(page.text, number.end, end)
        or counts_asked(page, number.end, question)
        or (question.asks_times and _digits(page.lexicon).match(page.text, number.end, end))
    )
    return is_small(number, page) and not told


def locates(page: Page, number: Number, question: Question) -> bool:
    """Whether a number tells a place for which the prompt does not ask: "row 3", where it asks how many."""
    place = _located(page.lexicon).search(page.folded, max(number.start - _AHEAD, 0), number.start)
    if place is None:
        return False
    stem = place[1][:_STEM]
    return not any(word.startswith(stem) for word in question.asked_words)


def determines(page: Page, number: Number, following: Number | None, question: Question) -> bool:
    """Whether a number only tells which or how many things are meant, a base, or the place of the next one.

    "The two lists", "base 10", "三つの数の合計", "三番目の31".
    """
    lexicon, text, end = page.lexicon, page.folded, number.end
    if (
        _base(lexicon).match(text, end)
        or (number.word and _among(lexicon).match(text, end))
        or (following is not None and _ordinal_of(lexicon).fullmatch(text, end, following.start))
    ):
        return True
    ahead = text, max(number.start - _AHEAD, 0), number.start
    tells = _given_before(lexicon).search(*ahead) or _given_after(lexicon).match(text, end)
    if tells and not _there_are(lexicon).search(*ahead) and _is_count(number, question):
        return True
    before = _determined(lexicon).search(*ahead) if text[number.start - 1 : number.start] == " " else None
    things = text[end : end + 2].strip()[:1].isalnum()  # and no "it is the two."
    return before is not None and (
        before[1] is not None or (things and (number.word or _is_count(number, question)))
    )


def _is_count(number: Number, question: Question) -> bool:
    """Whether a number is how many numbers the prompt gives."""
    return number.value == str(question.given_numbers)
