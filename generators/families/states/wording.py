"""The words of coins, things and children, from `wordings/LANGUAGE.toml`."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from jagbench.generators.language import people
from jagbench.generators.language.phrasing import family_words
from jagbench.generators.language.writing import symbol
from jagbench.generators.skill.definition import Question

THINGS: Sequence[str] = (
    *(
        "book",
        "key",
        "ball",
        "apple",
        "hat",
        "umbrella",
        "pencil",
        "cup",
        "watch",
        "candle",
        "basket",
        "shell",
    ),
)


@cache
def sentences(language: str) -> Mapping[str, str]:
    """The sentences that a language tells a story with."""
    found: Mapping[str, str] = family_words(language, "states")["wording"]["sentences"]
    return found


@cache
def _words(language: str) -> Mapping[str, str]:
    told: Mapping[str, Any] = family_words(language, "states")["wording"]
    return {
        **people.words(language, "plain"),
        **dict(zip(THINGS, told["things"], strict=True)),
        **told["words"],
    }


def write(question: Question, language: str, text: str) -> str:
    """A symbol in words; anything else as it is."""
    found = _words(language).get(text)
    return symbol(question, language, text) if found is None else found
