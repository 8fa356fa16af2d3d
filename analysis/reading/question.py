"""What the reader knows of the question: the kind of answer, the options, and what its prompt asks."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from jagbench.analysis.reading.lexicon import Lexicon, by_lexicon, lexicon_of
from jagbench.analysis.reading.notation import Notation, as_prompted, notation_of
from jagbench.analysis.reading.numbers import numbers_of
from jagbench.analysis.reading.page import fold, unify
from jagbench.probes import AnswerKind

more = by_lexicon(lambda lexicon: lexicon.pattern(lambda table: table.more))
"""Comparatives towards the greater end."""
less = by_lexicon(lambda lexicon: lexicon.pattern(lambda table: table.less))
"""Comparatives towards the smaller end."""
_WORD = re.compile(r"[^\W\d_]{2,}")
_SENTENCES = re.compile(r"[.!?](?=\s)|[\n。]")
_STEM = 5
_READ = 20_000
"""Characters of a prompt that are looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """The question a reply answers."""

    kind: AnswerKind
    """How the reply is read."""
    options: tuple[str, ...]
    """The candidates of a choice as shown."""
    prompt: str
    """The prompt's text; empty where unknown."""
    direction: int
    """+1 when the greater option is asked for, -1 for the smaller, 0 where the prompt does not tell."""
    numbers: tuple[str, ...]
    """Values of the numbers in the prompt, in order."""
    folded: str
    """The prompt in lower case, look-alikes unified."""
    stems: frozenset[str]
    """Beginnings of the prompt's words."""
    lexicon: Lexicon
    """The words its replies are read with."""
    notation: Notation
    """How numbers in its replies are read."""


def ask(kind: AnswerKind, options: Sequence[str], prompt: str | None, language: str | None) -> Question:
    """The question for a kind, options, a prompt and its language."""
    return _ask(kind, tuple(options), prompt or "", language)


@lru_cache(maxsize=256)
def _ask(kind: AnswerKind, options: tuple[str, ...], prompt: str, language: str | None) -> Question:
    head = prompt[:_READ]
    lexicon, notation = lexicon_of(language), notation_of(language)
    numbers = tuple(number.value for number in numbers_of(head, lexicon, notation))
    return Question(
        kind=kind,
        options=options,
        prompt=prompt,
        direction=_direction(fold(unify(head)), lexicon) if kind == "choice" else 0,
        numbers=numbers,
        folded=fold(unify(head)),
        stems=frozenset(stems(fold(head))),
        lexicon=lexicon,
        notation=as_prompted(notation, kind, numbers),
    )


def stems(folded: str) -> list[str]:
    """Beginnings of the words in a lower-case text, so that "emoji" and "emojis" meet."""
    return [word[:_STEM] for word in _WORD.findall(folded)]


def _direction(folded: str, lexicon: Lexicon) -> int:
    """Which end the last sentence that names one end asks for; 0 when none does."""
    for sentence in reversed(_SENTENCES.split(folded)):
        greater, smaller = more(lexicon).search(sentence), less(lexicon).search(sentence)
        if (greater is None) != (smaller is None):
            return -1 if greater is None else 1
    return 0
