"""Which numbers of a stretch belong to its question: operands, what it restates, denies or enumerates."""

import re
from collections.abc import Sequence
from itertools import pairwise

from jagbench.analysis.reading.doubts import because, in_denied_clause, rejected
from jagbench.analysis.reading.languages.table import LETTER
from jagbench.analysis.reading.lexicon import by_lexicon
from jagbench.analysis.reading.page import Page
from jagbench.analysis.reading.question import IN_POWER, Question
from jagbench.analysis.reading.remarks import before_remark
from jagbench.analysis.reading.result import Number

CLOSE = r"[\"'*_`})\]$\\]{0,4}[ ]?"
OPEN = r"[\"'*_`({\[$\\]{0,4}"
_SPACE = r"[\s$\\()\[\]{}*_`,]{0,8}"
_between = by_lexicon(
    lambda lexicon: re.compile(
        rf"{_SPACE}(?:[{LETTER}%]{{1,12}}{_SPACE})?"
        r"(?:[+\-*/×÷^%]|\\times|\\div|\\cdot"
        rf"|(?<![{LETTER}]){lexicon.any_of(lambda table: table.operators)}(?![{LETTER},])){_SPACE}"
    )
)
_TRAILING = re.compile(r"[\s$)\]}]{0,4}(?:[+×÷*^]|\\times|\\div|\\cdot|-[ ]?$)[\s$(\\]{0,4}(?=$|[a-z(\\]|\n)")
_LEADING = re.compile(r"(?<![a-z])[a-z][ ]?[+\-*/×][ ]?$")
_counter = by_lexicon(lambda lexicon: re.compile(lexicon.any_of(lambda table: table.counters)))
_denied = by_lexicon(
    lambda lexicon: re.compile(
        rf"(?<![{LETTER}]){lexicon.any_of(lambda table: table.denials)}"
        rf"(?:(?<=[가-힣぀-ヿ一-鿿])| )(?:[{LETTER}]{{1,8}} )?"
        rf"(?:{lexicon.any_of(lambda table: table.definites)} )?{OPEN}$"
    )
)
_disowned = by_lexicon(lambda lexicon: re.compile(rf"{CLOSE}{lexicon.any_of(lambda table: table.disowns)}"))
"""What follows a number that is none that is asked for: " is not the smallest"."""
_commas = by_lexicon(
    lambda lexicon: re.compile(
        rf"[ ]?[,、][ ]?(?:{lexicon.any_of(lambda table: table.ands)} )?"
        rf"|[ ]?{lexicon.any_of(lambda table: table.ands)}[ ]?"
    )
)
_aside = by_lexicon(lambda lexicon: lexicon.pattern(lambda table: table.asides))
_GOES_ON = re.compile(r",(?!\d)|[;:=→、，]")
"""What shows that a statement goes on behind a reason."""
_TALLY = re.compile(r"(?<![^\W\d_])[^\W\d_] \($")
"""What stands before a number that only counts along: "r (1)"."""
_BRACKET = re.compile(r"(?<=[\s*\d])\([^()]{1,400}\)")
"""A remark in brackets."""
RUN = 3
"""Numbers that commas join, from which on they are an enumeration."""


def operands_of(page: Page, numbers: Sequence[Number]) -> list[Number]:
    """The numbers beside an operator: where their result only repeats the prompt, one of them is told."""
    joined = [pair for pair in pairwise(numbers) if _joined(page, *pair)]
    return [number for number in numbers if any(number in pair for pair in joined)]


def as_shown(page: Page, number: Number, question: Question) -> bool:
    """Whether a number stands in the prompt with the mark that it has here: "$77"."""
    written = page.folded[number.start : number.end]
    return not written[0].isalnum() and written[0] not in "+-." and written in question.folded


def restated_places(page: Page, numbers: Sequence[Number], question: Question) -> frozenset[int]:
    """Where the numbers begin that only repeat the prompt: each counts as often as the prompt shows it.

    A numeral of a script without spaces may be a word that the prompt holds: "열", which is a column.
    """
    left = dict(question.shown)
    known: set[int] = set()
    for number in numbers:
        if number.word and number.value not in left:
            written = page.folded[number.start : number.end]
            counts = any(
                page.folded.startswith(each, number.end) and written + each not in question.folded
                for each in question.counters
            )
            if not (written.isascii() or counts) and re.search(rf"(?<![가-힣]){written}", question.folded):
                known.add(number.start)
        elif number.value in question.powers and not IN_POWER.search(page.text, number.start, number.end):
            continue  # "10² is 100": written out, a power is an answer
        elif left.get(number.value, 0) and not (number.value == question.spelled_out and not number.word):
            left[number.value] -= 1
            known.add(number.start)
    return frozenset(known)


