"""The slips of a writer: a letter left out, put in or swapped with its neighbour.

Damerau found that more than four in five misspelt words differ from the right one by a single such slip ("A
technique for computer detection and correction of spelling errors", Communications of the ACM 7 (3), 1964).
"""

from collections.abc import Iterator
from functools import cache

from jagbench.generators.language.words import words


@cache
def known(language: str) -> frozenset[str]:
    """The words of a language's list, in lower case."""
    return frozenset(word.lower() for word in words(language))


def doublings(word: str) -> Iterator[str]:
    """The word with one of its inner single letters written twice, once for each of them."""
    for place in range(1, len(word)):
        if word[place] not in word[place - 1 : place].lower() + word[place + 1 : place + 2]:
            yield word[: place + 1] + word[place:]


def merged(word: str) -> Iterator[str]:
    """The word with one of its double letters written once, for each double behind the first letter."""
    for place in range(2, len(word)):
        if word[place] == word[place - 1] and word[place - 2 : place - 1] != word[place]:
            yield word[:place] + word[place + 1 :]


def swaps(word: str) -> Iterator[str]:
    """The word with two unlike neighbours exchanged, the first letter left in its place."""
    for place in range(1, len(word) - 1):
        if word[place] != word[place + 1]:
            yield word[:place] + word[place + 1] + word[place] + word[place + 2 :]
