"""Lengths of time in two units, where the smaller one is asked for: "1 hour and 55 minutes" is 115."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from jagbench.analysis.reading.clocks import spelled
from jagbench.analysis.reading.languages.table import LETTER, any_of
from jagbench.analysis.reading.lexicon import Lexicon, by_lexicon
from jagbench.analysis.reading.page import Page
from jagbench.analysis.reading.question import Question
from jagbench.analysis.reading.result import Number

_SIZES = (24, 60, 60)
"""How many of the next unit days, hours and minutes have."""
_AHEAD = 32
"""Characters in front of the smaller unit in which the larger one is looked for."""


def _patterns_of(lexicon: Lexicon) -> list[tuple[int, re.Pattern[str], re.Pattern[str]]]:
    """The larger unit with its number, up to the number of the smaller one, and that unit, by size."""
    units = [
        any_of("|".join(each).split("|"))
        for each in zip(*(table.durations[:4] for table in lexicon.tables), strict=True)
    ]
    joined = any_of(lexicon.every(lambda table: table.ands))
    return [
        (
            size,
            re.compile(
                rf"(?<![{LETTER}\d.,:])(\d{{1,4}}|an?|{any_of(spelled(lexicon))})[ \u00a0-]?{larger}"
                rf"(?![{LETTER}])(?:,? ?{joined} ?|, | )?$"
            ),
            re.compile(rf"(?<![{LETTER}])[ \u00a0-]?{smaller}(?![{LETTER}])"),
        )
        for size, (larger, smaller) in zip(_SIZES, pairwise(units), strict=True)
    ]


_patterns = by_lexicon(_patterns_of)


def compounded(page: Page, numbers: Sequence[Number], start: int, question: Question) -> Sequence[Number]:
    """The numbers; two that tell one length of time are one, in the smaller unit where that is asked for.

    What the prompt shows as two numbers is left as it is.
    """
    told = list(_told(page, numbers, start, question)) if question.kind == "integer" else []
    if not told:
        return numbers
    apart = [n for n in numbers if not any(each.start <= n.start < each.end for each in told)]
    return sorted([*apart, *told], key=lambda number: number.start)


def _told(page: Page, numbers: Sequence[Number], start: int, question: Question) -> Iterator[Number]:
    lexicon = page.lexicon
    for number in numbers:
        ahead = page.folded[max(number.start - _AHEAD, start) : number.start]
        for size, larger, smaller in _patterns(lexicon):
            unit = smaller.match(page.folded, number.end)
            before = larger.search(ahead) if unit is not None and number.value.isdecimal() else None
            if unit is None or before is None or not smaller.search(question.questions or question.folded):
                continue
            many = before[1]
            count = int(many) if many.isdecimal() else spelled(lexicon).get(many, 1)
            if not {str(count), number.value} <= question.shown.keys():
                value = str(size * count + int(number.value))
                begin = number.start - len(ahead) + before.start()
                yield replace(number, start=begin, value=value, word=False)
