"""The options of a choice: how they may be named, and where a text names them."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate

from jagbench.analysis.reading.bounded import Bounded, bounded
from jagbench.analysis.reading.claims import judged
from jagbench.analysis.reading.doubts import hedge, in_denied_clause, rejected
from jagbench.analysis.reading.forms import other_forms
from jagbench.analysis.reading.languages.table import LETTER, any_of, is_latin
from jagbench.analysis.reading.lexicon import Lexicon, by_lexicon
from jagbench.analysis.reading.notation import Notation, other
from jagbench.analysis.reading.numbers import Amount, amount, numbers_of, scan
from jagbench.analysis.reading.page import Page, fold, sheet, unify
from jagbench.analysis.reading.question import READ, SMALL, Question
from jagbench.analysis.reading.result import Found, Mention

equal_words = by_lexicon(lambda lexicon: lexicon.pattern(lambda table: table.equal))
"""What says that the options are equal."""
_LABEL = re.compile(r"\(?([a-z])[).:][ ]*")
UNIT = rf"(?:[{LETTER}%°]{{1,8}}|달러|미터|원|美元|米|元|ドル|メートル|円)?"
"""The source of a pattern for a unit behind an option."""
DECORATION = " \t\n\u00a0*_`\"'()[]{}\\$.,;:!<>#~=?。"
"""What may stand around an option and says nothing."""
_denied = by_lexicon(
    lambda lexicon: re.compile(
        rf"(?<![{LETTER}]){lexicon.any_of(lambda table: table.denials)}[ ]?"
        rf"(?:{lexicon.any_of(lambda table: table.fillers)} )?[\"'*_`({{\[$]{{0,4}}$"
    )
)
_LABEL_BEFORE = re.compile(r"(?<![\w.])\(?([a-z])[).:]\s{0,4}[$*\"']?\Z")
_SAYING = re.compile(rf"[{LETTER}]{{3,}}")
"""A word in an option, beside a number that others have too: "more than 20 g"."""
_LETTERED = re.compile(r"(?<!\w)\(?([A-Za-z])[).:]\s{0,4}[$*\"']?")
_joined = by_lexicon(
    lambda lexicon: re.compile(
        rf"[ ]?(?:[,、]|{lexicon.any_of(lambda table: (*table.ors, *table.ands))})[ ]?"
    )
)
"""What joins two options that are thrown out together: "21.9や23.7ではなく"."""
_BESIDE = 3
"""Characters between a letter and the option that it stands for: "C (57)"."""
_LABEL_ROOM = 8
"""The most characters of a label and what follows it."""
_NUMBER_ENDS = re.compile(r"(?![\d.]*\d)")
_ordinals = by_lexicon(lambda lexicon: lexicon.merged(lambda table: table.ordinals))
_ordinal = by_lexicon(
    lambda lexicon: re.compile(
        rf"(?<![{LETTER}0-9])(?<!\d[.,])({any_of(_ordinals(lexicon))})"
        rf"(?: {any_of([*lexicon.every(lambda table: table.ands), *lexicon.every(lambda table: table.ors)])} "
        rf"|[ ]?)(?:{lexicon.any_of(lambda table: table.option_nouns)}"
        r"|$|(?=[.!*。]| (?:is|ist|est|es) ))"
    )
)
rank = by_lexicon(lambda lexicon: re.compile(rf"(?<![{LETTER}]){any_of(_ordinals(lexicon))}(?![{LETTER}])"))
"""A word for a place."""
_named_label = by_lexicon(
    lambda lexicon: re.compile(
        rf"{lexicon.any_of(lambda table: table.labels)} ?[*_\"'(]{{0,3}}([a-z]|\d)"
        rf"(?![{LETTER}0-9_]|\.\w)|\(([a-z])\)|\*\*\(?([a-z])\)?\*\*"
    )
)
_SEPARATED = re.compile(r"\d[.,]\d{3}")
_BARE_LABEL = re.compile(
    r"[\s*_`\"'(\[{$]{0,8}(?:\\text\{)?([a-z]|\d)[\s*_`\"')\].:。}$]{0,8}(?:$|(?=[ \n가-힣぀-ヿ一-鿿]))"
)
CAPITAL = re.compile(
    r"(?<![A-Za-zÀ-ÿ0-9_'])(?<!\d\.)(?:[B-HJ-Z]|[AI]"
    r"(?! (?!(?:is|are|was|has|and|or|because|since|ist|und|oder|est|et|ou|es|y|o)"
    rf"(?![{LETTER}]))[{LETTER}]))"
    r"(?![A-Za-zÀ-ÿ0-9_'-]|\.\w)"
)
"""A capital letter that stands as a word of its own and is no article or pronoun in a sentence."""


@dataclass(frozen=True, kw_only=True)
class Options:
    """The options of one question; what is looked for of them is worked out when first asked for."""

    names: tuple[str, ...]
    """As shown."""
    prompt: str
    """The prompt that shows them."""
    lexicon: Lexicon
    """The words of the question."""
    notation: Notation
    """How its numbers are read."""

    @cached_property
    def folded(self) -> list[str]:
        """The names in lower case, look-alikes unified."""
        return [fold(unify(name)).strip() for name in self.names]

    @cached_property
    def exact(self) -> Mapping[str, int]:
        """The index of each name that is told from the others by its characters alone, and is no label."""
        return {
            name: index
            for index, name in enumerate(self.names)
            if self.names.count(name) == 1
            and not _LABEL.match(self.folded[index])
            and (len(self.folded[index]) > 1 or self.labels.get(self.folded[index], index) == index)
        }

    @cached_property
    def by_case(self) -> Mapping[int, Bounded]:
        """What is looked for, with its capitals, of the options that only these tell apart."""
        return {
            index: bounded(unify(name).strip())
            for index, name in enumerate(self.names)
            if self.folded.count(self.folded[index]) > 1
        }

    @cached_property
    def bounded(self) -> Sequence[Bounded]:
        """What is looked for of each option: its name in lower case without a label."""
        return [bounded(_without_label(name)) for name in self.folded]

    @cached_property
    def short_names(self) -> Mapping[str, int]:
        """Short forms of the options that are days of the week, and other forms of qualities."""
        return {} if self.polar else other_forms(self.names, self.folded, self.lexicon)

    @cached_property
    def values(self) -> Mapping[int, str]:
        """Numeric value by index, where an option holds exactly one number; the first of equal ones."""
        return _values(self.names, self.lexicon, self.notation)

    @cached_property
    def places(self) -> Mapping[Amount, int]:
        """The index of the option that is worth an amount."""
        return {amount(value): index for index, value in self.values.items()}

    @cached_property
    def listed(self) -> str:
        """The text of the prompt that lists the options, each behind its letter; empty where none does."""
        first, last = (
            [match for match in _LETTERED.finditer(self.prompt) if self.prompt.startswith(name, match.end())]
            for name in (self.names[0], self.names[-1])
        )
        return self.prompt[first[-1].start() : last[-1].end() + len(self.names[-1])] if first and last else ""

    @cached_property
    def labels(self) -> Mapping[str, int]:
        """Letters or digits that the prompt or the options put before them."""
        return _labels_in_order(self.names, self.prompt) or _labels(self.folded, fold(unify(self.prompt)))

    @cached_property
    def letters(self) -> frozenset[str]:
        """Capital letters that the prompt tells as data, outside its list of options."""
        return frozenset(match[0] for match in CAPITAL.finditer(self.prompt.replace(self.listed, "")))

    @cached_property
    def words(self) -> frozenset[int]:
        """Indices of the options whose number is written in words."""
        return frozenset(i for i, name in enumerate(self.names) if not any(map(str.isdecimal, name)))

    @cached_property
    def equal(self) -> int | None:
        """Index of the option that says that the others are equal."""
        equal = equal_words(self.lexicon)
        return next(
            (i for i, name in enumerate(self.folded) if equal.fullmatch(name.removesuffix("."))), None
        )

    @cached_property
    def unknown(self) -> int | None:
        """Index of the option that says that nothing can be said: "unknown"."""
        doubt = hedge(self.lexicon)
        return next((i for i, name in enumerate(self.folded) if doubt.search(f"is {name}")), None)

    @cached_property
    def ranks(self) -> bool:
        """Whether the options are sentences, or hold the word for a place: "Ann came second"."""
        sentences = all(len(name.split()) > 2 for name in self.folded)
        return sentences or any(map(rank(self.lexicon).search, self.folded))

    @cached_property
    def verbs(self) -> frozenset[int]:
        """Indices of the options that are a verb as well: "est", which is east.

        A script without spaces has particles in a verb's place, which stand on the word before them.
        """
        verbs = self.lexicon.every(lambda table: table.verbs)
        return frozenset(i for i, name in enumerate(self.folded) if is_latin(name) and name in verbs)

    @cached_property
    def polar(self) -> tuple[int, int] | None:
        """Indices of yes and no, where these are the options."""
        return _polar(self.folded, self.lexicon)

    @cached_property
    def truths(self) -> tuple[int, int] | None:
        """Indices of true and false, where options say so."""
        judgements = [judged(name, 0, len(name), self.lexicon) for name in self.folded]
        said = [None if each is None else each[2] for each in judgements]
        return (said.index(True), said.index(False)) if True in said and False in said else None

    @cached_property
    def undecided(self) -> int | None:
        """Index of the third option beside true and false."""
        rest = {*range(len(self.names))}.difference(self.truths or ())
        return rest.pop() if len(rest) == 1 else None

    @cached_property
    def given(self) -> frozenset[int]:
        """Indices of the options that the prompt names as part of its question: today's weekday, say."""
        return _given(self.bounded, fold(unify(self.prompt)))

    @cached_property
    def told(self) -> Mapping[str, int]:
        """The index of each option that is a sentence, as a statement tells it."""
        return {name.strip(" .。"): i for i, name in enumerate(self.folded) if len(name.split()) > 2}

    @cached_property
    def among(self) -> bool:
        """One of several is asked for, which no comparison of two decides."""
        return len(self.names) > 2 and self.equal is None

    @cached_property
    def sides(self) -> list[int]:
        """Indices of the options that are compared, without the one for equality."""
        return [index for index in range(len(self.names)) if index != self.equal]

    def found(self, index: int, start: int, end: int, rule: str) -> Found:
        """What a reply says that commits to an option."""
        return Found(start=start, end=end, value=self.names[index], rule=rule)

    def found_equal(self, start: int, end: int) -> Found:
        """What a reply says that takes the options for equal, whether that is offered or not."""
        value = "equal" if self.equal is None else self.names[self.equal]
        return Found(start=start, end=end, value=value, rule="option_equal")


