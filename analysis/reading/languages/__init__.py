"""The words by which replies commit, doubt, correct themselves and refuse: one table per language.

A language is added by one module with a `LANGUAGE` table and its name in `LANGUAGES`. Reading uses all
tables at once, because models answer in another language than the question's now and then.
"""

from collections.abc import Callable, Iterable

from jagbench.analysis.reading.languages.en import LANGUAGE as EN
from jagbench.analysis.reading.languages.ko import LANGUAGE as KO
from jagbench.analysis.reading.languages.table import Language

LANGUAGES: tuple[Language, ...] = (EN, KO)


def every(of: Callable[[Language], Iterable[str]]) -> list[str]:
    """The fragments that a field holds in all languages together."""
    return [fragment for language in LANGUAGES for fragment in of(language)]


__all__ = ["LANGUAGES", "Language", "every"]
