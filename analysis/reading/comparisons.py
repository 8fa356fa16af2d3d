"""Which option a statement puts ahead by comparing."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from jagbench.analysis.reading.denials import GOES_ON, doubt, emphasis, negation
from jagbench.analysis.reading.doubts import but_looks, rejected
from jagbench.analysis.reading.languages.table import LETTER, any_of, compile_any, is_latin
from jagbench.analysis.reading.lexicon import Lexicon, by_lexicon
from jagbench.analysis.reading.options import (
    UNIT,
    Options,
    equal_words,
    mentions,
    options_of,
    standing,
)
from jagbench.analysis.reading.page import Page
from jagbench.analysis.reading.question import Question, less, more
from jagbench.analysis.reading.result import Found

pair_words = by_lexicon(lambda lexicon: lexicon.pattern(lambda table: table.pairs))
"""What stands for both options: "they", "the two"."""
_above = by_lexicon(
    lambda lexicon: re.compile(
        r"(?<![-=<>])>(?![>=])|\\gt(?![a-z])|" + lexicon.any_bounded(lambda table: table.above)
    )
)
_below = by_lexicon(
    lambda lexicon: re.compile(
        r"<(?![-=<>a-z/!|])|\\lt(?![a-z])|&lt;|" + lexicon.any_bounded(lambda table: table.below)
    )
)
_EQUALS = re.compile(r"[ \"'*_`$)]{0,4}[a-z%]{0,8}[ ]?=(?![=>])[ \"'*_`$(]{0,4}")
_condition = by_lexicon(lambda lexicon: lexicon.pattern(lambda table: table.conditions))


def _concludes_of(lexicon: Lexicon) -> re.Pattern[str]:
    words = lexicon.every(lambda table: (*table.conclusions, *table.turns_to))
    latin = any_of(word for word in words if is_latin(word))
    others = any_of(word for word in words if not is_latin(word))
    return re.compile(rf"(?:,|;|-|^)[ ]{{0,2}}{latin}(?![{LETTER}])|{others}")


concludes = by_lexicon(_concludes_of)
"""What a statement concludes with: ", so"."""
_break = by_lexicon(
    lambda lexicon: re.compile(
        rf"(?<!\d),(?!\d){GOES_ON}|(?<=\d),(?= {lexicon.any_of(lambda table: table.definites)} )|;|、|"
        + lexicon.any_bounded(lambda table: table.breaks)
    )
)
_join = by_lexicon(
    lambda lexicon: re.compile(
        rf"[\"'*_`)$]{{0,3}}[ ]?{UNIT}[\"'*_`]{{0,3}}"
        rf"[ ]?(?:,? ?{lexicon.any_of(lambda table: table.ands)}(?: also)?|&)[ \"'*_`($]{{0,4}}"
    )
)
_TO_ZERO = re.compile(
    r" (?:to|an|am|bei|von|de|du|al?|à)(?: (?:the|der|dem|le))? (?:zero|null|zéro|cero|0(?![.,]?\d))"
)
"""What is near behind a word for it: no size is told by that, as it is the greater one below zero."""
_SPENT = 4
"""Characters between a denial and the option that it throws out and nothing else: "isn't **9.11**"."""
_number_line = by_lexicon(lambda lexicon: lexicon.pattern(lambda table: table.number_lines))
_line_kinds = by_lexicon(
    lambda lexicon: (
        ("more", lexicon.pattern(lambda table: table.rightwards)),
        ("less", lexicon.pattern(lambda table: table.leftwards)),
        ("than_after", lexicon.pattern(lambda table: table.beside)),
    )
)
"""What tokens of a comparison look like of numbers on a number line."""
_part = by_lexicon(
    lambda lexicon: re.compile(
        rf"[ ](?:[{LETTER}]{{1,8}} )?"
        rf"{any_of(filter(is_latin, lexicon.every(lambda table: table.fraction_parts)))}"
    )
)
"""What a comparative is said of, where that stands behind it: "the smaller denominator"."""
_part_before = by_lexicon(
    lambda lexicon: re.compile(
        rf"{lexicon.any_of(lambda table: table.fraction_parts)}[ ]?"
        rf"(?:[{LETTER}]{{1,8}} |[가-힣ぁ-ゖ一-鿿]{{1,3}}[ ]?(?:더 )?)?$"
    )
)
"""The same where it stands before it: "분모가 더 작은"."""
_OF_PARTS = ("more", "less", "same")
"""Kinds of tokens that may be said of a part."""
_PART = 24
"""Characters on each side of a comparative in which it stands."""
_CLAUSE = 24
"""Tokens on each side of a comparative that are looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """One word of a comparison."""

    start: int
    end: int
    kind: str
    """`option`, `more`, `less`, `above`, `below`, `not`, `pair`, `than`, `than_after`, `than_between`,
    `unlike`, `same`, `doubt`, `emphasis`, `if` or `break`."""
    option: int = -1
    joined: bool = False
    """It stands beside another option with an "and": neither is put ahead by what is said of both."""


