"""Wrong ways to read numerals and bases, to tell primes, and to find common divisors and multiples."""

from collections.abc import Callable, Mapping, Sequence
from math import gcd, lcm

from jagbench.generators.families.number_theory.operands import (
    DIGITS,
    roman,
    to_base,
    valued,
    values,
)
from jagbench.generators.skill.definition import Misconception, Question

# --- Roman numerals ---------------------------------------------------------------------------------

PAIRS = {"IV": "IIII", "IX": "VIIII", "XL": "XXXX", "XC": "LXXXX", "CD": "CCCC", "CM": "DCCCC"}
"""Each subtractive pair, and what it replaces."""
SWAPPED = str.maketrans("LCDM", "CLMD")


def _read(meaning: str, read: Callable[[str], int]) -> Misconception:
    """A wrong value of a numeral; none where it is not positive."""

    def predict(question: Question) -> str | None:
        found = read(question.item.operands[0])
        return str(found) if found > 0 else None

    predict.__doc__ = meaning
    return predict


FROM_ROMAN: Mapping[str, Misconception] = {
    "adds_all": _read(
        "Add all symbols, wherever they stand: XIV is 16.", lambda numeral: sum(values(numeral))
    ),
    "reads_backwards": _read(
        "Subtract a smaller symbol behind a larger one: XVI is 4.",
        lambda numeral: valued(numeral[::-1]),
    ),
    "swaps_fifties": _read(
        "Take L for C and D for M, and the other way round: LXI is 111.",
        lambda numeral: valued(numeral.translate(SWAPPED)),
    ),
    "counts_symbols": _read("Count the symbols: XIV is 3.", len),
    "drops_last": _read("Leave the last symbol out: XVI is 15.", lambda numeral: valued(numeral[:-1])),
    "one_more": _read("One too many: XIV is 15.", lambda numeral: valued(numeral) + 1),
    "one_less": _read("One too few: XIV is 13.", lambda numeral: valued(numeral) - 1),
}


def _write(meaning: str, write: Callable[[str], str]) -> Misconception:
    """A wrong numeral, from the number in digits."""

    def predict(question: Question) -> str | None:
        return write(question.item.operands[0]) or None

    predict.__doc__ = meaning
    return predict


def _replaced(numeral: str, pairs: Mapping[str, str]) -> str:
    for pair, by in pairs.items():
        numeral = numeral.replace(pair, by)
    return numeral


TO_ROMAN: Mapping[str, Misconception] = {
    "adds_all": _write("Only add symbols: 14 is XIIII.", lambda number: _replaced(roman(int(number)), PAIRS)),
    "turns_pairs": _write(
        "Put the smaller symbol of a pair behind: 14 is XVI.",
        lambda number: _replaced(roman(int(number)), {pair: pair[::-1] for pair in PAIRS}),
    ),
    "subtracts_too_far": _write(
        "Subtract from a symbol more than ten times as large: 49 is IL and 99 is IC.",
        lambda number: _replaced(
            roman(int(number)),
            {"XLIX": "IL", "XCIX": "IC", "CDXC": "XD", "CMXC": "XM", "XLV": "VL", "XCV": "VC"},
        ),
    ),
    "swaps_fifties": _write(
        "Take L for C and D for M, and the other way round: 61 is CXI.",
        lambda number: roman(int(number)).translate(SWAPPED),
    ),
    "digit_by_digit": _write(
        "Write each digit for itself, whatever its place: 61 is VII.",
        lambda number: "".join([roman(int(digit)) for digit in number if digit != "0"]),
    ),
    "drops_last": _write("Leave the last symbol out: 16 is XV.", lambda number: roman(int(number))[:-1]),
}


# --- bases ------------------------------------------------------------------------------------------


def _from_base(meaning: str, read: Callable[[Sequence[int], int], int]) -> Misconception:
    """A wrong value, from the digits' values, the first digit first, and the base."""

    def predict(question: Question) -> str | None:
        digits, base = question.item.operands
        found = read([DIGITS.index(digit) for digit in digits], int(base))
        return str(found) if found >= 0 else None

    predict.__doc__ = meaning
    return predict


def _value(digits: Sequence[int], base: int) -> int:
    return sum([digit * base**place for place, digit in enumerate(reversed(digits))])


FROM_BASE: Mapping[str, Misconception] = {
    "reads_as_decimal": _from_base(
        "Read the digits as a decimal number: 101 in base two is 101.",
        lambda digits, base: -1 if max(digits) > 9 else _value(digits, 10),
    ),
    "adds_digits": _from_base("Add the digits: 101 in base two is 2.", lambda digits, base: sum(digits)),
    "multiplies_places": _from_base(
        "Weigh the places 1, b, 2b, 3b instead of by powers: 1001 in base two is 7.",
        lambda digits, base: sum(
            [digit * (base * place or 1) for place, digit in enumerate(reversed(digits))]
        ),
    ),
    "begins_at_base": _from_base(
        "Give the last place the weight of the base: 101 in base two is 10.",
        lambda digits, base: _value(digits, base) * base,
    ),
    "reads_backwards": _from_base(
        "Weigh the places from the left: 110 in base two is 3.",
        lambda digits, base: _value(digits[::-1], base),
    ),
    "one_more": _from_base(
        "One too many: 101 in base two is 6.", lambda digits, base: _value(digits, base) + 1
    ),
    "one_less": _from_base(
        "One too few: 101 in base two is 4.", lambda digits, base: _value(digits, base) - 1
    ),
}


