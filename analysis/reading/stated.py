"""Commitments in plain statements: conclusions, repeated questions, openings."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from jagbench.analysis.reading import choices, lists, texts
from jagbench.analysis.reading.clauses import announces_parts
from jagbench.analysis.reading.counts import is_times
from jagbench.analysis.reading.doubts import (
    breaks_off,
    concludes,
    is_courtesy,
    is_reason,
    only_seems,
    plans,
    revision,
    turning_points,
)
from jagbench.analysis.reading.entries import entries
from jagbench.analysis.reading.enumerations import named
from jagbench.analysis.reading.languages.table import is_latin
from jagbench.analysis.reading.lexicon import by_lexicon
from jagbench.analysis.reading.marks import is_heading
from jagbench.analysis.reading.numbers import scan
from jagbench.analysis.reading.options import mentions, options_of, outside_names, standing
from jagbench.analysis.reading.page import Page, Statement, fold
from jagbench.analysis.reading.question import Question, terms
from jagbench.analysis.reading.result import Found, no_value
from jagbench.analysis.reading.rules import COMMIT

_COMPARED = ("option_compared", "option_equal")
"""The rules by which a statement compares options."""
_PARROTED = 6
"""Characters of a statement that count as a repetition when the prompt holds them."""
_PARROTED_CJK = 4
"""The same in scripts in which a character is a syllable or a word."""
_NEIGHBOURS = 4
"""Characters on each side of a number that tell a repetition from an answer."""


_check = by_lexicon(
    lambda lexicon: re.compile(rf"[\s*_(]{{0,4}}{lexicon.any_bounded(lambda table: table.checks)}")
)
"""What opens a check of what was said."""
_operates = by_lexicon(lambda lexicon: lexicon.pattern(lambda table: table.operators))


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A statement with the value it commits to."""

    found: Found
    statement: Statement
    place: int
    """Its index among the statements."""


def values_told(page: Page, question: Question, told: Sequence[Statement]) -> list[Told]:
    """The statements that commit to a value; those that only repeat the prompt do not."""
    reader = choices.told if question.kind == "choice" else COMMIT[question.kind]
    values, parroted = list[Told](), list[Told]()
    polar = question.kind == "choice" and options_of(question).polar is not None
    for place, statement in enumerate(map(partial(_without_question, page), told)):
        parrots = len(told) > 1 and _parrots(page, question, statement, asked=polar)
        if page.text[statement.end - 1] == "?" or (
            len(told) > 1
            and (
                (bool(values) and _is_bracketed(page, statement))
                or (parrots and not polar and question.kind != "text")
                or is_reason(page, statement.start, statement.end)
                or (question.kind == "text" and _tells_no_string(page, statement))
            )
        ):
            continue
        found = reader(page, statement.start, statement.end, question)
        if found is not None and not _echoes(page, question, found):
            found = found.by("restated") if parrots else found
            (parroted if parrots and not polar else values).append(
                Told(found=found, statement=statement, place=place)
            )
    values = [each for each in values if not _is_beside(page, each.statement, question)] or values
    values = values or parroted
    return [each for each in values if each.found.rule != "placed"] or values


def _is_beside(page: Page, statement: Statement, question: Question) -> bool:
    """Whether a statement says how something looks, or checks what was said."""
    checks = _check(page.lexicon).match(page.folded, statement.start)
    return checks is not None or only_seems(page, statement.start, statement.end, question)


def _without_question(page: Page, statement: Statement) -> Statement:
    """A statement without the question behind its last semicolon: "54 minutes; anything else?"."""
    mark = page.text.rfind(";", statement.start, statement.end) if page.text[statement.end - 1] == "?" else -1
    return statement if mark < 0 else replace(statement, end=mark)


