"""Strings compared sign by sign, and the alphabet walked letter by letter, from the prompt's text."""

import re
from itertools import cycle

from jagbench.errors import JagbenchError
from jagbench.generators.oracles.reading_prompts import NO, YES

SAID = re.compile(r"^[^\n:：]+(?:: |：)([A-Za-z0-9]+)$", re.MULTILINE)
FORWARDS = re.compile(
    r"forwards|뒤로\(A|vorwärts|en avant|hacia delante|Z の方へ進む|アルファベット順に進む|向后"
)
BACKWARDS = re.compile(
    r"backwards|앞으로\(B|rückwärts|en arrière|hacia atrás|A の方へ戻る|アルファベット順と逆に進む|向前"
)


def _said(prompt: str, count: int) -> list[str]:
    """What stands behind the colons of the first lines below the question.

    Raises:
        JagbenchError: if there are not so many lines of that kind.
    """
    found = SAID.findall(prompt.partition("\n")[2])[:count]
    if len(found) != count:
        raise JagbenchError(f"The prompt does not hold {count} strings: {prompt!r}")
    return found


def same(prompt: str, language: str) -> str:
    """Go through both strings at once.

    Raises:
        JagbenchError: if there are not two strings.
    """
    first, second = _said(prompt, 2)
    unlike = len(first) != len(second) or any(one != other for one, other in zip(first, second, strict=True))
    return (NO if unlike else YES)[language]


def palindrome(prompt: str, language: str) -> str:
    """Take letters off both ends as long as they agree.

    Raises:
        JagbenchError: if there is no string.
    """
    letters = list(_said(prompt, 1)[0])
    while len(letters) > 1:
        if letters.pop(0) != letters.pop():
            return NO[language]
    return YES[language]


def alphabet(prompt: str, language: str) -> str:
    """Walk round the alphabet, one letter a step.

    Raises:
        JagbenchError: if there is no letter and number, or no one direction.
    """
    letter, places = _said(prompt, 2)
    question = prompt.partition("\n")[0]
    forwards = FORWARDS.search(question) is not None
    if forwards == (BACKWARDS.search(question) is not None):
        raise JagbenchError(f"The prompt does not say one direction: {prompt!r}")
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    circle = cycle(letters if forwards else letters[::-1])
    here = next(each for each in circle if each == letter)
    for _ in range(int(places)):
        here = next(circle)
    return here
