"""What a reply says about itself: doubts, refusals, corrections, conclusions, and being cut."""

import re
import unicodedata

from jagbench.analysis.reading.denials import doubt
from jagbench.analysis.reading.languages.table import LETTER
from jagbench.analysis.reading.lexicon import by_lexicon
from jagbench.analysis.reading.page import Page, fold
from jagbench.analysis.reading.question import Question

hedge = by_lexicon(lambda lexicon: lexicon.pattern(lambda table: table.hedges))
"""What says that no answer can be given."""
placeholder = by_lexicon(lambda lexicon: lexicon.pattern(lambda table: table.placeholders))
"""What says that a value stands in for the answer only."""
refusal = by_lexicon(lambda lexicon: lexicon.pattern(lambda table: table.refusals))
"""What declines to answer."""
revision = by_lexicon(lambda lexicon: lexicon.pattern(lambda table: table.revisions))
"""What takes back what was said."""
rejection = by_lexicon(lambda lexicon: lexicon.pattern(lambda table: table.rejections))
"""What follows a value that is being thrown out."""
but = by_lexicon(lambda lexicon: lexicon.pattern(lambda table: table.buts))
"""What follows a doubt that is then resolved."""
because = by_lexicon(
    lambda lexicon: lexicon.pattern(lambda table: [each for each in table.asides if each in table.breaks])
)
"""What opens a reason and nothing else."""
_concludes = by_lexicon(
    lambda lexicon: re.compile(
        rf"[\s*_#>\-(\"\\$\[]{{0,8}}{lexicon.any_bounded(lambda table: table.conclusions)}"
    )
)
_concludes_inside = by_lexicon(
    lambda lexicon: re.compile(
        rf"(?:(?:,|;|—|->|⇒) |(?<=[0-9a-z가-힣぀-ヿ一-鿿]),)"
        rf"{lexicon.any_of(lambda table: (*table.conclusions, *table.turns_to))}(?![{LETTER}])"
    )
)
but_looks = by_lexicon(
    lambda lexicon: re.compile(
        rf"{lexicon.any_bounded(lambda table: table.impressions)}[^.!?。\n]{{0,80}}?"
        rf"(?:[,、，] ?|[ ]|(?<=[가-힣ぁ-ゖ]))"
        rf"{lexicon.any_of(lambda table: (*table.buts, *table.concessions))}"
    )
)
"""What seems to be so, up to what takes it back: "At first glance 18, but"."""
_impression = by_lexicon(lambda lexicon: lexicon.pattern(lambda table: table.impressions))
_reason_ends = by_lexicon(lambda lexicon: re.compile(lexicon.any_of(lambda table: table.reason_endings)))
"""What ends a reason that comes first."""
_amid = by_lexicon(lambda lexicon: lexicon.pattern(lambda table: table.amid))
_denied = by_lexicon(
    lambda lexicon: re.compile(
        rf"(?<![{LETTER}]){lexicon.any_of(lambda table: table.denials)}[ ]?"
        rf"(?:[{LETTER}]{{1,8}} ){{0,2}}[\"'*_`({{\[$\\]{{0,4}}$"
    )
)
_denied_clause = by_lexicon(
    lambda lexicon: re.compile(
        rf"[,;、](?!\d)[ ]?(?:而)?{lexicon.any_bounded(lambda table: table.denials)}"
        r"[^,;:、。.!?\d]{1,24}$"
    )
)
_CLAUSE = 40
"""Characters in front of a value in which its clause may open."""
_rejected = by_lexicon(
    lambda lexicon: re.compile(
        rf"[\"'*_`)\]}}$\\]{{0,4}}[ ]?{lexicon.any_of(lambda table: table.rejections)}"
    )
)
_reason_closes = by_lexicon(
    lambda lexicon: re.compile(rf"{lexicon.any_of(lambda table: table.reason_closings)}[\"')*_.。!]{{0,4}}$")
)
_reason = by_lexicon(lambda lexicon: lexicon.pattern(lambda table: table.asides))
_plans = by_lexicon(
    lambda lexicon: re.compile(rf"[\s*_#>\-(\"]{{0,8}}{lexicon.any_bounded(lambda table: table.plans)}")
)
_courtesy = by_lexicon(
    lambda lexicon: re.compile(
        rf"[\s*_>#\"'¡-]{{0,8}}{lexicon.any_of(lambda table: table.courtesies)}[\W_]{{0,12}}"
    )
)
_OPENING = re.compile(r"([^\n.!,:;。、]{1,60})(?:[.:;]+(?=\s)|(?<!\d),|[!。、]+|\s*\n)\s*(?=\S)")
"""A few words at the opening of a reply, up to a mark or the end of their line."""
_SOLE = re.compile(r"[^\n.!?。]{1,200}(?:[.!?](?=\S)[^\n.!?。]{1,200}){0,8}[.!?。\s*]{0,4}")
"""One sentence."""
_conclusion = by_lexicon(
    lambda lexicon: re.compile(
        rf"[ *_\"'(]{{0,4}}({lexicon.any_bounded(lambda table: table.conclusions)})"
        r"(?:[ ]?[,:、][ ]?| )(?=\S)"
    )
)
"""What makes a conclusion of the sentence that it opens."""
_yes = by_lexicon(lambda lexicon: re.compile(lexicon.any_of(lambda table: table.yes)))
_STOPS = (
    "<|im_end|>",
    "<|endoftext|>",
    "<|eot_id|>",
    "</s>",
    "<|end|>",
    "<end_of_turn>",
    "<|im_start|>",
    "<|user|>",
)
_turn = by_lexicon(
    lambda lexicon: re.compile(
        "|".join(
            [
                *map(re.escape, _STOPS),
                rf"(?:\n|[ ]{{2}})[#* \t]{{0,4}}{lexicon.any_of(lambda table: table.turns)}"
                r"[ ]?\d{0,3}[ ]?:",
            ]
        )
    )
)
_UNFINISHED = re.compile(r"[+\-×÷*/=,(\[{]\s*$")
_closed = by_lexicon(
    lambda lexicon: re.compile(
        r"[.!?。)\]}*`\"'_|$>…%°]\s*$"
        rf"|{lexicon.any_of(lambda table: table.sentence_ends)}\s*$"
    )
)


