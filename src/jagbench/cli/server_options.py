"""The options of `jagbench run` that say how a server is spoken to; they become arguments of its engine."""

import json
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from jagbench.cli.numbers import FiniteRange

if TYPE_CHECKING:
    from jagbench.probes.digest import Json

Command = TypeVar("Command", bound=Callable[..., Any])

_OPTIONS = (
    click.option(
        "--requests-per-minute",
        type=FiniteRange(0, min_open=True),
        help="Ask a server at most this many questions a minute.",
    ),
    click.option(
        "--header",
        "headers",
        multiple=True,
        metavar="'NAME: VALUE'",
        help="A header for a server, such as 'api-key: $AZURE_KEY'; $NAME is read from the environment.",
    ),
    click.option(
        "--query",
        "query",
        multiple=True,
        metavar="NAME=VALUE",
        help="What stands behind the ? of a server's address, such as api-version=2024-10-21.",
    ),
    click.option(
        "--request-field",
        "request_fields",
        multiple=True,
        metavar="NAME=JSON",
        help="A further field of every request to a server, such as reasoning_effort=low.",
    ),
    click.option(
        "--omit-field",
        "omit_fields",
        multiple=True,
        metavar="NAME",
        help="A field that a server does not take, such as seed, and is not to be sent.",
    ),
)


def server_options(command: Command) -> Command:
    """Add the options to a command; `server_arguments` takes what they give."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def server_arguments(
    *,
    requests_per_minute: float | None,
    headers: Sequence[str],
    query: Sequence[str],
    request_fields: Sequence[str],
    omit_fields: Sequence[str],
) -> "dict[str, Json]":
    """The options as arguments of the engine; those that were not given are left out.

    Raises:
        InvalidArgument: if one is not of its form, or a name is given twice.
    """
    fields: dict[str, Json] = {}
    for name, value in _pairs("--request-field", request_fields, "=", "NAME=JSON").items():
        try:
            fields[name] = json.loads(value)
        except ValueError:
            fields[name] = value
    given: dict[str, Json] = {
        "requests_per_minute": requests_per_minute,
        "headers": {**_pairs("--header", headers, ":", "'NAME: VALUE'")},
        "query": {**_pairs("--query", query, "=", "NAME=VALUE")},
        "request_fields": fields,
        "omit_fields": list(omit_fields),
    }
    return {name: value for name, value in given.items() if value}


def _pairs(option: str, given: Sequence[str], mark: str, form: str) -> dict[str, str]:
    from jagbench.errors import InvalidArgument

    found: dict[str, str] = {}
    for text in given:
        name, there, value = text.partition(mark)
        name = name.strip()
        # What stands there may be a key, so it is not repeated.
        if not there or not name:
            raise InvalidArgument(f"{option} takes {form}; what was given has no name or no {mark!r}.")
        if name in found:
            raise InvalidArgument(f"{option} is given twice for {name!r}: give it once.")
        found[name] = value.strip()
    return found
