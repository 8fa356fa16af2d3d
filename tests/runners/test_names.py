"""What runs and models are called."""

from pathlib import Path

import pytest

from jagbench.runners.names import default_folder, short_names
from jagbench.runners.run import run
from jagbench.runners.selection import Selection


def folder(model: str, selection: Selection | None = None) -> str:
    return default_folder(model, "smoke-v1", "direct", selection=selection).name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("llamacpp:checkpoint-1000/model.gguf", "llamacpp:checkpoint-2000/model.gguf"),
        ("llamacpp:/data/a/checkpoint-1000/model.gguf", "llamacpp:/data/a/checkpoint-2000/model.gguf"),
        ("vllm:out/checkpoint-1000", "vllm:out/checkpoint-2000"),
        ("hf:out/checkpoint-1000/", "vllm:out/checkpoint-1000/"),
        ("openai:m@http://localhost:8000/v1", "openai:m@http://localhost:8001/v1"),
        ("llamacpp:" + 90 * "a" + "1.gguf", "llamacpp:" + 90 * "a" + "2.gguf"),
        ("llamacpp:모델.gguf", "llamacpp:다른.gguf"),
    ],
)
def test_other_models_have_other_folders(one: str, other: str) -> None:
    assert folder(one) != folder(other)


def test_a_folder_is_named_by_the_file_and_the_folder_around_it() -> None:
    assert (
        folder("llamacpp:/data/checkpoint-1000/model.gguf")
        == "llamacpp-checkpoint-1000-model-smoke-v1-direct"
    )
    assert folder("llamacpp:../model.gguf") == "llamacpp-model-smoke-v1-direct"


def test_a_selection_has_a_folder_of_its_own() -> None:
    names = {
        folder("solver:exact"),
        folder("solver:exact", Selection()),
        folder("solver:exact", Selection(levels=(1,))),
        folder("solver:exact", Selection(levels=(1, 2))),
        folder("solver:exact", Selection(probes=tuple(f"{number:016x}" for number in range(40)))),
        folder("solver:exact", Selection(probes=tuple(f"{number:016x}" for number in range(41)))),
    }
    assert len(names) == 5
    assert max(map(len, names)) < 200


def test_where_another_model_is_the_folder_is_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    usual = Path("runs") / folder("vllm:a/b/c")
    run("solver:exact", limit=1, out=usual)
    assert folder("vllm:a/b/c") != usual.name
    assert folder("vllm:a/b/c").startswith(usual.name)
    assert folder("vllm:a/b/c") != folder("vllm:x/b/c")


@pytest.mark.parametrize(
    ("models", "names"),
    [
        (["llamacpp:/x/checkpoint-1000/model.gguf"], ["llamacpp:model"]),
        (
            ["llamacpp:/x/checkpoint-1000/model.gguf", "llamacpp:/x/checkpoint-2000/model.gguf"],
            ["llamacpp:checkpoint-1000/model", "llamacpp:checkpoint-2000/model"],
        ),
        (["openai:qwen3@http://localhost:8000/v1", "solver:exact"], ["openai:qwen3", "solver:exact"]),
        (
            ["openai:m@http://a/v1", "openai:m@http://b/v1"],
            ["openai:m@http://a/v1", "openai:m@http://b/v1"],
        ),
        (["vllm:Qwen/Qwen3-8B", "vllm:Qwen/Qwen3-8B"], ["vllm:Qwen3-8B", "vllm:Qwen3-8B"]),
        ([], []),
    ],
)
def test_names_are_as_short_as_tells_models_apart(models: list[str], names: list[str]) -> None:
    assert short_names(models) == names
