"""Wrong ways to raise to a power and to take a square root."""

from collections.abc import Mapping
from math import isqrt

from jagbench.generators.families.arithmetic.misconceptions.shared import (
    lost_digit,
    one_less,
    one_more,
    tenfold,
)
from jagbench.generators.families.arithmetic.operands import power
from jagbench.generators.skill.definition import Misconception, Question


def _parts(question: Question) -> tuple[int, int]:
    return power(question.item.operands[0])


def _power(question: Question) -> int:
    base, exponent = _parts(question)
    return int(base**exponent)


def times_exponent(question: Question) -> str:
    """Multiply the base by the exponent: 5² is 10."""
    base, exponent = _parts(question)
    return str(base * exponent)


def plus_exponent(question: Question) -> str:
    """Add the exponent to the base: 5² is 7."""
    base, exponent = _parts(question)
    return str(base + exponent)


def swapped(question: Question) -> str | None:
    """Exchange base and exponent: 5² is 2⁵, or 32."""
    base, exponent = _parts(question)
    return str(exponent**base) if base < 100 else None


def one_factor_less(question: Question) -> str:
    """Multiply one time too few: 2⁵ is 16."""
    base, exponent = _parts(question)
    return str(base ** (exponent - 1))


def one_factor_more(question: Question) -> str:
    """Multiply one time too many, as often as the exponent says: 2⁵ is 64."""
    base, exponent = _parts(question)
    return str(base ** (exponent + 1))


def digits_apart(question: Question) -> str | None:
    """Raise each digit by itself: 13² is 19."""
    base, exponent = _parts(question)
    return "".join([str(int(digit) ** exponent) for digit in str(base)]) if base > 10 else None


def parts_apart(question: Question) -> str | None:
    """Raise tens and ones by themselves, as if (a + b)² were a² + b²: 13² is 109."""
    base, exponent = _parts(question)
    return str((base // 10 * 10) ** exponent + (base % 10) ** exponent) if base > 10 else None


POWERS: Mapping[str, Misconception] = {
    "times_exponent": times_exponent,
    "plus_exponent": plus_exponent,
    "swapped": swapped,
    "one_factor_less": one_factor_less,
    "one_factor_more": one_factor_more,
    "digits_apart": digits_apart,
    "parts_apart": parts_apart,
    "lost_digit": lost_digit(_power),
    "one_more": one_more(_power),
    "one_less": one_less(_power),
}


def _radicand(question: Question) -> int:
    return int(question.item.operands[0])


def _root(question: Question) -> int:
    return isqrt(_radicand(question))


def half(question: Question) -> str | None:
    """Take the half: the square root of 16 is 8."""
    radicand = _radicand(question)
    return None if radicand % 2 else str(radicand // 2)


def quarter(question: Question) -> str | None:
    """Take a quarter, the half of the half: the square root of 36 is 9."""
    radicand = _radicand(question)
    return None if radicand % 4 else str(radicand // 4)


def squares(question: Question) -> str:
    """Square instead: the square root of 4 is 16."""
    return str(_radicand(question) ** 2)


def other_last_digit(question: Question) -> str | None:
    """End with the other digit whose square ends alike: the root of 144 is 18, since 2² and 8² end with 4."""
    root = _root(question)
    last = root % 10
    return str(root - last + 10 - last) if last % 5 else None


ROOTS: Mapping[str, Misconception] = {
    "half": half,
    "quarter": quarter,
    "squares": squares,
    "other_last_digit": other_last_digit,
    "tenfold": tenfold(_root),
    "lost_digit": lost_digit(_root),
    "one_more": one_more(_root),
    "one_less": one_less(_root),
}
