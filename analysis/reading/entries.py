"""The entries of a list that stands by itself."""

import json
import re
from collections.abc import Callable
from typing import cast

_SEPARATOR = re.compile(r"[ \t\u00a0]{0,8}(?:,|;|、|\||→|->|[<>≤≥]|\n)[ \t\u00a0]{0,8}")
_COMMA_SEPARATOR = re.compile(r"[ \t\u00a0]{0,8}(?:(?<!\d),|,(?!\d)|;|、|\||→|->|[<>≤≥]|\n)[ \t\u00a0]{0,8}")
"""The same where a comma between digits is a decimal comma."""
_DECIMAL_COMMA = re.compile(r"-?\d{1,400},\d{1,400}")
LETTERS = re.compile(r"[^\W\d_](?:[ ]?[-・*•/][ ]?[^\W\d_]){1,400}|[^\W\d_](?: [^\W\d_]){1,400}")
"""Single letters with hyphens, dots (which may be read as stars), strokes or spaces between them."""
_BETWEEN = re.compile(r"[-・*•/ ]+")
"""What stands between them."""
ARROW = re.compile(r"-{1,2}>|=>|[→⇒]")
"""What leads from what is given to what is made of it."""
TRIM = " \t\n\u00a0\"'`*.[]。"
"""What may stand around an entry and is no part of it."""


def entries(value: str, *, comma: bool = False) -> list[str]:
    """The entries of a list in plain form, in brackets, as a JSON array, or as single letters in a row.

    Args:
        value: The list as it stands.
        comma: A comma between digits may be a decimal comma: it is, wherever others separate the entries.
    """
    if value.lstrip().startswith("["):
        try:
            loaded: object = json.loads(value)
        except (ValueError, RecursionError):
            loaded = None
        if isinstance(loaded, list):
            return [str(entry).strip(TRIM) for entry in cast("list[object]", loaded)]
    letters = value.strip(TRIM)
    if LETTERS.fullmatch(letters):
        return _BETWEEN.split(letters)
    decimal = comma and _COMMA_SEPARATOR.search(value) is not None
    parts = (part.strip(TRIM) for part in (_COMMA_SEPARATOR if decimal else _SEPARATOR).split(value))
    return [
        part.replace(",", ".") if decimal and _DECIMAL_COMMA.fullmatch(part) else part
        for part in parts
        if part
    ]


def same_list(value: str, other: str, same: Callable[[str, str], bool]) -> bool:
    """Whether two lists hold the same entries in the same order."""
    first, second = entries(value), entries(other)
    return len(first) == len(second) and all(same(a, b) for a, b in zip(first, second, strict=True))
