"""What the public functions are given, held to what it may be: one sentence in place of a stray TypeError."""

from collections.abc import Iterable, Sequence
from os import PathLike
from typing import cast

from jagbench.errors import InvalidArgument
from jagbench.generators.mechanism.registry import get_skill
from jagbench.generators.skill.definition import Skill
from jagbench.probes import Probe


def a_skill(skill: object) -> Skill:
    """A skill, or the one of a name.

    Raises:
        InvalidArgument: if it is neither.
    """
    if isinstance(skill, Skill):
        return skill
    return get_skill(a_text(skill, "A skill", "its name, such as 'counting.letters', or jb.skill(name)"))


def a_text(value: object, what: str, given_as: str) -> str:
    """A text.

    Args:
        value: What was given.
        what: What it stands for, such as `"A skill"`.
        given_as: How it is given.

    Raises:
        InvalidArgument: if it is none.
    """
    if not isinstance(value, str):
        raise InvalidArgument(f"{what} is given as {given_as}, not {value!r:.80}.")
    return value


def a_number(value: object, what: str) -> int:
    """A whole number.

    Raises:
        InvalidArgument: if it is none.
    """
    if isinstance(value, bool) or not isinstance(value, int):
        raise InvalidArgument(f"{what} is a whole number, not {value!r:.80}.")
    return value


def levels_of(level: object, skill: Skill) -> list[int]:
    """One level or several; all of a skill for None.

    Raises:
        InvalidArgument: if it is something else.
    """
    if level is None:
        return list(range(1, len(skill.levels) + 1))
    if isinstance(level, Iterable) and not isinstance(level, str):
        return [a_number(each, "A level") for each in cast("Iterable[object]", level)]
    return [a_number(level, "A level")]


def names_of(names: object, what: str) -> tuple[str, ...]:
    """Several names; a single one stands for itself.

    Raises:
        InvalidArgument: if they are something else.
    """
    if isinstance(names, str):
        return (names,)
    if not isinstance(names, Iterable):
        raise InvalidArgument(f"{what} are given as a list of names, not {names!r:.80}.")
    return tuple(a_text(each, f"Each of the {what}", "a name") for each in cast("Iterable[object]", names))


def a_path(value: object, what: str) -> str | PathLike[str]:
    """A path.

    Args:
        value: What was given.
        what: What it is the path of, such as `"A run"`.

    Raises:
        InvalidArgument: if it is none.
    """
    if not isinstance(value, str | PathLike):
        raise InvalidArgument(f"{what} is given as a path, not {value!r:.80}.")
    return cast("str | PathLike[str]", value)


def some_probes(probes: object) -> Sequence[Probe]:
    """Probes in a sequence.

    Raises:
        InvalidArgument: if it is something else, or holds something else.
    """
    if isinstance(probes, dict) or not isinstance(probes, Iterable):
        raise InvalidArgument(
            f"Probes are given as a suite, its name or path, or a list of probes, not {probes!r:.80}."
        )
    found = list(cast("Iterable[object]", probes))
    for each in found:
        if not isinstance(each, Probe):
            raise InvalidArgument(f"A list of probes holds probes only, not {each!r:.80}.")
    return cast("list[Probe]", found)
