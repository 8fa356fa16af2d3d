"""Amounts of text and topics in the words of a language, from `wordings/LANGUAGE.toml`."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from jagbench.errors import InvalidArgument
from jagbench.generators.language.phrasing import family_words
from jagbench.generators.skill.definition import Question
from jagbench.probes.constraint import Amount, parse_constraint
from jagbench.probes.constraint.requirements import Begins, Ends, Requirement, Times, Without

TOPICS = (
    "winter", "summer", "snow", "rain", "weather", "sea", "forest", "garden", "moon", "trees", "birds",
    "dogs", "cats", "horses", "bread", "breakfast", "kitchen", "market", "school", "books", "music", "trains",
    "holidays", "friendship",
)  # fmt: skip
"""What texts are about; each language has a word for each."""


@cache
def _words(language: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = family_words(language, "writing")["wording"]
    return found


def write(question: Question, language: str, text: str) -> str:
    """A topic, an amount of text, or a condition in words: "a text of exactly 12 words"."""
    if text in TOPICS:
        return str(_words(language)["topics"][text])
    (requirement,) = parse_constraint(text).requirements
    return (
        asked_for(requirement, language) if isinstance(requirement, Amount) else _told(requirement, language)
    )


def taboo(language: str) -> Mapping[str, str]:
    """Topics of which a language has one plain word, with that word."""
    found: Mapping[str, str] = _words(language)["taboo"]
    return found


def _told(requirement: Requirement, language: str) -> str:
    """A condition in the words of a language."""
    condition: Mapping[str, str] = _words(language)["condition"]
    if isinstance(requirement, Begins):
        return condition[requirement.unit].format(x=", ".join(requirement.letters))
    if isinstance(requirement, Times):
        return condition["times"].format(x=requirement.text, n=requirement.n)
    if isinstance(requirement, Ends):
        return condition["ends"].format(x=requirement.text)
    if isinstance(requirement, Without):
        return condition[requirement.what].format(x=requirement.text)
    raise InvalidArgument(f"There are no words for the requirement {requirement}.")


def asked_for(amount: Amount, language: str) -> str:
    """An amount of text in the words of a language."""
    words = _words(language)
    one = amount.n == 1 and amount.unit in words["one"]
    told = words["one" if one else "amount"][amount.unit].format(n=amount.n)
    related = words["relation"][amount.relation].format(what=told)
    return str(words["around"][amount.unit].format(amount=related))
