"""The journal: one JSON line for each finished reply, only ever appended to.

A line is handed to the operating system as soon as its reply is finished, so the death of the process
loses only replies in flight; it is brought to the disk at least every second, so the death of the
machine loses a second. A line that a crash cut short is dropped when the journal is opened again.

Memory does not grow with the replies that are written, and by 16 bytes for each that stands in the file
already: they are found by where they stand.
"""

import json
import os
import threading
from array import array
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, NamedTuple, Self, get_args

from jagbench.errors import JagbenchError
from jagbench.runners.durable import writing
from jagbench.runners.reply import FinishReason, Reply

SYNC_SECONDS = 1.0
"""Longest time between a line and its place on the disk, in seconds."""

_FINISH_REASONS = get_args(FinishReason)

# ASCII only: a lone surrogate in a reply has an escape, but no UTF-8.
_encode = json.JSONEncoder(ensure_ascii=True, separators=(",", ":")).encode


def to_line(reply: Reply) -> str:
    """A reply as one line of JSON, with its line end."""
    record = {
        "key": reply.key,
        "probe": reply.probe,
        "turn": reply.turn,
        "sample": reply.sample,
        "recheck": reply.recheck,
        "seed": reply.seed,
        "text": reply.text,
        "thinking": reply.thinking,
        "scores": reply.scores,
        "finish_reason": reply.finish_reason,
        "native_finish_reason": reply.native_finish_reason,
        "error": reply.error,
        "prompt_tokens": reply.prompt_tokens,
        "reply_tokens": reply.reply_tokens,
        "seconds": round(reply.seconds, 6),
    }
    return _encode(record) + "\n"


_TYPES: Mapping[str, tuple[type, ...]] = {
    **dict.fromkeys(("key", "probe", "text"), (str,)),
    **dict.fromkeys(("thinking", "error", "native_finish_reason"), (str, type(None))),
    **dict.fromkeys(("prompt_tokens", "reply_tokens", "seed"), (int, type(None))),
    **dict.fromkeys(("turn", "sample"), (int,)),
    "recheck": (bool,),
    "scores": (tuple, type(None)),
    "seconds": (int, float),
}
"""What the fields of a reply may be."""


def from_line(line: bytes) -> Reply | None:
    """The reply in a line of a journal, or None when the line does not hold one."""
    if not line.endswith(b"\n"):
        return None
    try:
        fields: Any = json.loads(line)
        if fields.get("scores") is not None:
            fields["scores"] = tuple(float(score) for score in fields["scores"])
        reply = Reply(**fields)
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None
    fits = all(isinstance(getattr(reply, name), kinds) for name, kinds in _TYPES.items())
    return reply if fits and reply.finish_reason in _FINISH_REASONS else None


class _Line(NamedTuple):
    """A whole line of a journal: where it begins, where the next one does, and what it holds."""

    start: int
    end: int
    reply: Reply


def _whole_lines(file: BinaryIO, path: Path) -> Generator[_Line]:
    """The lines from the beginning of a journal to its last whole one, damaged ones refused."""
    file.seek(0)
    start = damaged = 0
    for number, line in enumerate(file, start=1):
        if damaged:
            raise JagbenchError(
                f"{path}, line {damaged}: this line is damaged. Delete the line and give the same "
                "command again: only its reply is asked once more."
            )
        reply = from_line(line)
        if reply is None:
            damaged = number
        else:
            yield _Line(start, start + len(line), reply)
            start += len(line)


class _Places:
    """Where the latest line of each key stands: 16 bytes a line.

    Keys are held by their hash, so whoever looks one up checks what stands there.
    """

    def __init__(self, lines: Iterable[_Line]) -> None:
        import numpy as np

        hashes, starts = array("q"), array("q")
        self.end = 0
        for line in lines:
            hashes.append(hash(line.reply.key))
            starts.append(line.start)
            self.end = line.end
        unsorted = np.frombuffer(hashes, dtype=np.int64)
        order = np.argsort(unsorted, kind="stable")
        self._hashes, self._starts = unsorted[order], np.frombuffer(starts, dtype=np.int64)[order]

    def find(self, key: str) -> int | None:
        """Where the latest line with this key begins, or None."""
        if not len(self._hashes):
            return None
        wanted = hash(key)
        after = int(self._hashes.searchsorted(wanted, side="right"))
        found = after > 0 and int(self._hashes[after - 1]) == wanted
        return int(self._starts[after - 1]) if found else None


class Replies:
    """The replies of a journal that may be in use, found without holding them in memory.

    The file is read as it is when this is made, even if it is removed meanwhile.

    Args:
        path: The file; one that does not exist is empty.

    Raises:
        JagbenchError: if a line other than the last does not hold a reply, or the file cannot be read.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._file: BinaryIO = path.open("rb")
        except FileNotFoundError:
            self._file = BytesIO()
        except OSError as error:
            raise JagbenchError(f"Cannot read {path}: {error.strerror}.") from error
        try:
            self._places = _Places(_whole_lines(self._file, path))
        except BaseException:
            self._file.close()
            raise

    @property
    def size(self) -> int:
        """Bytes of the whole lines; what follows them was cut short by a crash."""
        return self._places.end

    def __contains__(self, key: str) -> bool:
        return self._places.find(key) is not None

    def __iter__(self) -> Iterator[Reply]:
        """The latest reply of each key, in the order written."""
        for line in _whole_lines(self._file, self._path):
            if line.end > self.size:
                return
            if self._places.find(line.reply.key) == line.start:
                yield line.reply

    def find(self, key: str) -> Reply | None:
        """The latest reply with this key, or None."""
        start = self._places.find(key)
        if start is None:
            return None
        self._file.seek(start)
        reply = from_line(self._file.readline())
        return reply if reply is not None and reply.key == key else None

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()


class Journal:
    """A journal open for appending; a context manager that closes it.

    Args:
        path: The file; it is made where there is none. A last line that was cut short is dropped.

    Raises:
        JagbenchError: if a line is damaged; from every method, if the file cannot be written.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._before = Replies(path)
        self._size = self._before.size
        self._failure: OSError | None = None
        self._unsynced = threading.Event()
        self._closing = threading.Event()
        try:
            with writing(path):
                self._file = path.open("ab", buffering=0)
                self._file.truncate(self._size)
        except JagbenchError:
            self._before.close()
            raise
        self._syncer = threading.Thread(target=self._sync_each_second, name="journal", daemon=True)
        self._syncer.start()

    def find(self, key: str) -> Reply | None:
        """The reply that stood in the journal when it was opened and need not be asked again, or None."""
        reply = self._before.find(key)
        return reply if reply is not None and reply.finish_reason != "error" else None

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
        self._before.close()
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
