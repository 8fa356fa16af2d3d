"""The drive loop: the one place that asks an engine."""

import time
from collections import OrderedDict, deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from jagbench.errors import JagbenchError
from jagbench.probes import Probe
from jagbench.probes.digest import digest
from jagbench.runners.engine import AT_CTRL_C, Ask, Engine, Request, content_digest, reply_key
from jagbench.runners.journal import Journal
from jagbench.runners.protocols import Conversation, Protocol
from jagbench.runners.reply import Reply

GIVE_UP_AFTER = 20
"""Replies in a row, from the first on, that may fail before the engine counts as broken."""

LOOK_SECONDS = 0.25
"""How often it is looked, while no reply comes, whether asking is to end."""

STALLED_SECONDS = 30.0
"""Silence of the engine that is told, in seconds; told again each time that it has doubled."""

LEAST_GRACE = 5.0
"""Shortest time that requests under way are given once asking is to end, in seconds. They are given twice as
long as the slowest reply so far took, counted from the last reply."""

REMEMBERED = 4096
"""Latest replies kept to answer an identical question without asking it again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One conversation to be had."""

    probe: Probe
    """What it is about."""
    sample: int = 0
    """Which of several about the same probe; 0 is the first."""
    recheck: bool = False
    """Whether it was had before in this run and is had again only to compare."""


OnTask = Callable[[Task, Reply, bool], None]
"""Called when a conversation has ended: with its last reply, and whether that was asked now (or stood in the
journal)."""


class _Turn(NamedTuple):
    """Where a conversation stands."""

    task: Task
    conversation: Conversation
    number: int
    content: str


