"""What the operands of a story stand for."""

from collections.abc import Sequence

from jagbench.generators.skill.definition import Question, shared


def steps_of(operands: tuple[str, ...]) -> Sequence[int]:
    """The people that enter a room, as positive numbers, and those that leave, as negative ones."""
    return [
        int(number) if side == "in" else -int(number)
        for number, side in zip(operands[1::2], operands[2::2], strict=True)
        if side in ("in", "out")
    ]


@shared
def people(question: Question) -> tuple[int, Sequence[int]]:
    """How many are there at first, and the steps."""
    operands = tuple(question.item.operands)
    return int(operands[0]), steps_of(operands)


@shared
def groups(question: Question) -> tuple[int, int, int, int]:
    """All, those of each sport, and those of both."""
    everybody, first, _, second, _, both = question.item.operands[:6]
    return int(everybody), int(first), int(second), int(both)


@shared
def entries(question: Question) -> tuple[Sequence[str], Sequence[str], int]:
    """The entries of both lists, and how many they have in common."""
    first, second = [entries.split(", ") for entries in question.item.operands]
    return first, second, len({*first}.intersection(second))
