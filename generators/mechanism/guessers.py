"""Guessers: how far one gets without doing what is asked.

A *blind* guesser knows what kind of question it is (its direction, how many options there are) and nothing of
what is asked about: it gives the answer, or the place among the options, that was right most often elsewhere.
Where a text is to be written, it hands in the one that obeys most of what is asked elsewhere. A *shallow* one
looks at the surface: the longest option, the one nearest to the mean, the name that is mentioned once, a
number of the prompt. Everything that a guesser learns it learns on other probes than those it is measured on.
What the best blind guesser reaches is the baseline of a cell; a shallow one that reaches more shows that the
cell can be passed without its skill.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import islice
from typing import TypeVar

from jagbench.errors import InvalidArgument
from jagbench.generators.mechanism.generate import probe_at
from jagbench.generators.skill.definition import Skill
from jagbench.probes.constraint import parse_constraint
from jagbench.probes.probe import Probe
from jagbench.probes.statement import as_in_the_prompt

ALLOWED = Fraction(3, 100)
"""How much more than the baseline a shallow guesser may reach."""

SAMPLE = 200
"""Probes of a cell that its baseline is measured on."""
ADDRESSES = 5 * SAMPLE
"""Addresses that are tried for them, of which a language may ask but a few."""
STREAM = "guessers"

NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
WHOLE = re.compile(r"\d+")

_T = TypeVar("_T")

Surface = Callable[[Probe], str | None]
"""What a strategy says to a probe, from its surface; None where it says nothing."""


# --- shallow: options -------------------------------------------------------------------------------


def _among(pick: Callable[[Probe, Sequence[str]], str | None]) -> Surface:
    """A strategy that chooses among the options that are compared."""

    def guess(probe: Probe) -> str | None:
        compared = compared_options(probe)
        return pick(probe, compared) if len(compared) > 1 else None

    return guess


def compared_options(probe: Probe) -> Sequence[str]:
    """The options of a choice without one for equality; all of them where none stands among the operands."""
    operands = set(probe.operands)
    return [option for option in probe.answer.options if option in operands] or probe.answer.options


def _only(options: Sequence[str], key: Callable[[str], float], *, most: bool) -> str:
    """The option with the most, or the least, of something; the first of those that have it."""
    return max(options, key=key) if most else min(options, key=key)


def _by_length(*, most: bool) -> Surface:
    return _among(lambda probe, options: _only(options, len, most=most))


@lru_cache(maxsize=8192)
def _values(options: tuple[str, ...]) -> tuple[Fraction, ...] | None:
    """What the options are worth as plain numbers; None where one of them is none."""
    plain = [option.replace(",", ".").replace("−", "-") for option in options]
    return tuple(map(Fraction, plain)) if all(map(NUMBER.fullmatch, plain)) else None


def _by_value(place: Callable[[Sequence[Fraction]], Sequence[Fraction]], *, most: bool) -> Surface:
    """By a figure of each option among three at least, since of two numbers it would be the answer."""

    def pick(probe: Probe, options: Sequence[str]) -> str | None:
        values = _values(tuple(options)) if len(options) > 2 else None
        if values is None:
            return None
        figures = dict(zip(options, place(values), strict=True))
        return _only(options, lambda option: float(figures[option]), most=most)

    return _among(pick)


def _from_mean(values: Sequence[Fraction]) -> Sequence[Fraction]:
    mean = sum(values, Fraction(0)) / len(values)
    return [abs(value - mean) for value in values]


def _from_middle(values: Sequence[Fraction]) -> Sequence[Fraction]:
    middle = (max(values) + min(values)) / 2
    return [abs(value - middle) for value in values]


def _from_median(values: Sequence[Fraction]) -> Sequence[Fraction]:
    median = sorted(values)[len(values) // 2]
    return [abs(value - median) for value in values]


def _part(place: int, *, most: bool) -> Surface:
    """The fraction with the larger or smaller numerator (0) or denominator (1)."""

    def pick(probe: Probe, options: Sequence[str]) -> str | None:
        if not all("/" in option and option.replace("/", "").isdigit() for option in options):
            return None
        return _only(options, lambda option: int(option.split("/")[place]), most=most)

    return _among(pick)


def _mentions(*, most: bool) -> Surface:
    """The option that the prompt names most, or least, often."""

    def pick(probe: Probe, options: Sequence[str]) -> str | None:
        return _only(options, lambda option: probe.prompt.count(option), most=most)

    return _among(pick)


def _named(*, first: bool) -> Surface:
    """The option that the prompt names first, or whose last mention comes last."""

    def pick(probe: Probe, options: Sequence[str]) -> str | None:
        find = probe.prompt.find if first else probe.prompt.rfind
        return _only(options, find, most=not first)

    return _among(pick)


# --- shallow: open answers --------------------------------------------------------------------------


def numbers_shown(probe: Probe) -> list[str]:
    """The whole numbers among what is asked about, as the prompt shows them."""
    return [number for operand in probe.operands for number in WHOLE.findall(operand)]


def _copies(choose: Callable[[Sequence[str]], str | None]) -> Surface:
    """A strategy for open questions that says a number of the prompt."""

    def guess(probe: Probe) -> str | None:
        if probe.answer.kind not in ("integer", "decimal"):
            return None
        shown = numbers_shown(probe)
        return choose(shown) if shown else None

    return guess


def _nth(place: int) -> Surface:
    return _copies(lambda shown: shown[place] if -len(shown) <= place < len(shown) else None)


def _entries(*, reverse: bool) -> Surface:
    """For a list, its entries as they stand, or the other way round; for a text, the text."""

    def guess(probe: Probe) -> str | None:
        if probe.answer.kind == "text":
            text = probe.operands[0] if probe.operands else ""
            return text[::-1] if reverse else text
        if probe.answer.kind != "list":
            return None
        entries = probe.operands if probe.order == "ab" else probe.operands[::-1]
        return ", ".join(entries[::-1] if reverse else entries)

    return guess


SHALLOW: Mapping[str, Surface] = {
    "longest": _by_length(most=True),
    "shortest": _by_length(most=False),
    "largest": _by_value(lambda values: values, most=True),
    "smallest": _by_value(lambda values: values, most=False),
    "nearest_to_mean": _by_value(_from_mean, most=False),
    "farthest_from_mean": _by_value(_from_mean, most=True),
    "nearest_to_middle": _by_value(_from_middle, most=False),
    "nearest_to_median": _by_value(_from_median, most=False),
    "larger_numerator": _part(0, most=True),
    "smaller_numerator": _part(0, most=False),
    "larger_denominator": _part(1, most=True),
    "smaller_denominator": _part(1, most=False),
    "mentioned_most": _mentions(most=True),
    "mentioned_least": _mentions(most=False),
    "mentioned_first": _named(first=True),
    "mentioned_last": _named(first=False),
    "first_number": _nth(0),
    "second_number": _nth(1),
    "third_number": _nth(2),
    "last_number": _nth(-1),
    "largest_number": _copies(lambda shown: max(shown, key=int)),
    "smallest_number": _copies(lambda shown: min(shown, key=int)),
    "as_it_stands": _entries(reverse=False),
    "reversed": _entries(reverse=True),
}
"""The shallow strategies by name."""


# --- blind ------------------------------------------------------------------------------------------


def _value(probe: Probe) -> Hashable:
    return probe.answer.value


def _place(probe: Probe) -> Hashable:
    options = probe.answer.options
    return options.index(probe.answer.value) if options else None


def _whatever(probe: Probe) -> Hashable:
    return len(probe.answer.options)


def _direction(probe: Probe) -> Hashable:
    return len(probe.answer.options), probe.direction


BLIND: Mapping[str, tuple[Callable[[Probe], Hashable], Callable[[Probe], Hashable]]] = {
    "constant": (_value, _whatever),
    "constant_per_direction": (_value, _direction),
    "position": (_place, _whatever),
    "position_per_direction": (_place, _direction),
}
"""The blind guessers by name: what each of them says, and what it may know of a question."""


def _blind(name: str, probes: Sequence[Probe], others: Sequence[Probe]) -> list[bool]:
    """On which of the probes a blind guesser is right that has seen the others."""
    said, known = BLIND[name]
    if all(probe.answer.kind == "constraint" for probe in (*probes, *others)):
        return _blind_text(name, probes, others)
    seen: dict[Hashable, Counter[Hashable]] = defaultdict(Counter)
    for probe in others:
        seen[known(probe)][said(probe)] += 1
    commonest = {key: counts.most_common(1)[0][0] for key, counts in seen.items()}
    return [said(probe) is not None and commonest.get(known(probe)) == said(probe) for probe in probes]


TEXTS = 12
"""How many of the target texts of other probes, from short to long, a blind writer chooses among."""


def _blind_text(name: str, probes: Sequence[Probe], others: Sequence[Probe]) -> list[bool]:
    """On which of the probes one text is right that obeys as many of the others as any does."""
    if BLIND[name][0] is _place:
        return [False] * len(probes)
    written = {as_in_the_prompt(probe, probe.answer.value) for probe in others}
    targets = sorted(written, key=lambda text: (len(text), text))
    step = max(1, (len(targets) - 1) // (TEXTS - 1))
    texts = [*targets[::step], *targets[-1:]]
    best = max(texts, key=lambda text: sum(_obeys(text, probe) for probe in others))
    return [_obeys(best, probe) for probe in probes]


def _obeys(text: str, probe: Probe) -> bool:
    return parse_constraint(probe.answer.value).obeyed(text, probe.language)


def _hits_of_the_shallow(probes: Sequence[Probe], allowed: Mapping[str, Surface]) -> Counter[str]:
    """How many probes each shallow strategy gets right, and the best of them on others of a direction."""
    right = {
        name: [guess(probe) == probe.answer.value for probe in probes] for name, guess in allowed.items()
    }
    hits = Counter({name: sum(found) for name, found in right.items()})
    for part, others in _halves(range(len(probes))):
        for direction in {probes[place].direction for place in part}:
            known = [place for place in others if probes[place].direction == direction]
            best = max(right, key=lambda name: sum(right[name][place] for place in known))
            hits["best_per_direction"] += sum(
                right[best][place] for place in part if probes[place].direction == direction
            )
    return hits


# --- a cell -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Guessed:
    """What guessers reach in a cell, on probes that they have not learned from."""

    probes: int
    """How many probes they were measured on."""
    chance: Fraction
    """What a guess among the options compared reaches on average; 0 for open answers."""
    blind: str
    """The best blind guesser."""
    baseline: Fraction
    """The share that it is right of, or the chance where that is more."""
    shares: Mapping[str, Fraction]
    """What every guesser reaches, blind and shallow ones, by name; those that never speak are left out."""

    @property
    def beaten(self) -> Mapping[str, Fraction]:
        """The guessers that reach more than is allowed.

        Blind ones, over the chance of a choice; shallow ones, over the baseline.
        """
        return {
            name: share
            for name, share in self.shares.items()
            if share > (self.chance if name in BLIND and self.chance else self.baseline) + ALLOWED
        }


def guessed(probes: Sequence[Probe], *, sufficient: Collection[str] = ()) -> Guessed:
    """Let all guessers loose on the probes of a cell.

    What they learn comes from the other half: probes at even places from those at odd places, and back.

    Args:
        probes: Fresh probes of one skill, level and language; two at least.
        sufficient: Names of the guessers that do what is asked, and are left out (`Level.sufficient`).

    Raises:
        InvalidArgument: if there are fewer than two.
    """
    allowed = {name: guess for name, guess in SHALLOW.items() if name not in sufficient}
    hits = _hits_of_the_blind(probes) + _hits_of_the_shallow(probes, allowed)
    shares = {name: Fraction(count, len(probes)) for name, count in hits.items()}
    best = baseline(probes)
    return Guessed(
        probes=len(probes),
        chance=best.chance,
        blind=best.guess,
        baseline=best.share,
        shares={name: share for name, share in shares.items() if share},
    )


def _halves(probes: Sequence[_T]) -> Sequence[tuple[Sequence[_T], Sequence[_T]]]:
    """Each half of some probes, or of their places, with the other half, by even and odd places."""
    return (probes[::2], probes[1::2]), (probes[1::2], probes[::2])


def _hits_of_the_blind(probes: Sequence[Probe]) -> Counter[str]:
    """How many probes each blind guesser gets right that learns from the other half."""
    if len(probes) < 2:
        raise InvalidArgument(f"Guessers need two probes of a cell at least, not {len(probes)}.")
    hits: Counter[str] = Counter()
    for part, others in _halves(probes):
        for name in BLIND:
            hits[name] += sum(_blind(name, part, others))
    return hits


def chance_of(probe: Probe) -> Fraction:
    """What a guess among the options compared reaches; 0 for an open answer."""
    sides = len(compared_options(probe))
    return Fraction(1, sides) if sides else Fraction(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """What can be had in a cell without reading the question, on probes that were not learned from."""

    guess: str
    """The best blind guesser."""
    share: Fraction
    """What it is right of, or the chance where that is more."""
    chance: Fraction
    """What a guess among the options compared reaches on average; 0 for open answers."""
    sample: int
    """How many probes it was measured on."""


def baseline(probes: Sequence[Probe]) -> Baseline:
    """What the blind guessers reach on the probes of a cell, each half of which they learn from the other.

    Raises:
        InvalidArgument: if there are fewer than two.
    """
    hits = _hits_of_the_blind(probes)
    guess = max(BLIND, key=lambda name: hits[name])
    chance = sum(map(chance_of, probes), Fraction(0)) / len(probes)
    share = max(chance, Fraction(hits[guess], len(probes)))
    return Baseline(guess=guess, share=share, chance=chance, sample=len(probes))


CLAIMS = Baseline(guess="constant", share=Fraction(1, 2), chance=Fraction(1, 2), sample=0)
"""The baseline of claims: of each fact half are true in every wording, so nothing has to be measured."""


@lru_cache(maxsize=8192)
def baseline_of_cell(skill: Skill, level: int, language: str) -> Baseline:
    """The baseline of a cell on fresh probes, from a stream that no seed reaches.

    Args:
        skill: Which skill.
        level: Its level.
        language: ISO 639-1 code, in which the skill has words.

    Raises:
        InvalidArgument: if the level or language is unknown, or the stream gives fewer than two probes.
    """
    found = (
        probe_at(skill, level=level, seed=STREAM, index=index, language=language)
        for index in range(ADDRESSES)
    )
    return baseline(list(islice((probe for probe in found if probe is not None), SAMPLE)))
