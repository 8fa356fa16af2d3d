import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jagbench.runners.engines.gguf import read_metadata


def text(value: str) -> bytes:
    content = value.encode()
    return struct.pack("<Q", len(content)) + content


def gguf(*pairs: bytes) -> bytes:
    """The beginning of a GGUF file, version 3, without tensors, by the format's description."""
    return b"GGUF" + struct.pack("<IQQ", 3, 0, len(pairs)) + b"".join(pairs)


WHOLE = gguf(
    text("general.architecture") + struct.pack("<I", 8) + text("llama"),
    text("llama.context_length") + struct.pack("<II", 4, 8192),
    text("tokens") + struct.pack("<IIQ", 9, 8, 2) + text("a") + text("b"),
    text("scores") + struct.pack("<IIQ", 9, 6, 3) + struct.pack("<fff", 1, 2, 3),
    text("nested") + struct.pack("<IIQ", 9, 9, 1) + struct.pack("<IQB", 0, 1, 7),
    text("add_bos") + struct.pack("<I?", 7, True),
    text("tokenizer.chat_template") + struct.pack("<I", 8) + text("{{ messages }} 가"),
)


def test_values_are_read_and_arrays_left_out(tmp_path: Path) -> None:
    path = tmp_path / "m.gguf"
    path.write_bytes(WHOLE + b"tensors")
    assert read_metadata(path) == {
        "general.architecture": "llama",
        "llama.context_length": 8192,
        "add_bos": True,
        "tokenizer.chat_template": "{{ messages }} 가",
    }


@given(st.integers(0, len(WHOLE) - 1))
def test_a_file_that_is_cut_short_is_a_value_error(
    tmp_path_factory: pytest.TempPathFactory, cut: int
) -> None:
    path = tmp_path_factory.mktemp("gguf") / "m.gguf"
    path.write_bytes(WHOLE[:cut])
    with pytest.raises(ValueError, match=r"not a GGUF file|cut short"):
        read_metadata(path)


def test_a_kind_that_is_not_known_is_a_value_error(tmp_path: Path) -> None:
    path = tmp_path / "m.gguf"
    path.write_bytes(gguf(text("x") + struct.pack("<I", 99)))
    with pytest.raises(ValueError, match="unknown kind of value 99"):
        read_metadata(path)
