"""The options of a choice: how they may be named, and where a text names them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from jagbench.analysis.reading.languages import LANGUAGES, every
from jagbench.analysis.reading.languages.table import any_of, compile_any
from jagbench.analysis.reading.numbers import Exact, exact, numbers_of, scan
from jagbench.analysis.reading.page import Page, fold, unify
from jagbench.analysis.reading.question import Question

EQUAL_WORDS = compile_any(every(lambda each: each.equal))
_LABEL = re.compile(r"\(?([a-z])[).:][ ]*")
_ORDINALS = {word: place for language in LANGUAGES for word, place in language.ordinals.items()}
_ORDINAL = re.compile(
    rf"(?<![a-z0-9])({any_of(_ORDINALS)})(?: (?:and|or) |[ ]?)"
    rf"(?:{any_of(every(lambda each: each.option_nouns))}|$|(?=[.!*]))"
)
_NAMED_LABEL = re.compile(
    r"(?:option|choice|answer|candidate|number|선택지|보기) ?[*_\"'(]{0,3}([a-z]|\d)(?![\w.])"
    r"|\(([a-z])\)|\*\*\(?([a-z])\)?\*\*"
)
_BARE_LABEL = re.compile(r"[\s*_`\"'(\[]{0,8}([a-z]|\d)[\s*_`\"')\].:]{0,8}(?:$|(?=[ \n]))")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One option named in a text."""

    start: int
    end: int
    option: int
    """Its index."""
    how: str
    """`text`, `value`, `label` or `place`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The options of one question, ready to be looked for."""

    names: tuple[str, ...]
    """As shown."""
    pattern: re.Pattern[str]
    """Any option's text, its group number the index plus one."""
    values: Mapping[int, str]
    """Numeric value by index, where an option holds exactly one number; the first of equal ones."""
    labels: Mapping[str, int]
    """Letters or digits that the prompt or the options put before them."""
    equal: int | None
    """Index of the option that says that the others are equal."""

    @property
    def sides(self) -> list[int]:
        """Indices of the options that are compared, without the one for equality."""
        return [index for index in range(len(self.names)) if index != self.equal]


def options_of(question: Question) -> Options:
    """The options of a question."""
    return _options(question.options, question.prompt[:20_000])


@lru_cache(maxsize=256)
def _options(names: tuple[str, ...], prompt: str) -> Options:
    folded = [fold(unify(name)).strip() for name in names]
    by_length = sorted(range(len(names)), key=lambda index: -len(folded[index]))
    pattern = "|".join(f"(?P<o{index}>{_bounded(_without_label(folded[index]))})" for index in by_length)
    equal = next((i for i, name in enumerate(folded) if EQUAL_WORDS.fullmatch(name.removesuffix("."))), None)
    return Options(
        names=names,
        pattern=re.compile(pattern or r"(?!)"),
        values=_values(names),
        labels=_labels(folded, fold(unify(prompt))),
        equal=equal,
    )


def _without_label(folded: str) -> str:
    label = _LABEL.match(folded)
    return (
        folded[label.end() :].strip().removesuffix(".")
        if label is not None and len(folded) > label.end()
        else folded
    )


def _bounded(text: str) -> str:
    before = (
        r"(?<![\d.,])"
        if text[:1].isdigit()
        else r"(?<![a-z0-9])"
        if text[:1].isascii() and text[:1].isalpha()
        else ""
    )
    after = (
        r"(?!\d|[.,]\d|[eE][+-]?\d)"
        if text[-1:].isdigit()
        else r"(?![a-z0-9])"
        if text[-1:].isascii() and text[-1:].isalpha()
        else ""
    )
    return before + re.escape(text) + after


def _values(names: tuple[str, ...]) -> dict[int, str]:
    found = {
        index: numbers[0].value for index, name in enumerate(names) if len(numbers := numbers_of(name)) == 1
    }
    distinct: dict[Exact | str, int] = {}
    for index, value in found.items():
        distinct.setdefault(exact(value) or value, index)
    return {index: found[index] for index in distinct.values()}


def _labels(folded: list[str], prompt: str) -> dict[str, int]:
    labels: dict[str, int] = {}
    for index, name in enumerate(folded):
        own = _LABEL.match(name)
        if own is not None and own[1].isalpha():
            labels[own[1]] = index
            continue
        shown = re.search(rf"(?<!\w)\(?([a-z])[).:] ?[$*\"']?{re.escape(name)}(?![\d.]*\d)", prompt)
        if shown is not None:
            labels[shown[1]] = index
    return labels if len(labels) >= len(folded) - 1 else {}


def mentions(page: Page, start: int, end: int, options: Options) -> list[Mention]:
    """Where a stretch names options by text, value, label or place, left to right."""
    found = [_by_text(match) for match in options.pattern.finditer(page.folded, start, end)]
    found += _by_value(page, start, end, options)
    found += _by_label(page, start, end, options)
    found += _by_place(page, start, end, options)
    found.sort(key=lambda mention: (mention.start, mention.how != "text", -mention.end))
    return list(_apart(found))


def whole(page: Page, start: int, end: int, options: Options) -> Mention | None:
    """The option that is all of a stretch, as its label."""
    label = _BARE_LABEL.match(page.folded, start, end)
    if label is not None and label[1] in options.labels:
        return Mention(start=label.start(1), end=label.end(1), option=options.labels[label[1]], how="label")
    return None


def _by_text(match: re.Match[str]) -> Mention:
    return Mention(
        start=match.start(), end=match.end(), option=int((match.lastgroup or "o0")[1:]), how="text"
    )


def _by_value(page: Page, start: int, end: int, options: Options) -> Iterator[Mention]:
    if not options.values:
        return
    places = {exact(value) or value: index for index, value in options.values.items()}
    for number in scan(page.text, start, end):
        index = places.get(exact(number.value) or number.value)
        if index is not None and not number.word:
            yield Mention(start=number.start, end=number.end, option=index, how="value")


def _by_label(page: Page, start: int, end: int, options: Options) -> Iterator[Mention]:
    if not options.labels:
        return
    for match in _NAMED_LABEL.finditer(page.folded, start, end):
        group = match.lastindex or 1
        if match[group] in options.labels:
            yield Mention(
                start=match.start(group),
                end=match.end(group),
                option=options.labels[match[group]],
                how="label",
            )
    for match in re.finditer(r"(?<![\w'.])[A-Z](?![\w'.-])", page.text[start:end]):
        label = match[0].lower()
        if label in options.labels and label not in "ai":
            yield Mention(
                start=start + match.start(),
                end=start + match.end(),
                option=options.labels[label],
                how="label",
            )


def _by_place(page: Page, start: int, end: int, options: Options) -> Iterator[Mention]:
    sides = options.sides
    for match in _ORDINAL.finditer(page.folded, start, end):
        place = _place(match[1])
        if place < len(sides):
            yield Mention(start=match.start(), end=match.end(), option=sides[place], how="place")


def _place(word: str) -> int:
    return next(place for pattern, place in _ORDINALS.items() if re.fullmatch(pattern, word))


def _apart(found: list[Mention]) -> Iterator[Mention]:
    reached = -1
    for mention in found:
        if mention.start >= reached:
            yield mention
            reached = mention.end
