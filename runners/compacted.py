"""Replies in a file of Parquet, as a run has them once it has come to its end."""

import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any

from jagbench.errors import JagbenchError
from jagbench.runners.durable import unread
from jagbench.runners.journal import ASK_ANEW, fitted
from jagbench.runners.reply import Reply
from jagbench.words import are

_BATCH = 10_000
"""Replies held in memory at once while files are written."""


def _whole_characters(text: str | None) -> str | None:
    if text is None:
        return None
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


_INTEGERS = {"turn", "sample", "seed", "prompt_tokens", "reply_tokens"}
_LATER = ("native_finish_reason", "system_fingerprint")
"""Fields that files of earlier versions lack."""
_TEXTS = ("text", "thinking", "error", "native_finish_reason", "system_fingerprint")


def reply_types() -> dict[str, Any]:
    """The Arrow types of the fields of a reply."""
    pa: Any = import_module("pyarrow")
    types = {"recheck": pa.bool_(), "scores": pa.list_(pa.float64()), "seconds": pa.float64()}
    types |= dict.fromkeys(_INTEGERS, pa.int64())
    return {field.name: types.get(field.name, pa.string()) for field in fields(Reply)}


def write_replies(path: Path, replies: Iterable[Reply]) -> None:
    """Write a file of replies; lone surrogates, which it cannot hold, become U+FFFD."""
    pa: Any = import_module("pyarrow")
    parquet: Any = import_module("pyarrow.parquet")
    schema = pa.schema(list(reply_types().items()))
    # pyarrow itself opens no path that is not UTF-8.
    with path.open("wb") as file, parquet.ParquetWriter(file, schema) as writer:
        for batch in reply_batches(replies, schema):
            writer.write_batch(batch)


def reply_batches(replies: Iterable[Reply], schema: Any) -> Iterator[Any]:
    """Replies as Arrow record batches of the fields in a schema; lone surrogates stay only in bytes."""
    pa: Any = import_module("pyarrow")
    left = iter(replies)
    while batch := list(islice(left, _BATCH)):
        columns = {name: [getattr(reply, name) for reply in batch] for name in schema.names}
        for name in set(_TEXTS) & set(columns):
            binary = schema.field(name).type == pa.large_binary()
            columns[name] = list(map(_utf8 if binary else _whole_characters, columns[name]))
        yield pa.RecordBatch.from_pydict(columns, schema=schema)


def _utf8(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def read_replies(path: Path) -> Iterator[Reply]:
    """The replies in a file, one by one; none where there is no file.

    Raises:
        JagbenchError: if it is damaged, or holds something else.
    """
    for batch in stored_batches(path):
        replies = list(map(fitted, batch.to_pylist()))
        if damaged := replies.count(None):
            warnings.warn(
                f"{path}: {damaged} of its replies {are(damaged)} damaged and left out; "
                "`jagbench run` asks their probes again.",
                RuntimeWarning,
                stacklevel=2,
            )
        yield from (reply for reply in replies if reply is not None)


def stored_batches(path: Path, names: Sequence[str] | None = None) -> Iterator[Any]:
    """Record batches of a file of replies, of some fields or all; none where there is no file.

    Raises:
        JagbenchError: if it is damaged, or holds something else.
    """
    if not path.exists():
        return
    pa: Any = import_module("pyarrow")
    parquet: Any = import_module("pyarrow.parquet")
    try:
        with path.open("rb") as raw, parquet.ParquetFile(raw) as file:
            found = {field.name: field.type for field in file.schema_arrow}
            if {**dict.fromkeys(_LATER, pa.string()), **found} != reply_types():
                raise JagbenchError(f"{path} does not hold replies: {ASK_ANEW}")
            yield from file.iter_batches(batch_size=_BATCH, columns=names)
    except (OSError, pa.ArrowException) as error:
        raise unread(path, error, ASK_ANEW) from error
