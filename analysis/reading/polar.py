"""Which of yes and no a statement commits to."""

import re
from functools import lru_cache

from jagbench.analysis.reading.doubts import turning_points
from jagbench.analysis.reading.languages.table import any_of, compile_any
from jagbench.analysis.reading.lexicon import Lexicon, by_lexicon
from jagbench.analysis.reading.numbers import scan
from jagbench.analysis.reading.options import DECORATION, Options, no_words, whole, yes_words
from jagbench.analysis.reading.page import Page
from jagbench.analysis.reading.quantities import strip
from jagbench.analysis.reading.question import SMALL, Question, less, more, terms
from jagbench.analysis.reading.result import Found


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
        rf"(?=[\"'*_`)\]}}$\\]{{0,4}}(?:[ ]?{closings})?[\"'*_`)]{{0,3}}[ ]?"
        r"(?:$|[.,;:!?。、—\n(]|-[ ]|と答|라고))"
    )


def _polar_opening_of(lexicon: Lexicon) -> re.Pattern[str]:
    yes = any_of(lexicon.every(lambda table: table.begins_yes))
    no = any_of(lexicon.every(lambda table: table.begins_no))
    return re.compile(rf"[ \"'*_`(]{{0,4}}(?:({yes})|({no}))")


_SENTENCE_ENDS = re.compile(r"(?<=[.!?])\s+|\n|(?<=[。！？])")
_QUESTION_MARKS = ("?", "？", "か。")
_not_words = by_lexicon(lambda lexicon: lexicon.pattern(lambda table: table.negations))
_reason = by_lexicon(lambda lexicon: lexicon.pattern(lambda table: table.asides))
_opposites = by_lexicon(
    lambda lexicon: [
        *(
            (compile_any(one.split("|")), compile_any(other.split("|")))
            for one, other in lexicon.every(lambda table: table.opposites)
        ),
        (more(lexicon), less(lexicon)),
    ]
)
"""Properties that a question may ask for, each with its opposite."""
_polar_alone = by_lexicon(_polar_alone_of)
_polar_word = by_lexicon(_polar_word_of)
_polar_opening = by_lexicon(_polar_opening_of)


def affirmed_alone(
    page: Page, start: int, end: int, options: Options, polar: tuple[int, int]
) -> Found | None:
    """A stretch that is yes or no and nothing else."""
    begin, stop = strip(page.text, start, end)
    label = whole(page, start, end, options)
    if label is not None and stop - begin <= 3:
        return options.found(label.option, label.start, label.end, "option_label")
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
    said = _said(page, start, end, options, polar)
    agrees = _agrees(page, start, end, question)
    if agrees is None:
        return said
    meant = options.names[polar[0] if agrees else polar[1]]
    if said is None:
        return Found(start=start, end=end, value=meant, rule="option_affirmed")
    if said.value != meant and not turning_points(page, start, end):
        return Found(start=start, end=end, value=None, rule="two_answers", outcome="contradictory")
    return said


def _agrees(page: Page, start: int, end: int, question: Question) -> bool | None:
    """Whether a statement agrees with what is asked ("30 is even."), without regard to its reason.

    Returns:
        `None` where it is about something else: other numbers than the prompt's, or another property.
    """
    said = [each.value for each in scan(page, start, end) if not (each.word and each.value in SMALL)]
    operands = question.operands
    if said and not operands <= set(said):
        return None
    reason = _reason(page.lexicon).search(page.folded, start, end)
    parts = [(turn, end) for turn in reversed(turning_points(page, start, end))]
    parts += [] if reason is None else [(start, reason.start())]
    for begin, stop in [*parts, (start, end)]:
        side, rest = _side(page.folded[begin:stop], question)
        if side is not None:
            denied = _not_words(page.lexicon).search(rest) is not None
            turned = bool(question.compared) and said[:2] == question.compared[::-1]
            return (side == 0) ^ denied ^ turned
    return None


def _side(text: str, question: Question) -> tuple[int | None, str]:
    """Which side of what is asked a text is on, 0 for the one asked about, and the text around it."""
    asked = _asked_side(question)
    if asked is not None:
        sides, pole = asked
        said = _last_side(text, sides)
        if said is None:
            return None, text
        return int(said[0] != pole), sides[said[0]].sub(" ", text)
    about = {term for term in terms(text) if not _not_words(question.lexicon).fullmatch(term)}
    return (0 if about and about <= question.asked else None), text


def _said(page: Page, start: int, end: int, options: Options, polar: tuple[int, int]) -> Found | None:
    """The word for yes or no that counts: behind the last turn, at the opening, or else the last one."""
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
        opens = not page.folded[start : found[0][0]].strip(DECORATION)
        chosen = found[0] if opens else found[-1]
    return options.found(polar[chosen[2]], chosen[0], chosen[1], "option_affirmed")


@lru_cache(maxsize=1024)
def _asked_side(question: Question) -> tuple[tuple[re.Pattern[str], re.Pattern[str]], int] | None:
    """The property that a question asks for with its opposite, and which of the two it asks for.

    What stands with a question mark goes before what only explains it: "Are they the same? Capital and small
    letters are different."
    """
    sentences = _SENTENCE_ENDS.split(question.folded)
    questions = "\n".join(each for each in sentences if each.endswith(_QUESTION_MARKS))
    for text in (questions, question.folded):
        for sides in _opposites(question.lexicon):
            asked = _last_side(text, sides)
            if asked is not None:
                return sides, asked[0]
    return None


def _last_side(text: str, sides: tuple[re.Pattern[str], re.Pattern[str]]) -> tuple[int, re.Match[str]] | None:
    """The side that a text names last, and where."""
    found = [(side, match) for side in (0, 1) for match in sides[side].finditer(text)]
    return max(found, key=lambda each: each[1].end(), default=None)


def _in_sentence(text: str, start: int) -> bool:
    """Whether a word stands right behind another, with no mark between them."""
    return text[start - 1 : start] == " " and text[start - 2 : start - 1].isalnum()


def _ends(text: str, end: int) -> bool:
    """Whether nothing but decoration follows."""
    return not text[end:].strip(DECORATION)
