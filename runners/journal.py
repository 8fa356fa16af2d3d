"""The journal: one JSON line for each finished reply, only ever appended to.

A line is handed to the operating system as soon as its reply is finished, so the death of the process
loses only replies in flight; it is brought to the disk at least every second, so the death of the
machine loses a second. A line that a crash cut short is dropped when the journal is opened again.
"""

import json
import os
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self, get_args

from jagbench.errors import JagbenchError
from jagbench.runners.durable import writing
from jagbench.runners.reply import FinishReason, Reply

SYNC_SECONDS = 1.0
"""Longest time between a line and its place on the disk, in seconds."""

_FINISH_REASONS = get_args(FinishReason)

# ASCII only: a lone surrogate in a reply has an escape, but no UTF-8.
_encode = json.JSONEncoder(ensure_ascii=True, separators=(",", ":")).encode


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What stands in a journal."""

    replies: Mapping[str, Reply]
    """The latest reply of each key."""
    size: int
    """Bytes of the whole lines; what follows was cut short by a crash."""


def to_line(reply: Reply) -> str:
    """A reply as one line of JSON, with its line end."""
    record = {
        "key": reply.key,
        "probe": reply.probe,
        "turn": reply.turn,
        "text": reply.text,
        "thinking": reply.thinking,
        "finish_reason": reply.finish_reason,
        "error": reply.error,
        "prompt_tokens": reply.prompt_tokens,
        "reply_tokens": reply.reply_tokens,
        "seconds": round(reply.seconds, 6),
    }
    return _encode(record) + "\n"


_TYPES: Mapping[str, tuple[type, ...]] = {
    **dict.fromkeys(("key", "probe", "text"), (str,)),
    **dict.fromkeys(("thinking", "error"), (str, type(None))),
    **dict.fromkeys(("prompt_tokens", "reply_tokens"), (int, type(None))),
    "turn": (int,),
    "seconds": (int, float),
}
"""What the fields of a reply may be."""


def from_line(line: bytes) -> Reply | None:
    """The reply in a line of a journal, or None when the line does not hold one."""
    if not line.endswith(b"\n"):
        return None
    try:
        fields: Any = json.loads(line)
        reply = Reply(**fields)
    except (ValueError, TypeError, RecursionError):
        return None
    fits = all(isinstance(getattr(reply, name), kinds) for name, kinds in _TYPES.items())
    return reply if fits and reply.finish_reason in _FINISH_REASONS else None


def read_journal(path: Path) -> Contents:
    """Read a journal; one that does not exist is empty.

    Args:
        path: The file. It may be in use.

    Raises:
        JagbenchError: if a line other than the last does not hold a reply, or the file cannot be read.
    """
    replies: dict[str, Reply] = {}
    size = 0
    damaged = 0
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, start=1):
                if damaged:
                    raise JagbenchError(
                        f"{path}, line {damaged}: this line is damaged. Delete the line and give the same "
                        "command again: only its reply is asked once more."
                    )
                reply = from_line(line)
                if reply is None:
                    damaged = number
                    continue
                replies[reply.key] = reply
                size += len(line)
    except FileNotFoundError:
        pass
    except OSError as error:
        raise JagbenchError(f"Cannot read {path}: {error.strerror}.") from error
    return Contents(replies=replies, size=size)


class Journal:
    """A journal open for appending; a context manager that closes it.

    Args:
        path: The file; it is made where there is none.
        size: Bytes of whole lines in it: what follows them is dropped.
        answered: The replies by key that need not be asked again.

    Raises:
        JagbenchError: from every method, if the file cannot be written.
    """

    def __init__(self, path: Path, *, size: int = 0, answered: Mapping[str, Reply] | None = None) -> None:
        self.path = path
        self.answered: Mapping[str, Reply] = answered or {}
        self._size = size
        self._failure: OSError | None = None
        self._unsynced = threading.Event()
        self._closing = threading.Event()
        with writing(path):
            self._file = path.open("ab", buffering=0)
            self._file.truncate(size)
        self._syncer = threading.Thread(target=self._sync_each_second, name="journal", daemon=True)
        self._syncer.start()

    def write(self, replies: Sequence[Reply]) -> None:
        """Append replies; they outlive the death of this process as soon as this returns."""
        content = "".join(map(to_line, replies)).encode("ascii")
        with writing(self.path):
            self._raise_failure()
            self._append(content)
        self._unsynced.set()

    def close(self) -> None:
        """Bring everything to the disk and close the file."""
        if self._file.closed:
            return
        self._closing.set()
        self._syncer.join()
        with writing(self.path), self._file:
            self._raise_failure()
            os.fsync(self._file.fileno())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self.close()
        except JagbenchError:
            # A failure to close must not hide the failure that led here.
            if error is None:
                raise

    def _append(self, content: bytes) -> None:
        rest = memoryview(content)
        try:
            while rest:
                rest = rest[self._file.write(rest) :]
        except OSError:
            with suppress(OSError):
                self._file.truncate(self._size)
            raise
        self._size += len(content)

    def _sync_each_second(self) -> None:
        while not self._closing.wait(SYNC_SECONDS):
            if self._unsynced.is_set():
                self._unsynced.clear()
                try:
                    os.fsync(self._file.fileno())
                except OSError as error:
                    self._failure = error

    def _raise_failure(self) -> None:
        if self._failure is not None:
            raise self._failure
