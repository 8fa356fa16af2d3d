"""What a server tells of itself and of its model, before the first question."""

import asyncio
import hashlib
import time
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, cast

from jagbench.errors import InvalidArgument, JagbenchError
from jagbench.probes.digest import canonical
from jagbench.runners.engine import Detail, Prompting
from jagbench.runners.engines.openai import faults
from jagbench.runners.engines.openai.address import Address
from jagbench.runners.engines.openai.connection import Answer, Connection
from jagbench.runners.engines.openai.dialects import of_host
from jagbench.runners.engines.openai.faults import Fault, Refused, mapping
from jagbench.runners.engines.openai.prompts import find_prompting, told
from jagbench.runners.engines.openai.settings import OpenAISettings
from jagbench.runners.engines.openai.waits import asked_wait, pause
from jagbench.runners.templates import SWITCHES, thinking_switch

PATIENCE = 3
"""Times that a server is asked for its list of models before it counts as out of reach."""

LONGEST = 60.0
"""Longest wait for its list of models, pauses between the times it is asked included, in seconds."""

_OWNERS = {"vllm": "vllm", "llamacpp": "llamacpp", "sglang": "sglang", "library": "ollama"}
_OPENAI_OWNERS = ("openai", "system")


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """What is known of a server and its model."""

    dialect: str
    """Which of the `DIALECTS` it speaks."""
    fingerprint: str
    """SHA-256 of what it tells of the model and of what every request is sent beside the question."""
    chat_template: str | None
    """The text of the model's chat template (Jinja)."""
    prompting: Prompting
    """How questions are put to it."""
    switch: str | None
    """The variable by which the template switches thinking."""
    versions: Mapping[str, str]
    """The version of the server, where it tells it."""
    told: Mapping[str, Detail]
    """What else it tells that would change with the model: names, sizes, times, its build."""


async def survey(
    connection: Connection, address: Address, given: OpenAISettings, prompting: Prompting | None = None
) -> Server:
    """Ask a server about itself and its model.

    Args:
        connection: The way to it.
        address: Where it is, and the model's name there.
        given: The arguments of the engine.
        prompting: How questions are put to the model; None to find out.

    Raises:
        InvalidArgument: if it has no such model, or the address lacks its end.
        JagbenchError: if it cannot be reached, or refuses the key.
    """
    model = await _model(connection, address, given)
    owner = str(model.get("owned_by", ""))
    dialect = given.dialect or _OWNERS.get(owner)
    if dialect is None:
        dialect = of_host(address.host) or ("openai" if owner.startswith(_OPENAI_OWNERS) else "other")
    template: str | None = None
    switch: str | None = None
    versions: dict[str, str] = {}
    props: dict[str, Any] = {}
    if dialect == "llamacpp":
        props = await told(connection, "GET", f"{address.root}/props")
        given_template = props.get("chat_template")
        template = given_template if isinstance(given_template, str) else None
        switch = thinking_switch(template)
        versions["server"] = f"llama.cpp {props.get('build_info', '')}".strip()
    elif dialect == "vllm":
        switch = await _switch_by_tokens(connection, address)
        version = (await told(connection, "GET", f"{address.root}/version")).get("version", "")
        versions["server"] = f"vllm {version}".strip()
    if prompting is None:
        prompting = await find_prompting(connection, address, dialect=dialect, template=template)
    if prompting == "completion":
        template = switch = None
    # What identifies the model, without what changes from one answer to the next.
    identity = {name: model.get(name) for name in ("id", "owned_by", "root", "parent", "meta")}
    if given.request_fields or given.omit_fields:
        identity |= {"sent": given.request_fields, "left out": sorted(given.omit_fields)}
    return Server(
        dialect=dialect,
        fingerprint=hashlib.sha256(canonical(identity)).hexdigest(),
        chat_template=template or None,
        prompting=prompting,
        switch=switch,
        versions=versions,
        told=_told_of(model, props, dialect=dialect) | versions,
    )


def _told_of(model: Mapping[str, Any], props: Mapping[str, Any], *, dialect: str) -> dict[str, Detail]:
    """What a server tells of a model that would change if another took its place."""
    names = ["root", "max_model_len"]
    # With others it is the time at which the list was asked for, or the server was started.
    names += ["created"] if dialect in ("ollama", "openai") else []
    found: dict[str, Any] = {name: model.get(name) for name in names}
    found |= {name: props.get(name) for name in ("model_path", "model_ftype", "build_info")}
    found |= {f"meta {name}": value for name, value in mapping(model.get("meta")).items() if name != "n_ctx"}
    return {name: value for name, value in found.items() if isinstance(value, str | int | float)}


