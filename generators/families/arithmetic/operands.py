"""Expressions: what a reader who binds operations by a rule, right or wrong, makes of them."""

import operator
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import gcd

TOKEN = re.compile(r"[0-9]+|[+\-×÷()]")
Token = int | str
"""A number, or the sign of an operation or bracket."""
NEGATIVE = "~"
"""The minus sign of a number or bracket, apart from that of a difference."""


@lru_cache(maxsize=1024)
def tokens(expression: str) -> Sequence[Token]:
    """Numbers, operations and brackets of an expression such as `3 × (-4 + 5)`."""
    found = TOKEN.findall(expression)
    before = ["(", *found]
    return [
        int(token)
        if token.isdigit()
        else NEGATIVE
        if token == "-" and not (last == ")" or last.isdigit())
        else token
        for last, token in zip(before, found, strict=False)
    ]


@dataclass(frozen=True, slots=True)
class Rule:
    """How tightly each operation binds; of equals, the left one comes first unless said otherwise."""

    add: int = 1
    subtract: int = 1
    multiply: int = 2
    divide: int = 2
    leftmost_first: bool = True


RIGHT = Rule()
"""Brackets, then products and quotients, then sums and differences, each from left to right."""


class _Inexact(Exception):
    """A division that leaves a remainder."""


def _quotient(first: int, second: int) -> int:
    if not second or first % second:
        raise _Inexact
    return first // second


_OPERATIONS: Mapping[Token, Callable[[int, int], int]] = {
    "+": operator.add,
    "-": operator.sub,
    "×": operator.mul,
    "÷": _quotient,
}


def value(found: Sequence[Token], rule: Rule = RIGHT) -> int | None:
    """The value of some tokens by a rule.

    Returns:
        The value, or None where a division leaves a remainder on the way.
    """
    binding: dict[Token, int] = {"+": rule.add, "-": rule.subtract, "×": rule.multiply, "÷": rule.divide}
    try:
        return _value(found, 0, 0, binding, int(rule.leftmost_first))[0]
    except _Inexact:
        return None


def _value(
    found: Sequence[Token], place: int, least: int, binding: Mapping[Token, int], step: int
) -> tuple[int, int]:
    """By precedence climbing: the value of what binds at least so tightly, and where it ends."""
    token = found[place]
    if isinstance(token, int):
        first, place = token, place + 1
    elif token == NEGATIVE:
        first, place = _value(found, place + 1, 9, binding, step)
        first = -first
    else:
        first, place = _value(found, place + 1, 0, binding, step)
        place += 1
    while place < len(found) and (token := found[place]) != ")" and (bound := binding[token]) >= least:
        second, place = _value(found, place + 1, bound + step, binding, step)
        first = _OPERATIONS[token](first, second)
    return first, place


@lru_cache(maxsize=1024)
def whole_value(expression: str) -> int:
    """The right value of an expression.

    Raises:
        ArithmeticError: if a division leaves a remainder.
    """
    found = value(tokens(expression))
    if found is None:
        raise ArithmeticError(f"{expression} has no whole value.")
    return found


@lru_cache(maxsize=1024)
def sides(equation: str) -> tuple[Sequence[str], Sequence[str]]:
    """The terms of an equation with a question mark, the side of one operation first; both may have one."""
    left, right = (side.split(" ") for side in equation.split(" = "))
    return (left, right) if len(left) == 3 else (right, left)


def missing_number(equation: str) -> int:
    """The number that the question mark of an equation stands for."""
    (first, operation, second), other = sides(equation)
    if len(other) == 3:
        return int(first) + int(second) - int(other[2])
    result = int(other[0])
    if operation == "+" or operation == "×":
        known = int(second if first == "?" else first)
        return result - known if operation == "+" else result // known
    if first == "?":
        return result + int(second) if operation == "-" else result * int(second)
    return int(first) - result if operation == "-" else int(first) // result


FractionParts = tuple[int, int, str, int, int]
"""First numerator and denominator, sign, second numerator and denominator."""


@lru_cache(maxsize=1024)
def fraction_parts(expression: str) -> FractionParts:
    """The numbers of an expression such as `1/2 + 1/3`."""
    first, operation, second = expression.split(" ")
    (upper, lower), (other_upper, other_lower) = first.split("/"), second.split("/")
    return int(upper), int(lower), operation, int(other_upper), int(other_lower)


def fraction_value(upper: int, lower: int, operation: str, other: int, other_lower: int) -> tuple[int, int]:
    """Numerator and denominator of a sum, difference or product of two fractions, not in lowest terms."""
    if operation == "×":
        return upper * other, lower * other_lower
    left, right = upper * other_lower, other * lower
    return (left + right if operation == "+" else left - right), lower * other_lower


def lowest_terms(upper: int, lower: int) -> str:
    """A fraction in lowest terms, or the whole number that it is."""
    common = gcd(upper, lower)
    return str(upper // common) if lower == common else f"{upper // common}/{lower // common}"


PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


@lru_cache(maxsize=1024)
def power(expression: str) -> tuple[int, int]:
    """Base and exponent of an expression such as `12³`."""
    base = expression.rstrip("⁰¹²³⁴⁵⁶⁷⁸⁹")
    return int(base), int(expression[len(base) :].translate(PLAIN))
