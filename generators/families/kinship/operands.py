"""The sentences that the operands of a chain stand for."""

from collections.abc import Sequence
from functools import lru_cache

from jagbench.generators.skill.definition import Question, shared

Sentence = Sequence[str]
Step = tuple[int, bool, bool]
"""One step of a chain: the difference, whether the sentence says older, and whether it begins with the person
whose age is yet unknown."""


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


@shared
def chain(question: Question) -> tuple[int, Sequence[Step], Sequence[int]]:
    """The given age, the steps from there to who is asked about, and what each of them adds to the age."""
    operands = tuple(question.item.operands)
    age, here = 0, ""
    links: dict[str, list[tuple[str, Step]]] = {}
    for sentence in ages_told(operands):
        if len(sentence) == 2:
            here, age = sentence[0], int(sentence[1])
            continue
        name, difference, relation, other = sentence
        links.setdefault(other, []).append((name, (int(difference), relation == "older", True)))
        links.setdefault(name, []).append((other, (int(difference), relation == "older", False)))
    steps: list[Step] = []
    previous = ""
    while here != operands[0]:
        onwards = links[here][0] if links[here][0][0] != previous else links[here][1]
        previous, here = here, onwards[0]
        steps.append(onwards[1])
    added = [number if older == consistent else -number for number, older, consistent in steps]
    return age, steps, added


def people_in(operands: Sequence[str]) -> int:
    """How many people an order has: first stand their names, then as many sentences, or one less."""
    return (len(operands) + 3) // 4


@lru_cache(maxsize=512)
def order_told(operands: tuple[str, ...]) -> Sequence[tuple[str, str, str]]:
    """What is said of an order: a name, `more` or `less`, and another name."""
    told = operands[people_in(operands) :]
    return list(zip(told[::3], told[1::3], told[2::3], strict=True))
