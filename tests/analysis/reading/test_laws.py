"""What is written in a language is read back in it: numbers, words for numbers, days and every kind."""

from datetime import date
from decimal import Decimal
from functools import partial

import pytest
from babel.dates import format_date
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from jagbench.analysis.reading import read, same_value
from jagbench.analysis.reading.languages import DE, EN
from jagbench.analysis.reading.lexicon import lexicon_of
from jagbench.analysis.reading.notation import notation_of
from jagbench.analysis.reading.numbers import numbers_of, scan
from jagbench.analysis.reading.page import sheet
from jagbench.generators.language.numerals import written
from jagbench.probes import AnswerKind

LANGUAGES = ("en", "ko", "de", "fr", "es", "zh", "ja")
SENTENCES = {
    "en": "The answer is {}.",
    "ko": "정답은 {}입니다.",
    "de": "Die Antwort ist {}.",
    "fr": "La réponse est {}.",
    "es": "La respuesta es {}.",
    "zh": "答案是{}。",
    "ja": "答えは{}です。",
}
YES_NO = {
    "en": ("yes", "no"),
    "ko": ("네", "아니요"),
    "de": ("ja", "nein"),
    "fr": ("oui", "non"),
    "es": ("sí", "no"),
    "zh": ("是", "否"),
    "ja": ("はい", "いいえ"),
}
WRAPS = ("{}", "**{}**", " {}\n", "\\boxed{{{}}}", "<think>1?</think>{}", '{{"answer": "{}"}}', "`{}`")


@pytest.fixture(scope="module", autouse=True)
def writers_of_every_language() -> None:
    """Loads what writes numbers and days once, so that no timed example of Hypothesis does."""
    for language in LANGUAGES:
        written("30", language, "words")
        format_decimal(30, locale=language)
        format_date(date(2024, 2, 29), "full", locale=language)


languages = st.sampled_from(LANGUAGES)
wraps = st.sampled_from(WRAPS)


@given(st.decimals(-(10**12), 10**12, places=3), languages, wraps)
def test_a_number_as_the_language_writes_it_is_read_back(value: Decimal, language: str, wrap: str) -> None:
    text = format_decimal(value, format="#,##0.0##", locale=language)
    reading = read(wrap.format(text), kind="decimal", language=language)
    assert same_value(reading.value or "", f"{value:f}", "decimal"), (text, reading)


@given(st.integers(-(10**15), 10**15), languages)
def test_a_whole_number_in_a_sentence_is_read_back(value: int, language: str) -> None:
    text = format_decimal(value, locale=language)
    reading = read(SENTENCES[language].format(text), kind="integer", language=language)
    assert reading.value == str(value), (text, reading)


@given(st.integers(0, 100_000) | st.integers(0, 10**9 - 1), languages)
def test_a_number_in_words_is_read_back(value: int, language: str) -> None:
    assert read(written(str(value), language, "words"), kind="integer", language=language).value == str(value)


@given(st.integers(0, 100_000) | st.integers(0, 10**9 - 1), languages)
def test_a_number_in_words_in_a_sentence_is_read_back(value: int, language: str) -> None:
    reply = SENTENCES[language].format(written(str(value), language, "words"))
    assert read(reply, kind="integer", language=language).value == str(value), reply


@given(
    st.integers(1, 9999),
    st.integers(0, 9999),
    st.sampled_from([("ko", "만"), ("zh", "万"), ("ja", "万")]),
    st.booleans(),
)
def test_digits_and_myriads_are_one_number(
    high: int, low: int, myriad: tuple[str, str], full_width: bool
) -> None:
    language, word = myriad
    reply = f"{high}{word}{low}" if low else f"{high}{word}"
    wide = reply.translate({ord(str(digit)): chr(0xFF10 + digit) for digit in range(10)})
    reading = read(wide if full_width else reply, kind="integer", language=language)
    assert reading.value == str(10_000 * high + low), reply


@given(st.integers(0, 10**16), st.sampled_from(["ko", "zh", "ja"]), st.sampled_from(["myriads", "fullwidth"]))
def test_a_number_in_the_notations_of_probes_is_read_back(value: int, language: str, notation: str) -> None:
    text = written(str(value), language, notation)
    for reply in (text, SENTENCES[language].format(text)):
        assert read(reply, kind="integer", language=language).value == str(value), reply


@given(st.dates(date(1000, 1, 1), date(2999, 12, 31)), languages, st.sampled_from(["long", "full", "iso"]))
def test_a_day_as_the_language_writes_it_is_read_back(day: date, language: str, form: str) -> None:
    text = day.isoformat() if form == "iso" else format_date(day, form, locale=language)
    for reply in (text, SENTENCES[language].format(text)):
        assert read(reply, kind="date", language=language).value == day.isoformat(), reply


@given(st.integers(1, 400), st.integers(1, 400), languages, wraps)
def test_a_fraction_is_read_back(top: int, bottom: int, language: str, wrap: str) -> None:
    reading = read(wrap.format(f"{top}/{bottom}"), kind="decimal", language=language)
    assert same_value(reading.value or "", f"{top}/{bottom}", "decimal"), reading


@given(st.integers(1, 99), st.integers(1, 98), languages)
def test_a_mixed_number_is_its_sum(whole: int, top: int, language: str) -> None:
    reading = read(f"{whole} {top}/99", kind="decimal", language=language)
    assert same_value(reading.value or "", f"{99 * whole + top}/99", "decimal"), reading


@given(st.booleans(), languages, wraps)
def test_yes_and_no_are_read_back(no: bool, language: str, wrap: str) -> None:
    options = YES_NO[language]
    for reply in (wrap.format(options[no]), SENTENCES[language].format(options[no])):
        assert read(reply, kind="choice", options=options, language=language).value == options[no], reply


