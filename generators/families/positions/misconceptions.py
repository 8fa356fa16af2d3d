"""Wrong ways to count to a place, and to look beside it.

To count from zero, from the wrong end, or to be one off at either side are the errors of indexing that
StringLLM (arXiv 2410.01208) and CharBench (arXiv 2508.02591) report for language models.
"""

from collections.abc import Callable, Mapping

from jagbench.generators.families.positions.operands import beside, counted, found
from jagbench.generators.skill.definition import Misconception, Question


def _entry(meaning: str, choose: Callable[[int, int], int]) -> Misconception:
    """Another entry, by its place: from the place asked for and the number of entries; none outside."""

    def predict(question: Question) -> str | None:
        entries, place = counted(question)
        other = choose(place, len(entries))
        return entries[other] if 0 <= other < len(entries) else None

    predict.__doc__ = meaning
    return predict


ENTRY: Mapping[str, Misconception] = {
    "counts_from_zero": _entry(
        "Count from zero, and so stop one too late: Tom as the second of Ann, Ben, Tom.",
        lambda place, many: place + 1,
    ),
    "stops_early": _entry(
        "Stop one too early: Ann as the second of Ann, Ben, Tom.", lambda place, many: place - 1
    ),
    "counts_from_other_end": _entry(
        "Count from the other end: Tom as the first of Ann, Ben, Tom.",
        lambda place, many: many - 1 - place,
    ),
    "first_in_count": _entry("Name where the count begins: Ann of Ann, Ben, Tom.", lambda place, many: 0),
    "last_in_count": _entry("Name where the row ends: Tom of Ann, Ben, Tom.", lambda place, many: many - 1),
}


def _place(meaning: str, count: Callable[[int, int], int]) -> Misconception:
    """Another number, from the right one and the number of entries."""

    def predict(question: Question) -> str:
        entries, place = found(question)
        return str(count(place + 1, len(entries)))

    predict.__doc__ = meaning
    return predict


PLACE: Mapping[str, Misconception] = {
    "one_more": _place("One too many: 3 for Ben of Ann, Ben, Tom.", lambda place, many: place + 1),
    "one_less": _place(
        "One too few, as if counted from zero: 1 for Ben of Ann, Ben, Tom.", lambda place, many: place - 1
    ),
    "counts_from_other_end": _place(
        "Count from the other end: 3 for Ann of Ann, Ben, Tom.", lambda place, many: many + 1 - place
    ),
    "counts_all": _place("Count all entries: 3 for Ben of Ann, Ben, Tom.", lambda place, many: many),
    "two_more": _place("Two too many: 4 for Ben of Ann, Ben, Tom.", lambda place, many: place + 2),
}


def _beside(meaning: str, choose: Callable[[int, int, int], int]) -> Misconception:
    """Another entry, by its place: from that of the one named, the step, and how many there are."""

    def predict(question: Question) -> str | None:
        entries, place, step = beside(question)
        other = choose(place, step, len(entries))
        return entries[other] if 0 <= other < len(entries) else None

    predict.__doc__ = meaning
    return predict


NAME_BESIDE: Mapping[str, Misconception] = {
    "other_side": _beside(
        "Look to the other side: Ann after Ben in Ann, Ben, Tom, Eve.",
        lambda place, step, many: place - step,
    ),
    "one_too_far": _beside(
        "Go one too far: Eve after Ben in Ann, Ben, Tom, Eve.", lambda place, step, many: place + 2 * step
    ),
    "first_of_all": _beside(
        "Name the first of all: Ann after Ben in Ann, Ben, Tom, Eve.", lambda place, step, many: 0
    ),
    "last_of_all": _beside(
        "Name the last of all: Eve after Ben in Ann, Ben, Tom, Eve.",
        lambda place, step, many: many - 1,
    ),
}

LETTER_BESIDE: Mapping[str, Misconception] = {
    **NAME_BESIDE,
    "stays_there": _beside(
        "Say what the question names: a after a in cart.", lambda place, step, many: place
    ),
}
