"""Which of several numbers of a stretch it commits to."""

import re
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from jagbench.analysis.reading.bare_numbers import DECORATION
from jagbench.analysis.reading.claims import judged
from jagbench.analysis.reading.clauses import PARTED
from jagbench.analysis.reading.counts import counts_asked
from jagbench.analysis.reading.idle import RELATION, is_small
from jagbench.analysis.reading.languages.table import LETTER, is_latin
from jagbench.analysis.reading.lexicon import by_lexicon
from jagbench.analysis.reading.numbers import amount, scan, within
from jagbench.analysis.reading.operands import CLOSE, OPEN, RUN
from jagbench.analysis.reading.page import Page
from jagbench.analysis.reading.question import Question, less, more, terms
from jagbench.analysis.reading.result import Found, Number

_alternative = by_lexicon(
    lambda lexicon: re.compile(
        rf"{CLOSE}(?:(?:[{LETTER}]{{1,12}} |{lexicon.any_of(lambda table: table.counters)}[ ]?)?"
        rf"{lexicon.any_of(lambda table: (*table.alternatives, *table.ors))}|-)[ ]?{OPEN}"
    )
)
_between_two = by_lexicon(
    lambda lexicon: re.compile(rf"{lexicon.any_of(lambda table: table.eithers)}[ ]?[\"'*_`$\\(]{{0,3}}$")
)
remainder = by_lexicon(
    lambda lexicon: re.compile(
        rf"[^\d.]{{0,20}}?(?:{lexicon.any_bounded(lambda table: table.remainders)}"
        r"|(?<=\d )r(?![a-z])\.?)[^\d.]{0,20}"
    )
)
"""What stands between a quotient and its remainder."""
_works_on = by_lexicon(lambda lexicon: lexicon.pattern(lambda table: table.worked_on))
"""What says that a number is worked on."""
_joint = by_lexicon(lambda lexicon: re.compile(rf"[,;]|{lexicon.any_bounded(lambda table: table.ands)}"))
_and = by_lexicon(
    lambda lexicon: re.compile(
        rf"{CLOSE}(?:{lexicon.any_of(lambda table: (*table.ands, *table.ors))}|&)[ ]?{OPEN}"
    )
)
_BOLD = re.compile(r"\*\*([^*\n]{1,80})\*\*|\\boxed\{([^{}\n]{1,80})\}|__([^_\n]{1,80})__")
NOUN = re.compile(rf" [{LETTER}]{{3,24}}")
_REMARK = re.compile(r"[\"'*_`]{0,3},[ ](?![^,]{1,40}=)[^\W\d]")
"""What follows a number that opens a sentence and is all that it says."""
_NEAR = 16
"""Characters between a relation sign and what it leads to."""
_FURTHER = re.compile(r"[,;:](?!\d)|、|\.\s|(?:고|며|니|면|서|로) ")
"""What leads on from a result to another one."""
_FEW = 18
"""Digits of a number that is added to others, at most."""
_SHORT = 7
"""Characters of a word behind a part that only tells where it is, with its space, at most: " near"."""


def quotient_of(
    page: Page, free: Sequence[Number], known: frozenset[int], question: Question
) -> Number | None:
    """The quotient, which the prompt does not show, or the remainder behind it, whichever is asked for.

    A remainder is smaller than its divisor, which the prompt shows.
    """
    leaves = remainder(page.lexicon)
    for first, second in pairwise(free):
        left = second.value.isdecimal() and any(int(second.value) < int(n) for n in _wholes(question))
        if first.start not in known and left and leaves.fullmatch(page.folded, first.end, second.start):
            return second if leaves.search(question.folded) else first
    return None


def _wholes(question: Question) -> list[str]:
    """The whole numbers that the prompt shows, of a size that is divided."""
    return [each for each in question.shown if each.isdecimal() and len(each) < _FEW]


