"""Which of two questions is simpler, and what is one step simpler than a question.

Simplicity is shortlex: of two items the one whose operands have fewer characters is the simpler one, then the
one with fewer operands; then the plainer phrasing, that is the one that the files of the skill have first
(frame, template, direction, order, notation); then the operands that come first in order. So it is declared
by a skill itself: by what its items show, and by the order of its wordings.

What is one step simpler is found among the choices that make an item. Each of them can be lowered alone, left
out, or taken to another stratum; a choice that packs many digits or letters into one number is lowered digit
by digit. Whatever comes of it is an item of the skill's own domain, because the skill itself builds it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice, zip_longest

from jagbench.errors import InvalidArgument
from jagbench.generators.language.phrasing import DIGITS, Phrasing, Ways, phrase, phrasings
from jagbench.generators.mechanism.choices import Built, build
from jagbench.generators.skill.definition import Skill
from jagbench.generators.skill.source import SeededSource
from jagbench.probes.item import Item
from jagbench.probes.probe import Probe

NEAREST = 64
"""Most one-step simplifications of the choices of a question; the nearest ones are taken."""

PLACES = 60
"""Most choices of a question that are lowered one by one; of more, some all over it."""

EDITS = 1500
"""Most ways in which one choice is lowered."""

UNITS = 400
"""Most places of digits that are looked for in a choice of many values."""

Simplicity = tuple[int, int, int, tuple[tuple[int, str], ...]]
"""Characters of the operands, how many operands, rank of the phrasing, and the operands in order."""


def simplicity(item: Item, rank: int) -> Simplicity:
    """How simple an item is in a phrasing: of two, the smaller is the simpler.

    Args:
        item: What is asked about.
        rank: Place of the phrasing among those of the skill, from 0.
    """
    operands = tuple((len(operand), operand) for operand in item.operands)
    return sum(length for length, _ in operands), len(operands), rank, operands


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A question with all that made it."""

    built: Built
    """The item and its choices."""
    rank: int
    """Place of its phrasing among those of the skill, from 0."""
    probe: Probe
    """The question."""

    @property
    def simplicity(self) -> Simplicity:
        """How simple it is."""
        return simplicity(self.built.item, self.rank)


