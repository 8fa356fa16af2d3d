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


def _split(number: str) -> tuple[int, str]:
    """The whole part, and the digits behind the point."""
    whole, _, fraction = number.partition(".")
    return int(whole), fraction


def _by_fraction(key: Callable[[str], Any]) -> Misconception:
    """Compare whole parts rightly, and what stands behind the point by a wrong key (Steinle and Stacey)."""

    def order(number: str) -> tuple[int, Any]:
        whole, fraction = _split(number)
        return whole, key(fraction)

    return ordered_by(order)


longer_is_larger = _by_fraction(len)
"""Where the whole parts are the same, take the longer decimal for the larger (Steinle and Stacey 1998): 9.04
above 9.5."""
shorter_is_larger = _by_fraction(lambda fraction: -len(fraction))
"""Where the whole parts are the same, take the shorter decimal for the larger (Steinle and Stacey 1998): 9.2
above 9.35."""
zero_rule = _by_fraction(lambda fraction: (not fraction.startswith("0"), len(fraction)))
"""Take the longer decimal for the larger, but one with a zero behind the point for the smaller (Steinle and
Stacey 1998, "zero makes small"): 9.11 above 9.9, and 9.04 below 9.5."""
reciprocal_thinking = _by_fraction(lambda fraction: -int(fraction or 0))
"""Take the decimal with the larger digits for the smaller, as 1/4 is less than 1/3 (Steinle and Stacey 1998):
9.3 above 9.4."""
money_thinking = _by_fraction(lambda fraction: fraction[:2].ljust(2, "0"))
"""Look at two decimal places as at dollars and cents, and at no more (Steinle and Stacey 1998): nothing tells
9.354 from 9.351, and of 9.35 and 9.4 the right one is larger."""
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
negative_longer_is_larger = ordered_by(lambda number: (number[0] != "-", _split(number)[0], len(number)))
"""Below zero too, take the longer decimal for the larger: wrong for -9.35 and -9.2."""
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
    "zero_rule": zero_rule,
    "reciprocal_thinking": reciprocal_thinking,
    "money_thinking": money_thinking,
    "lexicographic": lexicographic,
    "fraction_only": fraction_only,
    **POSITION,
}
INTEGERS: Mapping[str, Misconception] = {
    "lexicographic": lexicographic,
    "last_digit": last_digit,
    "first_digit": first_digit,
    "digit_sum": digit_sum,
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
