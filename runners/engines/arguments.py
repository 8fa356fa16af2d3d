"""The arguments of engines: read from the command line, checked against what an engine takes."""

import json
from collections.abc import Iterable
from math import isfinite
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from jagbench.errors import InvalidArgument, unknown_name
from jagbench.probes.digest import Json
from jagbench.probes.json_lines import IN_WORDS
from jagbench.runners.engine import Arguments

Settings = TypeVar("Settings")

_OPTIONS = {"headers": "--header", "query": "--query"}
"""Arguments that a run's own options give, because what is typed as an engine argument is written down."""


def read_arguments(given: Iterable[str]) -> dict[str, Json]:
    """Arguments as they are typed: `key=value`, the value as JSON where it is JSON, else as it stands.

    Raises:
        InvalidArgument: if one has no `=` or no key, a key stands twice, or one may hold a secret.
    """
    arguments: dict[str, Json] = {}
    for text in given:
        key, equals, value = text.partition("=")
        key = key.strip().replace("-", "_")
        if not equals or not key:
            raise InvalidArgument(f"Not an engine argument: {text!r}. Give KEY=VALUE, such as slots=4.")
        if key in _OPTIONS:
            raise InvalidArgument(
                f"The engine argument {key!r} may hold a key: give it with {_OPTIONS[key]}, which is written "
                "nowhere."
            )
        if key in arguments:
            raise InvalidArgument(f"The engine argument {key!r} is given twice: give it once.")
        try:
            arguments[key] = json.loads(value)
        except ValueError:
            arguments[key] = value
    return arguments


def settings(kind: type[Settings], arguments: Arguments, *, engine: str) -> Settings:
    """The settings of an engine, made of the arguments given and its defaults for the rest.

    Args:
        kind: A dataclass whose fields are the arguments that the engine takes, each with a default.
        arguments: What was given.
        engine: Name of the engine, for errors.

    Raises:
        InvalidArgument: if the engine takes no such argument, or a value is of another type.
    """
    hints = get_type_hints(kind)
    for name, value in arguments.items():
        if name not in hints:
            raise unknown_name(f"argument of the engine {engine}", name, hints)
        kinds = get_args(hints[name]) if isinstance(hints[name], UnionType) else (hints[name],)
        if not any(_fits(value, each) for each in kinds):
            allowed = " or ".join(_IN_WORDS[get_origin(each) or each] for each in kinds)
            raise InvalidArgument(
                f"The argument {name!r} of the engine {engine} must be {allowed}, got {value!r}."
            )
        if isinstance(value, float) and not isfinite(value):
            raise InvalidArgument(
                f"The argument {name!r} of the engine {engine} must be finite, got {value}."
            )
    given: dict[str, Any] = dict(arguments)
    return kind(**given)


def divided(kind: type[Any], arguments: Arguments) -> tuple[Arguments, Arguments]:
    """The arguments that are fields of a dataclass, and the others."""
    own = get_type_hints(kind)
    return (
        {name: value for name, value in arguments.items() if name in own},
        {name: value for name, value in arguments.items() if name not in own},
    )


def check_bounds(
    engine: str, name: str, value: float | None, least: float, most: float, meaning: str
) -> None:
    """Hold a number to what it can mean.

    Args:
        engine: Name of the engine, for errors.
        name: Name of the argument.
        value: What was given; None is always fine.
        least: The smallest value that means something.
        most: The largest.
        meaning: What the number counts, in words.

    Raises:
        InvalidArgument: if it lies outside.
    """
    if value is not None and not least <= value <= most:
        raise InvalidArgument(
            f"The argument {name!r} of the engine {engine} ({meaning}) goes from {least} to {most}, got "
            f"{value}."
        )


_IN_WORDS = {
    **IN_WORDS,
    dict: 'a JSON object such as {"name": "value"}',
    list: 'a JSON list such as ["name"]',
}


def _fits(value: Json, kind: type) -> bool:
    kind = get_origin(kind) or kind
    if isinstance(value, bool):
        return kind is bool
    return isinstance(value, (int, float) if kind is float else kind)