def _tells_no_string(page: Page, statement: Statement) -> bool:
    """Whether a statement says nothing, is a heading, plans, or only takes back what was said."""
    start, end = statement.start, statement.end
    if page.text[end - 1] == ":" and announces_parts(page, start, end):
        return False
    if page.text[end - 1] == ":" or is_courtesy(page, start, end) or is_heading(page, start, end):
        return True
    aside = revision(page.lexicon).match(page.folded, start, end) is not None or plans(page, start, end)
    return aside and not any(mark in page.text[start:end] for mark in "\"*`'")


def _is_bracketed(page: Page, statement: Statement) -> bool:
    """Whether a statement is a remark in brackets as a whole."""
    text = page.text[statement.start : statement.end].strip()
    return text.startswith("(") and text.endswith(")") and text.count("(") == 1


def _parrots(page: Page, question: Question, statement: Statement, *, asked: bool = False) -> bool:
    """Whether a statement stands in the prompt word for word.

    Args:
        page: The page.
        question: The question.
        statement: The statement.
        asked: What stands in a sentence that asks may be the answer, which affirms it, and does not count.
    """
    said = page.folded[statement.start : statement.end].strip(" \t.,:;!*\"'。")
    if question.kind == "choice" and (index := options_of(question).told.get(said)) is not None:
        return index in options_of(question).given
    long = len(said) >= (_PARROTED if said.isascii() else _PARROTED_CJK)
    return long and said in question.folded and not (asked and said in question.questions)


def _echoes(page: Page, question: Question, found: Found) -> bool:
    """Whether a number in words stands in the prompt with the same neighbours ("counts twice")."""
    said = page.folded[found.start : found.end]
    if question.kind not in ("integer", "decimal") or any(map(str.isdigit, said)):
        return False
    around = page.folded[max(found.start - _NEIGHBOURS, 0) : found.end + _NEIGHBOURS].strip(" \t\n.,!。")
    return around != said and around in question.folded


def stated(page: Page, question: Question, told: Sequence[Statement], *, cut: bool) -> Found | None:
    """The commitment of a reply that marks none: conclusion, answering statement, opening, last."""
    if question.kind == "list":
        return _stated_list(page, question, told, cut=cut)
    values = [each for each in values_told(page, question, told) if not (cut and _is_cut(page, each))]
    if question.kind == "choice":
        found = _stated_choice(page, question, told, values, cut=cut)
        return None if found is None else found.by("option_named" if found.rule == "restated" else found.rule)
    if question.asks_times:
        values = [each for each in values if _tells_times(page, each)] or values
    if question.kind == "text":
        values = _without_parts(values, question)
        values = [each for each in values if texts.is_quoted(page, each.found)] or values
        values = [each for each in values if each.found.rule != "one_of_several"] or values
        if texts.asks_letter(question):
            values = [each for each in values if len(each.found.value or "") == 1] or values
    broken = (cut or breaks_off(page)) and not _ends_told(page, told, values, cut=cut)
    concluded = [
        each
        for each in values
        if concludes(page, each.statement.start, each.statement.end)
        and not (each.statement.item or _turns_away(page, each))
    ]
    if question.kind in ("date", "time") and values and not broken:
        return ruled(_last_told(page, values), "last_statement")
    if concluded and not broken:
        return ruled(_last_word(page, question, concluded[-1], values), "conclusion")
    adding = [each for each in values if each.found.rule != "restated"] or _told_again(values)
    closing = _closing(page, question, values, adding)
    if closing is not None and not broken:
        return ruled(closing, "last_statement")
    answering = [each for each in adding if repeats(page, question, each) and not (broken and each.place)]
    plain = [each for each in adding if _answers_at_once(page, question, each)]
    for first, rule in ((answering, "answer_statement"), (plain, "opening_statement")):
        if first:
            return ruled(_superseded(page, question, first[0], [] if broken else values), rule)
    if broken:
        return None
    return ruled(_superseded(page, question, adding[-1], values), "last_statement") if adding else None


