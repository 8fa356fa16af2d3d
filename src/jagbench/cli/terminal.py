"""The one door for text to the terminal: no model's, suite's, server's or file's text can steer it."""

import os
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TextIO, cast

_COLOURS = re.compile("\x1b\\[[0-9;]*m")
"""What rich and click write to colour a text."""

_STEERS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]"
)
"""Control characters, and those that turn the direction of writing or hide text."""

_MOVES = re.compile("\x1b\\[(?:[0-9;]*m|[0-9]*[ABCDGK]|\\?25[lh])|\r")
"""What a progress bar on standard error may also write."""


def harmless(text: str, allowed: re.Pattern[str] = _COLOURS) -> str:
    r"""A text that steers no terminal: each character that could becomes an escape such as `\u001b`.

    The escapes are those of JSON, so that JSON says the same as before.

    Args:
        text: Any text.
        allowed: What passes as it is.
    """
    parts: list[str] = []
    end = 0
    for found in _STEERS.finditer(text):
        if found.start() < end:
            continue
        passes = allowed.match(text, found.start())
        parts.append(text[end : found.start()])
        parts.append(passes[0] if passes else _escaped(found[0]))
        end = passes.end() if passes else found.end()
    return "".join([*parts, text[end:]])


def _escaped(character: str) -> str:
    pair = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{int.from_bytes(pair[place : place + 2]):04x}" for place in range(0, len(pair), 2))


class Door:
    """A text stream that lets through only what cannot steer a terminal; all else is the stream's own.

    Args:
        stream: Standard output or standard error.
        moves: Whether a progress bar may move the cursor on it.
    """

    def __init__(self, stream: TextIO, *, moves: bool = False) -> None:
        self._stream = stream
        self._allowed = _MOVES if moves else _COLOURS

    def write(self, text: str) -> int:
        """Write a text; the count is that of the text as given."""
        self._stream.write(harmless(text, self._allowed))
        return len(text)

    def writelines(self, lines: Iterable[str]) -> None:
        """Write several texts."""
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def stand_at_the_door() -> None:
    """Put a door before standard output and standard error; a closed one takes everything."""
    out, err = _opened(sys.stdout), _opened(sys.stderr)
    sys.stdout = cast("TextIO", Door(out))
    # Where a progress bar is drawn, and only there, the cursor moves.
    sys.stderr = cast("TextIO", Door(err, moves=err.isatty()))


def forget_no_width() -> None:
    """Take COLUMNS out of the environment where it is no width, such as 0, at which nothing is printed."""
    width = os.environ.get("COLUMNS", "")
    if not (width.isascii() and width.isdecimal() and int(width[:9]) > 0):
        os.environ.pop("COLUMNS", None)


def _opened(stream: TextIO | None) -> TextIO:
    """The stream, or one that leads nowhere: Python has None for one that was closed before it began."""
    return stream if stream is not None else Path(os.devnull).open("w", encoding="utf-8")
