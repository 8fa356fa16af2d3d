"""Questions, answers, lures and items of the family `counting`."""

from collections.abc import Iterator, Mapping

from jagbench.generators import Question, get_skill
from jagbench.generators.skill.definition import lures
from jagbench.probes import Item


def ask(name: str, *operands: str, direction: str = "", **params: str) -> Question:
    """A question about some operands."""
    item = Item(skill=f"counting.{name}", version=1, level=1, grade=1, operands=operands, params=dict(params))
    return Question(item=item, direction=direction)


def right(question: Question) -> str:
    """The right answer."""
    return get_skill(question.item.skill).solve(question).value


def wrong(question: Question) -> Mapping[str, str]:
    """The lures."""
    return lures(get_skill(question.item.skill), question)


def items(name: str, rounds: int = 3) -> Iterator[Item]:
    """So many items of every stratum of every level."""
    skill = get_skill(f"counting.{name}")
    for level, content in enumerate(skill.levels, start=1):
        for index in range(rounds * len(content.strata)):
            yield skill.item(level=level, seed=17, index=index)
