"""Answers, lures and oracles of calendar, kinship, sets and spelling, for given operands and prompts."""

from collections.abc import Mapping

from jagbench.generators import Question, get_skill
from jagbench.generators.skill.definition import lures
from jagbench.probes import Item


def ask(name: str, *operands: str, direction: str = "") -> Question:
    """A question about some operands."""
    item = Item(skill=name, version=1, level=1, grade=1, operands=operands)
    return Question(item=item, direction=direction)


def right(question: Question) -> str:
    """The right answer."""
    return get_skill(question.item.skill).solve(question).value


def wrong(question: Question) -> Mapping[str, str]:
    """The lures by misconception."""
    return lures(get_skill(question.item.skill), question)


def reads(name: str, prompt: str, language: str = "en") -> str:
    """What the oracle of a skill makes of a prompt."""
    return get_skill(name).oracle(prompt, language)
