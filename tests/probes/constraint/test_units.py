"""What a word, a sentence, a line, a letter and an entry are, counted by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jagbench.probes.constraint import UNITS, Unit, count
from jagbench.probes.constraint.units import folded, sentences, times, words


@pytest.mark.parametrize(
    ("text", "language", "unit", "number"),
    [
        ("Snow falls on the well-known hill, doesn't it?", "en", "words", 8),
        ("Rain—and wind – all day / night … 24 hours", "en", "words", 8),
        ("- one\n- two\n3. three four", "en", "words", 4),
        ("*** ... !", "en", "words", 0),
        ("눈이 내리는 겨울 아침.", "ko", "words", 4),
        ("雪が降る。", "ja", "words", 4),
        ("今天下雪了。", "zh", "words", 5),
        ("It snows. We play! Do you? Yes…", "en", "sentences", 4),
        ("Mr. Snow came at 3.15 p.m. yesterday. He left.", "en", "sentences", 2),
        ("Es schneit, z. B. in Tirol. Schön!", "de", "sentences", 2),
        ('He said: "It snows." Then he left.', "en", "sentences", 2),
        ("A heading\nand one sentence", "en", "sentences", 2),
        ("It was I. Then you.", "en", "sentences", 2),
        ("雪が降る。風も吹く！寒い", "ja", "sentences", 3),
        ("“下雪了。”他说。", "zh", "sentences", 2),
        ("눈이 온다. 춥다.", "ko", "sentences", 2),
        ("one\n\n  \n---\ntwo", "en", "lines", 2),
        ("Snow, 24 flakes!", "en", "letters", 10),
        ("cafe\u0301", "fr", "letters", 4),
        ("눈이 온다.", "ko", "letters", 4),
        ("テーブルに本。", "ja", "letters", 6),
        ("下雪了，好！", "zh", "letters", 4),
        ("apples, pears and plums", "en", "items", 3),
        ("apples, pears, and plums", "en", "items", 3),
        ("Brot und Butter, Käse", "de", "items", 2),
        ("- apples, red\n- pears\n", "en", "items", 2),
        ("1. apples\n2. pears\n3. plums", "en", "items", 3),
        ("apples\npears", "en", "items", 2),
        ("사과, 배, 감", "ko", "items", 3),
        ("りんご、なし、かき", "ja", "items", 3),
        ("苹果、梨，柿子", "zh", "items", 3),
    ],
)
def test_units_are_counted_as_a_reader_counts(text: str, language: str, unit: Unit, number: int) -> None:
    assert count(text, unit, language) == number


def test_the_parts_are_given_without_what_is_around_them() -> None:
    assert words("“Snow,” (he said) 3-day", "en") == ["Snow", "he", "said", "3-day"]
    assert sentences("It snows.  We play!\n") == ["It snows.", "We play!"]


def test_a_word_is_found_as_a_whole_whatever_its_case() -> None:
    assert times("Cat, cats and a CAT", "cat", "en") == 2
    assert times("코끼리가 코끼리를 본다. 아기코끼리", "코끼리", "ko") == 2
    assert times("象は大きい。子象も", "象", "ja") == 2


def test_accents_are_no_letters_of_their_own_but_umlauts_are() -> None:
    assert folded("Été", "fr") == "ete"
    assert folded("Ändern", "de") == "ändern"
    assert folded("niño", "es") == "niño"


@given(st.text(max_size=80), st.sampled_from(UNITS), st.sampled_from(["en", "de", "ko", "ja", "zh", "xx"]))
def test_any_text_is_counted_and_space_around_it_changes_nothing(
    text: str, unit: Unit, language: str
) -> None:
    assert count(text, unit, language) == count(f"\n {text.strip()} \n", unit, language)


@given(st.lists(st.sampled_from(["snow", "Ice", "été", "눈", "24"]), max_size=30))
def test_words_between_spaces_are_as_many_as_were_joined(parts: list[str]) -> None:
    assert count(" ".join(parts), "words", "en") == len(parts)
