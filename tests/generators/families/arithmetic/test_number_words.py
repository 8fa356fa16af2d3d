"""The oracle's own number words, held against num2words and cn2an, which write those of the generators."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from jagbench.errors import JagbenchError
from jagbench.generators import languages
from jagbench.generators.language.numerals import written
from jagbench.generators.oracles.number_words import plain

NUMBERS = st.one_of(
    st.integers(0, 10**12 - 1),
    st.integers(1, 12).flatmap(lambda digits: st.integers(10 ** (digits - 1), 10**digits - 1)),
    # Digits of which many are zero.
    st.lists(st.sampled_from("000129"), min_size=1, max_size=12).map(lambda digits: int("".join(digits))),
)


@pytest.mark.parametrize("language", languages())
@given(number=NUMBERS)
@example(number=80)
@example(number=10_000)
@example(number=100_000_001)
@example(number=999_999_999_999)
def test_words_are_read_as_they_were_written(language: str, number: int) -> None:
    assert plain(written(str(number), language, "words"), language) == str(number)


@pytest.mark.parametrize("language", languages())
def test_every_number_below_2000_is_read(language: str) -> None:
    read = [plain(written(str(number), language, "words"), language) for number in range(2000)]

    assert read == [str(number) for number in range(2000)]


@pytest.mark.parametrize("notation", ["grouped", "fullwidth", "myriads"])
@pytest.mark.parametrize("language", ["ja", "ko", "zh"])
@given(number=st.integers(0, 10**16 - 1))
def test_other_notations_are_read_as_they_were_written(language: str, notation: str, number: int) -> None:
    assert plain(written(str(number), language, notation), language) == str(number)


@pytest.mark.parametrize("language", ["de", "en", "es", "fr"])
@given(number=st.integers(0, 10**30))
def test_groups_are_read_as_they_were_written(language: str, number: int) -> None:
    assert plain(written(str(number), language, "grouped"), language) == str(number)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("quatre-vingt-dix-neuf mille quatre-vingts", "fr", "99080"),
        ("veintiún mil", "es", "21000"),
        ("treinta y un millones", "es", "31000000"),
        ("eine Milliarde einhunderttausendeins", "de", "1000100001"),
        ("two million and one", "en", "2000001"),
        ("이십만 삼", "ko", "200003"),
        ("12만 3456", "ko", "123456"),
        ("二亿零五", "zh", "200000005"),
        ("两万", "zh", "20000"),
        ("1億2万3", "ja", "100020003"),
        ("１２．５", "ja", "12.5"),
        ("1.234,5", "de", "1234.5"),
        ("9,11", "fr", "9.11"),
        ("1,234.5", "en", "1234.5"),
    ],
)
def test_numbers_are_read(text: str, language: str, expected: str) -> None:
    assert plain(text, language) == expected


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("", "en"),
        ("twelvty", "en"),
        ("1,23", "en"),
        ("1.5", "de"),
        ("zwölfzig", "de"),
        ("열둘", "ko"),
        ("十x", "zh"),
    ],
)
def test_what_is_no_number_is_refused(text: str, language: str) -> None:
    with pytest.raises(JagbenchError, match="is no number in"):
        plain(text, language)