def compare(page: Page, start: int, end: int, question: Question) -> Found | None:
    """The option that a statement puts ahead by comparing: "9.9 is larger than 9.11", "9.9 > 9.11"."""
    options = options_of(question)
    equal = equal_words(page.lexicon)
    if not mentions(page, start, end, options) and equal.search(page.folded, start, end) is None:
        return None
    concluded = [
        match
        for match in concludes(page.lexicon).finditer(page.folded, start, end)
        if page.text.count("(", start, match.start()) <= page.text.count(")", start, match.start())
    ]
    looks = [each.end() for each in but_looks(page.lexicon).finditer(page.folded, start, end)]
    for begin in (*sorted([*(each.start() for each in concluded), *looks], reverse=True), start):
        found = _resolve(page, tokens_of(page, begin, end, options), question, options)
        if found is not None:
            return found
    return None


def outermost(page: Page, start: int, end: int, question: Question, direction: int) -> Found | None:
    """The one of many that a statement's comparisons put at the end asked for, +1 for the greater one.

    "Ann is the tallest", or of "Ann is taller than Bob, and Bob than Carl" the one that none is put beyond.
    """
    options = options_of(question)
    tokens = tokens_of(page, start, end, options)
    ahead, behind = set[int](), set[int]()
    for place, token in enumerate(tokens):
        if token.kind not in _POLES or (token.kind in ("above", "below") and not question.direction):
            continue  # ahead of others is first among them, and above them in size
        said = _said(tokens, place)
        if said.subject is not None and said.other is not None:
            first, second = (said.subject, said.other) if said.pole > 0 else (said.other, said.subject)
            ahead.add(first)
            behind.add(second)
        elif said.subject is not None and said.pole == direction and not said.negated:
            return options.found(said.subject, *_span(tokens, said.subject, token), "option_compared")
    left = ahead - behind if direction > 0 else behind - ahead
    if len(left) != 1:
        return None
    (index,) = left
    return options.found(index, *_span(tokens, index, tokens[0]), "option_compared")


def _span(tokens: Sequence[Token], option: int, otherwise: Token) -> tuple[int, int]:
    """Where an option is named, or else another token stands."""
    side = next((each for each in tokens if each.kind == "option" and each.option == option), otherwise)
    return side.start, side.end


def _is_spent(denial: re.Match[str], thrown: Sequence[tuple[int, int]]) -> bool:
    """Whether a denial stands beside an option that it throws out, of some in order."""
    behind = bisect_left(thrown, denial.end(), key=lambda span: span[0])
    before = bisect_right(thrown, denial.start(), key=lambda span: span[1]) - 1
    return (behind < len(thrown) and thrown[behind][0] - denial.end() <= _SPENT) or (
        before >= 0 and denial.start() - thrown[before][1] <= _SPENT
    )


