"""What numerals and numbers in other bases stand for."""

from collections.abc import Sequence

DIGITS = "0123456789ABCDEF"
PLACES: Sequence[Sequence[str]] = (
    ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"),
    ("", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX", "XC"),
    ("", "C", "CC", "CCC", "CD", "D", "DC", "DCC", "DCCC", "CM"),
    ("", "M", "MM", "MMM"),
)
"""The numerals of ones, tens, hundreds and thousands, by digit."""
SYMBOLS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}


def roman(number: int) -> str:
    """A number from 1 to 3999 as a Roman numeral."""
    digits = str(number)[::-1]
    return "".join([PLACES[place][int(digits[place])] for place in reversed(range(len(digits)))])


def values(numeral: str) -> list[int]:
    """The value of each symbol of a numeral."""
    return [SYMBOLS[symbol] for symbol in numeral]


def valued(numeral: str) -> int:
    """The number that a numeral stands for: a symbol before a larger one is subtracted."""
    total, before = 0, 0
    for value in reversed(values(numeral)):
        total += -value if value < before else value
        before = value
    return total


def from_base(digits: str, base: int) -> int:
    """The value of digits in a base."""
    total = 0
    for digit in digits:
        total = total * base + DIGITS.index(digit)
    return total


def to_base(number: int, base: int) -> str:
    """A positive number in a base, by its remainders."""
    found = ""
    while number:
        number, rest = divmod(number, base)
        found = DIGITS[rest] + found
    return found
