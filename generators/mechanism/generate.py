"""From an address to probes: the stream of a skill, level, seed and language."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from jagbench.errors import InvalidArgument, unknown_name
from jagbench.generators.language.phrasing import DIGITS, Phrasing, Ways, phrase, phrasings
from jagbench.generators.skill.definition import Skill, shuffled
from jagbench.generators.skill.source import Seed
from jagbench.probes.exclusion import Suites, taken
from jagbench.probes.item import Item, Param
from jagbench.probes.probe import Probe


class Exhausted(InvalidArgument):
    """A level has fewer different probes than were asked for."""


PATIENCE = 2000
"""How many addresses in a row may give nothing new before a domain counts as exhausted."""


def probe_at(
    skill: Skill, *, level: int, seed: Seed, index: int, language: str = "en", ways: Ways = DIGITS
) -> Probe | None:
    """The probe at an address: the item there, in the phrasing whose turn it is.

    Items and phrasings go through shuffled blocks of their own, so every stratum and every phrasing comes
    equally often and neither decides the other. Where the item cannot be asked in the phrasing whose turn
    it is, the next one that fits is taken.

    Args:
        skill: Which skill.
        level: From 1, the easiest.
        seed: Any integer; the name of a stream where a published suite is made.
        index: Position in the stream, from 0.
        language: ISO 639-1 code.
        ways: Which phrasings may be used; numbers in digits unless said otherwise.

    Returns:
        The probe, or None where the language cannot ask the item at all (Korean syllables in English).

    Raises:
        InvalidArgument: if level or language is unknown, or the index is negative.
    """
    found = phrasings(skill, language, ways)  # an unknown language is an error, not an item it cannot ask
    stratum = skill.stratum(level=level, seed=seed, index=index)
    if not skill.asks_in(stratum, language):
        return None
    item = skill.item_within(stratum, level=level, seed=seed, index=index)
    for way in in_turn(skill, found, level=level, seed=seed, index=index):
        if (probe := phrase(skill, item, way)) is not None:
            return probe
    return None


def in_turn(
    skill: Skill, found: Sequence[Phrasing], *, level: int, seed: Seed, index: int
) -> Iterator[Phrasing]:
    """The phrasings found in a language, beginning with the one whose turn it is at an address.

    Those with its direction and order come next, so that a template that does not fit an item leaves the
    place of the answer in balance.
    """
    block, position = divmod(index, len(found))
    order = shuffled(skill, level, seed, f"phrasings/{found[0].template.language}", block, len(found))
    first = found[order[position]]
    yield first
    rest = (*order[position + 1 :], *order[:position])
    for alike in (True, False):
        for place in rest:
            way = found[place]
            if (way.direction == first.direction and way.order == first.order) is alike:
                yield way


def generate(
    skill: Skill,
    *,
    level: int,
    seed: int,
    count: int,
    language: str = "en",
    ways: Ways = DIGITS,
    exclude: Suites = (),
) -> list[Probe]:
    """Fresh probes of one level, all different, in stream order.

    A larger count keeps all the probes of a smaller one.

    Args:
        skill: Which skill.
        level: From 1, the easiest.
        seed: Any integer; different seeds give independent probes, and none gives those of a published suite.
        count: How many.
        language: ISO 639-1 code.
        ways: Which phrasings may be used; numbers in digits unless said otherwise.
        exclude: Suites whose items are left out: as loaded, by name, or as the path of a file.

    Raises:
        InvalidArgument: if level, language or a suite is unknown, the seed is no integer, or there are not so
            many different probes.
    """
    stream = fresh(skill, level=level, seed=seed, count=count, language=language, ways=ways, exclude=exclude)
    return list(stream)


def fresh(
    skill: Skill,
    *,
    level: int,
    seed: int,
    count: int,
    language: str = "en",
    ways: Ways = DIGITS,
    exclude: Suites = (),
    keep: Callable[[Probe], bool] | None = None,
) -> Iterator[Probe]:
    """The probes of `generate`, one by one as they are made.

    Args:
        skill: As the arguments that follow, as for `generate`.
        level: From 1.
        seed: Any integer.
        count: How many.
        language: ISO 639-1 code.
        ways: Which phrasings.
        exclude: Suites whose items are left out.
        keep: Whether a probe counts; all do when left out.

    Raises:
        Exhausted: where there are not so many different probes, after those that there are.
        InvalidArgument: as `generate` does.
    """
    if count < 0:
        raise InvalidArgument(f"A count starts at 0, not {count}.")
    if isinstance(seed, str):
        raise InvalidArgument(f"A seed is an integer, not {seed!r}.")
    left_out = taken(exclude) if exclude else None
    found: set[str] = set()
    index = nothing_new = 0
    while len(found) < count:
        probe = probe_at(skill, level=level, seed=seed, index=index, language=language, ways=ways)
        if (
            probe is not None
            and left_out is not None
            and (probe.item in left_out.items or probe.prompt in left_out.prompts)
        ):
            probe = None
        if probe is not None and keep is not None and not keep(probe):
            probe = None
        index += 1
        if probe is None or probe.prompt in found:
            nothing_new += 1
        else:
            found.add(probe.prompt)
            nothing_new = 0
            yield probe
        if nothing_new >= PATIENCE:
            besides = " outside the excluded suites" if exclude else ""
            besides += " of those that were asked for" if keep else ""
            raise Exhausted(
                f"{skill.name} level {level} gave {len(found)} different probes in {language!r}{besides} and "
                f"no more; {count} were asked for."
            )


def chooser(
    skill: Skill, *, strata: Mapping[str, Param] | None = None, separates: Sequence[str] = ()
) -> Callable[[Probe], bool] | None:
    """Which probes of a skill count, by their declared factors and by the misconceptions they tell apart.

    Args:
        skill: Which skill.
        strata: Factors with the value that they must have.
        separates: Misconceptions that must each predict another answer; one that has nothing to say counts as
            one that is right. Of two, a probe on which both predict the same wrong answer tells nothing.

    Returns:
        What `fresh` takes as `keep`; None where all count.

    Raises:
        InvalidArgument: if the skill has no such factor, value or misconception, or only one is named.
    """
    wanted = dict(strata or {})
    for factor, value in wanted.items():
        values = {stratum[factor] for level in skill.levels for stratum in level.strata if factor in stratum}
        if not values:
            there = {name for level in skill.levels for stratum in level.strata for name in stratum}
            raise unknown_name(f"factor of {skill.name}", factor, there)
        if value not in values:
            shown = ", ".join(sorted(map(repr, values)))
            raise InvalidArgument(
                f"{skill.name} has no stratum with {factor} = {value!r}; it goes over {shown}."
            )
    for name in separates:
        if name not in skill.misconceptions:
            raise unknown_name(f"misconception of {skill.name}", name, skill.misconceptions)
    if len(set(separates)) == 1:
        raise InvalidArgument(
            f"{separates[0]!r} alone cannot be told apart: name two misconceptions or more."
        )
    if not wanted and not separates:
        return None

    def keep(probe: Probe) -> bool:
        predicted = [probe.lures.get(name) for name in separates]
        return len(set(predicted)) == len(predicted) and all(
            probe.params.get(factor) == value for factor, value in wanted.items()
        )

    return keep


def variants(skill: Skill, item: Item, *, language: str = "en", ways: Ways = DIGITS) -> list[Probe]:
    """One item in every phrasing that it can be asked in.

    Raises:
        InvalidArgument: if the language is unknown.
    """
    probes = (phrase(skill, item, way) for way in phrasings(skill, language, ways))
    return [probe for probe in probes if probe is not None]
