"""Amounts in several units that are one number in the unit asked for.

That is the smaller one of lengths of time ("1 hour and 55 minutes" is 115), and the largest one of money
("68元4角2分" is 68.42).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from jagbench.analysis.reading.clocks import spelled
from jagbench.analysis.reading.languages.table import LETTER, any_of
from jagbench.analysis.reading.lexicon import Lexicon, by_lexicon
from jagbench.analysis.reading.numbers import exact, plain
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
    joined = lexicon.any_of(lambda table: table.ands)
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


def _moneys_of(lexicon: Lexicon) -> list[tuple[int, re.Pattern[str]]]:
    return [
        (decimals, re.compile(rf"[ ]?(?:{unit})(?![{LETTER}])"))
        for unit, decimals in lexicon.merged(lambda table: table.moneys).items()
    ]


_moneys = by_lexicon(_moneys_of)
"""The units of money, and how many decimals of the largest one they count."""
_CENTS = 2
"""Decimals of the smallest unit."""
_join = by_lexicon(lambda lexicon: re.compile(rf"(?:,? ?{lexicon.any_of(lambda table: table.ands)} ?|, | )?"))


def compounded(page: Page, numbers: Sequence[Number], start: int, question: Question) -> Sequence[Number]:
    """The numbers; those that tell one length of time or one sum of money are one, in the unit asked for.

    What the prompt shows as two numbers is left as it is.
    """
    told = list(_told(page, numbers, start, question)) if question.kind == "integer" else []
    told = told or (list(_paid(page, numbers, question)) if question.kind == "decimal" else [])
    if not told:
        return numbers
    apart = [n for n in numbers if not any(each.start <= n.start < each.end for each in told)]
    return sorted([*apart, *told], key=lambda number: number.start)


def _told(page: Page, numbers: Sequence[Number], start: int, question: Question) -> Iterator[Number]:
    asked = question.questions or question.folded
    patterns = [each for each in _patterns(page.lexicon) if each[2].search(asked)] if numbers else []
    for number in numbers if patterns else ():
        ahead = page.folded[max(number.start - _AHEAD, start) : number.start]
        for size, larger, smaller in patterns:
            unit = smaller.match(page.folded, number.end)
            before = larger.search(ahead) if unit is not None and number.value.isdecimal() else None
            if before is None:
                continue
            many = before[1]
            count = int(many) if many.isdecimal() else spelled(page.lexicon).get(many, 1)
            if not {str(count), number.value} <= question.shown.keys():
                value = str(size * count + int(number.value))
                begin = number.start - len(ahead) + before.start()
                yield replace(number, start=begin, value=value, word=False)


def _paid(page: Page, numbers: Sequence[Number], question: Question) -> Iterator[Number]:
    """The sums of money that are told in smaller units than the one that is asked for, or in several."""
    asked = question.questions or question.folded
    if not any(unit.search(asked) for decimals, unit in _moneys(page.lexicon) if decimals == 0):
        return
    run: list[tuple[Number, int]] = []
    reached = 0
    for number in numbers:
        goes_on = run and _join(page.lexicon).fullmatch(page.folded, reached, number.start)
        unit = next(
            (
                (decimals, match.end())
                for decimals, each in _moneys(page.lexicon)
                if (match := each.match(page.folded, number.end)) is not None
            ),
            None,
        )
        if unit is None and goes_on and reached == number.start and len(number.value) == 1:
            unit = run[-1][1] + 1, number.end  # "68块4"
        if run and not (goes_on and unit is not None and unit[0] > run[-1][1]):
            yield from _sum(page, run, question)
            run = []
        if unit is not None and number.value.isdecimal():
            run.append((number, unit[0]))
            reached = unit[1]
    yield from _sum(page, run, question)


def _sum(page: Page, run: Sequence[tuple[Number, int]], question: Question) -> Iterator[Number]:
    """The number of the largest unit that a run of numbers with their decimals makes."""
    if not run or not 0 < run[-1][1] <= _CENTS:
        return
    first, last = run[0][0], run[-1][0]
    cents = sum(int(each.value) * 10 ** (_CENTS - decimals) for each, decimals in run)
    value = exact(f"{cents}e-{_CENTS}")
    if value is not None and page.folded[first.start : last.end] not in question.folded:
        yield replace(first, end=last.end, value=plain(value), word=False)
