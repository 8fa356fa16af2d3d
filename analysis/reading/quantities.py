"""Which number a stretch of text commits to."""

import re
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise, zip_longest

from jagbench.analysis.reading.compounds import compounded
from jagbench.analysis.reading.counts import (
    asks_times,
    counts_asked,
    is_times,
    none_of,
    opens_with_none,
    stated_count,
)
from jagbench.analysis.reading.doubts import rejected, turning_points
from jagbench.analysis.reading.idle import (
    RELATION,
    before_parts,
    describes,
    determines,
    is_bound,
    is_idle,
    is_small,
    locates,
)
from jagbench.analysis.reading.languages.table import LETTER, any_bounded, any_of, is_latin
from jagbench.analysis.reading.lexicon import Lexicon, by_lexicon
from jagbench.analysis.reading.notation import Notation
from jagbench.analysis.reading.numbers import amount, exact, plain, scan, within
from jagbench.analysis.reading.page import Page
from jagbench.analysis.reading.places import places
from jagbench.analysis.reading.question import SMALL, Question, less, more, terms
from jagbench.analysis.reading.remarks import before_remark
from jagbench.analysis.reading.result import Found, Number

_CLOSE = r"[\"'*_`})\]$\\]{0,4}[ ]?"
_OPEN = r"[\"'*_`({\[$\\]{0,4}"
_SPACE = r"[\s$\\()\[\]{}*_`,]{0,8}"
_between = by_lexicon(
    lambda lexicon: re.compile(
        rf"{_SPACE}(?:[{LETTER}%]{{1,12}}{_SPACE})?"
        r"(?:[+\-*/×÷^%]|\\times|\\div|\\cdot"
        rf"|(?<![{LETTER}]){any_of(lexicon.every(lambda table: table.operators))}(?![{LETTER},])){_SPACE}"
    )
)
_TRAILING = re.compile(r"[\s$)\]}]{0,4}(?:[+×÷*^]|\\times|\\div|\\cdot|-[ ]?$)[\s$(\\]{0,4}(?=$|[a-z(\\]|\n)")
_LEADING = re.compile(r"(?<![a-z])[a-z][ ]?[+\-*/×][ ]?$")