def free_numbers(
    page: Page, numbers: Sequence[Number], start: int, end: int, question: Question
) -> list[Number]:
    """The numbers that are no operands and are not thrown out by the words around them."""
    joined = [_joined(page, a, b) for a, b in pairwise(numbers)]
    free: list[Number] = []
    thrown: int | None = None
    for index, number in enumerate(numbers):
        operand = (index > 0 and joined[index - 1]) or (index < len(joined) and joined[index])
        apart = _emphasised(page, number)
        if (
            operand
            or _TALLY.search(page.text, max(number.start - 4, start), number.start)
            or (not apart and _TRAILING.match(page.folded, number.end, end))
            or rejected(page, number.end)
            or (
                (counter := _counter(page.lexicon).match(page.folded, number.end))
                and rejected(page, counter.end())
            )
            or _disowned(page.lexicon).match(page.folded, number.end)
        ):
            continue
        if (
            not apart
            and not number.word
            and _LEADING.search(page.folded[max(number.start - 5, start) : number.start])
        ):
            continue
        goes_on = thrown is not None and _commas(page.lexicon).fullmatch(page.folded, thrown, number.start)
        before = page.folded[max(number.start - 40, start) : number.start]
        if goes_on or _denied(page.lexicon).search(before) or in_denied_clause(page, start, number.start):
            thrown = number.end  # "not 13, 47, 88"
        else:
            free.append(number)
    return _without_enumerations(page, free, question)


def _emphasised(page: Page, number: Number) -> bool:
    """Whether a number stands between two stars, which are no operators then."""
    return page.text[number.start - 1 : number.start] == "*" == page.text[number.end : number.end + 1]


def _without_enumerations(page: Page, numbers: Sequence[Number], question: Question) -> list[Number]:
    """The numbers outside runs of three and more that only commas join ("1, 2, 3, 4").

    A run that repeats those of the prompt but for one fills in that one, or goes on with it.
    """
    runs: list[list[Number]] = []
    for number in numbers:
        if runs and _commas(page.lexicon).fullmatch(page.folded, runs[-1][-1].end, number.start):
            runs[-1].append(number)
        else:
            runs.append([number])
    return [number for run in runs for number in (run if len(run) < RUN else _one_of_its_own(run, question))]


def _one_of_its_own(run: Sequence[Number], question: Question) -> list[Number]:
    """The only number of a run that the prompt does not show; none where it is not the only one."""
    own = [number for number in run if number.value not in question.shown]
    return own if len(own) == 1 else []


def _joined(page: Page, first: Number, second: Number) -> bool:
    """Whether an operator stands between two numbers; the stars of bold text are none."""
    if second.start - first.end > 40:
        return False
    between = page.folded[first.end : second.start].replace("**", " ")
    return _between(page.lexicon).fullmatch(between) is not None


def before_closing_reason(page: Page, free: list[Number], end: int) -> list[Number]:
    """The numbers in front of a reason that closes a statement: "Ann is 8, because Ben is 16"."""
    reason = because(page.lexicon).search(page.folded, free[0].end, end) if len(free) > 1 else None
    if reason is None or _GOES_ON.search(page.text, reason.end(), end):
        return free
    return [each for each in free if each.start < reason.start()]


def before_reason(page: Page, added: Sequence[Number], end: int, question: Question) -> Sequence[Number]:
    """The numbers in front of a reason or a remark, or outside brackets, that follows the first of them."""
    if len(added) < 2:
        return added
    end = before_remark(page, added[0].end, end, question)
    reason = _aside(page.lexicon).search(page.folded, added[0].end, end)
    bracket = _BRACKET.search(page.text, added[0].end, end)
    return [
        each
        for each in added
        if each.start < end
        and (reason is None or each.start < reason.start())
        and (bracket is None or not bracket.start() < each.start < bracket.end())
    ]
