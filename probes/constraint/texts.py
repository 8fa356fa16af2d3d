"""Texts that obey a constraint: a row of plain words, of exactly the length and form that is asked for.

They show that a constraint can be obeyed and are what the reference respondent writes; they tell nothing and
are no literature.
"""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import cycle, islice

from jagbench.probes.constraint.requirements import (
    Begins,
    Constraint,
    Ends,
    Requirement,
    Times,
    Without,
    found_in,
)
from jagbench.probes.constraint.units import SPACELESS, Unit, folded, letters

_FULL_STOPS: Mapping[str, str] = {"ja": "。", "zh": "。"}
_COMMAS: Mapping[str, str] = {"ja": "、", "zh": "、"}
_IN_A_SENTENCE = 8
"""Words of a sentence where their number alone is asked for."""
_IN_A_SHORT_ONE = 3
"""Words of a sentence or line where sentences or lines are asked for."""


@cache
def _vocabulary() -> Mapping[str, Sequence[str]]:
    text = files("jagbench.probes.constraint").joinpath("words.toml").read_text(encoding="utf-8")
    return {language: tuple(words.split()) for language, words in tomllib.loads(text).items()}


def vocabulary(language: str) -> Sequence[str]:
    """The words that texts of a language are made of; English ones where it has none of its own.

    Args:
        language: ISO 639-1 code.
    """
    found = _vocabulary()
    return found.get(language, found["en"])


def obeying_text(constraint: Constraint, language: str) -> str:
    """A text that obeys a constraint.

    Args:
        constraint: What it has to be.
        language: ISO 639-1 code.
    """
    requirements = constraint.requirements
    kept = [
        word
        for word in vocabulary(language)
        if not any(_hurts(word, each, language) for each in requirements)
    ]
    begins = next((each for each in requirements if isinstance(each, Begins)), None)
    if begins is not None:
        return _beginning(begins, kept, language)
    amount = constraint.amount
    held = [each.text for each in requirements if isinstance(each, Times) for _ in range(each.n)]
    last = [each.text for each in requirements if isinstance(each, Ends)]
    if amount is None or held or last:
        return _holding(1 if amount is None else amount.n, held, last, kept, language)
    return _WRITTEN[amount.unit](amount.n, kept, language)


def _hurts(word: str, requirement: Requirement, language: str) -> bool:
    """Whether a word must not stand anywhere but where a requirement asks for it."""
    if isinstance(requirement, Times) or (isinstance(requirement, Without) and requirement.banned):
        return found_in(word, requirement.what, requirement.text, language) > 0
    return isinstance(requirement, Ends) and found_in(word, "word", requirement.text, language) > 0


def _holding(n: int, held: Sequence[str], last: Sequence[str], words: Sequence[str], language: str) -> str:
    """So many sentences, words put between others, and words at the end of each."""
    fillers = cycle(words)
    rows: list[list[str]] = [[next(fillers)] for _ in range(n)]
    for place, word in enumerate(held):
        rows[place % n] += [word, next(fillers)]
    between = "" if language in SPACELESS else " "
    return between.join(_sentence([*row, *(last or [next(fillers)])], language) for row in rows)


def _beginning(begins: Begins, words: Sequence[str], language: str) -> str:
    """Lines of a few words, or words, that begin with letters in order."""
    first = [
        next((word for word in words if folded(word, language)[0] == folded(letter, language)), letter)
        for letter in begins.letters
    ]
    if begins.unit == "words":
        return _joined(first, language)
    between = "" if language in SPACELESS else " "
    fillers = cycle(words)
    return "\n".join(between.join([word, next(fillers), next(fillers)]) for word in first)


def _rest(number: int, words: Sequence[str]) -> Sequence[str]:
    """So many words, the list over and over."""
    return list(islice(cycle(words), number))


def _sentence(words: Sequence[str], language: str) -> str:
    text = ("" if language in SPACELESS else " ").join(words)
    return f"{text[:1].upper()}{text[1:]}{_FULL_STOPS.get(language, '.')}"


def _joined(words: Sequence[str], language: str) -> str:
    """Words in sentences of a few each."""
    parts = [words[start : start + _IN_A_SENTENCE] for start in range(0, len(words), _IN_A_SENTENCE)]
    return ("" if language in SPACELESS else " ").join(_sentence(part, language) for part in parts)


def _of_words(n: int, words: Sequence[str], language: str) -> str:
    return _of_letters(n, words, language) if language in SPACELESS else _joined(_rest(n, words), language)


def _of_letters(n: int, words: Sequence[str], language: str) -> str:
    """Words of exactly so many letters together; what no word fits is made up by a single letter."""
    lengths = {len(letters(word)) for word in words}
    chosen: list[str] = []
    left = n
    turn = cycle(words)
    while left:
        fits = {length for length in lengths if length == left or left - length >= min(lengths)}
        if not fits:
            chosen.append(words[0][0] * left)
            break
        word = next(word for word in turn if len(letters(word)) in fits)
        chosen.append(word)
        left -= len(letters(word))
    return _joined(chosen, language)


def _of_sentences(n: int, words: Sequence[str], language: str) -> str:
    row = _rest(n * _IN_A_SHORT_ONE, words)
    parts = [row[start : start + _IN_A_SHORT_ONE] for start in range(0, len(row), _IN_A_SHORT_ONE)]
    return ("" if language in SPACELESS else " ").join(_sentence(part, language) for part in parts)


def _of_lines(n: int, words: Sequence[str], language: str) -> str:
    row = _rest(n * _IN_A_SHORT_ONE, words)
    between = "" if language in SPACELESS else " "
    return "\n".join(
        between.join(row[start : start + _IN_A_SHORT_ONE]) for start in range(0, len(row), _IN_A_SHORT_ONE)
    )


def _of_items(n: int, words: Sequence[str], language: str) -> str:
    return _COMMAS.get(language, ", ").join(_rest(n, words))


_WRITTEN: Mapping[Unit, Callable[[int, Sequence[str], str], str]] = {
    "words": _of_words,
    "sentences": _of_sentences,
    "lines": _of_lines,
    "letters": _of_letters,
    "items": _of_items,
}
