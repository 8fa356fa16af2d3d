"""Wrong ways to add and subtract whole numbers."""

from collections.abc import Callable, Mapping, Sequence

from jagbench.generators.families.arithmetic.misconceptions.shared import (
    columns,
    joined,
    lost_digit,
    one_less,
    one_more,
    tenfold,
)
from jagbench.generators.skill.definition import Misconception, Question, shared


@shared
def _sum(question: Question) -> int:
    return sum(map(int, question.shown))


@shared
def _difference(question: Question) -> int:
    first, second = question.shown
    return int(first) - int(second)


@shared
def _columns(question: Question) -> tuple[Sequence[int], Sequence[int]]:
    """The sum of each column, and what it carries, from the left."""
    sums = list(map(sum, columns(question.shown)))
    carry, carries = 0, list[int]()
    for total in reversed(sums):
        carry = (total + carry) // 10
        carries.append(carry)
    return sums, carries[::-1]


def no_carry(question: Question) -> str:
    """Add each column and forget what is carried: 27 + 35 is 52."""
    sums, _ = _columns(question)
    return str(joined([total % 10 for total in sums]))


def lost_carry(question: Question) -> str | None:
    """Forget the last carry only: 95 + 27 is 22."""
    _, carries = _columns(question)
    for place, carry in enumerate(carries):
        if carry:
            return str(_sum(question) - carry * 10 ** (len(carries) - place))
    return None


def extra_carry(question: Question) -> str | None:
    """Carry one out of the last column that does not reach ten: 12 + 34 is 56."""
    _, carries = _columns(question)
    for place, carry in enumerate(reversed(carries)):
        if not carry:
            return str(_sum(question) + 10 ** (place + 1))
    return None


def columns_in_full(question: Question) -> str:
    """Write the sum of each column in full: 57 + 68 is 1115 (Ashlock 2010)."""
    sums, _ = _columns(question)
    return "".join(map(str, sums)).lstrip("0") or "0"


def left_aligned(question: Question) -> str | None:
    """Write the numbers flush left: 3913 + 92 is 13113."""
    lengths = list(map(len, question.shown))
    longest = max(lengths)
    if min(lengths) == longest:
        return None
    return str(sum([int(each.ljust(longest, "0")) for each in question.shown]))


def concatenates(question: Question) -> str:
    """Write the operands one behind the other: 12 + 34 is 1234."""
    return "".join(question.shown)


def subtracts(question: Question) -> str | None:
    """Take the smaller from the larger, whatever is asked: 12 + 34 is 22."""
    return str(abs(_difference(question))) if len(question.shown) == 2 else None


def adds(question: Question) -> str:
    """Add, whatever is asked: 42 - 17 is 59."""
    return str(_sum(question))


@shared
def _larger_above(question: Question) -> Sequence[Sequence[int]]:
    """The pairs of digits, those of the larger number first."""
    first, second = question.shown
    return columns((second, first) if _difference(question) < 0 else (first, second))


def _by_columns(procedure: Callable[[Sequence[Sequence[int]]], list[int]]) -> Misconception:
    """A column procedure on larger and smaller number; the sign is right."""

    def subtract(question: Question) -> str:
        found = joined(procedure(_larger_above(question)))
        return str(-found if _difference(question) < 0 else found)

    subtract.__doc__ = procedure.__doc__
    return subtract


def smaller_from_larger(question: Question) -> str:
    """In each column take the smaller digit from the larger (Brown and Burton 1978): 43 - 17 is 34.

    Nothing falls below zero so: 9 - 11 is 18.
    """
    return str(joined([abs(top - bottom) for top, bottom in _larger_above(question)]))


@_by_columns
def unpaid_borrow(pairs: Sequence[Sequence[int]]) -> list[int]:
    """Borrow without paying back (Brown and Burton 1978): 43 - 17 is 36."""
    return [(top - bottom) % 10 for top, bottom in pairs]


@_by_columns
def zero_for_borrow(pairs: Sequence[Sequence[int]]) -> list[int]:
    """Write 0 where a column would have to borrow (VanLehn 1990): 43 - 17 is 30."""
    return [max(top - bottom, 0) for top, bottom in pairs]


@_by_columns
def borrow_from_zero(pairs: Sequence[Sequence[int]]) -> list[int]:
    """Make a zero into nine, but borrow nothing for it (VanLehn 1990): 502 - 137 is 465."""
    borrow, found = 0, list[int]()
    for top, bottom in reversed(pairs):
        if borrow and top == 0:
            top, borrow = 9, 0
        left = top - borrow - bottom
        borrow = int(left < 0)
        found.append(left % 10)
    return found[::-1]


def _borrowing(pairs: Sequence[Sequence[int]], lend: Callable[[list[int], int], None]) -> list[int]:
    """The columns of a difference, where `lend` takes the ten from the digits before a column."""
    tops, found = [top for top, _ in pairs], list[int]()
    for place in range(len(pairs) - 1, -1, -1):
        left = tops[place] - pairs[place][1]
        if left < 0:
            lend(tops, place)
            left += 10
        found.append(left % 10)
    return found[::-1]


@_by_columns
def stops_at_zero(pairs: Sequence[Sequence[int]]) -> list[int]:
    """Borrow nothing where a zero would have to lend (VanLehn 1990): 502 - 137 is 375."""

    def lend(tops: list[int], place: int) -> None:
        if place and tops[place - 1] > 0:
            tops[place - 1] -= 1

    return _borrowing(pairs, lend)


@_by_columns
def borrow_across_zero(pairs: Sequence[Sequence[int]]) -> list[int]:
    """Borrow from beyond zeros, and leave them zeros (VanLehn 1990): 502 - 137 is 275."""

    def lend(tops: list[int], place: int) -> None:
        lender = next((each for each in range(place - 1, -1, -1) if tops[each] > 0), None)
        if lender is not None:
            tops[lender] -= 1

    return _borrowing(pairs, lend)


@_by_columns
def zero_less_digit(pairs: Sequence[Sequence[int]]) -> list[int]:
    """Write the lower digit below a zero, 0 - N = N (Brown and Burton 1978): 502 - 137 is 435."""
    borrow, found = 0, list[int]()
    for top, bottom in reversed(pairs):
        if top == 0:
            found.append(bottom)
            borrow = 0
            continue
        left = top - borrow - bottom
        borrow = int(left < 0)
        found.append(left % 10)
    return found[::-1]


def sign_flip(question: Question) -> str:
    """The right distance with the wrong sign: 3 - 8 is 5."""
    return str(-_difference(question))


ADDITION: Mapping[str, Misconception] = {
    "no_carry": no_carry,
    "lost_carry": lost_carry,
    "extra_carry": extra_carry,
    "columns_in_full": columns_in_full,
    "left_aligned": left_aligned,
    "concatenates": concatenates,
    "subtracts": subtracts,
    "tenfold": tenfold(_sum),
    "lost_digit": lost_digit(_sum),
    "one_more": one_more(_sum),
    "one_less": one_less(_sum),
}
SUBTRACTION: Mapping[str, Misconception] = {
    "smaller_from_larger": smaller_from_larger,
    "unpaid_borrow": unpaid_borrow,
    "zero_for_borrow": zero_for_borrow,
    "borrow_from_zero": borrow_from_zero,
    "borrow_across_zero": borrow_across_zero,
    "stops_at_zero": stops_at_zero,
    "zero_less_digit": zero_less_digit,
    "sign_flip": sign_flip,
    "adds": adds,
    "tenfold": tenfold(_difference),
    "lost_digit": lost_digit(_difference),
    "one_more": one_more(_difference),
    "one_less": one_less(_difference),
}
