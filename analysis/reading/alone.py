"""Replies that are a value and nothing else, as most replies to a direct question are: they need no page."""

import re
from collections.abc import Callable, Mapping

from jagbench.analysis.reading import numbers
from jagbench.analysis.reading.options import options_of
from jagbench.analysis.reading.question import Question
from jagbench.probes import AnswerKind

_WORD = re.compile(r"[A-Za-z]{1,100}")
_OPTION = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9 .-]{0,100}[A-Za-z0-9])?")


def alone(reply: str, question: Question) -> str | None:
    """The value that a reply consists of: a number in digits, a word in letters, or an option as shown.

    Returns:
        The value that the rule `bare` would read; `None` where the reply has to be looked at more closely.
    """
    of_kind = _ALONE.get(question.kind)
    return None if of_kind is None else of_kind(reply, question)


def _number(reply: str, question: Question) -> str | None:
    return numbers.alone(reply, question.notation)


def _word(reply: str, question: Question) -> str | None:
    return reply if _WORD.fullmatch(reply) else None


def _option(reply: str, question: Question) -> str | None:
    if reply not in question.options or not _OPTION.fullmatch(reply):
        return None
    return reply if reply in options_of(question).exact else None


_ALONE: Mapping[AnswerKind, Callable[[str, Question], str | None]] = {
    "integer": _number,
    "decimal": _number,
    "text": _word,
    "choice": _option,
}
