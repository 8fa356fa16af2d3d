"""The words of turns and walks, from `wordings/LANGUAGE.toml`."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from jagbench.generators.language import people
from jagbench.generators.language.phrasing import family_words
from jagbench.generators.skill.definition import Question


@cache
def _wording(language: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = family_words(language, "directions")["wording"]
    return found


@cache
def _words(language: str) -> Mapping[str, str]:
    return {**people.words(language, "plain"), **_wording(language)["words"]}


def tell(language: str, sentence: str, compass: str = "", **parts: str) -> str:
    """A sentence; where a compass direction changes more than its name, each has a sentence of its own."""
    told: Mapping[str, str] = _wording(language)["sentences"]
    if compass:
        parts["compass"] = _words(language)[compass]
    pattern = told[sentence] if sentence in told else told[f"{sentence}_{compass}"]
    return pattern.format(**parts)


def write(question: Question, language: str, text: str) -> str:
    """A symbol in words; anything else as it is."""
    return _words(language).get(text, text)
