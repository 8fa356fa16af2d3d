"""The engine: what the drive loop sees, and the way of one question to the server and back.

Questions go out side by side from a thread of their own. What may pass (5xx, time-outs, lost connections,
answers that are none) is tried again after a pause that doubles and is drawn at random; a server that asks
to wait is left alone for as long as it asks, which uses up no retries; what will not pass (400) is not tried
again.
"""

import asyncio
import random
import threading
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from importlib.metadata import version
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

from jagbench.errors import JagbenchError
from jagbench.runners.engine import (
    Ask,
    Description,
    Feature,
    Prompting,
    Rendered,
    Request,
    failed,
    replied,
)
from jagbench.runners.engines import Opening, tell_nobody
from jagbench.runners.engines.arguments import settings
from jagbench.runners.engines.openai import faults, waits
from jagbench.runners.engines.openai.address import HARMLESS, Address, parse_address
from jagbench.runners.engines.openai.completions import (
    Completion,
    most_bytes,
    most_bytes_told,
    read_completion,
    system_fingerprint,
)
from jagbench.runners.engines.openai.connection import MOST_TOLD, Connection
from jagbench.runners.engines.openai.dialects import DIALECTS, body_of, held
from jagbench.runners.engines.openai.faults import Fault, Refused, Unreachable
from jagbench.runners.engines.openai.pace import Concurrency, Pace
from jagbench.runners.engines.openai.prompts import render
from jagbench.runners.engines.openai.scores import NotTold, Teller, checked, score_all
from jagbench.runners.engines.openai.secrets import KEY, Secrets, filled_in, read_key
from jagbench.runners.engines.openai.server import survey
from jagbench.runners.engines.openai.settings import OpenAISettings
from jagbench.runners.engines.openai.switches import switched
from jagbench.runners.reply import Reply
from jagbench.runners.templates import may_think, prompt_end, template_features
from jagbench.runners.thinking import Answered, tell_apart

AHEAD = 0.25
"""Questions that are held beyond those under way, as a share of them, so that the server never waits."""

MOST_FINGERPRINTS = 8
"""Configurations of a server that are told; one that names another with each reply says nothing by it."""

T = TypeVar("T")

Notice = Callable[[str], None]


