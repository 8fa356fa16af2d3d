import hashlib
import re
import struct
import subprocess
import sys
import tomllib
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jagbench.errors import InvalidArgument
from jagbench.generators.language.words import (
    AVOIDED,
    FOLDER,
    ITEMS,
    LANGUAGES,
    LETTERS,
    Word,
    is_avoided,
    word_list,
    words,
)
from jagbench.generators.language.words.make import (
    CUTS,
    Cut,
    Vocabulary,
    candidates,
    entries,
    is_form_of_another,
    make,
)

CARD = tomllib.loads((FOLDER / "sources.toml").read_text(encoding="utf-8"))

SHAPES = {
    "en": r"[a-z]{3,25}",
    "de": r"[A-ZÄÖÜ][a-zäöüß]{2,24}",
    "fr": r"[a-zàâçéèêëîïôùûüÿœæ]{3,25}",
    "es": r"[a-záéíóúüñ]{3,25}",
    "ko": r"[가-힣]{2,12}",
    "zh": r"[一-鿿]{2,8}",
    "ja": r"[ぁ-ゖァ-ヶー々一-鿿]{2,12}",
}
MANY = {"en": 2500, "de": 2000, "fr": 1500, "es": 1500, "ko": 2500, "zh": 600, "ja": 600}


def test_words_come_with_their_frequency() -> None:
    found = {word.text: word.frequency for word in word_list("en")}

    assert found["strawberry"] == "middling"
    assert found["orchestra"] == "middling"
    assert found["committee"] == "common"
    assert Word("학교", "common") in word_list("ko")
    assert words("en")[0] == "ace"


def test_a_language_without_a_list_is_named() -> None:
    with pytest.raises(InvalidArgument, match=r"no word list for 'xx'; there is one for en, ko"):
        word_list("xx")


