"""Words, lines and lists: answers and lures worked out by hand."""

from jagbench.generators import get_skill, variants
from jagbench.generators.families.counting.things import vocabulary
from jagbench.generators.language.words import ITEMS
from tests.generators.families.counting.asking import ask, items, right, wrong


def test_words() -> None:
    question = ask("words", "Dogs see cats and dogs see birds.", language="en")

    assert right(question) == "7"
    assert wrong(question) == {
        "distinct_words": "5",
        "long_words": "4",
        "round_number": "5",
        "one_more": "8",
        "one_less": "6",
    }


def test_korean_has_no_little_words() -> None:
    question = ask("words", "고양이가 강을 본다.", language="ko")

    assert right(question) == "3"
    assert wrong(question) == {"one_more": "4", "one_less": "2"}


def test_a_word_in_a_text() -> None:
    question = ask("word_occurrences", "plant, ant, Giant, Ant, ant", "ant")

    assert right(question) == "3"
    assert wrong(question) == {
        "inside_words": "5",
        "misses_capitals": "2",
        "word_presence": "1",
        "all_words": "5",
        "one_more": "4",
        "one_less": "2",
    }


def test_words_stand_in_their_texts_as_declared() -> None:
    for item in items("word_occurrences", rounds=1):
        text, word = item.operands
        whole = [each.strip(".,").lower() for each in text.split()]
        assert whole.count(word.lower()) == item.params["count"]
        if item.params["text"] == "list":
            assert text.lower().count(word.lower()) > whole.count(word.lower())


def test_items() -> None:
    question = ask("items", *["fig"] * 12, "kiwi")

    assert right(question) == "13"
    assert wrong(question) == {
        "distinct_items": "2",
        "round_number": "10",
        "one_more": "14",
        "one_less": "12",
    }


def test_the_last_of_some_numbers_is_not_how_many_they_are() -> None:
    assert wrong(ask("items", "7", "3", "12"))["says_the_last_number"] == "12"


def test_a_list_is_written_in_every_language() -> None:
    skill = get_skill("counting.items")
    item = next(
        item
        for item in items("items")
        if item.params["things"] == "animal" and item.params["separator"] == "comma"
    )

    for language, comma in (("en", ", "), ("ko", ", "), ("de", ", "), ("zh", "，"), ("ja", "、")):
        own = [vocabulary(language)[thing] for thing in item.operands]
        for probe in variants(skill, item, language=language):
            assert probe.prompt.endswith("\n" + comma.join(own))
            assert probe.answer.value == str(len(own))


def test_every_thing_has_one_word_in_a_language() -> None:
    english = [thing for kind, things in ITEMS.items() if kind.endswith("_en") for thing in things]

    assert len(english) == len(set(english))
    assert vocabulary("en") == {thing: thing for thing in english}
    assert vocabulary("ko")["apple"] == "사과"


def test_lines() -> None:
    text = "apple pear\n\nfig\nkiwi\n\nlemon"
    every = ask("lines", text, direction="with_empty")
    written = ask("lines", text, direction="without_empty")

    assert right(every) == "6"
    assert wrong(every) == {
        "other_line_rule": "4",
        "empty_lines": "2",
        "paragraphs": "3",
        "words_of_lines": "5",
        "round_number": "5",
        "one_more": "7",
        "one_less": "5",
    }
    assert right(written) == "4"
    assert wrong(written)["other_line_rule"] == "6"


def test_a_text_neither_begins_nor_ends_with_an_empty_line() -> None:
    for item in items("lines"):
        lines = item.operands[0].split("\n")
        assert lines[0]
        assert lines[-1]
        assert ("" in lines) == (item.params["empty"] == "some")
