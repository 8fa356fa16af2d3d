"""The answer to a question about places, from the prompt's text, by walking along the row."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from jagbench.errors import JagbenchError

FROM_FRONT: Mapping[str, str] = {
    "de": "von vorn",
    "en": "from the start",
    "es": "desde el principio",
    "fr": "à partir du début",
    "ja": "初めから",
    "ko": "앞에서부터",
    "zh": "从前往后",
}
FROM_END: Mapping[str, str] = {
    "de": "von hinten",
    "en": "from the end",
    "es": "desde el final",
    "fr": "à partir de la fin",
    "ja": "終わりから",
    "ko": "뒤에서부터",
    "zh": "从后往前",
}
BEFORE: Mapping[str, str] = {
    "de": "direkt vor",
    "en": "right before",
    "es": "justo antes",
    "fr": "juste avant",
    "ja": "すぐ前",
    "ko": "바로 앞",
    "zh": "紧挨在它前面",
}
AFTER: Mapping[str, str] = {
    "de": "direkt nach",
    "en": "right after",
    "es": "justo después",
    "fr": "juste après",
    "ja": "すぐ後",
    "ko": "바로 뒤",
    "zh": "紧跟在它后面",
}
LABEL = re.compile(r"^[^:：]+(?:: |：)")


def _parts(prompt: str) -> tuple[str, str, str]:
    """The question, the row, and what is asked about it.

    Raises:
        JagbenchError: if the last two lines do not hold them.
    """
    question, *rest = prompt.split("\n")
    if len(rest) != 2:
        raise JagbenchError(f"The prompt does not hold a row and what is asked about it: {prompt!r}")
    row, asked = [LABEL.sub("", line).strip() for line in rest]
    return question, row, asked


def _says(question: str, language: str, one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    """Whether a question says the one thing and not the other.

    Raises:
        JagbenchError: if it says neither, or both.
    """
    first, second = one[language] in question, other[language] in question
    if first == second:
        raise JagbenchError(f"The prompt does not say one direction: {question!r}")
    return first


def _names(row: str) -> list[str]:
    return re.split(", |、", row)


def _nth(entries: Sequence[str], question: str, asked: str, language: str) -> str:
    """Take entries away from the end where the count begins until the number is reached.

    Raises:
        JagbenchError: if there is no such number, or the row is too short for it.
    """
    if not asked.isdecimal() or not 1 <= int(asked) <= len(entries):
        raise JagbenchError(f"The row has no entry number {asked!r}.")
    left, steps = [*entries], int(asked)
    forwards = _says(question, language, FROM_FRONT, FROM_END)
    while steps > 1:
        left = left[1:] if forwards else left[:-1]
        steps -= 1
    return left[0] if forwards else left[-1]


def entry(prompt: str, language: str) -> str:
    """Strike names off until the one with the number is left at the end.

    Raises:
        JagbenchError: if the prompt does not hold a list, a number and one direction.
    """
    question, row, asked = _parts(prompt)
    return _nth(_names(row), question, asked, language)


def word(prompt: str, language: str) -> str:
    """Strike words off until the one with the number is left at the end.

    Raises:
        JagbenchError: if the prompt does not hold a sentence, a number and one direction.
    """
    question, row, asked = _parts(prompt)
    return _nth(re.findall(r"\w+", row), question, asked, language)


def place(prompt: str, language: str) -> str:
    """Count how many names stand between the name and the end where the count begins, and itself.

    Raises:
        JagbenchError: if the prompt does not hold a list with the name in it once, and one direction.
    """
    question, row, asked = _parts(prompt)
    names = _names(row)
    if names.count(asked) != 1:
        raise JagbenchError(f"The list holds {asked!r} {names.count(asked)} times.")
    if _says(question, language, FROM_END, FROM_FRONT):
        names.reverse()
    number = 0
    for name in names:
        number += 1
        if name == asked:
            break
    return str(number)


def _next_to(entries: Sequence[str], question: str, asked: str, language: str) -> str:
    """The neighbour of the one entry that is named.

    Raises:
        JagbenchError: if it does not stand there once, or has no such neighbour.
    """
    after = _says(question, language, AFTER, BEFORE)
    found = [
        (second if after else first)
        for first, second in pairwise(entries)
        if (first if after else second) == asked
    ]
    if len(found) != 1 or entries.count(asked) != 1:
        raise JagbenchError(f"{asked!r} does not stand beside one thing in {entries!r}.")
    return found[0]


def name_beside(prompt: str, language: str) -> str:
    """Look through all pairs of neighbours for the one with the name.

    Raises:
        JagbenchError: if the prompt does not hold a list with the name in it once, and one side.
    """
    question, row, asked = _parts(prompt)
    return _next_to(_names(row), question, asked, language)


def letter_beside(prompt: str, language: str) -> str:
    """Look through all pairs of neighbours for the one with the letter.

    Raises:
        JagbenchError: if the prompt does not hold a word with the letter in it once, and one side.
    """
    question, row, asked = _parts(prompt)
    return _next_to([*row], question, asked, language)
