"""Metadata of GGUF files (https://github.com/ggml-org/ggml/blob/master/docs/gguf.md)."""

import math
import struct
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

MAGIC = b"GGUF"
"""The first bytes of a GGUF file."""

Value = int | float | bool | str

_NUMBERS = {0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 6: "f", 7: "?", 10: "Q", 11: "q", 12: "d"}
_STRING, _ARRAY = 8, 9


def read_metadata(path: Path) -> Mapping[str, Value]:
    """The metadata of a GGUF file (version 2 or later) by name, arrays left out.

    Raises:
        ValueError: if the file is cut short or damaged.
        OSError: if it cannot be read.
    """
    found: dict[str, Value] = {}
    with path.open("rb") as file:
        if file.read(len(MAGIC)) != MAGIC:
            raise ValueError("not a GGUF file")
        _, _, count = _unpack(file, "IQQ")
        for _ in range(count):
            name = _read_string(file)
            value = _read_value(file, _unpack(file, "I")[0])
            if value is not None:
                found[name] = value
    return found


def count_parameters(path: Path) -> int:
    """The numbers in the tensors of a GGUF file (version 2 or later), from its head alone.

    Raises:
        ValueError: if the file is cut short or damaged.
        OSError: if it cannot be read.
    """
    total = 0
    with path.open("rb") as file:
        if file.read(len(MAGIC)) != MAGIC:
            raise ValueError("not a GGUF file")
        _, tensors, count = _unpack(file, "IQQ")
        for _ in range(count):
            _read_string(file)
            _read_value(file, _unpack(file, "I")[0])
        for _ in range(tensors):
            _read_string(file)
            (dimensions,) = _unpack(file, "I")
            total += math.prod(_unpack(file, f"{dimensions}Q"))
            _unpack(file, "IQ")
    return total


def _unpack(file: BinaryIO, form: str) -> tuple[int, ...]:
    size = struct.calcsize(f"<{form}")
    content = file.read(size)
    if len(content) < size:
        raise ValueError("the file is cut short")
    return struct.unpack(f"<{form}", content)


def _read_string(file: BinaryIO) -> str:
    (length,) = _unpack(file, "Q")
    content = file.read(length)
    if len(content) < length:
        raise ValueError("the file is cut short")
    return content.decode("utf-8", errors="replace")


def _read_value(file: BinaryIO, kind: int) -> Value | None:
    if kind == _STRING:
        return _read_string(file)
    if kind == _ARRAY:
        inner, length = _unpack(file, "IQ")
        if inner in _NUMBERS:
            file.seek(length * struct.calcsize(f"<{_NUMBERS[inner]}"), 1)
        else:
            for _ in range(length):
                _read_value(file, inner)
        return None
    if kind not in _NUMBERS:
        raise ValueError(f"unknown kind of value {kind}")
    return _unpack(file, _NUMBERS[kind])[0]