_LABEL = 12
"""Characters behind what opens a reason, in which a colon shows that all of it is one."""
_FRAGMENT = 150
"""A shorter text that breaks off is a fragment rather than an explanation that was cut."""
_LONG = 600
"""A shorter text without a final full stop may well be complete."""


def concludes(page: Page, start: int, end: int) -> bool:
    """Whether a statement opens like a conclusion, turns into one after a comma, or says that it is one."""
    return bool(
        _concludes(page.lexicon).match(page.folded, start, end)
        or _concludes_inside(page.lexicon).search(page.folded, start, end)
        or _amid(page.lexicon).search(page.folded, start, end)
        or _reason_ends(page.lexicon).search(page.folded, start, end)
    )


def turning_points(page: Page, start: int, end: int) -> list[int]:
    """Where a statement takes back what it said or turns to its conclusion, behind the words for it."""
    known = page.turns.get((start, end))
    if known is None:
        known = page.turns[start, end] = _turning_points(page, start, end)
    return known


def _turning_points(page: Page, start: int, end: int) -> list[int]:
    turns = (revision, _concludes_inside, _reason_ends, _amid, but_looks)
    found = [each for turn in turns for each in turn(page.lexicon).finditer(page.folded, start, end)]
    denials = [each.span() for each in doubt(page.lexicon).finditer(page.folded, start, end)] if found else []
    return sorted(
        match.end()
        for match in found
        if not any(first < match.end() and match.start() < last for first, last in denials)
        and not _in_brackets(page.text, start, match.start())
    )


def _in_brackets(text: str, start: int, place: int) -> bool:
    """Whether a place of a stretch stands in a remark in brackets behind other words."""
    opened = text.rfind(" (", start, place)
    return opened > start and ")" not in text[opened:place] and text.find(")", place) >= 0


def only_seems(page: Page, start: int, end: int, question: Question) -> bool:
    """Whether a statement says how something looks, or what was nearly said, and does not turn to what is."""
    seems = _impression(page.lexicon).search(page.folded, start, end)
    asked = seems is None or seems[0] in question.folded
    return not asked and not turning_points(page, start, end)


def plans(page: Page, start: int, end: int) -> bool:
    """Whether a statement opens a plan or a step rather than an answer."""
    return _plans(page.lexicon).match(page.folded, start, end) is not None


