"""From an address to probes: the stream of a skill, level, seed and language."""

from collections.abc import Iterator

from jagbench.errors import InvalidArgument
from jagbench.generators.phrasing import phrase, phrasings
from jagbench.generators.skill import Skill, shuffled
from jagbench.probes.item import Item
from jagbench.probes.probe import Probe

PATIENCE = 2000
"""How many addresses in a row may give nothing new before a domain counts as exhausted."""


def probe_at(skill: Skill, *, level: int, seed: int, index: int, language: str = "en") -> Probe | None:
    """The probe at an address: the item there, in the phrasing whose turn it is.

    Items and phrasings go through shuffled blocks of their own, so every stratum and every phrasing comes
    equally often and neither decides the other. Where the item cannot be asked in the phrasing whose turn
    it is, the next one that fits is taken.

    Returns:
        The probe, or None where the language cannot ask the item at all (Korean syllables in English).

    Raises:
        InvalidArgument: if level or language is unknown, or the index is negative.
    """
    item = skill.item(level=level, seed=seed, index=index)
    ways = phrasings(skill, language)
    block, position = divmod(index, len(ways))
    order = shuffled(f"{skill.name}@{skill.version}/{level}/{seed}/phrasings/{language}/{block}", len(ways))
    fitting = (phrase(skill, item, ways[way]) for way in (*order[position:], *order[:position]))
    return next((probe for probe in fitting if probe is not None), None)


def generate(skill: Skill, *, level: int, seed: int, count: int, language: str = "en") -> list[Probe]:
    """Fresh probes of one level, all different, in stream order.

    A larger count keeps all the probes of a smaller one.

    Args:
        skill: Which skill.
        level: From 1, the easiest.
        seed: Any integer; different seeds give independent probes.
        count: How many.
        language: ISO 639-1 code.

    Raises:
        InvalidArgument: if level or language is unknown, or there are not so many different probes.
    """
    return list(fresh(skill, level=level, seed=seed, count=count, language=language))


def fresh(skill: Skill, *, level: int, seed: int, count: int, language: str = "en") -> Iterator[Probe]:
    """The probes of `generate`, one by one as they are made.

    Raises:
        InvalidArgument: as `generate` does, after the probes that there are.
    """
    if count < 0:
        raise InvalidArgument(f"A count starts at 0, not {count}.")
    found: set[str] = set()
    index = nothing_new = 0
    while len(found) < count:
        probe = probe_at(skill, level=level, seed=seed, index=index, language=language)
        index += 1
        if probe is None or probe.prompt in found:
            nothing_new += 1
        else:
            found.add(probe.prompt)
            nothing_new = 0
            yield probe
        if nothing_new >= PATIENCE:
            raise InvalidArgument(
                f"{skill.name} level {level} gave {len(found)} different probes in {language!r} and no more; "
                f"{count} were asked for."
            )


def variants(skill: Skill, item: Item, *, language: str = "en") -> list[Probe]:
    """One item in every phrasing that it can be asked in.

    Raises:
        InvalidArgument: if the language is unknown.
    """
    probes = (phrase(skill, item, way) for way in phrasings(skill, language))
    return [probe for probe in probes if probe is not None]
