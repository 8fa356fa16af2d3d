import pytest

from jagbench.runners.thinking import Thought, prompt_end, split_thinking, thinking_switch


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


@pytest.mark.parametrize(
    ("template", "switch"),
    [
        (None, None),
        ("", None),
        ("{{ messages }}", None),
        ("{% if enable_thinking is defined and not enable_thinking %}x{% endif %}", "enable_thinking"),
        ("{% if thinking %}<think>{% endif %}", "thinking"),
        ("{% if not thinking is defined %}{% set thinking = false %}{% endif %}{{ thinking }}", "thinking"),
        ("{% set thinking = true %}{{ thinking }}", None),
        ("{{ message.thinking }}{{ 'thinking' }} thinking", None),
        ("{% for m in messages %}{% generation %}{{ m }}{% endgeneration %}{% break %}{% endfor %}"
         "{{ enable_thinking }}", "enable_thinking"),
        ("{% not jinja", None),
    ],
)  # fmt: skip
def test_the_variable_that_switches_thinking(template: str | None, switch: str | None) -> None:
    assert thinking_switch(template) == switch


@pytest.mark.parametrize(
    ("thinking", "end"), [(None, "assistant: "), (True, "assistant: <think>"), (False, "assistant: ")]
)
def test_the_end_of_a_prompt_tells_whether_the_template_opens_a_thought(
    thinking: bool | None, end: str
) -> None:
    template = (
        "{% for m in messages %}{% generation %}{{ m.role }}: {{ m.content }}\n{% endgeneration %}"
        "{% endfor %}"
        "{% if add_generation_prompt %}assistant: {% if enable_thinking %}<think>{% endif %}{% endif %}"
    )
    assert prompt_end(template, thinking).endswith(f"\n{end}")


@pytest.mark.parametrize("template", ["{{ raise_exception('no') }}", "{% not jinja", "{{ 1 + 'a' }}"])
def test_a_template_that_cannot_be_rendered_ends_in_nothing(template: str) -> None:
    assert prompt_end(template, None) == ""
