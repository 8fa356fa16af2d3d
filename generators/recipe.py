"""Recipes: how a suite is made. The same recipe gives the same bytes."""

import hashlib
import json
import re
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jagbench.errors import InvalidArgument, JagbenchError
from jagbench.generators.generate import generate
from jagbench.generators.registry import match_skills
from jagbench.generators.verify import verify
from jagbench.probes.probe import Probe
from jagbench.probes.suite import write_probes


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """What a suite is made of."""

    name: str
    """Name and version, such as `"smoke-v1"`."""
    about: str
    """What it is for."""
    licence: str
    """SPDX identifier."""
    canary: str
    """A string that is nowhere else: a model that knows it has seen the suite."""
    seed: int
    """Seed of the streams that the probes are taken from."""
    skills: Sequence[str]
    """Skills or families; empty for all."""
    per_level: Mapping[str, int]
    """How many probes of each level, by language."""


NAME = re.compile(r"[a-z0-9][a-z0-9.-]*")
"""What a suite may be called: its name is the name of its files."""

_TYPES: Mapping[str, type] = {
    **dict.fromkeys(("name", "about", "licence", "canary"), str),
    "seed": int,
    "skills": list,
    "per_level": dict,
}


def read_recipe(text: str) -> Recipe:
    """A recipe from TOML whose keys are the fields of `Recipe`.

    Raises:
        InvalidArgument: if it is not TOML, or a key is missing or unknown.
    """
    try:
        fields = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InvalidArgument(f"Not a recipe: it is not TOML ({error}).") from error
    if missing := _TYPES.keys() - fields.keys():
        raise InvalidArgument(f"Not a recipe: the key {min(missing)!r} is missing.")
    if extra := fields.keys() - _TYPES.keys():
        raise InvalidArgument(f"Not a recipe: unknown key {min(extra)!r}; there is: {', '.join(_TYPES)}.")
    for name, kind in _TYPES.items():
        if not isinstance(fields[name], kind):
            raise InvalidArgument(f"Not a recipe: {name!r} must be a {kind.__name__}, got {fields[name]!r}.")
    if not NAME.fullmatch(fields["name"]):
        raise InvalidArgument(
            f"A suite's name holds small letters, digits, '.' and '-' only, such as 'mine-v1', not "
            f"{fields['name']!r}."
        )
    for language, count in fields["per_level"].items():
        if not isinstance(count, int) or count < 1:
            raise InvalidArgument(f"per_level: {language!r} must be a whole number from 1, got {count!r}.")
    return Recipe(**fields)


def gather(recipe: Recipe) -> list[Probe]:
    """The probes of a recipe, by skill, level and language.

    Raises:
        InvalidArgument: if a skill or language is unknown, or a level has too few probes.
        JagbenchError: if a probe does not pass verification.
    """
    probes = [
        probe
        for skill in match_skills(recipe.skills)
        for level in range(1, len(skill.levels) + 1)
        for language, count in recipe.per_level.items()
        for probe in generate(skill, level=level, seed=recipe.seed, count=count, language=language)
    ]
    if problems := verify(probes):
        raise JagbenchError(
            f"{recipe.name} was not frozen: probe {problems[0].probe}: {problems[0].message}."
        )
    return probes


def freeze(recipe: Recipe) -> tuple[bytes, bytes]:
    """The suite of a recipe, as the bytes of its file and of its card.

    Raises:
        InvalidArgument: if a skill or language is unknown, or a level has too few probes.
        JagbenchError: if a probe does not pass verification.
    """
    probes = gather(recipe)
    content = write_probes(probes)
    return content, _card(recipe, probes, hashlib.sha256(content).hexdigest()).encode("utf-8")


def _card(recipe: Recipe, probes: Sequence[Probe], sha256: str) -> str:
    versions = dict(sorted({probe.skill: probe.version for probe in probes}.items()))
    tables: dict[str, Mapping[str, Any]] = {
        "counts": {"probes": len(probes), "items": len({probe.item for probe in probes})},
        "counts.language": Counter(probe.language for probe in probes),
        "counts.skill": Counter(probe.skill for probe in probes),
        "skill_versions": versions,
        "recipe": {"seed": recipe.seed, "skills": list(recipe.skills)},
        "recipe.per_level": recipe.per_level,
    }
    head = {
        "name": recipe.name,
        "about": recipe.about,
        "made": "Drawn from the seeded streams of the skills below and verified by their oracles.",
        "licence": recipe.licence,
        "canary": recipe.canary,
        "sha256": sha256,
    }
    parts = [_entries(head), *(f"[{title}]\n{_entries(table)}" for title, table in tables.items())]
    return "\n".join(parts)


def _entries(table: Mapping[str, Any]) -> str:
    # JSON's strings, integers and lists are TOML's too.
    return "".join(f"{_key(key)} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in table.items())


def _key(name: str) -> str:
    return name if name.replace("_", "").isalnum() else json.dumps(name)
