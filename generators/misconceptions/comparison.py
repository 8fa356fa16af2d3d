"""Wrong ways to compare two numbers."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from jagbench.generators.skill import Misconception, Question


def ordered_by(key: Callable[[str], Any]) -> Misconception:
    """Compare by a wrong key; no prediction where the key ties.

    Args:
        key: From a number as written to something that can be ordered.
    """

    def pick(question: Question) -> str | None:
        lower, upper = sorted(question.item.operands, key=key)
        if key(lower) == key(upper):
            return None
        return upper if question.direction == "larger" else lower

    return pick


def first_option(question: Question) -> str:
    """Say the number that stands first, whatever is asked."""
    return question.shown[0]


def last_option(question: Question) -> str:
    """Say the number that stands last, whatever is asked."""
    return question.shown[-1]


def says_equal(question: Question) -> str | None:
    """Say that the numbers are equal, where that is on offer."""
    return "equal" if question.offers_equal else None


def misreads_direction(question: Question) -> str | None:
    """Compare rightly, then name the smaller where the larger was asked, or the other way round."""
    truth = (version_order if question.frame == "version" else decimal_order)(question)
    return next((other for other in question.item.operands if truth is not None and other != truth), None)


decimal_order = ordered_by(Fraction)
"""Compare as decimals: wrong for software versions, where 9.11 is newer than 9.9."""
version_order = ordered_by(lambda number: [int(part) for part in number.split(".")])
"""Compare what stands behind the point as whole numbers: 9.11 above 9.9, since 11 > 9."""
longer_is_larger = ordered_by(len)
"""Take the number with more characters for the larger: 9.04 above 9.5."""
shorter_is_larger = ordered_by(lambda number: -len(number))
"""Take the number with fewer characters for the larger: 9.2 above 9.35."""
lexicographic = ordered_by(str)
"""Compare character by character, as words in a dictionary: 9.113 above 10.2."""
last_digit = ordered_by(lambda number: number[-1])
"""Compare the last digits only."""

POSITION: Mapping[str, Misconception] = {
    "misreads_direction": misreads_direction,
    "first_option": first_option,
    "last_option": last_option,
    "says_equal": says_equal,
}
DECIMALS: Mapping[str, Misconception] = {
    "version_order": version_order,
    "decimal_order": decimal_order,
    "longer_is_larger": longer_is_larger,
    "shorter_is_larger": shorter_is_larger,
    "lexicographic": lexicographic,
    **POSITION,
}
INTEGERS: Mapping[str, Misconception] = {
    "lexicographic": lexicographic,
    "last_digit": last_digit,
    "shorter_is_larger": shorter_is_larger,
    **POSITION,
}
