"""Recipes: how a suite is made. The same recipe gives the same bytes."""

import hashlib
import json
import re
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, cast

from jagbench.errors import InvalidArgument, JagbenchError, unknown_name
from jagbench.generators.language.common import FORMATS
from jagbench.generators.language.numerals import NOTATIONS
from jagbench.generators.language.phrasing import Ways
from jagbench.generators.mechanism.domain import domain
from jagbench.generators.mechanism.drawing import Draw, drawn
from jagbench.generators.mechanism.famous import FAMOUS, TWIN, FamousDraw, famous_probes
from jagbench.generators.mechanism.guessers import CLAIMS, baseline_of_cell
from jagbench.generators.mechanism.registry import get_skill
from jagbench.generators.mechanism.verify import verify
from jagbench.generators.skill.source import Seed
from jagbench.probes.claims import SKILL as CLAIM
from jagbench.probes.claims import is_claim
from jagbench.probes.json_lines import IN_WORDS
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
    seed: Seed
    """The streams that the probes are taken from: of a number, or of the suite's own name."""
    draws: Sequence[Draw]
    """What is taken, in this order."""
    famous: Sequence[FamousDraw] = ()
    """The famous questions that are taken first."""
    supersedes: str = ""
    """The earlier suite that it takes the place of; empty for none."""
    text: str
    """The recipe's own text, which stands in the card."""


NAME = re.compile(r"[a-z0-9][a-z0-9.-]*")
"""What a suite may be called: its name is the name of its files."""

_HEAD: Mapping[str, type] = dict.fromkeys(("name", "about", "licence", "canary"), str)
_MAY_HAVE: Mapping[str, type] = {"seed": int, "supersedes": str}
_FAMOUS: Mapping[str, type] = {
    **dict.fromkeys(("count", "twins"), int),
    **dict.fromkeys(("names", "languages", "frames"), list),
}
_WAYS = tuple(each.name for each in fields(Ways))
_LISTS = ("skills", "languages", "vary", "names", *_WAYS)
_DRAW: Mapping[str, type] = {
    **{"count": int, "levels": list, "strata": dict, "claims": bool},
    **dict.fromkeys((name for name in _LISTS if name != "names"), list),
}


def read_recipe(text: str) -> Recipe:
    """A recipe from TOML: the keys name, about, licence and canary, tables `[[draw]]` and `[[famous]]`.

    Every table holds `count`; a table `[[draw]]` of the fields of `Draw` and `Ways` those that are wanted, a
    table `[[famous]]` of those of `FamousDraw`. Without `seed`, the probes come from streams of the suite's
    own, which no seed reaches; `supersedes` names the suite that it takes the place of.

    Raises:
        InvalidArgument: if it is not TOML, or a key is missing, unknown or of the wrong type.
    """
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InvalidArgument(f"Not a recipe: it is not TOML ({error}).") from error
    tables, known = content.pop("draw", []), content.pop("famous", [])
    if not isinstance(tables, list) or not isinstance(known, list) or not (tables or known):
        raise InvalidArgument("Not a recipe: there is no table [[draw]] that says what to take.")
    head = _checked(content, {**_HEAD, **_MAY_HAVE}, required=_HEAD, where="")
    if not NAME.fullmatch(head["name"]):
        raise InvalidArgument(
            f"A suite's name holds small letters, digits, '.' and '-' only, such as 'mine-v1', not "
            f"{head['name']!r}."
        )
    if "'''" in text:
        raise InvalidArgument("Not a recipe: three apostrophes in a row cannot stand in a card.")
    head.setdefault("seed", f"suite {head['name']}")
    draws = [_draw(table, number) for number, table in enumerate(cast("list[object]", tables), start=1)]
    famous = [_famous(table, number) for number, table in enumerate(cast("list[object]", known), start=1)]
    return Recipe(**head, draws=draws, famous=famous, text=text)


def _famous(table: object, number: int) -> FamousDraw:
    given = _table(table, f"famous {number}: ", _FAMOUS)
    rest: dict[str, Any] = {name: tuple(value) if name in _LISTS else value for name, value in given.items()}
    return FamousDraw(**rest)


def _draw(table: object, number: int) -> Draw:
    where = f"draw {number}: "
    given = _table(table, where, _DRAW)
    if not all(isinstance(level, int) and level > 0 for level in given.get("levels", [])):
        raise InvalidArgument(
            f"Not a recipe: {where}'levels' holds whole numbers from 1, got {given['levels']!r}."
        )
    for name, known in (("formats", FORMATS), ("notations", NOTATIONS)):
        for each in given.get(name, []):
            if each not in known:
                raise unknown_name(name.removesuffix("s"), each, known)
    ways = Ways(**{name: tuple(given.pop(name)) for name in _WAYS if name in given})
    rest: dict[str, Any] = {
        name: tuple(value) if _DRAW[name] is list else value for name, value in given.items()
    }
    return Draw(ways=ways, **rest)


