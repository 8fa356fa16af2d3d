"""Letters of a word, from the prompt's text."""

import re

from jagbench.errors import JagbenchError
from jagbench.generators.families.counting.oracle.reading import long_and_short, one, says, shown

SAME = {
    "en": "same letter",
    "ko": "같은 글자",
    "de": "derselbe",
    "fr": "la même lettre",
    "es": "la misma letra",
    "zh": "同一个字母",
    "ja": "同じ文字",
}
DIFFERENT = {
    "en": "different letters",
    "ko": "다른 글자",
    "de": "verschiedene",
    "fr": "différentes",
    "es": "distintas",
    "zh": "不同的字母",
    "ja": "別の文字",
}
BACK = {
    "en": "the end",
    "ko": "뒤에서",
    "de": "vom ende",
    "fr": "la fin",
    "es": "el final",
    "zh": "从后往前",
    "ja": "後ろから",
}
FRONT = {
    "en": "the beginning",
    "ko": "앞에서",
    "de": "vom anfang",
    "fr": "du début",
    "es": "el principio",
    "zh": "从前往后",
    "ja": "前から",
}


def letters(prompt: str, language: str) -> str:
    """Go through the word of a prompt letter by letter.

    Raises:
        JagbenchError: if it does not show a word and a letter, or states no rule for capitals.
    """
    word, letter = long_and_short(prompt)
    if len(letter) != 1:
        raise JagbenchError(f"{letter!r} is no letter: {prompt!r}")
    fold = says(prompt, language, SAME, DIFFERENT)
    total = 0
    for each in word:
        total += each.casefold() == letter.casefold() if fold else each == letter
    return str(total)


def distinct_letters(prompt: str, language: str) -> str:
    """Cross a letter out wherever it stands until none is left."""
    word, total = one(prompt).casefold(), 0
    while word:
        word = word.replace(word[0], "")
        total += 1
    return str(total)


def vowels(prompt: str, language: str) -> str:
    """What a word loses when a, e, i, o and u are struck out."""
    word = one(prompt)
    left = word
    for vowel in "aeiouAEIOU":
        left = left.replace(vowel, "")
    return str(len(word) - len(left))


def characters(prompt: str, language: str) -> str:
    """Take one character after the other."""
    return str(sum(1 for _ in one(prompt)))


def nth_letter(prompt: str, language: str) -> str:
    """Walk to the place from the end that the prompt names.

    Raises:
        JagbenchError: if it does not show a word and a place in it, or names no end.
    """
    found = shown(prompt)
    if len(found) == 1 and (behind := re.search(r" (\d+)$", prompt)):
        found.append(behind[1])
    places = [each for each in found if each.isdecimal()]
    if len(found) != 2 or len(places) != 1:
        raise JagbenchError(f"The prompt does not show a word and a place: {prompt!r}")
    word = next(each for each in found if each != places[0])
    walk = iter(reversed(word) if says(prompt, language, BACK, FRONT) else word)
    for letter, place in zip(walk, range(1, len(word) + 1), strict=True):
        if place == int(places[0]):
            return letter
    raise JagbenchError(f"The word has no place {places[0]}: {prompt!r}")
