"""Drawing the probes of a suite: so many of each cell, strata and answers in balance, variants together."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, count

from jagbench.errors import InvalidArgument, unknown_name
from jagbench.generators.language.claims import claims_of
from jagbench.generators.language.common import languages
from jagbench.generators.language.phrasing import Phrasing, Ways, languages_of, phrase, phrasings
from jagbench.generators.mechanism.generate import PATIENCE, in_turn
from jagbench.generators.mechanism.guessers import compared_options
from jagbench.generators.mechanism.registry import match_skills
from jagbench.generators.skill.definition import Skill
from jagbench.generators.skill.source import Seed
from jagbench.probes.item import Item, Param
from jagbench.probes.probe import Probe
from jagbench.probes.relations import KEYS

Places = dict[int, Counter[int]]
"""How often each place is right, by the number of options compared."""
SMALL = 5
"""Cells of fewer probes share what they count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """So many probes of each of some cells."""

    count: int
    """Probes of each skill, level and language; with `vary`, items of each skill and level."""
    skills: tuple[str, ...] = ()
    """Skills or families; all of them when empty."""
    levels: tuple[int, ...] = ()
    """Levels; all of them when empty."""
    languages: tuple[str, ...] = ("en",)
    """ISO 639-1 codes."""
    ways: Ways = field(default_factory=Ways)
    """Which phrasings."""
    strata: Mapping[str, Param] = field(default_factory=dict[str, Param])
    """Factors with the value that they must have; all strata when empty."""
    vary: tuple[str, ...] = ()
    """Keys of the phrasing (`jagbench.probes.relations.KEYS`): each item is asked once for every value."""
    claims: bool = False
    """Whether claims about each item follow (`jagbench.generators.language.claims`): its statement with the
    right answer and with a lure, affirmed and denied, to be called true or not. Items that give none are
    passed over."""


def drawn(draw: Draw, seed: Seed, seen: set[str]) -> Iterator[Probe]:
    """The probes of a draw, by skill, level and language.

    A family, or all skills, stands for those of its skills and levels that can be asked so; a skill that is
    named must have all that the draw asks for.

    Args:
        draw: What is drawn.
        seed: Seed of the streams.
        seen: Prompts that are taken; those of the probes are added.

    Raises:
        InvalidArgument: if a name is unknown, a named skill lacks something, no skill is left, or a cell
            has fewer different probes than are wanted.
    """
    _check(draw)
    able = [skill for skill in match_skills(draw.skills) if _can(skill, draw)]
    if not able:
        raise InvalidArgument(f"No skill of {_named(draw)} has all that this draw asks for: {_asked(draw)}.")
    everywhere: Places = {}
    for skill in able:
        # Small cells are in balance together, since one alone cannot be; skills that end uneven make up
        # for one another.
        places: tuple[Places, ...] = ({}, everywhere) if draw.count < SMALL else ()
        for level in draw.levels or range(1, len(skill.levels) + 1):
            if level <= len(skill.levels) and (not draw.strata or _strata(skill, level, draw)):
                yield from _cells(skill, level, draw, seed, seen, places)


def _check(draw: Draw) -> None:
    for language in draw.languages:
        if language not in languages():
            raise unknown_name("language", language, languages())
    for key in draw.vary:
        if key not in KEYS:
            raise unknown_name("key to vary", key, KEYS)


def _named(draw: Draw) -> str:
    return ", ".join(draw.skills) or "all"


def _asked(draw: Draw) -> str:
    wanted = {
        "languages": draw.languages,
        "levels": draw.levels,
        "strata": dict(draw.strata),
        **{name: getattr(draw.ways, name) for name in Ways.__dataclass_fields__},
    }
    return ", ".join(f"{name} {list(value)}" for name, value in wanted.items() if value)


