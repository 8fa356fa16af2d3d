"""Famous questions: items that are known in public, and their twins, which are as hard and unknown.

They are declared in `famous.toml`, each with the source that made it known. In a suite both are asked in the
same words, so that what a model knows of the question itself is told from what it can do.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import zip_longest
from typing import Any, cast

from jagbench.errors import InvalidArgument, unknown_name
from jagbench.generators.language.phrasing import Phrasing, Ways, languages_of, phrase, phrasings
from jagbench.generators.mechanism.registry import get_skill
from jagbench.generators.skill.definition import Skill
from jagbench.generators.skill.source import SeededSource
from jagbench.probes.item import Item, Param
from jagbench.probes.json_lines import IN_WORDS
from jagbench.probes.probe import Probe

FAMOUS, TWIN = "famous", "twin"
"""The params of a probe that hold the name of the question that it is, or is a twin of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Famous:
    """One question that is known in public, and its twins."""

    name: str
    """What it is called."""
    skill: str
    """Name of its skill."""
    level: int
    """The level of its skill that it belongs to."""
    source: str
    """Where it became known."""
    operands: tuple[str, ...]
    """Its operands, as the skill draws them."""
    params: Mapping[str, Param]
    """The factors that it shares with its twins."""
    twins: tuple[tuple[str, ...], ...]
    """The operands of its twins."""
    frames: tuple[str, ...] = ()
    """What its numbers stand for; every frame of the skill when empty."""

    def items(self) -> list[Item]:
        """The question, then its twins, as items with `famous` or `twin` in their params."""
        skill = get_skill(self.skill)
        told = [(FAMOUS, self.operands), *((TWIN, operands) for operands in self.twins)]
        return [
            Item(
                skill=skill.name,
                version=skill.version,
                level=self.level,
                grade=skill.level(self.level).grade,
                operands=operands,
                params={**self.params, mark: self.name},
            )
            for mark, operands in told
        ]


_FIELDS: Mapping[str, type] = {
    **dict.fromkeys(("name", "skill", "source"), str),
    "level": int,
    **dict.fromkeys(("operands", "twins"), list),
    "params": dict,
}


def read_famous(text: str) -> Mapping[str, Famous]:
    """Famous questions by name, from TOML tables `[[question]]`.

    Raises:
        InvalidArgument: if it is not TOML, a key is missing, unknown or of the wrong type, a name stands
            twice, or a source is empty.
    """
    try:
        tables: object = tomllib.loads(text).get("question")
    except tomllib.TOMLDecodeError as error:
        raise InvalidArgument(f"Not a file of famous questions: it is not TOML ({error}).") from error
    if not isinstance(tables, list) or not tables:
        raise InvalidArgument("Not a file of famous questions: there is no table [[question]].")
    found: dict[str, Famous] = {}
    for number, table in enumerate(cast("list[object]", tables), start=1):
        question = _question(table, number)
        if question.name in found:
            raise InvalidArgument(f"The famous question {question.name!r} stands twice.")
        found[question.name] = question
    return found


def _question(table: object, number: int) -> Famous:
    given = dict(cast("dict[str, Any]", table)) if isinstance(table, dict) else {}
    named = f"The famous question {given.get('name', number)!r}"
    for key, kind in _FIELDS.items():
        if not isinstance(given.get(key), kind):
            raise InvalidArgument(f"{named} needs {key!r}, {IN_WORDS[kind]}, but has {given.get(key)!r}.")
    if not given["source"].strip():
        raise InvalidArgument(f"{named} has no source: say where it became known.")
    if unknown := given.keys() - {*_FIELDS, "frames"}:
        raise InvalidArgument(
            f"{named} has the unknown key {min(unknown)!r}; there is: {', '.join(_FIELDS)}."
        )
    frames = tuple(given.pop("frames", ()))
    twins: list[list[str]] = given.pop("twins")
    operands = tuple(given.pop("operands"))
    return Famous(**given, operands=operands, twins=tuple(map(tuple, twins)), frames=frames)


@cache
def famous_questions() -> Mapping[str, Famous]:
    """The famous questions of the package, by name."""
    return read_famous((files("jagbench.generators.mechanism") / "famous.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True, kw_only=True)
class FamousDraw:
    """Famous questions and their twins, each in so many wordings."""

    count: int
    """Wordings of each question and language; all that there are, where there are fewer."""
    names: tuple[str, ...] = ()
    """Names of questions; all of them when empty."""
    languages: tuple[str, ...] = ("en",)
    """ISO 639-1 codes; a question that a language does not ask is passed over."""
    frames: tuple[str, ...] = ()
    """What numbers may stand for; everything when empty."""
    twins: int = 4
    """Twins of each question."""


def famous_probes(draw: FamousDraw, seen: set[str]) -> Iterator[Probe]:
    """Famous questions in some wordings, each followed by its twins in the same words.

    Wordings come in turns of frames, directions and orders, so that few of them still hold every one.

    Args:
        draw: What is taken.
        seen: Prompts that are taken; those of the probes are added.

    Raises:
        InvalidArgument: if a name is unknown.
    """
    known = famous_questions()
    for name in draw.names:
        if name not in known:
            raise unknown_name("famous question", name, known)
    for name in draw.names or known:
        question = known[name]
        skill = get_skill(question.skill)
        for language in draw.languages:
            if language in languages_of(skill):
                yield from _asked(skill, question, language, draw, seen)


def _asked(
    skill: Skill, question: Famous, language: str, draw: FamousDraw, seen: set[str]
) -> Iterator[Probe]:
    items = question.items()[: draw.twins + 1]
    frames = [
        *filter(lambda frame: not draw.frames or frame in draw.frames, question.frames or _frames(skill))
    ]
    if not frames:
        return
    taken = 0
    for phrasing in _in_turns(skill, phrasings(skill, language, Ways(frames=tuple(frames))), question.name):
        probes = [phrase(skill, item, phrasing) for item in items]
        group = [probe for probe in probes if probe is not None and probe.prompt not in seen]
        if taken < draw.count and len(group) == len(items):
            taken += 1
            seen.update(probe.prompt for probe in group)
            yield from group


def _frames(skill: Skill) -> Sequence[str]:
    """All frames of a skill, in the order of its templates."""
    return list(
        dict.fromkeys(
            way.template.frame for language in languages_of(skill) for way in phrasings(skill, language)
        )
    )


def _in_turns(skill: Skill, found: Sequence[Phrasing], name: str) -> list[Phrasing]:
    """Phrasings, one of each frame, direction and order in every turn; the same wordings in all languages."""
    groups: dict[tuple[str, str, str], list[Phrasing]] = {}
    for way in found:
        groups.setdefault((way.template.frame, way.direction, way.order), []).append(way)
    for key, ways in groups.items():
        source = SeededSource("/".join((skill.name, name, *key)))
        places = source.sample(range(len(ways)), len(ways))
        groups[key] = [ways[place] for place in places]
    return [way for turn in zip_longest(*groups.values()) for way in turn if way is not None]


def problem_of_mark(probe: Probe) -> str | None:
    """What is wrong with a probe's mark as famous or as a twin, in one sentence; None where nothing is."""
    for mark in (FAMOUS, TWIN):
        name = probe.params.get(mark)
        if name is None:
            continue
        question = famous_questions().get(str(name))
        if question is None:
            return f"it is marked {mark} of {name!r}, which is no famous question"
        items = question.items()
        there = items[:1] if mark == FAMOUS else items[1:]
        if probe.version == there[0].version and probe.item not in {item.id for item in there}:
            return f"it is marked {mark} of {name!r}, which has other operands"
    return None
