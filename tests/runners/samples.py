"""Probes, replies and an engine for tests."""

from collections.abc import Callable, Sequence

from jagbench.probes import Answer, Probe, probe_id
from jagbench.runners.engine import Ask, Description, Feature, Rendered, Request, failed, replied
from jagbench.runners.reply import FinishReason, Reply


def make_probe(
    number: int,
    *,
    skill: str = "arithmetic.addition",
    level: int = 1,
    language: str = "en",
    options: tuple[str, ...] = (),
) -> Probe:
    """Asks for `number` + 1; the lure `off_by_one` says `number` + 2. With options it is a choice."""
    prompt = f"What is {number} + 1? Answer with the number only."
    answer = Answer(kind="choice" if options else "integer", value=str(number + 1), options=options)
    return Probe(
        id=probe_id(prompt, answer),
        item=f"{number:016x}",
        skill=skill,
        version=1,
        level=level,
        grade=1,
        params={"operands": [str(number), "1"]},
        language=language,
        frame="plain",
        template="plain",
        order="ab",
        prompt=prompt,
        answer=answer,
        lures={"off_by_one": str(number + 2)},
    )


def make_reply(
    key: str, text: str = "1", *, finish: FinishReason = "stop", error: str | None = None
) -> Reply:
    return Reply(key=key, probe="p", turn=0, text=text, finish_reason=finish, error=error)


class Scripted:
    """An engine that answers as a function says, and keeps what it was asked."""

    def __init__(
        self,
        answer: Callable[[Request], str],
        *,
        capacity: int = 4,
        batch: int = 1,
        serves: frozenset[Feature] = frozenset(),
        rendered: Callable[[Ask], Rendered] | None = None,
    ) -> None:
        self.rendered = rendered
        self.description = Description(
            engine="scripted", model="test", fingerprint="f", versions={}, determinism="serial"
        )
        self.capacity = capacity
        self.serves: frozenset[Feature] = serves
        self.asked: list[Request] = []
        self.most_in_flight = 0
        self.closed = False
        self._answer = answer
        self._batch = batch
        self._waiting: list[Request] = []

    def render(self, ask: Ask) -> Rendered | None:
        return self.rendered(ask) if self.rendered else None

    def submit(self, request: Request) -> None:
        self.asked.append(request)
        self._waiting.append(request)
        self.most_in_flight = max(self.most_in_flight, len(self._waiting))

    def poll(self, timeout: float | None = None) -> Sequence[Reply]:
        finished, self._waiting = self._waiting[-self._batch :], self._waiting[: -self._batch]
        return [self._reply(request) for request in finished]

    def close(self) -> None:
        self.closed = True

    def _reply(self, request: Request) -> Reply:
        text = self._answer(request)
        if text.startswith("!"):
            return failed(request, text[1:])
        return replied(request, text=text, finish_reason="stop")
