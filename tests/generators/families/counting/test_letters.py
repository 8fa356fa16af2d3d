"""Letters of words: answers and lures worked out by hand, and factors that hold."""

from itertools import groupby

import pytest

from jagbench.generators import get_skill, variants
from jagbench.generators.language.words import AVOIDED, lexicon, word_list
from tests.generators.families.counting.asking import ask, items, right, wrong


def test_strawberry() -> None:
    question = ask("letters", "strawberry", "r", direction="case_matters")

    assert right(question) == "3"
    assert wrong(question) == {
        "runs": "2",
        "presence": "1",
        "distinct_letters": "8",
        "word_length": "10",
        "one_more": "4",
        "one_less": "2",
    }


def test_capitals_are_other_letters_or_the_same() -> None:
    other = ask("letters", "AnaNas", "a", direction="case_matters")
    same = ask("letters", "AnaNas", "a", direction="case_ignored")

    assert (right(other), wrong(other)["other_case_rule"]) == ("2", "3")
    assert (right(same), wrong(same)["other_case_rule"]) == ("3", "2")
    # A n a N a s has six different signs, but three different letters.
    assert (wrong(other)["distinct_letters"], "distinct_letters" in wrong(same)) == ("5", False)


def test_an_absent_letter_has_no_negative_lure() -> None:
    assert wrong(ask("letters", "banana", "z", direction="case_matters")) == {
        "distinct_letters": "3",
        "word_length": "6",
        "one_more": "1",
    }


def test_letters_stand_in_their_words_as_declared() -> None:
    for item in items("letters"):
        word, letter = item.operands
        count, other = word.count(letter), word.count(letter.swapcase())
        assert (count, other) == (item.params["count"], item.params["other_case"])
        if not other:
            assert (letter * 2 in word) == item.params["doubled"]
        shortest, longest = item.params["shortest"], item.params["longest"]
        assert isinstance(shortest, int)
        assert isinstance(longest, int)
        assert shortest <= len(word) <= longest


def test_no_letter_is_asked_about_that_also_has_an_accent() -> None:
    pairs = {pair for cell in lexicon.letter_cells("fr", "any", 3, 25).values() for pair in cell}

    assert ("élève", "l") in pairs
    assert ("élève", "e") not in pairs
    for item in items("letters"):
        word, letter = item.operands
        if "é" in word:
            assert letter != "e"
        if "ß" in word:
            assert letter != "s"


def test_real_words_are_those_of_the_list_and_made_up_ones_are_not() -> None:
    known = {word.text.lower() for language in ("en", "de", "fr", "es") for word in word_list(language)}
    for name in ("letters", "distinct_letters", "vowels"):
        for item in items(name):
            assert (item.operands[0].lower() in known) == (item.params["word"] == "real")


@pytest.mark.parametrize(
    "name", ["letters", "syllables", "vowels", "characters", "nth_letter", "jamo", "initials", "finals"]
)
def test_made_up_words_hold_no_avoided_fragment(name: str) -> None:
    made_up = [item.operands[0].lower() for item in items(name) if item.params["word"] == "pseudo"]

    assert len(made_up) >= 30
    assert [word for word in made_up if any(fragment in word for fragment in AVOIDED)] == []


def test_words_of_a_language_are_asked_in_that_language() -> None:
    skill = get_skill("counting.letters")
    asked = {
        item.params["language"]: {
            language
            for language in ("en", "ko", "de", "fr", "es", "zh", "ja")
            if variants(skill, item, language=language)
        }
        for item in items("letters", rounds=1)
    }

    assert asked == {
        "latin": {"en", "ko", "de", "fr", "es", "zh", "ja"},
        "en": {"en", "ko", "zh", "ja"},
        "de": {"de"},
        "fr": {"fr"},
        "es": {"es"},
    }


def test_different_letters() -> None:
    question = ask("distinct_letters", "Banana")

    assert right(question) == "3"
    assert wrong(question) == {
        "runs_of_letters": "6",
        "letters_used_once": "1",
        "repeated_letters": "2",
        "word_length": "6",
        "one_more": "4",
        "one_less": "2",
    }


def test_different_letters_are_as_many_as_declared() -> None:
    for item in items("distinct_letters"):
        word = item.operands[0].lower()
        assert len(word) - len(set(word)) == item.params["repeats"]


def test_vowels() -> None:
    question = ask("vowels", "Cauliflower")

    assert right(question) == "5"
    assert wrong(question) == {
        "vowel_groups": "4",
        "consonants": "6",
        "word_length": "11",
        "one_more": "6",
        "one_less": "4",
    }


def test_vowels_are_as_many_as_declared_and_no_y_leaves_doubt() -> None:
    for item in items("vowels"):
        word = item.operands[0].lower()
        assert word.isascii()
        assert "y" not in word
        assert sum(letter in "aeiou" for letter in word) == item.params["count"]
        runs = [len(list(run)) for is_vowel, run in groupby(word, "aeiou".__contains__) if is_vowel]
        assert (max(runs, default=0) > 1) == item.params["together"]


def test_the_length_of_a_word() -> None:
    question = ask("characters", "bookkeeper")

    assert right(question) == "10"
    # b oo kk ee p e r; b o k e p r; oo, ee and e.
    assert wrong(question) == {
        "runs_of_letters": "7",
        "distinct_letters": "6",
        "spoken_syllables": "3",
        "one_more": "11",
        "one_less": "9",
    }


def test_bytes_are_not_characters() -> None:
    assert wrong(ask("characters", "바나나"))["counts_utf8_bytes"] == "9"
    assert wrong(ask("characters", "Tür"))["counts_utf8_bytes"] == "4"


def test_the_nth_letter_from_the_front() -> None:
    question = ask("nth_letter", "strawberry", "3", direction="from_front")

    assert right(question) == "r"
    assert wrong(question) == {
        "zero_based": "a",
        "one_too_early": "t",
        # y r r: the third from the end is an r too, and so no lure.
        "first_letter": "s",
        "last_letter": "y",
    }


def test_the_nth_letter_from_the_end() -> None:
    question = ask("nth_letter", "apples", "4", direction="from_end")

    # s e l p p a
    assert right(question) == "p"
    assert wrong(question) == {
        "one_too_early": "l",
        "from_the_other_end": "l",
        "first_letter": "a",
        "last_letter": "s",
    }


def test_a_doubled_letter_that_is_skipped_moves_the_place() -> None:
    assert wrong(ask("nth_letter", "apple", "4", direction="from_front"))["skips_doubles"] == "e"


def test_the_places_lie_in_their_third_of_the_word() -> None:
    for item in items("nth_letter"):
        word, place = item.operands
        third = {"front": 0, "middle": 1, "back": 2}[str(item.params["place"])]
        share = (int(place) - 0.5) / len(word)
        assert third / 3 - 0.17 <= share <= (third + 1) / 3 + 0.17


def test_most_places_tell_the_slips_apart() -> None:
    telling = [
        {"zero_based", "one_too_early", "from_the_other_end"}
        <= wrong(ask("nth_letter", *item.operands, direction="from_front")).keys()
        for item in items("nth_letter")
        if item.params["place"] == "middle" and item.params["word"] == "pseudo"
    ]

    assert sum(telling) / len(telling) > 0.6
