"""Files of JSON lines: one reader, one wording of its errors."""

import json
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from types import NoneType
from typing import TypeVar

from jagbench.errors import InvalidArgument

T = TypeVar("T")

IN_WORDS: Mapping[type, str] = {
    dict: "a JSON object",
    list: "a list",
    str: "a text",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    NoneType: "null",
}
"""What a JSON value is called in an error."""


def no_object(value: object) -> InvalidArgument:
    """The error for a JSON value that stands where an object should."""
    return InvalidArgument(f"expected a JSON object, got {json.dumps(value)[:80]}.")


def read_json_lines(path: Path, parse: Callable[[str], T], *, what: str) -> list[T]:
    """What the lines of a file hold, empty lines left out.

    Args:
        path: The file.
        parse: Makes something of one line, or raises `InvalidArgument`.
        what: What the lines are, such as `"replies"`, for errors.

    Raises:
        InvalidArgument: if the file cannot be read or is not UTF-8, or `parse` refuses a line; the error
            then names file and line.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InvalidArgument(
            f"Cannot read {str(path)!r}: {error.strerror}. Give a file of {what}."
        ) from error
    return parse_json_lines(content, parse, source=str(path), what=what)


def parse_json_lines(content: bytes, parse: Callable[[str], T], *, source: str, what: str) -> list[T]:
    """What the lines of a file's bytes hold, empty lines left out.

    Args:
        content: The bytes, UTF-8.
        parse: Makes something of one line, or raises `InvalidArgument`.
        source: The file's name, for errors.
        what: What the lines are, for errors.

    Raises:
        InvalidArgument: as `read_json_lines` does, or if there is no line.
    """
    found: list[T] = []
    for number, raw in enumerate(BytesIO(content), start=1):  # the whole text would take as much once more
        try:
            line = raw.decode("utf-8").strip()
            if line:
                found.append(parse(line))
        except UnicodeDecodeError as error:
            raise InvalidArgument(f"{source}: not a file of {what}: it is not UTF-8 text.") from error
        except InvalidArgument as error:
            raise InvalidArgument(f"{source}, line {number}: {error}") from error
    if not found:
        raise InvalidArgument(f"{source}: there are no {what} in this file.")
    return found
