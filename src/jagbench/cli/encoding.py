"""What a terminal of another encoding than UTF-8 is shown in place of what it cannot write."""

import codecs
import sys
from io import TextIOWrapper

HANDLER = "jagbench"
"""The name of the error handler."""

_NEAREST = {
    "–": "-",
    "—": "-",
    "−": "-",
    "…": "...",
    "·": ".",
    "×": "x",
    "→": "->",
    "≥": ">=",
    "≤": "<=",
    "━": "-",
}


def write_everything() -> None:
    r"""Let standard output and standard error write any text, whatever their encoding.

    Dashes and the like become their nearest plain signs, everything else, with what a folder's name holds
    that is no character, an escape such as `\uc790`. In JSON all of it is escaped, so that nothing changes.
    """
    codecs.register_error(HANDLER, replace_unwritable)
    codecs.register(_plain_ascii)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            ascii_only = codecs.lookup(stream.encoding).name == "ascii"
            stream.reconfigure(encoding=_PLAIN_ASCII if ascii_only else None, errors=HANDLER)


_PLAIN_ASCII = "jagbench-ascii"


def _plain_ascii(name: str) -> codecs.CodecInfo | None:
    """ASCII by another name: click takes a stream that calls itself ASCII for one of UTF-8."""
    if name.replace("_", "-") != _PLAIN_ASCII:
        return None
    found = codecs.lookup("ascii")
    return codecs.CodecInfo(
        found.encode,
        found.decode,
        streamreader=found.streamreader,
        streamwriter=found.streamwriter,
        incrementalencoder=found.incrementalencoder,
        incrementaldecoder=found.incrementaldecoder,
        name=_PLAIN_ASCII,
    )


def replace_unwritable(error: UnicodeError) -> tuple[str, int]:
    """The error handler: what stands in place of characters that an encoding lacks."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    data = error.object.lstrip()[:1] in ("{", "[")
    text = error.object[error.start : error.end]
    return "".join(_written(character, data=data) for character in text), error.end


def _written(character: str, *, data: bool) -> str:
    if not data and character in _NEAREST:
        return _NEAREST[character]
    pair = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{int.from_bytes(pair[place : place + 2]):04x}" for place in range(0, len(pair), 2))
