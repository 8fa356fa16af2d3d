"""The next number of a sequence, from the prompt's text, found by trial: the only one that keeps the rule."""

import re
from collections.abc import Callable, Sequence
from decimal import Context, Decimal
from itertools import pairwise

from jagbench.errors import JagbenchError

NUMBER = re.compile(r"\d+")
EXACT = Context(prec=200)


def _terms(prompt: str, fewest: int) -> list[Decimal]:
    """The numbers of the last line.

    Raises:
        JagbenchError: if there are too few to tell the rule.
    """
    found = NUMBER.findall(prompt.rpartition("\n")[2])
    if len(found) < fewest:
        raise JagbenchError(f"The prompt does not hold {fewest} numbers in its last line: {prompt!r}")
    return [Decimal(number) for number in found]


def _kept(terms: Sequence[Decimal], number: Decimal, keeps: Callable[[Sequence[Decimal]], bool]) -> str:
    """The number, if all together keep the rule.

    Raises:
        JagbenchError: if they do not.
    """
    if not keeps([*terms, number]):
        raise JagbenchError(f"The numbers do not follow their rule: {', '.join(map(str, terms))}")
    return format(number, "f")


def _differences(terms: Sequence[Decimal]) -> list[Decimal]:
    return [later - earlier for earlier, later in pairwise(terms)]


def arithmetic(prompt: str, language: str) -> str:
    """The number behind which all differences are one.

    Raises:
        JagbenchError: if there are fewer than three numbers, or their differences are not one.
    """
    terms = _terms(prompt, 3)
    mean = (terms[-1] - terms[0]) / (len(terms) - 1)
    return _kept(terms, terms[-1] + mean, lambda row: len({*_differences(row)}) == 1)


def geometric(prompt: str, language: str) -> str:
    """The number with which each, times the one after the next, is the square of the next.

    Raises:
        JagbenchError: if there are fewer than three numbers, or their ratios are not one.
    """
    terms = _terms(prompt, 3)
    number = EXACT.divide(EXACT.multiply(terms[-1], terms[1]), terms[0])
    return _kept(
        terms,
        number,
        lambda row: all(
            EXACT.multiply(row[at], row[at + 2]) == EXACT.multiply(row[at + 1], row[at + 1])
            for at in range(len(row) - 2)
        ),
    )


def alternating(prompt: str, language: str) -> str:
    """The number behind which every second difference is the same.

    Raises:
        JagbenchError: if there are fewer than five numbers, or their differences do not take turns.
    """
    terms = _terms(prompt, 5)
    step = _differences(terms)[(len(terms) - 1) % 2]

    def in_turn(row: Sequence[Decimal]) -> bool:
        steps = _differences(row)
        return len({*steps[::2]}) == len({*steps[1::2]}) == 1

    return _kept(terms, terms[-1] + step, in_turn)


def sum_of_two(prompt: str, language: str) -> str:
    """The number from which the last, taken away, leaves the one before it.

    Raises:
        JagbenchError: if there are fewer than three numbers, or one is not the sum of the two before it.
    """
    terms = _terms(prompt, 3)
    total = sum(terms[-2:], Decimal(0))
    return _kept(
        terms, total, lambda row: all(row[at + 2] - row[at + 1] == row[at] for at in range(len(row) - 2))
    )
