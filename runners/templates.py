"""Chat templates: read from files, and tried out in a process of its own.

A template is a program that comes with a model, a server or a file: it may loop for ever or fill the memory.
Before anything renders it here it is rendered once in a child process whose time and memory are bounded; what
is learnt there (its end, its switches) is all that jagbench itself needs of it.
"""

import json
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from jagbench import errors
from jagbench.errors import InvalidArgument
from jagbench.probes.thoughts import shows_thinking
from jagbench.runners.engine import Ask, Feature

SWITCHES = ("enable_thinking", "thinking")
"""The variables of chat templates by which thinking is switched."""

EFFORT = "reasoning_effort"
"""The variable of chat templates that says how much is to be thought."""

LARGEST = 2**20
"""Length of the largest file that is read as a template, in bytes; those of models have a few thousand."""

SECONDS = 5
"""Time that a template may take to render one short message, in seconds of computing."""

MEMORY = 2**30
"""Memory that it may take, in bytes."""

PATIENCE = 30.0
"""Longest wait for the child process, in seconds; on a busy machine it takes longer than it computes."""

_COMMAND = (
    sys.executable,
    "-P",
    "-c",
    "import sys; root = sys.argv[1]; root in sys.path or sys.path.insert(0, root); "
    "from jagbench.runners.template_trial import main; main()",
    str(Path(errors.__file__).parents[1]),
)

_ENDS: Mapping[str, bool | None] = {"null": None, "true": True, "false": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """What is known of a chat template."""

    switch: str | None = None
    """The variable by which it switches thinking; None where it has none."""
    takes_effort: bool = False
    """Whether it has the variable `EFFORT`."""
    ends: Mapping[bool | None, str]
    """What it writes last before the model's turn, by how thinking is switched; empty where it cannot be
    rendered."""
    error: str | None = None
    """Why it is no template (Jinja), with the line; None where it is one."""


@lru_cache(maxsize=16)
def understand(text: str) -> Template:
    """What is to be known of a chat template, found out by trying it in a child process.

    Args:
        text: The template (Jinja).

    Raises:
        InvalidArgument: if it takes more than `SECONDS` or `MEMORY` to render one short message.
    """
    try:
        child = subprocess.run(
            _COMMAND,
            input=json.dumps({"template": text, "seconds": SECONDS, "memory": MEMORY}).encode(),
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise _too_much() from error
    if child.returncode != 0:
        raise _too_much()
    found: dict[str, Any] = json.loads(child.stdout)
    free = set(found["variables"])
    return Template(
        switch=next((name for name in SWITCHES if name in free), None),
        takes_effort=EFFORT in free,
        ends={_ENDS[name]: end for name, end in found["ends"].items()},
        error=found["error"],
    )


def _too_much() -> InvalidArgument:
    return InvalidArgument(
        f"The chat template takes more than {SECONDS} s or {MEMORY >> 30} GiB to put one short message into "
        "words: give another with --chat-template FILE."
    )


def read_template(path: Path) -> str:
    """The chat template in a file.

    Args:
        path: The file: Jinja, in UTF-8.

    Raises:
        InvalidArgument: if it is empty, no text, no Jinja, or takes too long to render.
    """
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise InvalidArgument(f"The chat template {path} cannot be read: {error.strerror}.") from error
    if len(content) > LARGEST:
        raise _no_template(str(path), f"has more than {LARGEST >> 20} MiB")
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        byte = content[error.start]
        raise _no_template(str(path), f"is no text in UTF-8 (byte {error.start} is {byte:#04x})") from error
    check_template(text, name=str(path))
    return text


def check_template(text: str, *, name: str) -> None:
    """Check that a text that was given as a chat template is one.

    Args:
        text: The text.
        name: Where it is from, for errors.

    Raises:
        InvalidArgument: if it is empty, no text, no Jinja, or takes too long to render.
    """
    if text.startswith("\ufeff"):
        raise _no_template(name, "begins with a byte order mark (U+FEFF), which would stand in every prompt")
    if "\0" in text:
        raise _no_template(name, "holds zero bytes, so it is no text")
    if not text.strip():
        raise _no_template(name, "is empty")
    if (error := understand(text).error) is not None:
        raise _no_template(name, f"is no Jinja: {error.rstrip('.')}")


def _no_template(name: str, what: str) -> InvalidArgument:
    return InvalidArgument(f"The chat template {name} {what}. Give a file with a Jinja template in UTF-8.")


def thinking_switch(template: str | None) -> str | None:
    """The variable by which a chat template switches thinking, or None where it has none.

    Args:
        template: The template's text (Jinja); None where there is none.

    Raises:
        InvalidArgument: if it takes too long to render.
    """
    return None if template is None else understand(template).switch


def template_features(template: str | None) -> set[Feature]:
    """What a chat template is told about thinking: whether (`thinking`), and how much (`effort`).

    Args:
        template: The template's text (Jinja); None where there is none.

    Raises:
        InvalidArgument: if it takes too long to render.
    """
    if template is None:
        return set()
    known = understand(template)
    features: set[Feature] = set()
    if known.switch is not None:
        features.add("thinking")
    if known.takes_effort:
        features.add("effort")
    return features


def template_variables(ask: Ask, switch: str | None) -> dict[str, bool | str]:
    """The variables of a chat template that a question sets.

    Args:
        ask: The question.
        switch: The variable by which the template switches thinking; None where it has none.
    """
    switched: dict[str, bool | str] = {}
    if ask.thinking is not None and switch is not None:
        switched[switch] = ask.thinking
    return switched if ask.effort is None else {**switched, EFFORT: ask.effort}


def may_think(template: str | None) -> bool:
    """Whether a model with this chat template may think before it answers; of an unknown one it may.

    Args:
        template: The template's text (Jinja); None where it is not known.

    Raises:
        InvalidArgument: if it takes too long to render.
    """
    return template is None or shows_thinking(template) or understand(template).switch is not None


def prompt_end(template: str, thinking: bool | None) -> str:
    """What a chat template writes last before the model's turn; empty where it cannot be rendered.

    Args:
        template: The template's text (Jinja).
        thinking: How its thinking is switched; None leaves it as it is.

    Raises:
        InvalidArgument: if it takes too long to render.
    """
    return understand(template).ends[thinking]


def without_generation(template: str) -> str:
    """A template without the tag by which transformers marks the model's turns; it renders nothing.

    Args:
        template: The template's text.
    """
    return re.sub(r"\{%-?\s*(end)?generation\s*-?%\}", "", template)
