"""Wrong ways to multiply and divide whole numbers."""

from collections.abc import Mapping
from math import prod

from jagbench.generators.families.arithmetic.misconceptions.shared import (
    columns,
    joined,
    lost_digit,
    one_less,
    one_more,
    tenfold,
)
from jagbench.generators.skill.definition import Misconception, Question


def _pair(question: Question) -> tuple[int, int]:
    first, second = question.shown
    return int(first), int(second)


def _product(question: Question) -> int:
    first, second = _pair(question)
    return first * second


def _quotient(question: Question) -> int:
    first, second = _pair(question)
    return first // second


def _asked(question: Question) -> int:
    first, second = _pair(question)
    return first % second if question.direction == "remainder" else first // second


def unshifted(question: Question) -> str:
    """Add the partial products without shifting them (Ashlock 2010): 12 × 34 is 12·3 + 12·4, or 84."""
    first, second = question.shown
    return str(int(first) * sum(map(int, second)))


def dropped_partial(question: Question) -> str | None:
    """Leave out the partial product of the leading digit: 12 × 34 is 12·4, or 48."""
    first, second = question.shown
    return str(int(first) * int(second[1:])) if len(second) > 1 else None


def digit_by_digit(question: Question) -> str | None:
    """Multiply column by column, as one adds (Ashlock 2010): 12 × 34 is 38, and 27 × 35 is 635."""
    if len(question.shown[0]) != len(question.shown[1]) or len(question.shown[0]) == 1:
        return None
    return "".join([str(prod(column)) for column in columns(question.shown)])


def no_carry(question: Question) -> str | None:
    """Multiply each digit and forget what is carried: 27 × 3 is 61."""
    first, second = question.shown
    if len(first) == 1 or len(second) > 1:
        return None
    by = int(second)
    return str(joined([int(digit) * by % 10 for digit in first]))


def neighbouring_fact(question: Question) -> str | None:
    """Say the neighbouring fact of the table (Siegler 1988): 7 × 8 is 63, as 7 × 9."""
    first, second = _pair(question)
    return str(first * (second + 1)) if max(first, second) < 10 else None


def carry_before_multiplying(question: Question) -> str | None:
    """Add what is carried before the next digit is multiplied (Ashlock 2010): 27 × 3 is 121."""
    first, second = question.shown
    if len(first) == 1 or len(second) > 1:
        return None
    carry, found = 0, ""
    for digit in reversed(first):
        product = (int(digit) + carry) * int(second)
        carry, last = divmod(product, 10)
        found = str(last) + found
    return str(int(str(carry) + found))


def overlooked_zero(question: Question) -> str | None:
    """Overlook the zeros in the numbers: 104 × 3 is 42."""
    first, second = question.shown
    return str(int(first.replace("0", "")) * int(second.replace("0", ""))) if "0" in first + second else None


def adds(question: Question) -> str:
    """Add, whatever is asked: 12 × 34 is 46."""
    first, second = _pair(question)
    return str(first + second)


def multiplies(question: Question) -> str:
    """Multiply, whatever is asked: 12 ÷ 3 is 36."""
    return str(_product(question))


def subtracts(question: Question) -> str:
    """Subtract, whatever is asked: 12 ÷ 3 is 9."""
    first, second = _pair(question)
    return str(abs(first - second))


def omitted_zero(question: Question) -> str | None:
    """Leave out the zeros of the quotient (Ashlock 2010): 618 ÷ 6 is 13."""
    text = str(_quotient(question))
    return text.replace("0", "") or None if "0" in text and question.direction != "remainder" else None


def digits_apart(question: Question) -> str | None:
    """Divide each digit by itself and drop what is left: 92 ÷ 4 is 20."""
    dividend, divisor = question.shown
    if len(divisor) > 1 or len(dividend) == 1 or question.direction == "remainder":
        return None
    by = int(divisor)
    return str(joined([int(digit) // by for digit in dividend]))


def smaller_into_larger(question: Question) -> str | None:
    """Divide the larger of digit and divisor by the smaller one (Ashlock 2010): 618 ÷ 6 is 161."""
    dividend, divisor = question.shown
    if len(divisor) > 1 or len(dividend) == 1 or question.direction == "remainder":
        return None
    by = int(divisor)
    pairs = [(max(int(digit), by), min(int(digit), by)) for digit in dividend]
    return str(int("".join([str(larger // smaller) if smaller else "0" for larger, smaller in pairs])))


def other_part(question: Question) -> str:
    """Give the remainder for the quotient, or the quotient for the remainder: 17 ÷ 5 has the remainder 3."""
    first, second = _pair(question)
    return str(first % second if question.direction == "quotient" else first // second)


def stops_early(question: Question) -> str:
    """Take the divisor away one time too few: 17 ÷ 5 is 2, remainder 7."""
    dividend, divisor = _pair(question)
    quotient, rest = divmod(dividend, divisor)
    return str(rest + divisor if question.direction == "remainder" else quotient - 1)


def rounds_up(question: Question) -> str | None:
    """Go on to the next multiple: 17 ÷ 5 is 4, and 3 are missing."""
    dividend, divisor = _pair(question)
    quotient, rest = divmod(dividend, divisor)
    if not rest:
        return None
    return str(divisor - rest if question.direction == "remainder" else quotient + 1)


def last_digit_only(question: Question) -> str | None:
    """Divide the last digit alone for the remainder: 17 ÷ 3 leaves 1, since 7 ÷ 3 does."""
    if question.direction != "remainder":
        return None
    dividend, divisor = question.shown
    return str(int(dividend[-1]) % int(divisor))


def _one_less_remainder(question: Question) -> str | None:
    """One too few, but no remainder below zero."""
    right = _asked(question)
    return str(right - 1) if right else None


MULTIPLICATION: Mapping[str, Misconception] = {
    "unshifted": unshifted,
    "dropped_partial": dropped_partial,
    "digit_by_digit": digit_by_digit,
    "no_carry": no_carry,
    "neighbouring_fact": neighbouring_fact,
    "carry_before_multiplying": carry_before_multiplying,
    "overlooked_zero": overlooked_zero,
    "adds": adds,
    "tenfold": tenfold(_product),
    "lost_digit": lost_digit(_product),
    "one_more": one_more(_product),
    "one_less": one_less(_product),
}
DIVISION: Mapping[str, Misconception] = {
    "omitted_zero": omitted_zero,
    "smaller_into_larger": smaller_into_larger,
    "digits_apart": digits_apart,
    "multiplies": multiplies,
    "subtracts": subtracts,
    "tenfold": tenfold(_quotient),
    "lost_digit": lost_digit(_quotient),
    "one_more": one_more(_quotient),
    "one_less": one_less(_quotient),
}
REMAINDER: Mapping[str, Misconception] = {
    "other_part": other_part,
    "stops_early": stops_early,
    "rounds_up": rounds_up,
    "last_digit_only": last_digit_only,
    "omitted_zero": omitted_zero,
    "digits_apart": digits_apart,
    "one_more": one_more(_asked),
    "one_less": _one_less_remainder,
}
