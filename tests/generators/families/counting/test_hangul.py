"""Korean words: answers and lures worked out by hand."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.generators.families.counting.asking import ask, items, right, wrong

SYLLABLES = st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), min_size=1, max_size=20)


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("한글", "6"),
        ("닭", "3"),
        ("까치", "4"),
        ("값", "3"),
        ("읽다", "5"),
        ("안녕하세요", "12"),
        ("딸기", "5"),
        ("꽈배기", "6"),
    ],
)
def test_letters_of_hangul(word: str, count: str) -> None:
    assert right(ask("jamo", word)) == count


def test_wrong_ways_to_count_them() -> None:
    # ㅇㅏㄲ ㄱㅗㅏ: 아 has a silent initial, 닭 a cluster, 꽈 two compounds.
    assert wrong(ask("jamo", "아닭꽈")) == {
        "syllables": "3",
        "compounds_as_two": "10",
        "without_silent": "6",
        "without_finals": "6",
        "counts_utf8_bytes": "9",
        "one_more": "8",
        "one_less": "6",
    }


@given(SYLLABLES)
def test_letters_are_those_of_the_decomposition(word: str) -> None:
    assert int(right(ask("jamo", word))) == len(unicodedata.normalize("NFD", word))


def test_letters_are_never_as_many_as_bytes() -> None:
    for item in items("jamo"):
        assert "counts_utf8_bytes" in wrong(ask("jamo", *item.operands))


def test_compounds_and_silent_initials_are_there_as_declared() -> None:
    for item in items("jamo"):
        found = wrong(ask("jamo", *item.operands))
        assert ("compounds_as_two" in found) == item.params["compound"]
        assert ("without_silent" in found) == item.params["silent"]


def test_initials() -> None:
    question = ask("initials", "각국기까닭", "ㄱ")

    assert right(question) == "3"
    assert wrong(question) == {
        # 각 and 국 end with it, and so does half of ㄺ.
        "counts_finals_too": "6",
        "tense_is_plain": "4",
        "runs_of_initials": "1",
        "initial_presence": "1",
        "all_syllables": "5",
        "one_more": "4",
        "one_less": "2",
    }


def test_a_tense_initial_is_not_its_plain_partner() -> None:
    question = ask("initials", "꼬까", "ㄱ")

    assert right(question) == "0"
    assert wrong(question)["tense_is_plain"] == "2"


def test_decoys_stand_in_words_where_they_are_declared() -> None:
    for item in items("initials"):
        found = wrong(ask("initials", *item.operands))
        assert right(ask("initials", *item.operands)) == str(item.params["count"])
        if item.params["decoy"] == "none":
            assert "counts_finals_too" not in found
            assert "tense_is_plain" not in found
        if item.params["decoy"] == "final":
            assert "counts_finals_too" in found
        if item.params["decoy"] == "tense":
            assert "tense_is_plain" in found


def test_finals() -> None:
    question = ask("finals", "값진강산이")

    # 값 진 강 산 have one; ㄴ stands twice.
    assert right(question) == "4"
    assert wrong(question) == {
        "open_syllables": "1",
        "clusters_as_two": "5",
        "distinct_finals": "3",
        "overlooks_nasals": "1",
        "syllables": "5",
        "one_more": "5",
        "one_less": "3",
    }


def test_clusters_stand_in_words_where_they_are_declared() -> None:
    for item in items("finals"):
        assert ("clusters_as_two" in wrong(ask("finals", *item.operands))) == item.params["compound"]


def test_syllables() -> None:
    question = ask("syllables", "바나나나라", "나")

    assert right(question) == "3"
    assert wrong(question) == {
        "runs": "1",
        "presence": "1",
        "word_length": "5",
        "one_more": "4",
        "one_less": "2",
    }


def test_syllables_stand_in_their_words_as_declared() -> None:
    for item in items("syllables"):
        word, syllable = item.operands
        assert word.count(syllable) == item.params["count"]
        assert (syllable * 2 in word) == item.params["doubled"]
