"""From a wrong count to a misconception."""

from collections.abc import Callable, Mapping
from functools import wraps

from jagbench.generators.skill.definition import Misconception, Question

Count = Callable[[Question], int | None]
"""A wrong count, or None where the procedure predicts none."""


def counted(count: Count) -> Misconception:
    """A wrong count as a misconception; nobody counts fewer than none."""

    @wraps(count)
    def predict(question: Question) -> str | None:
        number = count(question)
        return None if number is None or number < 0 else str(number)

    return predict


def off_by_one(right: Callable[[Question], int]) -> Mapping[str, Misconception]:
    """One too many and one too few."""

    def one_more(question: Question) -> int:
        """Count one too many."""
        return right(question) + 1

    def one_less(question: Question) -> int:
        """Count one too few."""
        return right(question) - 1

    return {"one_more": counted(one_more), "one_less": counted(one_less)}


def rounded(right: Callable[[Question], int], to: int) -> Misconception:
    """The nearest multiple of a number, for counts above it."""

    def round_number(question: Question) -> int | None:
        """Say the nearest round number: 20 for 18 things."""
        number = right(question)
        return (2 * number + to) // (2 * to) * to if number > to else None

    return counted(round_number)
