"""What the public functions are given, held to what it may be: one sentence in place of a stray TypeError."""

from collections.abc import Iterable, Mapping, Sequence
from os import PathLike
from typing import TypeVar, cast

from jagbench.errors import InvalidArgument
from jagbench.generators.mechanism.registry import get_skill
from jagbench.generators.skill.definition import Skill
from jagbench.probes import Probe

Kind = TypeVar("Kind")

MOST = 2**31 - 1
"""The most of anything that is counted, and the greatest seed that is typed: what 32 bits hold."""


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
    return a_kind(value, str, what, given_as)


def a_number(value: object, what: str, least: int | None = None) -> int:
    """A whole number.

    Args:
        value: What was given.
        what: What it stands for, such as `"A seed"`.
        least: The least that it may be, where it is no more than `MOST`; any number when left out.

    Raises:
        InvalidArgument: if it is none, or out of its range.
    """
    if isinstance(value, bool) or not isinstance(value, int):
        raise InvalidArgument(f"{what} is a whole number, not {value!r:.80}.")
    if least is not None and not least <= value <= MOST:
        raise InvalidArgument(f"{what} goes from {least} to {MOST}, not {value}.")
    return value


def a_share(value: object, what: str) -> float:
    """A number that need not be whole; what it is a share of says how large it may be.

    Raises:
        InvalidArgument: if it is none.
    """
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise InvalidArgument(f"{what} is a number such as 0.1, not {value!r:.80}.")
    return value


def a_kind(value: object, kind: type[Kind], what: str, given_as: str) -> Kind:
    """An object of a kind.

    Args:
        value: What was given.
        kind: Its class.
        what: What it stands for.
        given_as: How it is given.

    Raises:
        InvalidArgument: if it is another one.
    """
    if not isinstance(value, kind):
        raise InvalidArgument(f"{what} is given as {given_as}, not {value!r:.80}.")
    return value


def refuse_no_mapping(value: object, what: str, given_as: str) -> None:
    """Check that something is a mapping.

    Raises:
        InvalidArgument: if it is none.
    """
    if not isinstance(value, Mapping):
        raise InvalidArgument(f"{what} are given as a mapping such as {given_as}, not {value!r:.80}.")


def levels_of(level: object) -> list[int]:
    """One level or several.

    Raises:
        InvalidArgument: if it is something else.
    """
    if isinstance(level, Iterable) and not isinstance(level, str):
        return [a_number(each, "A level") for each in cast("Iterable[object]", level)]
    return [a_number(level, "A level")]


def a_list(values: Iterable[Kind], what: str) -> list[Kind]:
    """Several values; a text is none of them.

    Raises:
        InvalidArgument: if they are something else.
    """
    if isinstance(values, str) or not isinstance(cast("object", values), Iterable):
        raise InvalidArgument(f"{what} are given as a list, not {values!r:.80}.")
    return list(values)


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