_denied = by_lexicon(
    lambda lexicon: re.compile(
        rf"(?<![{LETTER}]){any_of(lexicon.every(lambda table: table.denials))}"
        rf"(?:(?<=[가-힣぀-ヿ一-鿿])| )(?:[{LETTER}]{{1,8}} )?(?:(?:the|die|der|das|el|la|le) )?{_OPEN}$"
    )
)
_alternative = by_lexicon(
    lambda lexicon: re.compile(
        rf"{_CLOSE}(?:(?:[{LETTER}]{{1,12}} |{any_of(lexicon.every(lambda table: table.counters))}[ ]?)?"
        rf"{any_of(lexicon.every(lambda table: (*table.alternatives, *table.ors)))}|-)[ ]?{_OPEN}"
    )
)
_disowned = by_lexicon(
    lambda lexicon: re.compile(rf"{_CLOSE}{any_of(lexicon.every(lambda table: table.disowns))}")
)
"""What follows a number that is none that is asked for: " is not the smallest"."""
_between_two = by_lexicon(
    lambda lexicon: re.compile(
        rf"{any_of(lexicon.every(lambda table: table.eithers))}[ ]?[\"'*_`$\\(]{{0,3}}$"
    )
)
_remainder = by_lexicon(
    lambda lexicon: re.compile(
        rf"[^\d.]{{0,20}}?(?:{any_bounded(lexicon.every(lambda table: table.remainders))}"
        r"|(?<=\d )r(?![a-z])\.?)[^\d.]{0,20}"
    )
)
"""What stands between a quotient and its remainder."""
_joint = by_lexicon(
    lambda lexicon: re.compile(rf"[,;]|{any_bounded(lexicon.every(lambda table: table.ands))}")
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
_total = by_lexicon(
    lambda lexicon: re.compile(rf"[^\d,.;:]{{0,24}}?{any_bounded(lexicon.every(lambda table: table.totals))}")
)
"""What stands behind the number of all parts."""
_NOUN = re.compile(rf" [{LETTER}]{{3,24}}")
_REMARK = re.compile(r"[\"'*_`]{0,3},[ ](?![^,]{1,40}=)[^\W\d]")
"""What follows a number that opens a sentence and is all that it says."""
_NEAR = 16
"""Characters between a relation sign and what it leads to."""
_TALLY = re.compile(r"(?<![^\W\d_])[^\W\d_] \($")
"""What stands before a number that only counts along: "r (1)"."""
_BRACKET = re.compile(r"(?<=[\s*\d])\([^()]{1,400}\)")
"""A remark in brackets."""
_FURTHER = re.compile(r"[,;:](?!\d)|、|\.\s|(?:고|며|니|면|서|로) ")
"""What leads on from a result to another one."""
_FEW = 18
"""Digits of a number that is added to others, at most."""
_SHORT = 7
"""Characters of a word behind a part that only tells where it is, with its space, at most: " near"."""
_RUN = 3
"""Numbers that commas join, from which on they are an enumeration."""
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
    """The number that a stretch adds to its question, or the last of a stretch that adds none.

    Numbers that the prompt shows are set aside, each as often as the prompt shows it, and so are operands,
    what is thrown out, and reasons. Of what is left, what stands in bold counts, then what a relation leads
    to ("12 + 34 = 46"), then the last. The rule tells whether it is the only one (`stated`, `equated`),
    one of several (`one_of_several`), or repeats the prompt (`restated`).
    """
    scanned = compounded(page, _asked(scan(page, start, end), question), start, question)
    kept = [
        each for each in scanned if not (determines(page, each, question) or locates(page, each, question))
    ]
    counted = stated_count(page, start, end, question, numbers=False) if scanned and not kept else None
    if counted is not None:
        return counted  # "There's a single tree, in row 3."
    kept = [
        each
        for each, following in zip_longest(kept, kept[1:])
        if not describes(page, each, following, question)
    ] or kept
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
    every = _free(page, numbers, start, end, question)
    every = [each for each in every if not is_bound(page, each)] or every
    if question.chooses_number:
        every = [each for each in every if each.value in question.shown] or every
    free = _after_turning(page, every, start, end)
    if len(free) < len(every):
        numbers = [*within(numbers, free[0].start, end)]
    if asks_times(question):
        turn = max((turn for turn in turning_points(page, start, end) if turn < end), default=start)
        counted = stated_count(page, turn, end, question, numbers=False)
        if counted is not None and not any(
            is_times(page, each.end) or each.start > turn > start for each in free
        ):
            return counted  # "it appears twice, behind the 3 and behind the 5"
    known = _restated(page, numbers, question)
    added = [number for number in free if number.start not in known]
    added = [each for each in added if not _quotes_digits(page, each, question)] or added
    if len(free) > 1 and _total(page.lexicon).match(page.folded, free[-1].end, end):
        return _found(free[-1], "stated")  # "one note and four coins, five pieces in all"
    if added and added[0] is free[0] and _is_whole(page, free):
        return _found(free[0], "stated")  # "eleven in all, 6 boys and 5 girls"
    headed = before_parts(page, free, added, start, question)
    if headed is not None and (headed in added or not added):
        free, added = [headed], [headed] if added else []
    small = bool(added) and all(is_small(number, page) for number in added)
    counted = stated_count(page, start, added[0].start, question, numbers=False) if small else None
    if counted is not None and counted.value != "0":
        return counted  # "twice, one right behind the other"
    if (not added and not question.chooses_number) or (added and opens_with_none(page, added[0], start)):
        turns = [turn for turn in turning_points(page, start, end) if not free or turn <= free[0].start]
        counted = stated_count(page, max(turns, default=start), end, question, numbers=bool(added))
        if counted is None and not added:  # "dreimal vor: l, L und noch einmal l"
            told = stated_count(page, start, end, question, numbers=False)
            counted = None if told is None or told.value == "0" else told
        if counted is not None:
            return counted
    told = _before_reason(page, free, end, question)
    if added and (divided := _divided(page, told, known, question)) is not None:
        return _found(divided, "stated")
    if added:
        return _choose(page, _before_reason(page, added, end, question), start, end, question)
    filled = [each for each in _operands(page, numbers) if each.start not in known and "/" not in each.value]
    sole = free and len({number.value for number in filled}) == 1
    leaves = filled and _remainder(page.lexicon).search(question.folded)
    if sole or (leaves and RELATION.search(page.folded, start, end)):
        return _found(filled[-1], "equated")
    amounts = any(each.value not in SMALL and is_latin(page.text[each.start : each.end]) for each in free)
    words = not amounts and all(each.word for each in free)
    placed = _only_place(page, start, end, question) if words else None
    if placed is not None:
        return placed
    if free:
        free = [each for each in free if not _as_shown(page, each, question)] or free
        free = [each for each in free if not (each.word and each.value in SMALL)] or free
        telling = [each for each in free if counts_asked(page, each.end, question)]
        free = telling if len(telling) == 1 else free
        bold = _in_bold(page, free, start, end)
        repeated = bold[0] if len(bold) == 1 else _repeated(page, _before_reason(page, free, end, question))
        return None if repeated is None else _found(repeated, "restated")
    return _spaced_fraction(page, start, end, question)


def _last_turn(page: Page, numbers: Sequence[Number], start: int, end: int) -> int:
    """Where a statement turns to its conclusion, of those turns that have numbers behind them the last."""
    turns = turning_points(page, start, end) if numbers else []
    return max((turn for turn in turns if turn <= numbers[-1].start), default=start)


def _divided(page: Page, free: Sequence[Number], known: frozenset[int], question: Question) -> Number | None:
    """The quotient, which the prompt does not show, or the remainder behind it, whichever is asked for.

    A remainder is smaller than its divisor, which the prompt shows.
    """
    remainder = _remainder(page.lexicon)
    for first, second in pairwise(free):
        left = second.value.isdecimal() and any(int(second.value) < int(n) for n in _wholes(question))
        if first.start not in known and left and remainder.fullmatch(page.folded, first.end, second.start):
            return second if remainder.search(question.folded) else first
    return None


def _wholes(question: Question) -> list[str]:
    """The whole numbers that the prompt shows, of a size that is divided."""
    return [each for each in question.shown if each.isdecimal() and len(each) < _FEW]


def _operands(page: Page, numbers: Sequence[Number]) -> list[Number]:
    """The numbers beside an operator: where their result only repeats the prompt, one of them is told."""
    joined = [pair for pair in pairwise(numbers) if _joined(page, *pair)]
    return [number for number in numbers if any(number in pair for pair in joined)]


def _as_shown(page: Page, number: Number, question: Question) -> bool:
    """Whether a number stands in the prompt with the mark that it has here: "$77"."""
    written = page.folded[number.start : number.end]
    return not written[0].isalnum() and written[0] not in "+-." and written in question.folded


def _only_place(page: Page, start: int, end: int, question: Question) -> Found | None:
    """The place that a stretch tells which tells no amount and no other place: "G is in the 2nd row".

    Of several the one counts that is told of what the prompt gives, or behind a reason.
    """
    told = places(page, start, end) if question.kind == "integer" else []
    told = _places_of_asked(page, told, start, question)
    turned = [each for turn in turning_points(page, start, end)[-1:] for each in told if each.start >= turn]
    told = turned or told
    news = [each for each in told if page.folded[each.start : each.end] not in question.folded]
    told = [each for each in news if _is_of_asked(page, each, end, question)] or news or told
    return _found(told[-1], "placed") if len({each.value for each in told}) == 1 else None


def _places_of_asked(page: Page, told: Sequence[Number], start: int, question: Question) -> list[Number]:
    """The places that are told of what is asked or given most: "結衣は22番で、京子は23番".

    That stands in front of its place in scripts without spaces only.
    """
    before = [
        page.folded[begin : each.start]
        for begin, each in zip([start, *(each.end for each in told)], told, strict=False)
    ]
    given = [each for each in question.given if len(each) > 1 and not is_latin(each)]
    shared = [
        sum(not is_latin(term) for term in question.asked.intersection(terms(text)))
        + sum(each in text for each in given)
        for text in before
    ]
    return [each for each, count in zip(told, shared, strict=True) if count == max(shared)]


def _is_of_asked(page: Page, place: Number, end: int, question: Question) -> bool:
    """Whether a place is one of what is asked for: "the second column" to "which column"."""
    behind = _NOUN.match(page.folded, place.end, end)
    return behind is not None and not question.asked.isdisjoint(terms(behind[0]))


def _restated(page: Page, numbers: Sequence[Number], question: Question) -> frozenset[int]:
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
        elif left.get(number.value, 0) and not (number.value == question.spelled_out and not number.word):
            left[number.value] -= 1
            known.add(number.start)
    return frozenset(known)


def _free(page: Page, numbers: Sequence[Number], start: int, end: int, question: Question) -> list[Number]:
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
        if goes_on or _denied(page.lexicon).search(before):
            thrown = number.end  # "not 13, 47, 88"
        else:
            free.append(number)
    return _without_enumerations(page, free, question)


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
    return [number for run in runs for number in (run if len(run) < _RUN else _one_of_its_own(run, question))]


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


def _before_reason(page: Page, added: Sequence[Number], end: int, question: Question) -> Sequence[Number]:
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


def _choose(page: Page, added: Sequence[Number], start: int, end: int, question: Question) -> Found:
    """Which of the numbers that a stretch adds it commits to."""
    if _REMARK.match(page.text, added[0].end, end) and not page.text[start : added[0].start].strip(
        _DECORATION
    ):
        return _found(added[0], "stated")  # "Ninety, which is a nine with a zero behind it."
    if len(added) == 1:
        return _found(added[0], "equated" if _last_relation(page, added, start, end) else "stated")
    if _open_pair(page, *added[-2:]):
        first, second = added[-2:]
        if _same_share(page, first, second):
            return _found(first, "stated")
        return Found(start=first.start, end=second.end, value=None, rule="alternatives", outcome="no_answer")
    bold = _in_bold(page, added, start, end)
    if len(bold) == 1:
        return _found(bold[0], "stated")
    relation = _last_relation(page, added, start, end)
    behind = [number for number in added if relation is not None and number.start >= relation]
    if behind and behind[0].start - (relation or 0) > _NEAR:
        behind = []
    if behind and not _FURTHER.search(page.text, behind[0].end, behind[-1].start):
        return _found(behind[0], "equated")
    asked = _in_asked_clause(page, added, start, end, question)
    if asked is not None:
        return _found(asked, "one_of_several")
    first, last = added[-2:]
    chosen = first if _is_asked_before(page, first, last, start, end, question) else last
    return _found(chosen, "equated" if behind else "one_of_several")


def _is_whole(page: Page, added: Sequence[Number]) -> bool:
    """Whether the first number is that of all parts, told behind it: "two a's, one here and one there"."""
    whole, *parts = [each for each in added if not _is_quoted(page, each)] or added
    nouns = [_NOUN.match(page.folded, each.end) for each in (whole, *parts)]
    if any(noun and len(noun[0]) > _SHORT and nouns[0] and noun[0] != nouns[0][0] for noun in nouns[1:]):
        return False  # "2 sons, 1 daughter and 1 grandchild"
    values = [each.value for each in (whole, *parts)]
    if len(parts) < 2 or not all(value.isdecimal() and len(value) < _FEW for value in values):
        return False
    joined = _joint(page.lexicon).search(page.folded, parts[-2].end, parts[-1].start)
    return joined is not None and int(whole.value) == sum(int(each.value) for each in parts)


def _in_asked_clause(
    page: Page, added: Sequence[Number], start: int, end: int, question: Question
) -> Number | None:
    """Of several numbers, each in a clause with words of its own, that whose words are asked for.

    "The tens digit is 5, the hundreds digit is 3 and the ones digit is 6."
    """
    ends = [each.end() for each in _joint(page.lexicon).finditer(page.folded, start, end)]
    clauses = list(pairwise([start, *ends, end]))
    told = [[each for each in added if begin <= each.start < stop] for begin, stop in clauses]
    texts = [page.folded[begin:stop] for begin, stop in clauses]
    names = [each for each in question.given if each[0].isalpha() and (len(each) > 1 or not is_latin(each))]
    of_given = [sum(name in text for name in names) for text in texts]
    if (
        max(of_given)
        and not _is_sum(added)
        and of_given.count(max(of_given)) == 1
        and len(told[of_given.index(max(of_given))]) == 1
    ):
        return told[of_given.index(max(of_given))][0]
    if len(clauses) < _RUN or any(len(each) != 1 for each in told) or _is_sum(added):
        return None
    words = [set(terms(text)) for text in texts]
    shared = words[0].intersection(*words[1:])
    for said in (question.asked, question.terms):
        fits = [len((each - shared) & said) for each in words]
        if max(fits) and fits.count(max(fits)) == 1 and all(words):
            return told[fits.index(max(fits))][0]
    return None


def _is_sum(added: Sequence[Number]) -> bool:
    """Whether the last number is what the others come to."""
    if any(len(each.value) > _FEW for each in added):
        return False
    *parts, last = (Fraction(each.value) for each in added)
    return last == sum(parts)


def _is_quoted(page: Page, number: Number) -> bool:
    """Whether a number stands in quotes."""
    return page.text[max(number.start - 2, 0) : number.start].strip().endswith(('"', "'", "`"))


def _quotes_digits(page: Page, number: Number, question: Question) -> bool:
    """Whether a number in quotes is one of the prompt, or a part of one: "126" of 4126447."""
    if number.word or not _is_quoted(page, number):
        return False
    within = len(number.value) > 1 and any(number.value in shown for shown in question.shown)
    return within or number.value in question.shown


def _is_asked_before(
    page: Page, first: Number, last: Number, start: int, end: int, question: Question
) -> bool:
    """Whether of two things told together the first is asked for: "74 push-ups and 45 crunches"."""
    joint = _joint(page.lexicon).search(page.folded, first.end, last.start)
    if joint is None or any(each.value == first.value for each in scan(page, joint.end(), last.start)):
        return False  # the last goes on from the first: "495, and 495 / 9 gives 55"
    of_first = _counted(page, first, start, joint.start())
    of_last = _counted(page, last, joint.end(), end)
    if not of_last:
        return False  # the last stands for the total: "660 seconds, and 41, 701"
    return len(of_first & question.asked) > len(of_last & question.asked)


def _counted(page: Page, number: Number, start: int, end: int) -> set[str]:
    """What a number counts: in Latin script what is told behind it, or else before it, elsewhere both."""
    behind = terms(page.folded[number.end : end])
    before = [] if page.folded[start:end].isascii() else terms(page.folded[start : number.start])
    return {*behind, *(term for term in before if not is_latin(term))}


def _repeated(page: Page, free: Sequence[Number]) -> Number | None:
    """Which of the numbers of a stretch that repeats the prompt is said to be the answer.

    The first is where it is compared with the next ("9 is larger than 5"), none where the last two are only
    told together ("the difference between 9 and 5"), and otherwise the last.
    """
    if len(free) == 1:
        return free[0]
    between = (page.folded, free[0].end, free[1].start)
    if more(page.lexicon).search(*between) or less(page.lexicon).search(*between):
        return free[0]
    together = _and(page.lexicon).fullmatch(page.folded, free[-2].end, free[-1].start)
    return None if together else free[-1]


def _last_relation(page: Page, numbers: Sequence[Number], start: int, end: int) -> int | None:
    """Where the last relation sign with one of the numbers behind it ends."""
    last, found = numbers[-1].start, None
    for match in RELATION.finditer(page.folded, start, end):
        if match.end() <= last:
            found = match.end()
    return found


def _in_bold(page: Page, numbers: Sequence[Number], start: int, end: int) -> list[Number]:
    """The numbers that stand in bold or in a box."""
    bold = _BOLD.finditer(page.text, start, end)
    return [number for part in bold for number in within(numbers, part.start(), part.end())]


def _found(number: Number, rule: str) -> Found:
    return Found(start=number.start, end=number.end, value=number.value, rule=rule)


def _open_pair(page: Page, first: Number, second: Number) -> bool:
    """Whether two different numbers are both left open: "2 or 3", "between 15 and 16"."""
    if second.start - first.end > 24 or first.value == second.value:
        return False
    before = page.folded[max(first.start - 16, 0) : first.start]
    joined = _and(page.lexicon).fullmatch(page.folded, first.end, second.start)
    if joined is not None and _between_two(page.lexicon).search(before):
        return True
    return _alternative(page.lexicon).fullmatch(page.folded, first.end, second.start) is not None


def _same_share(page: Page, first: Number, second: Number) -> bool:
    """Whether two numbers are one in two notations: "1/8 or 0.125", "0.6 or 60%"."""
    percent = page.folded[second.end : second.end + 2].lstrip()[:1] == "%"
    return amount(first.value) == amount(second.value) or (
        percent and amount(f"{first.value}e2") == amount(second.value)
    )


def _spaced_fraction(page: Page, start: int, end: int, question: Question) -> Found | None:
    """The last fraction with spaces around its stroke, which else is a division."""
    written = [*_APART.finditer(page.text, start, end)] if question.kind == "decimal" else []
    for match in reversed(written):
        value = _one_number(match[0], page.notation, question)
        if value is not None:
            return Found(start=match.start(), end=match.end(), value=value, rule="stated")
    return None
