"""Tables of names and things, and how they are put into words."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from jagbench.generators.families.tables.operands import BAR, HEAD
from jagbench.generators.language.people import EVERYBODY, words
from jagbench.generators.language.phrasing import family_words
from jagbench.generators.skill.definition import Question, Stratum
from jagbench.generators.skill.draws import sample
from jagbench.generators.skill.source import Source

THINGS: Sequence[str] = ("apples", "pears", "plums", "lemons", "nuts", "eggs", "carrots", "tomatoes")
"""What the columns count."""


def names_and_things(source: Source, stratum: Stratum) -> tuple[list[str], list[str]]:
    """The names of as many rows and columns as the stratum says."""
    rows, columns = int(stratum["rows"]), int(stratum["columns"])
    return sample(source, EVERYBODY, rows), sample(source, THINGS, columns)


def unlike(source: Source, least: int, span: int, count: int) -> list[int]:
    """So many different numbers from `least` on, in random order (Fisher and Yates)."""
    moved: dict[int, int] = {}
    drawn: list[int] = []
    for place in range(count):
        other = source.integer(place, span - 1)
        drawn.append(least + moved.get(other, other))
        moved[other] = moved.get(place, place)
    return drawn


@cache
def _words(language: str) -> Mapping[str, str]:
    told: Mapping[str, Any] = family_words(language, "tables")["wording"]
    return {
        **words(language, "plain"),
        HEAD: str(told["name"]),
        **dict(zip(THINGS, told["things"], strict=True)),
    }


def write(question: Question, language: str, text: str) -> str:
    """A name, a thing or a number in words, or a table, cell by cell."""
    known = _words(language)
    if "\n" not in text:
        return known.get(text, text)
    lines = [line.split(BAR) for line in text.split("\n")]
    return "\n".join([BAR.join([known.get(cell, cell) for cell in line]) for line in lines])
