"""What a reply says about itself: doubts, refusals, corrections, conclusions, and being cut."""

import re

from jagbench.analysis.reading.languages import every
from jagbench.analysis.reading.languages.table import any_bounded, any_of, compile_any
from jagbench.analysis.reading.page import Page

HEDGE = compile_any(every(lambda each: each.hedges))
REFUSAL = compile_any(every(lambda each: each.refusals))
REVISION = compile_any(every(lambda each: each.revisions))
REJECTION = compile_any(every(lambda each: each.rejections))
_CONCLUSIONS = any_bounded(every(lambda each: each.conclusions))
_CONCLUDES = re.compile(rf"[\s*_#>\-(\"\\$\[]{{0,8}}{_CONCLUSIONS}")
_CONCLUDES_INSIDE = re.compile(
    r"(?:,|;|—|->|⇒) (?:so|therefore|thus|hence|which means|which gives|giving|making|resulting in)(?![a-z])"
)
_PLANS = re.compile(rf"[\s*_#>\-(\"]{{0,8}}{any_bounded(every(lambda each: each.plans))}")
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
_TURNS = any_of(every(lambda each: each.turns))
_TURN = re.compile(
    "|".join(
        [
            *map(re.escape, _STOPS),
            rf"(?:\n|[ ]{{2}})[#* \t]{{0,4}}{_TURNS}[ ]?\d{{0,3}}[ ]?:",
        ]
    )
)
_UNFINISHED = re.compile(r"[+\-×÷*/=,(\[{]\s*$")
_CLOSED = re.compile(r"[.!?。)\]}*`\"'_|$>…✓✔%°️👍😊]\s*$|(?:다|요|음|함)\s*$")


_FRAGMENT = 150
"""A shorter text that breaks off is a fragment rather than an explanation that was cut."""
_LONG = 600
"""A shorter text without a final full stop may well be complete."""


def concludes(page: Page, start: int, end: int) -> bool:
    """Whether a statement opens like a conclusion, or turns into one after a comma."""
    return bool(
        _CONCLUDES.match(page.folded, start, end) or _CONCLUDES_INSIDE.search(page.folded, start, end)
    )


def turning_points(page: Page, start: int, end: int) -> list[int]:
    """Where a statement takes back what it said or turns to its conclusion, behind the words for it."""
    revisions = (match.end() for match in REVISION.finditer(page.folded, start, end))
    conclusions = (match.end() for match in _CONCLUDES_INSIDE.finditer(page.folded, start, end))
    return sorted([*revisions, *conclusions])


def plans(page: Page, start: int, end: int) -> bool:
    """Whether a statement opens a plan or a step rather than an answer."""
    return _PLANS.match(page.folded, start, end) is not None


def next_turn(page: Page) -> int | None:
    """Where a model that goes on by itself opens a new question, if it has said something before."""
    for match in _TURN.finditer(page.folded):
        if page.text[: match.start()].strip():
            return match.start()
    return None


def unfinished(page: Page) -> bool:
    """Whether the text stops right after an operator, a comma or an opening bracket."""
    return _UNFINISHED.search(page.text[-40:]) is not None and not page.text.rstrip().endswith("**")


def breaks_off(page: Page) -> bool:
    """Whether a long text stops in the middle of a sentence or of an expression."""
    if len(page.text) > _FRAGMENT and unfinished(page):
        return True
    return len(page.text) > _LONG and _CLOSED.search(page.text[-40:]) is None
