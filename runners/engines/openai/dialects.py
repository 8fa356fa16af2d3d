"""The kinds of servers that speak OpenAI's chat completions, and what each is sent beyond what is common."""

import json
import re
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from jagbench.runners.engine import (
    Choice,
    Constraint,
    Feature,
    JsonSchema,
    Message,
    Prompting,
    Regex,
    Request,
    Sampling,
)
from jagbench.runners.engines.openai.scores import Scoring
from jagbench.runners.engines.openai.switches import (
    BY_EFFORT,
    BY_NAME,
    BY_REASONING,
    BY_TYPE,
    IN_THE_TEMPLATE,
    Switch,
)
from jagbench.runners.grammar import to_gbnf
from jagbench.runners.pictures import draw


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """What one kind of server understands beyond the common protocol."""

    serves: frozenset[Feature] = frozenset()
    """Constraints that it serves; thinking is found out by asking."""
    scores: Mapping[Prompting, Scoring] = field(default_factory=dict[Prompting, Scoring])
    """How it tells how likely given replies are, where it does, by how questions are put to the model."""
    sampling: Mapping[str, str] | None = None
    """Its names of our sampling fields outside the protocol; None where it is not known to have them."""
    max_tokens: str = "max_tokens"
    """Its name of the length at which a reply is cut."""
    all_tokens: int = 0
    """How it writes that all tokens are drawn from."""
    seeded: bool = False
    """Whether the same seed gives the same draws."""
    templates: bool = False
    """Whether variables of the chat template can be sent (`chat_template_kwargs`)."""
    switch: Switch | None = None
    """How thinking is switched where the server does not tell its chat template; None where it is unknown."""


_ECHO: Mapping[Prompting, Scoring] = {"completion": "echo"}
_HELD: frozenset[Feature] = frozenset({"choice", "regex", "json_schema"})
_NAMES = {"top_k": "top_k", "min_p": "min_p", "repetition_penalty": "repetition_penalty"}

DIALECTS: Mapping[str, Dialect] = {
    "vllm": Dialect(
        serves=_HELD,
        scores={"chat": "tokens", "completion": "tokens"},
        sampling=_NAMES,
        all_tokens=-1,
        seeded=True,
        templates=True,
    ),
    "llamacpp": Dialect(
        serves=_HELD,
        scores={"chat": "forced", "completion": "forced"},
        sampling={**_NAMES, "repetition_penalty": "repeat_penalty"},
        seeded=True,
        templates=True,
    ),
    "sglang": Dialect(
        serves=_HELD,
        scores=_ECHO,
        sampling=_NAMES,
        all_tokens=-1,
        templates=True,
        switch=IN_THE_TEMPLATE,
    ),
    "ollama": Dialect(serves=frozenset({"json_schema"}), switch=BY_EFFORT),
    "openai": Dialect(max_tokens="max_completion_tokens", switch=BY_EFFORT),
    "deepseek": Dialect(switch=BY_TYPE),
    "openrouter": Dialect(switch=BY_REASONING),
    "dashscope": Dialect(switch=BY_NAME),
    "other": Dialect(scores=_ECHO),
}
"""The kinds of servers by name."""

HOSTS: Mapping[str, str] = {
    "api.openai.com": "openai",
    "openai.azure.com": "openai",
    "api.deepseek.com": "deepseek",
    "api.z.ai": "deepseek",
    "open.bigmodel.cn": "deepseek",
    "openrouter.ai": "openrouter",
    "dashscope.aliyuncs.com": "dashscope",
    "dashscope-intl.aliyuncs.com": "dashscope",
    "dashscope-us.aliyuncs.com": "dashscope",
}
"""The kinds of hosted servers by their host, or the end of it."""


def of_host(host: str) -> str | None:
    """The kind of server that a host is known to be; None where it is not known."""
    return next((kind for end, kind in HOSTS.items() if host == end or host.endswith(f".{end}")), None)


def body_of(request: Request, model: str, dialect: Dialect) -> dict[str, Any]:
    """A request as one kind of server is asked it, its constraint left out."""
    sampling = request.sampling
    messages = [{"role": message.role, "content": _content(message)} for message in request.messages]
    said = {"messages": messages} if request.completion is None else {"prompt": request.completion}
    fields: dict[str, Any] = {
        "model": model,
        **said,
        # The older of the two protocols has the older name.
        (dialect.max_tokens if request.completion is None else "max_tokens"): sampling.max_tokens,
        "temperature": sampling.temperature,
        "top_p": sampling.top_p,
        "presence_penalty": sampling.presence_penalty,
        "frequency_penalty": sampling.frequency_penalty,
        "seed": sampling.seed,
    }
    if sampling.stop:
        fields["stop"] = list(sampling.stop)
    usual = Sampling()
    for name in ("top_k", "min_p", "repetition_penalty"):
        value = getattr(sampling, name)
        if dialect.sampling is not None:
            fields[dialect.sampling[name]] = value
        elif value != getattr(usual, name):
            fields[name] = value
    if "top_k" in fields and sampling.top_k == 0:
        fields["top_k"] = dialect.all_tokens
    return fields


def _content(message: Message) -> str | list[dict[str, Any]]:
    """What a message says: a text, or parts where it shows a picture."""
    if message.picture is None:
        return message.content
    data = b64encode(draw(message.picture)).decode("ascii")
    return [
        {"type": "text", "text": message.content},
        {"type": "image_url", "image_url": {"url": f"data:image/png;base64,{data}"}},
    ]


def held(constraint: Constraint | None, dialect: Dialect) -> Mapping[str, Any]:
    """The fields that hold a reply to a form."""
    if constraint is None:
        return {}
    if isinstance(constraint, JsonSchema):
        schema = {"name": "answer", "schema": json.loads(constraint.schema)}
        return {"response_format": {"type": "json_schema", "json_schema": schema}}
    if dialect is DIALECTS["llamacpp"]:
        return {"grammar": to_gbnf(constraint)}
    if dialect is DIALECTS["vllm"]:
        if isinstance(constraint, Choice):
            return {"structured_outputs": {"choice": list(constraint.options)}}
        return {"structured_outputs": {"regex": constraint.pattern}}
    return {"regex": _pattern(constraint)}


def _pattern(constraint: Choice | Regex) -> str:
    if isinstance(constraint, Regex):
        return constraint.pattern
    return "|".join(re.escape(option) for option in constraint.options)