def _without_parts(values: Sequence[Told], question: Question) -> list[Told]:
    """The statements that tell a string, without those that tell a part of a later one: "5 = V. So: LXV"."""
    told = [each.found.value or "" for each in values]
    wholes = [
        ""
        if " " in value or not (value.isascii() or texts.is_made_of_given(fold(value), question))
        else value
        for value in told
    ]
    return [
        each
        for place, each in enumerate(values)
        if not any(len(told[place]) < len(whole) and told[place] in whole for whole in wholes[place + 1 :])
    ]


def _tells_times(page: Page, told: Told) -> bool:
    """Whether a statement tells how many times something happens, or concludes it."""
    concluded = concludes(page, told.statement.start, told.statement.end)
    return told.found.rule == "counted" or concluded or is_times(page, told.found.end)


def _closing(page: Page, question: Question, values: Sequence[Told], adding: Sequence[Told]) -> Told | None:
    """The last statement, which only repeats a number of the prompt, where it says most of what is asked."""
    if len(values) < 2 or values[-1] in adding:
        return None
    last = values[-1]
    if not page.text[last.found.start : last.found.end].isdecimal():
        return None
    if len(scan(page, last.statement.start, last.statement.end)) > 1:
        return None
    most = max((_aligned(page, question, each) for each in adding), default=0)
    return last if _aligned(page, question, last) > most + 1 else None


def _turns_away(page: Page, told: Told) -> bool:
    """Whether a statement concludes something behind its value: "31 is only equal, so it doesn't count"."""
    turns = turning_points(page, told.statement.start, told.statement.end)
    return any(told.found.end <= turn for turn in turns)


def _told_again(values: Sequence[Told]) -> Sequence[Told]:
    """The last of some statements that all repeat the prompt, if it tells a value again after another."""
    told = [each.found.value for each in values]
    return values[-1:] if len(set(told)) > 1 and told[-1] in told[:-1] else values


def _last_told(page: Page, values: Sequence[Told]) -> Told:
    """The last statement that tells a day or a time which the prompt does not, or one that corrects it."""
    added = [each for each in values if each.found.rule != "restated"] or values
    revised = revision(page.lexicon).search(page.folded, added[-1].found.end, values[-1].found.start)
    return values[-1] if revised else added[-1]


def _answers_at_once(page: Page, question: Question, told: Told) -> bool:
    """Whether a statement opens the reply with one value, rather than with facts, a plan or a step."""
    statement = told.statement
    step = told.found.rule == "equated" and not repeats(page, question, told)
    return (
        told.place == 0
        and not step
        and not statement.item
        and told.found.rule != "one_of_several"
        and not _turns_away(page, told)
        and (page.text[statement.end - 1] != ":" or announces_parts(page, statement.start, statement.end))
        and not plans(page, statement.start, statement.end)
    )


def _superseded(page: Page, question: Question, first: Told, values: Sequence[Told]) -> Told:
    """The statement, or the last behind it that takes it back, builds upon it, or says more of the asked."""
    stands, turned = first, revision(page.lexicon).search(page.folded, first.found.end)
    for later in values:
        if later.place > stands.place and later.found.value != stands.found.value:
            revised = turned is not None and turned.end() <= later.found.start
            adds = later.found.rule != "restated" or stands.found.rule == "restated"
            further = adds and (
                _builds_upon(page, later, stands)
                or _aligned(page, question, later) > _aligned(page, question, stands)
            )
            if revised or further:
                stands, turned = later, revision(page.lexicon).search(page.folded, later.found.end)
    return stands


def _builds_upon(page: Page, later: Told, earlier: Told) -> bool:
    """Whether a statement goes on from the value of an earlier one, or is one more equation."""
    if earlier.found.rule == later.found.rule == "equated":
        return True
    if _operates(page.lexicon).match(page.folded, later.statement.start):
        return True  # "Sum: 12475. Divided by 25: 499."
    before = scan(page, later.statement.start, later.found.start)
    return any(number.value == earlier.found.value for number in before)


