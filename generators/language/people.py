"""Names of children, and how the languages tell stories of them.

A girl is `girl0`, a boy `boy0`, and so on, until a language gives them their names; other words of a story
are symbols too. All of them stand in `families/kinship/wordings/LANGUAGE.toml`.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from jagbench.generators.language.phrasing import family_words
from jagbench.generators.skill.definition import Question
from jagbench.generators.skill.source import Source

EACH = 20
"""How many names a language has for girls, and for boys."""
GIRLS = tuple(f"girl{number}" for number in range(EACH))
BOYS = tuple(f"boy{number}" for number in range(EACH))
CHILDREN: Mapping[str, Sequence[str]] = {"girl": GIRLS, "boy": BOYS}
EVERYBODY: Sequence[str] = GIRLS + BOYS
THINGS: Sequence[str] = ("coat", "umbrella", "scarf", "cap", "ball", "pencil")
COLOURS: Sequence[str] = ("red", "blue", "green", "yellow", "white", "black")


@cache
def patterns(family: str, language: str) -> Mapping[str, str]:
    """The parts of sentences in `families/FAMILY/wordings/LANGUAGE.toml`."""
    found: Mapping[str, Any] = family_words(language, family)["wording"]
    return {name: text for name, text in found.items() if isinstance(text, str)}


@cache
def words(language: str, frame: str) -> Mapping[str, str]:
    """The word for each symbol of a story in a frame."""
    told: Mapping[str, Any] = family_words(language, "kinship")["wording"]
    return {
        **dict(zip(GIRLS, told["girls"], strict=True)),
        **dict(zip(BOYS, told["boys"], strict=True)),
        **dict(zip(THINGS, told["things"], strict=True)),
        **dict(zip(COLOURS, told["colours"], strict=True)),
        **told["words"],
        **told.get(frame, {}),
    }


def write(question: Question, language: str, text: str) -> str:
    """A symbol in words; a number as it is."""
    return words(language, question.frame).get(text, text)


def is_girl(name: str) -> bool:
    """Whether a symbol names a girl."""
    return name.startswith("girl")


def draw_facts(source: Source, things: Sequence[str], count: int) -> list[tuple[str, str]]:
    """Different things with their colours: they bear on no question of number."""
    return [(thing, source.choice(COLOURS)) for thing in source.sample(things, count)]


def tell_facts(language: str, name: str, facts: Sequence[str]) -> list[str]:
    """One sentence for each thing and its colour, both in words."""
    pattern = patterns("kinship", language)["fact"]
    return [
        pattern.format(name=name, thing=thing, colour=colour)
        for thing, colour in zip(facts[::2], facts[1::2], strict=True)
    ]


def joined(language: str, sentences: Sequence[str]) -> str:
    """Sentences one after the other, with a space between them where the language has one."""
    return ("" if language in ("ja", "zh") else " ").join(sentences)
