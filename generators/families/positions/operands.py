"""What the operands of a row stand for."""

from collections.abc import Sequence

from jagbench.generators.skill.definition import Question, shared

SEPARATOR = ", "


def words_of(sentence: str) -> Sequence[str]:
    """The words of a sentence, without its full stop."""
    return sentence.rstrip(".").split(" ")


@shared
def counted(question: Question) -> tuple[Sequence[str], int]:
    """The entries in the order in which they are counted, and the place that is asked for, from 0."""
    row, place = question.item.operands
    return _in_order(question, _entries(row)), int(place) - 1


@shared
def found(question: Question) -> tuple[Sequence[str], int]:
    """The entries in the order in which they are counted, and where the one that is named stands, from 0."""
    row, name = question.item.operands
    entries = _in_order(question, _entries(row))
    return entries, entries.index(name)


@shared
def beside(question: Question) -> tuple[Sequence[str], int, int]:
    """The entries in order, where the one that is named stands, and the step to the one asked for."""
    row, name = question.item.operands
    entries = _entries(row)
    return entries, entries.index(name), 1 if question.direction == "after" else -1


def _entries(row: str) -> Sequence[str]:
    """The names of a list, the words of a sentence, or the letters of a word."""
    if SEPARATOR in row:
        return row.split(SEPARATOR)
    return words_of(row) if " " in row else [*row]


def _in_order(question: Question, entries: Sequence[str]) -> Sequence[str]:
    return entries[::-1] if question.direction == "from_end" else entries