def _aligned(page: Page, question: Question, told: Told) -> int:
    """How much a statement says of what is asked."""
    start, end = told.statement.start, told.statement.end
    if not page.folded[start:end].isascii() and not is_latin(page.folded[start:end]):
        end = max(told.found.start, start)  # where a value ends its sentence, as in scripts without spaces
    return len(question.asked.intersection(terms(page.folded[start:end])))


def _ends_told(page: Page, told: Sequence[Statement], values: Sequence[Told], *, cut: bool) -> bool:
    """Whether the last statement states a value, with no further working after it."""
    if not values or values[-1].place < len(told) - 1:
        return False
    if cut and page.text.rstrip()[-1] not in ".!?。":
        return False
    return not any(character.isdigit() for character in page.text[values[-1].found.end :])


def _is_cut(page: Page, told: Told) -> bool:
    """Whether a reply that ran into its limit may have been cut inside the value or its conclusion."""
    end = len(page.text.rstrip())
    if told.found.end >= end:
        return True
    last = told.statement.end >= end and page.text[end - 1] not in ".!?。"
    return last and concludes(page, told.statement.start, told.statement.end)


def _last_word(page: Page, question: Question, concluded: Told, values: Sequence[Told]) -> Told:
    """The conclusion, or the last value after it where the text in between takes it back.

    A conclusion that a later equation goes on from is a step: "So she has 60. 60 - 40 = 20".
    """
    last = values[-1]
    turned = revision(page.lexicon).search(
        page.folded, concluded.found.end, max(last.found.start, concluded.found.end)
    )
    if turned is not None and not last.statement.item:
        return last
    stands = concluded
    for later in values:
        further = later.place > stands.place and later.found.rule == "equated"
        if further and _builds_upon(page, later, stands):
            stands = later
    return stands


def ruled(told: Told, rule: str) -> Found:
    """A statement's commitment under the name of the rule that chose it."""
    if told.found.outcome != "answered":
        return told.found
    return told.found.by(told.found.rule if told.found.rule.startswith("option_") else rule)


def _stated_list(page: Page, question: Question, told: Sequence[Statement], *, cut: bool) -> Found | None:
    whole = COMMIT["list"](page, 0, len(page.text), question)
    listed = [
        [
            found
            for each in reversed(told)
            if each.item is item and page.text[each.end - 1] != "?"
            for found in [lists.told(page, each.start, each.end, question)]
            if found is not None
        ]
        for item in (False, True)
    ]
    found = next(iter(listed[0]), whole or next(iter(listed[1]), None))
    revised = None if found is None else revision(page.lexicon).search(page.folded, found.end)
    apart = not listed[0] and whole is not None and not named(entries(whole.value or ""), question)
    if found is None or apart or revised is not None:
        begin = 0 if revised is None else revised.end()
        later = (each for each in reversed(told) if each.start >= begin)
        alone = (lists.single(page, each.start, each.end, question) for each in later)
        found = next((each for each in alone if each is not None), found)
    if found is None or cut or lists.unfinished(page.text):
        return None
    return found.by("list")


