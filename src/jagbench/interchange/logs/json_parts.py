"""One long list within a JSON file, read as far as the file goes."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, cast


class JsonParts(NamedTuple):
    """A JSON object around a list."""

    around: Mapping[str, Any]
    """What stands outside the list, as far as it can be read."""
    entries: Sequence[object]
    """The entries of the list that are whole."""
    whole: bool
    """Whether the file is."""


def json_parts(text: str, key: str) -> JsonParts | None:
    """An object of a JSON file and the list under one of its keys; None where there is no such list.

    Args:
        text: The file, whole or cut off within the list.
        key: Under which the list stands.
    """
    try:
        raw: object = json.loads(text)
    except (ValueError, RecursionError):
        return _cut(text, key)
    fields = cast("dict[str, Any]", raw) if isinstance(raw, dict) else {}
    if not isinstance(fields.get(key), list):
        return None
    around = {name: value for name, value in fields.items() if name != key}
    return JsonParts(around, cast("list[object]", fields[key]), whole=True)


def _cut(text: str, key: str) -> JsonParts | None:
    """The same of a file that is cut off within the list."""
    opening = re.search(rf'"{key}"\s*:\s*\[', text)
    if opening is None:
        return None
    try:
        around: object = json.loads(f"{text[: opening.end()]}]}}")
    except (ValueError, RecursionError):
        return None
    decoder, place = json.JSONDecoder(), opening.end()
    entries: list[object] = []
    while (start := re.compile(r"[\s,]*(?=\{)").match(text, place)) is not None:
        try:
            entry, place = decoder.raw_decode(text, start.end())
        except (ValueError, RecursionError):
            break
        entries.append(entry)
    fields = cast("dict[str, Any]", around) if isinstance(around, dict) else {}
    return JsonParts({name: value for name, value in fields.items() if name != key}, entries, whole=False)
