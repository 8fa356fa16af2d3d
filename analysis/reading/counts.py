"""Amounts that are told without a number: "twice", "there are no r's"."""

import re

from jagbench.analysis.reading.languages.table import compile_any
from jagbench.analysis.reading.lexicon import by_lexicon
from jagbench.analysis.reading.page import Page
from jagbench.analysis.reading.question import Question
from jagbench.analysis.reading.result import Found, Number

_aside = by_lexicon(lambda lexicon: lexicon.pattern(lambda table: table.asides))
none_of = by_lexicon(lambda lexicon: lexicon.pattern(lambda table: table.zeros))
"""What says that there are none."""
_counts = by_lexicon(lambda lexicon: lexicon.merged(lambda table: table.counts))
_count = by_lexicon(lambda lexicon: compile_any(_counts(lexicon)))
_each_count = by_lexicon(
    lambda lexicon: [
        (compile_any([words]), n)
        for words, n in sorted(_counts(lexicon).items(), key=lambda entry: -len(entry[0]))
    ]
)
_BREAK = re.compile(r"[,;:.](?!\d)")
_NEAR = 16
"""Characters behind a count in which what says that there are none belongs to it."""
_DECORATION = " \t\n\u00a0*_`\"'()[]{}"


def opens_with_none(page: Page, first: Number, start: int) -> bool:
    """Whether a stretch says of a number of things that none of them is meant: "None of the 6 letters"."""
    begin = start
    while begin < first.start and page.text[begin] in _DECORATION:
        begin += 1
    none = none_of(page.lexicon).match(page.folded, begin, first.start)
    return none is not None and not _BREAK.search(page.text, none.end(), first.start)


def stated_count(page: Page, start: int, end: int, question: Question, *, numbers: bool) -> Found | None:
    """Counts without a numeral, in front of a reason: "there are no r's", and where no number is, "twice"."""
    reason = _aside(page.lexicon).search(page.folded, start + 1, end)
    end = end if reason is None else reason.start()
    count = None if numbers else _count(page.lexicon).search(page.folded, start, end)
    zero = none_of(page.lexicon).search(page.folded, start, end)
    zero = None if zero is not None and zero[0] in question.folded else zero
    if count is not None and (zero is None or zero.start() >= count.end() + _NEAR):
        value = next(
            n for each, n in _each_count(page.lexicon) if each.match(page.folded, count.start(), end)
        )
        return Found(start=count.start(), end=count.end(), value=str(value), rule="counted")
    if zero is not None:
        return Found(start=zero.start(), end=zero.end(), value="0", rule="counted")
    return None
