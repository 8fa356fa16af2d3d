"""Whom a question asks about, and of whom else its prompt tells: "Ben lies. Emma says ... Does Emma lie?"."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from jagbench.analysis.reading.languages.table import is_latin
from jagbench.analysis.reading.page import fold, unify
from jagbench.analysis.reading.question import READ, Question

_PARTS = re.compile(r"[.!?。:\n]\s*")
_OPENING = re.compile(r"[^\W\d_]+?(?=[은는이가] |さん|[はが说是])|[^\W\d_]+")
"""What a sentence begins with: a word, in scripts without spaces up to what marks a subject."""

_CAPITAL = re.compile(r"(?<=[^\W_] )[A-ZÀ-Ý][^\W\d_]+")
"""A word with a capital letter behind another word."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Subject:
    """Somebody named in a text."""

    start: int
    """First character of the name."""
    name: str
    """As the prompt writes it."""


@lru_cache(maxsize=1024)
def facts_of(question: Question) -> Mapping[str, str]:
    """Who opens the sentences of a prompt that state something, each with these in lower case.

    Only who stands elsewhere in the prompt as well, or beside such a one, as "Everybody" does not.
    """
    found = dict[str, str]()
    for part in _parts(question, asking=False):
        opening = _OPENING.match(part)
        if opening is not None:
            found[opening[0]] = f"{found.get(opening[0], '')}\n{part}"
    text = unify(question.prompt[:READ])
    again = [name for name in found if len(told_of(text, [name])) > 1]
    return {name: fold(facts) for name, facts in found.items() if told_of(facts, again)}


@lru_cache(maxsize=1024)
def asked_of(question: Question) -> frozenset[str]:
    """Who of them is in the sentences that ask, or else what has a capital letter there and is told of."""
    asking = "\n".join(_parts(question, asking=True))
    asked = told_of(asking, facts_of(question))
    stating = "\n".join(_parts(question, asking=False))
    return frozenset(each.name for each in asked) or frozenset(
        name for name in _CAPITAL.findall(asking) if told_of(stating, [name])
    )


@lru_cache(maxsize=1024)
def two_asked_of(question: Question) -> tuple[str, str] | None:
    """The two names in the sentences that ask, in their order, where there are just two.

    German writes every noun with a capital letter, so that names are not known there.
    """
    if question.language == "de":
        return None
    names = dict.fromkeys(_CAPITAL.findall("\n".join(_parts(question, asking=True))))
    first, *others = names or ("",)
    return (first, others[0]) if len(others) == 1 else None


def _parts(question: Question, *, asking: bool) -> list[str]:
    """The sentences of a prompt that ask, or those that state."""
    parts = _PARTS.split(unify(question.prompt[:READ]))
    return [part for part in parts if (fold(part) in question.questions) is asking]


def told_of(text: str, names: Iterable[str]) -> list[Subject]:
    """Where some names stand in a text, from left to right, in Latin script as words of their own."""
    found: list[Subject] = []
    for name in names:
        place = text.find(name)
        while place >= 0:
            around = text[max(place - 1, 0) : place] + text[place + len(name) : place + len(name) + 1]
            if not (is_latin(name) and any(each.isalpha() for each in around)):
                found.append(Subject(start=place, name=name))
            place = text.find(name, place + 1)
    return sorted(found)
