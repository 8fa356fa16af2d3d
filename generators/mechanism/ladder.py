"""The rungs of a ladder: probes of one skill at a length of one's choice, up to thousands."""

from collections.abc import Iterator
from itertools import count as counted
from itertools import islice

from jagbench.errors import InvalidArgument
from jagbench.generators.language.phrasing import DIGITS, Ways, phrase, phrasings
from jagbench.generators.mechanism.generate import PATIENCE, in_turn
from jagbench.generators.mechanism.registry import get_skill, skill_names
from jagbench.generators.skill.definition import Ladder, Skill
from jagbench.generators.skill.source import Seed, SeededSource
from jagbench.probes.item import Item
from jagbench.probes.probe import Probe

LENGTH = "length"
"""The param of a probe that holds the length of its rung."""


def ladders() -> list[str]:
    """The names of the skills that have a ladder, sorted."""
    return [name for name in skill_names() if get_skill(name).ladder is not None]


def ladder_of(skill: Skill) -> Ladder:
    """The ladder of a skill.

    Raises:
        InvalidArgument: if it has none; the error names the skills that have one.
    """
    if skill.ladder is None:
        raise InvalidArgument(f"{skill.name} has no ladder; there is: {', '.join(ladders())}.")
    return skill.ladder


def rung(
    skill: Skill, *, length: int, seed: Seed, count: int, language: str = "en", ways: Ways = DIGITS
) -> list[Probe]:
    """Different probes of one length, which stands in their params as `length`.

    They have the last level of the skill and its grade; a larger count keeps all those of a smaller one.

    Args:
        skill: A skill with a ladder.
        length: How long; `skill.ladder.rungs()` gives lengths in logarithmic steps.
        seed: Any integer.
        count: How many.
        language: ISO 639-1 code.
        ways: Which phrasings may be used; numbers in digits unless said otherwise.

    Raises:
        InvalidArgument: if the skill has no ladder, it does not reach the length, the language is unknown, or
            there are not so many different probes.
    """
    stream = on_rung(skill, length=length, seed=seed, language=language, ways=ways)
    probes = list(islice(stream, count))
    if len(probes) < count:
        raise InvalidArgument(
            f"{skill.name} gave {len(probes)} different probes of length {length} in {language!r} and no "
            f"more; {count} were asked for."
        )
    return probes


def on_rung(
    skill: Skill, *, length: int, seed: Seed, language: str = "en", ways: Ways = DIGITS
) -> Iterator[Probe]:
    """The different probes of one length, one by one as they are made, for as long as there are any.

    Args:
        skill: A skill with a ladder.
        length: How long.
        seed: Any integer.
        language: ISO 639-1 code.
        ways: Which phrasings may be used.

    Raises:
        InvalidArgument: as `rung` does.
    """
    strata, found = ladder_of(skill).at(length), phrasings(skill, language, ways)
    seen: set[str] = set()
    top = len(skill.levels)
    for index in counted():
        if index >= PATIENCE and len(seen) * PATIENCE < index:
            return
        stratum = strata[index % len(strata)]
        if not skill.asks_in(stratum, language):
            continue
        source = SeededSource(f"{skill.name}@{skill.version}/ladder/{length}/{seed}/{index}")
        item = Item(
            skill=skill.name,
            version=skill.version,
            level=top,
            grade=skill.level(top).grade,
            operands=tuple(skill.draw(source, stratum)),
            params={**stratum, LENGTH: length},
        )
        turns = in_turn(skill, found, level=top, seed=f"ladder {seed}", index=index)
        probe = next((each for way in turns if (each := phrase(skill, item, way)) is not None), None)
        if probe is not None and probe.prompt not in seen:
            seen.add(probe.prompt)
            yield probe
