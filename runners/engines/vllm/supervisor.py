"""This side of the `vllm` engine: keeps a child process alive that holds vLLM, and loses no request."""

import time
import warnings
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from jagbench.errors import InvalidArgument, JagbenchError
from jagbench.runners.engine import Ask, Description, Feature, Rendered, Request
from jagbench.runners.engines import Opening
from jagbench.runners.engines.vllm.last_words import speaks_of_memory, why_not_loaded
from jagbench.runners.engines.vllm.messages import Beat, Load, Ready, Refused, Render, Stop
from jagbench.runners.engines.vllm.process import COMMAND, Child, Died
from jagbench.runners.prompting import cannot_render
from jagbench.runners.reply import Reply

GIVE_UP_AFTER = 3
"""Deaths without a reply in between, after which the engine counts as broken."""
PATIENCE = 600.0
"""Silence in seconds, while requests are being computed, after which the child counts as dead."""

_HALVED = ("max_num_seqs", "max_num_batched_tokens")
"""The arguments that are halved when memory ran out."""


class Vllm:
    """A model in vLLM, in a child process that is started again when it dies.

    Args:
        load: What to load.
        patience: Silence in seconds after which the child counts as dead.
        command: What is started.

    Raises:
        InvalidArgument: if an argument cannot be, or there is no chat template.
        JagbenchError: if the model cannot be loaded.
    """

    def __init__(self, load: Load, *, patience: float = PATIENCE, command: Sequence[str] = COMMAND) -> None:
        self._load = load
        self._patience = patience
        self._command = command
        self._in_flight: dict[str, Request] = {}
        self._to_send: list[Request] = []
        self._deaths = 0
        self._restarts = 0
        try:
            self._ready = self._start()
        except Died as death:
            raise JagbenchError(why_not_loaded(load, str(death))) from death

    @property
    def description(self) -> Description:
        """What answers."""
        return self._ready.description

    @property
    def serves(self) -> frozenset[Feature]:
        """Choices, expressions, JSON schemas, scores, and thinking where the chat template switches it."""
        return self._ready.serves

    @property
    def capacity(self) -> int:
        """A few requests for each that vLLM computes at once."""
        return self._ready.capacity

    def render(self, ask: Ask) -> Rendered:
        """What the model would be given for a question."""
        try:
            self._child.send(Render(ask=ask))
            rendered: Rendered | str | Beat = self._child.receive(patience=self._patience)
            while isinstance(rendered, Beat):  # on a busy machine a sign of life comes before the answer
                rendered = self._child.receive(patience=self._patience)
        except Died as death:
            raise JagbenchError(why_not_loaded(self._load, str(death))) from death
        if isinstance(rendered, str):
            raise cannot_render(self._load.model, rendered)
        return rendered

    def submit(self, request: Request) -> None:
        """Take on a request."""
        self._in_flight[request.key] = request
        self._to_send.append(request)

    def poll(self, timeout: float | None = None) -> Sequence[Reply]:
        """Wait for replies, through as many deaths of the child as it takes; none where none comes in time.

        Raises:
            JagbenchError: if it dies `GIVE_UP_AFTER` times without a reply in between.
        """
        ends = float("inf") if timeout is None else time.monotonic() + timeout
        while True:
            try:
                if self._to_send:
                    self._child.send(self._to_send)
                    self._to_send = []
                left = max(0.0, ends - time.monotonic())
                message: list[Reply] | Beat | None = self._child.receive(
                    patience=self._patience, timeout=left
                )
            except Died as death:
                self._revive(str(death))
                continue
            if message is None:
                return []
            if isinstance(message, Beat):
                continue
            self._deaths = 0
            for reply in message:
                del self._in_flight[reply.key]
            return message

    def close(self) -> None:
        """End the child; replies in flight are lost."""
        self._child.stop(Stop())

    def _start(self) -> Ready:
        self._child = Child(self._command)
        try:
            self._child.send(self._load)
            answer: Ready | Refused = self._child.receive()
        # Ctrl-C too must leave no process behind.
        except BaseException:
            self._child.kill()
            raise
        if isinstance(answer, Refused):
            self._child.kill()
            raise (InvalidArgument if answer.bad_use else JagbenchError)(answer.sentence)
        return answer

    def _revive(self, words: str) -> None:
        """Start the child again and give it what was in flight."""
        self._child.kill()
        before = self._ready.description.fingerprint
        while True:
            self._deaths += 1
            if self._deaths == GIVE_UP_AFTER:
                raise JagbenchError(
                    f"vLLM died {GIVE_UP_AFTER} times without a reply in between, the last time with: "
                    f"{words.rstrip('.')}. Every finished reply is kept; the same command goes on."
                )
            lowered = self._take_less() if speaks_of_memory(words) else ""
            self._restarts += 1
            # The number also keeps one notice from being taken for a repetition of the last.
            warnings.warn(
                f"vLLM died ({words.rstrip('.')}) and is started again{lowered}, restart {self._restarts}; "
                f"the {len(self._in_flight)} requests that it had are asked again.",
                RuntimeWarning,
                stacklevel=2,
            )
            try:
                self._ready = self._start()
                break
            except (Died, JagbenchError) as error:
                words = str(error)
        if self._ready.description.fingerprint != before:
            raise JagbenchError(
                f"The files of {self._load.model} have changed since the run began: put them back, or give "
                "another --out."
            )
        self._to_send = list(self._in_flight.values())

    def _take_less(self) -> str:
        """Have the next child compute fewer tokens at once; what is lowered, in words."""
        details = self._ready.description.details
        halves = {name: max(1, int(details[name] or 1) // 2) for name in _HALVED}
        self._load = replace(self._load, arguments={**self._load.arguments, **halves})
        return " with " + " and ".join(f"{name}={value}" for name, value in halves.items())


def open_vllm(name: str, opening: Opening) -> Vllm:
    """Load a model into vLLM.

    Args:
        name: Name on the Hugging Face hub, or a folder.
        opening: Its arguments are those of vLLM's engine, and `lora` (an adapter's folder or name on the
            hub) and `chat_template` (the text of one in place of the model's own).

    Raises:
        InvalidArgument: if there is no such folder, an argument cannot be, or there is no chat template.
        JagbenchError: if the model cannot be loaded.
    """
    folder = Path(name).expanduser()
    if name.startswith((".", "/", "~")) and not folder.is_dir():
        raise InvalidArgument(
            f"There is no model folder {name!r}. Give a folder, or a name on the Hugging Face hub such as "
            "Qwen/Qwen3-8B."
        )
    return Vllm(
        Load(
            model=str(folder) if folder.is_dir() else name,
            arguments=opening.arguments,
            max_tokens=opening.max_tokens,
            max_prompt_bytes=opening.max_prompt_bytes,
            prompting=opening.prompting,
        )
    )
