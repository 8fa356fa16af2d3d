"""Wrong ways to count words, lines and the entries of lists."""

import re
from collections.abc import Mapping

from jagbench.generators.families.counting.misconceptions.wrong import counted, off_by_one, rounded
from jagbench.generators.skill.definition import Misconception, Question, shared

MARKS = ".,"
"""Punctuation that may stand behind a word."""

# --- words in a sentence ----------------------------------------------------------------------------


@shared
def words(question: Question) -> int:
    """The right count of words."""
    return question.item.operands[0].count(" ") + 1


def distinct_words(question: Question) -> int:
    """Count a word that comes twice only once."""
    return len({word.rstrip(MARKS) for word in question.item.operands[0].lower().split(" ")})


def long_words(question: Question) -> int | None:
    """Overlook words of up to three letters, such as "and"; Korean has no such little words."""
    if question.item.params.get("language") == "ko":
        return None
    return len([1 for word in question.item.operands[0].split(" ") if len(word.rstrip(MARKS)) > 3])


WORDS: Mapping[str, Misconception] = {
    "distinct_words": counted(distinct_words),
    "long_words": counted(long_words),
    "round_number": rounded(words, 5),
    **off_by_one(words),
}

# --- how often a word stands in a text --------------------------------------------------------------


def _whole(text: str, word: str) -> int:
    return [each.rstrip(MARKS) for each in text.split(" ")].count(word)


@shared
def occurrences(question: Question) -> int:
    """The right count of a whole word, upper and lower case alike."""
    text, word = question.item.operands
    return _whole(text.lower(), word.lower())


def inside_words(question: Question) -> int:
    """Count the word inside longer words too: "plant" holds an "ant"."""
    text, word = question.item.operands
    return text.lower().count(word.lower())


def misses_capitals(question: Question) -> int:
    """Overlook the word where it is written in another case."""
    text, word = question.item.operands
    return _whole(text, word)


def word_presence(question: Question) -> int:
    """Say 1 where the word is there at all."""
    return int(occurrences(question) > 0)


def all_words(question: Question) -> int:
    """Count all words of the text."""
    return question.item.operands[0].count(" ") + 1


WORD_OCCURRENCES: Mapping[str, Misconception] = {
    "inside_words": counted(inside_words),
    "misses_capitals": counted(misses_capitals),
    "word_presence": counted(word_presence),
    "all_words": counted(all_words),
    **off_by_one(occurrences),
}

# --- entries of a list ------------------------------------------------------------------------------


def entries(question: Question) -> int:
    """The right count of entries."""
    return len(question.item.operands)


def distinct_items(question: Question) -> int:
    """Count a thing that comes twice only once."""
    return len(set(question.item.operands))


def says_the_last_number(question: Question) -> int | None:
    """Say the last entry of a list of numbers, as if the list were numbered."""
    last = question.item.operands[-1]
    return int(last) if last.isdecimal() else None


ITEMS: Mapping[str, Misconception] = {
    "distinct_items": counted(distinct_items),
    "says_the_last_number": counted(says_the_last_number),
    "round_number": rounded(entries, 10),
    **off_by_one(entries),
}

# --- lines of a text --------------------------------------------------------------------------------


@shared
def lines(question: Question) -> int:
    """The right count of lines, empty ones too where the direction says so."""
    text = question.item.operands[0]
    every = text.count("\n") + 1
    return every if question.direction == "with_empty" else every - text.count("\n\n")


def other_line_rule(question: Question) -> int:
    """Count empty lines where only written ones are asked for, or the other way round."""
    text = question.item.operands[0]
    every = text.count("\n") + 1
    return every - text.count("\n\n") if question.direction == "with_empty" else every


def empty_lines(question: Question) -> int:
    """Count the empty lines."""
    return question.item.operands[0].count("\n\n")


def paragraphs(question: Question) -> int:
    """Count the blocks between empty lines."""
    return len(re.findall("\n\n+", question.item.operands[0])) + 1


def words_of_lines(question: Question) -> int:
    """Count the words instead of the lines."""
    return len(question.item.operands[0].split())


LINES: Mapping[str, Misconception] = {
    "other_line_rule": counted(other_line_rule),
    "empty_lines": counted(empty_lines),
    "paragraphs": counted(paragraphs),
    "words_of_lines": counted(words_of_lines),
    "round_number": rounded(lines, 5),
    **off_by_one(lines),
}
