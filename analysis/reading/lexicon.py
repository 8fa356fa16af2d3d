"""The words that one question's replies are read with: the tables of its language and of English."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TypeVar

from jagbench.analysis.reading.languages import EN, KO, LANGUAGES
from jagbench.analysis.reading.languages.table import Language, compile_any

T = TypeVar("T")


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """The tables in use, English first, so that the question's own language wins where both have a word."""

    language: str | None
    """ISO 639-1 code of the question's language; `None` where it is not known."""
    tables: tuple[Language, ...]
    """The tables themselves."""

    def every(self, of: Callable[[Language], Iterable[str]]) -> list[str]:
        """The fragments that a field holds in all tables together."""
        return [fragment for table in self.tables for fragment in of(table)]

    def merged(self, of: Callable[[Language], Mapping[str, int]]) -> dict[str, int]:
        """The entries that a field holds in all tables together; later tables win."""
        return {word: value for table in self.tables for word, value in of(table).items()}

    def pattern(self, of: Callable[[Language], Iterable[str]]) -> re.Pattern[str]:
        """One pattern for every fragment of a field."""
        return compile_any(self.every(of))


@lru_cache(maxsize=64)
def lexicon_of(language: str | None) -> Lexicon:
    """The words for a language, and English, in which models answer now and then whatever they are asked.

    Args:
        language: ISO 639-1 code; a region behind it is left aside. `None` stands for English and Korean,
            a language without a table for English alone.
    """
    if language is None:
        return Lexicon(language=None, tables=(EN, KO))
    code = language.replace("_", "-").partition("-")[0].lower()
    own = tuple(table for table in LANGUAGES if table.code == code and table is not EN)
    return Lexicon(language=code, tables=(EN, *own))


def by_lexicon(build: Callable[[Lexicon], T]) -> Callable[[Lexicon], T]:
    """A pattern or table that depends on the words in use, built once for each lexicon."""
    return cache(build)
