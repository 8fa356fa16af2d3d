"""Writing a frame to a file."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, TextIO

import pandas as pd

from jagbench.analysis.frame.rows import SCHEMA
from jagbench.errors import InvalidArgument, JagbenchError
from jagbench.probes.spreadsheet import write_csv
from jagbench.runners.durable import write_out

pa: Any = import_module("pyarrow")
parquet: Any = import_module("pyarrow.parquet")

_SEPARATOR = " | "
_LISTS = ("also", "options", "lures", "scores")

_ROWS = 50_000
"""Rows that are put into the file's form at once."""


def write_frame(frame: pd.DataFrame, path: Path) -> None:
    """Write a frame in the format that the path ends in; a file that is there is replaced in one step.

    Args:
        frame: The frame of one or several runs, or another table; its columns hold what those of a frame with
            the same names do, or text.
        path: Ends in `.csv` (UTF-8, texts quoted and guarded as in `jagbench.probes.spreadsheet`; entries
            of `options`, `lures` and `scores` joined by ` | `), `.jsonl`
            (one object a line, missing numbers null) or `.parquet`.

    Raises:
        InvalidArgument: if the path ends in something else.
        JagbenchError: if the file cannot be written; what was there stays.
    """
    check_ending(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_out(path, lambda beside: _WRITERS[path.suffix](frame, beside))
    except OSError as error:
        raise JagbenchError(f"{path} cannot be written: {error.strerror or error}.") from error


def check_ending(path: Path) -> None:
    """Refuse a path that `write_frame` cannot write.

    Raises:
        InvalidArgument: if it ends in something else.
    """
    if path.suffix not in _WRITERS:
        raise InvalidArgument(f"{path} must end in one of {', '.join(_WRITERS)}.")


def _parts(frame: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """A few rows after the others; one part without rows where there are none."""
    for start in range(0, max(1, len(frame)), _ROWS):
        yield frame.iloc[start : start + _ROWS]


def _write_csv(frame: pd.DataFrame, path: Path) -> None:
    def write(file: TextIO) -> None:
        for number, part in enumerate(_parts(frame)):
            lists = [name for name in _LISTS if name in part]
            flat = part.assign(**{name: part[name].map(_joined) for name in lists})
            write_csv(flat, file, header=number == 0)

    _write_text(path, write)


def _joined(parts: Sequence[object]) -> str:
    return _SEPARATOR.join(map(str, parts))


def _write_json_lines(frame: pd.DataFrame, path: Path) -> None:
    def write(file: TextIO) -> None:
        for part in _parts(frame):
            plain = part.astype(object).where(part.notna(), None)
            file.writelines(
                json.dumps(record, ensure_ascii=False) + "\n" for record in plain.to_dict("records")
            )

    _write_text(path, write)


def _write_text(path: Path, write: Callable[[TextIO], None]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        write(file)


def _write_parquet(frame: pd.DataFrame, path: Path) -> None:
    known: list[str] = SCHEMA.names
    types = pa.schema(
        [SCHEMA.field(name) if name in known else (name, pa.large_string()) for name in frame.columns]
    )
    # The first rows' schema holds what pandas needs to know to read its own types back.
    schema = pa.Table.from_pandas(frame.head(0), types, preserve_index=False).schema
    with path.open("wb") as file, parquet.ParquetWriter(file, schema) as writer:
        for part in _parts(frame):
            writer.write_table(pa.Table.from_pandas(part, schema, preserve_index=False))


_WRITERS: Mapping[str, Callable[[pd.DataFrame, Path], None]] = {
    ".csv": _write_csv,
    ".jsonl": _write_json_lines,
    ".parquet": _write_parquet,
}