def _table(table: object, where: str, types: Mapping[str, type]) -> dict[str, Any]:
    """The entries of a table that takes so many of something."""
    if not isinstance(table, dict):
        raise InvalidArgument(f"Not a recipe: {where}expected a table, got {table!r}.")
    given = _checked(cast("dict[str, Any]", table), types, required=("count",), where=where)
    if given["count"] < 1:
        raise InvalidArgument(f"Not a recipe: {where}'count' starts at 1, not {given['count']}.")
    for name in _LISTS:
        if not all(isinstance(each, str) for each in given.get(name, [])):
            raise InvalidArgument(f"Not a recipe: {where}{name!r} holds names only, got {given[name]!r}.")
    return given


def _checked(
    given: Mapping[str, Any],
    types: Mapping[str, type],
    *,
    required: Sequence[str] | Mapping[str, type],
    where: str,
) -> dict[str, Any]:
    """The entries of a table that has the keys and types it should."""
    for name in required:
        if name not in given:
            raise InvalidArgument(f"Not a recipe: {where}the key {name!r} is missing.")
    for name, value in given.items():
        if name not in types:
            raise InvalidArgument(f"Not a recipe: {where}unknown key {name!r}; there is: {', '.join(types)}.")
        if not isinstance(value, types[name]) or (isinstance(value, bool) and types[name] is not bool):
            raise InvalidArgument(
                f"Not a recipe: {where}{name!r} must be {IN_WORDS[types[name]]}, got {value!r}."
            )
    return dict(given)


def gather(recipe: Recipe) -> list[Probe]:
    """The probes of a recipe, famous ones first, then draw by draw.

    A prompt that an earlier draw has is passed over.

    Raises:
        InvalidArgument: if a name is unknown, strata are impossible, or a cell has too few probes.
        JagbenchError: if a probe does not pass verification.
    """
    seen: set[str] = set()
    probes = [probe for known in recipe.famous for probe in famous_probes(known, seen)]
    probes += [probe for draw in recipe.draws for probe in drawn(draw, recipe.seed, seen)]
    if problems := verify(probes):
        raise JagbenchError(
            f"{recipe.name} was not frozen: probe {problems[0].probe}: {problems[0].message}."
        )
    return probes


def freeze(recipe: Recipe) -> tuple[bytes, bytes]:
    """The suite of a recipe, as the bytes of its file and of its card.

    Raises:
        InvalidArgument: as `gather` does.
        JagbenchError: if a probe does not pass verification.
    """
    probes = gather(recipe)
    content = write_probes(probes, {"suite": recipe.name, "canary": recipe.canary})
    return content, _card(recipe, probes, hashlib.sha256(content).hexdigest()).encode("utf-8")


def _card(recipe: Recipe, probes: Sequence[Probe], sha256: str) -> str:
    head = {
        "name": recipe.name,
        "about": recipe.about,
        "made": "Drawn from the seeded streams of the skills below by the recipe at the end, and verified by "
        "their oracles.",
        "licence": recipe.licence,
        "canary": recipe.canary,
        "sha256": sha256,
        **({"supersedes": recipe.supersedes} if recipe.supersedes else {}),
    }
    tables: Mapping[str, Mapping[str, Any]] = {
        "counts": {"probes": len(probes), "items": len({probe.item for probe in probes})},
        "counts.language": Counter(probe.language for probe in probes),
        "counts.skill": Counter(probe.skill for probe in probes),
        "counts.format": Counter(probe.format for probe in probes),
        "counts.notation": Counter(probe.notation for probe in probes),
        "counts.frame": Counter(probe.frame for probe in probes),
        **{
            f"counts.{mark}": found
            for mark in (FAMOUS, TWIN)
            if (found := Counter(str(probe.params[mark]) for probe in probes if mark in probe.params))
        },
        "skill_versions": dict(sorted({probe.skill: probe.version for probe in probes}.items())),
    }
    parts = [_entries(head) + f"recipe = '''\n{recipe.text.strip()}\n'''\n"]
    parts += [f"[{title}]\n{_entries(table)}" for title, table in tables.items()]
    return "\n".join([*parts, _domains(probes), _baselines(probes)])


def _domains(probes: Sequence[Probe]) -> str:
    """The table of how many different items the levels have that the probes are taken from: skill/level."""
    levels = sorted({(probe.skill, probe.level) for probe in probes if not is_claim(probe)})
    sizes = {f"{name}/{level}": str(domain(get_skill(name), level)) for name, level in levels}
    return f"[domain]\n{_entries(sizes)}"


def _baselines(probes: Sequence[Probe]) -> str:
    """The table of what the best blind guesser reaches on other probes of each cell: skill/level/language."""
    lines: list[str] = []
    for (name, level, language), asked in Counter(_cell(probe) for probe in probes).items():
        found = CLAIMS if name == CLAIM else baseline_of_cell(get_skill(name), level, language)
        lines.append(
            f"{json.dumps(f'{name}/{level}/{language}')} = {{ guess = {json.dumps(found.guess)}, "
            f"share = {float(found.share):.3f}, chance = {float(found.chance):.3f}, probes = {asked}, "
            f"sample = {found.sample} }}\n"
        )
    return "[baseline]\n" + "".join(lines)


def _cell(probe: Probe) -> tuple[str, int, str]:
    return probe.skill, probe.level, probe.language


def _entries(table: Mapping[str, Any]) -> str:
    # JSON's strings, integers and lists are TOML's too.
    return "".join(f"{_key(key)} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in table.items())


def _key(name: str) -> str:
    return name if name.replace("_", "").isalnum() else json.dumps(name)
