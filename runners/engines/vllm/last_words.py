"""What the log of a dead engine says: the line that names the cause."""

import re
import signal

from jagbench.runners.engines.vllm.messages import Load
from jagbench.runners.engines.vllm.settings import TO_LOWER, UNSAID

_PREFIX = re.compile(
    r"^(?:\([^()]*\bpid=\d+\)\s*)?(?:(?:DEBUG|INFO|WARNING|ERROR|CRITICAL) \S+ \S+ \[[^\]]*\]\s?)?"
)
"""What vLLM puts before each line: process, level, time and place."""

_ERROR = re.compile(r"^[A-Za-z_][\w.]*(?:Error|Exception|Interrupt|OutOfMemory)\b")
"""The last line of a traceback: the name of an exception, with or without its message."""

_SEE_ABOVE = ("Engine core initialization failed", "EngineCore encountered an issue", "EngineDeadError")
"""Exceptions that only point to another one, logged before them."""

_MEMORY = re.compile(
    r"out of memory|OutOfMemory|MemoryError|No available memory|Free memory on device"
    r"|Available memory on node|larger than the available KV cache|not enough memory"
    r"|memory runs out|can't allocate memory|Cannot allocate memory|bad_alloc",
    re.IGNORECASE,
)


def last_words(log: str) -> str:
    """The line of a log that says why its process died.

    Args:
        log: What the process wrote.

    Returns:
        The last exception that names a cause, else the last line; empty where nothing was written.
    """
    lines = [line for line in (_PREFIX.sub("", line).strip() for line in log.splitlines()) if line]
    errors = [line for line in lines if _ERROR.match(line)]
    causes = [line for line in errors if not any(phrase in line for phrase in _SEE_ABOVE)]
    return next(reversed(causes or errors or lines), "")


def speaks_of_memory(words: str) -> bool:
    """Whether an engine's words say that there was not enough memory."""
    return _MEMORY.search(words) is not None


def exit_in_words(code: int) -> str:
    """How a process ended: `"it was killed by SIGKILL"` or `"it ended with exit code 1"`.

    Args:
        code: As `subprocess` has it: negative for a signal.
    """
    return f"it was killed by {signal.Signals(-code).name}" if code < 0 else f"it ended with exit code {code}"


def why_not_loaded(load: Load, words: str) -> str:
    """The sentence for a model that vLLM does not load.

    Args:
        load: What was to be loaded.
        words: Why, in vLLM's own words.
    """
    words = " ".join(words.split()).rstrip(".")
    if words == exit_in_words(-signal.SIGKILL):
        words += ", as systems do when memory runs out"
    if speaks_of_memory(words):
        return (
            f"There is not enough memory for vLLM to load {load.model} ({words}). Lower {TO_LOWER} with "
            "--engine-arg, such as --engine-arg max_num_seqs=64, or take a smaller or a quantised model."
        )
    given = ", ".join(f"{name}={value}" for name, value in load.arguments.items() if name not in UNSAID)
    return (
        f"vLLM cannot load {load.model}{f' with {given}' if given else ''}: {words or 'it does not say why'}."
    )
