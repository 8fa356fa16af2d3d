"""Wrong ways to add, subtract and multiply."""

from collections.abc import Mapping
from fractions import Fraction
from itertools import zip_longest
from math import prod

from jagbench.generators.numbers import plain
from jagbench.generators.skill import Misconception, Question


def _numbers(question: Question) -> list[Fraction]:
    return [Fraction(operand) for operand in question.shown]


def _columns(operands: list[str]) -> tuple[list[tuple[int, ...]], int]:
    """The digits of each column from the right, aligned at the point, and the number of decimal places."""
    places = max(len(operand.partition(".")[2]) for operand in operands)
    padded = [
        whole + fraction.ljust(places, "0") for whole, _, fraction in (o.partition(".") for o in operands)
    ]
    reverse = [[int(digit) for digit in reversed(digits)] for digits in padded]
    return list(zip_longest(*reverse, fillvalue=0)), places


def _joined(digits: list[int], places: int) -> str:
    """A number from its digits, lowest first."""
    return plain(Fraction(sum(digit * 10**position for position, digit in enumerate(digits)), 10**places))


def no_carry(question: Question) -> str:
    """Add each column and forget what is carried: 27 + 35 is 52."""
    columns, places = _columns(list(question.shown))
    return _joined([sum(column) % 10 for column in columns], places)


def lost_carry(question: Question) -> str | None:
    """Forget the last carry only: 95 + 27 is 22."""
    total = sum(int(operand) for operand in question.shown)
    carry, lost = 0, 0
    columns, _ = _columns(list(question.shown))
    for position, column in enumerate(columns):
        carry = (sum(column) + carry) // 10
        lost = carry * 10 ** (position + 1) if carry else lost
    return str(total - lost) if lost else None


def concatenates(question: Question) -> str:
    """Write the operands one behind the other: 12 + 34 is 1234."""
    return "".join(question.shown)


def adds(question: Question) -> str:
    """Add, whatever is asked."""
    return plain(sum(_numbers(question), Fraction(0)))


def subtracts(question: Question) -> str | None:
    """Take the smaller from the larger, whatever is asked."""
    if len(question.shown) != 2:
        return None
    first, second = _numbers(question)
    return plain(abs(first - second))


def smaller_from_larger(question: Question) -> str:
    """In each column take the smaller digit from the larger (Brown and Burton 1978): 42 - 17 is 35."""
    columns, places = _columns(list(question.shown))
    return _joined([abs(first - second) for first, second in columns], places)


def sign_flip(question: Question) -> str:
    """The right distance with the wrong sign."""
    first, second = _numbers(question)
    return plain(second - first)


def version_subtract(question: Question) -> str | None:
    """Subtract what stands before and behind the point as whole numbers: 9.9 - 9.11 is -0.02."""
    first, second = question.shown
    if "." not in first + second:
        return None
    (whole, _, part), (other_whole, _, other_part) = first.partition("."), second.partition(".")
    places = max(len(part), len(other_part))
    behind = Fraction(int(part or 0) - int(other_part or 0), 10**places)
    return plain(int(whole) - int(other_whole) + behind)


def unshifted(question: Question) -> str:
    """Add the partial products without shifting them: 12 × 34 is 12·3 + 12·4."""
    first, second = question.shown
    return str(sum(int(first) * int(digit) for digit in second))


def dropped_partial(question: Question) -> str | None:
    """Leave out the partial product of the leading digit: 12 × 34 is 12·4."""
    first, second = question.shown
    return str(int(first) * int(second[1:])) if len(second) > 1 else None


def tenfold(question: Question) -> str:
    """One zero too many."""
    return plain(prod(_numbers(question), start=Fraction(10)))


def one_more_than(total: str) -> str:
    """One unit too much."""
    return plain(Fraction(total) + 1)


def one_less_than(total: str) -> str:
    """One unit too little: 9.9 - 9.11 is -0.21."""
    return plain(Fraction(total) - 1)


def _difference(question: Question) -> str:
    first, second = _numbers(question)
    return plain(first - second)


def _product(question: Question) -> str:
    return plain(prod(_numbers(question), start=Fraction(1)))


ADDITION: Mapping[str, Misconception] = {
    "no_carry": no_carry,
    "lost_carry": lost_carry,
    "concatenates": concatenates,
    "subtracts": subtracts,
    "one_more": lambda question: one_more_than(adds(question)),
    "one_less": lambda question: one_less_than(adds(question)),
}
SUBTRACTION: Mapping[str, Misconception] = {
    "smaller_from_larger": smaller_from_larger,
    "version_subtract": version_subtract,
    "sign_flip": sign_flip,
    "adds": adds,
    "one_more": lambda question: one_more_than(_difference(question)),
    "one_less": lambda question: one_less_than(_difference(question)),
}
MULTIPLICATION: Mapping[str, Misconception] = {
    "unshifted": unshifted,
    "dropped_partial": dropped_partial,
    "adds": adds,
    "tenfold": tenfold,
    "one_more": lambda question: one_more_than(_product(question)),
    "one_less": lambda question: one_less_than(_product(question)),
}
