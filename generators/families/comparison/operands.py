"""What a list of numbers says: their values and their order."""

from collections.abc import Sequence

from jagbench.generators.skill.definition import Question, shared
from jagbench.generators.skill.numbers import scaled


@shared
def values(question: Question) -> Sequence[int]:
    """The values of a list as by `scaled`."""
    return scaled(question.item.operands)


@shared
def ranked(question: Question) -> Sequence[int]:
    """The values, the smallest first."""
    return sorted(values(question))


@shared
def has_decimals(question: Question) -> bool:
    """Whether one of the numbers has a decimal point."""
    return "." in "".join(question.item.operands)


@shared
def in_order(question: Question) -> Sequence[str]:
    """The numbers in the direction that is asked for; equal ones stay in their order."""
    found, numbers = values(question), question.item.operands
    descending = question.direction == "descending"
    return [numbers[place] for place in sorted(range(len(found)), key=found.__getitem__, reverse=descending)]
