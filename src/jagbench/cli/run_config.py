"""The options of `jagbench run` as a file: written by each run, read by `--config`."""

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, cast

import click

CONFIG = "run.toml"
"""The name of the file in a run's folder."""

_NOT_WRITTEN = frozenset(
    {
        "config",
        "as_json",
        "if_changed",
        "show_prompts",
        "headers",
        "header",
        "queries",
        "query",
        "junit",
        "summary",
    }
)
"""What is of this call only, or may hold a key."""


def load_config(context: click.Context, option: click.Parameter, path: Path | None) -> None:
    """Take the options of a file as if they were given, where the command line does not give them itself.

    Raises:
        InvalidArgument: if the file cannot be read, or holds an option that there is not.
    """
    from jagbench.errors import InvalidArgument, unknown_name

    if path is None:
        return
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise InvalidArgument(f"{path} cannot be read as a run's options: {why}.") from error
    names = {_key(each): each for each in context.command.params if each.name != option.name}
    for key in given:
        if key not in names:
            raise unknown_name(f"option in {path}", key, names)
    values = {str(names[key].name): _value(names[key], value) for key, value in given.items()}
    context.default_map = {**(context.default_map or {}), **values}


def _value(option: click.Parameter, value: Any) -> Any:
    """One value stands for a list of one where several may be given."""
    one = value.__class__ is not list and (option.nargs == -1 or option.multiple)
    return [value] if one else value


def _key(option: click.Parameter) -> str:
    """What an option is called in the file: as on the command line, without the dashes."""
    if isinstance(option, click.Argument):
        return "model"
    return max(option.opts, key=len).lstrip("-")


def write_config(context: click.Context, folder: Path, *, own: Mapping[str, Any]) -> None:
    """Write the options that were given into the folder of a run.

    Args:
        context: The call.
        folder: The folder of the run.
        own: Options by name that this run has for itself, where one call asks several models or suites.
    """
    import tomli_w

    from jagbench.runners.durable import replace_file

    given: dict[str, Any] = {}
    for option in context.command.params:
        name = str(option.name)
        usual = context.get_parameter_source(name) in (None, click.core.ParameterSource.DEFAULT)
        if name not in _NOT_WRITTEN and (name in own or not usual):
            given[_key(option)] = _plain(own.get(name, context.params.get(name)))
    kept = {key: value for key, value in given.items() if value is not None}
    text = f"# jagbench run --config {CONFIG} asks the same again.\n{tomli_w.dumps(kept)}"
    replace_file(folder / CONFIG, lambda beside: beside.write_bytes(text.encode("utf-8", "replace")))


def _plain(value: object) -> object:
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, tuple | list):
        return [_plain(part) for part in cast("Sequence[object]", value)]
    return value
