"""The numbers of a sequence."""

from collections.abc import Sequence

from jagbench.generators.skill.definition import Question, Shown, shared
from jagbench.probes.answer import Answer

SEPARATOR = ", "


def joined(terms: Sequence[int]) -> Sequence[str]:
    """The operands of an item: all its numbers in one."""
    return [SEPARATOR.join(map(str, terms))]


@shared
def terms(question: Question) -> Sequence[int]:
    """The numbers that are given."""
    return [int(term) for term in question.item.operands[0].split(SEPARATOR)]


def slots(shown: Shown) -> dict[str, str]:
    """The numbers as they stand in the prompt."""
    return {"terms": shown.operands[0]}


def whole(number: int) -> Answer:
    """A whole number as an answer."""
    return Answer(kind="integer", value=str(number))
