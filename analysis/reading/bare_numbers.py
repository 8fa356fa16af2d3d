"""A stretch that is one number and nothing else."""

import re
from collections.abc import Sequence

from jagbench.analysis.reading.languages.table import LETTER
from jagbench.analysis.reading.lexicon import Lexicon, by_lexicon
from jagbench.analysis.reading.notation import Notation
from jagbench.analysis.reading.numbers import exact, plain, scan
from jagbench.analysis.reading.page import Page
from jagbench.analysis.reading.question import Question
from jagbench.analysis.reading.result import Found, Number

_verb = by_lexicon(lambda lexicon: lexicon.pattern(lambda table: table.verbs))
DECORATION = " \t\n\u00a0*_`\"'()[]{}\\$.,;:!<>#~≈=?。"
_UNIT = re.compile(
    r"[ ]?(?:[^\W\d_]{1,14}(?:'s)?|/|\^?[²³2]|\\circ|[%°℃℉€£₩¥円원개번]|\\%"
    r"|\\text\{[^{}]{0,40}\}|\([^()]{0,80}\))?"
)
_lead = by_lexicon(
    lambda lexicon: re.compile(
        rf"(?:(?:{lexicon.any_of(lambda table: table.fillers)}|[{LETTER}]{{1,12}}:)[ :]?){{0,3}}"
    )
)
_SPACED = re.compile(r"[-+]?\d{1,9}(?:(?:,[ ]?|[ ])\d{3})+(?:\.\d+)?")
_SPACED_COMMA = re.compile(r"[-+]?\d{1,9}(?:[ ]\d{3})+(?:,\d+)?")
_LONGEST, _WORDS = 200, 30
"""Characters and words beyond which several words are no bare value: twelve digits in words fit."""
_APART = re.compile(r"(-?\d{1,4000}) / (\d{1,4000})")


def bare(page: Page, start: int, end: int, question: Question) -> Found | None:
    """A stretch that is one number, perhaps decorated and with a unit."""
    whole = (start, end)
    start, end = strip(page.text, start, end)
    written = _one_number(page.text[start:end], page.notation, question)
    if written is not None:
        return Found(start=start, end=end, value=written, rule="bare")
    if wordy(page, start, end):
        return None
    numbers = without_divisions(scan(page, *whole), question)
    if len(numbers) != 1:
        return None
    number = numbers[0]
    lead = page.folded[start : number.start].strip(DECORATION)
    if (lead and _lead(page.lexicon).fullmatch(lead) is None) or not _is_unit(
        page.folded[number.end : end].strip(DECORATION[:-1]), page.lexicon
    ):
        return None
    return Found(start=number.start, end=number.end, value=number.value, rule="bare")


def wordy(page: Page, start: int, end: int) -> bool:
    """Whether a stretch has too many words for a bare number or a bare option."""
    words = len(page.text[start:end].split(maxsplit=_WORDS))
    return words > _WORDS or (words > 1 and end - start > _LONGEST)


def _one_number(text: str, notation: Notation, question: Question) -> str | None:
    """A text that is one number with spaces in it, as groups of digits or around a fraction stroke."""
    if (_SPACED_COMMA if notation.comma else _SPACED).fullmatch(text):
        digits = text.replace(" ", "")
        value = exact(digits.replace(",", ".") if notation.comma else digits.replace(",", ""))
        return None if value is None else plain(value)
    ratio = _APART.fullmatch(text) if question.kind == "decimal" else None
    if ratio is None or f"{ratio[1]}/{ratio[2]}" in question.folded.replace(" ", ""):
        return None
    return f"{ratio[1]}/{ratio[2]}"


def without_divisions(numbers: Sequence[Number], question: Question) -> Sequence[Number]:
    """The numbers without the divisions that a whole number is asked for as the result of."""
    if question.kind != "integer":
        return numbers
    return [number for number in numbers if "/" not in number.value or number.value not in question.numbers]


def _is_unit(rest: str, lexicon: Lexicon) -> bool:
    """Whether what follows a number is no more than a unit or a noun of up to three words."""
    position = 0
    for _ in range(3):
        match = _UNIT.match(rest, position)
        if match is None or match.end() == position:
            break
        position = match.end()
    return position == len(rest) and not _verb(lexicon).search(rest)


def strip(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without decoration around it; a minus and a currency mark stay."""
    while start < end and text[start] in DECORATION and not _signs(text, start):
        start += 1
    while end > start and text[end - 1] in DECORATION:
        end -= 1
    return start, end


def _signs(text: str, start: int) -> bool:
    return text[start] in "$\\." and text[start + 1 : start + 2].isdigit()


def spaced_fraction(page: Page, start: int, end: int, question: Question) -> Found | None:
    """The last fraction with spaces around its stroke, which else is a division."""
    written = [*_APART.finditer(page.text, start, end)] if question.kind == "decimal" else []
    for match in reversed(written):
        value = _one_number(match[0], page.notation, question)
        if value is not None:
            return Found(start=match.start(), end=match.end(), value=value, rule="stated")
    return None
