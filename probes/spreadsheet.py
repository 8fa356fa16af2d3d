"""Tables as CSV: every text quoted, and none that a spreadsheet would run.

A cell that begins with `=`, `+`, `-`, `@`, a tab or a carriage return is taken for a formula (CWE-1236). Such
a text gets an apostrophe in front, unless it is a plain number; so does one that has apostrophes in front of
such a sign, so that `unguarded` gives back what was written.
"""

import csv
import re
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    import pandas as pd

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_ONE = r"[+-]?(?:\d+(?:[.,/]\d+)?|\.\d+)(?:e[+-]?\d+)?"
_NUMBER = re.compile(rf"{_ONE}(?: \| {_ONE})*")
"""One number, or several as a frame's lists are joined."""


def guarded(value: object) -> object:
    """A cell as it is written: a text that a spreadsheet would run has an apostrophe in front."""
    if isinstance(value, str) and _FORMULA.match(value) and not _NUMBER.fullmatch(value):
        return f"'{value}"
    return value


def unguarded(text: str) -> str:
    """What a cell held before it was guarded."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text[1:]) else text


def write_csv(frame: "pd.DataFrame", target: TextIO, *, header: bool = True) -> None:
    """Write a frame as CSV in UTF-8 with a line feed behind each row, its texts quoted and guarded.

    Args:
        frame: What is written, without its index.
        target: Where it is written, opened with `newline=""`.
        header: Whether the names of the columns come first.
    """
    safe = frame.assign(
        **{
            str(name): frame[name].map(guarded)
            for name in frame.columns
            if frame[name].dtype.kind == "O" or str(frame[name].dtype).startswith("str")
        }
    )
    if header:
        csv.writer(target, lineterminator="\n").writerow(map(str, frame.columns))
    safe.to_csv(target, index=False, header=False, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)
