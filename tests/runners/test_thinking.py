import pytest

from jagbench.runners.thinking import Thought, split_thinking


@pytest.mark.parametrize(
    ("text", "prompt", "thinking", "answer"),
    [
        ("9.9", "", None, "9.9"),
        ("<think>\n9.11 > 9.9?\n</think>\n\n9.9", "", "9.11 > 9.9?", "9.9"),
        ("\n <think></think>9.9", "", "", "9.9"),
        ("Is it 9.11?\n</think>\n9.9", "<|assistant|>\n<think>\n", "Is it 9.11?", "9.9"),
        ("<think>again</think>9.9", "<|assistant|><think>", "again", "9.9"),
        ("<think>9.11 looks", "", "9.11 looks", ""),
        ("9.11 looks", "<|assistant|>\n<think>\n", "9.11 looks", ""),
        ("[THINK]a[/THINK]b", "", "a", "b"),
        ("<|START_THINKING|>a<|END_THINKING|>b", "", "a", "b"),
        ("The tag <think> is not at the start", "", None, "The tag <think> is not at the start"),
        ("a</think>b", "", None, "a</think>b"),
        ("<think>a</think>b</think>c", "", "a", "b</think>c"),
    ],
)
def test_thinking_is_told_apart(text: str, prompt: str, thinking: str | None, answer: str) -> None:
    assert split_thinking(text, prompt=prompt) == Thought(thinking=thinking, text=answer)
