"""The words that one question's replies are read with: the tables of its language and of English."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TypeVar

from jagbench.analysis.reading.languages import EN, KO, LANGUAGES
from jagbench.analysis.reading.languages.table import Language, any_bounded, any_of, compile_any

T = TypeVar("T")


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """The tables in use, English first, so that the question's own language wins where both have a word."""

    language: str | None
    """ISO 639-1 code of the question's language; `None` where it is not known."""
    tables: tuple[Language, ...]
    """The tables themselves."""

    def every(self, of: Callable[[Language], Iterable[T]]) -> list[T]:
        """The fragments that a field holds in all tables together."""
        return [fragment for table in self.tables for fragment in of(table)]

    def merged(self, of: Callable[[Language], Mapping[str, int]]) -> dict[str, int]:
        """The entries that a field holds in all tables together; later tables win."""
        return {word: value for table in self.tables for word, value in of(table).items()}

    def any_of(self, of: Callable[[Language], Iterable[str]]) -> str:
        """The source of a group of all fragments of a field, as by `table.any_of`."""
        return any_of(self.every(of))

    def any_bounded(self, of: Callable[[Language], Iterable[str]]) -> str:
        """The same, bound to words where they are of Latin script."""
        return any_bounded(self.every(of))

    def pattern(self, of: Callable[[Language], Iterable[str]]) -> re.Pattern[str]:
        """One pattern for every fragment of a field."""
        return compile_any(self.every(of))


_SCRIPTS = {"ko": re.compile("[가-힣]"), "ja": re.compile("[぀-ヿ]"), "zh": re.compile("[一-鿿]")}
"""What shows a language that has a script of its own; Chinese characters stand for Chinese last."""
_LATIN = re.compile(r"[^\W\d_]+")
_TOLD_APART = 2
"""Words of a language that tell it from the others of its script."""


@lru_cache(maxsize=256)
def lexicon_of(language: str | None, also: str | None = None) -> Lexicon:
    """The words for a language, and English, in which models answer now and then whatever they are asked.

    Args:
        language: ISO 639-1 code; a region behind it is left aside. `None` stands for English and Korean,
            a language without a table for English alone.
        also: Another language whose words are looked for.
    """
    code = None if language is None else language.replace("_", "-").partition("-")[0].lower()
    own = tuple(table for table in LANGUAGES if table.code in (code, also) and table is not EN)
    korean = (KO,) if code is None and KO not in own else ()
    return Lexicon(language=code, tables=(EN, *korean, *own))


def including(lexicon: Lexicon, text: str) -> Lexicon:
    """The words of a lexicon, and those of the language in whose script a text is written."""
    if text.isascii():
        return lexicon
    code = _by_script(text)
    known = code is None or any(table.code == code for table in lexicon.tables)
    return lexicon if known else lexicon_of(lexicon.language, code)


@lru_cache(maxsize=1024)
def language_of(text: str) -> str | None:
    """The language of a text, by its script or its commonest words; `None` where they do not tell."""
    code = None if text.isascii() else _by_script(text)
    if code is not None:
        return code
    words = [word.lower() for word in _LATIN.findall(text[:2000])]
    counts = {code: sum(word in common for word in words) for code, common in _common_words().items()}
    first, second = sorted(counts, key=counts.__getitem__, reverse=True)[:2]
    return first if counts[first] >= counts[second] + _TOLD_APART else None


def _by_script(text: str) -> str | None:
    return next((code for code, script in _SCRIPTS.items() if script.search(text)), None)


@cache
def _common_words() -> Mapping[str, frozenset[str]]:
    """Plain words of each language in Latin script that no other one has."""
    words = {
        table.code: {
            word
            for field in (table.fillers, table.ands, table.ors, table.verbs, table.asides, table.conditions)
            for fragment in field
            for word in fragment.split()
            if word.isalpha() and word.isascii()
        }
        for table in LANGUAGES
        if table.code not in _SCRIPTS
    }
    return {
        code: frozenset(own - {w for other, those in words.items() if other != code for w in those})
        for code, own in words.items()
    }


def by_lexicon(build: Callable[[Lexicon], T]) -> Callable[[Lexicon], T]:
    """A pattern or table that depends on the words in use, built once for each lexicon."""
    return cache(build)
