"""How each kind of server is told whether its model is to think before it answers."""

from collections.abc import Mapping
from typing import Any

from jagbench.runners.engine import Ask
from jagbench.runners.templates import SWITCHES, template_variables

Switch = Mapping[bool, Mapping[str, Any]]
"""The fields of a request that switch thinking on and off."""

IN_THE_TEMPLATE: Switch = {on: {"chat_template_kwargs": dict.fromkeys(SWITCHES, on)} for on in (True, False)}
"""Of a server that renders a chat template and does not tell it: templates ignore what they do not know."""

BY_EFFORT: Switch = {True: {"reasoning_effort": "medium"}, False: {"reasoning_effort": "none"}}
"""Of servers where thinking goes on and off by how much of it is wanted (OpenAI, Ollama)."""

BY_TYPE: Switch = {True: {"thinking": {"type": "enabled"}}, False: {"thinking": {"type": "disabled"}}}
"""Of DeepSeek's and Z.ai's own servers."""

BY_REASONING: Switch = {True: {"reasoning": {"enabled": True}}, False: {"reasoning": {"enabled": False}}}
"""Of OpenRouter."""

BY_NAME: Switch = {True: {"enable_thinking": True}, False: {"enable_thinking": False}}
"""Of Alibaba's Model Studio (DashScope)."""


def switched(ask: Ask, *, variable: str | None, fields: Switch | None, templates: bool) -> dict[str, Any]:
    """The fields by which a question says whether and how much is to be thought.

    Args:
        ask: The question.
        variable: The variable by which the model's chat template switches thinking, where it is known.
        fields: What the kind of server understands where it is not.
        templates: Whether it takes variables of the chat template.
    """
    found: dict[str, Any] = {}
    if ask.thinking is not None and variable is None and fields is not None:
        found |= fields[ask.thinking]
    variables = template_variables(ask, variable)
    if variables and templates:
        found["chat_template_kwargs"] = {**found.get("chat_template_kwargs", {}), **variables}
    return found if ask.effort is None else {**found, "reasoning_effort": ask.effort}
