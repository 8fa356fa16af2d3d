"""The sentences that the operands of a chain stand for."""

from collections.abc import Sequence
from functools import lru_cache

Sentence = Sequence[str]


@lru_cache(maxsize=512)
def ages_told(operands: tuple[str, ...]) -> Sequence[Sentence]:
    """What is said of ages: a name and an age, or a name, a difference, `older` or `younger`, and a name.

    The first operand is who is asked about.
    """
    told: list[Sentence] = []
    position = 1
    while position < len(operands):
        size = 4 if operands[position + 2 : position + 3] in (("older",), ("younger",)) else 2
        told.append(operands[position : position + size])
        position += size
    return told


def people_in(operands: Sequence[str]) -> int:
    """How many people a chain has: their names come first, and then one sentence less than people."""
    return (len(operands) + 3) // 4


@lru_cache(maxsize=512)
def order_told(operands: tuple[str, ...]) -> Sequence[tuple[str, str, str]]:
    """What is said of an order: a name, `more` or `less`, and another name."""
    told = operands[people_in(operands) :]
    return list(zip(told[::3], told[1::3], told[2::3], strict=True))
