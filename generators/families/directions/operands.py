"""What the operands of turns and walks stand for."""

from collections.abc import Mapping, Sequence

from jagbench.generators.skill.definition import Question, shared

COMPASS: Sequence[str] = ("north", "east", "south", "west")
"""Clockwise, so that a quarter turn to the right is one further."""
TURNS: Mapping[str, int] = {"right": 1, "around": 2, "left": 3}
"""Quarter turns clockwise."""
SIDES: Mapping[str, int] = {"ahead": 0, "right": 1, "behind": 2, "left": 3}
"""Where a side lies, in quarter turns clockwise from the front."""
MOVES: Sequence[tuple[int, int]] = ((0, 1), (1, 0), (0, -1), (-1, 0))
"""One step in each compass direction, to the east and to the north."""


@shared
def turning(question: Question) -> tuple[int, Sequence[int], int]:
    """The direction faced at first, the turns, and the side that is asked about, in quarter turns."""
    _, start, *turns = question.item.operands
    return COMPASS.index(start), [TURNS[turn] for turn in turns], SIDES[question.direction]


Legs = Sequence[tuple[int, int]]
"""The legs of a walk: steps, and the place of their direction in `COMPASS`."""


def legs_of(operands: Sequence[str]) -> Legs:
    """The legs of a walk that is told by compass directions, or by a first direction and turns."""
    heading, found = 0, list[tuple[int, int]]()
    steps = 0
    for operand in operands[1:]:
        if operand.isdecimal():
            steps = int(operand)
            found.append((steps, heading))
        elif operand in COMPASS:
            heading = COMPASS.index(operand)
        else:
            heading = (heading + TURNS[operand]) % 4
    return found


@shared
def walk(question: Question) -> Legs:
    """The legs of the walk."""
    return legs_of(question.item.operands)


def end_of(legs: Legs) -> tuple[int, int]:
    """How far to the east and to the north a walk leads."""
    return (
        sum([steps * MOVES[heading][0] for steps, heading in legs]),
        sum([steps * MOVES[heading][1] for steps, heading in legs]),
    )
