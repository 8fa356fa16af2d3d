"""Which option a stretch of text commits to."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from jagbench.analysis.reading.languages import every
from jagbench.analysis.reading.languages.table import any_of, compile_any
from jagbench.analysis.reading.options import EQUAL_WORDS, Mention, Options, mentions, options_of, whole
from jagbench.analysis.reading.page import Page
from jagbench.analysis.reading.quantities import bare as bare_number
from jagbench.analysis.reading.quantities import strip
from jagbench.analysis.reading.question import LESS, MORE, Question
from jagbench.analysis.reading.result import Found

_NOT = compile_any(every(lambda each: each.negations))
_PAIR = compile_any(every(lambda each: each.pairs))
_THAN = compile_any(every(lambda each: each.than_before))
_THAN_AFTER = compile_any(every(lambda each: each.than_after))
_ABOVE = re.compile(r"(?<![-=<>])>(?![>=])|\\gt(?![a-z])")
_BELOW = re.compile(r"<(?![-=<>a-z/!|])|\\lt(?![a-z])|&lt;")
_EQUALS = re.compile(r"[ \"'*_`$)]{0,4}[a-z%]{0,8}[ ]?=(?![=>])[ \"'*_`$(]{0,4}")
_CONDITION = re.compile(r"(?<![a-z])(?:if|whether|either)(?![a-z])|같으면|이면|라면")
_REJECTED = re.compile(rf"[\"'*_`}})\]$]{{0,4}}[ ]?{any_of(every(lambda each: each.rejections))}")
_DENIED = re.compile(
    r"(?:(?<![a-z])(?:not|rather than|instead of|isn't)|n't be) (?:the )?[\"'*_`({\[$]{0,4}$"
)
_CONCLUDES = re.compile(
    r"(?:,|;|-|^)[ ]{0,2}(?:so|therefore|thus|hence|making|which means)(?![a-z])|따라서|그러므로|그래서"
)
_BREAK = re.compile(
    r"(?<!\d),(?!\d)|;|(?<![a-z])(?:because|since|as|while|whereas|but)(?![a-z])|때문에|이므로|지만"
)
_JOIN = re.compile(
    r"[\"'*_`)$]{0,3}[ ]?(?:[a-z%°]{1,8}|달러|미터|원)?[\"'*_`]{0,3}[ ]?(?:,? ?and(?: also)?|&"
    r"|와|과|하고)[ \"'*_`($]{0,4}"
)
_LEAD_WORDS = 8
"""Words that may stand before an option in a statement that does no more than name it."""
_ANSWERS = re.compile(
    r"[\s\"'*_`)$\]}]{0,4}(?:[a-z%]{1,8}|달러|미터|원)?[\s\"'*_`)]{0,3}"
    r"(?:$|[.,;:!。]|because|since|as |입니다|이다|이에요|예요|is the answer)"
)
_BOTH = re.compile(r"both\|and\||\|(?:와|과|하고) ?\|(?:둘 다|모두).{0,6}")
_DECORATION = " \t\n\u00a0*_`\"'()[]{}\\$.,;:!<>#~=?。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """One word of a comparison."""

    start: int
    end: int
    kind: str
    """`option`, `more`, `less`, `above`, `below`, `not`, `pair`, `than`, `than_after`, `same` or `break`."""
    option: int = -1
    joined: bool = False
    """It stands beside another option with an "and": neither is put ahead by what is said of both."""


def bare(page: Page, start: int, end: int, question: Question) -> Found | None:
    """A stretch that is one option and nothing else, or a number that is none of them."""
    options = options_of(question)
    begin, stop = strip(page.text, start, end)
    named = mentions(page, begin, stop, options) if stop - begin <= 600 else []
    if len({mention.option for mention in named}) == 1 and not _rest(page, named, begin, stop):
        last = named[-1]
        return _chosen(options, last.option, last.start, last.end, f"option_{last.how}")
    if len(named) > 1 and _names_both(page, named, begin, stop, options):
        return Found(start=begin, end=stop, value=None, rule="two_answers", outcome="contradictory")
    label = whole(page, start, end, options)
    if label is not None and stop - begin <= 3:
        return _chosen(options, label.option, label.start, label.end, "option_label")
    shortened = _shortened(page, begin, stop, options)
    if shortened is not None:
        return _chosen(options, shortened, begin, stop, "option_text")
    if not named and options.values:
        other = bare_number(page, start, end, question)
        if other is not None:
            return Found(start=other.start, end=other.end, value=other.value, rule="other_number")
    return _equal_alone(page, begin, stop, options)


def commit(page: Page, start: int, end: int, question: Question) -> Found | None:
    """The option a marked stretch commits to: alone, by comparison, or as the only one named."""
    options = options_of(question)
    found = bare(page, start, end, question) or compare(page, start, end, question)
    if found is not None:
        return found
    if any(token.joined for token in _tokens(page, start, end, options)):
        return Found(start=start, end=end, value=None, rule="two_answers", outcome="contradictory")
    named = _standing(page, mentions(page, start, end, options))
    if len({mention.option for mention in named}) > 1:
        begin, _ = strip(page.text, start, end)
        named = (
            [named[0]]
            if named[0].start <= begin + 1
            and "both" not in page.folded[start:begin]
            and not _open(page, named)
            else []
        )
    label = whole(page, start, end, options)
    if not named and label is not None:
        named = [label]
    if not named:
        return None
    last = named[-1]
    return _chosen(options, last.option, last.start, last.end, "option_named")


def compare(page: Page, start: int, end: int, question: Question) -> Found | None:
    """The option that a statement puts ahead by comparing: "9.9 is larger than 9.11", "9.9 > 9.11"."""
    options = options_of(question)
    concluded = list(_CONCLUDES.finditer(page.folded, start, end))
    for begin in [match.start() for match in reversed(concluded)] + [start]:
        found = _resolve(page, _tokens(page, begin, end, options), question, options)
        if found is not None:
            return found
    return None


def named(page: Page, start: int, end: int, question: Question) -> Found | None:
    """The only option a statement names, where it names it as an answer: alone, last, or with a reason."""
    options = options_of(question)
    concluded = list(_CONCLUDES.finditer(page.folded, start, end))
    start = concluded[-1].start() if concluded else start
    found = _standing(page, mentions(page, start, end, options))
    if len({mention.option for mention in found}) != 1 or _between(page, found):
        return None
    before, after = page.folded[start : found[0].start].split(), page.folded[found[-1].end : end]
    name = options.names[found[0].option].lower()
    comparative = MORE.search(name) is not None or LESS.search(name) is not None
    if not comparative and (len(before) > _LEAD_WORDS or _ANSWERS.match(after) is None):
        return None
    return _chosen(options, found[0].option, found[0].start, found[0].end, "option_named")


def _open(page: Page, named: Sequence[Mention]) -> bool:
    """Whether the first two options are left open by an "or"."""
    return (
        re.search(r"(?<![a-z])or(?![a-z])|또는|혹은", page.folded[named[0].end : named[1].start]) is not None
    )


def _rest(page: Page, named: Sequence[Mention], start: int, end: int) -> str:
    """What stands around the mentions of an option besides decoration, an article, or a unit."""
    if _between(page, named):
        return "between"
    before = page.folded[start : named[0].start].strip(_DECORATION)
    after = page.folded[named[-1].end : end].strip(_DECORATION)
    before = "" if before in {"", "the", "number", "it's", "option", "the number"} else before
    return before + (
        ""
        if re.fullmatch(r"[^\W\d_]{0,12}|[%°℃]", after) and not MORE.search(after) and not LESS.search(after)
        else after
    )


def _between(page: Page, named: Sequence[Mention]) -> bool:
    """Whether words stand between the mentions."""
    return any(page.folded[a.end : b.start].strip(_DECORATION) for a, b in pairwise(named))


def _names_both(page: Page, named: Sequence[Mention], start: int, end: int, options: Options) -> bool:
    """Whether a stretch says no more than that it is both options."""
    if {mention.option for mention in named} != set(options.sides) or len(named) != 2:
        return False
    around = (
        page.folded[start : named[0].start],
        page.folded[named[0].end : named[1].start],
        page.folded[named[1].end : end],
    )
    return _BOTH.fullmatch("|".join(part.strip(_DECORATION) for part in around)) is not None


def _shortened(page: Page, start: int, end: int, options: Options) -> int | None:
    """The only option that begins with all of the stretch's words ("less" for "less than")."""
    text = page.folded[start:end].strip(_DECORATION)
    if len(text) < 3 or any(character.isdigit() for character in text):
        return None
    fits = [index for index, name in enumerate(options.names) if name.lower().startswith(text + " ")]
    return fits[0] if len(fits) == 1 else None