async def _model(connection: Connection, address: Address, given: OpenAISettings) -> dict[str, Any]:
    """What the server's list says of the model; of a server without a list only the name is known."""
    answer = await _list(connection, address, given)
    models = _models(answer.content) if answer.status < 300 else None
    if models is None:
        if answer.status == 404:
            await _refuse_missing_version(connection, address)
        return {"id": address.model}
    names = [str(_name(model)) for model in models]
    # Ollama lists the tag that it adds to a name without one.
    for wanted in (address.model, f"{address.model}:latest"):
        if wanted in names:
            return {**models[names.index(wanted)], "id": wanted}
    if not given.listed or not names:
        return {"id": address.model}
    near = get_close_matches(address.model, names, n=3, cutoff=0.4) or sorted(names)[:3]
    more = f" and {len(names) - len(near)} more" if len(names) > len(near) else ""
    raise InvalidArgument(
        f"The server at {address.url} has no model {address.model!r}; it has: {', '.join(near)}{more}. If it "
        "answers to a name that it does not list, give --engine-arg listed=false."
    )


async def _list(connection: Connection, address: Address, given: OpenAISettings) -> Answer:
    """The server's list of models; an answer without success where it has none.

    Raises:
        Unreachable: if it cannot be reached, or refuses the key.
        JagbenchError: if it is out of order, or asks to wait for longer than a start may take.
    """
    url, ends = f"{address.url}/models", time.monotonic() + LONGEST
    for attempt in range(1, PATIENCE + 1):
        wait = pause(attempt - 1)
        try:
            answer = await connection.ask("GET", url, timeout=max(1.0, ends - time.monotonic()))
        except Refused as error:
            raise JagbenchError(f"The list of models at {url} is of no use: {error}.") from None
        except Fault as fault:
            failure: Exception = (
                JagbenchError(f"The server at {address.url} fails, at last with: {fault}.")
                if fault.connected
                else faults.unconnected(fault, url=address.url)
            )
        else:
            if answer.status == 429 or (answer.status >= 500 and answer.status != 501):
                asked = asked_wait(answer.headers.get("retry-after"))
                wait = wait if asked is None else asked
                said = faults.words_of(answer.content, answer.text) or "no words"
                again = f" It asks to wait for {asked:.0f} s." if asked is not None and asked < 1e9 else ""
                failure = JagbenchError(
                    f"The server at {address.url} is not ready ({answer.status}: {said}).{again} Give the "
                    "same command again later."
                )
            elif answer.status in (401, 402, 407) or 300 <= answer.status < 400:
                connection.expect(answer)
                raise AssertionError
            else:
                return answer
        if attempt == min(PATIENCE, given.retries + 1) or time.monotonic() + wait > ends:
            raise failure
        await asyncio.sleep(wait)
    raise AssertionError


def _models(content: object) -> list[dict[str, Any]] | None:
    """The entries of a list of models in any of its forms; None if it is none."""
    for name in ("data", "models"):
        if isinstance(mapping(content).get(name), list):
            content = mapping(content)[name]
    if not isinstance(content, list):
        return None
    entries = [
        {"id": each} if isinstance(each, str) else mapping(each) for each in cast("list[object]", content)
    ]
    return [each for each in entries if _name(each) is not None]


def _name(model: Mapping[str, Any]) -> str | None:
    return next((model[name] for name in ("id", "model", "name") if isinstance(model.get(name), str)), None)


async def _refuse_missing_version(connection: Connection, address: Address) -> None:
    """Say what an address lacks, where the server answers a step further."""
    if address.url.endswith("/v1"):
        return
    try:
        answer = await connection.ask("GET", f"{address.url}/v1/models", timeout=LONGEST)
    except (Fault, JagbenchError):
        return
    if answer.status < 300 and _models(answer.content) is not None:
        raise InvalidArgument(
            f"There is nothing at {address.url}, but there is at {address.url}/v1: give "
            f"{address.model}@{address.url}/v1."
        )


async def _switch_by_tokens(connection: Connection, address: Address) -> str | None:
    """The variable that changes the prompt, found out by having vLLM render it both ways."""
    for name in SWITCHES:
        said = {"model": address.model, "messages": [{"role": "user", "content": "Hello."}]}
        rendered = [
            await told(
                connection, "POST", f"{address.root}/tokenize", {**said, "chat_template_kwargs": {name: on}}
            )
            for on in (True, False)
        ]
        if rendered[0].get("tokens") != rendered[1].get("tokens"):
            return name
    return None