def tokens_of(page: Page, start: int, end: int, options: Options) -> list[Token]:
    """The words of a comparison in a stretch, left to right, none inside another."""
    named = mentions(page, start, end, options)
    stands = standing(page, named)
    denied = set(named).difference(stands)
    thrown = sorted((each.start, each.end) for each in denied if each.option != options.equal)
    found = [
        Token(start=m.start, end=m.end, kind="option", option=m.option)
        for m in stands
        if not (m.option == options.equal and _is_of_part(page, m.start, m.end))
    ]
    kinds = _kinds(page.lexicon)
    if len(options.values) > 1 and _on_a_line(page, start, end, options):
        kinds = (*kinds, *_line_kinds(page.lexicon))
    for kind, pattern in kinds:
        for match in pattern.finditer(page.folded, start, end):
            told = not (rejected(page, match.end()) or _TO_ZERO.match(page.folded, match.end()))
            spent = kind == "not" and _is_spent(match, thrown)
            spent = spent or (kind in _OF_PARTS and _is_of_part(page, *match.span()))
            if (told or kind not in ("more", "less")) and not spent:
                ends = kind == "not" and page.text.startswith(
                    ":", match.end()
                )  # "but it isn't: 9.9 is larger"
                found.append(Token(start=match.start(), end=match.end(), kind="break" if ends else kind))
    found.sort(key=lambda token: (token.start, token.kind != "option", -token.end))
    apart: list[Token] = []
    for token in found:
        if apart and token.kind == apart[-1].kind in ("more", "less") and token.start == apart[-1].end + 1:
            apart[-1] = replace(apart[-1], end=token.end)  # "more expensive"
        elif not apart or token.start >= apart[-1].end:
            apart.append(token)
    for place, (first, second) in enumerate(pairwise(tuple(apart))):
        both = first.kind == second.kind == "option"
        if both and _join(page.lexicon).fullmatch(page.folded, first.end, second.start):
            apart[place : place + 2] = [replace(token, joined=True) for token in (first, second)]
    return apart


def _is_of_part(page: Page, start: int, end: int) -> bool:
    """Whether a comparative is said of a part of a fraction: "the larger denominator".

    A part has one of them: "with the smaller denominator larger" says the second one of the fraction.
    """
    if is_latin(page.folded[start:end]) and _part(page.lexicon).match(page.folded, end):
        return True
    ahead = page.folded[max(start - _PART, 0) : start]
    before = _part_before(page.lexicon).search(ahead)
    lead = "" if before is None else ahead[: before.start()].rstrip()
    ends = (more(page.lexicon), less(page.lexicon))
    return before is not None and not any(
        each.end() == len(lead) for end in ends for each in end.finditer(lead)
    )


def _on_a_line(page: Page, start: int, end: int, options: Options) -> bool:
    """Whether a stretch or the prompt speaks of a number line, where the greater numbers are on the right."""
    line = _number_line(page.lexicon)
    return line.search(page.folded, start, end) is not None or line.search(options.prompt.lower()) is not None


def _kinds_of(lexicon: Lexicon) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """What each kind of token looks like; kinds without a word in these languages are left out."""
    kinds = (
        ("same", equal_words(lexicon)),
        ("more", more(lexicon)),
        ("less", less(lexicon)),
        ("unlike", lexicon.pattern(lambda table: table.unlike_between)),
        ("emphasis", emphasis(lexicon)),
        ("not", negation(lexicon)),
        ("doubt", doubt(lexicon)),
        ("pair", pair_words(lexicon)),
        ("than", lexicon.pattern(lambda table: table.than_before)),
        ("than_after", lexicon.pattern(lambda table: table.than_after)),
        ("than_between", lexicon.pattern(lambda table: table.than_between)),
        ("above", _above(lexicon)),
        ("below", _below(lexicon)),
        ("if", _condition(lexicon)),
        ("break", _break(lexicon)),
    )
    return tuple((kind, pattern) for kind, pattern in kinds if pattern.pattern != compile_any(()).pattern)


