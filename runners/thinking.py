"""Thinking: how a chat template switches it, and how it is told apart from the answer."""

import re
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

MARKS: tuple[tuple[str, str], ...] = (
    ("<think>", "</think>"),
    ("<thinking>", "</thinking>"),
    ("[THINK]", "[/THINK]"),
    ("<seed:think>", "</seed:think>"),
    ("<|START_THINKING|>", "<|END_THINKING|>"),
)
"""What models write before and after their thoughts."""

SWITCHES = ("enable_thinking", "thinking")
"""The variables of chat templates by which thinking is switched."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thought:
    """A reply, its thinking apart."""

    thinking: str | None
    """The thinking, None where there is none."""
    text: str
    """The answer; empty where the reply ends inside its thinking."""


def thinking_switch(template: str | None) -> str | None:
    """The variable by which a chat template switches thinking, or None where it has none.

    Args:
        template: The template's text (Jinja); None where there is none.
    """
    from jinja2 import Environment, TemplateSyntaxError
    from jinja2.meta import find_undeclared_variables

    environment = Environment(autoescape=True, extensions=["jinja2.ext.loopcontrols"])
    try:
        parsed = environment.parse(_without_generation(template or ""))
    except TemplateSyntaxError:
        return None
    free = find_undeclared_variables(parsed)
    return next((name for name in SWITCHES if name in free), None)


@lru_cache(maxsize=16)
def prompt_end(template: str, thinking: bool | None) -> str:
    """What a chat template writes last before the model's turn; empty where it cannot be rendered.

    Args:
        template: The template's text (Jinja).
        thinking: How its thinking is switched; None leaves it as it is.
    """
    from jinja2 import TemplateError
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(
        trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.loopcontrols"]
    )
    switch = thinking_switch(template)
    said = {
        "messages": [{"role": "user", "content": "?"}],
        "add_generation_prompt": True,
        "raise_exception": _refuse,
        "strftime_now": datetime.now().strftime,
        **({switch: thinking} if switch is not None and thinking is not None else {}),
    }
    try:
        return environment.from_string(_without_generation(template)).render(said)[-64:]
    except (TemplateError, TypeError, ValueError):
        return ""


def _refuse(message: str) -> str:
    raise ValueError(message)


def _without_generation(template: str) -> str:
    """The template without the tag by which transformers marks the model's turns; it renders nothing."""
    return re.sub(r"\{%-?\s*(end)?generation\s*-?%\}", "", template)


def split_thinking(text: str, *, prompt: str = "") -> Thought:
    """Tell the thinking of a reply apart from its answer.

    Args:
        text: The raw reply, marks included.
        prompt: The rendered prompt, or its end: templates may open the thought themselves there.
    """
    for opening, closing in MARKS:
        opened = prompt.rstrip().endswith(opening)
        stripped = text.lstrip()
        if not opened and not stripped.startswith(opening):
            continue
        thought, found, answer = stripped.removeprefix(opening).partition(closing)
        return Thought(thinking=thought.strip(), text=answer.lstrip() if found else "")
    return Thought(thinking=None, text=text)
