"""The sentences of logic, from `wordings/LANGUAGE.toml`."""

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

from jagbench.generators.language import people
from jagbench.generators.language.phrasing import family_words
from jagbench.generators.language.writing import symbol
from jagbench.generators.skill.definition import Question, Shown


@cache
def _wording(language: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = family_words(language, "logic")["wording"]
    return found


@cache
def _words(language: str) -> Mapping[str, str]:
    told = _wording(language)
    shapes = {str(number): shape for number, shape in enumerate(told["shapes"])}
    return {**people.words(language, "plain"), **shapes, **told["words"]}


@lru_cache(maxsize=4096)
def _sentence(language: str, text: str) -> str:
    form, *about = text.split()
    words = [_words(language)[each] for each in about]
    pattern: str = _wording(language)["sentences"][form]
    return pattern.format(**dict(zip("ab", words, strict=False)))


def write(question: Question, language: str, text: str) -> str:
    """A sentence, a name or a verdict in words."""
    if " " in text:
        return _sentence(language, text)
    found = _words(language).get(text)
    return symbol(question, language, text) if found is None else found


def slots(shown: Shown) -> Mapping[str, str]:
    """The claim, and the sentences."""
    return {"claim": shown.operands[0], "story": people.joined(shown.language, shown.operands[1:])}
