"""Which number a stretch of text commits to."""

import re
from collections.abc import Sequence
from itertools import pairwise

from jagbench.analysis.reading.doubts import turning_points
from jagbench.analysis.reading.languages.table import LETTER, any_of, compile_any
from jagbench.analysis.reading.lexicon import Lexicon, by_lexicon
from jagbench.analysis.reading.notation import Notation
from jagbench.analysis.reading.numbers import exact, plain, scan, within
from jagbench.analysis.reading.page import Page
from jagbench.analysis.reading.question import Question
from jagbench.analysis.reading.result import Found, Number

_CLOSE = r"[\"'*_`})\]$\\]{0,4}[ ]?"
_OPEN = r"[\"'*_`({\[$\\]{0,4}"
_SPACE = r"[\s$\\()\[\]{}*_`,]{0,8}"
_between = by_lexicon(
    lambda lexicon: re.compile(
        rf"{_SPACE}(?:[{LETTER}%]{{1,12}}{_SPACE})?"
        r"(?:[+\-*/×÷^%]|\\times|\\div|\\cdot"
        rf"|(?<![{LETTER}]){any_of(lexicon.every(lambda table: table.operators))}(?![{LETTER}])){_SPACE}"
    )
)
_TRAILING = re.compile(r"[\s$)\]}]{0,4}(?:[+×÷*^]|\\times|\\div|\\cdot|-[ ]?$)[\s$(\\]{0,4}(?=$|[a-z(\\]|\n)")
_LEADING = re.compile(r"(?<![a-z])[a-z][ ]?[+\-*/×][ ]?$")
_RELATION = re.compile(r"(?<![<>!=:])=(?!=)|≈|\\approx|\\equiv|->|→|⇒|\\rightarrow")
_rejected = by_lexicon(
    lambda lexicon: re.compile(_CLOSE + any_of(lexicon.every(lambda table: table.rejections)))
)
_denied = by_lexicon(
    lambda lexicon: re.compile(
        rf"(?<![{LETTER}]){any_of(lexicon.every(lambda table: table.denials))}"
        rf"(?:(?<=[가-힣぀-ヿ一-鿿])| )(?:[{LETTER}]{{1,8}} )?{_OPEN}$"
    )
)
_alternative = by_lexicon(
    lambda lexicon: re.compile(
        rf"{_CLOSE}(?:{any_of(lexicon.every(lambda table: table.alternatives))}|-"
        rf"|(?:[{LETTER}]{{1,12}} |{any_of(lexicon.every(lambda table: table.counters))}[ ]?)"
        rf"{any_of(lexicon.every(lambda table: table.ors))})[ ]?{_OPEN}"
    )
)
_between_two = by_lexicon(
    lambda lexicon: re.compile(
        rf"{any_of(lexicon.every(lambda table: table.eithers))}[ ]?[\"'*_`$\\(]{{0,3}}$"
    )
)
_and = by_lexicon(
    lambda lexicon: re.compile(
        r"[\"'*_`)$\\]{0,3}[ ]?"
        rf"(?:{any_of(lexicon.every(lambda table: (*table.ands, *table.ors)))}|&)[ ]?[\"'*_`($\\]{{0,3}}"
    )
)
_commas = by_lexicon(
    lambda lexicon: re.compile(
        rf"[ ]?[,、][ ]?(?:{any_of(lexicon.every(lambda table: table.ands))} )?"
        rf"|[ ]?{any_of(lexicon.every(lambda table: table.ands))}[ ]?"
    )
)
_verb = by_lexicon(lambda lexicon: lexicon.pattern(lambda table: table.verbs))
_aside = by_lexicon(lambda lexicon: lexicon.pattern(lambda table: table.asides))
_zero = by_lexicon(lambda lexicon: lexicon.pattern(lambda table: table.zeros))
_counts = by_lexicon(lambda lexicon: lexicon.merged(lambda table: table.counts))
_count = by_lexicon(lambda lexicon: compile_any(_counts(lexicon)))
_each_count = by_lexicon(
    lambda lexicon: [
        (compile_any([words]), n)
        for words, n in sorted(_counts(lexicon).items(), key=lambda entry: -len(entry[0]))
    ]
)
_BOLD = re.compile(r"\*\*([^*\n]{1,80})\*\*|\\boxed\{([^{}\n]{1,80})\}|__([^_\n]{1,80})__")
_DECORATION = " \t\n\u00a0*_`\"'()[]{}\\$.,;:!<>#~≈=?。"
_UNIT = re.compile(
    r"[ ]?(?:[^\W\d_]{1,14}(?:'s)?|/|\^?[²³2]|\\circ|[%°℃℉€£₩¥円원개번]|\\%"
    r"|\\text\{[^{}]{0,40}\}|\([^()]{0,80}\))?"
)
_lead = by_lexicon(
    lambda lexicon: re.compile(
        rf"(?:(?:{any_of(lexicon.every(lambda table: table.fillers))}|[{LETTER}]{{1,12}}:)[ :]?){{0,3}}"
    )
)
_NEXT = 4
"""Characters between a verb and a number that stands right behind it."""
_FIRST, _LAST = 64, 192
"""Numbers of one statement that are weighed, of more: a statement of so many is a list."""
_LONGEST, _WORDS = 200, 30
"""Characters and words beyond which several words are no bare value: twelve digits in words fit."""
_SPACED = re.compile(r"[-+]?\d{1,9}(?:(?:,[ ]?|[ ])\d{3})+(?:\.\d+)?")
_SPACED_COMMA = re.compile(r"[-+]?\d{1,9}(?:[ ]\d{3})+(?:,\d+)?")
_APART = re.compile(r"(-?\d{1,4000}) / (\d{1,4000})")


