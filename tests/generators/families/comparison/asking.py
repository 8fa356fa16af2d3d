"""Questions, answers and lures for given operands."""

from collections.abc import Mapping

from jagbench.generators import Question, get_skill
from jagbench.generators.skill.definition import lures
from jagbench.probes import Item


def ask(
    name: str,
    *operands: str,
    frame: str = "plain",
    direction: str = "",
    order: str = "ab",
    notation: str = "digits",
    offers_equal: bool = False,
) -> Question:
    """A question about some operands."""
    return Question(
        item=Item(skill=f"comparison.{name}", version=1, level=1, grade=1, operands=operands),
        frame=frame,
        direction=direction,
        order=order,
        notation=notation,
        offers_equal=offers_equal,
    )


def right(question: Question) -> str:
    """The right answer."""
    return get_skill(question.item.skill).solve(question).value


def wrong(question: Question, *names: str) -> Mapping[str, str]:
    """The lures, or those of some names."""
    found = lures(get_skill(question.item.skill), question)
    return {name: value for name, value in found.items() if not names or name in names}