def doubted(page: Page, question: Question, start: int, end: int) -> re.Match[str] | None:
    """What says in a stretch that no answer can be given, where no option says just that."""
    options = options_of(question) if question.kind == "choice" else None
    if options and (options.unknown is not None or (options.truths and options.undecided is not None)):
        return None
    return hedge(page.lexicon).search(page.folded, start, end)


@lru_cache(maxsize=1024)
def options_of(question: Question) -> Options:
    """The options of a question."""
    return Options(
        names=question.options,
        prompt=question.prompt[:READ],
        lexicon=question.lexicon,
        notation=question.notation,
    )


yes_words = by_lexicon(lambda lexicon: lexicon.any_of(lambda table: table.yes))
"""The source of a pattern for what says yes."""
no_words = by_lexicon(lambda lexicon: lexicon.any_of(lambda table: table.no))
"""The source of a pattern for what says no."""


def _polar(folded: list[str], lexicon: Lexicon) -> tuple[int, int] | None:
    """The places of yes and no among two options, labels aside."""
    names = [_without_label(name) for name in folded]
    for yes, no in ((0, 1), (1, 0)):
        if len(names) == 2 and re.fullmatch(yes_words(lexicon), names[yes]):
            return (yes, no) if re.fullmatch(no_words(lexicon), names[no]) else None
    return None