def test_the_card_has_every_list() -> None:
    assert sorted(CARD["list"]) == sorted(LANGUAGES) == sorted(CUTS)
    for entry in CARD["list"].values():
        assert set(entry["packages"]) <= set(CARD["package"])
    for package in CARD["package"].values():
        assert package["licence"].startswith(("MIT", "Apache-2.0", "WTFPL"))
        assert re.fullmatch("[0-9a-f]{64}", package["sha256"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_list_is_the_one_that_the_card_pins(language: str) -> None:
    content = (FOLDER / f"{language}.tsv").read_bytes()

    assert hashlib.sha256(content).hexdigest() == CARD["list"][language]["sha256"]
    assert len(word_list(language)) == CARD["list"][language]["words"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_a_list(language: str) -> None:
    texts = words(language)

    assert MANY[language] <= len(texts) <= 4000
    assert len(set(texts)) == len(texts)
    assert [len(text) for text in texts] == sorted(len(text) for text in texts)
    for text in texts:
        assert unicodedata.is_normalized("NFC", text)
        assert re.fullmatch(SHAPES[language], text)
        assert text.lower() not in AVOIDED


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_frequency_has_many_words(language: str) -> None:
    many = Counter(word.frequency for word in word_list(language))

    assert sorted(many) == ["common", "middling", "rare"]
    assert min(many.values()) >= len(words(language)) // 6


@pytest.mark.parametrize(
    ("language", "longest", "fewest"),
    [("en", 17, 50), ("de", 25, 45), ("fr", 16, 30), ("es", 17, 25), ("ko", 7, 70)],
)
def test_lists_are_filled_at_every_length(language: str, longest: int, fewest: int) -> None:
    many = Counter(map(len, words(language)))

    assert all(many[length] >= fewest for length in range(min(many), longest + 1))


@pytest.mark.parametrize(
    ("shortest", "longest", "count", "doubled", "fewest"),
    [
        (3, 4, 2, True, 70),
        (3, 4, 2, False, 10),
        (5, 6, 2, True, 80),
        (5, 6, 2, False, 140),
        (5, 6, 3, True, 40),
        (7, 10, 2, True, 180),
        (7, 10, 2, False, 900),
        (7, 10, 3, True, 40),
        (7, 10, 3, False, 60),
        (7, 10, 4, True, 40),
        (7, 10, 4, False, 25),
        (11, 15, 2, True, 160),
        (11, 15, 3, True, 50),
        (11, 15, 3, False, 300),
        (11, 15, 4, False, 30),
        (16, 25, 2, True, 30),
        (16, 25, 2, False, 450),
        (16, 25, 3, False, 150),
        (16, 25, 4, False, 30),
    ],
)
def test_english_has_words_for_every_factor(
    shortest: int, longest: int, count: int, doubled: bool, fewest: int
) -> None:
    """A cell is a word and a letter in it; a letter that is absent there is always to be had."""
    cells = [
        (text, letter)
        for text in words("en")
        if shortest <= len(text) <= longest
        for letter in set(text)
        if text.count(letter) == count and (letter * 2 in text) == doubled
    ]

    assert len(cells) >= fewest


def test_an_import_reads_no_list() -> None:
    code = (
        "import sys; read = []\n"
        "sys.addaudithook(lambda event, args: event == 'open' and read.append(str(args[0])))\n"
        "import jagbench.generators.language.words\n"
        "print(*[name for name in read if name.endswith(('.tsv', '.toml'))])"
    )

    assert subprocess.check_output([sys.executable, "-c", code], text=True).split() == []


# --- things of lists --------------------------------------------------------------------------------


def test_every_language_has_every_kind_of_thing() -> None:
    kinds = ("fruit", "animal", "city", "chemical", "nonsense")

    assert set(ITEMS) == {f"{kind}_{language}" for kind in kinds for language in LANGUAGES} | {
        "symbol",
        "emoji",
    }


@pytest.mark.parametrize("kind", sorted(ITEMS))
def test_the_things_of_a_kind(kind: str) -> None:
    things = ITEMS[kind]

    assert len(things) >= 24
    assert len(set(things)) == len(things)
    for thing in things:
        assert unicodedata.is_normalized("NFC", thing)
        assert not set(thing) & set(" ,;'\u2019-")


@pytest.mark.parametrize("kind", ["symbol", "emoji"])
def test_signs_are_single_code_points_with_a_name(kind: str) -> None:
    assert all(len(sign) == 1 and unicodedata.name(sign) for sign in ITEMS[kind])


@pytest.mark.parametrize("language", LANGUAGES)
def test_nonsense_is_no_word_and_hurts_nobody(language: str) -> None:
    known = {text.lower() for text in words(language)}

    for thing in ITEMS[f"nonsense_{language}"]:
        assert thing not in known
        assert not is_avoided(thing)


# --- pseudo-words -----------------------------------------------------------------------------------


@pytest.mark.parametrize("alphabet", LETTERS)
def test_alphabets_hold_each_letter_once(alphabet: str) -> None:
    letters = LETTERS[alphabet]

    assert len(set(letters)) == len(letters) >= 25
    assert unicodedata.is_normalized("NFC", letters)


@given(st.text("abcdefghijklmnopqrstuvwxyzáñ", max_size=25) | st.text("보지자시바니미가나", max_size=8))
def test_avoided_fragments_are_found_anywhere(text: str) -> None:
    assert is_avoided(text) == any(fragment in text for fragment in AVOIDED)


def test_a_fragment_across_syllables_is_found() -> None:
    assert is_avoided("가보지나")
    assert not is_avoided("너파")


# --- making the lists -------------------------------------------------------------------------------


def vocabulary(*bases: str, **ranks: float) -> Vocabulary:
    return Vocabulary(ranks=ranks, bases=bases)


def test_candidates_are_the_most_frequent_of_each_length_and_class() -> None:
    cut = Cut(read=lambda folder: vocabulary(), shape="[a-z]{3,4}", common=2, middling=10, a_cell=1)
    found = vocabulary(
        "cat", "dog", "cow", "bird", "ox", "whale", cat=1, dog=2, cow=3, cows=0, bird=11, ox=0, whale=0
    )

    assert candidates(found, cut) == ["cat", "cow", "bird"]


def test_words_beyond_a_length_or_class_are_left_to_the_hand() -> None:
    cut = Cut(
        read=lambda folder: vocabulary(),
        shape="[a-z]+",
        common=2,
        middling=10,
        a_cell=5,
        longest=4,
        taken=("common",),
    )
    found = vocabulary("cat", "dog", "whale", cat=1, dog=3, whale=0)

    assert candidates(found, cut) == ["cat"]


@pytest.mark.parametrize(
    ("word", "form"), [("Häuser", True), ("Haus", False), ("Lehrerinnen", True), ("Katze", False)]
)
def test_forms_of_german_nouns(word: str, form: bool) -> None:
    nouns = {
        "Haus": -8.0,
        "Häuser": -9.0,
        "Lehrerin": -11.0,
        "Lehrerinnen": -12.0,
        "Katze": -10.0,
        "Katz": -14.0,
    }

    assert is_form_of_another(word, nouns) is form


def test_entries_of_a_compiled_dictionary() -> None:
    features = "NNG,*,F,나무,*,*,*,*\0NNG,*,T,꽃,*,*,*,*\0".encode()
    tokens = struct.pack("<HHHhII", 7, 0, 0, -120, 0, 0)
    tokens += struct.pack("<HHHhII", 8, 0, 0, 55, features.index(b"\0") + 1, 0)
    trie = bytes(8)
    header = struct.pack("<10I", 0, 102, 0, 2, 1, 1, len(trie), len(tokens), len(features), 0)
    content = header + b"UTF-8".ljust(32, b"\0") + trie + tokens + features

    assert list(entries(content)) == [(7, -120, "NNG,*,F,나무,*,*,*,*"), (8, 55, "NNG,*,T,꽃,*,*,*,*")]


def test_a_missing_package_is_named(tmp_path: Path) -> None:
    with pytest.raises(
        InvalidArgument, match=r"jieba-0\.42\.1\.tar\.gz is missing; put jieba 0\.42\.1 there"
    ):
        make("zh", tmp_path)


def test_another_package_is_refused(tmp_path: Path) -> None:
    (tmp_path / "jieba-0.42.1.tar.gz").write_bytes(b"another")

    with pytest.raises(InvalidArgument, match=r"but sources\.toml pins 055ca12f"):
        make("zh", tmp_path)
