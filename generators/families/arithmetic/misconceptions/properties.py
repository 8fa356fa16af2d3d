"""Wrong ways to tell even from odd, and what is divisible."""

from collections.abc import Callable, Mapping

from jagbench.generators.skill.definition import Misconception, Question

YES, NO = "yes", "no"
EVEN = frozenset("02468")


def _says(is_so: bool) -> str:
    return YES if is_so else NO


def always_yes(question: Question) -> str:
    """Say yes, whatever is asked."""
    return YES


def always_no(question: Question) -> str:
    """Say no, whatever is asked."""
    return NO


def _parity_of(is_even: Callable[[str], bool | None]) -> Misconception:
    """The parity of something else than the number."""

    def wrong(question: Question) -> str | None:
        even = is_even(question.item.operands[0])
        return None if even is None else _says(even == (question.direction == "even"))

    wrong.__doc__ = is_even.__doc__
    return wrong


@_parity_of
def first_digit(text: str) -> bool:
    """Go by the first digit: 41 is even."""
    return text[0] in EVEN


@_parity_of
def most_digits(text: str) -> bool | None:
    """Go by what most digits are: 24681 is even."""
    balance = sum([1 if digit in EVEN else -1 for digit in text])
    return balance > 0 if balance else None


@_parity_of
def digit_sum(text: str) -> bool:
    """Go by the sum of the digits: 13 is even."""
    return sum([digit not in EVEN for digit in text]) % 2 == 0


@_parity_of
def next_to_last_digit(text: str) -> bool | None:
    """Go by the last digit but one: 121 is even."""
    return text[-2] in EVEN if len(text) > 1 else None


@_parity_of
def other_parity(text: str) -> bool:
    """Take even for odd: 4 is odd."""
    return text[-1] not in EVEN


PARITY: Mapping[str, Misconception] = {
    "first_digit": first_digit,
    "most_digits": most_digits,
    "digit_sum": digit_sum,
    "next_to_last_digit": next_to_last_digit,
    "other_parity": other_parity,
    "always_yes": always_yes,
    "always_no": always_no,
}


def _pair(question: Question) -> tuple[str, int]:
    number, divisor = question.item.operands
    return number, int(divisor)


def last_digit(question: Question) -> str:
    """Go by the last digit, as for 2, 5 and 10: 13 is divisible by 3."""
    number, divisor = _pair(question)
    return _says(int(number[-1]) % divisor == 0)


def sum_of_digits(question: Question) -> str:
    """Go by the sum of the digits, as for 3 and 9: 22 is divisible by 4."""
    number, divisor = _pair(question)
    return _says(sum(map(int, number)) % divisor == 0)


def last_two_digits(question: Question) -> str | None:
    """Go by the last two digits, as for 4: 116 is divisible by 8."""
    number, divisor = _pair(question)
    return _says(int(number[-2:]) % divisor == 0) if len(number) > 2 else None


def part_of_divisor(question: Question) -> str | None:
    """Test one factor of the divisor: 14 is divisible by 6, since it is even."""
    number, divisor = _pair(question)
    factor = {4: 2, 6: 2, 8: 4, 9: 3, 10: 2, 12: 3}.get(divisor)
    return _says(int(number) % factor == 0) if factor else None


def contains_divisor(question: Question) -> str:
    """Look for the divisor among the digits: 173 is divisible by 7."""
    number, divisor = _pair(question)
    return _says(str(divisor) in number)


DIVISIBILITY: Mapping[str, Misconception] = {
    "last_digit": last_digit,
    "sum_of_digits": sum_of_digits,
    "last_two_digits": last_two_digits,
    "part_of_divisor": part_of_divisor,
    "contains_divisor": contains_divisor,
    "always_yes": always_yes,
    "always_no": always_no,
}