def _given(names: Sequence[Bounded], prompt: str) -> frozenset[int]:
    """The options that the prompt names, beside the list of them where it holds one."""
    counts = [sum(1 for _ in name.places(prompt, 0, len(prompt))) for name in names]
    listed = min(counts, default=0)
    return frozenset(index for index, count in enumerate(counts) if count > listed)


def _without_label(folded: str) -> str:
    label = _LABEL.match(folded)
    return (
        folded[label.end() :].strip().removesuffix(".")
        if label is not None and len(folded) > label.end()
        else folded
    )


def _values(names: tuple[str, ...], lexicon: Lexicon, notation: Notation) -> dict[int, str]:
    found = {
        index: numbers[0].value
        for index, name in enumerate(names)
        if len(numbers := numbers_of(name, lexicon, notation)) == 1
    }
    distinct: dict[Amount, list[int]] = {}
    for index, value in found.items():
        distinct.setdefault(amount(value), []).append(index)
    return {
        first: found[first]
        for first, *others in distinct.values()
        if not others or _SAYING.search(fold(names[first])) is None
    }


def _labels_in_order(names: Sequence[str], prompt: str) -> dict[str, int]:
    """The letters of options that the prompt shows one behind the other, each right behind its letter."""
    labels: dict[str, int] = {}
    text, place = unify(prompt), 0
    for index, name in enumerate(unify(each).strip() for each in names):
        shown = (match for match in _LETTERED.finditer(text, place) if text.startswith(name, match.end()))
        match = next((each for each in shown if not text[each.end() + len(name) :][:1].isalnum()), None)
        if match is None or match[1].lower() in labels:
            return {}
        labels[match[1].lower()] = index
        place = match.end() + len(name)
    return labels


