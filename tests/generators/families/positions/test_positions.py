"""Places in lists, sentences and words, worked out by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jagbench.errors import JagbenchError
from jagbench.generators import get_skill
from tests.generators.families.calendar.asking import ask, reads, right, wrong

NAMES = "girl3, boy1, girl0, boy7, girl5"
SENTENCE = "Young farmers gladly buy red hats."


@pytest.mark.parametrize(
    ("place", "asked", "name"),
    [("1", "from_front", "girl3"), ("4", "from_front", "boy7"), ("2", "from_end", "boy7")],
)
def test_a_name_by_its_number(place: str, asked: str, name: str) -> None:
    assert right(ask("positions.entry", NAMES, place, direction=asked)) == name


def test_lures_of_a_name_by_its_number() -> None:
    assert wrong(ask("positions.entry", NAMES, "2", direction="from_front")) == {
        "counts_from_zero": "girl0",
        "stops_early": "girl3",
        "counts_from_other_end": "boy7",
        "first_in_count": "girl3",
        "last_in_count": "girl5",
    }


@pytest.mark.parametrize(("asked", "number"), [("from_front", "2"), ("from_end", "4")])
def test_the_number_of_a_name(asked: str, number: str) -> None:
    assert right(ask("positions.place", NAMES, "boy1", direction=asked)) == number


def test_lures_of_the_number_of_a_name() -> None:
    assert wrong(ask("positions.place", NAMES, "boy1", direction="from_front")) == {
        "one_more": "3",
        "one_less": "1",
        "counts_from_other_end": "4",
        "counts_all": "5",
        "two_more": "4",
    }


@pytest.mark.parametrize(("asked", "name"), [("before", "boy1"), ("after", "boy7")])
def test_the_name_beside_a_name(asked: str, name: str) -> None:
    assert right(ask("positions.name_beside", NAMES, "girl0", direction=asked)) == name


def test_lures_of_the_name_beside_a_name() -> None:
    assert wrong(ask("positions.name_beside", NAMES, "boy1", direction="after")) == {
        "other_side": "girl3",
        "one_too_far": "boy7",
        "first_of_all": "girl3",
        "last_of_all": "girl5",
    }


@pytest.mark.parametrize(
    ("place", "asked", "word"),
    [("1", "from_front", "Young"), ("3", "from_front", "gladly"), ("1", "from_end", "hats")],
)
def test_a_word_by_its_number(place: str, asked: str, word: str) -> None:
    assert right(ask("positions.word", SENTENCE, place, direction=asked)) == word


@pytest.mark.parametrize(("asked", "letter"), [("before", "r"), ("after", "w")])
def test_the_letter_beside_a_letter(asked: str, letter: str) -> None:
    assert right(ask("positions.letter_beside", "strawberry", "a", direction=asked)) == letter


@given(st.integers(1, 5), st.sampled_from(["from_front", "from_end"]))
def test_a_name_and_its_number_belong_together(place: int, asked: str) -> None:
    name = right(ask("positions.entry", NAMES, str(place), direction=asked))

    assert right(ask("positions.place", NAMES, name, direction=asked)) == str(place)


@pytest.mark.parametrize("level", [1, 2, 3, 4, 5])
def test_a_letter_that_is_named_stands_once_between_two_others(level: int) -> None:
    skill = get_skill("positions.letter_beside")
    for index in range(80):
        word, letter = skill.item(level=level, seed=1, index=index).operands
        assert word.lower().count(letter) == 1
        assert letter in word[1:-1]


@pytest.mark.parametrize(
    ("name", "language", "prompt", "answer"),
    [
        ("entry", "en", "Count from the end.\nNames: Ann, Ben, Tom\nNumber: 1", "Tom"),
        ("entry", "zh", "从前往后数。\n名字：小红、小明、小刚\n号码：2", "小明"),
        ("place", "de", "Zähle von hinten.\nNamen: Eva, Jan, Tim\nName: Eva", "3"),
        ("place", "ko", "앞에서부터 세세요.\n목록: 민지, 철수, 영희\n이름: 철수", "2"),
        ("name_beside", "fr", "Qui vient juste après ?\nListe : Léa, Tom, Zoé\nPrénom : Tom", "Zoé"),
        ("name_beside", "es", "¿Quién va justo antes?\nLista: Ana, Luis, Eva\nNombre: Eva", "Luis"),
        ("word", "en", "Count from the end.\nSentence: Birds sing in spring.\nNumber: 2", "in"),
        ("letter_beside", "ja", "すぐ後は。\n言葉：さくら\n文字：く", "ら"),
    ],
)
def test_the_oracle(name: str, language: str, prompt: str, answer: str) -> None:
    assert reads(f"positions.{name}", prompt, language) == answer


@pytest.mark.parametrize(
    ("name", "prompt", "message"),
    [
        ("entry", "Count from the end.\nNames: Ann, Ben\nNumber: 3", "no entry number '3'"),
        ("entry", "Count.\nNames: Ann, Ben\nNumber: 1", "not say one direction"),
        ("entry", "Count from the end.\nNames: Ann, Ben", "not hold a row"),
        ("place", "Count from the end.\nNames: Ann, Ben\nName: Tom", "'Tom' 0 times"),
        ("name_beside", "Which is right after?\nNames: Ann, Ben\nName: Ben", "not stand beside one"),
        ("letter_beside", "Which is right after?\nWord: banana\nLetter: a", "not stand beside one"),
    ],
)
def test_what_the_oracle_refuses(name: str, prompt: str, message: str) -> None:
    with pytest.raises(JagbenchError, match=message):
        reads(f"positions.{name}", prompt)


def test_the_name_that_is_named_is_no_option() -> None:
    answer = get_skill("positions.name_beside").solve(
        ask("positions.name_beside", NAMES, "boy1", direction="after")
    )

    assert answer.options == ("girl3", "girl0", "boy7", "girl5")


def test_the_letter_that_is_named_is_a_lure() -> None:
    question = ask("positions.letter_beside", "strawberry", "a", direction="after")

    assert wrong(question)["stays_there"] == "a"
