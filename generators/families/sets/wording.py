"""The words of rooms, sports and lists, from `wordings/LANGUAGE.toml`."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from jagbench.generators.language.people import COLOURS
from jagbench.generators.language.phrasing import family_words
from jagbench.generators.skill.definition import Question

FURNITURE: Sequence[str] = ("cupboard", "sofa", "desk", "armchair", "clock", "ceiling")
SPORTS: Sequence[str] = ("football", "basketball", "volleyball", "baseball", "tennis", "hockey")


@cache
def patterns(language: str) -> Mapping[str, str]:
    """The sentences that a language tells a story with."""
    found: Mapping[str, str] = family_words(language, "sets")["wording"]["sentences"]
    return found


@cache
def _words(language: str) -> Mapping[str, str]:
    told: Mapping[str, Any] = family_words(language, "sets")["wording"]
    return {
        **dict(zip(FURNITURE, told["furniture"], strict=True)),
        **dict(zip(COLOURS, told["colours"], strict=True)),
        **dict(zip(SPORTS, told["sports"], strict=True)),
        **told["words"],
    }


def write(question: Question, language: str, text: str) -> str:
    """A symbol in words; a number as it is."""
    return _words(language).get(text, text)