def _labels(folded: list[str], prompt: str) -> dict[str, int]:
    labels: dict[str, int] = {}
    for index, name in enumerate(folded):
        own = _LABEL.match(name)
        if own is not None and own[1].isalpha():
            labels[own[1]] = index
            continue
        shown = _label_of(name, prompt)
        if shown is not None:
            labels[shown] = index
    return labels if len(labels) >= len(folded) - 1 else {}


def _label_of(name: str, prompt: str) -> str | None:
    """The letter that a prompt puts before an option: "(a) 9.9", "b: $9.11"."""
    place = prompt.find(name)
    while place >= 0:
        label = _LABEL_BEFORE.search(prompt, max(place - _LABEL_ROOM, 0), place)
        if label is not None and _NUMBER_ENDS.match(prompt, place + len(name)):
            return label[1]
        place = prompt.find(name, place + 1)
    return None


def mentions(page: Page, start: int, end: int, options: Options) -> Sequence[Mention]:
    """Where a stretch names options by text, value, label or place, left to right."""
    known = page.named.get((start, end))
    if known is None:
        known = page.named[start, end] = _mentions(page, start, end, options)
    return known


def _mentions(page: Page, start: int, end: int, options: Options) -> list[Mention]:
    found = [*_by_text(page, start, end, options), *_by_short_name(page, start, end, options)]
    found += _by_value(page, start, end, options)
    found += _by_label(page, start, end, options)
    found += _by_place(page, start, end, options)
    found.sort(key=lambda mention: (mention.start, mention.how != "text", -mention.end))
    return list(_apart(found))


def standing(page: Page, found: Sequence[Mention]) -> list[Mention]:
    """The mentions that are not thrown out by the words around them, as both are in "C (57) is too small"."""
    kept: list[Mention] = []
    thrown: Mention | None = None
    for mention in reversed(found):
        with_next = thrown is not None and (
            _joined(page.lexicon).fullmatch(page.folded, mention.end, thrown.start) is not None
            or (thrown.option == mention.option and 0 <= thrown.start - mention.end <= _BESIDE)
        )
        if with_next or _is_thrown(page, mention):
            thrown = mention
        else:
            kept.append(mention)
    return kept[::-1]


def _is_thrown(page: Page, mention: Mention) -> bool:
    before = page.folded[max(mention.start - 24, 0) : mention.start]
    return (
        rejected(page, mention.end)
        or in_denied_clause(page, 0, mention.start)
        or _denied(page.lexicon).search(before) is not None
    )


def outside_names(page: Page, ends: Sequence[int], options: Options) -> list[int]:
    """Where words end that are no part of an option's name, as they may be: "Moment", "즉석카메라"."""
    if not ends:
        return []
    names = [each for each in mentions(page, 0, len(page.text), options) if each.how == "text"]
    reached = [0, *accumulate((name.end for name in names), max)]
    return [end for end in ends if end > reached[bisect_left(names, end, key=lambda name: name.start)]]


def letter(page: Page, start: int, end: int, options: Options) -> Mention | None:
    """The option whose letter is all of a stretch, alone or as "option B"."""
    if not options.labels:
        return None
    named = _named_label(page.lexicon).match(page.folded, start, end)
    if named is not None:
        group = named.lastindex or 1
        start, stop = named.span(group)
        alone = not page.folded[named.end() : end].strip(DECORATION)
    else:
        while start < end and page.text[start] in DECORATION:
            start += 1
        stop, alone = start + 1, not page.folded[start + 1 : end].strip(DECORATION)
    index = options.labels.get(page.folded[start:stop]) if alone else None
    return None if index is None else Mention(start=start, end=stop, option=index, how="label")


def whole(page: Page, start: int, end: int, options: Options) -> Mention | None:
    """The option that is all of a stretch, as its label."""
    label = _BARE_LABEL.match(page.folded, start, end)
    if label is not None and label[1] in options.labels:
        return Mention(start=label.start(1), end=label.end(1), option=options.labels[label[1]], how="label")
    return None


