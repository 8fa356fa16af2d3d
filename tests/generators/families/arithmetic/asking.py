"""Answers, lures and oracles of the family `arithmetic`, for given operands and prompts."""

from collections.abc import Mapping

from jagbench.generators import Question, get_skill
from jagbench.generators.skill.definition import lures
from jagbench.probes import Item
from jagbench.probes.item import Param


def ask(
    name: str,
    *operands: str,
    direction: str = "",
    order: str = "ab",
    params: Mapping[str, Param] | None = None,
) -> Question:
    """A question about some operands."""
    item = Item(
        skill=f"arithmetic.{name}", version=1, level=1, grade=1, operands=operands, params=params or {}
    )
    return Question(item=item, direction=direction, order=order)


def right(question: Question) -> str:
    """The right answer."""
    return get_skill(question.item.skill).solve(question).value


def wrong(question: Question) -> Mapping[str, str]:
    """The lures by misconception."""
    return lures(get_skill(question.item.skill), question)


def reads(name: str, prompt: str, language: str = "en") -> str:
    """What the oracle of a skill makes of a prompt."""
    return get_skill(f"arithmetic.{name}").oracle(prompt, language)
