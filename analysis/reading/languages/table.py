"""The shape of a language table."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """Keywords of one language, as fragments of regular expressions over lower-case text.

    Fragments hold no unbounded repetition, so that reading stays linear.
    """

    code: str
    """ISO 639-1."""
    announcements: tuple[str, ...]
    """What comes right before a final answer: "the answer is", "정답은"."""
    headings: tuple[str, ...]
    """What announces an answer when a colon or a line end follows: "answer", "정답"."""
    conclusions: tuple[str, ...]
    """What opens a conclusion: "therefore", "따라서"."""
    plans: tuple[str, ...]
    """What opens a plan or a step rather than an answer: "let's", "first"."""
    verbs: tuple[str, ...]
    """What joins a subject to its number within a statement: "is", "has", "equals"."""
    operators: tuple[str, ...]
    """Operators in words, between two operands: "times"."""
    asides: tuple[str, ...]
    """What opens a part of a statement that gives reasons or detail: "because", "which"."""
    revisions: tuple[str, ...]
    """What takes back what was said: "wait", "let me recalculate"."""
    rejections: tuple[str, ...]
    """What follows a value that is being thrown out: "is incorrect"."""
    denials: tuple[str, ...]
    """What comes before a value that is being thrown out: "not", "rather than"."""
    hedges: tuple[str, ...]
    """What says that no answer can be given: "cannot be determined"."""
    refusals: tuple[str, ...]
    """What declines to answer: "I can't help with"."""
    alternatives: tuple[str, ...]
    """What stands between two values that are both left open: "or", "to"."""
    turns: tuple[str, ...]
    """What opens a new turn when a model asks and answers on its own: "question"."""
    numerals: Mapping[str, int]
    """Number words that add up, by value."""
    multipliers: Mapping[str, int]
    """Number words that multiply what stands before them."""
    minus: tuple[str, ...]
    """What makes the number after it negative: "minus"."""
    zeros: tuple[str, ...]
    """Statements that a count is zero: "there are no"."""
    counts: Mapping[str, int]
    """Phrases that state a count without a numeral: "once"."""
    scales: Mapping[str, int]
    """Words after a numeral that scale it, as powers of ten: "million" is 6."""
    ordinals: Mapping[str, int]
    """Words that name an option by its place, 0 for the first; negative from the end."""
    option_nouns: tuple[str, ...]
    """What an ordinal must be followed by to name an option: "one", "number"."""
    equal: tuple[str, ...]
    """What says that the options are equal."""
    pairs: tuple[str, ...]
    """Subjects that stand for both options: "they", "both"."""
    more: tuple[str, ...]
    """Comparatives towards the greater end: "larger", "longer", "newer"."""
    less: tuple[str, ...]
    """Comparatives towards the smaller end."""
    negations: tuple[str, ...]
    """What turns a comparative round: "not"."""
    than_before: tuple[str, ...] = ()
    """The word before the option compared with: "than"."""
    than_after: tuple[str, ...] = ()
    """The word after the option compared with: "보다"."""


def any_of(fragments: Iterable[str]) -> str:
    """A group of alternatives, longest first, so that a longer phrase wins over its beginning."""
    return "(?:" + "|".join(sorted(fragments, key=len, reverse=True)) + ")"


def compile_any(fragments: Iterable[str]) -> re.Pattern[str]:
    """One pattern for all fragments; one that begins or ends in a Latin letter is bound to words."""
    return re.compile(any_bounded(fragments))


def any_bounded(fragments: Iterable[str]) -> str:
    """The source of `compile_any`: Latin fragments share one look behind, which fails fast within words."""
    given = list(fragments)
    latin = [bounded(fragment)[len(_START) :] for fragment in given if bounded(fragment).startswith(_START)]
    others = [bounded(fragment) for fragment in given if not bounded(fragment).startswith(_START)]
    groups = [_START + any_of(latin)] if latin else []
    return "(?:" + "|".join([*groups, *sorted(others, key=len, reverse=True)]) + ")"


_START = r"(?<![a-z0-9_])"


def _opens_word(fragment: str) -> bool:
    """Whether a fragment begins with a Latin letter, perhaps inside a group or an option."""
    first = fragment.removeprefix("(?:")[:1]
    return first.isascii() and first.isalpha()


def bounded(fragment: str) -> str:
    """The fragment with word boundaries where it begins or ends in a Latin letter."""
    start = _START if _opens_word(fragment) else ""
    end = r"(?![a-z0-9_])" if fragment[-1:].isascii() and fragment[-1:].isalpha() else ""
    return f"{start}{fragment}{end}"
