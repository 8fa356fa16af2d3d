"""The drive loop: the one place that asks an engine."""

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from jagbench.errors import JagbenchError
from jagbench.probes import Probe
from jagbench.runners.engine import Engine, Request, reply_key
from jagbench.runners.journal import Journal
from jagbench.runners.protocols import Ask, Conversation, Protocol
from jagbench.runners.reply import Reply

OnProbe = Callable[[Probe, Reply, bool], None]
"""Called once for each probe when its conversation has ended: with its last reply, and whether that was
asked now (or stood in the journal)."""

GIVE_UP_AFTER = 20
"""Replies in a row, from the first on, that may fail before the engine counts as broken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Turn:
    """Where a conversation stands."""

    probe: Probe
    conversation: Conversation
    number: int


def drive(
    probes: Iterable[Probe],
    protocol: Protocol,
    engine: Engine,
    journal: Journal,
    *,
    name: str,
    on_probe: OnProbe | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> None:
    """Ask every probe that the journal does not hold yet, keeping the engine full throughout.

    A follow-up goes to the engine as soon as the reply that led to it is finished; no probe waits for
    another. Probes are taken only as the engine has room.

    Args:
        probes: What is asked, ids unique.
        protocol: How it is asked.
        engine: What answers.
        journal: Holds the replies there are, and is given each finished one.
        name: Name of the protocol, for the keys of replies.
        on_probe: Told of every probe that is done.
        should_stop: Asked before each new probe; when true, the conversations under way are finished
            and nothing new is begun.

    Raises:
        JagbenchError: if the journal cannot be written, the engine breaks, or its first
            `GIVE_UP_AFTER` replies all fail.
    """
    loop = _Loop(protocol, engine, journal, name, on_probe)
    source = iter(probes)
    while True:
        while loop.has_room():
            probe = None if should_stop is not None and should_stop() else next(source, None)
            if probe is None:
                break
            loop.begin(probe)
        if not loop.in_flight:
            return
        loop.collect()


class _Loop:
    """The requests in flight, and the conversation behind each."""

    def __init__(
        self, protocol: Protocol, engine: Engine, journal: Journal, name: str, on_probe: OnProbe | None
    ) -> None:
        self.in_flight: dict[str, _Turn] = {}
        self._waiting: deque[tuple[Request, _Turn]] = deque()
        self._protocol = protocol
        self._engine = engine
        self._journal = journal
        self._name = name
        self._fingerprint = engine.description.fingerprint
        self._on_probe = on_probe
        self._failures: int | None = 0

    def has_room(self) -> bool:
        """Whether the engine wants another request; follow-ups that wait are given to it first."""
        capacity = self._engine.capacity
        while self._waiting and len(self.in_flight) < capacity:
            self._submit(*self._waiting.popleft())
        return len(self.in_flight) < capacity

    def begin(self, probe: Probe) -> None:
        """Open the conversation about a probe."""
        conversation = self._protocol(probe)
        self._proceed(_Turn(probe=probe, conversation=conversation, number=0), next(conversation))

    def collect(self) -> None:
        """Wait for replies, journal them, and go on with their conversations."""
        replies = self._engine.poll()
        self._journal.write(replies)
        for reply in replies:
            self._count_failures(reply)
            self._receive(self.in_flight.pop(reply.key), reply, asked=True)

    def _proceed(self, turn: _Turn, ask: Ask) -> None:
        """Have `ask` answered: by the journal where it can, else by the engine."""
        key = reply_key(
            fingerprint=self._fingerprint,
            probe=turn.probe.id,
            protocol=self._name,
            turn=turn.number,
            sampling=ask.sampling,
        )
        known = self._journal.answered.get(key)
        if known is not None:
            self._receive(turn, known, asked=False)
            return
        request = Request(
            key=key, probe=turn.probe.id, turn=turn.number, messages=ask.messages, sampling=ask.sampling
        )
        self._waiting.append((request, turn))

    def _receive(self, turn: _Turn, reply: Reply, *, asked: bool) -> None:
        """Send a reply into its conversation, and go on with what that asks next."""
        if reply.finish_reason != "error":
            try:
                ask = turn.conversation.send(reply)
            except StopIteration:
                pass
            else:
                following = _Turn(probe=turn.probe, conversation=turn.conversation, number=turn.number + 1)
                self._proceed(following, ask)
                return
        turn.conversation.close()
        if self._on_probe is not None:
            self._on_probe(turn.probe, reply, asked)

    def _submit(self, request: Request, turn: _Turn) -> None:
        self.in_flight[request.key] = turn
        self._engine.submit(request)

    def _count_failures(self, reply: Reply) -> None:
        if self._failures is None:
            return
        self._failures = self._failures + 1 if reply.finish_reason == "error" else None
        if self._failures == GIVE_UP_AFTER:
            raise JagbenchError(
                f"The engine failed on each of the first {GIVE_UP_AFTER} probes and was given up: "
                f"{reply.error} The same command asks them again."
            )
