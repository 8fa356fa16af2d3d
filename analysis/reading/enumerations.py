"""A list within words: its entries are those that the prompt lists, or stand between separators."""

import re
from collections.abc import Sequence
from functools import lru_cache

from jagbench.analysis.reading.bounded import bounded
from jagbench.analysis.reading.entries import ARROW, TRIM, entries
from jagbench.analysis.reading.languages.table import any_of, is_latin
from jagbench.analysis.reading.lexicon import Lexicon, by_lexicon
from jagbench.analysis.reading.numbers import exact, plain, scan
from jagbench.analysis.reading.page import Page, fold, unify
from jagbench.analysis.reading.question import READ, Question
from jagbench.analysis.reading.result import Found

_SEGMENT = re.compile(r"[:\n。！？]|[.!?](?=\s)")
"""What ends a part of a prompt that may be its list."""
_MARKS = ",;、|"
"""What separates the entries of a list in a prompt."""
_WORDS = 3
"""Words of an entry in a prompt at most, and of what may be left out before an entry of a reply."""
_SEVERAL = 3
"""Entries of a list whose order a sentence tells, at least."""
_LONGEST = 4000
"""Characters of such a sentence, at most."""
_APART = re.compile(r"[\s<>≤≥→⇒|/–—]+(?:&\s+)?|(?<!-)-+>|=>|(?<=\s)-+(?=\s)|\\(?:leq?|lt|geq?|gt)(?![a-z])")
"""What may stand between entries without a comma."""
_LATIN_END = re.compile(r"[0-9A-Za-z.]+$")
_DECORATION = TRIM + "$()[]{},;:\\"
_LABEL = re.compile(r"\[?\(\d{1,3}\)")
"""A number in brackets before an entry."""


def _joins_of(lexicon: Lexicon) -> re.Pattern[str]:
    ands = lexicon.every(lambda table: table.ands)
    latin, others = [each for each in ands if is_latin(each)], [each for each in ands if not is_latin(each)]
    return re.compile(rf"(?:^|[ ]+)(?:{any_of(latin)}|&)[ ]+|[ ]?{any_of(others)}[ ]?", re.IGNORECASE)


_joins = by_lexicon(_joins_of)
_particles = by_lexicon(lambda lexicon: frozenset(lexicon.every(lambda table: table.particles)))
_left_out = by_lexicon(lambda lexicon: frozenset([*lexicon.every(lambda table: table.ands), "&"]))


def prompted(question: Question) -> frozenset[str]:
    """The entries of the list that the prompt shows, as by `key`; none where it shows none."""
    return _prompted(question.prompt[:READ], question.notation.comma)


@lru_cache(maxsize=256)
def _prompted(prompt: str, comma: bool) -> frozenset[str]:
    return frozenset(_listed(prompt, comma))


@lru_cache(maxsize=256)
def _listed(prompt: str, comma: bool) -> list[str]:
    text, longest = unify(prompt), list[str]()
    for segment in _SEGMENT.split(text):
        if not any(mark in segment for mark in _MARKS):
            continue
        found = [each for each in entries(segment, comma=comma) if len(each.split()) <= _WORDS]
        if len(found) >= max(2, len(longest)):
            longest = found
    _, colon, last = text.strip().rpartition(":")
    return [*map(key, longest or (last.split() if colon else ()))]


def key(entry: str) -> str:
    """An entry as it is compared: a number by its value, anything else in lower case."""
    number = exact(entry) if entry[-1:].isdigit() else None
    return fold(entry) if number is None else plain(number)


def fitted(values: Sequence[str], question: Question) -> list[str]:
    """The entries of a reply without the words around them.

    "and" before the last entry goes, and so does what stands before the first or behind the last entry, where
    the prompt tells what its entries are.

    Args:
        values: What stands between separators.
        question: The question.
    """
    known = prompted(question)
    values = _without_particle(values, question)
    if len(values) == 1:
        return spaced(values[0], question) or [*values]
    found: list[str] = []
    for place, value in enumerate(values):
        for part in _parts(value, known, question.lexicon, last=place == len(values) - 1):
            ahead, entry, behind = _within(part, known)
            if len(ahead) >= _WORDS or (ahead and not _is_join(ahead, known)):
                found.clear()
            found.append(entry)
            if behind and not any(_holds(later, known) for later in values[place + 1 :]):
                return found if len(found) > 1 else [*values]
    return found if len(found) > 1 else [*values]


def _without_particle(values: Sequence[str], question: Question) -> Sequence[str]:
    """The entries without the particle that ends the sentence behind the last one: "3、5、7哦"."""
    entry, particle = values[-1][:-1], values[-1][-1:]
    if not entry or particle not in _particles(question.lexicon) or entry not in question.folded:
        return values
    return values if particle in question.folded else [*values[:-1], entry]