def bare(page: Page, start: int, end: int, question: Question) -> Found | None:
    """A stretch that is one number, perhaps decorated and with a unit."""
    whole = (start, end)
    start, end = strip(page.text, start, end)
    written = _one_number(page.text[start:end], page.notation, question)
    if written is not None:
        return Found(start=start, end=end, value=written, rule="bare")
    if wordy(page, start, end):
        return None
    numbers = _asked(scan(page, *whole), question)
    if len(numbers) != 1:
        return None
    number = numbers[0]
    lead = page.folded[start : number.start].strip(_DECORATION)
    if (lead and _lead(page.lexicon).fullmatch(lead) is None) or not _is_unit(
        page.folded[number.end : end].strip(_DECORATION[:-1]), page.lexicon
    ):
        return None
    return Found(start=number.start, end=number.end, value=number.value, rule="bare")


def wordy(page: Page, start: int, end: int) -> bool:
    """Whether a stretch has too many words for a bare number or a bare option."""
    words = len(page.text[start:end].split(maxsplit=_WORDS))
    return words > _WORDS or (words > 1 and end - start > _LONGEST)


def _one_number(text: str, notation: Notation, question: Question) -> str | None:
    """A text that is one number with spaces in it, as groups of digits or around a fraction stroke."""
    if (_SPACED_COMMA if notation.comma else _SPACED).fullmatch(text):
        digits = text.replace(" ", "")
        value = exact(digits.replace(",", ".") if notation.comma else digits.replace(",", ""))
        return None if value is None else plain(value)
    ratio = _APART.fullmatch(text) if question.kind == "decimal" else None
    if ratio is None or f"{ratio[1]}/{ratio[2]}" in question.folded.replace(" ", ""):
        return None
    return f"{ratio[1]}/{ratio[2]}"


def _asked(numbers: Sequence[Number], question: Question) -> Sequence[Number]:
    """The numbers without the divisions that a whole number is asked for as the result of."""
    if question.kind != "integer":
        return numbers
    return [number for number in numbers if "/" not in number.value or number.value not in question.numbers]


def _is_unit(rest: str, lexicon: Lexicon) -> bool:
    """Whether what follows a number is no more than a unit or a noun of up to three words."""
    position = 0
    for _ in range(3):
        match = _UNIT.match(rest, position)
        if match is None or match.end() == position:
            break
        position = match.end()
    return position == len(rest) and not _verb(lexicon).search(rest)