def _equal_alone(page: Page, start: int, end: int, options: Options) -> Found | None:
    words = page.folded[start:end].strip(_DECORATION)
    match = EQUAL_WORDS.search(words) if len(words) <= 40 else None
    if match is None or not re.fullmatch(r"[a-z' ]{0,24}", words[: match.start()]) or _NOT.search(words):
        return None
    if len(words) - match.end() > 12 or not (match.start() == 0 or _PAIR.search(words)):
        return None
    return _equal(options, start, end)


def _equal(options: Options, start: int, end: int) -> Found:
    value = "equal" if options.equal is None else options.names[options.equal]
    return Found(start=start, end=end, value=value, rule="option_equal")


def _chosen(options: Options, index: int, start: int, end: int, rule: str) -> Found:
    return Found(start=start, end=end, value=options.names[index], rule=rule)


def _standing(page: Page, found: Sequence[Mention]) -> list[Mention]:
    """The mentions that are not thrown out by the words around them."""
    return [
        mention
        for mention in found
        if not _REJECTED.match(page.folded, mention.end)
        and not _DENIED.search(page.folded[max(mention.start - 24, 0) : mention.start])
    ]


def _tokens(page: Page, start: int, end: int, options: Options) -> list[Token]:
    """The words of a comparison in a stretch, left to right, none inside another."""
    found = [
        Token(start=m.start, end=m.end, kind="option", option=m.option)
        for m in _standing(page, mentions(page, start, end, options))
    ]
    for kind, pattern in _KINDS:
        for match in pattern.finditer(page.folded, start, end):
            if kind not in ("more", "less") or not _REJECTED.match(page.folded, match.end()):
                found.append(Token(start=match.start(), end=match.end(), kind=kind))
    found.sort(key=lambda token: (token.start, token.kind != "option", -token.end))
    apart: list[Token] = []
    for token in found:
        if not apart or token.start >= apart[-1].end:
            apart.append(token)
    for place, (first, second) in enumerate(pairwise(tuple(apart))):
        both = first.kind == second.kind == "option"
        if both and _JOIN.fullmatch(page.folded, first.end, second.start):
            apart[place : place + 2] = [replace(token, joined=True) for token in (first, second)]
    return apart