class OpenAI:
    """A model on a server.

    Args:
        address: Where it is.
        given: How it is to be asked.
        notice: Told in a sentence, while replies are waited for, what the user should know.
        prompting: How questions are put to the model; None by its chat template, or by completion where the
            server says that it has none.

    Raises:
        InvalidArgument: if the server has no such model, or a key cannot be one.
        JagbenchError: if the server cannot be reached, or refuses the key.
    """

    def __init__(
        self,
        address: Address,
        given: OpenAISettings,
        *,
        notice: Notice = tell_nobody,
        prompting: Prompting | None = None,
    ) -> None:
        self._address = address
        self._given = given
        self._notice = notice
        headers, query, secrets = _credentials(given)
        self._finished: SimpleQueue[Reply | JagbenchError | str] = SimpleQueue()
        self._broken: JagbenchError | None = None
        self._end: Unreachable | None = None
        self._told_until = 0.0
        self._last_answer = time.monotonic()
        self._answered_once = False
        self._pace = Pace(
            Concurrency(given.concurrency, timeout=given.timeout),
            requests_per_minute=given.requests_per_minute,
        )
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="openai", daemon=True)
        self._thread.start()
        self._tasks: set[asyncio.Task[None]] = set()
        self._connection: Connection | None = None
        try:
            self._connection = Connection(
                address, headers=headers, query=query, secrets=secrets, timeout=given.timeout
            )
            server = self._wait_for(survey(self._connection, address, given, prompting))
        except BaseException:
            self.close()
            raise
        self._dialect = DIALECTS[server.dialect]
        self._switch = server.switch
        self._template = server.chat_template
        self._may_think = may_think(self._template)
        # A server that lost the opening mark, or put a thought that was cut into the answer, is known by the
        # thoughts of other replies.
        self._thinks = False
        self._fingerprints: list[str] = []
        chat = server.prompting == "chat"
        thinking: set[Feature] = {"thinking"} if server.switch or (chat and self._dialect.switch) else set()
        # A field of the protocol, so every server is taken to know it, but one that shows a template without.
        if self._template is None or "effort" in template_features(self._template):
            thinking |= {"effort"} if chat else set()
        # A model that does not see is told of by its server when it is asked.
        pictures: set[Feature] = {"pictures"} if chat else set()
        scores: set[Feature] = {"scores"} if server.prompting in self._dialect.scores else set()
        self.serves: frozenset[Feature] = self._dialect.serves | scores | thinking | pictures
        self._has_scored = False
        seeded = self._dialect.seeded and "seed" not in given.omit_fields
        self.description = Description(
            engine="openai",
            model=address.model,
            fingerprint=server.fingerprint,
            versions={"httpx2": version("httpx2"), **server.versions},
            determinism="seeded" if seeded else "none",
            chat_template=sha256(self._template.encode()).hexdigest() if self._template else None,
            prompting=server.prompting,
            identified=False,
            details={
                "url": address.url,
                "dialect": server.dialect,
                "concurrency": given.concurrency,
                **{f"told {name}": value for name, value in sorted(server.told.items())},
                # The names alone: what they hold may be a key.
                **({"headers": ", ".join(sorted(given.headers))} if given.headers else {}),
                **({"query": ", ".join(sorted(given.query))} if given.query else {}),
                **({"left_out": ", ".join(sorted(given.omit_fields))} if given.omit_fields else {}),
                **{f"sent {name}": str(value) for name, value in sorted(given.request_fields.items())},
            },
        )

    @property
    def capacity(self) -> int:
        """As many as may be under way at once just now, and a few ahead."""
        limit = self._pace.concurrency.limit
        return limit + 1 + int(AHEAD * limit)

    def render(self, ask: Ask) -> Rendered | None:
        """What the model would be given for a question; None where the server does not tell."""
        assert self._connection is not None
        dialect, switched = self.description.details["dialect"], self._switched(ask)
        return self._wait_for(
            render(self._connection, self._address, ask, dialect=str(dialect), switched=switched)
        )

    def submit(self, request: Request) -> None:
        """Take on a request."""
        self._loop.call_soon_threadsafe(self._start, request)

    def poll(self, timeout: float | None = None) -> Sequence[Reply]:
        """Wait for a reply, and give all that are finished; none where none comes in time."""
        replies: list[Reply] = []
        ends = None if timeout is None else time.monotonic() + timeout
        # What is answered is given before the end is told.
        while not replies or not self._finished.empty():
            if self._broken is not None and self._finished.empty():
                raise self._broken
            try:
                left = None if ends is None else max(0.0, ends - time.monotonic())
                finished = self._finished.get(timeout=left)
            except Empty:
                return replies
            if isinstance(finished, Reply):
                replies.append(finished)
            elif isinstance(finished, str):
                self._notice(finished)
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

    async def _shut_down(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._connection is not None:
            await self._connection.close()

    def _start(self, request: Request) -> None:
        task = self._loop.create_task(self._answer(request))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _answer(self, request: Request) -> None:
        begun = time.perf_counter()
        try:
            reply = await (self._score if request.candidates else self._draw)(request)
        except Unreachable as error:
            self._end = self._end or error
            self._finished.put(self._end)
            return
        # Whatever else goes wrong fails this one request, never the run.
        except Exception as error:
            why = str(error) if isinstance(error, JagbenchError) else f"{type(error).__name__}: {error}"
            reply = failed(request, why)
        self._finished.put(replace(reply, seconds=time.perf_counter() - begun))

    async def _draw(self, request: Request) -> Reply:
        completion = await self._complete(request, held(request.constraint, self._dialect))
        if completion.finish_reason == "error":
            return replace(
                failed(request, completion.error), native_finish_reason=completion.native_finish_reason
            )
        answered = Answered(
            thinking=completion.thinking, text=completion.text, finish_reason=completion.finish_reason
        )
        if completion.finish_reason != "refusal" and request.completion is None:
            answered = tell_apart(
                completion.text,
                finish_reason=completion.finish_reason,
                prompt=prompt_end(self._template, request.thinking) if self._template else "",
                thinking=completion.thinking,
                stop=request.sampling.stop,
                thinks=self._thinks and request.thinking is not False,
            )
            self._thinks = self._thinks or bool(answered.thinking)
        return replied(
            request,
            text=answered.text,
            thinking=answered.thinking,
            finish_reason=answered.finish_reason,
            native_finish_reason=completion.native_finish_reason,
            system_fingerprint=completion.system_fingerprint,
            prompt_tokens=completion.prompt_tokens,
            reply_tokens=completion.reply_tokens,
        )

    async def _score(self, request: Request) -> Reply:
        """How likely the model finds each candidate as its whole reply."""
        prompting: Prompting = "chat" if request.completion is None else "completion"
        way = self._dialect.scores[prompting]
        server = Teller(model=self._address.model, send=self._send, complete=self._complete_text)
        try:
            found = await score_all(way, server, request, self._switched(request))
            scores = checked([each.logprob for each in found])
        except NotTold as error:
            if self._has_scored:
                raise
            raise Unreachable(
                f"{error}, which the protocol logprob asks for: give another protocol, or another server at "
                f"{self._address.url}."
            ) from None
        self._has_scored = True
        return replied(
            request,
            text=request.candidates[scores.index(max(scores))],
            finish_reason="stop",
            system_fingerprint=found[-1].system_fingerprint,
            scores=scores,
        )

    async def _complete_text(self, body: Mapping[str, Any], tokens: int) -> object:
        """What the server tells of a text of so many tokens at most."""
        body = {"model": self._address.model, **body}
        body = {name: value for name, value in body.items() if name not in self._given.omit_fields}
        body |= self._given.request_fields

        async def once() -> object:
            assert self._connection is not None
            most = most_bytes_told(tokens)
            return await self._connection.post(f"{self._address.url}/completions", body, most=most)

        answer = await self._patiently(once)
        self._look_at(system_fingerprint(answer))
        return answer

    async def _send(self, route: str, body: Mapping[str, Any]) -> object:
        """What the server answers outside the protocol.

        Raises:
            NotTold: if it has no such route.
        """

        async def once() -> object:
            assert self._connection is not None
            try:
                return await self._connection.post(f"{self._address.root}{route}", body, most=MOST_TOLD)
            except Refused as error:
                raise NotTold(f"The server does not tell the tokens of a text ({error})") from None

        return await self._patiently(once)

    async def _complete(self, request: Request, more: Mapping[str, Any]) -> Completion:
        """Ask one question, again and again while it may yet be answered."""
        body = body_of(request, self._address.model, self._dialect) | dict(more)
        body |= self._switched(request)
        if request.completion is None and self._may_think:
            # It would end the reply inside the thought, too; it is looked for behind it.
            body.pop("stop", None)
        for name in self._given.omit_fields:
            body.pop(name, None)
        body |= self._given.request_fields
        most = most_bytes(request)
        route = "chat/completions" if request.completion is None else "completions"

        async def once() -> Completion:
            assert self._connection is not None
            answer = await self._connection.post(f"{self._address.url}/{route}", body, most=most)
            return read_completion(answer, max_tokens=request.sampling.max_tokens)

        completion = await self._patiently(once)
        self._look_at(completion.system_fingerprint)
        return completion

    def _look_at(self, fingerprint: str | None) -> None:
        """Say it where the server names another configuration of its model than in the replies before."""
        if (
            fingerprint is None
            or fingerprint in self._fingerprints
            or len(self._fingerprints) == MOST_FINGERPRINTS
        ):
            return
        if self._fingerprints:
            self._finished.put(
                "The server computes with another configuration than before (system_fingerprint was "
                f"{self._fingerprints[-1]} and is {fingerprint}): the run may mix two models. Each reply "
                "bears the one that it came with."
            )
        self._fingerprints.append(fingerprint)

    def _switched(self, ask: Ask) -> dict[str, Any]:
        """What is sent with a question to say whether and how much is to be thought."""
        dialect = self._dialect
        return switched(ask, variable=self._switch, fields=dialect.switch, templates=dialect.templates)

    async def _patiently(self, ask: Callable[[], Awaitable[T]]) -> T:
        failures = asked_to_wait = 0
        begun: float | None = None
        while True:
            sent = await self._pace.enter(again=begun is not None)
            begun = begun or sent
            crowded = answered = False
            try:
                if self._end is not None:
                    raise self._end
                answer = await ask()
                answered = True
            except Fault as fault:
                crowded = fault.crowded
                if fault.busy:
                    self._leave_alone(fault, asked_to_wait, since=begun)
                    asked_to_wait += 1
                    continue
                if failures == self._given.retries:
                    raise self._given_up(fault) from None
                wait = waits.pause(failures)
                failures += 1
            except Refused as error:
                raise self._everywhere(error) from None
            else:
                self._answered_once, self._last_answer = True, time.monotonic()
                return answer
            finally:
                self._pace.left(sent, crowded=crowded, answered=answered)
            await asyncio.sleep(wait)

    def _leave_alone(self, fault: Fault, times: int, *, since: float) -> None:
        """Hold all questions back for as long as the server asks, within bounds, and say so.

        Raises:
            Refused: if this question was put off too long.
            Unreachable: if all were.
        """
        now = time.monotonic()
        if now - since > waits.PATIENCE:
            said = f"asks to wait ({fault}), again and again for {waits.PATIENCE / 60:.0f} minutes"
            if self._last_answer > since:
                raise Refused(f"The server {said}")
            raise Unreachable(
                f"The server at {self._address.url} {said}, and answers nothing: give the same command again "
                "later."
            )
        asked = waits.pause(times) if fault.asked is None else fault.asked
        # A little more, so that several who ask do not all come back at once.
        held = min(asked, waits.LONGEST_ASKED) + random.uniform(0, waits.FIRST_PAUSE)
        self._pace.hold(held)
        if asked >= waits.WORTH_TELLING and now + held > self._told_until + waits.WORTH_TELLING:
            self._told_until = now + held
            self._finished.put(waits.told(asked, time.time()))

    def _given_up(self, fault: Fault) -> Exception:
        if not fault.connected:
            return faults.unconnected(fault, url=self._address.url)
        return Refused(f"The server failed {self._given.retries + 1} times, at last with: {fault}")

    def _everywhere(self, error: Refused) -> Exception:
        """What a refusal means: where nothing was answered yet, some are no matter of the question."""
        if self._answered_once or error.status not in (403, 404, 405, 501):
            return error
        return Unreachable(
            f"{str(error).rstrip('.')}. Check the address {self._address.url}, which for most servers ends "
            f"in /v1, the model's name {self._address.model}, and the key in the environment variable {KEY}."
        )


def _credentials(given: OpenAISettings) -> tuple[dict[str, str], dict[str, str], Secrets]:
    """The headers and the query of every request, and what of them must not be shown."""
    key = read_key()
    own, query = filled_in("header", given.headers), filled_in("query", given.query)
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    if any(name.lower() == "authorization" for name in own):
        headers = {}
    values = [*own.values(), *(value for name, value in query.items() if name not in HARMLESS)]
    # A header such as "Bearer KEY" holds a secret that may be repeated without what stands before it.
    parts = [part for value in values for part in value.split()]
    secrets = Secrets([*([key] if key else []), *values, *parts])
    return headers | own, query, secrets


def open_openai(name: str, opening: Opening) -> OpenAI:
    """Find a model on a server.

    Args:
        name: `NAME@URL`.
        opening: Its arguments are those of `OpenAISettings`.

    Raises:
        InvalidArgument: if `name` is not of this form, or the server has no such model.
        JagbenchError: if the server cannot be reached, or refuses the key.
    """
    given = settings(OpenAISettings, opening.arguments, engine="openai")
    return OpenAI(parse_address(name), given, notice=opening.notice, prompting=opening.prompting)
