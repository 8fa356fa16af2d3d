"""Things of lists: they are drawn in English and written in the language of the prompt."""

from collections.abc import Mapping, Sequence
from functools import cache

from jagbench.generators.language.homes import EVERYWHERE
from jagbench.generators.language.words import ITEMS
from jagbench.generators.skill.definition import Question


@cache
def things(kind: str) -> Sequence[str]:
    """The things of a kind that every language has a word for, in English; symbols as they are."""
    if kind in ITEMS:
        return ITEMS[kind]
    english = ITEMS[f"{kind}_en"]
    return english[: min(len(ITEMS.get(f"{kind}_{language}", english)) for language in EVERYWHERE)]


@cache
def vocabulary(language: str) -> Mapping[str, str]:
    """What a language calls the things of all kinds, by their English words."""
    table: dict[str, str] = {}
    for name, english in ITEMS.items():
        kind, _, code = name.rpartition("_")
        if code == "en":
            own = ITEMS.get(f"{kind}_{language}", english)
            table.update(zip(english, own, strict=False))
    return table


def write(question: Question, language: str, text: str) -> str:
    """A thing in the language of the prompt; symbols and numbers as they are."""
    return vocabulary(language).get(text, text)


def write_lines(question: Question, language: str, text: str) -> str:
    """A text of things, line by line, in the language of the prompt."""
    if language == "en":
        return text
    table = vocabulary(language)
    return "\n".join(
        " ".join([table.get(word, word) for word in line.split(" ")]) for line in text.split("\n")
    )