@dataclass(frozen=True)  # no slots: what is asked in the language is worked out once
class Space:
    """All questions of a skill at some levels, in one language."""

    skill: Skill
    """Which skill."""
    levels: tuple[int, ...]
    """Which levels."""
    language: str = "en"
    """ISO 639-1 code."""
    ways: Ways = DIGITS
    """Which phrasings."""
    fits: Callable[[Probe], bool] | None = None
    """Whether a question is one of them; all are when left out."""

    @cached_property
    def phrasings(self) -> tuple[Phrasing, ...]:
        """The phrasings, the plainest first.

        Raises:
            InvalidArgument: if there is none.
        """
        return phrasings(self.skill, self.language, self.ways)

    @cached_property
    def strata(self) -> tuple[tuple[int, int], ...]:
        """Level and place of every stratum that the language asks about, level by level in turn.

        Raises:
            InvalidArgument: if there is none.
        """
        rows = [
            [
                (level, place)
                for place, stratum in enumerate(self.skill.level(level).strata)
                if self.skill.asks_in(stratum, self.language)
            ]
            for level in self.levels
        ]
        found = [row[turn] for turn in range(max(map(len, rows))) for row in rows if turn < len(row)]
        if not found:
            raise InvalidArgument(
                f"{self.skill.name} asks nothing in {self.language!r} at level "
                f"{' or '.join(map(str, self.levels))}: give another language or level."
            )
        return tuple(found)

    def case(self, built: Built, rank: int) -> Case | None:
        """An item in a phrasing; None where it cannot be asked so."""
        probe = phrase(self.skill, built.item, self.phrasings[rank])
        if probe is None or not (self.fits is None or self.fits(probe)):
            return None
        return Case(built=built, rank=rank, probe=probe)

    def drawn(self, stratum: tuple[int, int], key: str, *, small: bool) -> Built | None:
        """An item of a stratum: the same for the same key.

        Args:
            stratum: Level and place.
            key: Any text.
            small: Whether simple choices are likelier than others.
        """
        source = SeededSource(f"{self.skill.name}/{stratum}/{key}")

        def rest(size: int) -> int:
            if size == 1 or not small:
                return source.integer(0, size - 1)
            kind = source.integer(0, 3)
            if kind < 2:
                return 0
            if kind == 2:
                return source.integer(0, min(size - 1, 9))
            units = _units(size)
            return (
                (source.choice(units) * source.integer(1, 9)) % size if units else source.integer(0, size - 1)
            )

        return build(self.skill, *stratum, rest=rest)

    def altered(self, case: Case, key: str) -> Built | None:
        """An item that differs from that of a question in one choice: the same for the same key."""
        source = SeededSource(f"{case.probe.id}/{key}")
        built = case.built
        free = [place for place, size in enumerate(built.sizes) if size > 1]
        if not free:
            return None
        place = source.choice(free)
        given = list(built.taken)
        given[place] = source.integer(0, built.sizes[place] - 1)
        return build(self.skill, built.level, built.stratum, given)

    def simpler(self, case: Case) -> list[Case]:
        """All questions that are one step simpler, the nearest first.

        Args:
            case: The question.
        """
        found = {each.probe.id: each for each in self._plainer(case)}
        key, operands = case.simplicity, case.built.item.operands
        items: dict[tuple[str, ...], Built] = {}
        for built in self._lowered(case.built):
            if built is not None and simplicity(built.item, case.rank) < key:
                items.setdefault(tuple(built.item.operands), built)
        near = sorted(
            items.values(),
            key=lambda built: (distance(operands, built.item.operands), simplicity(built.item, 0)),
        )
        # The nearest of each length in turn, so that lower digits do not crowd out a digit or an entry less.
        lengths: dict[tuple[int, int], list[Built]] = {}
        for built in near:
            lengths.setdefault(simplicity(built.item, 0)[:2], []).append(built)
        in_turn = (built for row in zip_longest(*lengths.values()) for built in row if built is not None)
        for built in islice(in_turn, NEAREST):
            each = self.case(built, case.rank)
            if each is not None:
                found.setdefault(each.probe.id, each)
        found.pop(case.probe.id, None)
        return list(found.values())

    def _plainer(self, case: Case) -> Iterator[Case]:
        """The same item in plainer phrasings that differ in one thing."""
        now = self.phrasings[case.rank]
        for rank, way in enumerate(self.phrasings[: case.rank]):
            same = (
                way.template == now.template,
                way.direction == now.direction,
                way.order == now.order,
                way.notation == now.notation,
            )
            if sum(same) == len(same) - 1 and (each := self.case(case.built, rank)) is not None:
                yield each

    def _lowered(self, built: Built) -> Iterator[Built | None]:
        """Items whose choices are those of another but for one thing."""
        taken = list(built.taken)
        for place in range(0, len(taken), -(-len(taken) // PLACES) or 1):
            for other in lower(taken[place], built.sizes[place]):
                given = [*taken[:place], other, *taken[place + 1 :]]
                yield build(self.skill, built.level, built.stratum, given)
        shorter = [taken[:place] + taken[place + 1 :] for place in range(min(len(taken), 24))]
        for given in shorter:
            yield build(self.skill, built.level, built.stratum, given)
        for level, stratum in self.strata:
            if (level, stratum) != (built.level, built.stratum):
                for given in ([], taken, *shorter[:12]):
                    yield build(self.skill, level, stratum, given)


def merged(space: Space, cases: Sequence[Case]) -> Case | None:
    """Several simplifications of one question at once, where they are of one stratum.

    Args:
        space: Where they are from.
        cases: The simplifications.
    """
    alike = [
        each
        for each in cases
        if (each.built.level, each.built.stratum) == (cases[0].built.level, cases[0].built.stratum)
        and len(each.built.taken) == len(cases[0].built.taken)
    ]
    if len(alike) < 2:
        return None
    given = [min(values) for values in zip(*(each.built.taken for each in alike), strict=True)]
    built = build(space.skill, cases[0].built.level, cases[0].built.stratum, given)
    return None if built is None else space.case(built, min(each.rank for each in alike))


def distance(one: Sequence[str], other: Sequence[str]) -> int:
    """How much of two rows of operands differs, in characters: what stands between their common ends."""
    pairs = zip(one, other, strict=True) if len(one) == len(other) else [(" ".join(one), " ".join(other))]
    return sum(_between(first, second) for first, second in pairs)


def _between(one: str, other: str) -> int:
    short = min(len(one), len(other))
    begin = next((place for place in range(short) if one[place] != other[place]), short)
    end = next(
        (place for place in range(short - begin) if one[-1 - place] != other[-1 - place]), short - begin
    )
    return max(len(one), len(other)) - begin - end


def lower(value: int, size: int) -> list[int]:
    """Smaller values in the place of one of a choice, those of its digits lowered among them.

    A choice of many values may pack digits of several bases, as a word of five letters is one of 26**5: its
    digits count the divisors of its size.

    Args:
        value: The place of the value in its range, from 0.
        size: How many values there are.
    """
    found = {0, value // 2, value - 1}
    units = [1, *_units(size)]
    for unit in units:
        if unit > value or len(found) > EDITS:
            break
        found.add(value - unit)
        for base in _BASES:
            if size % (unit * base) == 0:
                digit = (value // unit) % base
                found.update({value - digit * unit, value - (digit - 1) * unit, value - digit // 2 * unit})
    return sorted(each for each in found if 0 <= each < value)


_BASES = (2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 16, 18, 20, 21, 25, 26, 30, 36, 45, 50, 54, 55, 81, 90, 100)


@lru_cache(maxsize=4096)
def _units(size: int) -> tuple[int, ...]:
    """The divisors of a number of which all prime factors are small, in order; powers of ten of another."""
    if size < 10:
        return ()
    left, divisors = size, [1]
    for prime in (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31):
        powers = [1]
        while left % prime == 0:
            left //= prime
            powers.append(powers[-1] * prime)
        divisors = [each * power for each in divisors for power in powers]
        if len(divisors) > 100_000:
            break
    found = sorted(each for each in divisors if 1 < each < size)
    if len(found) < 4:
        found = [10**power for power in range(1, len(str(size)))]
    step = -(-len(found) // UNITS)
    return tuple(found[::step])
