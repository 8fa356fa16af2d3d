"""The journal: one JSON line for each finished reply, only ever appended to.

A line is handed to the operating system as soon as its reply is finished, so the death of the process
loses only replies in flight; it is brought to the disk at least every second, so the death of the
machine loses a second. A line that a crash cut short is dropped when the journal is opened again.

Memory does not grow with the replies that are written, and by 16 bytes for each that stands in the file
already: they are found by where they stand.
"""

import json
import os
import re
import threading
import warnings
import zlib
from array import array
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import fields as dataclass_fields
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, NamedTuple, Self, cast

import msgspec

from jagbench.errors import JagbenchError
from jagbench.runners.durable import append_to, refuse_special, writing
from jagbench.runners.reply import Reply
from jagbench.words import amount, are

ASK_ANEW = "move it away, and the command that made the run asks anew what is missing."
"""What to do with a file of replies that is damaged."""

SYNC_SECONDS = 1.0
"""Longest time between a line and its place on the disk, in seconds."""

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
        "system_fingerprint": reply.system_fingerprint,
        "error": reply.error,
        "prompt_tokens": reply.prompt_tokens,
        "reply_tokens": reply.reply_tokens,
        "seconds": reply.seconds,
    }
    fits = fitted(record)
    if fits is None:
        whole = {
            "text": "",
            "finish_reason": "error",
            "error": "The engine gave a reply that cannot be kept.",
        }
        fits = msgspec.convert({**record, **whole}, Reply)
    body = _encode({**{name: getattr(fits, name) for name in record}, "seconds": round(fits.seconds, 6)})[:-1]
    return body + (_CHECK + _sum(body.encode("ascii"))).decode("ascii") + '"}\n'


_CHECK = b',"crc32":"'
"""What stands before the checksum of a line, its last entry, by which a flipped bit is noticed."""


def _sum(body: bytes) -> bytes:
    return b"%08x" % zlib.crc32(body)


_TOLD = (
    "thinking", "scores", "native_finish_reason", "system_fingerprint", "prompt_tokens", "reply_tokens",
    "seconds",
)  # fmt: skip
"""Fields that an engine tells beside its text; what does not fit there is left out, and the text is kept."""
_KEYS = frozenset(field.name for field in dataclass_fields(Reply))
_FIELD = re.compile(r"`\$\.(\w+)")


def fitted(fields: Mapping[str, Any]) -> Reply | None:
    """The reply with these fields, or None where they make none: the one boundary for writing and reading.

    A value that an engine tells beside its text and that is of another type, or too large for a file, is left
    out: it is no reason to lose the text.
    """
    try:
        return msgspec.convert(fields, Reply)
    except msgspec.ValidationError as error:
        at = _FIELD.search(str(error))
        if at is None or at[1] not in _TOLD or at[1] not in fields:
            return None
        return fitted({name: value for name, value in fields.items() if name != at[1]})


def from_line(line: bytes) -> Reply | None:
    """The reply in a line of a journal, or None when the line does not hold one, or not the one written."""
    if not line.endswith(b"\n"):
        return None
    body, mark, sum_written = line[:-1].rpartition(_CHECK)
    if mark and sum_written != _sum(body) + b'"}':
        return None
    try:
        fields: Any = json.loads(line)
    except (ValueError, RecursionError):
        return None
    # Without a sum, as before there were any, a key of another name may be a damaged one.
    if not mark and not (isinstance(fields, dict) and _KEYS.issuperset(cast("dict[str, Any]", fields))):
        return None
    return fitted(cast("dict[str, Any]", fields))


class _Line(NamedTuple):
    """A whole line of a journal: where it begins, where the next one does, and what it holds."""

    start: int
    end: int
    reply: Reply | None
    """None where the line is damaged."""


def _whole_lines(file: BinaryIO) -> Generator[_Line]:
    """The lines from the beginning of a journal to its last whole one."""
    file.seek(0)
    start = 0
    for line in file:
        if line.endswith(b"\n"):
            yield _Line(start, start + len(line), from_line(line))
        start += len(line)


class _Places:
    """Where the latest line of each key stands: 16 bytes a line.

    Keys are held by their hash, so whoever looks one up checks what stands there.
    """

    def __init__(self, lines: Iterable[_Line]) -> None:
        import numpy as np

        hashes, starts = array("q"), array("q")
        self.end = self.damaged = 0
        for line in lines:
            self.end = line.end
            if line.reply is None:
                self.damaged += 1
                continue
            hashes.append(hash(line.reply.key))
            starts.append(line.start)
        unsorted = np.frombuffer(hashes, dtype=np.int64)
        order = np.argsort(unsorted, kind="stable")
        self._hashes, self._starts = unsorted[order], np.frombuffer(starts, dtype=np.int64)[order]

    def __len__(self) -> int:
        return len(self._starts)

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
        JagbenchError: if no line holds a reply, or the file cannot be read or is none.

    Warns:
        RuntimeWarning: if lines are damaged; each costs its own reply, which counts as not given.
    """

    def __init__(self, path: Path) -> None:
        refuse_special(path)
        try:
            self._file: BinaryIO = path.open("rb")
        except FileNotFoundError:
            self._file = BytesIO()
        except OSError as error:
            raise JagbenchError(f"Cannot read {path}: {error.strerror}.") from error
        try:
            self._places = _Places(_whole_lines(self._file))
            self._tell_damage(path)
        except BaseException:
            self._file.close()
            raise

    def _tell_damage(self, path: Path) -> None:
        damaged, lines = self._places.damaged, self._places.damaged + len(self._places)
        if damaged and damaged == lines:
            raise JagbenchError(f"{path} holds no reply in its {amount(lines, 'line')}: {ASK_ANEW}")
        if damaged:
            warnings.warn(
                f"{path}: {damaged} of {amount(lines, 'line')} {are(damaged)} damaged and left out; "
                "`jagbench run` asks their probes again.",
                RuntimeWarning,
                stacklevel=4,
            )

    @property
    def size(self) -> int:
        """Bytes of the whole lines; what follows them was cut short by a crash."""
        return self._places.end

    def __contains__(self, key: str) -> bool:
        return self._places.find(key) is not None

    def __iter__(self) -> Iterator[Reply]:
        """The latest reply of each key, in the order written."""
        for line in _whole_lines(self._file):
            if line.end > self.size:
                return
            if line.reply is not None and self._places.find(line.reply.key) == line.start:
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
                self._file = append_to(path)
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
