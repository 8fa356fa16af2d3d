"""What the operands of a story stand for."""

from collections.abc import Sequence

from jagbench.generators.skill.definition import Question, shared

SIDES: Sequence[str] = ("heads", "tails")
SEPARATOR = ", "


@shared
def coin(question: Question) -> tuple[bool, Sequence[bool]]:
    """Whether the asked side is up at first, and for each person whether the coin is turned over."""
    start, *told = question.item.operands
    return start == question.direction, [act == "turn" for act in told[1::2]]


def children(operands: Sequence[str]) -> int:
    """How many children there are: after their names and things come pairs of names."""
    return next(place for place, operand in enumerate(operands) if not operand.startswith(("girl", "boy")))


@shared
def game(question: Question) -> tuple[Sequence[str], int, Sequence[tuple[int, int]]]:
    """The children, who has the asked thing at first, and the swaps, both by the places of children."""
    operands = question.item.operands
    count = children(operands)
    names, things, rest = operands[:count], operands[count : 2 * count], operands[2 * count + 1 :]
    swaps = [
        (names.index(first), names.index(second)) for first, second in zip(rest[::2], rest[1::2], strict=True)
    ]
    return names, things.index(operands[2 * count]), swaps


def follow(holder: int, swaps: Sequence[tuple[int, int]]) -> int:
    """Who has a thing after some swaps."""
    for first, second in swaps:
        if holder == first:
            holder = second
        elif holder == second:
            holder = first
    return holder


@shared
def board(question: Question) -> tuple[Sequence[str], Sequence[str], Sequence[str]]:
    """The lamps, those that are on at first, and the presses."""
    lamps, lit, pressed = [operand.split(SEPARATOR) for operand in question.item.operands]
    return lamps, lit, pressed
