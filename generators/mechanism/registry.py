"""The registry of skills: those of the package and those of plug-ins.

A plug-in is a package with an entry point in the group `jagbench.skills` that names a module; importing
the module registers its skills by `register`.
"""

import copyreg
import warnings
from collections.abc import Callable, Sequence
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from pkgutil import iter_modules
from typing import cast

from jagbench.errors import InvalidArgument, unknown_name
from jagbench.generators.language.common import FAMILIES
from jagbench.generators.mechanism.admission import admit
from jagbench.generators.skill.definition import Skill
from jagbench.probes.claims import SKILL as CLAIMS

GROUP = "jagbench.skills"
PACKAGE = "jagbench.generators.families."

_skills: dict[str, Skill] = {}


def register(skill: Skill) -> Skill:
    """Make a skill known by its name, and return it.

    A skill of one's own is checked at once (`admission`). Registered again from the same module, as when a
    cell of a notebook is run again, it takes the place of the earlier one.

    Raises:
        InvalidArgument: if the name has no family, another skill has it, or its parts do not fit one another.
        JagbenchError: if one of the skill's own templates is faulty.
    """
    family, dot, ability = skill.name.partition(".")
    if not (family and dot and ability):
        raise InvalidArgument(
            f"A skill is named family.ability, such as 'counting.letters', not {skill.name!r}."
        )
    own = not _home(skill).startswith(PACKAGE)
    if own:
        _load_package()
    there = _skills.get(skill.name)
    if there is not None and not (own and _home(there) == _home(skill)):
        raise InvalidArgument(
            f"There is already a skill {skill.name!r}, of {_home(there)}; give this one another name."
        )
    if own:
        admit(skill)
    _skills[skill.name] = skill
    return skill


def _home(skill: Skill) -> str:
    """The module that a skill is written in."""
    return str(getattr(skill.draw, "__module__", ""))


def skill_names() -> list[str]:
    """The names of all skills, sorted."""
    _load()
    return sorted(_skills)


def get_skill(name: str) -> Skill:
    """A skill by name.

    Raises:
        InvalidArgument: if there is none; the error suggests near names, and says what claims are made of.
    """
    if not isinstance(cast("object", name), str):
        raise InvalidArgument(f"A skill is named by a text, such as 'counting.letters', not {name!r:.80}.")
    if name == CLAIMS:
        raise InvalidArgument(
            f"{CLAIMS!r} draws no items of its own: its claims are made of questions of other skills. Write "
            "claims = true into a recipe, or ask the suite facts-v1."
        )
    _load()
    if name not in _skills:
        raise unknown_name("skill", name, _skills)
    return _skills[name]


def _by_name(skill: Skill) -> tuple[Callable[[str], Skill], tuple[str]]:
    """How a skill is pickled: by its name, since its parts are functions.

    Raises:
        InvalidArgument: if the registry does not have it.
    """
    if _skills.get(skill.name) is not skill:
        raise InvalidArgument(f"{skill.name!r} is pickled by its name: register it first.")
    return get_skill, (skill.name,)


copyreg.pickle(Skill, _by_name)


def match_skills(names: Sequence[str]) -> list[Skill]:
    """Skills by name or family, in the order given; all of them when nothing is given.

    Raises:
        InvalidArgument: if a name is neither a skill nor a family.
    """
    known = {name.partition(".")[0] for name in skill_names()}
    found: dict[str, Skill] = {}
    for name in names or skill_names():
        within = [each for each in skill_names() if each.startswith(name + ".")] if name in known else [name]
        found.update((each, get_skill(each)) for each in within)
    return list(found.values())


@cache
def _load_package() -> None:
    for family in iter_modules([str(FAMILIES)]):
        import_module(PACKAGE + family.name)


@cache
def _load() -> None:
    _load_package()
    for entry in entry_points(group=GROUP):
        try:
            entry.load()
        except (Exception, SystemExit) as error:  # whatever a plug-in does, the others still work
            warnings.warn(
                f"The plug-in {entry.name!r} ({entry.value}) could not be loaded and is left out: "
                f"{type(error).__name__}: {error}",
                RuntimeWarning,
                stacklevel=2,
            )
