"""How a number is written: digits, separators, words and numerals of seven languages."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from importlib import import_module

from jagbench.probes.locale import locale

INTEGER = re.compile(r"-?[0-9]+")
NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
LONGEST_IN_WORDS = 12
"""Digits of the largest number that is written in words."""
FULL_WIDTH = str.maketrans("0123456789.", "０１２３４５６７８９．")


def written(number: str, language: str, notation: str = "digits") -> str:
    """A plain number as a language writes it in a notation.

    Args:
        number: Such as `"-1234.5"`.
        language: ISO 639-1 code.
        notation: One of `NOTATIONS`; `padded` and `mixed` concern several numbers and are resolved by
            `jagbench.generators.language.writing`.
    """
    if notation == "digits":
        point = _point(language)
        return number if point == "." else number.replace(".", point)
    return _WRITERS[notation](number, language)


def _grouped(number: str, language: str) -> str:
    whole, _, fraction = number.lstrip("-").partition(".")
    groups = f"{int(whole):,}".replace(",", locale(language).group)
    sign = "-" if number.startswith("-") else ""
    return sign + groups + (_point(language) + fraction if fraction else "")


@lru_cache(maxsize=65536)
def _words(number: str, language: str) -> str:
    # Neither library has types, hence the import by name; both are imported where words are wanted only.
    if language == "zh":
        return str(import_module("cn2an").an2cn(number, "low"))
    words = str(import_module("num2words").num2words(int(number), lang=language))
    if language == "ko":
        # "만" stands without "일" at the head of a number only; num2words leaves it out behind "억" too.
        return words.replace("억 만", "억 일만")
    for counted, form in _ONES.get(language, ()):
        words = counted.sub(form, words)
    return words


# num2words writes a one before thousands and millions as it stands alone: Spanish shortens "uno" there, and
# German "eins", which agrees with "Million" and "Milliarde" (the CLDR's spelled-out numbers do both).
_ONES: Mapping[str, Sequence[tuple[re.Pattern[str], str]]] = {
    "de": ((re.compile("eins(?=tausend)"), "ein"), (re.compile("eins(?= Mil)"), "eine")),
    "es": ((re.compile("veintiuno(?= mil)"), "veintiún"), (re.compile(r"\buno(?= mil)"), "un")),
}


def _full_width(number: str, language: str) -> str:
    return number.translate(FULL_WIDTH)


def _myriads(number: str, language: str) -> str:
    """In groups of four digits, as in 12만 3456; Korean puts a space behind each unit.

    Chinese keeps the zeros of a later group, as in 7万0009: 7万9 is heard as 79,000.
    """
    units = ("", *locale(language).myriads)
    rest, groups = abs(int(number)), list[str]()
    for place in range(len(units)):
        rest, group = divmod(rest, 10_000) if place < len(units) - 1 else (0, rest)
        if group:
            digits = f"{group:04}" if language == "zh" and rest else str(group)
            groups.insert(0, digits + units[place])
    sign = "-" if number.startswith("-") else ""
    return sign + (" " if language == "ko" else "").join(groups or ["0"])


@cache
def _point(language: str) -> str:
    return locale(language).decimal


_WRITERS: Mapping[str, Callable[[str, str], str]] = {
    "grouped": _grouped,
    "words": _words,
    "fullwidth": _full_width,
    "myriads": _myriads,
}

NOTATIONS = ("digits", "grouped", "words", "fullwidth", "myriads", "mixed", "padded")
"""How numbers can be written:

- `digits`: with the language's decimal separator, 1234.5 or 1234,5;
- `grouped`: with its thousands separators, 1,234.5;
- `words`: in words, by num2words (Chinese by cn2an);
- `fullwidth`: １２３４．５;
- `myriads`: by ten thousands with the CLDR's units, 12만 3456;
- `mixed`: every second number in words, the others in digits;
- `padded`: fractions filled with zeros to the same length, 9.90 and 9.11.
"""


def fits(numbers: Sequence[str], language: str, notation: str) -> bool:
    """Whether numbers can be written so, and it makes a difference for at least one of them."""
    if notation in ("words", "mixed"):
        # A number in words that stands in digits too would be written in digits: then no word is shown.
        in_words = set(numbers[1::2]) - set(numbers[::2]) if notation == "mixed" else set(numbers)
        return len(in_words) > 0 and all(
            INTEGER.fullmatch(number) and len(number) <= LONGEST_IN_WORDS for number in numbers
        )
    if not all(NUMBER.fullmatch(number) for number in numbers):
        return False
    if notation == "padded":
        return len({len(number.partition(".")[2]) for number in numbers}) > 1
    whole = [len(number.lstrip("-").partition(".")[0]) for number in numbers]
    if notation == "grouped":
        return max(whole) > 3
    if notation == "myriads":
        # Chinese has no sign for 10^12: what is 1万亿 alone is 1万5492亿 in company, which is passed over.
        units = len({unit[-1:] for unit in locale(language).myriads})
        return (
            units > 0 and 4 < max(whole) <= 4 * (units + 1) and not any("." in number for number in numbers)
        )
    return notation != "fullwidth" or language in ("ja", "ko", "zh")
