"""Texts that are looked for where they stand by themselves."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from jagbench.analysis.reading.languages.table import LETTER, is_latin

_AFTER_NO_DIGIT = re.compile(r"(?<![\d.])(?<!\d,)")
_BEFORE_NO_DIGIT = re.compile(r"(?!\d|[.,]\d|[eE][+-]?\d)")
_AFTER_NO_LETTER = re.compile(rf"(?<![{LETTER}0-9])")
_BEFORE_NO_LETTER = re.compile(rf"(?:wards?)?(?![{LETTER}0-9]|_[{{0-9])")
_ANYWHERE = re.compile("")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounded:
    """A text that counts only where it stands by itself: no part of a longer number or word.

    Its ends are patterns and the text is not, for options are new with nearly every probe: to compile a
    pattern takes longer than to read a reply.
    """

    text: str
    before: re.Pattern[str]
    after: re.Pattern[str]

    def places(self, text: str, start: int, end: int) -> Iterator[int]:
        """Where it begins in a stretch of a text, from left to right."""
        if not self.text:
            return
        place = text.find(self.text, start, end)
        while place >= 0:
            if self.before.match(text, place) and self.after.match(text, place + len(self.text), end):
                yield place
            place = text.find(self.text, place + 1, end)


def bounded(text: str) -> Bounded:
    """A text that is looked for where it is no part of a longer number or word."""
    return Bounded(
        text=text,
        before=_AFTER_NO_DIGIT
        if text[:1].isdecimal()
        else _AFTER_NO_LETTER
        if is_latin(text[:1])
        else _ANYWHERE,
        after=_BEFORE_NO_DIGIT
        if text[-1:].isdecimal()
        else _BEFORE_NO_LETTER
        if is_latin(text[-1:])
        else _ANYWHERE,
    )