def _can(skill: Skill, draw: Draw) -> bool:
    """Whether a skill has what a draw asks for.

    Raises:
        InvalidArgument: if it does not, although the draw names it.
    """
    try:
        for language in draw.languages:
            _vary(skill, phrasings(skill, language, _ways(skill, draw)), draw)
        for level in draw.levels:
            skill.level(level)
        levels = draw.levels or range(1, len(skill.levels) + 1)
        if draw.strata and not any(_strata(skill, level, draw) for level in levels):
            raise InvalidArgument(
                f"{skill.name} has no stratum with "
                f"{' and '.join(f'{name} = {value!r}' for name, value in draw.strata.items())}; its factors "
                f"are {', '.join(_factors(skill))}."
            )
    except InvalidArgument:
        if skill.name in draw.skills:
            raise
        return False
    return True


def _vary(skill: Skill, found: Sequence[Phrasing], draw: Draw) -> None:
    """Refuse to vary what a skill has one value of.

    Raises:
        InvalidArgument: if every key to vary, besides the language, has one value only.
    """
    keys = [key for key in draw.vary if key != "language"]
    if keys and all(len({_key(way, key) for way in found}) < 2 for key in keys):
        raise InvalidArgument(f"{skill.name} has nothing to vary in {', '.join(keys)}.")


def _factors(skill: Skill) -> list[str]:
    return sorted({factor for level in skill.levels for stratum in level.strata for factor in stratum})


def _strata(skill: Skill, level: int, draw: Draw) -> int:
    """How many strata of a level the draw admits."""
    return sum(_within(stratum, draw.strata) for stratum in skill.level(level).strata)


def _within(params: Mapping[str, Param], strata: Mapping[str, Param]) -> bool:
    return all(params.get(factor) == value for factor, value in strata.items())


def _ways(skill: Skill, draw: Draw) -> Ways:
    """The ways of a draw; across languages, only wordings that all of them have."""
    if "language" not in draw.vary:
        return draw.ways
    shared = [
        {way.template.name for way in phrasings(skill, language, draw.ways)}
        for language in draw.languages
        if language in languages_of(skill)
    ]
    return (
        replace(draw.ways, templates=tuple(sorted(set[str].intersection(*shared)))) if shared else draw.ways
    )


def _cells(
    skill: Skill, level: int, draw: Draw, seed: Seed, seen: set[str], places: tuple[Places, ...]
) -> Iterator[Probe]:
    if "language" in draw.vary:
        yield from _cell(skill, level, draw, seed, seen, places)
        return
    for language in draw.languages:
        yield from _cell(skill, level, replace(draw, languages=(language,)), seed, seen, places)


def _cell(
    skill: Skill, level: int, draw: Draw, seed: Seed, seen: set[str], places: tuple[Places, ...]
) -> Iterator[Probe]:
    # Variants in both orders and directions are in balance by themselves.
    balance = Balance(
        size=_strata(skill, level, draw), sides=not {"order", "direction"} & set(draw.vary), places=places
    )
    taken = misses = 0
    for index in count():
        if taken == draw.count:
            return
        item = skill.item(level=level, seed=seed, index=index)
        group: Sequence[Probe] = ()
        if _within(item.params, draw.strata):
            group = _group(skill, item, index, level, draw, seed)
            if draw.claims:
                group = _with_claims(group)
        if group and not any(probe.prompt in seen for probe in group) and balance.admits(group[0]):
            seen.update(probe.prompt for probe in group)
            balance.take(group[0])
            taken, misses = taken + 1, 0
            yield from group
            continue
        balance.miss()
        misses += 1
        if misses >= PATIENCE:
            if not taken and skill.name not in draw.skills:
                return
            raise InvalidArgument(
                f"{skill.name} level {level} has only {taken} different probes for this draw in "
                f"{', '.join(draw.languages)}; {draw.count} were asked for."
            )