_kinds = by_lexicon(_kinds_of)
_POLES = {"more": 1, "above": 1, "less": -1, "below": -1}


def _resolve(page: Page, tokens: Sequence[Token], question: Question, options: Options) -> Found | None:
    """The option the first comparison in a stretch decides for."""
    if (
        sum(token.kind == "option" and token.option == options.equal for token in tokens) == 1
        and len(tokens) <= 2
    ):
        return None
    for place, token in enumerate(tokens):
        if token.kind == "option" and _equated(page, tokens, place, options):
            return options.found_equal(token.start, tokens[place + 1].end)
        if token.kind in _POLES:
            index = _winner(tokens, place, question, options)
            if index is not None:
                return options.found(index, *_span(tokens, index, token), "option_compared")
    return _tie(tokens, options)


def _equated(page: Page, tokens: Sequence[Token], place: int, options: Options) -> bool:
    """Whether an equals sign and nothing else stands between an option and the next ("9.9 = 9.90")."""
    if place + 1 >= len(tokens) or tokens[place + 1].kind != "option":
        return False
    first, second = tokens[place], tokens[place + 1]
    if first.option == second.option and options.names.count(options.names[first.option]) == 1:
        return False
    before = page.folded[max(first.start - 3, 0) : first.start].strip(" $(")
    after = page.folded[second.end : second.end + 3].strip(" $)")
    if before.endswith(("+", "-", "*", "×", "/")) or after.startswith(("+", "-", "*", "×", "/")):
        return False
    return _EQUALS.fullmatch(page.folded, first.end, second.start) is not None


def _tie(tokens: Sequence[Token], options: Options) -> Found | None:
    """The option for equality: "9.9 and 9.90 are equal", "they are the same", "neither is larger"."""
    sides = {token.option for token in tokens if token.kind == "option"}
    twice = len(set(options.folded)) < len(options.folded)
    pair = twice or len(sides - {options.equal}) != 1 or any(token.kind == "pair" for token in tokens)
    said = [
        token
        for token in tokens
        if token.kind == "same" or (token.kind == "option" and token.option == options.equal)
    ]
    if not pair or not said:
        return None
    place = tokens.index(said[-1])
    clause = (*takewhile(_goes_on, reversed(tokens[:place])), *takewhile(_goes_on, tokens[place:]))
    if any(token.kind in ("not", "if") for token in clause):
        return None
    return options.found_equal(said[-1].start, said[-1].end)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """What a comparative says: of which option, against which other one, and which end."""

    subject: int | None
    other: int | None
    """None where it is compared with none in particular, or with itself."""
    pole: int
    """+1 where the subject is put ahead, -1 behind; a denial turns it."""
    negated: bool


def _said(tokens: Sequence[Token], place: int) -> _Said:
    """What the comparative at a place says."""
    token = tokens[place]
    symbol = token.kind in ("above", "below")
    before, after = _clause(tokens, place)
    between = _between_sides(before)
    negated = any(t.kind in ("not", "unlike") for t in before[-2:]) or (
        bool(after) and after[0].kind == "not" and not symbol
    )
    negated ^= sum(each.kind == "doubt" for each in (*before, *after)) % 2 == 1
    pole = -_POLES[token.kind] if negated else _POLES[token.kind]
    sides = (between[0], between[2]) if between else _sides(before, after, symbol=symbol)
    subject, other = (None if side is None else side.option for side in sides)
    return _Said(
        subject=subject,
        other=None if subject is None or other == subject else other,
        pole=pole,
        negated=negated,
    )


def _winner(tokens: Sequence[Token], place: int, question: Question, options: Options) -> int | None:
    """The option that a comparative at a place decides for, if it compares options."""
    said = _said(tokens, place)
    subject, other = said.subject, said.other
    direction = question.direction or (1 if tokens[place].kind in ("above", "below") else 0)
    if subject is None or subject == options.equal:
        return None
    if other is None:
        return _property(subject, said.pole, direction, negated=said.negated, options=options)
    if said.negated and options.equal is not None:
        return None
    ahead, behind = (subject, other) if said.pole > 0 else (other, subject)
    if direction == 0:
        return other if said.negated else subject
    return ahead if direction > 0 else behind