def in_denied_clause(page: Page, start: int, place: int) -> bool:
    """Whether a clause that opens with a denial goes on to a place: "99, not that row's 67"."""
    said = _denied_clause(page.lexicon).search(page.folded, max(place - _CLAUSE, start), place)
    return said is not None and but(page.lexicon).search(page.folded, said.start(), place) is None


def denied(page: Page, start: int, place: int) -> bool:
    """Whether what begins at a place of a stretch is thrown out by the words before it: "not 13:00"."""
    return _denied(page.lexicon).search(page.folded, max(place - 30, start), place) is not None


def rejected(page: Page, place: int) -> bool:
    """Whether what ends at a place is thrown out by the words behind it: "13:00 is wrong"."""
    return _rejected(page.lexicon).match(page.folded, place) is not None


def is_reason(page: Page, start: int, end: int) -> bool:
    """Whether a statement gives a reason and nothing that follows from it behind a comma."""
    if _reason_closes(page.lexicon).search(page.folded, start, end) is not None:
        return True
    reason = _reason(page.lexicon).match(page.folded, start, end)
    if reason is None:
        return False
    announced = ":" in page.text[reason.end() : min(reason.end() + _LABEL, end)]
    return announced or "," not in page.text[reason.end() : end]


def is_courtesy(page: Page, start: int, end: int) -> bool:
    """Whether a statement says nothing: "Sure!"."""
    return _courtesy(page.lexicon).fullmatch(page.folded, start, end) is not None


def without_courtesies(page: Page, question: Question) -> Page:
    """The page without what says nothing at its start and end, where there is more.

    That is a courtesy ("Sure!"), the yes in front of an answer that is another word ("네, 7입니다"), and,
    where one sentence is all that is left, the word that makes it a conclusion, as there is nothing that it
    could be concluded from.
    """
    text, start, end = page.text, 0, len(page.text)
    courtesy = _courtesy(page.lexicon)
    while (last := text.rfind("\n", start, end)) >= 0 and courtesy.fullmatch(page.folded, last + 1, end):
        end = last
    while (first := _OPENING.match(text, start, end)) is not None and _is_idle(
        page, *first.span(1), question
    ):
        start = first.end()
    if _SOLE.fullmatch(text, start, end) is not None:
        concluded = _conclusion(page.lexicon).match(page.folded, start, end)
        if concluded is not None and fold(concluded[1]) not in question.words:
            start = concluded.end()
    return page if (start, end) == (0, len(text)) or text[start:end].isspace() else page.cut(start, end)


def _is_idle(page: Page, start: int, end: int, question: Question) -> bool:
    """Whether a few words at the opening of a reply say nothing of what is asked."""
    said, yes = page.folded[start:end].strip(" *_"), _yes(page.lexicon)
    polar = any(yes.fullmatch(fold(each)) for each in question.options)
    if _courtesy(page.lexicon).fullmatch(page.folded, start, end) is not None:
        idle = not (polar and yes.search(said))
    else:
        idle = yes.fullmatch(said) is not None and not polar
    entry = question.kind == "list" and len(said) == 1 and any(said in each for each in question.given)
    return idle and not entry and said not in question.words


def next_turn(page: Page) -> int | None:
    """Where a model that goes on by itself opens a new question, if it has said something before."""
    if ":" not in page.folded and "<" not in page.folded:
        return None  # one of them stands in all that opens a turn
    for match in _turn(page.lexicon).finditer(page.folded):
        if page.text[: match.start()].strip():
            return match.start()
    return None


def unfinished(page: Page) -> bool:
    """Whether the text stops right after an operator, a comma or an opening bracket."""
    return _UNFINISHED.search(page.text[-40:]) is not None and not page.text.rstrip().endswith("**")


def breaks_off(page: Page) -> bool:
    """Whether a long text stops in the middle of a sentence or of an expression."""
    if page.text.rstrip(" \n*_").endswith(":") or (len(page.text) > _FRAGMENT and unfinished(page)):
        return True
    if len(page.text) <= _LONG or _closed(page.lexicon).search(page.text[-40:]) is not None:
        return False
    return unicodedata.category(page.text.rstrip()[-1]) not in ("So", "Sk", "Mn", "Cf")  # an emoji ends it
