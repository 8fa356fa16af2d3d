"""Writing a frame to a file."""

import json
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from jagbench.errors import InvalidArgument, JagbenchError

_ENDINGS = (".csv", ".jsonl", ".parquet")
_SEPARATOR = " | "
_LISTS = ("options", "lures", "scores")


def write_frame(frame: pd.DataFrame, path: Path) -> None:
    """Write a frame in the format that the path ends in.

    Args:
        frame: The frame of one or several runs.
        path: Ends in `.csv` (UTF-8; entries of `options`, `lures` and `scores` joined by ` | `), `.jsonl`
            (one object a line, missing numbers null) or `.parquet`.

    Raises:
        InvalidArgument: if the path ends in something else.
        JagbenchError: if the file cannot be written.
    """
    if path.suffix not in _ENDINGS:
        raise InvalidArgument(f"{path} must end in one of {', '.join(_ENDINGS)}.")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix == ".parquet":
            frame.to_parquet(path, index=False)
        elif path.suffix == ".csv":
            _flat(frame).to_csv(path, index=False, lineterminator="\n")
        else:
            path.write_text(_json_lines(frame), encoding="utf-8", newline="\n")
    except OSError as error:
        raise JagbenchError(f"{path} cannot be written: {error.strerror or error}.") from error


def _flat(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(**{name: frame[name].map(_joined) for name in _LISTS})


def _joined(parts: Sequence[object]) -> str:
    return _SEPARATOR.join(map(str, parts))


def _json_lines(frame: pd.DataFrame) -> str:
    plain = frame.astype(object).where(frame.notna(), None)
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in plain.to_dict("records"))
