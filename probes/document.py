"""A JSON document that holds probes among other things, such as the `hunt.json` of a hunt."""

from typing import Any, cast

import msgspec

_OF_A_PROBE = {"id", "item", "skill", "prompt", "answer"}


def lines_of_document(content: bytes) -> bytes | None:
    """The probes of a JSON object with a list `probes`, as JSON lines; None where there is no such object.

    Args:
        content: The bytes of a file.
    """
    try:
        raw: object = msgspec.json.decode(content)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return None
    probes: object = cast("dict[str, Any]", raw).get("probes") if isinstance(raw, dict) else None
    if not isinstance(probes, list):
        return None
    found = cast("list[object]", probes)
    if not all(
        isinstance(each, dict) and cast("dict[str, Any]", each).keys() >= _OF_A_PROBE for each in found
    ):
        return None
    return b"".join(msgspec.json.encode(each) + b"\n" for each in found)
