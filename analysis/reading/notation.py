"""How numbers are written in a language: which mark is the decimal point, and which one groups digits."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from jagbench.probes.locale import Locale, locale, locale_languages


@dataclass(frozen=True, slots=True, kw_only=True)
class Notation:
    """How the separators in a number are told apart where a number alone does not show it."""

    comma: bool
    """The decimal separator of the language is a comma."""
    dot_decides: bool
    """A single dot before three digits is a decimal point ("1.234" is less than 2)."""
    comma_decides: bool
    """A single comma before three digits is a decimal point ("1,234" is less than 2)."""


@lru_cache(maxsize=64)
def notation_of(language: str | None) -> Notation:
    """The notation of a language, from the Unicode CLDR.

    Args:
        language: ISO 639-1 code; `None`, or a language without known conventions, for a decimal point.
    """
    comma = _has_decimal_comma(language)
    return Notation(comma=comma, dot_decides=not comma, comma_decides=comma)


def _has_decimal_comma(language: str | None) -> bool:
    known = locale_of(language)
    return known is not None and known.decimal == ","


def locale_of(language: str | None) -> Locale | None:
    """The conventions of a language, if they are known; a region after it (`"de-AT"`) is left aside."""
    base = (language or "").replace("_", "-").partition("-")[0]
    return locale(base) if base in locale_languages() else None


def locales_of(codes: Iterable[str]) -> list[Locale]:
    """The conventions of those of some languages for which they are known."""
    return [known for code in codes if (known := locale_of(code)) is not None]


_POINT = re.compile(r"\d(?<![\d.,]\d)(?:\d*\.(?:\d{1,2}|\d{4,})|(?<=0)\.\d+)(?![\d.,]*\d)")
_COMMA = re.compile(r"\d(?<![\d.,]\d)(?:\d*,(?:\d{1,2}|\d{4,})|(?<=0),\d+)(?![\d.,]*\d)")
_THOUSANDS = re.compile(r"[1-9](?<![\d.,][1-9])\d{0,2}(?:,\d{3})*,000(?!\d)")
"""Numbers that show by themselves what their separator is; their first digit comes first in the pattern, so
that other characters are passed fast."""
_ENDS = 4_500
"""Characters at each end of a long text that are looked at."""


def as_written(notation: Notation, text: str) -> Notation:
    """The notation of a text that writes numbers with a decimal point where its language has a comma."""
    if not notation.comma:
        return notation
    if len(text) > 2 * _ENDS:
        text = f"{text[:_ENDS]} {text[-_ENDS:]}"
    if _COMMA.search(text):
        return notation
    if _POINT.search(text) or _THOUSANDS.search(text):
        return notation_of(None)
    return notation


def as_prompted(notation: Notation, kind: str, values: Sequence[str]) -> Notation:
    """The notation that a prompt settles where its language leaves a decimal comma or a group open.

    A whole number has no decimals, so a comma in it groups. Where a prompt shows decimals and nothing from
    1000 up, a dot before three digits is a decimal point: what is asked for has no thousands to group.

    Args:
        notation: That of the language.
        kind: The kind of answer that is asked for.
        values: The numbers in the prompt, in plain form.
    """
    if not notation.comma:
        return notation
    if kind == "integer":
        return Notation(comma=True, dot_decides=False, comma_decides=False)
    small = all(len(value.lstrip("-").partition(".")[0]) < 4 for value in values)
    decimals = any("." in value for value in values)
    return Notation(comma=True, dot_decides=decimals and small, comma_decides=True)


def other(notation: Notation) -> Notation:
    """The notation that reads a single separator before three digits the other way."""
    return Notation(
        comma=notation.comma,
        dot_decides=not notation.dot_decides,
        comma_decides=not notation.comma_decides,
    )