_KINDS = (
    ("same", EQUAL_WORDS),
    ("more", MORE),
    ("less", LESS),
    ("not", _NOT),
    ("pair", _PAIR),
    ("than", _THAN),
    ("than_after", _THAN_AFTER),
    ("above", _ABOVE),
    ("below", _BELOW),
    ("if", _CONDITION),
    ("break", _BREAK),
)
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
            return _equal(options, token.start, tokens[place + 1].end)
        if token.kind in _POLES:
            index = _winner(tokens, place, question, options)
            if index is not None:
                side = next((t for t in tokens if t.kind == "option" and t.option == index), token)
                return _chosen(options, index, side.start, side.end, "option_compared")
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
    pair = len(sides - {options.equal}) >= 2 or any(token.kind == "pair" for token in tokens)
    said = [
        token
        for token in tokens
        if token.kind == "same" or (token.kind == "option" and token.option == options.equal)
    ]
    denied = any(token.kind in ("not", "if") for token in tokens)
    if not pair or not said or denied:
        return None
    return _equal(options, said[-1].start, said[-1].end)


def _winner(tokens: Sequence[Token], place: int, question: Question, options: Options) -> int | None:
    """The option that a comparative at a place decides for, if it compares options."""
    token = tokens[place]
    symbol = token.kind in ("above", "below")
    before, after = _clause(tokens, place)
    negated = any(t.kind == "not" for t in before[-2:]) or (
        bool(after) and after[0].kind == "not" and not symbol
    )
    pole = -_POLES[token.kind] if negated else _POLES[token.kind]
    sides = _sides(before, after, symbol=symbol)
    subject, other = (None if side is None else side.option for side in sides)
    direction = question.direction or (1 if symbol else 0)
    if subject is None or subject == options.equal:
        return None
    if other is not None and other != subject:
        if negated and options.equal is not None:
            return None
        ahead, behind = (subject, other) if pole > 0 else (other, subject)
        if direction == 0:
            return other if negated else subject
        return ahead if direction > 0 else behind
    return _property(subject, pole, direction, negated=negated, options=options)


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
    breaks = [index for index, token in enumerate(tokens) if token.kind == "break"]
    first = max((index for index in breaks if index < place), default=-1)
    last = min((index for index in breaks if index > place), default=len(tokens))
    before = list(tokens[first + 1 : place])
    if not any(token.kind == "option" for token in before) and first > 0:
        inner = max((index for index in breaks if index < first), default=-1)
        before = [token for token in tokens[inner + 1 : first] if token.kind == "option"][-1:] + before
    return before, list(tokens[place + 1 : last])


def _sides(
    before: Sequence[Token], after: Sequence[Token], *, symbol: bool
) -> tuple[Token | None, Token | None]:
    """Subject and object of a comparison: "A is larger than B", "A가 B보다 크다", "the larger is A"."""
    marked = [token for token, following in pairwise(before) if following.kind == "than_after"]
    lefts = [token for token in before if token.kind == "option" and token not in marked]
    rights = [token for token in after if token.kind == "option"]
    if any(token.kind == "than_after" for token in before):
        objects = [token for token in marked if token.kind == "option"]
        subject = lefts[-1] if lefts else (rights[0] if rights else None)
        return subject, objects[-1] if objects else None
    compared = symbol or (bool(after) and after[0].kind == "than")
    if lefts and compared and rights:
        return lefts[-1], rights[0]
    alone = [token for token in (*lefts[-1:], *(rights[:1] if not compared else ())) if not token.joined]
    return (alone[0], None) if alone else (None, None)
