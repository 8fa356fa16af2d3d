import json
import struct
from pathlib import Path

import pytest

from jagbench.runners.engines.gguf import count_parameters
from jagbench.runners.parameters import parameters_of, stated_size


@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("Qwen/Qwen3-8B", 8_000_000_000),
        ("HuggingFaceTB/SmolLM2-135M-Instruct", 135_000_000),
        ("gemma-3-270m-it", 270_000_000),
        ("Qwen2.5-0.5B", 500_000_000),
        ("Llama-3.3-70B-Instruct-4bit", 70_000_000_000),
        ("gpt-4o", None),
        ("version_order", None),
    ],
)
def test_sizes_that_names_state(name: str, size: int | None) -> None:
    assert stated_size(name) == size


def gguf(path: Path) -> Path:
    """A file with one value and two tensors of 6 and 4 numbers."""

    def text(value: str) -> bytes:
        return struct.pack("<Q", len(value)) + value.encode()

    tensors = b"".join(
        text(name)
        + struct.pack("<I", len(shape))
        + struct.pack(f"<{len(shape)}Q", *shape)
        + struct.pack("<IQ", 0, 0)
        for name, shape in (("a", (2, 3)), ("b", (4,)))
    )
    content = b"GGUF" + struct.pack("<IQQ", 3, 2, 1) + text("general.name") + struct.pack("<I", 8) + text("x")
    path.write_bytes(content + tensors)
    return path


def test_parameters_are_counted_in_files(tmp_path: Path) -> None:
    assert count_parameters(gguf(tmp_path / "model.gguf")) == 10
    assert parameters_of(f"llamacpp:{tmp_path / 'model.gguf'}") == 10
    head = json.dumps(
        {"__metadata__": {}, "w": {"dtype": "F32", "shape": [3, 5], "data_offsets": [0, 60]}}
    ).encode()
    (tmp_path / "model.safetensors").write_bytes(len(head).to_bytes(8, "little") + head + bytes(60))
    assert parameters_of(f"hf:{tmp_path}") == 15


def test_a_damaged_or_missing_file_leaves_the_name(tmp_path: Path) -> None:
    (tmp_path / "tiny-2M.gguf").write_bytes(b"GGUF")
    assert parameters_of(f"llamacpp:{tmp_path / 'tiny-2M.gguf'}") == 2_000_000
    assert parameters_of("llamacpp:gone/model-7B.gguf") == 7_000_000_000
    assert parameters_of("solver:exact") is None