def _property(subject: int, pole: int, direction: int, *, negated: bool, options: Options) -> int | None:
    """The one called "the larger": that option, or the other of two when the opposite end was asked for."""
    if (direction == 0 and not negated) or pole == direction:
        return subject
    others = [index for index in options.sides if index != subject]
    return (
        others[0]
        if (len(others) == 1 and options.equal is None) or (len(others) == 1 and not negated)
        else None
    )


def _clause(tokens: Sequence[Token], place: int) -> tuple[list[Token], list[Token]]:
    """The tokens of the same clause before and after a place."""
    first = _clause_start(tokens, place)
    before = list(tokens[first:place])
    after = list(takewhile(_goes_on, tokens[place + 1 : place + 1 + _CLAUSE]))
    held = [token.option for token in _held_against(before)]
    lacks = len(held) == sum(token.kind == "option" for token in before)
    compared = after[:1] and (
        after[0].kind == "than" or (after[0].kind == "option" and tokens[place].kind in ("above", "below"))
    )
    if lacks and bool(compared) is any(token.kind == "option" for token in after):
        last = next((n for n in reversed(range(first)) if _goes_on(tokens[n])), -1)
        ahead = tokens[_clause_start(tokens, last) : last + 1]
        before = [each for each in ahead if each.kind == "option" and each.option not in held][-1:] + before
    return before, after


def _held_against(before: Sequence[Token]) -> list[Token]:
    """The options of a clause that another one is only compared with: "X보다", "比X" at its opening."""
    marked = [token for token, following in pairwise(before) if following.kind == "than_after"]
    if len(before) > 1 and before[0].kind == "than_between":
        marked.append(before[1])
    return [token for token in marked if token.kind == "option"]


def _clause_start(tokens: Sequence[Token], place: int) -> int:
    """Where the clause that goes on to a place begins."""
    return place - len(list(takewhile(_goes_on, reversed(tokens[max(place - _CLAUSE, 0) : place]))))


def _goes_on(token: Token) -> bool:
    return token.kind != "break"


def _between_sides(before: Sequence[Token]) -> tuple[Token, Token, Token] | None:
    """The last two options before a comparative that "比" or its like stands between, and that word."""
    words = [token for token in before if token.kind in ("option", "than_between", "unlike")]
    for first, word, second in reversed(list(zip(words, words[1:], words[2:], strict=False))):
        if first.kind == second.kind == "option" and word.kind != "option":
            return first, word, second
    return None


def _sides(
    before: Sequence[Token], after: Sequence[Token], *, symbol: bool
) -> tuple[Token | None, Token | None]:
    """Subject and object of a comparison: "A is larger than B", "A가 B보다 크다", "the larger is A"."""
    apart = any(token.kind == "option" and not token.joined for token in (*before, *after))
    together = apart and any(token.joined for token in after)
    if apart:
        before = [token for token in before if not token.joined]
        after = [token for token in after if not token.joined]
    objects = _held_against(before)
    again = [token for token, then in pairwise(before) if then in objects and token.option == then.option]
    lefts = [each for each in before if each.kind == "option" and each not in (*objects, *again)]
    rights = [token for token in after if token.kind == "option"]
    if objects or any(token.kind == "than_after" for token in before):
        subject = lefts[-1] if lefts else (rights[0] if rights else None)
        return subject, objects[-1] if objects else None
    compared = symbol or (bool(after) and after[0].kind == "than" and not together)
    if lefts and compared and rights:
        return lefts[-1], rights[0]
    alone = [token for token in (*lefts[-1:], *(rights[:1] if not compared else ())) if not token.joined]
    return (alone[0], None) if alone else (None, None)
