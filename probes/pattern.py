"""Sentences with slots in braces, for everything that is said in several languages.

A slot is `{name}`. What follows a colon says how its text stands in the sentence:

- `{answer:letter|letters}`: with a noun that agrees with the number, "1 letter", "4 letters";
- `{number:은/는}`: with the Korean particle that its last sound asks for, 30은, 9는;
- `{word:spelled}`: letter by letter, c-a-t; `{word:numbered}`: one letter a line, each with its number.

Braces that hold anything else stand for themselves, such as those of LaTeX around a slot.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final
from unicodedata import normalize

_SLOT = re.compile(r"\{(\w+)(?::([^{}]*))?\}")
_ENDS_CLOSED: Final = frozenset("013678lmnrLMNR")
"""The digits and Latin letters whose Korean names end in a consonant; all ends of round numbers do too."""
_ENDS_IN_L: Final = frozenset("178lrLR")


@dataclass(frozen=True)
class Pattern:
    """A text with slots."""

    text: str
    """The text, slots in braces."""

    @cached_property
    def _parts(self) -> list[str]:
        # What re.split gives with two groups: text, name, manner, text, name, manner, ..., text.
        return [part or "" for part in _SLOT.split(self.text)]

    @cached_property
    def slots(self) -> frozenset[str]:
        """The names of its slots."""
        return frozenset(self._parts[1::3])

    def fill(self, slots: Mapping[str, str], language: str = "") -> str:
        """The text with its slots filled.

        Args:
            slots: What stands in each slot.
            language: ISO 639-1 code, which decides what takes the singular.

        Raises:
            KeyError: if a slot has no text.
        """
        parts = self._parts
        if len(parts) == 1:
            return parts[0]
        filled = parts[::3]
        for place in range(1, len(parts), 3):
            text, manner = slots[parts[place]], parts[place + 1]
            filled[place // 3] += _in_manner(text, manner, language) if manner else text
        return "".join(filled)


def _in_manner(text: str, manner: str, language: str) -> str:
    """A text as its place in a sentence asks for."""
    if manner == "spelled":
        return "-".join(text)
    if manner == "numbered":
        return "\n".join(f"{place}. {letter}" for place, letter in enumerate(text, start=1))
    if "|" in manner:
        one, _, many = manner.partition("|")
        return f"{text} {one if text in _singular(language) else many}"
    closed, _, open_ = manner.partition("/")
    return text + (closed if _closed(text, closed) else open_)


def _singular(language: str) -> tuple[str, ...]:
    return ("0", "1") if language == "fr" else ("1",)


def _closed(text: str, particle: str) -> bool:
    """Whether a Korean word ends in a consonant, which asks for the first form of a particle."""
    # A fraction is read from below: 1/3 is 삼분의 일. Full-width and raised digits are read as the others.
    last = normalize("NFKC", text.rstrip("\"'”’)]*$").partition("/")[0][-1:])
    if "가" <= last <= "힣":
        final = (ord(last) - ord("가")) % 28
        return final > 0 and not (final == 8 and particle == "으로")
    if particle == "으로" and last in _ENDS_IN_L:
        return False
    return last in _ENDS_CLOSED or "ㄱ" <= last <= "ㅎ"


def unknown_slot(pattern: Pattern, known: frozenset[str]) -> str | None:
    """The first name of a slot that nothing fills, in alphabetical order; None where all are filled."""
    return min(pattern.slots - known, default=None)
