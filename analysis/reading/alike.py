"""Strings that look like an answer whatever is around them: a code, capitals, a letter, a foreign word."""

import re

from jagbench.analysis.reading.languages.table import is_latin
from jagbench.analysis.reading.options import CAPITAL
from jagbench.analysis.reading.page import Page
from jagbench.analysis.reading.question import Question

_RUN = re.compile(r"[a-z0-9][a-z0-9'-]*")
_CODE = re.compile(r"(?<![A-Za-z0-9-])(?=[A-Za-z-]{0,40}\d)[A-Za-z0-9-]{6,400}")
"""A long string of letters and digits."""
_CAPITALS = re.compile(r"(?<![A-Za-zÀ-ÿ0-9_-])[A-ZÀ-Þ]{2,400}(?![A-Za-zÀ-ÿ0-9_-])")
"""A word in capital letters."""
_SPACELESS = re.compile("[가-힣぀-ヿ一-鿿]")
_LONGEST = 600
"""Characters of a stretch at most that are looked through for such an order."""
_ARRANGED = 60
"""Characters of a string at most of which another order is looked for."""
_WORDS = 6
"""Words of a sentence at most that tells a code and nothing else of it."""


def alike(page: Page, start: int, end: int, question: Question) -> tuple[int, int] | None:
    """The only string of a stretch that looks like an answer: a code, capitals, a letter, a foreign word."""
    coded = [run.span() for run in _CODE.finditer(page.text, start, end)]
    if (
        len(coded) == 1
        and any(_CODE.fullmatch(given) for given in question.given)
        # A longer sentence, or one that only comes to the code, says something else of it.
        and len(page.text[start:end].split()) <= _WORDS
        and not is_latin(page.text[start : coded[0][0]])
    ):
        return coded[0]
    capitals = in_capitals(page, start, end, question)
    if capitals is not None:
        return capitals
    letters = [letter.span() for letter in CAPITAL.finditer(page.text, start, end)]
    added = [span for span in letters if page.folded[slice(*span)] not in question.given]
    if added and any(len(given) == 1 for given in question.given):
        return added[-1]  # counted along from one that is given
    return letters[0] if len(letters) == 1 else foreign_word(page, start, end, question)


def foreign_word(page: Page, start: int, end: int, question: Question) -> tuple[int, int] | None:
    """The only string in Latin letters of a stretch in another script that the prompt does not show."""
    if page.folded.isascii() or not _SPACELESS.search(page.folded, start, end):
        return None
    runs = [run.span() for run in _RUN.finditer(page.folded, start, end) if run[0] not in question.folded]
    return runs[0] if len(runs) == 1 and not page.folded[runs[0][0] : runs[0][1]].isdecimal() else None


def in_capitals(page: Page, start: int, end: int, question: Question) -> tuple[int, int] | None:
    """The only word in capital letters of a stretch that the prompt does not show, or what several make."""
    found = [each.span() for each in _CAPITALS.finditer(page.text, start, end)]
    found = [span for span in found if page.folded[slice(*span)] not in question.words]
    parts = {page.text[slice(*span)] for span in found}
    last = page.text[slice(*found[-1])] if found else ""
    return found[-1] if len(parts) == 1 or (last and all(part in last for part in parts)) else None


def rearranged(page: Page, start: int, end: int, question: Question) -> tuple[int, int] | None:
    """The last string of a stretch that has just the characters of a given one, in another order."""
    end = min(end, start + _LONGEST)
    shown = set(page.folded[start:end])
    for given in question.given:
        size = len(given)
        if not 2 < size <= _ARRANGED or " " in given or not shown.issuperset(given):
            continue
        letters = sorted(given)
        for begin in range(end - size, start - 1, -1):
            written = page.folded[begin : begin + size]
            if sorted(written) == letters and written != given and _stands_apart(page.folded, begin, size):
                return begin, begin + size
    return None


def _stands_apart(folded: str, begin: int, size: int) -> bool:
    """Whether a string is no part of a longer word in Latin letters or digits."""
    around = folded[max(begin - 1, 0) : begin] + folded[begin + size : begin + size + 1]
    return not any(each.isascii() and each.isalnum() for each in around)
