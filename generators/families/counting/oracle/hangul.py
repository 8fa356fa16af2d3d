"""Letters of Korean words, from the prompt's text: by the decomposition of Unicode."""

import unicodedata

from jagbench.errors import JagbenchError
from jagbench.generators.families.counting.oracle.reading import long_and_short, one

INITIALS = dict(zip("ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ", range(0x1100, 0x1113), strict=True))
"""The code points of the letters where they begin a syllable."""


def _split(word: str) -> str:
    """The letters of a word; every syllable must be a whole one."""
    if not all("가" <= each <= "힣" for each in word):
        raise JagbenchError(f"{word!r} is no Korean word.")
    return unicodedata.normalize("NFD", word)


def syllables(prompt: str, language: str) -> str:
    """Go through the word of a prompt syllable by syllable.

    Raises:
        JagbenchError: if it does not show a word and a syllable.
    """
    word, syllable = long_and_short(prompt)
    if len(syllable) != 1:
        raise JagbenchError(f"{syllable!r} is no syllable: {prompt!r}")
    total = 0
    for each in word:
        total += each == syllable
    return str(total)


def jamo(prompt: str, language: str) -> str:
    """Take the syllables apart."""
    return str(len(_split(one(prompt))))


def initials(prompt: str, language: str) -> str:
    """Take the syllables apart, and count a letter where it begins one.

    Raises:
        JagbenchError: if the prompt does not show a word and a consonant.
    """
    word, consonant = long_and_short(prompt)
    if consonant not in INITIALS:
        raise JagbenchError(f"{consonant!r} begins no syllable: {prompt!r}")
    return str(_split(word).count(chr(INITIALS[consonant])))


def finals(prompt: str, language: str) -> str:
    """Take the syllables apart, and count the letters that close one."""
    return str(sum("\u11a8" <= each <= "\u11c2" for each in _split(one(prompt))))