def _parts(value: str, known: frozenset[str], lexicon: Lexicon, *, last: bool) -> list[str]:
    """The entries between two separators: more than one where an "and" stands between them."""
    if " " not in value and value.isascii():
        return [value]
    if key(value) in known:
        return [value]
    parts = [part for part in _joins(lexicon).split(value) if part]
    if not parts or all(key(part) in known for part in parts):
        return parts or [value]
    if known and len(parts) > 1 and all(_within(part, known)[1] != part for part in parts[1:]):
        return parts if key(parts[0]) in known else [value]
    single = all(" " not in part and (is_latin(part[0]) or part[0].isdigit()) for part in parts)
    opens = len(parts) == 1 and is_latin(value.removesuffix(parts[0]))
    return parts if last and (single or opens) else [value]


def _within(part: str, known: frozenset[str]) -> tuple[list[str], str, list[str]]:
    """The words before a known entry, the entry, and the words behind it; all of a part that holds none."""
    words = part.split()
    if not known or key(part) in known:
        return [], part, []
    behind = None if part.isascii() else _LATIN_END.search(part)
    if behind is not None and behind.start() and key(behind[0]) in known:
        return [part[: behind.start()]], behind[0], []
    if len(words) < 2:
        return [], part, []
    for size in range(1, min(_WORDS, len(words) - 1) + 1):
        tail = " ".join(words[-size:]).strip(TRIM)
        if key(tail) in known:
            return words[:-size], tail, []
    for size in range(1, min(_WORDS, len(words) - 1) + 1):
        head = " ".join(words[:size]).strip(TRIM)
        if key(head) in known:
            return [], head, words[size:]
    return [], part, []


def _holds(value: str, known: frozenset[str]) -> bool:
    """Whether an entry of the prompt stands somewhere in a text."""
    return key(value) in known or any(key(word.strip(TRIM)) in known for word in value.split())


def _is_join(words: Sequence[str], known: frozenset[str]) -> bool:
    """Whether words only lead on to the next entry, as "then" and "and finally" do."""
    return not any(word.endswith((":", "=")) or key(word.strip(TRIM)) in known for word in words)


def spaced(text: str, question: Question, *, whole: bool = True) -> list[str]:
    """The entries of a list without commas: "3 7 12", "3 < 7 < 12", "apple - fig - pear".

    Args:
        text: The stretch.
        question: The question, whose prompt tells what its entries are.
        whole: The stretch is nothing but the list, and two thirds of its entries are the prompt's; otherwise
            words may stand before it, and it has nearly all entries of the prompt and no others.

    Returns:
        Nothing where this is no such list.
    """
    known, left_out = prompted(question), _left_out(question.lexicon)
    ends = [text.split(maxsplit=1)[:1], text.rsplit(maxsplit=1)[-1:]] if known else []
    if not any(
        key(token.strip(_DECORATION)) in known for end in ends for token in _APART.split("".join(end))
    ):
        return []
    tokens = [
        token
        for each in _APART.split(text)
        if (token := each.strip(_DECORATION))
        and (key(token) in known or not (fold(token) in left_out or _LABEL.fullmatch(each)))
    ]
    if whole:
        shown = sum(key(token) in known for token in tokens)
        return tokens if shown > 1 and 3 * shown >= 2 * len(tokens) else []
    size = len(tokens)
    while size and key(tokens[size - 1]) in known:
        size -= 1
    return tokens[size:] if len(tokens) - size >= max(2, len(known) - 1) else []


def in_turn(page: Page, start: int, end: int, question: Question) -> Found | None:
    """The entries of the prompt's list, where a stretch names each of them once and in another order."""
    known = _listed(question.prompt[:READ], question.notation.comma)
    if not _SEVERAL <= len(known) == len(set(known)) or end - start > _LONGEST:
        return None
    numeric = all(exact(each) is not None for each in known)
    if numeric:
        told = [(each.start, each.end, each.value) for each in scan(page, start, end) if not each.word]
    else:
        if not all(each in page.folded[start:end] for each in known):
            return None
        told = _told(page, known, start, end)
    order = [value for _, _, value in told]
    if sorted(order) != sorted(known) or order == known:
        return None
    shown = [page.text[first:last] for first, last, _ in told]
    value = ", ".join(order if numeric and page.notation.comma else shown)
    return Found(start=told[0][0], end=told[-1][1], value=value, rule="listed")


def _told(page: Page, known: Sequence[str], start: int, end: int) -> list[tuple[int, int, str]]:
    """Where a stretch names entries, of several in one place the longest."""
    found = sorted(
        (place, -place - len(each), each)
        for each in known
        for place in bounded(each).places(page.folded, start, end)
    )
    told: list[tuple[int, int, str]] = []
    for begin, stop, each in found:
        if not told or begin >= told[-1][1]:
            told.append((begin, -stop, each))
    return told


def named(values: Sequence[str], question: Question) -> bool:
    """Whether an entry of the prompt is among some values; so it is where the prompt shows no list."""
    known = prompted(question)
    return not known or any(key(value) in known for value in values)


def behind_arrow(text: str) -> int:
    """Where what an arrow leads to begins in a text, if that has commas: "12, 3, 7 -> 3, 7, 12"."""
    arrows = list(ARROW.finditer(text))
    last = arrows[-1].end() if arrows else 0
    return last if "," in text[:last] and "," in text[last:] else 0
