"""How a language writes numbers and dates: the part of the CLDR that probes and reading need."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from jagbench.errors import unknown_name

TABLE = files("jagbench.probes") / "locales.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Locale:
    """One language's conventions, from the Unicode Common Locale Data Repository (CLDR)."""

    language: str
    """ISO 639-1 code."""
    decimal: str
    """The decimal separator, `"."` or `","`."""
    group: str
    """What stands between groups of three digits."""
    myriads: Sequence[str]
    """Names of 10^4, 10^8, 10^12 where numbers are counted in ten thousands; empty elsewhere."""
    months: Sequence[str]
    """January to December, as they stand in a date."""
    short_months: Sequence[str]
    """The same, abbreviated."""
    weekdays: Sequence[str]
    """Monday to Sunday, as they stand alone."""
    short_weekdays: Sequence[str]
    """The same, abbreviated."""
    date: str
    """A date in words, with `{day}`, `{month}` (or its `{number}`) and `{year}`."""
    day_first: bool
    """Whether a date in digits has the day before the month."""


@cache
def _table() -> Mapping[str, Any]:
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))


@cache
def locale_languages() -> frozenset[str]:
    """The languages whose conventions are known."""
    return frozenset(_table())


@cache
def locale(language: str) -> Locale:
    """The conventions of a language.

    Raises:
        InvalidArgument: if there are none for it.
    """
    if language not in _table():
        raise unknown_name("language", language, _table())
    return Locale(language=language, **_table()[language])
