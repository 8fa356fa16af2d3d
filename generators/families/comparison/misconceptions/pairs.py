"""Wrong ways to say which of two numbers is larger."""

from collections.abc import Callable, Mapping
from typing import Any

from jagbench.generators.language.writing import padded
from jagbench.generators.skill.definition import Misconception, Question
from jagbench.generators.skill.numbers import scaled

IN_DIGITS = frozenset({"digits", "grouped", "fullwidth"})
"""Notations in which the digits of a number stand as they are."""


def ordered_by(key: Callable[[str], Any]) -> Misconception:
    """Compare by a wrong key; no prediction where the key ties.

    Args:
        key: From an operand, filled with zeros where the prompt shows it so, to something with an order.
            Numbers in words have no such key.
    """

    def pick(question: Question) -> str | None:
        operands = question.item.operands
        if question.notation in IN_DIGITS:
            first, second = key(operands[0]), key(operands[1])
        elif question.notation == "padded":
            first, second = (key(padded(operand, operands)) for operand in operands)
        else:
            return None
        if first == second:
            return None
        return operands[0] if (first > second) == (question.direction == "larger") else operands[1]

    return pick


def misreads_direction(compare: Callable[[Question], int]) -> Misconception:
    """Compare rightly, then name the smaller where the larger was asked for, or the other way round.

    Args:
        compare: Below, equal to or above zero, as the first operand is smaller, equal or larger.
    """

    def pick(question: Question) -> str | None:
        difference = compare(question)
        first, second = question.item.operands
        if difference == 0:
            return None
        return second if (difference > 0) == (question.direction == "larger") else first

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


def parts(number: str) -> tuple[int, int]:
    """What stands before and behind the point, each as a whole number with the sign of all."""
    whole, _, fraction = number.partition(".")
    behind = int(fraction or 0)
    return int(whole), -behind if number[0] == "-" else behind


def _as_decimal(number: str) -> tuple[int, str]:
    whole, _, fraction = number.partition(".")
    return int(whole), fraction.rstrip("0")


decimal_order = ordered_by(_as_decimal)
"""Compare as decimals: wrong for software versions, dates and chapters, where 9.11 comes after 9.9."""
version_order = ordered_by(parts)
"""Compare what stands behind the point as whole numbers, the whole number rule of Resnick et al. (1989): 9.11
above 9.9, since 11 > 9."""
longer_is_larger = ordered_by(len)
"""Take the number with more characters for the larger (Steinle and Stacey 1998): 9.04 above 9.5."""
shorter_is_larger = ordered_by(lambda number: -len(number))
"""Take the number with fewer characters for the larger (Steinle and Stacey 1998): 9.2 above 9.35."""
lexicographic = ordered_by(str)
"""Compare character by character, as words in a dictionary: 9.113 above 10.2."""
fraction_only = ordered_by(lambda number: number.partition(".")[2])
"""Compare what stands behind the point and nothing else: 9.7 above 10.2."""
last_digit = ordered_by(lambda number: number[-1])
"""Compare the last digits only: 19 above 21."""
first_digit = ordered_by(lambda number: number[0])
"""Compare the first digits only: 9 above 12."""
digit_sum = ordered_by(lambda number: sum([int(digit) for digit in number]))
"""Compare the sums of the digits: 199 above 500."""
negative_longer_is_larger = ordered_by(lambda number: (number[0] != "-", len(number)))
"""Below zero too, take the number with more characters for the larger: -9.11 above -9.9 is right, -12 above
-7 is wrong."""
negative_lexicographic = ordered_by(lambda number: (number[0] != "-", number))
"""Below zero too, compare character by character: -9.9 above -9.11."""
zero_is_smallest = ordered_by(lambda number: number != "0")
"""Take zero for the smallest number that there is: -3 above 0."""


def ignores_sign(question: Question) -> str | None:
    """Compare as if there were no minus: -9 above 3; -7 and 7 are then equal."""
    operands = question.item.operands
    first, second = scaled([operand.lstrip("-") for operand in operands])
    if first == second:
        return says_equal(question)
    return operands[0] if (first > second) == (question.direction == "larger") else operands[1]


POSITION: Mapping[str, Misconception] = {
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
    "fraction_only": fraction_only,
    **POSITION,
}
INTEGERS: Mapping[str, Misconception] = {
    "lexicographic": lexicographic,
    "last_digit": last_digit,
    "first_digit": first_digit,
    "digit_sum": digit_sum,
    "shorter_is_larger": shorter_is_larger,
    **POSITION,
}
NEGATIVES: Mapping[str, Misconception] = {
    "ignores_sign": ignores_sign,
    "version_order": version_order,
    "longer_is_larger": negative_longer_is_larger,
    "lexicographic": negative_lexicographic,
    "zero_is_smallest": zero_is_smallest,
    **POSITION,
}