def _stated_choice(
    page: Page, question: Question, told: Sequence[Statement], values: Sequence[Told], *, cut: bool
) -> Found | None:
    """The comparison that stands, or the only option that the opening or a conclusion names."""
    ends = [match.end() for match in revision(page.lexicon).finditer(page.folded)]
    revised = outside_names(page, ends, options_of(question))
    turned = max(revised, default=len(page.text))
    closing = [each for each in values[-1:] if concludes(page, each.statement.start, each.statement.end)]
    values = [
        each
        for each in values
        if each.found.rule != "restated" or each.found.start > turned or each in closing
    ] or values
    concluded = [each for each in values if concludes(page, each.statement.start, each.statement.end)]
    among = options_of(question).among
    if among and (concluded or values):
        chosen = concluded[-1] if concluded else _first_unless_counted(page, values, revised, question)
        return None if chosen.place and breaks_off(page) else chosen.found
    if concluded:
        return concluded[-1].found
    if any(each.found.rule in _COMPARED for each in values):
        values = [each for each in values if each.found.rule in _COMPARED]
    if breaks_off(page):
        values = [each for each in values if each.found.rule != "option_implied"]
    values = [each for each in values if not _plans_tie(page, each.statement, each.found, question)]
    offered = [each for each in values if each.found.value in question.options]
    values = offered or values
    if values:
        first, last = values[0], values[-1]
        if (
            _parted(first, last, revised)
            or first.found.value == last.found.value
            or first.found.rule == "option_implied"
        ):
            return last.found
        if last.found.rule == "option_implied" and first.place == 0:
            return first.found
        if first.place == 0 and not plans(page, first.statement.start, first.statement.end):
            return first.found if last.place - first.place > 1 else no_value("contradictory", "two_answers")
        return last.found
    concluding = [each for each in told if concludes(page, each.start, each.end)]
    for statement in [*told[:1], *reversed(concluding), *told[-1:]]:
        if (
            (plans(page, statement.start, statement.end) and statement is not told[-1])
            or _parrots(page, question, statement)
            or statement.item
        ):
            continue
        if statement is not told[0] and (
            (among and breaks_off(page)) or (cut and statement.end >= len(page.text.rstrip()))
        ):
            continue
        found = choices.named(page, statement.start, statement.end, question)
        if found is not None and not _plans_tie(page, statement, found, question):
            return found
    return None


def _parted(first: Told, last: Told, revised: Sequence[int]) -> bool:
    """Whether one of some words that take back what was said ends between two statements' values."""
    return any(first.found.end < end <= last.found.start for end in revised)


def _first_unless_counted(
    page: Page, values: Sequence[Told], revised: Sequence[int], question: Question
) -> Told:
    """The first of several statements that name one of many, where it opens the reply and is no step.

    A step says less of what is asked than the last one: "Ann looks south. Behind her is north."
    """
    first, last = values[0], values[-1]
    statement = first.statement
    direct = first.place == 0 and not statement.item and not plans(page, statement.start, statement.end)
    counts = any(sign in page.text[statement.start : statement.end] for sign in "=→+>")
    step = _aligned(page, question, last) > _aligned(page, question, first)
    step = step or _options_in(page, first, question) > 1 >= _options_in(page, last, question)
    return first if direct and not counts and not step and not _parted(first, last, revised) else last


def _options_in(page: Page, told: Told, question: Question) -> int:
    """How many options a statement names that it does not throw out."""
    named = mentions(page, told.statement.start, told.statement.end, options_of(question))
    return len({each.option for each in standing(page, named)})


def _plans_tie(page: Page, statement: Statement, found: Found, question: Question) -> bool:
    """Whether "equal" stands in a plan rather than in a finding."""
    equal = options_of(question).equal
    tie = found.rule == "option_equal" or (equal is not None and found.value == question.options[equal])
    return tie and plans(page, statement.start, statement.end)


def repeats(page: Page, question: Question, told: Told) -> bool:
    """Whether a statement repeats the question: all its operands in order, or half of its own words."""
    statement = told.statement
    operands = question.numbers
    if len(operands) >= 2:
        before = scan(page, statement.start, told.found.start)
        return _in_order(operands, [number.value for number in before])
    if statement.item:
        return False
    words = set(terms(page.folded[statement.start : statement.end]))
    return len(words) >= 2 and 2 * len(words & question.terms) >= len(words)


def _in_order(wanted: Sequence[str], values: Sequence[str]) -> bool:
    position = 0
    for value in values:
        if position < len(wanted) and value == wanted[position]:
            position += 1
    return position == len(wanted)
