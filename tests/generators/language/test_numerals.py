from importlib import import_module

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from jagbench.generators.language.numerals import fits, written

LANGUAGES = ("de", "en", "es", "fr", "ja", "ko", "zh")


@pytest.mark.parametrize(
    ("number", "language", "notation", "expected"),
    [
        ("9.11", "en", "digits", "9.11"),
        ("9.11", "de", "digits", "9,11"),
        ("-1234567.5", "en", "grouped", "-1,234,567.5"),
        ("-1234567.5", "de", "grouped", "-1.234.567,5"),
        ("1234567", "fr", "grouped", "1\u202f234\u202f567"),
        ("234", "en", "grouped", "234"),
        ("21", "en", "words", "twenty-one"),
        ("21", "de", "words", "einundzwanzig"),
        ("101000", "de", "words", "einhunderteintausend"),
        ("201000001", "de", "words", "zweihunderteine Millionen eins"),
        ("97", "fr", "words", "quatre-vingt-dix-sept"),
        ("35", "es", "words", "treinta y cinco"),
        ("21000", "es", "words", "veintiún mil"),
        ("31000001", "es", "words", "treinta y un millones uno"),
        ("-0.5", "en", "grouped", "-0.5"),
        ("1000010000", "ko", "words", "십억 일만"),
        ("70009", "zh", "myriads", "7万0009"),
        ("35000", "ko", "words", "삼만 오천"),
        ("120305", "zh", "words", "十二万零三百零五"),
        ("1234", "ja", "words", "千二百三十四"),
        ("9.11", "ja", "fullwidth", "９．１１"),
        ("123456", "ko", "myriads", "12만 3456"),
        ("123456", "zh", "myriads", "12万3456"),
        ("100000000", "ja", "myriads", "1億"),
        ("1000010000", "ko", "myriads", "10억 1만"),
        ("-20000", "ko", "myriads", "-2만"),
    ],
)
def test_numbers_are_written_as_the_language_does(
    number: str, language: str, notation: str, expected: str
) -> None:
    assert written(number, language, notation) == expected


@pytest.mark.parametrize("language", LANGUAGES)
@given(number=st.integers(-(10**15), 10**15))
def test_groups_are_those_of_the_cldr(language: str, number: int) -> None:
    assert written(str(number), language, "grouped") == format_decimal(number, locale=language)


@pytest.mark.parametrize("language", LANGUAGES)
@given(number=st.decimals(-(10**9), 10**9, places=4))
def test_the_decimal_separator_is_that_of_the_cldr(language: str, number: object) -> None:
    plain = f"{number:f}"

    assert written(plain, language) == format_decimal(
        plain, locale=language, format="0.0000", decimal_quantization=False
    )


@pytest.mark.parametrize("language", ["ja", "ko", "zh"])
@given(number=st.integers(1, 10**15))
def test_myriads_add_up(language: str, number: int) -> None:
    text = written(str(number), language, "myriads")

    units = {"万": 4, "만": 4, "亿": 8, "億": 8, "억": 8, "万亿": 12, "兆": 12, "조": 12, "": 0}
    total, digits, unit = 0, "", ""
    for character in text.replace(" ", "") + "0":
        if character.isdigit() and unit:
            total, digits, unit = total + int(digits) * 10 ** units[unit], "", ""
        digits, unit = (digits + character, unit) if character.isdigit() else (digits, unit + character)
    assert total + int(digits[:-1] or 0) == number


@given(number=st.integers(0, 10**12 - 1))
def test_words_are_those_of_num2words(number: int) -> None:
    assert written(str(number), "en", "words") == import_module("num2words").num2words(number)


@pytest.mark.parametrize(
    ("numbers", "language", "notation", "expected"),
    [
        (["9.9", "9.11"], "en", "padded", True),
        (["9.9", "9.1"], "en", "padded", False),
        (["9.9", "9.11"], "en", "words", False),
        (["12", "7"], "en", "words", True),
        (["12"], "en", "mixed", False),
        (["999", "12"], "en", "grouped", False),
        (["1999", "12"], "en", "grouped", True),
        (["9999", "12"], "ko", "myriads", False),
        (["10000", "12"], "ko", "myriads", True),
        (["10000", "12"], "en", "myriads", False),
        (["12"], "en", "fullwidth", False),
        (["12"], "ja", "fullwidth", True),
        (["1" * 13], "en", "words", False),
    ],
)
def test_a_notation_must_be_possible_and_make_a_difference(
    numbers: list[str], language: str, notation: str, expected: bool
) -> None:
    assert fits(numbers, language, notation) == expected
