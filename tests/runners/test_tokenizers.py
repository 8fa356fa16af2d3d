import json
from pathlib import Path

import pytest

from jagbench.errors import InvalidArgument, JagbenchError
from jagbench.runners.tokenizers import open_tokenizer, spans, tokenizer_of


@pytest.mark.parametrize(
    ("model", "name"),
    [
        ("llamacpp:smollm2", "smollm2"),
        ("vllm:Qwen/Qwen3-8B", "Qwen/Qwen3-8B"),
        ("hf:models/mine", "models/mine"),
        ("ray:vllm:Qwen/Qwen3-8B", "Qwen/Qwen3-8B"),
        ("ray:solver:exact", None),
        ("solver:exact", None),
        ("openai:qwen3@http://localhost:8000/v1", None),
    ],
)
def test_the_tokenizer_of_a_model(model: str, name: str | None) -> None:
    assert tokenizer_of(model) == name


def test_pieces_of_characters_overlap() -> None:
    korean = "안".encode()
    assert spans("a 안?", [b"a", b" " + korean[:1], korean[1:], b"?"]) == [(0, 1), (1, 3), (2, 3), (3, 4)]


def test_a_space_that_the_tokenizer_puts_first() -> None:
    assert spans("9.9", [b" 9", b".", b"9"]) == [(0, 1), (1, 2), (2, 3)]
    assert spans("9.9", [b" ", b"9.9"]) == [(0, 3)]
    assert spans("", []) == []


def test_a_tokenizer_that_changes_the_text() -> None:
    with pytest.raises(JagbenchError, match="changes the text"):
        spans("9.9", [b"9,9"])


@pytest.mark.model
def test_the_embedded_model() -> None:
    pytest.importorskip("xllamacpp", reason="the extra llamacpp is not installed")
    tokenize = open_tokenizer("llamacpp:smollm2")
    text = "Is 9.11 안?"
    found = tokenize(text)
    assert [text[start:end] for start, end in found][:6] == ["Is", " ", "9", ".", "1", "1"]  # single digits
    assert found[-1] == (9, 10)


def test_a_folder_of_hugging_face(tmp_path: Path) -> None:
    pytest.importorskip("tokenizers", reason="the extra hf is not installed")
    vocabulary = {"Is": 0, "9": 1, ".": 2, "11": 3}
    content: dict[str, object] = {
        "version": "1.0",
        "model": {"type": "WordLevel", "vocab": vocabulary, "unk_token": "Is"},
        "pre_tokenizer": {
            "type": "Sequence",
            "pretokenizers": [{"type": "Whitespace"}, {"type": "Punctuation", "behavior": "Isolated"}],
        },
        **dict.fromkeys(("truncation", "padding", "normalizer", "post_processor", "decoder")),
        "added_tokens": [],
    }
    (tmp_path / "tokenizer.json").write_text(json.dumps(content))
    for name in (tmp_path, tmp_path / "tokenizer.json"):
        assert open_tokenizer(str(name))("Is 9.11") == [(0, 2), (3, 4), (4, 5), (5, 7)]


def test_what_is_no_tokenizer(tmp_path: Path) -> None:
    with pytest.raises(InvalidArgument, match=r"holds no tokenizer\.json"):
        open_tokenizer(str(tmp_path))
    with pytest.raises(InvalidArgument, match=r"There is no tokenizer at '\./nowhere'"):
        open_tokenizer("./nowhere")
    with pytest.raises(InvalidArgument, match="There is no model file"):
        open_tokenizer(str(tmp_path / "model.gguf"))


def test_a_damaged_model(tmp_path: Path) -> None:
    pytest.importorskip("xllamacpp", reason="the extra llamacpp is not installed")
    (tmp_path / "model.gguf").write_bytes(b"GGUF")
    with pytest.raises(JagbenchError, match=r"llama\.cpp cannot load"):
        open_tokenizer(str(tmp_path / "model.gguf"))


def test_a_damaged_tokenizer(tmp_path: Path) -> None:
    pytest.importorskip("tokenizers", reason="the extra hf is not installed")
    (tmp_path / "tokenizer.json").write_text("{")
    with pytest.raises(JagbenchError, match="cannot be loaded"):
        open_tokenizer(str(tmp_path))
