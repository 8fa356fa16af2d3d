"""Commitments that a reply marks as its answer, and what takes them back."""

import json
import re
from collections.abc import Sequence
from dataclasses import replace

from jagbench.analysis.reading import choices, lists, texts
from jagbench.analysis.reading.doubts import concludes, is_courtesy, is_reason, rejection, revision
from jagbench.analysis.reading.equality import same_value
from jagbench.analysis.reading.languages.table import is_latin
from jagbench.analysis.reading.lexicon import by_lexicon
from jagbench.analysis.reading.marks import Mark, is_heading, marks, markup
from jagbench.analysis.reading.numbers import scan
from jagbench.analysis.reading.options import doubted, options_of
from jagbench.analysis.reading.page import Page, Statement, fold, opens_steps
from jagbench.analysis.reading.question import Question
from jagbench.analysis.reading.result import Found, no_value
from jagbench.analysis.reading.rules import COMMIT, bare
from jagbench.analysis.reading.stated import Told, repeats, ruled, values_told

_NEAR = 60
"""Characters between two marked values that still count as side by side."""
_CJK = re.compile(r"[가-힣぀-ヿ一-鿿]")
_LABEL = 3
"""Words below a heading at most that are its answer and no sentence."""
_LINE = 200
"""Characters behind an announced letter in which its line may name others."""
_MARKS = 64
"""Marked stretches read, from the end."""
_joined = by_lexicon(
    lambda lexicon: {"", *lexicon.every(lambda table: table.ands), *lexicon.every(lambda table: table.ors)}
)


def marked(page: Page, question: Question, told: Sequence[Statement], *, cut: bool) -> Found | None:
    """The last marked commitment, unless what follows takes it back."""
    found = _commitments(page, question, told, cut=cut)
    if not found:
        return None
    last = found[-1]
    later = _corrected(page, question, told, last)
    if later is not None:
        return later
    if _denies(page, question, told, last):
        return no_value("contradictory", "two_answers")
    if last.rule == "no_value":
        after = [
            each
            for each in values_told(page, question, told)
            if each.found.outcome == "answered"
            and (
                each.found.start > last.end
                or each.statement.start < each.found.end <= last.start < each.statement.end
            )
        ]
        return ruled(after[-1], "last_statement") if after else last
    values = [each for each in found if each.outcome == "answered"]
    if last.outcome == "answered" and _two_answers(page, values, question):
        return no_value("contradictory", "two_answers")
    return last


def _commitments(page: Page, question: Question, told: Sequence[Statement], *, cut: bool) -> list[Found]:
    """Everything marked as an answer, in the order of the text."""
    found: list[Found] = []
    for mark in reversed(marks(page)[-_MARKS:]):
        if any(
            mark.start <= each.start
            and each.end <= mark.end
            and (each.value is not None or each.rule == "no_value")
            for each in found
        ):
            continue  # a mark within it has been read: "<answer>The answer is 5.</answer>"
        value = _read_mark(page, mark, question)
        if (
            value is not None
            and not _takes_back(page, mark)
            and not (cut and value.end >= len(page.text.rstrip()))
        ):
            if not any(each.start == value.start for each in found):
                found.insert(0, value)
            if len(found) > 2:
                break
    first = _line_value(page, question, told[:1], rule="opening_line") if len(told) > 1 else None
    last = _line_value(page, question, told[-1:], rule="last_line")
    if first is not None:
        found.insert(0, first)
    listed = last is not None and _next_list_number(told, last)
    if (
        last is not None
        and not listed
        and told[-1].line
        and not cut
        and (not found or last.start > found[-1].end)
    ):
        found.append(last)
    offered = [each for each in found if each.value is None or each.value in question.options]
    if question.kind == "choice" and offered:
        found = offered
    return sorted(found, key=lambda each: each.start)


def _next_list_number(told: Sequence[Statement], last: Found) -> bool:
    """Whether the last line is the number of a list entry that was cut off."""
    items = 0
    for statement in reversed(told[:-1]):
        if not statement.item:
            break
        items += 1
    return items > 0 and last.value == str(items + 1)


