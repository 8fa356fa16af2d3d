"""Numbers by the places of their digits."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from jagbench.generators.language.phrasing import family_words
from jagbench.generators.skill.definition import Question, shared
from jagbench.generators.skill.numbers import plain

PLACES: Mapping[str, int] = {
    **{"ones": 0, "tens": 1, "hundreds": 2, "thousands": 3, "ten_thousands": 4, "hundred_thousands": 5},
    **{"millions": 6, "ten_millions": 7, "hundred_millions": 8},
    **{"tenths": -1, "hundredths": -2, "thousandths": -3},
}
"""Places as powers of ten."""
NAMES: Mapping[int, str] = {power: name for name, power in PLACES.items()}
"""The name of each place."""


def write_place(question: Question, language: str, text: str) -> str:
    """The name of a place in words."""
    places: Mapping[str, str] = family_words(language, "place_value")["wording"]["places"]
    return places[text]


def digit_of(number: str, power: int) -> str | None:
    """The digit of a plain number at a power of ten; none outside of it."""
    whole, _, fraction = number.partition(".")
    digits, place = whole + fraction, len(whole) - 1 - power
    return digits[place] if 0 <= place < len(digits) else None


def value_at(digit: str, power: int) -> str:
    """What a digit is worth at a power of ten, in plain form."""
    return plain(int(digit) * Fraction(10) ** power)


@shared
def placed(question: Question) -> tuple[str, int]:
    """A number, and the power of ten that is asked for."""
    number, place = question.item.operands
    return number, PLACES[place]


@shared
def valued(question: Question) -> tuple[str, str, int]:
    """A number, one of its digits, and the power of ten at which it stands."""
    number, digit = question.item.operands
    whole, _, fraction = number.partition(".")
    return number, digit, len(whole) - 1 - (whole + fraction).index(digit)


@shared
def parts(question: Question) -> Sequence[tuple[int, int]]:
    """How many there are of each place, and its power of ten, in the order said."""
    operands = question.item.operands
    return [(int(many), PLACES[place]) for many, place in zip(operands[::2], operands[1::2], strict=True)]
