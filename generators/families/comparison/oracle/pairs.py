"""Which of two numbers is larger, and whether both have the same value."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from jagbench.errors import JagbenchError
from jagbench.generators.oracles import number_words
from jagbench.generators.oracles.reading_prompts import EQUAL, NO, SIGNED, YES, asks_larger

ORDERED_BY_PARTS: Mapping[str, Sequence[str]] = {
    "en": ("version", "month.day", "hours.minutes", "chapter.section"),
    "ko": ("버전", "월.일", "시.분", "장.절"),
    "de": ("Version", "Monat.Tag", "Stunden.Minuten", "Kapitel.Abschnitt"),
    "fr": ("version", "mois.jour", "heures.minutes", "chapitre.section"),
    "es": ("version", "versión", "mes.día", "horas.minutos", "capítulo.sección"),
    "zh": ("版本", "月.日", "时.分", "章.节"),
    "ja": ("バージョン", "月.日", "時.分", "章.節"),
}
"""What a prompt says where both sides of the point are whole numbers."""
SEPARATOR: Mapping[str, re.Pattern[str]] = {
    language: re.compile(word + "|\u00a0?; |；")
    for language, word in {
        "en": " or ",
        "ko": " 또는 ",
        "de": " oder ",
        "fr": " ou ",
        "es": " o ",
        "zh": " (?:或|和) ",
        "ja": " (?:または|と) ",
    }.items()
}
"""What stands between two numbers on one line."""
SUPERSCRIPT = {ord(mark): plain for mark, plain in zip("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789", strict=True)}
EXPONENT = re.compile("[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+")


def which_comes(prompt: str, language: str) -> str:
    """Compare the only two numbers in digits in a prompt, as its frame orders them.

    Raises:
        JagbenchError: if there are not two numbers, or no one direction.
    """
    numbers: list[str] = SIGNED.findall(prompt)
    if len(numbers) != 2:
        raise JagbenchError(f"The prompt holds {len(numbers)} numbers, not two: {prompt!r}")
    first, second = numbers
    if any(mark in prompt for mark in ORDERED_BY_PARTS[language]):
        difference = _by_parts(first, second)
    else:
        one, other = Decimal(first.replace(",", ".")), Decimal(second.replace(",", "."))
        difference = (one > other) - (one < other)
    return _asked(prompt, language, first, second, difference)


def _by_parts(first: str, second: str) -> int:
    (major, _, minor), (other_major, _, other_minor) = first.partition("."), second.partition(".")
    return int(major) - int(other_major) or int(minor) - int(other_minor)


def larger_or_smaller(prompt: str, language: str) -> str:
    """Compare the two numbers at the end of a prompt, in whatever notation each stands.

    Raises:
        JagbenchError: if there are not two numbers, or no one direction.
    """
    first, second = _two(prompt, language)
    one, other = value(first, language), value(second, language)
    return _asked(prompt, language, first, second, (one > other) - (one < other))


def same_value(prompt: str, language: str) -> str:
    """Yes or no: whether the two numbers at the end of a prompt are equal.

    Raises:
        JagbenchError: if there are not two numbers.
    """
    shown = prompt.partition("\nA: ")[0]
    first, second = _two(shown, language)
    return (YES if value(first, language) == value(second, language) else NO)[language]


def _asked(prompt: str, language: str, first: str, second: str, difference: int) -> str:
    if difference == 0:
        return EQUAL[language]
    return first if (difference > 0) == asks_larger(prompt, language) else second


def _two(prompt: str, language: str) -> list[str]:
    """The last two lines, the last line's two parts, or the first two options under letters."""
    lines = prompt.split("\n")[1:]
    if lines and lines[0].startswith("A: "):
        lines = [line[3:] for line in lines[:2]]
    elif len(lines) == 1:
        lines = SEPARATOR[language].split(lines[0])
    if len(lines) != 2:
        raise JagbenchError(f"The prompt does not end in two numbers: {prompt!r}")
    return lines


def value(text: str, language: str) -> Fraction:
    """The exact value of a number in digits or words, as a fraction, a percentage or a power of ten.

    Raises:
        JagbenchError: if it is no number.
    """
    try:
        if text.isascii() and text.isdigit():
            return Fraction(int(text))
        if "/" in text:
            return Fraction(text)
        if "×" in text:
            mantissa, _, power = text.partition(" × 10")
            if not EXPONENT.fullmatch(power):
                raise JagbenchError(f"{text!r} is no power of ten.")
            return _decimal(mantissa, language) * Fraction(10) ** int(power.translate(SUPERSCRIPT))
        if text.endswith("%"):
            return _decimal(text.rstrip("%\u00a0"), language) / 100
        return _decimal(text, language)
    except (ValueError, ZeroDivisionError):
        raise JagbenchError(f"{text!r} is no number.") from None


def _decimal(text: str, language: str) -> Fraction:
    number = number_words.plain(text, language)
    whole, _, fraction = number.partition(".")
    return Fraction(int(whole + fraction), 10 ** len(fraction))