def _read_mark(page: Page, mark: Mark, question: Question) -> Found | None:
    """The value in a marked stretch, or the doubt that stands there instead."""
    if mark.rule == "heading" and question.kind != "list" and opens_steps(page.text, mark.start):
        return None
    end = _list_end(page, mark) if question.kind == "list" else mark.end
    if question.kind == "choice" and choices.several(
        page, mark.start, _line_end(page, mark), options_of(question)
    ):
        return Found(start=mark.start, end=end, value=None, rule="two_answers", outcome="contradictory")
    reader = COMMIT[question.kind]
    if question.kind == "text" and mark.rule in ("boxed", "tagged", "json"):
        found = texts.content(page, mark.start, end) or reader(page, mark.start, end, question)
    elif mark.rule in ("boxed", "json"):
        found = bare(page, mark.start, end, question) or reader(page, mark.start, end, question)
    else:
        row = lists.in_a_row(page, mark.start, mark.end, question) if question.kind == "list" else None
        found = row or reader(page, mark.start, end, question)
    if found is None and question.kind == "list":
        found = lists.single(page, mark.start, mark.end, question)
    if found is not None and mark.rule in ("boxed", "tagged") and _is_part(page, mark, found, question):
        return _unreadable(page, mark, question)
    if mark.rule == "heading" and found is not None and _only_leads(page, mark, found, question):
        return None
    if found is None and question.kind == "choice":
        found = choices.none_of_them(page, mark.start, mark.end, question)
    doubt = doubted(page, question, mark.start, mark.end)
    as_text = question.kind == "text"
    if doubt is not None and (found is None or doubt.start() < found.start + as_text):
        return Found(start=mark.start, end=mark.end, value=None, rule="hedge", outcome="no_answer")
    if found is None:
        return _unreadable(page, mark, question)
    if found.outcome != "answered":
        return found
    if question.kind == "text" and texts.is_either(found.value or "", question):
        return replace(found, value=None, rule="two_answers", outcome="contradictory")
    if mark.rule == "json" and question.kind == "text":
        found = replace(found, value=_unescaped(page.text[found.start : found.end]))
    return found.by(found.rule if found.rule == "option_equal" else mark.rule)


_FACTOR = re.compile(
    r"\\?sqrt|√|\\?pi(?![a-z])|π|\\infty|∞|(?<=[0-9}])\s?[abknxyz](?![a-z])|(?<![a-z\\])[abknxyz](?=[0-9(])"
)
"""A root, a constant or a variable beside a number (2√3, 3π, 3x); other letters may be units."""
_ROW = re.compile(r"[^,;、=\d]{0,24}[,;、]\s*")
_A_WORD = re.compile(r"(?<![a-z\\])(?:no|[a-z]{3,})(?![a-z{])")
"""A word in a box, which is no number then."""


def _is_part(page: Page, mark: Mark, found: Found, question: Question) -> bool:
    """Whether a number in a box or tag is a part of what is marked: of a product, or of a row of numbers."""
    text = page.folded[mark.start : mark.end]
    if question.kind not in ("integer", "decimal") or "=" in text or len(text) > _NEAR:
        return False
    if _FACTOR.search(text):
        return True
    numbers = [number for number in scan(page, mark.start, mark.end) if number.value != found.value]
    return any(
        _ROW.fullmatch(page.text[min(number.end, found.end) : max(number.start, found.start)])
        for number in numbers
    )


def _only_leads(page: Page, mark: Mark, found: Found, question: Question) -> bool:
    """Whether what stands below a heading repeats the prompt or tells facts, and the reply goes on."""
    if not page.text[mark.end :].strip(" \n.。*"):
        return False
    if _only_talks(page, question, found):
        return True
    if page.text[max(mark.start - 8, 0) : mark.start].rstrip(" *_").endswith("\n"):
        restated = found.rule == "restated" and _in_words(page, mark, found)
        return restated or bare(page, mark.start, mark.end, question) is None
    text = page.text[mark.start : mark.end]
    sentence = len(text.split()) > _LABEL or len(_CJK.findall(text)) > 2 * _LABEL
    return sentence and found.rule in ("restated", "one_of_several")


def _unescaped(text: str) -> str:
    """The text of a JSON string, as it stands where it is none."""
    try:
        return str(json.loads(f'"{text}"', strict=False))
    except ValueError:
        return text


def _line_end(page: Page, mark: Mark) -> int:
    """Where the line of an announced answer ends, or a marked one: "A. red B. green" holds full stops."""
    if mark.rule not in ("announced", "heading"):
        return mark.end
    end = page.text.find("\n", mark.end, mark.end + _LINE)
    return end if end >= 0 else min(len(page.text), mark.end + _LINE)


def _list_end(page: Page, mark: Mark) -> int:
    """Where an announced list may end: its entries go over many lines, up to the next tag."""
    tag = page.text.find("<", mark.start)
    return mark.end if mark.rule in ("boxed", "tagged", "json") else (tag if tag >= 0 else len(page.text))


def _unreadable(page: Page, mark: Mark, question: Question) -> Found | None:
    """A marked stretch that holds something else than a value: a variable, an expression left open."""
    numeric = question.kind in ("integer", "decimal")
    expression = numeric and (
        scan(page, mark.start, mark.end)
        or (mark.rule == "boxed" and _A_WORD.search(page.folded, mark.start, mark.end))
    )
    if mark.rule not in ("tagged", "json") and not expression:
        return None
    return Found(start=mark.start, end=mark.end, value=None, rule="no_value", outcome="no_answer")


def _takes_back(page: Page, mark: Mark) -> bool:
    """Whether a marked value is thrown out right after it: "<answer>2</answer> is incorrect"."""
    after = page.folded[mark.resume : mark.resume + 60].removeprefix("</answer>").lstrip(" \t*_$\\]})\"'")
    return rejection(page.lexicon).match(after) is not None


