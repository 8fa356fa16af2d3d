"""Letters of words, worked out by hand."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jagbench.errors import JagbenchError
from jagbench.generators import get_skill
from tests.generators.families.calendar.asking import ask, reads, right, wrong

WORDS = st.text("abcdefgh", min_size=2, max_size=25)


@pytest.mark.parametrize(
    ("name", "operands", "answer", "lures"),
    [
        (
            "spell",
            ("letter",),
            "l, e, t, t, e, r",
            {
                "merges_doubles": "l, e, t, e, r",
                "drops_last": "l, e, t, t, e",
                "drops_middle": "l, e, t, e, r",
                "repeats_middle": "l, e, t, t, t, e, r",
                "backwards": "r, e, t, t, e, l",
            },
        ),
        (
            "reverse",
            ("planet",),
            "tenalp",
            {
                "unchanged": "planet",
                "drops_middle": "tealp",
                "swaps_middle": "teanlp",
                "swaps_ends": "tlanep",
                "swaps_halves": "netpla",
                "reverses_halves": "alpten",
                "keeps_first": "ptenal",
            },
        ),
        ("reverse", ("안녕하세요",), "요세하녕안", {"keeps_first": "안요세하녕"}),
        (
            "insert",
            ("letter", "x", "t"),
            "letxtxer",
            {
                "appends": "letterx",
                "replaces": "lexxer",
                "before": "lextxter",
                "first_only": "letxter",
                "merges_doubles": "lettxer",
                "unchanged": "letter",
            },
        ),
        (
            "insert",
            ("plant", "x", "2"),
            "plxant",
            {
                "one_place_early": "pxlant",
                "one_place_late": "plaxnt",
                "from_the_end": "plaxnt",
                "appends": "plantx",
                "replaces": "pxant",
                "unchanged": "plant",
            },
        ),
        (
            "delete",
            ("letter", "t"),
            "leer",
            {
                "first_only": "leter",
                "keeps_last": "leter",
                "merges_doubles": "leter",
                "unchanged": "letter",
            },
        ),
        (
            "delete",
            ("plants", "2"),
            "pants",
            {
                "one_place_early": "lants",
                "one_place_late": "plnts",
                "from_the_end": "plans",
                "unchanged": "plants",
            },
        ),
        ("delete", ("banana", "2"), "bnana", {"deletes_every": "bnn"}),
        (
            "substitute",
            ("letter", "t", "x"),
            "lexxer",
            {
                "first_only": "lexter",
                "keeps_last": "lexter",
                "merges_doubles": "lexer",
                "inserts": "letxtxer",
                "deletes": "leer",
                "unchanged": "letter",
            },
        ),
        (
            "swap",
            ("plant", "2", "4"),
            "pnalt",
            {
                "one_place_early": "alpnt",
                "one_place_late": "pltna",
                "second_place_late": "ptanl",
                "overwrites": "plalt",
                "moves_one": "panlt",
                "unchanged": "plant",
            },
        ),
        (
            "alphabetical",
            ("pear", "apple", "plum"),
            "apple, pear, plum",
            {
                "by_last_letter": "apple, plum, pear",
                "by_length": "pear, plum, apple",
                "backwards": "plum, pear, apple",
                "drops_last": "apple, pear",
                "last_two_swapped": "apple, plum, pear",
                "unsorted": "pear, apple, plum",
            },
        ),
        ("alphabetical", ("gehen", "Arm", "Zug"), "Arm, gehen, Zug", {"capitals_first": "Arm, Zug, gehen"}),
    ],
)
def test_answers_and_lures(
    name: str, operands: tuple[str, ...], answer: str, lures: Mapping[str, str]
) -> None:
    question = ask(f"spelling.{name}", *operands)

    assert right(question) == answer
    found = wrong(question)
    if len(lures) > 1:
        assert found == lures
    assert {misconception: found[misconception] for misconception in lures} == lures


def test_the_first_and_the_last_word() -> None:
    words = ("pear", "apple", "plum")
    first = ask("spelling.first_alphabetically", *words, direction="first")

    assert right(first) == "apple"
    assert right(ask("spelling.first_alphabetically", *words, direction="last")) == "plum"
    assert wrong(first) == {
        "by_length": "pear",
        "opposite_end": "plum",
        "first_mentioned": "pear",
        "last_mentioned": "plum",
    }


@given(WORDS, st.data())
def test_what_is_done_can_be_undone(word: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(1, len(word) - 1))
    longer = right(ask("spelling.insert", word, "x", str(place)))
    i, j = sorted(data.draw(st.lists(st.integers(1, len(word)), min_size=2, max_size=2, unique=True)))
    swapped = right(ask("spelling.swap", word, str(i), str(j)))

    assert right(ask("spelling.delete", longer, str(place + 1))) == word
    assert right(ask("spelling.delete", longer, "x")) == word
    assert right(ask("spelling.swap", swapped, str(i), str(j))) == word
    assert right(ask("spelling.reverse", right(ask("spelling.reverse", word)))) == word


@pytest.mark.parametrize("name", ["insert", "delete", "substitute"])
def test_letters_stand_there_as_often_as_declared(name: str) -> None:
    skill = get_skill(f"spelling.{name}")
    for level in range(1, 6):
        for index in range(60):
            item = skill.item(level=level, seed=1, index=index)
            if item.params.get("where") == "place":
                continue
            word, letter = item.operands[0], item.operands[1 if name == "substitute" else -1]
            assert word.count(letter) == item.params["count"]
            assert (letter * 2 in word) == item.params["doubled"]


def test_a_new_letter_is_new() -> None:
    skill = get_skill("spelling.substitute")
    items = [skill.item(level=level, seed=1, index=index) for level in range(1, 6) for index in range(60)]

    assert [item.operands for item in items if item.operands[2] in item.operands[0]] == []


def test_no_word_is_the_same_backwards() -> None:
    skill = get_skill("spelling.reverse")
    words = [
        skill.item(level=level, seed=1, index=index).operands[0]
        for level in range(1, 6)
        for index in range(100)
    ]

    assert [word for word in words if word.lower() == word[::-1].lower()] == []


@pytest.mark.parametrize("level", [2, 3, 4])
def test_words_share_the_letters_that_are_declared(level: int) -> None:
    skill = get_skill("spelling.alphabetical")
    for index in range(40):
        item = skill.item(level=level, seed=1, index=index)
        shared = str(item.params["shared"])
        beginnings = {word[: int(shared) if shared.isdecimal() else 1].lower() for word in item.operands}
        if shared == "none":
            assert len(beginnings) == len(item.operands)
        elif shared != "any":
            assert len(beginnings) == 1


@pytest.mark.parametrize(
    ("name", "language", "prompt", "answer"),
    [
        ("spell", "en", "Spell it.\nWord: letter", "l, e, t, t, e, r"),
        ("spell", "zh", "写出来。\n词：来来往往", "来, 来, 往, 往"),
        ("reverse", "de", "Rückwärts.\nZähne", "enhäZ"),
        ("insert", "en", 'Insert.\nIn "plant", insert the letter "x" right after letter number 2.', "plxant"),
        ("insert", "en", 'Insert.\nIn "letter", insert "x" right after every letter "t".', "letxtxer"),
        (
            "insert",
            "ko",
            '넣으세요.\n단어 "하나하나"에서 모든 "하" 자 바로 뒤에 "두" 자를 넣으세요.',
            "하두나하두나",
        ),
        ("insert", "zh", "插入。\n词“来往”：在第1个字的后面插入“人”字。", "来人往"),
        ("delete", "ja", "消す。\n言葉「さくら」から2文字目を消してください。", "さら"),
        ("delete", "fr", 'Supprime.\nDans "lettre", supprime chaque lettre "t".', "lere"),
        ("substitute", "es", 'Cambia.\nEn "calle", sustituye cada letra "l" por la letra "m".', "camme"),
        ("swap", "en", 'Swap.\nWord: "plant". Places: 2 and 4.', "pnalt"),
        ("alphabetical", "de", "Ordne.\nWörter: gehen, Arm, Zug", "Arm, gehen, Zug"),
        ("alphabetical", "ko", "차례대로.\n다리, 까치, 가위", "가위, 까치, 다리"),
        ("first_alphabetically", "en", "Which is last?\nWords: pear, apple, plum", "plum"),
    ],
)
def test_the_oracle(name: str, language: str, prompt: str, answer: str) -> None:
    assert reads(f"spelling.{name}", prompt, language) == answer


@pytest.mark.parametrize(
    ("name", "prompt", "message"),
    [
        ("spell", "Spell it.\nWord: two words", "not hold one word"),
        ("insert", 'Insert.\nIn "plant", insert the letter "x".', "how to change one word"),
        ("insert", 'Insert.\nIn "plant", insert the letters "xy" after letter number 2.', "how to change"),
        ("delete", 'Delete.\nIn "plant", delete letter number 9.', "no such place"),
        ("substitute", 'Replace.\nIn "plant", replace "z" by "x".', "not hold two letters"),
        ("swap", 'Swap.\nIn "plant", exchange 2 and "x".', "not hold two places"),
        ("alphabetical", "Sort.\nWords: pear", "not hold a list"),
        ("alphabetical", "Sort.\nWords: pear, été", "other signs than letters"),
        ("first_alphabetically", "Which?\nWords: pear, plum", "not say one direction"),
    ],
)
def test_what_the_oracle_refuses(name: str, prompt: str, message: str) -> None:
    with pytest.raises(JagbenchError, match=message):
        reads(f"spelling.{name}", prompt)