@given(st.lists(st.integers(0, 999).map(str), min_size=2, max_size=8), languages, st.sampled_from("、；;\n,"))
def test_a_list_is_read_back(entries: list[str], language: str, mark: str) -> None:
    separator = mark if mark in "、；\n" else mark + " "
    assert read(separator.join(entries), kind="list", language=language).value == ", ".join(entries)


@given(st.text("abcdefghijklmnopqrstuvwxyz", min_size=3, max_size=12), st.sampled_from("- "))
def test_letters_in_a_row_are_a_list(word: str, mark: str) -> None:
    assert read(mark.join(word), kind="list").value == ", ".join(word)


@pytest.mark.parametrize(
    ("reply", "value"),
    [("9,11", "9.11"), ("1.234", "1234"), ("1 234", "1234"), ("1\u202f234", "1234"), ("1.234,5", "1234.5")],
)
@pytest.mark.parametrize("language", ["de", "fr", "es", "de-AT"])
def test_separators_are_those_of_the_language(reply: str, value: str, language: str) -> None:
    assert read(reply, kind="decimal", language=language).value == value


@pytest.mark.parametrize(
    ("reply", "value"), [("0.79", "0.79"), ("3.5", "3.5"), ("0.125", "0.125"), ("1234.567", "1234.567")]
)
def test_a_dot_that_cannot_group_is_a_decimal_point_in_every_language(reply: str, value: str) -> None:
    assert read(reply, kind="decimal", language="de").value == value


def test_the_prompt_settles_what_a_dot_before_three_digits_is() -> None:
    assert read("1.234", kind="decimal", prompt="0,5 + 0,734 =", language="de").value == "1.234"
    assert read("1.234", kind="decimal", prompt="1.000 + 234 =", language="de").value == "1234"


def test_the_options_settle_what_a_separator_before_three_digits_is() -> None:
    options = ("1,234", "1,5")
    assert read("1.234", kind="choice", options=options, prompt="Welche?", language="de").value == "1,234"
    options = ("1.234", "5.432")
    assert read("1,234", kind="choice", options=options, prompt="Welche?", language="de").value == "1.234"


def test_a_day_and_month_in_digits_need_the_order_of_a_language() -> None:
    assert read("03/04/2024", kind="date", language="en").value == "2024-03-04"
    assert read("03/04/2024", kind="date", language="fr").value == "2024-04-03"
    assert read("03/04/2024", kind="date").outcome == "no_answer"
    assert read("25/04/2024", kind="date").value == "2024-04-25"


def test_a_language_without_a_table_is_read_as_english() -> None:
    assert read("The answer is 9,500.", kind="decimal", language="it").value == "9500"
    assert read("46", kind="integer", language="tlh").value == "46"


@pytest.mark.parametrize(
    ("language", "reply", "value"),
    [
        ("de", "13:05 Uhr", "13:05"),
        ("de", "13.05 Uhr", "13:05"),
        ("de", "1 Stunde und 29 Minuten", "01:29"),
        ("fr", "Il est 13 h 05.", "13:05"),
        ("fr", "13h05", "13:05"),
        ("es", "1:05 p. m.", "13:05"),
        ("es", "1 hora y 29 minutos", "01:29"),
        ("zh", "下午1点05分", "13:05"),
        ("zh", "1小时29分钟", "01:29"),
        ("ja", "午後1時5分です。", "13:05"),
        ("ja", "1時間29分です。", "01:29"),
        ("ko", "오후 1시 5분입니다.", "13:05"),
        ("ko", "오후 1:05", "13:05"),
        ("ko", "오전 12:46", "00:46"),
        ("ko", "오전 12시 46분", "00:46:00"),
        ("en", "It is 12:46 in the morning.", "00:46"),
        ("en", "5 o'clock", "05:00"),
    ],
)
def test_a_time_is_read_as_the_language_writes_it(language: str, reply: str, value: str) -> None:
    reading = read(reply, kind="time", language=language)
    assert same_value(reading.value or "", value, "time"), reading


@given(text=st.from_regex(r"-?[0-9]{1,20}(\.[0-9]{1,20})?", fullmatch=True), language=languages)
def test_a_number_that_stands_alone_is_the_one_that_a_search_finds(text: str, language: str) -> None:
    lexicon, notation = lexicon_of(language), notation_of(language)
    page = sheet(text, lexicon, notation)
    assert list(numbers_of(text, lexicon, notation)) == list(scan(page, 0, len(page.text)))


said_alone = (
    st.text("0123456789.-abzAZ \t'!,:", max_size=24)
    | st.from_regex(r"-?[0-9]{1,20}(\.[0-9]{1,20})?", fullmatch=True)
    | st.sampled_from(sorted({word for table in (EN, DE) for word in (*table.numerals, *table.fillers)}))
    | st.sampled_from([name for pair in YES_NO.values() for name in pair])
)


@given(
    said_alone,
    st.sampled_from(("integer", "decimal", "text", "choice", "list", "time", "date")),
    st.sampled_from(("stop", "length", None)),
    languages,
    st.lists(said_alone.filter(str.strip), max_size=3),
)
def test_a_line_end_behind_a_reply_changes_nothing(
    reply: str, kind: AnswerKind, finish_reason: str | None, language: str, others: list[str]
) -> None:
    options = (*others, reply) if kind == "choice" else ()
    asked = partial(read, kind=kind, options=options, finish_reason=finish_reason, language=language)
    assert asked(reply) == asked(reply + "\n")