def _group(skill: Skill, item: Item, index: int, level: int, draw: Draw, seed: Seed) -> list[Probe]:
    """The probe whose turn it is, with its variants in the keys that vary; empty where there are too few."""
    ways = _ways(skill, draw)
    fitting = phrasings(skill, draw.languages[0], ways)
    for phrasing in in_turn(skill, fitting, level=level, seed=seed, index=index):
        first = phrase(skill, item, phrasing)
        if first is None:
            continue
        if not draw.vary:
            return [first]
        alike = _alike(skill, phrasing, draw, ways)
        found = {probe.prompt: probe for way in alike if (probe := phrase(skill, item, way)) is not None}
        values = {probe.language for probe in found.values()}
        complete = "language" not in draw.vary or values == set(draw.languages)
        return list(found.values()) if complete and len(found) > 1 else []
    return []


def _with_claims(group: Sequence[Probe]) -> Sequence[Probe]:
    """Questions about one item with the claims about it in each language; empty where there are none."""
    claims: dict[str, list[Probe]] = {}
    for probe in group:
        if not claims.get(probe.language):
            claims[probe.language] = claims_of(probe)
    return [*group, *chain.from_iterable(claims.values())] if claims and all(claims.values()) else []


def _alike(skill: Skill, phrasing: Phrasing, draw: Draw, ways: Ways) -> list[Phrasing]:
    """The phrasings that differ from one in the varied keys only."""
    free = {*draw.vary, *(["format"] if "template" in draw.vary else [])}
    fixed = [key for key in KEYS if key not in free]
    wanted = [_key(phrasing, key) for key in fixed]
    return [
        way
        for language in draw.languages
        for way in phrasings(skill, language, ways)
        if [_key(way, key) for key in fixed] == wanted
    ]


def _key(phrasing: Phrasing, key: str) -> str:
    template = phrasing.template
    return {
        "language": template.language,
        "frame": template.frame,
        "template": template.name,
        "format": template.form,
        "direction": phrasing.direction,
        "order": phrasing.order,
        "notation": phrasing.notation,
    }[key]


class Balance:
    """Keeps a cell in balance: strata come in rounds, and no option is right more often than another.

    Args:
        size: Strata of the cell.
        sides: Whether the places of right options count.
        places: How often each place was right so far, in the cells that are in balance with this one: the
            first counts, the next decides where it is even; of this cell alone when left out.
    """

    def __init__(self, size: int, *, sides: bool, places: tuple[Places, ...] = ()) -> None:
        self._size = size
        self._counts_sides = sides
        self._strata: Counter[tuple[tuple[str, Param], ...]] = Counter()
        self._places: tuple[Places, ...] = places or ({},)
        self._round = 1
        self._idle = 0

    def admits(self, probe: Probe) -> bool:
        """Whether a probe keeps the balance."""
        return self._strata[_stratum(probe)] < self._round and self._fits(probe)

    def _fits(self, probe: Probe) -> bool:
        sides, place = _sides(probe)
        if place is None or not self._counts_sides:
            return True
        right = [places.get(sides, Counter[int]()) for places in self._places]
        often = [[counts[side] for counts in right] for side in range(sides)]
        return often[place] == min(often)

    def take(self, probe: Probe) -> None:
        """Count a probe that was taken."""
        self._strata[_stratum(probe)] += 1
        sides, place = _sides(probe)
        if place is not None:
            for places in self._places:
                places.setdefault(sides, Counter())[place] += 1
        self._idle = 0

    def miss(self) -> None:
        """Count an address that gave nothing; after some, every stratum may come once more."""
        self._idle += 1
        if self._idle >= 4 * self._size:
            self._round += 1
            self._idle = 0


def _stratum(probe: Probe) -> tuple[tuple[str, Param], ...]:
    """The declared factors of a probe."""
    phrasing = ("operands", "direction", "notation", "format")
    return tuple(
        (name, value)
        for name, value in probe.params.items()
        if name not in phrasing and isinstance(value, str | int)
    )


def _sides(probe: Probe) -> tuple[int, int | None]:
    """How many options are compared, and which of them is right; None where "equal" is, or there are none."""
    sides = len(compared_options(probe))
    if not sides:
        return 0, None
    place = probe.answer.options.index(probe.answer.value)
    return sides, place if place < sides else None