def _by_text(page: Page, start: int, end: int, options: Options) -> Iterator[Mention]:
    """Where options stand by name, of several in one place the longest."""
    return _apart(
        sorted(
            (
                Mention(start=place, end=place + len(name.text), option=index, how="text")
                for index, name in enumerate(options.bounded)
                for place in _places(page, start, end, options.by_case.get(index), name)
                if options.labels.get(name.text, index) == index
                and (index not in options.verbs or _is_noun(page, place, place + len(name.text), start, end))
            ),
            key=lambda mention: (mention.start, -len(options.folded[mention.option])),
        )
    )


def _places(page: Page, start: int, end: int, by_case: Bounded | None, name: Bounded) -> Iterator[int]:
    """Where an option stands by name, with its capitals where only these tell it apart."""
    if by_case is not None:
        return by_case.places(page.text, start, end)
    return name.places(page.folded, start, end)


def _is_noun(page: Page, place: int, stop: int, start: int, end: int) -> bool:
    """Whether a word that may be a verb stands where only a noun does: alone, last, marked, or "l'est"."""
    before, after = page.folded[start:place].rstrip(" "), page.folded[stop:end].strip(DECORATION)
    marked = before[-1:] in DECORATION and not before.endswith("'")
    return not before or not after or marked or before.endswith(("l'", "d'", page.folded[place:stop]))


def _by_short_name(page: Page, start: int, end: int, options: Options) -> Iterator[Mention]:
    """Where days of the week stand in short."""
    for short, index in options.short_names.items():
        for place in bounded(short).places(page.folded, start, end):
            yield Mention(start=place, end=place + len(short), option=index, how="text")


def _by_value(page: Page, start: int, end: int, options: Options) -> Iterator[Mention]:
    if not options.values:
        return
    otherwise: Mapping[int, Amount] | None = None
    for number in scan(page, start, end):
        index = options.places.get(amount(number.value))
        if index is None and page.notation.comma and _SEPARATED.search(page.text, number.start, number.end):
            otherwise = _read_otherwise(page, start, end) if otherwise is None else otherwise
            index = options.places.get(otherwise.get(number.end, ""))
        if index is not None and (not number.word or index in options.words or number.value not in SMALL):
            yield Mention(start=number.start, end=number.end, option=index, how="value")


def _by_label(page: Page, start: int, end: int, options: Options) -> Iterator[Mention]:
    if not options.labels:
        return
    for match in _named_label(page.lexicon).finditer(page.folded, start, end):
        group = match.lastindex or 1
        if match[group] in options.labels:
            yield Mention(
                start=match.start(group),
                end=match.end(group),
                option=options.labels[match[group]],
                how="label",
            )
    for match in CAPITAL.finditer(page.text, start, end):
        label = match[0].lower()
        if label in options.labels:
            yield Mention(start=match.start(), end=match.end(), option=options.labels[label], how="label")


def _by_place(page: Page, start: int, end: int, options: Options) -> Iterator[Mention]:
    sides = options.sides
    for match in _ordinal(page.lexicon).finditer(page.folded, start, end):
        place = _place(match[1], _ordinals(page.lexicon))
        if options.ranks and not page.folded[match.end(1) : match.end()].strip():
            continue  # no "second option"
        if place < len(sides) and not _is_operand(match[1], options.prompt):
            yield Mention(start=match.start(), end=match.end(), option=sides[place], how="place")


def _is_operand(ordinal: str, prompt: str) -> bool:
    """Whether the number of a place only repeats one that the prompt gives: "Number: 1"."""
    number = "".join(filter(str.isdecimal, ordinal))
    return number != "" and re.search(rf"[:：]\s?{number}\s*(?:\n|$)", prompt) is not None


def _read_otherwise(page: Page, start: int, end: int) -> Mapping[int, Amount]:
    """What the numbers in a stretch are worth when separators are read the other way, by where they end."""
    stretch = sheet(page.text[start:end], page.lexicon, other(page.notation))
    return {start + number.end: amount(number.value) for number in scan(stretch, 0, end - start)}


def _place(word: str, ordinals: Mapping[str, int]) -> int:
    return next(place for pattern, place in ordinals.items() if re.fullmatch(pattern, word))


def _apart(found: Iterable[Mention]) -> Iterator[Mention]:
    reached = -1
    for mention in found:
        if mention.start >= reached:
            yield mention
            reached = mention.end
