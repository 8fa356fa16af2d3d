"""What a reply says that was asked to say yes or no, or which of two: the words of its language, exactly.

A reply that begins with yes or no says that. Another says what the only words of judgement in it say, such as
"incorrect", unless it denies besides. Whatever says neither, or both, says nothing.
"""

import re
import unicodedata
from functools import cache
from typing import Literal

from jagbench.runners.protocols.wordings import words

Said = Literal["yes", "no", "A", "B", ""]
"""What a reply says; empty where it says nothing, or both."""

_AROUND = re.compile(r"^[\s\W_]+")
_SPACED = re.compile(r"[A-Za-z\u00c0-\u024f]")
_DENIES = re.compile(
    r"\b(?:not|nicht|kein\w*|pas|ne|n[oi]|never|nie)\b|n't\b|아니|않|ない|ません|没|不", re.IGNORECASE
)
_LETTER = re.compile(r"(?<![A-Za-z0-9])([AB])(?![A-Za-z0-9])")
_ARTICLE = re.compile(r"(?<![A-Za-z0-9])A(?= (?!or |and |is |und |oder |ist |o |y |es |ou |et |est )[a-z])")


def yes_or_no(text: str, language: str) -> Said:
    """Whether a reply says yes or no.

    Args:
        text: The reply.
        language: ISO 639-1 code of the language that it was asked in.
    """
    plain = unicodedata.normalize("NFC", text).casefold()
    start = _AROUND.sub("", plain)
    began = _match(start, _words(language), at_start=True)
    if began is not None:
        return began[0]
    found: set[Said] = set()
    rest = plain
    while (each := _match(rest, _words(language)[2:], at_start=False)) is not None:
        found.add(each[0])
        rest = rest[: each[1]] + "\n" + rest[each[2] :]
    if len(found) != 1 or _DENIES.search(rest):
        return ""
    return found.pop()


def a_or_b(text: str) -> Said:
    """Which of two a reply names, by the letters A and B.

    Args:
        text: The reply.
    """
    bare = _AROUND.sub("", text).rstrip(" .*)\n")
    if bare in ("A", "B", "a", "b"):
        return "A" if bare in "Aa" else "B"
    named = set(_LETTER.findall(_ARTICLE.sub("", text)))
    if len(named) != 1:
        return ""
    return "A" if "A" in named else "B"


@cache
def _words(language: str) -> tuple[tuple[str, Said], ...]:
    """The words that say yes and no: the two by themselves first, then the others, the longest first."""
    yes, no = (words(language, "said", name) for name in ("yes", "no"))
    others: list[tuple[str, Said]] = []
    for word in yes[1:]:
        others.append((word, "yes"))
    for word in no[1:]:
        others.append((word, "no"))
    others.sort(key=lambda each: -len(each[0]))
    return ((yes[0], "yes"), (no[0], "no"), *others)


def _match(text: str, among: tuple[tuple[str, Said], ...], *, at_start: bool) -> tuple[Said, int, int] | None:
    """The first of some words in a text, the longest where several begin there, with its place."""
    best: tuple[int, int, Said] | None = None
    for word, says in among:
        spaced = _SPACED.search(word) is not None
        edge = r"(?!\w)" if spaced else r"(?=$|[\s\W]|的|です|입니다)" if len(word) == 1 else ""
        before = r"(?<!\w)" if spaced else ""
        pattern = re.compile(f"{before}{re.escape(word.casefold())}{edge}")
        found = pattern.match(text) if at_start else pattern.search(text)
        if found is not None and (best is None or (found.start(), -found.end()) < (best[0], -best[1])):
            best = (found.start(), found.end(), says)
    return None if best is None else (best[2], best[0], best[1])
