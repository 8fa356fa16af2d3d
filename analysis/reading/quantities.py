"""Which number a stretch of text commits to."""

import re
from collections.abc import Sequence
from itertools import zip_longest

from jagbench.analysis.reading.bare_numbers import spaced_fraction, without_divisions
from jagbench.analysis.reading.compounds import compounded
from jagbench.analysis.reading.counts import (
    counts_asked,
    is_predicate,
    is_times,
    none_of,
    opens_with_none,
    stated_count,
)
from jagbench.analysis.reading.dates import without_days
from jagbench.analysis.reading.doubts import turning_points
from jagbench.analysis.reading.idle import (
    RELATION,
    before_parts,
    determines,
    is_bound,
    is_idle,
    is_small,
    locates,
)
from jagbench.analysis.reading.languages.table import any_bounded, is_latin
from jagbench.analysis.reading.lexicon import by_lexicon
from jagbench.analysis.reading.numbers import scan, within
from jagbench.analysis.reading.operands import (
    as_shown,
    before_closing_reason,
    before_reason,
    free_numbers,
    operands_of,
    restated_places,
)
from jagbench.analysis.reading.page import Page
from jagbench.analysis.reading.places import places
from jagbench.analysis.reading.question import SMALL, Question, terms
from jagbench.analysis.reading.result import Found, Number
from jagbench.analysis.reading.weighing import (
    NOUN,
    as_found,
    choose,
    in_asked_part,
    in_bold,
    is_whole,
    quotes_digits,
    quotient_of,
    remainder,
    repeated,
)

_total = by_lexicon(
    lambda lexicon: re.compile(rf"[^\d,.;:]{{0,24}}?{any_bounded(lexicon.every(lambda table: table.totals))}")
)
"""What stands behind the number of all parts."""
_FIRST, _LAST = 64, 192
"""Numbers of one statement that are weighed, of more: a statement of so many is a list."""


def commit(page: Page, start: int, end: int, question: Question) -> Found | None:
    """The number that a stretch adds to its question, or the last of a stretch that adds none.

    Numbers that the prompt shows are set aside, each as often as the prompt shows it, and so are operands,
    what is thrown out, and reasons. Of what is left, what stands in bold counts, then what a relation leads
    to ("12 + 34 = 46"), then the last. The rule tells whether it is the only one (`stated`, `equated`),
    one of several (`one_of_several`), or repeats the prompt (`restated`).
    """
    scanned = compounded(page, without_divisions(scan(page, start, end), question), start, question)
    if not scanned:
        return _without_numbers(page, start, end, question)
    kept = [
        each
        for each, following in zip_longest(scanned, scanned[1:])
        if not (determines(page, each, following, question) or locates(page, each, question))
    ]
    counted = None if kept else stated_count(page, start, end, question, numbers=False)
    if counted is not None:
        return counted  # "There's a single tree, in row 3."
    numbers = kept or [each for each in scanned if not each.word or locates(page, each, question)]
    if len(numbers) > _FIRST + _LAST:
        numbers = [*numbers[:_FIRST], *numbers[-_LAST:]]
    concluded = [each for each in numbers if each.start >= _last_turn(page, numbers, start, end)]
    if any(not each.word for each in concluded):
        numbers = [n for n in numbers if not is_idle(page, n, end, question)]
    may_say_none = numbers and (numbers[0].word or not page.folded.isascii())
    none = none_of(page.lexicon).search(page.folded, start, end) if may_say_none else None
    if none is not None:  # "not a single one", "1つもない"
        numbers = [each for each in numbers if not none.start() <= each.start < none.end()]
    every = free_numbers(page, numbers, start, end, question)
    every = [each for each in every if not is_bound(page, each)] or every
    if question.chooses_number:
        every = [each for each in every if each.value in question.shown] or every
    free = _after_turning(page, every, start, end)
    if len(free) < len(every):
        numbers = [*within(numbers, free[0].start, end)]
    if question.asks_times:
        turn = max((turn for turn in turning_points(page, start, end) if turn < end), default=start)
        counted = stated_count(page, turn, end, question, numbers=False)
        if counted is not None and not any(
            is_times(page, each.end) or each.start > turn > start or is_predicate(page, each, end)
            for each in free
        ):
            return counted  # "it appears twice, behind the 3 and behind the 5"
        free = [each for each in free if is_times(page, each.end)] or free
    free = before_closing_reason(page, free, end)
    known = restated_places(page, numbers, question)
    added = [number for number in free if number.start not in known]
    added = [each for each in added if not quotes_digits(page, each, question)] or added
    if len(free) > 1 and _total(page.lexicon).match(page.folded, free[-1].end, end):
        return as_found(free[-1], "stated")  # "one note and four coins, five pieces in all"
    whole = free and _total(page.lexicon).match(page.folded, free[0].end, end)
    if whole and added and added[0] is free[0] and is_whole(page, free):
        return as_found(free[0], "stated")  # "eleven in all, 6 boys and 5 girls"
    headed = before_parts(page, free, added, start, question)
    if headed is not None and (headed in added or not added):
        free, added = [headed], [headed] if added else []
    small = bool(added) and all(is_small(number, page) for number in added)
    counted = stated_count(page, start, added[0].start, question, numbers=False) if small else None
    if counted is not None and counted.value != "0":
        return counted  # "twice, one right behind the other"
    if (not added and not question.chooses_number) or (added and opens_with_none(page, added[0], start)):
        turns = [turn for turn in turning_points(page, start, end) if not free or turn <= free[0].start]
        turn = max(turns, default=start)
        counted = _counted(page, turn, start, end, question, numbers=bool(added))
        if counted is not None:
            return counted
    unexplained = before_reason(page, free, end, question)
    if added and (divided := quotient_of(page, unexplained, known, question)) is not None:
        return as_found(divided, "stated")
    bold = in_bold(page, free, start, end)
    if added and len(bold) == 1 and bold[0] is free[-1] and bold[0] not in added:
        return as_found(bold[0], "restated")  # "in seventh place of thirteen stands **69**"
    if added:
        return choose(page, before_reason(page, added, end, question), start, end, question)
    filled = [
        each for each in operands_of(page, numbers) if each.start not in known and "/" not in each.value
    ]
    values = {number.value for number in filled}
    sole = free and len(values) == 1 and not _turns_between(page, filled[-1], free[-1], start, end)
    behind = [each for each in free if filled and each.start > filled[-1].start]
    if len(values) > 1 and len(behind) == 1 and RELATION.search(page.folded, filled[-1].end, behind[0].start):
        return as_found(behind[0], "equated")  # "2 + 4 + 1 + 3 = 10", which the prompt shows
    leaves = filled and remainder(page.lexicon).search(question.folded)
    if sole or (leaves and RELATION.search(page.folded, start, end)):
        return as_found(filled[-1], "equated")
    others = without_days(page, free, start, end) if question.kind == "integer" else free
    amounts = any(each.value not in SMALL and is_latin(page.text[each.start : each.end]) for each in others)
    words = not amounts and all(each.word for each in others)
    placed = _only_place(page, start, end, question) if words else None
    if placed is not None:
        return placed
    free = others or free
    if free:
        again = [each for each in free if not as_shown(page, each, question)] or free
        again = [each for each in again if not (each.word and each.value in SMALL)] or again
        said = in_asked_part(page, again, start, end, question)
        telling = [each for each in said if counts_asked(page, each.end, question)]
        said = telling if len(telling) == 1 else said
        bold = in_bold(page, said, start, end)
        chosen = bold[0] if len(bold) == 1 else repeated(page, before_reason(page, said, end, question))
        return None if chosen is None else as_found(chosen, "restated")
    return spaced_fraction(page, start, end, question)


