"""What a counting prompt shows behind its first line: things under labels, in quotes or alone."""

import re
from collections.abc import Mapping

from jagbench.errors import JagbenchError

QUOTED = re.compile('"([^"]+)"|“([^”]+)”|„([^“”]+)[“”]|«[ \u00a0]?([^»]+?)[ \u00a0]?»|「([^」]+)」')
LABELLED = re.compile("[^:：\n]{1,60}?[ \u00a0]?[:：][ \u00a0]?(.*)")


def split(prompt: str) -> tuple[str, str]:
    """The first line, which asks, and all that follows, which is asked about.

    Raises:
        JagbenchError: if the prompt has one line only.
    """
    head, line_break, body = prompt.partition("\n")
    if not line_break:
        raise JagbenchError(f"The prompt shows nothing behind its question: {prompt!r}")
    return head, body


def shown(prompt: str) -> list[str]:
    """The things that a prompt shows, without labels and quotes."""
    found: list[str] = []
    for line in split(prompt)[1].split("\n"):
        quoted = ["".join(groups) for groups in QUOTED.findall(line)]
        labelled = LABELLED.fullmatch(line)
        found += quoted or [labelled[1] if labelled else line]
    return found


def one(prompt: str) -> str:
    """The one thing that a prompt shows.

    Raises:
        JagbenchError: if it shows more or less.
    """
    found = shown(prompt)
    if len(found) != 1 or not found[0]:
        raise JagbenchError(f"The prompt shows {len(found)} things, not one: {prompt!r}")
    return found[0]


def long_and_short(prompt: str) -> tuple[str, str]:
    """The two things that a prompt shows, the longer one first.

    Raises:
        JagbenchError: if they are not two, or equally long.
    """
    found = sorted(shown(prompt), key=len)
    if len(found) != 2 or len(found[0]) == len(found[1]) or not found[0]:
        raise JagbenchError(f"The prompt does not show a long and a short thing: {prompt!r}")
    return found[1], found[0]


def says(prompt: str, language: str, yes: Mapping[str, str], no: Mapping[str, str]) -> bool:
    """Which of two rules the first line states, by a word for each.

    Raises:
        JagbenchError: if it states neither, or both.
    """
    head = split(prompt)[0].lower()
    first, second = yes[language] in head, no[language] in head
    if first == second:
        raise JagbenchError(f"The prompt does not state its rule: {prompt!r}")
    return first
