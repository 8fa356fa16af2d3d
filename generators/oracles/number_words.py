"""Numbers in a text, however they are written: digits, groups, full-width, ten thousands and words.

The words of seven languages are read by tables and grammars of this module alone, which the tests hold
against num2words and cn2an.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache

from jagbench.errors import JagbenchError
from jagbench.probes.locale import locale

FULL_WIDTH = str.maketrans("０１２３４５６７８９．", "0123456789.")


@cache
def _digits(language: str) -> tuple[re.Pattern[str], str, str]:
    """Numbers in digits, grouped or not, and the separators of groups and decimals."""
    group, point = locale(language).group, locale(language).decimal
    whole = rf"(?:[0-9]{{1,3}}(?:{re.escape(group)}[0-9]{{3}})+|[0-9]+)"
    return re.compile(rf"{whole}(?:{re.escape(point)}[0-9]+)?"), group, point


def plain(text: str, language: str) -> str:
    """A number of a text in plain digits, with a point where it has a fraction.

    Args:
        text: The number and nothing else, without a sign.
        language: ISO 639-1 code.

    Raises:
        JagbenchError: if the text is no number of that language.
    """
    if text.isascii() and text.isdigit():
        return text
    pattern, group, point = _digits(language)
    narrow = text.translate(FULL_WIDTH)
    if pattern.fullmatch(narrow):
        return narrow.replace(group, "").replace(point, ".")
    try:
        if narrow:
            return str(_counted(narrow, language))
    except KeyError:
        pass
    raise JagbenchError(f"{text!r} is no number in {language!r}.")


@lru_cache(maxsize=65536)
def _counted(text: str, language: str) -> int:
    if language in ("ja", "ko", "zh"):
        return _counted_in_myriads(text.replace(" ", "").replace("万亿", "兆"))
    return _READERS[language](text)


MYRIADS = {"万": 10**4, "만": 10**4, "億": 10**8, "亿": 10**8, "억": 10**8, "兆": 10**12, "조": 10**12}
UNITS = {"十": 10, "百": 100, "千": 1000, "십": 10, "백": 100, "천": 1000}
DIGITS = {
    **{digit: value for value, digit in enumerate("零一二三四五六七八九")},
    **{digit: value for value, digit in enumerate("영일이삼사오육칠팔구")},
    "两": 2,
    "〇": 0,
}


def _counted_in_myriads(text: str) -> int:
    """By ten thousands, each group in digits or in words: 12만 3456, 이십만 삼, 二亿零五."""
    total, group, digit = 0, 0, 0
    for part in re.findall(r"[0-9]+|\D", text):
        if part in MYRIADS:
            total, group, digit = total + (group + digit or 1) * MYRIADS[part], 0, 0
        elif part in UNITS:
            group, digit = group + (digit or 1) * UNITS[part], 0
        else:
            digit = DIGITS[part] if part in DIGITS else _ascii(part)
    return total + group + digit


def _ascii(text: str) -> int:
    if not text.isdigit():
        raise KeyError(text)
    return int(text)


def _valued(words: str, *, start: int = 0, step: int = 1) -> dict[str, int]:
    """Words in order with their values."""
    return {word: start + place * step for place, word in enumerate(words.split())}


ENGLISH: Mapping[str, int] = {
    **_valued("zero one two three four five six seven eight nine ten eleven twelve"),
    **_valued("thirteen fourteen fifteen sixteen seventeen eighteen nineteen", start=13),
    **_valued("twenty thirty forty fifty sixty seventy eighty ninety", start=20, step=10),
}
ENGLISH_SCALES: Mapping[str, int] = {
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
}


def _english(text: str) -> int:
    total = group = 0
    for word in text.replace(",", "").replace("-", " ").split():
        if word == "hundred":
            group *= 100
        elif word in ENGLISH_SCALES:
            total, group = total + group * ENGLISH_SCALES[word], 0
        elif word != "and":
            group += ENGLISH[word]
    return total + group


FRENCH: Mapping[str, int] = {
    **_valued("zéro un deux trois quatre cinq six sept huit neuf dix onze douze"),
    **_valued("treize quatorze quinze seize", start=13),
    **_valued("trente quarante cinquante soixante", start=30, step=10),
}
FRENCH_SCALES: Mapping[str, int] = {
    "mille": 10**3,
    "million": 10**6,
    "millions": 10**6,
    "milliard": 10**9,
    "milliards": 10**9,
    "billion": 10**12,
    "billions": 10**12,
}


def _french(text: str) -> int:
    total = group = 0
    for word in text.replace("-", " ").split():
        if word in ("vingt", "vingts"):
            # Four twenties are eighty.
            group += 76 if group % 100 == 4 else 20
        elif word in ("cent", "cents"):
            group = (group or 1) * 100
        elif word in FRENCH_SCALES:
            total, group = total + (group or 1) * FRENCH_SCALES[word], 0
        elif word != "et":
            group += FRENCH[word]
    return total + group


SPANISH: Mapping[str, int] = {
    **_valued("cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince"),
    **_valued("dieciséis diecisiete dieciocho diecinueve veinte veintiuno veintidós veintitrés", start=16),
    **_valued("veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve", start=24),
    **_valued("treinta cuarenta cincuenta sesenta setenta ochenta noventa", start=30, step=10),
    **_valued("ciento doscientos trescientos cuatrocientos quinientos", start=100, step=100),
    **_valued("seiscientos setecientos ochocientos novecientos", start=600, step=100),
    "cien": 100,
    "un": 1,
    "veintiún": 21,
}


def _spanish(text: str) -> int:
    total = group = 0
    for word in text.split():
        if word == "mil":
            group = (group or 1) * 1000
        elif word in ("millón", "millones"):
            total, group = total + group * 10**6, 0
        elif word in ("billón", "billones"):
            total, group = total + group * 10**12, 0
        elif word != "y":
            group += SPANISH[word]
    return total + group


GERMAN: Mapping[str, int] = {
    **_valued("null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf"),
    **_valued("dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn", start=13),
    **_valued("zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig", start=20, step=10),
    "": 0,
    "ein": 1,
    "eine": 1,
}
GERMAN_SCALES: Mapping[str, int] = {
    "Million": 10**6,
    "Millionen": 10**6,
    "Milliarde": 10**9,
    "Milliarden": 10**9,
    "Billion": 10**12,
    "Billionen": 10**12,
}
GERMAN_PARTS: Sequence[tuple[str, int]] = (("tausend", 1000), ("hundert", 100))


def _german(text: str) -> int:
    total = group = 0
    for word in text.split():
        if word in GERMAN_SCALES:
            total, group = total + group * GERMAN_SCALES[word], 0
        else:
            group += _german_compound(word)
    return total + group


def _german_compound(word: str) -> int:
    for part, value in GERMAN_PARTS:
        head, found, tail = word.partition(part)
        if found:
            return (_german_compound(head) or 1) * value + _german_compound(tail)
    if word in GERMAN:
        return GERMAN[word]
    ones, _, tens = word.partition("und")
    return GERMAN[ones] + GERMAN[tens]


_READERS: Mapping[str, Callable[[str], int]] = {
    "de": _german,
    "en": _english,
    "es": _spanish,
    "fr": _french,
}
