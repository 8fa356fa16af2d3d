import pytest

from jagbench.analysis.compare.sizes import size_class, size_text, stated_parameters


@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        ("SmolLM2-135M-Instruct.Q4_1.gguf", 135_000_000),
        ("vllm:Qwen/Qwen3-8B", 8_000_000_000),
        ("gemma-3-270m-it", 270_000_000),
        ("Qwen2.5-0.5B-Instruct", 500_000_000),
        ("Mixtral-8x7B-v0.1", 56_000_000_000),
        ("llama3.2:1b", 1_000_000_000),
        ("gpt-4", None),
        ("solver:exact", None),
        ("Q4_K_M", None),
        ("model-4bit", None),
    ],
)
def test_what_a_name_states(name: str, parameters: int | None) -> None:
    assert stated_parameters(name) == parameters


def test_the_first_name_that_states_one_counts() -> None:
    assert stated_parameters("llamacpp:smollm2", "SmolLM2-135M-Instruct.gguf") == 135_000_000
    assert stated_parameters() is None


def test_sizes_for_reading() -> None:
    assert [size_text(size) for size in (135_000_000, 8_000_000_000, None)] == ["0.135 B", "8 B", "–"]
    assert [size_class(size) for size in (135_000_000, 1_000_000_000, 70_000_000_000)] == [
        "below 1 B",
        "1 to 4 B",
        "15 B and more",
    ]
