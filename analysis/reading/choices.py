"""Which option a stretch of text commits to."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from jagbench.analysis.reading.doubts import turning_points
from jagbench.analysis.reading.languages.table import LETTER, any_bounded, any_of, compile_any, is_latin
from jagbench.analysis.reading.lexicon import Lexicon, by_lexicon
from jagbench.analysis.reading.options import (
    Options,
    equal_words,
    mentions,
    no_words,
    options_of,
    whole,
    yes_words,
)
from jagbench.analysis.reading.page import Page
from jagbench.analysis.reading.quantities import bare as bare_number
from jagbench.analysis.reading.quantities import strip
from jagbench.analysis.reading.question import Question, less, more
from jagbench.analysis.reading.result import Found, Mention

_not = by_lexicon(lambda lexicon: lexicon.pattern(lambda table: table.negations))
_pair = by_lexicon(lambda lexicon: lexicon.pattern(lambda table: table.pairs))
_above = by_lexicon(
    lambda lexicon: re.compile(
        r"(?<![-=<>])>(?![>=])|\\gt(?![a-z])|" + any_bounded(lexicon.every(lambda table: table.above))
    )
)
_below = by_lexicon(
    lambda lexicon: re.compile(
        r"<(?![-=<>a-z/!|])|\\lt(?![a-z])|&lt;|" + any_bounded(lexicon.every(lambda table: table.below))
    )
)
_EQUALS = re.compile(r"[ \"'*_`$)]{0,4}[a-z%]{0,8}[ ]?=(?![=>])[ \"'*_`$(]{0,4}")
_condition = by_lexicon(lambda lexicon: lexicon.pattern(lambda table: table.conditions))
_rejected = by_lexicon(
    lambda lexicon: re.compile(
        rf"[\"'*_`}})\]$]{{0,4}}[ ]?{any_of(lexicon.every(lambda table: table.rejections))}"
    )
)
_denied = by_lexicon(
    lambda lexicon: re.compile(
        rf"(?<![{LETTER}]){any_of(lexicon.every(lambda table: table.denials))}[ ]?"
        rf"(?:{any_of(lexicon.every(lambda table: table.fillers))} )?[\"'*_`({{\[$]{{0,4}}$"
    )
)


def _concludes_of(lexicon: Lexicon) -> re.Pattern[str]:
    words = lexicon.every(lambda table: table.turns_to)
    latin = any_of(word for word in words if is_latin(word))
    others = any_of(word for word in words if not is_latin(word))
    return re.compile(rf"(?:,|;|-|^)[ ]{{0,2}}{latin}(?![{LETTER}])|{others}")


_concludes = by_lexicon(_concludes_of)
_break = by_lexicon(
    lambda lexicon: re.compile(
        r"(?<!\d),(?!\d)|;|、|" + any_bounded(lexicon.every(lambda table: table.breaks))
    )
)
_UNIT = rf"(?:[{LETTER}%°]{{1,8}}|달러|미터|원|美元|米|元|ドル|メートル|円)?"
_join = by_lexicon(
    lambda lexicon: re.compile(
        rf"[\"'*_`)$]{{0,3}}[ ]?{_UNIT}[\"'*_`]{{0,3}}"
        rf"[ ]?(?:,? ?{any_of(lexicon.every(lambda table: table.ands))}(?: also)?|&)[ \"'*_`($]{{0,4}}"
    )
)
_CLAUSE = 24
"""Tokens on each side of a comparative that are looked at."""
_LEAD_WORDS = 8
"""Words that may stand before an option in a statement that does no more than name it."""
_answers = by_lexicon(
    lambda lexicon: re.compile(
        rf"[\s\"'*_`)$\]}}\\]{{0,4}}{_UNIT}[\s\"'*_`)]{{0,3}}"
        rf"(?:$|[.,;:!。]|{any_of(lexicon.every(lambda table: (*table.closings, *table.breaks)))})"
    )
)


def _both_of(lexicon: Lexicon) -> re.Pattern[str]:
    both = any_of(lexicon.every(lambda table: table.both))
    joined = any_of(lexicon.every(lambda table: table.ands))
    return re.compile(rf"{both}\|{joined}\||\|{joined} ?\|{both}.{{0,6}}")


_both = by_lexicon(_both_of)
_filler = by_lexicon(
    lambda lexicon: re.compile(
        rf"(?:{any_of(lexicon.every(lambda table: (*table.fillers, *table.labels)))}[ ]?){{0,3}}"
    )
)
_or = by_lexicon(lambda lexicon: lexicon.pattern(lambda table: table.ors))
_LABELLED = re.compile(r"[(\[\"'*_`]{0,4}([a-z])[*_`]{0,2}[).:\]][*_`\"']{0,3}[ ]{1,2}")
_and_only = by_lexicon(
    lambda lexicon: re.compile(rf"[ ,]{{0,2}}{any_of(lexicon.every(lambda table: table.ands))}[ ]?")
)


def _polar_alone_of(lexicon: Lexicon) -> re.Pattern[str]:
    closings = any_of(lexicon.every(lambda table: table.closings))
    return re.compile(rf"(?:({yes_words(lexicon)})|({no_words(lexicon)}))[\"'*_`)\]}}$\\]{{0,4}}{closings}?")


def _polar_word_of(lexicon: Lexicon) -> re.Pattern[str]:
    turns = any_of(lexicon.every(lambda table: (*table.turns_to, *table.conclusions)))
    closings = any_of(lexicon.every(lambda table: table.closings))
    return re.compile(
        rf"(?:^|(?<=[\s.,;:!?。、—(\"'*_`\[{{$]))[ \"'*_`(\[$\\]{{0,4}}"
        rf"(?:{turns}[ ,、:]{{0,3}})?[\"'*_`$\\(]{{0,3}}"
        rf"(?:({yes_words(lexicon)})|({no_words(lexicon)}))"
        rf"(?=[\"'*_`)\]}}$\\]{{0,4}}(?:[ ]?{closings})?[\"'*_`)]{{0,3}}[ ]?(?:$|[.,;:!?。、—\n(]|-[ ]))"
    )


def _polar_opening_of(lexicon: Lexicon) -> re.Pattern[str]:
    yes = any_of(lexicon.every(lambda table: table.begins_yes))
    no = any_of(lexicon.every(lambda table: table.begins_no))
    return re.compile(rf"[ \"'*_`(]{{0,4}}(?:({yes})|({no}))")


_polar_alone = by_lexicon(_polar_alone_of)
_polar_word = by_lexicon(_polar_word_of)
_polar_opening = by_lexicon(_polar_opening_of)
_both_word = by_lexicon(lambda lexicon: lexicon.pattern(lambda table: table.both))
_LEAD_IN = re.compile(rf"[{LETTER}' 가-힣぀-ヿ一-鿿]{{0,24}}")
_DECORATION = " \t\n\u00a0*_`\"'()[]{}\\$.,;:!<>#~=?。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """One word of a comparison."""

    start: int
    end: int
    kind: str
    """`option`, `more`, `less`, `above`, `below`, `not`, `pair`, `than`, `than_after`, `than_between`,
    `unlike`, `same`, `if` or `break`."""
    option: int = -1
    joined: bool = False
    """It stands beside another option with an "and": neither is put ahead by what is said of both."""


def bare(page: Page, start: int, end: int, question: Question) -> Found | None:
    """A stretch that is one option and nothing else, or a number that is none of them."""
    options = options_of(question)
    begin, stop = strip(page.text, start, end)
    as_shown = options.exact.get(page.text[begin:stop])
    if as_shown is not None:
        return _chosen(options, as_shown, begin, stop, "option_text")
    labelled = _LABELLED.match(page.folded, begin, stop)
    if labelled is not None and labelled[1] in options.labels and labelled.end() < stop:
        rest = bare(page, labelled.end(), stop, question)
        index = options.labels[labelled[1]]
        if rest is not None and rest.value is not None and rest.value == options.names[index]:
            return rest
        if rest is not None and rest.value in options.names:
            return Found(start=begin, end=stop, value=None, rule="two_answers", outcome="contradictory")
    if options.polar is not None:
        return _affirmed_alone(page, start, end, options, options.polar)
    named = list(mentions(page, start, end, options)) if stop - begin <= 600 else []
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
    found = bare(page, start, end, question) or told(page, start, end, question)
    if found is not None:
        return found
    if any(token.joined for token in _tokens(page, start, end, options)):
        return Found(start=start, end=end, value=None, rule="two_answers", outcome="contradictory")
    named = _standing(page, mentions(page, start, end, options))
    if options.polar is not None:
        named = [mention for mention in named if mention.how == "label"]
    if len({mention.option for mention in named}) > 1:
        begin, _ = strip(page.text, start, end)
        named = (
            [named[0]]
            if named[0].start <= begin + 1
            and not _both_word(page.lexicon).search(page.folded, start, begin)
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


def told(page: Page, start: int, end: int, question: Question) -> Found | None:
    """The option a statement commits to by what it says: a comparison, a yes or no, or one name of many."""
    options = options_of(question)
    if options.polar is not None:
        return _affirmed(page, start, end, options, options.polar)
    found = compare(page, start, end, question)
    return _among(page, start, end, options) if found is None and options.among else found


def _affirmed_alone(
    page: Page, start: int, end: int, options: Options, polar: tuple[int, int]
) -> Found | None:
    """A stretch that is yes or no and nothing else."""
    begin, stop = strip(page.text, start, end)
    label = whole(page, start, end, options)
    if label is not None and stop - begin <= 3:
        return _chosen(options, label.option, label.start, label.end, "option_label")
    match = _polar_alone(page.lexicon).fullmatch(page.folded, begin, stop)
    if match is None:
        return None
    said = 0 if match[1] else 1
    return _chosen(options, polar[said], match.start(said + 1), match.end(said + 1), "option_text")


def _affirmed(page: Page, start: int, end: int, options: Options, polar: tuple[int, int]) -> Found | None:
    """The yes or no of a statement: behind its last turn, at its opening, or else the last one in it."""
    text = page.folded[start:end]
    found = [
        (start + match.start(said + 1), start + match.end(said + 1), said)
        for match in _polar_word(page.lexicon).finditer(text)
        for said in (0, 1)
        if match[said + 1] and (not _in_sentence(text, match.start(said + 1)) or _ends(text, match.end()))
    ]
    opening = _polar_opening(page.lexicon).match(text)
    if opening is not None and not (found and found[0][0] == start + opening.start(opening.lastindex or 1)):
        said = (opening.lastindex or 1) - 1
        found.insert(0, (start + opening.start(said + 1), start + opening.end(said + 1), said))
    if not found:
        return None
    turns = [turn for turn in turning_points(page, start, end) if any(each[0] >= turn for each in found)]
    if turns:
        chosen = next(each for each in found if each[0] >= turns[-1])
    else:
        opens = not page.folded[start : found[0][0]].strip(_DECORATION)
        chosen = found[0] if opens else found[-1]
    return _chosen(options, polar[chosen[2]], chosen[0], chosen[1], "option_affirmed")


def _in_sentence(text: str, start: int) -> bool:
    """Whether a word stands right behind another, with no mark between them."""
    return text[start - 1 : start] == " " and text[start - 2 : start - 1].isalnum()


def _ends(text: str, end: int) -> bool:
    """Whether nothing but decoration follows."""
    return not text[end:].strip(_DECORATION)


def _among(page: Page, start: int, end: int, options: Options) -> Found | None:
    """The name of many that a statement commits to: one that the question does not give.

    Of two such, the first counts if it opens the statement; of more, which are counted along, the last.
    """
    found = _standing(page, mentions(page, start, end, options))
    for turn in reversed(turning_points(page, start, end)):
        after = [mention for mention in found if mention.start >= turn]
        if after:
            found = after
            break
    if len(found) > 1 and len({mention.option for mention in found}) == 1:
        return _chosen(options, found[-1].option, found[-1].start, found[-1].end, "option_named")
    fresh = [mention for mention in found if mention.option not in options.given]
    if not fresh:
        return None
    if len(fresh) > 1 and fresh[0].option != fresh[1].option and _open(page, fresh):
        return Found(
            start=fresh[0].start, end=fresh[1].end, value=None, rule="alternatives", outcome="no_answer"
        )
    opens = not page.folded[start : fresh[0].start].strip(_DECORATION)
    between = page.folded[fresh[0].end : fresh[1].start] if len(fresh) > 1 else ""
    listed = (
        not between.strip(_DECORATION + "→-、")
        or _and_only(page.lexicon).fullmatch(between) is not None
        or any(sign in between for sign in "=+→")
        or len({mention.option for mention in fresh}) > 2
    )
    chosen = fresh[0] if opens and not listed else fresh[-1]
    return _chosen(options, chosen.option, chosen.start, chosen.end, "option_named")


def compare(page: Page, start: int, end: int, question: Question) -> Found | None:
    """The option that a statement puts ahead by comparing: "9.9 is larger than 9.11", "9.9 > 9.11"."""
    options = options_of(question)
    concluded = list(_concludes(page.lexicon).finditer(page.folded, start, end))
    for begin in [match.start() for match in reversed(concluded)] + [start]:
        found = _resolve(page, _tokens(page, begin, end, options), question, options)
        if found is not None:
            return found
    return None


def named(page: Page, start: int, end: int, question: Question) -> Found | None:
    """The only option a statement names, where it names it as an answer: alone, last, or with a reason."""
    options = options_of(question)
    if options.polar is not None:
        return None
    concluded = list(_concludes(page.lexicon).finditer(page.folded, start, end))
    start = concluded[-1].start() if concluded else start
    found = _standing(page, mentions(page, start, end, options))
    if len({mention.option for mention in found}) != 1 or _between(page, found):
        return None
    before, after = page.folded[start : found[0].start].split(), page.folded[found[-1].end : end]
    name = options.names[found[0].option].lower()
    comparative = _compares(name, page.lexicon)
    if not comparative and (len(before) > _LEAD_WORDS or _answers(page.lexicon).match(after) is None):
        return None
    return _chosen(options, found[0].option, found[0].start, found[0].end, "option_named")


def _open(page: Page, named: Sequence[Mention]) -> bool:
    """Whether the first two options are left open by an "or"."""
    return _or(page.lexicon).search(page.folded, named[0].end, named[1].start) is not None


def _compares(folded: str, lexicon: Lexicon) -> bool:
    """Whether a text holds a comparative."""
    return more(lexicon).search(folded) is not None or less(lexicon).search(folded) is not None


def _rest(page: Page, named: Sequence[Mention], start: int, end: int) -> str:
    """What stands around the mentions of an option besides decoration, an article, or a unit."""
    if _between(page, named):
        return "between"
    before = page.folded[start : named[0].start].strip(_DECORATION)
    after = page.folded[named[-1].end : end].strip(_DECORATION)
    before = "" if _filler(page.lexicon).fullmatch(before) else before
    unit = re.fullmatch(r"[^\W\d_]{0,12}|[%°℃€£¥₩]", after) is not None and not _compares(after, page.lexicon)
    return before + ("" if unit else after)


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
    return _both(page.lexicon).fullmatch("|".join(part.strip(_DECORATION) for part in around)) is not None


def _shortened(page: Page, start: int, end: int, options: Options) -> int | None:
    """The only option that begins with all of the stretch's words ("less" for "less than")."""
    text = page.folded[start:end].strip(_DECORATION)
    fits = [index for index, name in enumerate(options.names) if name.lower().startswith(text + " ")]
    if len(fits) != 1 or len(text) < 3 or any(character.isdigit() for character in text):
        return None
    return fits[0]


