"""Exact comparison of values by kind; no `float`, no tolerance."""

import re

from jagbench.analysis.reading.dates import same_date
from jagbench.analysis.reading.entries import same_list
from jagbench.analysis.reading.lexicon import lexicon_of
from jagbench.analysis.reading.notation import notation_of
from jagbench.analysis.reading.numbers import numbers_of, same_number
from jagbench.analysis.reading.strings import same_text
from jagbench.analysis.reading.times import same_time
from jagbench.errors import InvalidArgument
from jagbench.probes import AnswerKind
from jagbench.probes.constraint import parse_constraint

_LABEL = re.compile(r"\(?([A-Za-z])(?:[).:]|$)")


def same_value(value: str, other: str, kind: AnswerKind, language: str | None = None) -> bool:
    """Whether two values in plain form are exactly the same answer.

    Args:
        value: One value, as in `Reading.value`.
        other: The other, as in `Answer.value`.
        kind: How values of this answer are compared: numbers exactly, times to the fraction of a second,
            text without regard to letter case, lists entry by entry, dates by day; a text is the same as a
            constraint that it obeys.
        language: ISO 639-1 code of the language whose notation the numbers in options have, and by whose
            definition words are counted.
    """
    if kind == "constraint":
        return _obeys(value, other, language)
    if value == other:
        return True
    if kind in ("integer", "decimal"):
        return same_number(value, other)
    if kind == "time":
        return same_time(value, other)
    if kind == "date":
        return same_date(value, other)
    if kind == "list":
        return same_list(value, other, _same_entry)
    if kind == "choice":
        return same_text(value, other) or _same_amount(value, other, language) or _same_label(value, other)
    return same_text(value, other)


def _obeys(text: str, constraint: str, language: str | None) -> bool:
    """Whether a text obeys a constraint; where that is none, whether both are the same text."""
    try:
        asked = parse_constraint(constraint)
    except InvalidArgument:
        return text == constraint
    return asked.obeyed(text, language or "en")


def _same_entry(value: str, other: str) -> bool:
    return value == other or same_number(value, other) or same_text(value, other)


def _same_label(value: str, other: str) -> bool:
    """Whether one is the letter that the other begins with ("A", "A) the first")."""
    labels = [match[1].upper() for text in (value, other) if (match := _LABEL.match(text)) is not None]
    return len(labels) == 2 and labels[0] == labels[1] and min(len(value), len(other)) <= 3


def _same_amount(value: str, other: str, language: str | None) -> bool:
    """Whether both are one number in different notation ("767,827.5" and "767827.50")."""
    first, second = (numbers_of(text, lexicon_of(language), notation_of(language)) for text in (value, other))
    if len(first) != 1 or len(second) != 1 or not same_number(first[0].value, second[0].value):
        return False
    return _around(value, first[0].start, first[0].end) == _around(other, second[0].start, second[0].end)


def _around(text: str, start: int, end: int) -> str:
    return (text[:start] + text[end:]).strip()
