"""Wrong ways to count."""

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby

from jagbench.generators.skill import Misconception, Question

Count = Callable[[Sequence[str]], int | None]
"""A wrong count of an item's operands."""


def _misconception(count: Count) -> Misconception:
    def predict(question: Question) -> str | None:
        counted = count(question.item.operands)
        return None if counted is None or counted < 0 else str(counted)

    return predict


def occurrences(operands: Sequence[str]) -> int:
    """The right count of a letter in a word."""
    word, letter = operands
    return word.count(letter)


def runs(operands: Sequence[str]) -> int:
    """Count a doubled letter once: strawberry has two r."""
    word, letter = operands
    return sum(each == letter for each, _ in groupby(word))


def presence(operands: Sequence[str]) -> int:
    """Say one when the letter is there at all."""
    return int(operands[1] in operands[0])


def distinct_letters(operands: Sequence[str]) -> int:
    """Count the different letters of the word."""
    return len(set(operands[0]))


def word_length(operands: Sequence[str]) -> int:
    """Count all letters of the word."""
    return len(operands[0])


def word_count(operands: Sequence[str]) -> int:
    """The right count of words."""
    return len(operands[0].split(" "))


def distinct_words(operands: Sequence[str]) -> int:
    """Count a word that comes twice only once."""
    return len(set(operands[0].lower().rstrip(".").split(" ")))


def long_words(operands: Sequence[str]) -> int | None:
    """Overlook words of up to three letters, such as "and"; Korean has no such little words."""
    words = operands[0].rstrip(".").split(" ")
    return sum(len(word) > 3 for word in words) if operands[0].isascii() else None


def distinct_items(operands: Sequence[str]) -> int:
    """Count a thing that comes twice only once."""
    return len(set(operands))


def round_number(operands: Sequence[str]) -> int | None:
    """Say the nearest multiple of ten, for lists of more than ten."""
    return (len(operands) + 5) // 10 * 10 if len(operands) > 10 else None


def _off_by_one(count: Callable[[Sequence[str]], int]) -> dict[str, Misconception]:
    return {
        "one_more": _misconception(lambda operands: count(operands) + 1),
        "one_less": _misconception(lambda operands: count(operands) - 1),
    }


LETTERS: Mapping[str, Misconception] = {
    "runs": _misconception(runs),
    "presence": _misconception(presence),
    "distinct_letters": _misconception(distinct_letters),
    "word_length": _misconception(word_length),
    **_off_by_one(occurrences),
}
WORDS: Mapping[str, Misconception] = {
    "distinct_words": _misconception(distinct_words),
    "long_words": _misconception(long_words),
    **_off_by_one(word_count),
}
ITEMS: Mapping[str, Misconception] = {
    "distinct_items": _misconception(distinct_items),
    "round_number": _misconception(round_number),
    **_off_by_one(len),
}