def _equal_alone(page: Page, start: int, end: int, options: Options) -> Found | None:
    words = page.folded[start:end].strip(_DECORATION)
    match = equal_words(page.lexicon).search(words) if len(words) <= 40 else None
    if match is None or not _LEAD_IN.fullmatch(words[: match.start()]) or _not(page.lexicon).search(words):
        return None
    if len(words) - match.end() > 12 or not (match.start() == 0 or _pair(page.lexicon).search(words)):
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
        if not _rejected(page.lexicon).match(page.folded, mention.end)
        and not _denied(page.lexicon).search(page.folded[max(mention.start - 24, 0) : mention.start])
    ]


def _tokens(page: Page, start: int, end: int, options: Options) -> list[Token]:
    """The words of a comparison in a stretch, left to right, none inside another."""
    found = [
        Token(start=m.start, end=m.end, kind="option", option=m.option)
        for m in _standing(page, mentions(page, start, end, options))
    ]
    rejected = _rejected(page.lexicon)
    for kind, pattern in _kinds(page.lexicon):
        for match in pattern.finditer(page.folded, start, end):
            if kind not in ("more", "less") or not rejected.match(page.folded, match.end()):
                found.append(Token(start=match.start(), end=match.end(), kind=kind))
    found.sort(key=lambda token: (token.start, token.kind != "option", -token.end))
    apart: list[Token] = []
    for token in found:
        if not apart or token.start >= apart[-1].end:
            apart.append(token)
    for place, (first, second) in enumerate(pairwise(tuple(apart))):
        both = first.kind == second.kind == "option"
        if both and _join(page.lexicon).fullmatch(page.folded, first.end, second.start):
            apart[place : place + 2] = [replace(token, joined=True) for token in (first, second)]
    return apart


def _kinds_of(lexicon: Lexicon) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """What each kind of token looks like; kinds without a word in these languages are left out."""
    kinds = (
        ("same", equal_words(lexicon)),
        ("more", more(lexicon)),
        ("less", less(lexicon)),
        ("unlike", lexicon.pattern(lambda table: table.unlike_between)),
        ("not", _not(lexicon)),
        ("pair", _pair(lexicon)),
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
    between = _between_sides(before)
    negated = any(t.kind in ("not", "unlike") for t in before[-2:]) or (
        bool(after) and after[0].kind == "not" and not symbol
    )
    pole = -_POLES[token.kind] if negated else _POLES[token.kind]
    sides = (between[0], between[2]) if between else _sides(before, after, symbol=symbol)
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
    first = _clause_start(tokens, place)
    before = list(tokens[first:place])
    if not any(token.kind == "option" for token in before) and first > 1:
        inner = tokens[_clause_start(tokens, first - 1) : first - 1]
        before = [token for token in inner if token.kind == "option"][-1:] + before
    return before, list(takewhile(_goes_on, tokens[place + 1 : place + 1 + _CLAUSE]))


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
