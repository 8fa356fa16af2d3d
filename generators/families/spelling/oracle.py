"""The answer to a spelling question, from the prompt's text, by laying letters out one by one."""

import re
from bisect import insort

from jagbench.errors import JagbenchError
from jagbench.generators.oracles.reading_prompts import last_line

QUOTED = re.compile('["“„「«]\u00a0?([^"“”」»\u00a0]+)\u00a0?["“”」»]')
NUMBER = re.compile(r"\d+")
LABEL = re.compile(r"^[^:：]+(?:: |：)")
ALPHABET = "abcdefghijklmnopqrstuvwxyz"
NEW_LAST = ("ja", "ko", "zh")
"""The languages whose prompts name the new letter behind the one that it follows."""
FIRST = re.compile(r"\bfirst\b|가장 먼저|zuerst|en premier\b|en primer lugar")
LAST = re.compile(r"\blast\b|가장 나중에|zuletzt|en dernier\b|en último lugar")


def _letters(prompt: str) -> list[str]:
    """The letters of the word in the last line.

    Raises:
        JagbenchError: if there is more than one word.
    """
    word = LABEL.sub("", last_line(prompt)).strip()
    if not word or " " in word:
        raise JagbenchError(f"The prompt does not hold one word in its last line: {prompt!r}")
    return [*word]


def spell(prompt: str, language: str) -> str:
    """Name the letters of the word in the last line.

    Raises:
        JagbenchError: if there is not one word.
    """
    return ", ".join(_letters(prompt))


def reverse(prompt: str, language: str) -> str:
    """Take the letters of the word in the last line off from the end.

    Raises:
        JagbenchError: if there is not one word.
    """
    letters, backwards = _letters(prompt), ""
    while letters:
        backwards += letters.pop()
    return backwards


def _parts(prompt: str, count: int) -> tuple[list[str], list[int]]:
    """What stands in quotation marks in the last line, and the numbers outside of them: `count` in all.

    Raises:
        JagbenchError: if there are more or fewer, or what follows the word are not single letters.
    """
    line = last_line(prompt)
    quoted: list[str] = QUOTED.findall(line)
    numbers = [int(number) for number in NUMBER.findall(QUOTED.sub("", line))]
    if len(quoted) + len(numbers) != count or not quoted or any(len(each) != 1 for each in quoted[1:]):
        raise JagbenchError(f"The prompt does not say how to change one word: {prompt!r}")
    if any(not 1 <= number <= len(quoted[0]) for number in numbers):
        raise JagbenchError(f"The word has no such place: {prompt!r}")
    return quoted, numbers


def insert(prompt: str, language: str) -> str:
    """Go along the word and put the new letter behind the place, or behind every such letter.

    Raises:
        JagbenchError: if there are not a word, a new letter and a place or another letter.
    """
    (word, *letters), numbers = _parts(prompt, 3)
    if len(letters) == 2 and language in NEW_LAST:
        letters.reverse()
    result = ""
    for place, letter in enumerate(word, start=1):
        result += letter
        if place in numbers or letter in letters[1:]:
            result += letters[0]
    return result


def delete(prompt: str, language: str) -> str:
    """Go along the word and leave out the place, or every such letter.

    Raises:
        JagbenchError: if there are not a word and a place or a letter.
    """
    (word, *letters), numbers = _parts(prompt, 2)
    kept = [
        letter for place, letter in enumerate(word, start=1) if place not in numbers and letter not in letters
    ]
    return "".join(kept)


def substitute(prompt: str, language: str) -> str:
    """Go along the word and write the new letter for the old one.

    Raises:
        JagbenchError: if there are not a word and two letters.
    """
    (word, *letters), _ = _parts(prompt, 3)
    if len(letters) != 2 or letters[0] not in word:
        raise JagbenchError(f"The prompt does not hold two letters: {prompt!r}")
    old, new = letters
    return "".join([new if letter == old else letter for letter in word])


def swap(prompt: str, language: str) -> str:
    """Exchange two entries of the list of letters.

    Raises:
        JagbenchError: if there are not a word and two places.
    """
    quoted, numbers = _parts(prompt, 3)
    if len(numbers) != 2:
        raise JagbenchError(f"The prompt does not hold two places: {prompt!r}")
    letters = [*quoted[0]]
    i, j = (number - 1 for number in numbers)
    letters[i], letters[j] = letters[j], letters[i]
    return "".join(letters)


# --- order ------------------------------------------------------------------------------------------


def _places(word: str) -> list[int]:
    """The places of a word's letters in the alphabet, or of its syllables in the Korean script.

    Raises:
        JagbenchError: if it holds another sign.
    """
    places = [
        ALPHABET.find(letter) if letter in ALPHABET else ord(letter) - 0xAC00 for letter in word.lower()
    ]
    if any(not 0 <= place < 11172 for place in places):
        raise JagbenchError(f"The word has other signs than letters: {word!r}")
    return places


def _listed(line: str) -> list[str]:
    found = LABEL.sub("", line).strip().split(", ")
    if len(found) < 2:
        raise JagbenchError(f"The prompt does not hold a list of words: {line!r}")
    return found


def alphabetical(prompt: str, language: str) -> str:
    """Put one word after the other into its place among those before it.

    Raises:
        JagbenchError: if there is no list of words.
    """
    ordered: list[tuple[list[int], str]] = []
    for word in _listed(last_line(prompt)):
        insort(ordered, (_places(word), word))
    return ", ".join([word for _, word in ordered])


def first_alphabetically(prompt: str, language: str) -> str:
    """Keep the better of the word so far and the next.

    Raises:
        JagbenchError: if there is no list of words, or the prompt does not say one direction.
    """
    question, line, *_ = prompt.split("\n")
    first, last = FIRST.search(question), LAST.search(question)
    if (first is None) == (last is None):
        raise JagbenchError(f"The prompt does not say one direction: {prompt!r}")
    best, *others = _listed(line)
    for word in others:
        if (_places(word) < _places(best)) == (first is not None):
            best = word
    return best
