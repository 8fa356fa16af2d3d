"""The child process in which a chat template is tried: it may be ended at any moment."""

import json
import sys
from datetime import datetime
from typing import Any

from jagbench.runners.templates import SWITCHES, without_generation

_END = 64
"""Characters of the end of a prompt that are kept."""


def main() -> None:
    """Read a template and its bounds from standard input, and write what is found out about it."""
    given: dict[str, Any] = json.load(sys.stdin)
    _bound(seconds=given["seconds"], memory=given["memory"])
    try:
        found = _try_out(without_generation(given["template"]))
    except MemoryError:
        sys.exit(1)
    print(json.dumps(found))


def _bound(*, seconds: int, memory: int) -> None:
    try:
        import resource
    except ImportError:
        # Without it (Windows) the parent's patience is the only bound.
        return
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _try_out(template: str) -> dict[str, Any]:
    from jinja2 import TemplateSyntaxError
    from jinja2.meta import find_undeclared_variables
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(
        trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.loopcontrols"]
    )
    try:
        free = find_undeclared_variables(environment.parse(template))
        compiled = environment.from_string(template)
    except TemplateSyntaxError as error:
        return _found(error=f"line {error.lineno}: {error.message}")
    except RecursionError:
        return _found(error="it is nested too deeply")
    switch = next((name for name in SWITCHES if name in free), None)
    ends: dict[str, str] = {}
    for name, value in (("null", None), ("true", True), ("false", False)):
        switched = {switch: value} if switch is not None and value is not None else {}
        ends[name] = _end_of(compiled, switched)
    return _found(variables=sorted(free), ends=ends)


def _found(
    *, variables: list[str] | None = None, ends: dict[str, str] | None = None, error: str | None = None
) -> dict[str, Any]:
    none = {"null": "", "true": "", "false": ""}
    return {"variables": variables or [], "ends": ends or none, "error": error}


def _end_of(compiled: Any, switched: dict[str, bool]) -> str:
    from jinja2 import TemplateError

    said = {
        "messages": [{"role": "user", "content": "?"}],
        "add_generation_prompt": True,
        "bos_token": "",
        "eos_token": "",
        "raise_exception": _refuse,
        "strftime_now": datetime.now().strftime,
        **switched,
    }
    try:
        text: str = compiled.render(said)
    # Foreign code fails in whatever way it likes; what it ends with is then not known.
    except (
        TemplateError,
        TypeError,
        ValueError,
        ArithmeticError,
        LookupError,
        AttributeError,
        RecursionError,
    ):
        return ""
    return text[-_END:]


def _refuse(message: str) -> str:
    raise ValueError(message)