def _without_numbers(page: Page, start: int, end: int, question: Question) -> Found | None:
    """The amount that a stretch tells in which no number stands: a count in words, or a place in an order."""
    if not question.chooses_number:
        turn = max((turn for turn in turning_points(page, start, end) if turn < end), default=start)
        counted = _counted(page, turn, start, end, question, numbers=False)
        if counted is not None:
            return counted
    return _only_place(page, start, end, question)


def _counted(
    page: Page, turn: int, start: int, end: int, question: Question, *, numbers: bool
) -> Found | None:
    """The count in words behind the last turn of a stretch, or else in front of it, unless that is none."""
    counted = stated_count(page, turn, end, question, numbers=numbers)
    if counted is not None or numbers:
        return counted
    told = stated_count(page, start, end, question, numbers=False)  # "dreimal vor: l, L und noch einmal l"
    return None if told is None or told.value == "0" else told


def _turns_between(page: Page, first: Number, last: Number, start: int, end: int) -> bool:
    """Whether a stretch turns to its conclusion between two numbers."""
    return any(first.end <= turn <= last.start for turn in turning_points(page, start, end))


def _last_turn(page: Page, numbers: Sequence[Number], start: int, end: int) -> int:
    """Where a statement turns to its conclusion, of those turns that have numbers behind them the last."""
    turns = turning_points(page, start, end) if numbers else []
    return max((turn for turn in turns if turn <= numbers[-1].start), default=start)


def _only_place(page: Page, start: int, end: int, question: Question) -> Found | None:
    """The place that a stretch tells which tells no amount and no other place: "G is in the 2nd row".

    Of several the one counts that is told of what the prompt gives, or behind a reason.
    """
    told = places(page, start, end) if question.kind == "integer" else []
    told = without_days(page, told, start, end) if told else []
    if not told:
        return None
    told = _places_of_asked(page, told, start, question)
    turned = [each for turn in turning_points(page, start, end)[-1:] for each in told if each.start >= turn]
    told = turned or told
    news = [each for each in told if page.folded[each.start : each.end] not in question.folded]
    told = [each for each in news if _is_of_asked(page, each, end, question)] or news or told
    return as_found(told[-1], "placed") if len({each.value for each in told}) == 1 else None


def _places_of_asked(page: Page, told: Sequence[Number], start: int, question: Question) -> list[Number]:
    """The places that are told of what is asked or given most: "結衣は22番で、京子は23番".

    That stands in front of its place in scripts without spaces only.
    """
    before = [
        page.folded[begin : each.start]
        for begin, each in zip([start, *(each.end for each in told)], told, strict=False)
    ]
    shared = [
        sum(not is_latin(term) for term in question.asked.intersection(terms(text)))
        + sum(each in text for each in question.unspaced)
        for text in before
    ]
    return [each for each, count in zip(told, shared, strict=True) if count == max(shared)]


def _is_of_asked(page: Page, place: Number, end: int, question: Question) -> bool:
    """Whether a place is one of what is asked for: "the second column" to "which column"."""
    if any(page.folded.startswith(each, place.end) for each in question.counters):
        return True
    behind = NOUN.match(page.folded, place.end, end)
    return behind is not None and not question.asked.isdisjoint(terms(behind[0]))


def _after_turning(page: Page, free: list[Number], start: int, end: int) -> list[Number]:
    """The numbers behind the last turn of a statement ("2, no wait, 3"; "1 and 2, so 3") that has any."""
    for turn in reversed(turning_points(page, start, end) if len(free) > 1 else []):
        after = [number for number in free if number.start >= turn]
        if after:
            return after
    return free