def _to_base(meaning: str, write: Callable[[int, int], str]) -> Misconception:
    """Wrong digits, from the number and the base; none where they begin with a zero."""

    def predict(question: Question) -> str | None:
        found = write(*map(int, question.item.operands))
        return found if found and found[0] != "0" else None

    predict.__doc__ = meaning
    return predict


TO_BASE: Mapping[str, Misconception] = {
    "remainders_in_order": _to_base(
        "Write the remainders in the order in which they are found: 11 in base two is 1101.",
        lambda number, base: to_base(number, base)[::-1],
    ),
    "drops_first_remainder": _to_base(
        "Leave the first remainder out: 11 in base two is 101.",
        lambda number, base: to_base(number // base, base),
    ),
    "drops_last_remainder": _to_base(
        "Stop before the last remainder: 11 in base two is 11.",
        lambda number, base: to_base(number, base)[1:],
    ),
    "stays_decimal": _to_base("Repeat the number: 11 in base two is 11.", lambda number, base: str(number)),
    "divides_once": _to_base(
        "Write quotient and remainder of one division: 11 in base two is 51.",
        lambda number, base: f"{number // base}{number % base}",
    ),
    "one_more": _to_base(
        "One too many: 11 in base two is 1100.", lambda number, base: to_base(number + 1, base)
    ),
    "one_less": _to_base(
        "One too few: 11 in base two is 1010.", lambda number, base: to_base(number - 1, base)
    ),
}


# --- primes -----------------------------------------------------------------------------------------


def _prime(meaning: str, is_prime: Callable[[int], bool]) -> Misconception:
    """A wrong test of primes."""

    def predict(question: Question) -> str:
        return "yes" if is_prime(int(question.item.operands[0])) else "no"

    predict.__doc__ = meaning
    return predict


PRIME: Mapping[str, Misconception] = {
    "odd_is_prime": _prime("Take every odd number for a prime: 91 is prime.", lambda number: number % 2 == 1),
    "tests_two_three_five": _prime(
        "Try the divisors 2, 3 and 5 only: 91 is prime (Zazkis and Liljedahl 2004).",
        lambda number: all(number % divisor for divisor in (2, 3, 5)),
    ),
    "tests_up_to_ten": _prime(
        "Try the divisors up to 10 only: 143 is prime (Zazkis and Liljedahl 2004).",
        lambda number: all(number % divisor for divisor in (2, 3, 5, 7)),
    ),
    "last_digit_is_prime": _prime(
        "Go by the last digit: 63 is prime, since 3 is.", lambda number: number % 10 in (2, 3, 5, 7)
    ),
    "digit_sum_is_prime": _prime(
        "Go by the sum of the digits: 49 is prime, since 13 is.",
        lambda number: (
            sum(map(int, str(number))) in (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53)
        ),
    ),
    "large_is_composite": _prime(
        "Take every large number for composite: 101 is not prime.", lambda number: False
    ),
}


# --- common divisors and multiples ------------------------------------------------------------------


def _common(meaning: str, find: Callable[[int, int, bool], int]) -> Misconception:
    """A wrong number from two numbers, and whether their greatest common divisor is asked for."""

    def predict(question: Question) -> str:
        first, second = map(int, question.item.operands)
        return str(find(first, second, question.direction == "gcd"))

    predict.__doc__ = meaning
    return predict


def _right(first: int, second: int, divisor: bool) -> int:
    return gcd(first, second) if divisor else lcm(first, second)


def _least_prime(number: int) -> int:
    return next((divisor for divisor in range(2, number) if number % divisor == 0), number)


GCD_LCM: Mapping[str, Misconception] = {
    "answers_other_question": _common(
        "Give the multiple for the divisor, and the other way round: 36 for 12 and 18.",
        lambda first, second, divisor: _right(first, second, not divisor),
    ),
    "stops_at_common_divisor": _common(
        "Take the first common divisor: 2 for 12 and 18.",
        lambda first, second, divisor: _least_prime(gcd(first, second)) if divisor else first * second,
    ),
    "multiplies": _common(
        "Multiply the numbers: 216 for the least common multiple of 12 and 18.",
        lambda first, second, divisor: first * second,
    ),
    "subtracts": _common(
        "Take the difference: 6 for 12 and 18.", lambda first, second, divisor: abs(first - second)
    ),
    "takes_one_number": _common(
        "Take the smaller number for the divisor, the larger for the multiple: 12 for 12 and 18.",
        lambda first, second, divisor: min(first, second) if divisor else max(first, second),
    ),
    "twice_too_large": _common(
        "Take a common multiple that is not the least: 72 for 12 and 18.",
        lambda first, second, divisor: _right(first, second, divisor) * 2,
    ),
}
