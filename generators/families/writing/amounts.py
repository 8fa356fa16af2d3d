"""Amounts of text and topics in the words of a language, from `wordings/LANGUAGE.toml`."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from jagbench.generators.language.phrasing import family_words
from jagbench.generators.skill.definition import Question
from jagbench.probes.constraint import Amount, parse_constraint

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
    """A topic, or an amount of text, in words: "a text of exactly 12 words"."""
    if text in TOPICS:
        return str(_words(language)["topics"][text])
    amount = parse_constraint(text).amount
    return text if amount is None else asked_for(amount, language)


def asked_for(amount: Amount, language: str) -> str:
    """An amount of text in the words of a language."""
    words = _words(language)
    one = amount.n == 1 and amount.unit in words["one"]
    told = words["one" if one else "amount"][amount.unit].format(n=amount.n)
    related = words["relation"][amount.relation].format(what=told)
    return str(words["around"][amount.unit].format(amount=related))