def _line_value(page: Page, question: Question, told: Sequence[Statement], *, rule: str) -> Found | None:
    """The value of a statement that is nothing but a value; "41?" asks whether it is one."""
    for statement in told:
        text = page.text[statement.start : statement.end]
        if (
            text.endswith("?")
            or is_courtesy(page, statement.start, statement.end)
            or (question.kind == "text" and is_reason(page, statement.start, statement.end))
            or (question.kind == "list" and lists.unfinished(text))
            or (question.kind == "list" and lists.goes_on(page, statement.start, statement.end, question))
        ):
            continue
        if not statement.item and statement.end - statement.start <= 2000:
            found = bare(page, statement.start, statement.end, question)
            announces = page.text[statement.end - 1] == ":" or (
                found is not None and _only_talks(page, question, found)
            )
            if rule == "opening_line" and announces:
                continue
            if found is not None and is_heading(page, statement.start, statement.end):
                continue
            in_words = found is not None and _in_words(page, statement, found)
            if found is not None and not (
                rule == "opening_line" and in_words and _repeats_prompt(found, question)
            ):
                return found.by(rule)
    return None


def _only_talks(page: Page, question: Question, found: Found) -> bool:
    """Whether several words of a first line are no string of letters, as one stands in quotes behind them."""
    value = found.value or ""
    if question.kind != "text" or texts.is_quoted(page, found):
        return False
    quotes = texts.quotes(page, found.end)
    ends = page.text.find("\n", found.end)
    stop = page.text[found.end : ends].strip(" *_")[:1] if ends >= 0 else page.text[found.end : found.end + 1]
    sentence = " " in value or (not is_latin(value) and stop != "" and stop in "。!.")
    if sentence and ends >= 0 and not quotes:
        line = page.folded[ends:].strip(" \n*_`\"'.。")
        return texts.is_made_of_given(line, question) and not texts.is_made_of_given(fold(value), question)
    return bool(quotes) and sentence and value not in quotes


def _in_words(page: Page, statement: Statement | Mark, found: Found) -> bool:
    """Whether words stand around a value."""
    around = page.text[statement.start : found.start] + page.text[found.end : statement.end]
    return sum(character.isalpha() for character in around) > 1


def _repeats_prompt(found: Found, question: Question) -> bool:
    """Whether a value stands in the prompt as it is, so that a line which tells it may only restate it."""
    value = found.value or ""
    if question.kind == "list":
        return "".join(value.split()) in "".join(question.prompt.split())
    return question.shown.get(value, 0) > 0


def _corrected(page: Page, question: Question, told: Sequence[Statement], last: Found) -> Found | None:
    """The value of a later statement, where the text after the marked one takes it back."""
    revised = revision(page.lexicon).search(page.folded, last.end)
    if revised is None:
        return None
    later = [
        each
        for each in values_told(page, question, told)
        if each.found.start > revised.start() and each.found.outcome == "answered"
    ]
    at_once = last.rule == "opening_line"
    sure = [each for each in later if (at_once and not each.statement.item) or _is_sure(page, question, each)]
    return sure[-1].found.by("correction") if sure else None


def _denies(page: Page, question: Question, told: Sequence[Statement], last: Found) -> bool:
    """Whether a yes or no of the first line is denied by what the reply concludes."""
    if last.rule != "opening_line" or question.kind != "choice" or options_of(question).polar is None:
        return False
    later = [
        each.found.value
        for each in values_told(page, question, told)
        if each.found.start > last.end and concludes(page, each.statement.start, each.statement.end)
    ]
    return bool(later) and later[-1] != last.value


def _is_sure(page: Page, question: Question, told: Told) -> bool:
    statement = told.statement
    return (
        concludes(page, statement.start, statement.end)
        or repeats(page, question, told)
        or (revision(page.lexicon).search(page.folded, statement.start, told.found.start) is not None)
    )


def _two_answers(page: Page, found: Sequence[Found], question: Question) -> bool:
    """Whether the last two marked values differ and stand side by side with nothing between."""
    if len(found) < 2:
        return False
    before, last = found[-2], found[-1]
    if (
        before.value is None
        or last.value is None
        or same_value(before.value, last.value, question.kind, question.lexicon.language)
    ):
        return False
    if before.rule == last.rule == "tagged" and _in_one_code_block(page, before.start, last.start):
        return True
    if page.span(last.start, last.end)[0] - page.span(before.start, before.end)[1] > _NEAR:
        return False
    between = markup(page.lexicon).sub("", page.folded[before.end : last.start])
    return between in _joined(page.lexicon) and before.rule != "opening_line"


def _in_one_code_block(page: Page, first: int, second: int) -> bool:
    """Whether two places stand in one fenced block: what its branches answer is not said by either."""
    return page.text.count("```", 0, first) % 2 == 1 and page.text.find("```", first, second) < 0