def strip(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without decoration around it; a minus and a currency mark stay."""
    while start < end and text[start] in _DECORATION and not _signs(text, start):
        start += 1
    while end > start and text[end - 1] in _DECORATION:
        end -= 1
    return start, end


def _signs(text: str, start: int) -> bool:
    return text[start] in "$\\." and text[start + 1 : start + 2].isdigit()


def commit(page: Page, start: int, end: int, question: Question) -> Found | None:
    """The number a marked stretch or a statement commits to, if any.

    The value after the last relation counts ("12 + 34 = 46"), then one in bold, then the first after a
    verb ("there are 3 r's in ..."); operands of an expression never count.
    """
    numbers = _asked(scan(page, start, end), question)
    if len(numbers) > _FIRST + _LAST:
        numbers = [*numbers[:_FIRST], *numbers[-_LAST:]]
    free = _after_turning(page, _free(page, numbers, start, end), start, end)
    relation = _last_relation(page, numbers, start, end)
    if relation is not None:
        after = [number for number in free if number.start >= relation]
        return _found(page, after[0], numbers, end).by("equated") if after else None
    if not free:
        return _stated_count(page, start, end) if not numbers or len(numbers) == 1 else None
    chosen = _choose(page, free, start, end, question)
    return None if chosen is None else _found(page, chosen, numbers, end)


def _free(page: Page, numbers: Sequence[Number], start: int, end: int) -> list[Number]:
    """The numbers that are no operands and are not thrown out by the words around them."""
    joined = [_joined(page, a, b) for a, b in pairwise(numbers)]
    free: list[Number] = []
    for index, number in enumerate(numbers):
        operand = (index > 0 and joined[index - 1]) or (index < len(joined) and joined[index])
        apart = _emphasised(page, number)
        if (
            operand
            or (not apart and _TRAILING.match(page.folded, number.end, end))
            or _rejected(page.lexicon).match(page.folded, number.end)
        ):
            continue
        if not apart and _LEADING.search(page.folded[max(number.start - 5, start) : number.start]):
            continue
        if not _denied(page.lexicon).search(page.folded[max(number.start - 40, start) : number.start]):
            free.append(number)
    return _without_enumerations(page, free)


def _emphasised(page: Page, number: Number) -> bool:
    """Whether a number stands between two stars, which are no operators then."""
    return page.text[number.start - 1 : number.start] == "*" == page.text[number.end : number.end + 1]


def _after_turning(page: Page, free: list[Number], start: int, end: int) -> list[Number]:
    """The numbers behind the last turn of a statement ("2, no wait, 3"; "1 and 2, so 3") that has any."""
    for turn in reversed(turning_points(page, start, end) if len(free) > 1 else []):
        after = [number for number in free if number.start >= turn]
        if after:
            return after
    return free


def _without_enumerations(page: Page, numbers: Sequence[Number]) -> list[Number]:
    """The numbers outside runs of three and more that only commas join ("1, 2, 3, 4")."""
    runs: list[list[Number]] = []
    for number in numbers:
        if runs and _commas(page.lexicon).fullmatch(page.folded, runs[-1][-1].end, number.start):
            runs[-1].append(number)
        else:
            runs.append([number])
    return [number for run in runs if len(run) < 3 for number in run]


def _joined(page: Page, first: Number, second: Number) -> bool:
    """Whether an operator stands between two numbers; the stars of bold text are none."""
    if second.start - first.end > 40:
        return False
    between = page.folded[first.end : second.start].replace("**", " ")
    return _between(page.lexicon).fullmatch(between) is not None


def _last_relation(page: Page, numbers: Sequence[Number], start: int, end: int) -> int | None:
    """Where the last relation sign with a number after it ends; a relation to an expression counts too."""
    if not numbers:
        return None
    last = numbers[-1].start
    found = None
    for match in _RELATION.finditer(page.folded, start, end):
        if match.end() <= last:
            found = match.end()
    return found


def _choose(page: Page, free: Sequence[Number], start: int, end: int, question: Question) -> Number | None:
    if len(free) == 1:
        return free[0]
    begin, _ = strip(page.text, start, end)
    if free[0].start <= begin:
        return free[0]
    bold = _in_bold(page, free, start, end)
    if len(bold) == 1:
        return bold[0]
    fresh = [number for number in free if number.value not in question.numbers] or free
    main = _main_clause(page, fresh[0], start, end)
    verbs = list(_verb(page.lexicon).finditer(page.folded, start, main))
    for verb in verbs:
        after = within(fresh, verb.end(), main)
        if after:
            return after[0]
    told = [number for verb in verbs for number in free if 0 <= number.start - verb.end() <= _NEXT]
    if told:
        return told[-1]
    if all(number.value in question.numbers for number in free):
        return None
    return fresh[-1] if len(fresh) == 1 or free[-1].end >= end - 2 else fresh[0]


def _main_clause(page: Page, first: Number, start: int, end: int) -> int:
    """Where the reasons begin ("because ...", "which ...") after the first number."""
    aside = _aside(page.lexicon).search(page.folded, first.end, end)
    return aside.start() if aside is not None else end


def _in_bold(page: Page, numbers: Sequence[Number], start: int, end: int) -> list[Number]:
    """The numbers that stand in bold or in a box."""
    bold = _BOLD.finditer(page.text, start, end)
    return [number for part in bold for number in within(numbers, part.start(), part.end())]


def _found(page: Page, number: Number, numbers: Sequence[Number], end: int) -> Found:
    """The number as a commitment; one of two alternatives left open is none."""
    for other in numbers:
        first, second = sorted((number, other), key=lambda each: each.start)
        if first is not second and first.value != second.value and _open_pair(page, first, second):
            return Found(
                start=first.start, end=second.end, value=None, rule="alternatives", outcome="no_answer"
            )
    return Found(start=number.start, end=number.end, value=number.value, rule="stated")


def _open_pair(page: Page, first: Number, second: Number) -> bool:
    if second.start - first.end > 24:
        return False
    before = page.folded[max(first.start - 16, 0) : first.start]
    joined = _and(page.lexicon).fullmatch(page.folded, first.end, second.start)
    if joined is not None and _between_two(page.lexicon).search(before):
        return True
    return _alternative(page.lexicon).fullmatch(page.folded, first.end, second.start) is not None


def _stated_count(page: Page, start: int, end: int) -> Found | None:
    """Counts without a numeral: "there are no r's", "it appears twice"."""
    count = _count(page.lexicon).search(page.folded, start, end)
    if count is not None:
        value = next(
            n for each, n in _each_count(page.lexicon) if each.match(page.folded, count.start(), end)
        )
        return Found(start=count.start(), end=count.end(), value=str(value), rule="counted")
    zero = _zero(page.lexicon).search(page.folded, start, end)
    if zero is not None:
        return Found(start=zero.start(), end=zero.end(), value="0", rule="counted")
    return None