def choose(page: Page, added: Sequence[Number], start: int, end: int, question: Question) -> Found:
    """Which of the numbers that a stretch adds it commits to."""
    if _REMARK.match(page.text, added[0].end, end) and not page.text[start : added[0].start].strip(
        DECORATION
    ):
        return as_found(added[0], "stated")  # "Ninety, which is a nine with a zero behind it."
    if len(added) == 1:
        return as_found(added[0], "equated" if _last_relation(page, added, start, end) else "stated")
    if _open_pair(page, *added[-2:]):
        first, second = added[-2:]
        if _same_share(page, first, second):
            return as_found(first, "stated")
        return Found(start=first.start, end=second.end, value=None, rule="alternatives", outcome="no_answer")
    bold = in_bold(page, added, start, end)
    if len(bold) == 1:
        return as_found(bold[0], "stated")
    relation = _last_relation(page, added, start, end)
    behind = [number for number in added if relation is not None and number.start >= relation]
    if behind and behind[0].start - (relation or 0) > _NEAR:
        behind = []
    if behind and _checks(page, added, behind[0], end, question):
        return as_found(added[added.index(behind[0]) - 1], "equated")
    if behind and not _FURTHER.search(page.text, behind[0].end, behind[-1].start):
        return as_found(behind[0], "equated")
    if is_whole(page, added):
        return as_found(added[0], "stated")
    asked = _in_asked_clause(page, added, start, end, question)
    if asked is not None:
        return as_found(asked, "one_of_several")
    counts = [counts_asked(page, each.end, question) for each in added]
    others = [each for each, asked_for in zip(added, counts, strict=True) if not asked_for]
    if any(counts) and (counts[-1] or all(is_small(each, page) for each in others)):
        telling = added[max(place for place, asked_for in enumerate(counts) if asked_for)]
        return as_found(telling, "one_of_several")  # "five boxes, one for each"
    first, last = added[-2:]
    chosen = first if _is_asked_before(page, first, last, start, end, question) else last
    return as_found(chosen, "equated" if behind else "one_of_several")


def _checks(page: Page, added: Sequence[Number], last: Number, end: int, question: Question) -> bool:
    """Whether a relation leads back to a number of the prompt, and then all is said to be right."""
    place = added.index(last)
    judgement = judged(page.folded, last.end, end, page.lexicon)
    worked = scan(page, added[place - 1].end, last.start) if place else ()
    again = any(each.value == added[place - 1].value for each in worked)
    return again and last.value in question.shown and judgement is not None and judgement[2]


def is_whole(page: Page, added: Sequence[Number]) -> bool:
    """Whether the first number is that of all parts, told behind it: "two a's, one here and one there"."""
    whole, *parts = [each for each in added if not _is_quoted(page, each)] or added
    nouns = [NOUN.match(page.folded, each.end) for each in (whole, *parts)]
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
    told = [within(added, begin, stop) for begin, stop in clauses]
    texts = [page.folded[begin:stop] for begin, stop in clauses]
    of_given = [sum(name in text for name in question.names) for text in texts]
    if (
        max(of_given)
        and not _is_sum(added)
        and of_given.count(max(of_given)) == 1
        and len(told[of_given.index(max(of_given))]) == 1
    ):
        return told[of_given.index(max(of_given))][0]
    if len(clauses) < RUN or any(len(each) != 1 for each in told) or _is_sum(added):
        return None
    words = [set(terms(text)) for text in texts]
    shared = words[0].intersection(*words[1:])
    for said in (question.asked, question.terms):
        fits = [len((each - shared) & said) for each in words]
        if max(fits) and fits.count(max(fits)) == 1 and all(words):
            return told[fits.index(max(fits))][0]
    return None


def in_asked_part(
    page: Page, free: Sequence[Number], start: int, end: int, question: Question
) -> Sequence[Number]:
    """The numbers of the part that says most of what is asked: in front of a semicolon, or with its names.

    "Ann has 58; 4 is Ben's"; "not to be confused with Tim (620): Stefan has 427".
    """
    ends = [each.end() for each in PARTED.finditer(page.folded, start, end)]
    parts = list(pairwise([start, *ends, end]))
    texts = [page.folded[begin:stop] for begin, stop in parts]
    told = [within(free, begin, stop) for begin, stop in parts]
    named = [sum(name in text for name in question.names) for text in texts]
    best = told[named.index(max(named))]
    if best and named.count(max(named)) == 1:
        return best
    asked = [len(question.asked.intersection(terms(text))) for text in texts]
    fronts = page.text.startswith(";", parts[0][1] - 2) and told[0] and asked[0] > sum(asked[1:])
    return told[0] if fronts else free


def _is_sum(added: Sequence[Number]) -> bool:
    """Whether the last number is what the others come to."""
    if any(len(each.value) > _FEW for each in added):
        return False
    *parts, last = (Fraction(each.value) for each in added)
    return last == sum(parts)


def _is_quoted(page: Page, number: Number) -> bool:
    """Whether a number stands in quotes."""
    return page.text[max(number.start - 2, 0) : number.start].strip().endswith(('"', "'", "`"))


def quotes_digits(page: Page, number: Number, question: Question) -> bool:
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
    if _works_on(page.lexicon).search(page.folded, first.end, last.start):
        return False  # "that is 8580000, to which 5027 is added"
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


def repeated(page: Page, free: Sequence[Number]) -> Number | None:
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


def in_bold(page: Page, numbers: Sequence[Number], start: int, end: int) -> list[Number]:
    """The numbers that stand in bold or in a box."""
    bold = _BOLD.finditer(page.text, start, end)
    return [number for part in bold for number in within(numbers, part.start(), part.end())]


def as_found(number: Number, rule: str) -> Found:
    """A number as what a stretch commits to."""
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
