"""The `openai` engine: any server that speaks OpenAI's chat completions, through the official client.

Requests go out side by side from a thread of their own. What may pass (429, 5xx, time-outs, lost
connections, answers that are none) is tried again after a pause that doubles and is drawn at random, or as
long as the server asks for; what will not pass (400) is not. The key is read from the environment and
written nowhere.
"""

import asyncio
import hashlib
import json
import os
import random
import threading
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from functools import partial
from importlib import import_module
from importlib.metadata import version
from queue import SimpleQueue
from typing import Any, TypeVar, cast
from urllib.parse import urlsplit

from jagbench.errors import InvalidArgument, JagbenchError, unknown_name
from jagbench.probes.digest import canonical
from jagbench.runners.engine import (
    Choice,
    Description,
    Feature,
    Request,
    failed,
    replied,
)
from jagbench.runners.engines import Opening
from jagbench.runners.engines.arguments import settings
from jagbench.runners.engines.dialects import DIALECTS, body_of, held
from jagbench.runners.reply import Reply
from jagbench.runners.thinking import prompt_end, split_thinking, thinking_switch

KEY = "OPENAI_API_KEY"
"""Environment variable that holds the key; a server that wants none needs none."""

NO_KEY = "none"
"""What is sent where there is no key, for the client insists on one."""

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 60.0
"""Bounds of the pause before a request is tried again, in seconds, where the server asks for none."""

STARTING_PATIENCE = 2
"""Times that the first question to a server is tried again."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenAISettings:
    """The arguments of the engine."""

    concurrency: int = 64
    """Requests under way at once."""
    timeout: float = 600.0
    """Longest wait for one answer, in seconds."""
    retries: int = 8
    """How often a request is tried again."""
    dialect: str | None = None
    """What the server is: one of `DIALECTS`; by default as it says itself."""


_OWNERS = {"vllm": "vllm", "llamacpp": "llamacpp", "sglang": "sglang", "library": "ollama"}
_OPENAI_OWNERS = ("openai", "system")


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A model on a server."""

    model: str
    """Its name there."""
    url: str
    """The base of the protocol, such as `"http://localhost:8000/v1"`."""

    @property
    def root(self) -> str:
        """The server without the version of the protocol."""
        return self.url.removesuffix("/v1")


def parse_address(name: str) -> Address:
    """The model and the server in `NAME@URL`.

    Raises:
        InvalidArgument: if it is not of this form, or the address holds a password.
    """
    model, _, url = name.rpartition("@")
    parts = urlsplit(url)
    if "://" in model:
        raise InvalidArgument(
            f"An address must not hold a password: put the key into the environment variable {KEY}."
        )
    if not model or parts.scheme not in ("http", "https") or not parts.hostname:
        raise InvalidArgument(
            f"Not a model on a server: {name!r}. Give NAME@URL, such as qwen3@http://localhost:8000/v1."
        )
    return Address(model=model, url=url.rstrip("/"))


class _Unreachable(JagbenchError):
    """Nobody answers at the address, or not to us: no request will fare better."""


