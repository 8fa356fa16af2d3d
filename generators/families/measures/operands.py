"""Sides and lists, and what is measured of them."""

from collections.abc import Sequence
from fractions import Fraction

from jagbench.generators.skill.definition import Question, shared

SEPARATOR = ", "


@shared
def sides(question: Question) -> tuple[Fraction, Fraction]:
    """Length and width."""
    first, second = map(Fraction, question.item.operands)
    return first, second


def measured(first: Fraction, second: Fraction, asked: str) -> Fraction:
    """The area or the perimeter of a rectangle."""
    return first * second if asked == "area" else 2 * (first + second)


@shared
def numbers(question: Question) -> Sequence[int]:
    """The numbers of the list."""
    return [int(number) for number in question.item.operands[0].split(SEPARATOR)]


def averaged(found: Sequence[int], asked: str) -> int:
    """The mean, which is whole, the median of an odd number of values, or the range."""
    if asked == "mean":
        return sum(found) // len(found)
    return sorted(found)[len(found) // 2] if asked == "median" else max(found) - min(found)
