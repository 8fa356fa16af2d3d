"""Which of yes and no a statement commits to."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence, Set
from functools import lru_cache
from itertools import chain

from jagbench.analysis.reading.bare_numbers import strip
from jagbench.analysis.reading.claims import judged
from jagbench.analysis.reading.clauses import PARTED
from jagbench.analysis.reading.denials import GOES_ON, denies, doubt, doubts, emphasis, negations
from jagbench.analysis.reading.doubts import but, turning_points
from jagbench.analysis.reading.languages.table import LETTER, any_bounded, any_of, compile_any, is_latin
from jagbench.analysis.reading.lexicon import Lexicon, by_lexicon
from jagbench.analysis.reading.numbers import numbers_of, scan
from jagbench.analysis.reading.options import DECORATION, Options, no_words, yes_words
from jagbench.analysis.reading.page import Page
from jagbench.analysis.reading.question import SMALL, Question, less, more
from jagbench.analysis.reading.result import Found, Number
from jagbench.analysis.reading.subjects import Subject, asked_of, facts_of, told_of, two_asked_of


def _polar_alone_of(lexicon: Lexicon) -> re.Pattern[str]:
    closings = lexicon.any_of(lambda table: table.closings)
    return re.compile(rf"(?:({yes_words(lexicon)})|({no_words(lexicon)}))[\"'*_`)\]}}$\\]{{0,4}}{closings}?")


def _polar_word_of(lexicon: Lexicon) -> re.Pattern[str]:
    turns = lexicon.any_of(lambda table: (*table.turns_to, *table.conclusions))
    closings = lexicon.any_of(lambda table: table.closings)
    return re.compile(
        rf"(?:^|(?<=[\s.,;:!?。、—(\"'*_`\[{{$]))[ \"'*_`(\[$\\]{{0,4}}"
        rf"(?:{turns}[ ,、:]{{0,3}})?[\"'*_`$\\(]{{0,3}}"
        rf"(?:({yes_words(lexicon)})|({no_words(lexicon)}))"
        rf"(?=[\"'*_`)\]}}$\\]{{0,4}}(?:[ ]?{closings})?[\"'*_`)]{{0,3}}[ ]?"
        r"(?:$|[.,;:!?。、—\n(]|-[ ]|と答|라고))"
    )


def _polar_opening_of(lexicon: Lexicon) -> re.Pattern[str]:
    yes = lexicon.any_of(lambda table: table.begins_yes)
    no = lexicon.any_of(lambda table: table.begins_no)
    return re.compile(rf"[ \"'*_`(]{{0,4}}(?:({yes})|({no}))")


_judgement_ends = re.compile(r"[가-힣ぁ-ゖ的]{0,6}[\"'*_`)]{0,4}(?:$|[.,;:!。、])")
"""What follows a judgement that is all that a clause comes to."""
_reason = by_lexicon(lambda lexicon: lexicon.pattern(lambda table: table.asides))
_AHEAD = 80
"""Characters in front of a property that may put it against another one."""
_SHORT_DENIAL = 2
"""Characters right before a verb in which it is denied where the verb comes last: "안 나누어떨어져요"."""
_SHORT = re.compile(r"[\"'*_` ]{0,4}((?:[^\W\d]{1,15}[ ]){0,2}[^\W\d]{1,15})[,;、][ ]?")
"""A clause of a few words and no number that opens a statement: "Not equal, as ..."."""
_TURNS = 8
"""Turns of a statement behind which it is looked at for what it says, of more the last."""
_JOINED = 16
"""What an "and" may join in one clause."""
_INTERJECTION = 2
"""Words that may stand before a yes or a no which opens a statement."""
_comma = re.compile(r", (?!-?\d)|、")
"""What a reason ends with that comes first: "Since 7 is odd, ..."."""
_clause_ends = by_lexicon(
    lambda lexicon: re.compile(
        rf"[,;:、]{GOES_ON}|\n|[.!?](?=\s)|。| [–—-] |"
        + any_bounded(
            lexicon.every(lambda table: (*table.breaks, *table.buts, *filter(is_latin, table.ands)))
        )
        + f"|(?:{lexicon.any_of(lambda table: table.rejections)})"
    )
)
"""What a clause ends with, a denial of what stands before it included: "홀수가 아니라"."""


_and = by_lexicon(
    lambda lexicon: re.compile(any_of(filter(is_latin, lexicon.every(lambda table: table.ands))))
)
_starts = by_lexicon(lambda lexicon: lexicon.pattern(lambda table: (*table.verbs, *table.conclusions)))
"""What makes a clause of its own of what an "and" joins."""
_than = re.compile(
    rf"(?<![{LETTER}])(?:than|als|que) (?:(?:the|an?|der|die|das|dem|la|le|les|el|los) )?([{LETTER}]{{2,40}})"
)
"""What something is held against."""


def _opposites_of(lexicon: Lexicon) -> list[tuple[re.Pattern[str], re.Pattern[str]]]:
    """Properties that a question may ask for, each with its opposite, in all languages in use together."""
    pairs = [
        tuple(compile_any(words) for words in map(chain.from_iterable, zip(*pair, strict=True)))
        for pair in zip(*(table.opposites for table in lexicon.tables), strict=True)
    ]
    ahead, behind = (
        re.compile(f"{words.pattern}|{any_bounded(signs)}|{sign}")
        for words, signs, sign in (
            (more(lexicon), lexicon.every(lambda table: table.above), "(?<![-=<>])>"),
            (less(lexicon), lexicon.every(lambda table: table.below), "<(?![-=<>])"),
        )
    )
    return [*((one, other) for one, other in pairs), (ahead, behind)]


_opposites = by_lexicon(_opposites_of)
_DIVIDES = 3
"""The place of "is divisible" among the opposites of a table."""
_TWO = 2
_left = by_lexicon(lambda lexicon: lexicon.pattern(lambda table: table.remainders))
"""What a division leaves."""
_JOINS = re.compile(r"[^\d.,;:、。]{0,16}")
"""What stands between the word for what a division leaves and its amount: "remainder of ", " left over"."""
_contrast = by_lexicon(
    lambda lexicon: re.compile(
        rf"(?:{any_of(each for each in lexicon.every(lambda table: table.denials) if ' ' in each)})"
        rf"(?: |(?<=')(?=[{LETTER}]))(?:[{LETTER}']{{1,8}} ){{0,2}}$"
    )
)
"""What comes before a property that is only put against another one: "rather than a"."""
_polar_alone = by_lexicon(_polar_alone_of)
_polar_word = by_lexicon(_polar_word_of)
_polar_opening = by_lexicon(_polar_opening_of)


def affirmed_alone(
    page: Page, start: int, end: int, options: Options, polar: tuple[int, int]
) -> Found | None:
    """A stretch that is yes or no and nothing else."""
    begin, stop = strip(page.text, start, end)
    match = _polar_alone(page.lexicon).fullmatch(page.folded, begin, stop)
    if match is None:
        return None
    said = 0 if match[1] else 1
    return options.found(polar[said], match.start(said + 1), match.end(said + 1), "option_text")


def affirmed(page: Page, start: int, end: int, question: Question, options: Options) -> Found | None:
    """The yes or no of a statement: its word for it, or what it says of what is asked.

    A statement that says yes and goes on to deny it, or the other way round, contradicts itself.
    """
    polar = options.polar or (0, 1)
    if question.judges_a_sentence:
        return _judged(page, start, end, question, options, polar)
    said = _said(page, start, end, options, polar)
    if said is not None and _is_of_property(page, said, start, end, question):
        said = None
    agreed = _agreed(page, start, end, question)
    if agreed is None:
        judgement = said or _judges(page, start, end, options, polar)
        of_property = judgement is not None and _is_of_property(page, judgement, start, end, question)
        return None if of_property else judgement
    agrees, begin = agreed
    if said is not None and any(begin < turn <= said.start for turn in turning_points(page, start, end)):
        return said
    meant = options.names[polar[0] if agrees else polar[1]]
    denies_more = said is not None and said.value != meant and " " in page.text[said.start : said.end]
    if said is None or said.end <= begin or denies_more or _in_sentence(page.folded, said.start):
        # "It does not leave a remainder." opens like "It does not."
        # The word that says the same is what the answer stands in: "5는 짝수가 아닙니다."
        begin, stop = (said.start, said.end) if said and said.value == meant else (start, end)
        return Found(start=begin, end=stop, value=meant, rule="option_implied")
    if said.value != meant and not turning_points(page, start, end):
        return Found(start=start, end=end, value=None, rule="two_answers", outcome="contradictory")
    return said


def _is_of_property(page: Page, said: Found, start: int, end: int, question: Question) -> bool:
    """Whether a word for yes or no is one for what is asked for, in a sentence: "dicen la verdad"."""
    asked = _asked_side(question)
    if asked is None or not _in_sentence(page.folded, said.start):
        return False
    named = (each for _, each in _sides(page.folded[start:end], asked[0]))
    return any(start + each.start() < said.end and said.start < start + each.end() for each in named)


def _judges(page: Page, start: int, end: int, options: Options, polar: tuple[int, int]) -> Found | None:
    """The yes or no of a clause that comes to a judgement: "That is not correct"."""
    judgement = judged(page.folded, start, end, page.lexicon)
    if judgement is None:
        return None
    begin, stop, true = judgement
    if _judgement_ends.match(page.folded, stop, end) is None:
        return None
    return options.found(polar[0 if true else 1], begin, stop, "option_affirmed")


def _judged(
    page: Page, start: int, end: int, question: Question, options: Options, polar: tuple[int, int]
) -> Found | None:
    """The yes or no to whether a quoted sentence is true: its word for it at the opening, or a judgement.

    What is said of the sentence's own matter ("No, 9.9 is larger.") is no answer to that.
    """
    said = _said(page, start, end, options, polar)
    judgement = judged(page.folded, start, end, page.lexicon)
    if said is not None and (judgement is None or said.end <= judgement[0]):
        return said
    if judgement is None:
        return None
    begin, stop, true = judgement
    text = page.folded[start:end].strip(" .。")
    if len(text) > stop - begin and question.folded.rstrip(" .。").endswith(text):
        return None  # the sentence said again, which may hold such a word itself
    line = question.folded.rpartition("\n")[2]
    _, _, rest = page.folded[stop:end].replace("：", ":").partition(":")
    rest = rest.strip(" \"'.。")
    if rest and rest in line and judged(line, 0, len(line), page.lexicon) is not None:
        return None  # "The sentence is not true: ..." may say a denial again, or answer it
    return options.found(polar[0 if true else 1], begin, stop, "option_affirmed")


def _agreed(page: Page, start: int, end: int, question: Question) -> tuple[bool, int] | None:
    """Whether a statement agrees with what is asked ("30 is even."), without regard to its reason, and where.

    Returns:
        `None` where it is about something else: other numbers than the prompt's, or another property.
    """
    numbers = _numbers_told(page, start, end, question)
    said = [each.value for each in numbers]
    reason = _reason(page.lexicon).search(page.folded, start, end)
    parts = [(turn, end) for turn in reversed(turning_points(page, start, end)[-_TURNS:])]
    opening = _SHORT.match(page.text, start, end)
    if opening is not None and not but(page.lexicon).match(page.folded, opening.end(), end):
        parts.append(opening.span(1))
    marks = list(PARTED.finditer(page.text, start, end))
    if marks:
        parts += [(marks[-1].end(), end), (marks[0].end(), end), (start, marks[0].start())]
    if reason is not None:
        comma = _comma.search(page.folded, reason.end(), end)
        opens = not page.text[start : reason.start()].strip(DECORATION)
        parts += [(comma.end(), end)] if opens and comma is not None else [(start, reason.start())]
    turned = len(set(question.compared)) > 1 and said[:2] == question.compared[::-1]
    about = [
        (begin, stop)
        for begin, stop in [*parts, (start, end)]
        for told in [{each.value for each in numbers if begin <= each.start < stop}]
        if _is_about(told, question) and not _of_others(page, begin, stop, question)
    ]
    asked = _asked_side(question)
    if asked is not None:  # What names the property goes before what only shares words with the question.
        about.sort(key=lambda part: not _told_sides(page.folded[slice(*part)], question))
    for begin, stop in about:
        agrees = _part_agrees(page, begin, stop, question)
        if agrees is not None:
            return agrees ^ turned, begin
    return None


def _is_about(told: Set[str], question: Question) -> bool:
    """Whether the numbers that a stretch tells are those of the question, or it tells none."""
    asked = question.operands - {*SMALL} or question.operands
    return not told or asked <= told or (told <= question.operands and _of_two(question))


def _divides(question: Question) -> bool:
    """Whether it asks if one number is divisible by another."""
    asked = _asked_side(question)
    return asked is not None and asked[0] is _opposites(question.lexicon)[_DIVIDES]


def _of_two(question: Question) -> bool:
    """Whether it asks for what holds of one number by another, so that one of them tells which are meant."""
    return _divides(question) and len(question.operands) == _TWO


def _numbers_told(page: Page, start: int, end: int, question: Question) -> list[Number]:
    """The numbers that tell what a stretch is about: no small words, and not how much a division leaves."""
    numbers = scan(page, start, end)
    left = _amounts_left(page.folded, start, end, numbers, question)
    aside = {amount.start for _, amount in left if amount is not None}
    return [each for each in numbers if each.start not in aside and not (each.word and each.value in SMALL)]


def _amounts_left(
    folded: str, start: int, end: int, numbers: Sequence[Number], question: Question
) -> list[tuple[re.Match[str], Number | None]]:
    """Where a stretch tells what a division leaves, where divisibility is asked for, and how much that is."""
    found: list[tuple[re.Match[str], Number | None]] = []
    for word in _left(question.lexicon).finditer(folded, start, end) if _divides(question) else ():
        place = bisect_left(numbers, word.start(), key=lambda number: number.start)
        behind, before = numbers[place : place + 1], numbers[max(place - 1, 0) : place]
        amounts = [
            *(each for each in behind if _JOINS.fullmatch(folded, word.end(), each.start)),
            *(each for each in before if _JOINS.fullmatch(folded, each.end, word.start())),
        ]
        found.append((word, amounts[0] if amounts else None))
    return found


def _told_sides(text: str, question: Question) -> list[tuple[int, re.Match[str]]]:
    """The sides of what is asked that a text names; what a division leaves goes before what divides."""
    asked = _asked_side(question)
    said = [] if asked is None else _sides(text, asked[0])
    numbers = numbers_of(text, question.lexicon, question.notation) if _divides(question) else ()
    left = _amounts_left(text, 0, len(text), numbers, question)
    words = [word for word, _ in left]
    nothing = [each for each in said if each[0] == 0 and _meets(each[1], words)]
    phrases = [match for _, match in reversed(nothing)]
    amounts = [
        (0 if amount is not None and amount.value == "0" else 1, word)
        for word, amount in left
        if not _meets(word, phrases)
    ]
    rest = [each for each in said if not _meets(each[1], words)]
    return [*nothing, *amounts, *rest]  # "There is a remainder when you divide by 8."


def _meets(match: re.Match[str], others: Sequence[re.Match[str]]) -> bool:
    """Whether a match shares characters with one of others, which are in order and apart."""
    place = bisect_left(others, match.end(), key=lambda each: each.start()) - 1
    return place >= 0 and others[place].end() > match.start()


def _of_others(page: Page, start: int, end: int, question: Question) -> bool:
    """Whether a stretch says last of another number what is asked of two: "140은 7의 배수이지만 144는"."""
    said = _told_sides(page.folded[start:end], question) if _of_two(question) else []
    if not said:
        return False
    first, last = _clause(page.folded[start:end], said[0][1], page.lexicon)
    told = {each.value for each in _numbers_told(page, start + first, start + last, question)}
    divided = max(question.operands, key=lambda value: (len(value), value))
    return divided not in told and not told <= question.operands


def _part_agrees(page: Page, start: int, end: int, question: Question) -> bool | None:
    """Whether a stretch says what is asked: the same property and no denial, or the same words.

    What it says of somebody else, of whom the prompt tells the same, is no answer.
    """
    text, asked = page.folded[start:end], _asked_side(question)
    others = _others(question)
    subjects = told_of(page.text[start:end], [*others, *asked_of(question)]) if others else []
    said = _told_sides(text, question)
    said.sort(key=lambda each: _is_contrast(text, each[1].start(), question.lexicon))
    turned = _is_turned(text, question)
    if _swaps(page.text[start:end], question) and not turned:
        return None
    for side, match in said:
        if _subject(text, match, subjects, question.lexicon) not in others:
            agrees = asked is not None and side == asked[1]
            own = _own(text, side, match, said, question)
            return agrees ^ _is_denied(own, match, question.lexicon) ^ turned
    if said or (asked is not None and asked[2]) or (subjects and subjects[-1].name in others):
        return None
    if not question.is_asked_in(text):
        return None
    told, put = (negations(each, question.lexicon) for each in (text, question.questions))
    doubted = doubts(text, question.lexicon) ^ doubts(question.questions, question.lexicon)
    return (0 < told <= put if put else not told) ^ doubted ^ turned


def _is_contrast(text: str, place: int, lexicon: Lexicon) -> bool:
    """Whether what begins at a place is only put against another thing: "rather than a"."""
    return _contrast(lexicon).search(text, max(place - _AHEAD, 0), place) is not None


def _own(
    text: str, side: int, match: re.Match[str], said: Sequence[tuple[int, re.Match[str]]], question: Question
) -> str:
    """A text up to where a denial no longer is one of what it says of a side of what is asked.

    That is the next side, where the verb comes last, and its own end where it says that nothing is left, as a
    second denial adds nothing then: "sin resto ninguno".
    """
    left = _left(question.lexicon).search(match[0]) if side == 0 and _divides(question) else None
    if left is not None and left[0] != match[0]:
        return text[: match.end()]
    if is_latin(match[0]):
        return text
    return text[: min((each.start() for _, each in said if each.start() >= match.end()), default=len(text))]


def _is_turned(text: str, question: Question) -> bool:
    """Whether a comparison holds against another thing what the question holds it against: "Ann than Bob"."""
    asked, said = list(_than.finditer(question.questions)), list(_than.finditer(text))
    ends = (more(question.lexicon), less(question.lexicon))
    compares = question.direction and any(end.search(text) for end in ends)
    if not compares or not asked or not said or asked[-1][1] == said[-1][1]:
        return False
    return (
        re.search(rf"(?<![{LETTER}]){said[-1][1]}(?![{LETTER}])", question.questions[: asked[-1].start()])
        is not None
    )


def _swaps(text: str, question: Question) -> bool:
    """Whether a text names two of whom the question asks the other way round, active or passive."""
    first, second = (text.find(name) for name in two_asked_of(question) or ("", ""))
    return 0 <= second < first


@lru_cache(maxsize=1024)
def _others(question: Question) -> frozenset[str]:
    """Of whom else the prompt tells what is asked of somebody."""
    asked, side = asked_of(question), _asked_side(question)
    return frozenset(
        name
        for name, facts in facts_of(question).items()
        if asked
        and name not in asked
        and (question.is_asked_in(facts) if side is None else _sides(facts, side[0]))
    )


def _subject(text: str, said: re.Match[str], subjects: Sequence[Subject], lexicon: Lexicon) -> str | None:
    """Of whom a property is said: the last one before it, or else one behind it in its clause."""
    before = [each.name for each in subjects if each.start < said.start()]
    _, stop = _clause(text, said, lexicon)
    behind = [each.name for each in subjects if said.end() <= each.start < stop]
    return next(iter([*before[-1:], *behind]), None)


def _is_denied(text: str, match: re.Match[str], lexicon: Lexicon) -> bool:
    """Whether the clause in which a property stands denies it."""
    begin, stop = _clause(text, match, lexicon)
    verb_last = not is_latin(match[0]) and any(lexicon.every(lambda table: table.than_after))
    apart = text[match.start() - 1 : match.start()] == " "
    before = text[begin : match.start()] if apart or not verb_last else ""
    before = before[-_SHORT_DENIAL:] if verb_last else before
    behind = text[match.end() : stop]
    judgement = judged(behind, 0, len(behind), lexicon)
    wrong = judgement is not None and not judgement[2] and not denies(behind, lexicon)
    return denies(f"{before} {behind}", lexicon) ^ wrong  # "An equals sign would be wrong."


def _clause(text: str, match: re.Match[str], lexicon: Lexicon) -> tuple[int, int]:
    """Where the clause begins and ends in which a match stands."""
    marks = _clause_marks(text, lexicon)
    ahead = bisect_right(marks, match.start(), key=lambda mark: mark[1])
    behind = bisect_left(marks, match.end(), key=lambda mark: mark[0])
    begin = next(
        (
            end
            for _, end, joins in reversed(marks[max(ahead - _JOINED, 0) : ahead])
            # "could not go to A and B in the same day"
            if not (joins and _starts(lexicon).search(text, end, match.start()) is None)
        ),
        0,
    )
    return begin, marks[behind][1] if behind < len(marks) else len(text)


@lru_cache(maxsize=64)
def _clause_marks(text: str, lexicon: Lexicon) -> list[tuple[int, int, bool]]:
    """What ends the clauses of a text, in order, and whether it is an "and", which may only join words.

    Nothing does within words that turn a clause round: "It is impossible that", "anything but".
    """
    turned = list(doubt(lexicon).finditer(text))
    return [
        (*mark.span(), _and(lexicon).fullmatch(mark[0]) is not None)
        for mark in _clause_ends(lexicon).finditer(text)
        if not _meets(mark, turned)
    ]


def _said(page: Page, start: int, end: int, options: Options, polar: tuple[int, int]) -> Found | None:
    """The word for yes or no that counts: behind the last turn, at the opening, or else the last one."""
    text = page.folded[start:end]
    found: list[tuple[int, int, int]] = []
    for match in _polar_word(page.lexicon).finditer(text):
        said = (match.lastindex or 1) - 1
        begin, stop = match.span(said + 1)
        inside = _in_sentence(text, begin)
        opens = len(text[:begin].split(maxsplit=_INTERJECTION)) <= _INTERJECTION  # "Pues no, ..."
        if not inside or opens or _ends(text, match.end()):
            first = _clause(text, match, page.lexicon)[0] if inside else begin
            denied = denies(text[first:begin], page.lexicon)  # "That is not true."
            found.append((start + begin, start + stop, said ^ denied))
    opening = _polar_opening(page.lexicon).match(text)
    idle = [each.span() for each in emphasis(page.lexicon).finditer(text)]
    if opening is not None:
        said = (opening.lastindex or 1) - 1
        begin, stop = opening.span(said + 1)
        turned = any(first < stop and begin < last for first, last in idle)  # "It cannot be denied that ..."
        if not turned and not (found and found[0][0] == start + begin):
            doubted = doubts(text[: _clause(text, opening, page.lexicon)[1]], page.lexicon)
            found.insert(0, (start + begin, start + stop, said ^ doubted))
    if not found:
        return None
    turns = [turn for turn in turning_points(page, start, end) if turn <= found[-1][0]]
    if turns:
        chosen = next(each for each in found if each[0] >= turns[-1])
    else:
        opens = not page.folded[start : found[0][0]].strip(DECORATION)
        chosen = found[0] if opens else found[-1]
    return options.found(polar[chosen[2]], chosen[0], chosen[1], "option_affirmed")


@lru_cache(maxsize=1024)
def _asked_side(question: Question) -> tuple[tuple[re.Pattern[str], re.Pattern[str]], int, bool] | None:
    """The property that a question asks for with its opposite, which of the two, and whether it names it.

    What stands with a question mark goes before what only explains it: "Are they the same? Capital and small
    letters are different."
    """
    for text in (question.questions, question.folded):
        for sides in _opposites(question.lexicon):
            said = _sides(text, sides)
            if said:
                asked = said[0]
                denied = text == question.questions and _is_denied(text, asked[1], question.lexicon)
                return sides, asked[0] ^ denied, text == question.questions
    return None


def _sides(text: str, sides: tuple[re.Pattern[str], re.Pattern[str]]) -> list[tuple[int, re.Match[str]]]:
    """The sides that a text names, and where, the last first."""
    found = [(side, match) for side in (0, 1) for match in sides[side].finditer(text)]
    return sorted(found, key=lambda each: -each[1].end())


def _in_sentence(text: str, start: int) -> bool:
    """Whether a word stands right behind another, with no mark between them."""
    return text[start - 1 : start] == " " and text[start - 2 : start - 1].isalnum()


def _ends(text: str, end: int) -> bool:
    """Whether nothing but decoration follows."""
    return not text[end:].strip(DECORATION)
