"""What the reader knows of the question: the kind of answer, the options, and what its prompt asks."""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

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
READ = 20_000
"""Characters of a prompt that are looked at."""


@dataclass(frozen=True, kw_only=True)
class Question:
    """The question a reply answers; what a reading needs of its prompt is worked out when first asked for."""

    kind: AnswerKind
    """How the reply is read."""
    options: tuple[str, ...]
    """The candidates of a choice as shown."""
    prompt: str
    """The prompt's text; empty where unknown."""
    language: str | None
    """ISO 639-1 code of the prompt's language, where known."""

    @cached_property
    def lexicon(self) -> Lexicon:
        """The words its replies are read with."""
        return lexicon_of(self.language)

    @cached_property
    def notation(self) -> Notation:
        """How numbers in its replies are read."""
        notation = notation_of(self.language)
        return as_prompted(notation, self.kind, self.numbers) if notation.comma else notation

    @cached_property
    def numbers(self) -> tuple[str, ...]:
        """Values of the numbers in the prompt, in order."""
        found = numbers_of(self.prompt[:READ], self.lexicon, notation_of(self.language))
        return tuple(number.value for number in found)

    @cached_property
    def folded(self) -> str:
        """The prompt in lower case, look-alikes unified."""
        return fold(unify(self.prompt[:READ]))

    @cached_property
    def stems(self) -> frozenset[str]:
        """Beginnings of the prompt's words."""
        return frozenset(stems(fold(self.prompt[:READ])))

    @cached_property
    def direction(self) -> int:
        """+1 when the greater option is asked for, -1 for the smaller, 0 where the prompt does not tell."""
        return _direction(self.folded, self.lexicon)


@lru_cache(maxsize=1024)
def ask(kind: AnswerKind, options: tuple[str, ...], prompt: str, language: str | None) -> Question:
    """The question for a kind, options, a prompt and its language; replies to one prompt share it."""
    return Question(kind=kind, options=options, prompt=prompt, language=language)


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
