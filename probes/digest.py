"""Short content hashes: the ids of items, probes and replies."""

import hashlib
import json
from collections.abc import Mapping, Sequence

Json = str | int | float | bool | None | Sequence["Json"] | Mapping[str, "Json"]
"""Anything that JSON can hold."""


def canonical(content: Json) -> bytes:
    """The one byte form of a JSON value: sorted keys, no spaces, ASCII only."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode("ascii")


def digest(content: Json) -> str:
    """BLAKE2b (RFC 7693) of the canonical JSON of `content`, as 16 hexadecimal digits."""
    return hashlib.blake2b(canonical(content), digest_size=8).hexdigest()
