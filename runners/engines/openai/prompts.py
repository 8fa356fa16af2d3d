"""How a server puts a question to its model: by a chat template or not, and in which words.

The protocol says nothing of either; the servers of vLLM and llama.cpp tell it when they are asked.
"""

from collections.abc import Mapping
from typing import Any, cast

from jagbench.errors import InvalidArgument
from jagbench.runners.engine import Ask, Prompting, Rendered
from jagbench.runners.engines.openai.address import Address
from jagbench.runners.engines.openai.connection import Connection
from jagbench.runners.engines.openai.faults import Fault, Refused, mapping, words_of
from jagbench.runners.prompting import cannot_render

LONGEST = 60.0
"""Longest wait for what a server tells of itself, in seconds."""

_STAND_IN = "{%- for message in messages -%}\n  {{- '<|im_start|>'"
"""How the template begins that llama.cpp takes for a model that has none."""
_MARK = "<|im_start|>"


async def told(
    connection: Connection, method: str, url: str, body: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """An answer of the server outside the protocol; empty where it gives none.

    Args:
        connection: The way to it.
        method: `"GET"` or `"POST"`.
        url: Address of what is asked for.
        body: What is posted as JSON.
    """
    try:
        answer = await connection.ask(method, url, body, timeout=LONGEST)
    except (Fault, Refused):
        return {}
    return mapping(answer.content) if answer.status < 300 else {}


async def find_prompting(
    connection: Connection, address: Address, *, dialect: str, template: str | None
) -> Prompting:
    """How questions are put to a model: by completion where the server says that it has no chat template.

    Args:
        connection: The way to the server.
        address: Where it is, and the model's name there.
        dialect: What kind of server it is.
        template: The chat template that it tells.
    """
    if dialect == "vllm":
        said = {"model": address.model, "messages": [{"role": "user", "content": "Hello."}]}
        try:
            answer = await connection.ask("POST", f"{address.root}/tokenize", said, timeout=LONGEST)
        except (Fault, Refused):
            return "chat"
        return "completion" if answer.status == 400 and "chat template" in answer.text else "chat"
    if dialect == "llamacpp" and template is not None and template.startswith(_STAND_IN):
        # The model does not know the mark: to it, it is a handful of letters.
        body = {"content": _MARK, "add_special": False, "parse_special": True}
        tokens = (await told(connection, "POST", f"{address.root}/tokenize", body)).get("tokens")
        return "chat" if tokens is None or len(cast("list[object]", tokens)) == 1 else "completion"
    return "chat"


async def render(
    connection: Connection, address: Address, ask: Ask, *, dialect: str, switched: Mapping[str, Any]
) -> Rendered | None:
    """What the model would be given for a question; None where the server does not tell.

    Args:
        connection: The way to the server.
        address: Where it is, and the model's name there.
        ask: The question.
        dialect: What kind of server it is.
        switched: What is sent with it for the chat template.

    Raises:
        InvalidArgument: if the chat template cannot put the question into words.
    """
    messages = [{"role": message.role, "content": message.content} for message in ask.messages]
    if dialect == "vllm":
        said = (
            {"messages": messages, "add_generation_prompt": True, **switched}
            if ask.completion is None
            else {"prompt": ask.completion, "add_special_tokens": True}
        )
        tokens = await _tokens(connection, address, {"model": address.model, **said})
        if tokens is None:
            return None
        text = await _text(connection, address, tokens)
        first = await _text(connection, address, tokens[:1])
        begin = first if first is not None and first.startswith(("<", "[")) else None
        return None if text is None else Rendered(text=text, tokens=len(tokens), begin=begin)
    if dialect == "llamacpp":
        prompt: object = ask.completion
        if prompt is None:
            prompt = (
                await _asked(connection, address, "/apply-template", {"messages": messages, **switched})
            ).get("prompt")
        if not isinstance(prompt, str):
            return None
        body = {"content": prompt, "add_special": True, "parse_special": True}
        tokens = await _tokens(connection, address, body)
        text = None if tokens is None else await _text(connection, address, tokens)
        if tokens is None or text is None:
            return Rendered(text=prompt)
        begin = (await told(connection, "GET", f"{address.root}/props")).get("bos_token")
        held = isinstance(begin, str) and bool(begin) and text.startswith(begin)
        return Rendered(text=text, tokens=len(tokens), begin=str(begin) if held else None)
    return None


async def _asked(
    connection: Connection, address: Address, route: str, body: Mapping[str, Any]
) -> dict[str, Any]:
    """What a server says to a question of how it would ask; empty where it has no such route.

    Raises:
        InvalidArgument: if it refuses the question.
    """
    try:
        answer = await connection.ask("POST", address.root + route, body, timeout=LONGEST)
    except Refused as error:
        raise _refused(address, str(error)) from None
    except Fault:
        return {}
    if answer.status in (400, 422, 500):
        raise _refused(address, words_of(answer.content, answer.text) or f"{answer.status} without words")
    return mapping(answer.content) if answer.status < 300 else {}


def _refused(address: Address, words: str) -> InvalidArgument:
    return cannot_render(f"{address.model} at {address.url}", words)


async def _tokens(connection: Connection, address: Address, body: Mapping[str, Any]) -> list[int] | None:
    tokens: object = (await _asked(connection, address, "/tokenize", body)).get("tokens")
    if not isinstance(tokens, list):
        return None
    found = cast("list[object]", tokens)
    return [each for each in found if isinstance(each, int)] or None


async def _text(connection: Connection, address: Address, tokens: list[int]) -> str | None:
    body = {"model": address.model, "tokens": tokens}
    answer = await told(connection, "POST", f"{address.root}/detokenize", body)
    text = answer.get("prompt", answer.get("content"))
    return text if isinstance(text, str) else None
