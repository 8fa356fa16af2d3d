"""Signs that look alike, and steps in the alphabet."""

from collections.abc import Mapping
from string import ascii_uppercase

from jagbench.generators.skill.definition import Question, shared

LOOKALIKES: Mapping[str, str] = dict(zip("O01lI2Z5S8B", "0OlI1Z2S5B8", strict=True))
"""For each sign another one that looks like it: O and 0, 1, l and I, 2 and Z, 5 and S, 8 and B."""


@shared
def shift(question: Question) -> tuple[str, int]:
    """The letter, and by how many places it is moved; backwards where negative."""
    letter, places = question.item.operands
    return letter, int(places) if question.direction == "after" else -int(places)


def shifted(letter: str, places: int) -> str:
    """The letter so many places further, with A behind Z."""
    return ascii_uppercase[(ascii_uppercase.index(letter) + places) % 26]