def drive(
    tasks: Iterable[Task],
    protocol: Protocol,
    engine: Engine,
    journal: Journal,
    *,
    on_task: OnTask | None = None,
    on_notice: Callable[[str], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> None:
    """Have every conversation that the journal does not hold yet, keeping the engine full throughout.

    A follow-up goes to the engine as soon as the reply that led to it is finished; no probe waits for
    another. Tasks are taken only as the engine has room, so memory does not grow with their number. A
    question that is identical to one under way, or to one of the last that were answered, is not asked
    again: the reply counts for both, with a line of its own in the journal.

    Args:
        tasks: What is asked; probe, sample and recheck together are unique.
        protocol: How it is asked.
        engine: What answers.
        journal: Holds the replies there are, and is given each finished one.
        on_task: Told of every conversation that has ended.
        on_notice: Told in a sentence that the engine is silent, or that requests under way were given up.
        should_stop: Asked before each new task and while no reply comes; when true, nothing new is begun, and
            the conversations under way are finished as long as replies come in the time usual so far.

    Raises:
        JagbenchError: if the journal cannot be written, the engine breaks, or its first
            `GIVE_UP_AFTER` replies all fail.
    """
    loop = _Loop(protocol, engine, journal, on_task)
    silence = _Silence(on_notice or (lambda said: None))
    source = iter(tasks)
    while True:
        while loop.has_room():
            task = None if should_stop is not None and should_stop() else next(source, None)
            if task is None:
                break
            loop.begin(task)
        if not loop.in_flight:
            return
        replies = loop.collect(LOOK_SECONDS)
        silence.broken(replies)
        if silence.is_over(
            len(loop.in_flight), stopping=not replies and should_stop is not None and should_stop()
        ):
            return


class _Loop:
    """The requests in flight, and the conversation behind each."""

    def __init__(self, protocol: Protocol, engine: Engine, journal: Journal, on_task: OnTask | None) -> None:
        self.in_flight: dict[str, _Turn] = {}
        self._waiting: deque[tuple[Request, _Turn]] = deque()
        # What waits for the reply to an identical question that is under way.
        self._twins: dict[str, list[tuple[Request, _Turn]]] = {}
        self._remembered: OrderedDict[str, Reply] = OrderedDict()
        self._protocol = protocol
        self._engine = engine
        self._journal = journal
        self._fingerprint = engine.description.fingerprint
        self._on_task = on_task
        self._failures: int | None = 0

    def has_room(self) -> bool:
        """Whether the engine wants another request; follow-ups that wait are given to it first."""
        capacity = self._engine.capacity
        while self._waiting and len(self.in_flight) < capacity:
            self._submit(*self._waiting.popleft())
        return len(self.in_flight) < capacity

    def begin(self, task: Task) -> None:
        """Open the conversation about a probe."""
        conversation = self._protocol(task.probe)
        self._proceed(task, conversation, 0, next(conversation))

    def collect(self, timeout: float) -> Sequence[Reply]:
        """Wait for replies, journal them, and go on with their conversations.

        Args:
            timeout: Longest wait, in seconds.

        Returns:
            The replies that came.
        """
        finished: list[tuple[_Turn, Reply]] = []
        replies = self._engine.poll(timeout)
        for reply in replies:
            turn = self.in_flight.pop(reply.key)
            finished.append((turn, reply))
            if not turn.task.recheck:
                twins = self._twins.pop(turn.content)
                finished += [(twin, _copied(reply, request)) for request, twin in twins]
                self._remember(turn.content, reply)
        self._journal.write([reply for _, reply in finished])
        for turn, reply in finished:
            self._count_failures(reply)
            self._receive(turn, reply, asked=True)
        return replies

    def _proceed(self, task: Task, conversation: Conversation, number: int, ask: Ask) -> None:
        """Have `ask` answered: by the journal, by an identical question, or by the engine."""
        request, content = self._request(task, number, ask)
        turn = _Turn(task, conversation, number, content)
        known = self._journal.find(request.key)
        if known is not None:
            self._receive(turn, known, asked=False)
        elif task.recheck:
            self._waiting.append((request, turn))
        elif content in self._twins:
            self._twins[content].append((request, turn))
        elif content in self._remembered:
            reply = _copied(self._remembered[content], request)
            self._journal.write([reply])
            self._receive(turn, reply, asked=True)
        else:
            self._twins[content] = []
            self._waiting.append((request, turn))

    def _request(self, task: Task, number: int, ask: Ask) -> tuple[Request, str]:
        request = request_of(
            ask,
            fingerprint=self._fingerprint,
            probe=task.probe.id,
            turn=number,
            sample=task.sample,
            recheck=task.recheck,
        )
        return request, content_digest(request)

    def _receive(self, turn: _Turn, reply: Reply, *, asked: bool) -> None:
        """Send a reply into its conversation, and go on with what that asks next."""
        if reply.finish_reason != "error":
            try:
                ask = turn.conversation.send(reply)
            except StopIteration:
                pass
            else:
                self._proceed(turn.task, turn.conversation, turn.number + 1, ask)
                return
        turn.conversation.close()
        if self._on_task is not None:
            self._on_task(turn.task, reply, asked)

    def _submit(self, request: Request, turn: _Turn) -> None:
        self.in_flight[request.key] = turn
        self._engine.submit(request)

    def _remember(self, content: str, reply: Reply) -> None:
        if reply.finish_reason != "error":
            self._remembered[content] = reply
            if len(self._remembered) > REMEMBERED:
                self._remembered.popitem(last=False)

    def _count_failures(self, reply: Reply) -> None:
        if self._failures is None:
            return
        self._failures = self._failures + 1 if reply.finish_reason == "error" else None
        if self._failures == GIVE_UP_AFTER:
            raise JagbenchError(
                f"The engine failed on each of the first {GIVE_UP_AFTER} probes and was given up: "
                f"{reply.error} The same command asks them again."
            )


class _Silence:
    """How long no reply has come, and what follows from it."""

    def __init__(self, notice: Callable[[str], None]) -> None:
        self._notice = notice
        self._since = time.monotonic()
        self._stopping_since: float | None = None
        self._told_next = STALLED_SECONDS
        self._slowest = 0.0

    def broken(self, replies: Sequence[Reply]) -> None:
        """Note the replies that came."""
        if replies:
            self._since, self._told_next = time.monotonic(), STALLED_SECONDS
            self._slowest = max(self._slowest, *(reply.seconds for reply in replies))

    def is_over(self, in_flight: int, *, stopping: bool) -> bool:
        """Whether requests under way are to be waited for no longer.

        Args:
            in_flight: How many there are.
            stopping: Whether asking is to end, and no reply came.
        """
        now = time.monotonic()
        silent = now - self._since
        if silent >= self._told_next:
            self._told_next *= 2
            self._notice(
                f"No reply has come for {silent:.0f} s; {in_flight} requests are under way. {AT_CTRL_C}"
            )
        if not stopping:
            return False
        self._stopping_since = self._stopping_since or now
        grace = max(LEAST_GRACE, 2 * self._slowest)
        if now - max(self._stopping_since, self._since) < grace:
            return False
        self._notice(
            f"{in_flight} requests under way were given up after {grace:.0f} s without a reply; the same "
            "command asks them again."
        )
        return True


def request_of(
    ask: Ask, *, fingerprint: str, probe: str, turn: int = 0, sample: int = 0, recheck: bool = False
) -> Request:
    """A question as an engine is sent it: with its key, and with a seed of its own where something is drawn.

    Args:
        ask: The question.
        fingerprint: Fingerprint of the model.
        probe: Id of the probe.
        turn: Which request of the protocol.
        sample: Which of several replies to the same probe.
        recheck: Whether the probe was asked before.
    """
    if ask.sampling.temperature > 0:
        seed = draw_seed(ask.sampling.seed, probe, sample, turn)
        ask = replace(ask, sampling=replace(ask.sampling, seed=seed))
    key = reply_key(
        fingerprint=fingerprint,
        probe=probe,
        turn=turn,
        content=content_digest(ask),
        sample=sample,
        recheck=recheck,
    )
    return Request(
        key=key,
        probe=probe,
        turn=turn,
        sample=sample,
        recheck=recheck,
        messages=ask.messages,
        sampling=ask.sampling,
        constraint=ask.constraint,
        candidates=ask.candidates,
        thinking=ask.thinking,
        effort=ask.effort,
        completion=ask.completion,
    )


def ask_alone(engine: Engine, request: Request) -> Reply:
    """The reply to one request, nothing beside it.

    Args:
        engine: What answers; no request is under way.
        request: The request.

    Raises:
        JagbenchError: if the engine breaks.
    """
    engine.submit(request)
    while True:
        for reply in engine.poll():
            return reply


def draw_seed(seed: int, probe: str, sample: int, turn: int) -> int:
    """The seed of one request, so that neither probes nor samples share their draws.

    Args:
        seed: Seed of the run.
        probe: Id of the probe.
        sample: Which of several replies to it.
        turn: Which request of the protocol.

    Returns:
        A number from 0 to 2**31 - 1.
    """
    return int(digest([seed, probe, sample, turn]), 16) >> 33


def _copied(reply: Reply, request: Request) -> Reply:
    """The reply to one request as the reply to another that asks the same."""
    return replace(
        reply,
        key=request.key,
        probe=request.probe,
        turn=request.turn,
        sample=request.sample,
        recheck=request.recheck,
        seconds=0.0,
    )