class OpenAI:
    """A model on a server.

    Args:
        address: Where it is.
        given: How it is to be asked.

    Raises:
        InvalidArgument: if the server has no such model.
        JagbenchError: if the server cannot be reached, or refuses the key.
    """

    def __init__(self, address: Address, given: OpenAISettings) -> None:
        self._openai: Any = import_module("openai")
        self._address = address
        self._given = given
        self._key = os.environ.get(KEY) or NO_KEY
        self._finished: SimpleQueue[Reply | JagbenchError] = SimpleQueue()
        self._broken: JagbenchError | None = None
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="openai", daemon=True)
        self._thread.start()
        self._tasks: set[asyncio.Task[None]] = set()
        self.capacity = given.concurrency
        try:
            self._client: Any = self._wait_for(self._open_client())
            server = self._wait_for(self._survey())
        except BaseException:
            self.close()
            raise
        self._dialect = DIALECTS[server.dialect]
        self._switch = server.switch
        self._template = server.chat_template
        thinking: set[Feature] = {"thinking"} if server.switch else set()
        self.serves: frozenset[Feature] = self._dialect.serves | thinking
        self.description = Description(
            engine="openai",
            model=address.model,
            fingerprint=server.fingerprint,
            versions={"openai": version("openai"), **server.versions},
            determinism="seeded" if self._dialect.seeded else "none",
            chat_template=_sha256(server.chat_template.encode()) if server.chat_template else None,
            details={"url": address.url, "dialect": server.dialect, "concurrency": given.concurrency},
        )

    def submit(self, request: Request) -> None:
        """Take on a request."""
        self._loop.call_soon_threadsafe(self._start, request, time.perf_counter())

    def poll(self) -> Sequence[Reply]:
        """Wait for a reply, and give all that are finished."""
        replies: list[Reply] = []
        # What is answered is given before the end is told.
        while not replies or not self._finished.empty():
            if self._broken is not None and self._finished.empty():
                raise self._broken
            finished = self._finished.get()
            if isinstance(finished, Reply):
                replies.append(finished)
            else:
                self._broken = finished
        return replies

    def close(self) -> None:
        """Give up the requests under way, and end the thread."""
        if self._loop.is_closed():
            return
        self._wait_for(self._shut_down())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _wait_for(self, work: Awaitable[T]) -> T:
        async def run() -> T:
            return await work

        return asyncio.run_coroutine_threadsafe(run(), self._loop).result()

    async def _open_client(self) -> Any:
        return self._openai.AsyncOpenAI(
            api_key=self._key, base_url=self._address.url, timeout=self._given.timeout, max_retries=0
        )

    async def _shut_down(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if hasattr(self, "_client"):
            await self._client.close()

    def _start(self, request: Request, submitted: float) -> None:
        task = self._loop.create_task(self._answer(request, submitted))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _answer(self, request: Request, submitted: float) -> None:
        try:
            reply = await (self._score if request.candidates else self._draw)(request, submitted)
        except _Unreachable as error:
            self._finished.put(error)
            return
        # Whatever else goes wrong fails this one request, never the run.
        except Exception as error:
            why = str(error) if isinstance(error, JagbenchError) else self._said(error)
            reply = failed(request, why, seconds=time.perf_counter() - submitted)
        self._finished.put(reply)

    async def _draw(self, request: Request, submitted: float) -> Reply:
        completion = await self._complete(request, held(request.constraint, self._dialect))
        choice = completion.choices[0]
        if choice.finish_reason == "content_filter":
            return failed(
                request,
                "The server's content filter withheld the reply",
                seconds=time.perf_counter() - submitted,
            )
        text, thinking = choice.message.content or "", _thinking(choice.message)
        if thinking is None:
            end = prompt_end(self._template, request.thinking) if self._template else ""
            apart = split_thinking(text, prompt=end)
            text, thinking = apart.text, apart.thinking
        return replied(
            request,
            text=text,
            thinking=thinking,
            finish_reason="length" if choice.finish_reason == "length" else "stop",
            prompt_tokens=completion.usage.prompt_tokens if completion.usage else None,
            reply_tokens=completion.usage.completion_tokens if completion.usage else None,
            seconds=time.perf_counter() - submitted,
        )

    async def _score(self, request: Request, submitted: float) -> Reply:
        """Force the model to write each candidate, and note how likely it found each token by itself."""
        scores: list[float] = []
        for candidate in request.candidates:
            forced = {
                **held(Choice(options=(candidate,)), self._dialect),
                "logprobs": True,
                "top_logprobs": 1,
                # A token is at least one byte, and one more ends the reply.
                self._dialect.max_tokens: len(candidate.encode()) + 1,
                "temperature": 0.0,
                # A cache changes the figures a little, and would do so for some candidates only.
                "cache_prompt": False,
            }
            choice = (await self._complete(request, forced)).choices[0]
            if choice.message.content != candidate or choice.logprobs is None:
                raise JagbenchError(f"The model cannot be made to write {candidate!r}")
            scores.append(sum(token.logprob for token in choice.logprobs.content))
        return replied(
            request,
            text=request.candidates[scores.index(max(scores))],
            finish_reason="stop",
            scores=tuple(scores),
            seconds=time.perf_counter() - submitted,
        )

    async def _complete(self, request: Request, more: Mapping[str, Any]) -> Any:
        body = body_of(request, self._address.model, self._dialect) | dict(more)
        if request.thinking is not None and self._switch is not None:
            body["chat_template_kwargs"] = {self._switch: request.thinking}

        async def once() -> Any:
            # Everything goes through `extra_body`, so that the client adds nothing and leaves nothing out.
            completion = await self._client.chat.completions.create(
                model=body["model"], messages=body["messages"], extra_body=body
            )
            if not getattr(completion, "choices", None) or completion.choices[0].message is None:
                raise _NoAnswer("The server's answer holds no reply")
            return completion

        return await self._patiently(once, self._given.retries)

    async def _patiently(self, work: Callable[[], Awaitable[T]], retries: int) -> T:
        """Do something with the server, again and again while it may yet succeed."""
        attempt = 0
        while True:
            try:
                return await work()
            except Exception as error:
                if (last := self._lasting(error)) is not None:
                    raise last from error
                if attempt == retries:
                    raise self._given_up(error, retries) from error
                pause = _pause(attempt, error)
            attempt += 1
            await asyncio.sleep(pause)

    def _lasting(self, error: Exception) -> Exception | None:
        """What to raise where trying again is of no use, or None where it may be of use."""
        status = getattr(error, "status_code", None)
        if status in (401, 403):
            return _Unreachable(
                f"The server at {self._address.url} refuses the key ({status}): put the right one into the "
                f"environment variable {KEY}."
            )
        if isinstance(status, int) and 400 <= status < 500 and status not in (408, 409, 425, 429):
            return JagbenchError(f"The server refuses the request ({status}): {self._said(error)}")
        passing = (self._openai.APIError, _NoAnswer, ValueError, OSError)
        return None if isinstance(error, passing) else error

    def _given_up(self, error: Exception, retries: int) -> Exception:
        if _unconnected(error):
            return _Unreachable(
                f"The server at {self._address.url} cannot be reached ({self._said(error)}): start it, then "
                "give the same command again."
            )
        return JagbenchError(f"The server failed {retries + 1} times, at last with: {self._said(error)}")

    def _said(self, error: Exception) -> str:
        """What went wrong, in the server's own words where it gives some, the key struck out."""
        said: object = _mapping(getattr(error, "body", None)).get("message")
        text = str(said or error.__cause__ or error) or type(error).__name__
        return text.replace(self._key, "***")[:500] if self._key != NO_KEY else text[:500]

    async def _survey(self) -> "_Server":
        """What the server says about itself and the model."""
        model = await self._model()
        owner = str(model.get("owned_by", ""))
        dialect = self._given.dialect or _OWNERS.get(owner)
        if dialect is None:
            hosted = urlsplit(self._address.url).hostname == "api.openai.com"
            dialect = "openai" if hosted or owner.startswith(_OPENAI_OWNERS) else "other"
        if dialect not in DIALECTS:
            raise unknown_name("dialect", dialect, DIALECTS)
        template: str | None = None
        switch: str | None = None
        versions: dict[str, str] = {}
        if dialect == "llamacpp":
            props = await self._ask_for("GET", "/props")
            template = props.get("chat_template")
            switch = thinking_switch(template)
            versions["server"] = f"llama.cpp {props.get('build_info', '')}".strip()
        elif dialect == "vllm":
            switch = await self._switch_by_tokens()
            versions["server"] = f"vllm {(await self._ask_for('GET', '/version')).get('version', '')}".strip()
        # What identifies the model, without what changes from one answer to the next.
        identity = {name: model.get(name) for name in ("id", "owned_by", "root", "parent", "meta")}
        return _Server(
            dialect=dialect,
            fingerprint=_sha256(canonical(identity)),
            chat_template=template or None,
            switch=switch,
            versions=versions,
        )

    async def _model(self) -> dict[str, Any]:
        """What the server's list says of the model; of a server without a list only the name is known."""

        async def listed() -> list[dict[str, Any]] | None:
            try:
                answer = await self._client.models.with_raw_response.list()
            except self._openai.NotFoundError:
                return None
            return cast("list[dict[str, Any]]", json.loads(answer.text)["data"])

        models = await self._patiently(listed, min(STARTING_PATIENCE, self._given.retries))
        if models is None:
            return {"id": self._address.model}
        names = [str(model.get("id")) for model in models]
        if self._address.model not in names:
            raise InvalidArgument(
                f"The server at {self._address.url} has no model {self._address.model!r}; it has: "
                f"{', '.join(sorted(names)) or 'none'}."
            )
        return models[names.index(self._address.model)]

    async def _switch_by_tokens(self) -> str | None:
        """The variable that changes the prompt, found out by having vLLM render it both ways."""
        for name in ("enable_thinking", "thinking"):
            said = {"model": self._address.model, "messages": [{"role": "user", "content": "Hello."}]}
            rendered = [
                await self._ask_for("POST", "/tokenize", {**said, "chat_template_kwargs": {name: on}})
                for on in (True, False)
            ]
            if rendered[0].get("tokens") != rendered[1].get("tokens"):
                return name
        return None

    async def _ask_for(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """An answer of the server outside the protocol; empty where it gives none."""
        ask = partial(self._client.get if method == "GET" else self._client.post, cast_to=object)
        try:
            answer: Any = await ask(self._address.root + path, **({"body": body} if body is not None else {}))
        except self._openai.APIError:
            return {}
        return _mapping(answer)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Server:
    """What is known of a server and its model."""

    dialect: str
    fingerprint: str
    chat_template: str | None
    switch: str | None
    versions: Mapping[str, str]


def _mapping(found: object) -> dict[str, Any]:
    """What a server has sent, where it is a JSON object."""
    return cast("dict[str, Any]", found) if isinstance(found, dict) else {}


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


class _NoAnswer(Exception):
    """An answer that is none; the next may be one."""


def _unconnected(error: BaseException | None) -> bool:
    """Whether a connection could not be made at all."""
    while error is not None:
        # By name, because the client has changed the library that it connects with.
        if type(error).__name__ == "ConnectError" or isinstance(error, ConnectionRefusedError):
            return True
        error = error.__cause__ or error.__context__
    return False


def _pause(attempt: int, error: Exception) -> float:
    """Seconds to wait before the next attempt: what the server asks for, else drawn at random."""
    response = getattr(error, "response", None)
    asked = None if response is None else _retry_after(response.headers.get("retry-after"))
    if asked is not None:
        # A little more for some than for others, so that they do not all come back at once.
        return asked + random.uniform(0, FIRST_PAUSE)
    return random.uniform(FIRST_PAUSE / 2, min(FIRST_PAUSE * 2**attempt, LONGEST_PAUSE))


def _retry_after(value: str | None) -> float | None:
    """The seconds in a Retry-After header (RFC 9110, 10.2.3): a number, or a date."""
    if value is None:
        return None
    try:
        return max(0.0, float(value))
    except ValueError:
        pass
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time.time())
    except ValueError:
        return None


def _thinking(message: Any) -> str | None:
    """The thinking that the server has told apart itself; servers name it in two ways."""
    found = getattr(message, "reasoning_content", None) or getattr(message, "reasoning", None)
    return found if isinstance(found, str) else None


def open_openai(name: str, opening: Opening) -> OpenAI:
    """Find a model on a server.

    Args:
        name: `NAME@URL`.
        opening: Its arguments are those of `OpenAISettings`.

    Raises:
        InvalidArgument: if `name` is not of this form, or the server has no such model.
        JagbenchError: if the server cannot be reached, or refuses the key.
    """
    return OpenAI(parse_address(name), settings(OpenAISettings, opening.arguments, engine="openai"))
