"""Short content hashes: the ids of items, probes and replies."""

import hashlib
import json
from collections.abc import Mapping, Sequence

Json = str | int | float | bool | None | Sequence["Json"] | Mapping[str, "Json"]
"""Anything that JSON can hold."""


_encode = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode


def canonical(content: Json) -> bytes:
    """The one byte form of a JSON value: sorted keys, no spaces, ASCII only."""
    return _encode(content).encode("ascii")


def digest(content: Json) -> str:
    """BLAKE2b (RFC 7693) of the canonical JSON of `content`, as 16 hexadecimal digits."""
    return hashlib.blake2b(canonical(content), digest_size=8).hexdigest()


def text_digest(*parts: str) -> str:
    """BLAKE2b (RFC 7693) of texts joined by the unit separator U+001F, as 16 hexadecimal digits.

    A quarter of the work of `digest`, for ids that every probe needs.
    """
    joined = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(joined, digest_size=8).hexdigest()
