import pytest
from hypothesis import given
from hypothesis import strategies as st

from jagbench.probes.thoughts import Thought, shows_thinking, split_thinking
from jagbench.runners.thinking import Answered, tell_apart

HARMONY = (
    "<|channel|>analysis<|message|>9.11?<|end|><|start|>assistant<|channel|>final<|message|>9.9<|return|>"
)


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
        ("a</think>b", "", "a", "b"),
        ("<think>a</think>b</think>c", "", "a", "b</think>c"),
        ("<think>the tag `</think>` ends it</think>b", "", "the tag `</think>` ends it", "b"),
        ("The tag '</think>' closes.", "", None, "The tag '</think>' closes."),
        ("so <think>a</think>b", "", None, "so <think>a</think>b"),
        ("<thought>a</thought>b", "", "a", "b"),
        ("<|think|>a<|/think|>b", "", "a", "b"),
        ("<|thinking|>a</thinking>b", "", "a", "b"),
        ("<|begin_of_thought|>a<|end_of_thought|>b", "", "a", "b"),
        ("<seed:think>a</seed:think>b", "", "a", "b"),
        ("◁think▷a◁/think▷b", "", "a", "b"),
        ("&lt;think&gt;a &lt; b&lt;/think&gt;b", "", "a &lt; b", "b"),
        ("<|channel>thought\na<channel|>b", "", "a", "b"),
        ("<|channel>thought\na is", "", "a is", ""),
        ("<unused94>thought\na<unused95>b", "", "a", "b"),
        ("<|inner_prefix|>a<|inner_suffix|>b", "", "a", "b"),
        ("<|START_THINKING|>a<|END_THINKING|><|START_RESPONSE|>b<|END_RESPONSE|>", "", "a", "b"),
        (HARMONY, "", "9.11?", "9.9"),
        (HARMONY[len("<|channel|>analysis<|message|>"):], "<|start|>assistant<|channel|>analysis<|message|>",
         "9.11?", "9.9"),
        ("<|channel|>analysis<|message|>9.11 is", "", "9.11 is", ""),
        ("<|channel|>final<|message|>9.9", "", None, "9.9"),
        ("<|channel|>commentary to=f <|constrain|>json<|message|>{}<|call|>", "", "{}", ""),
        ("analysisWe compare 9.11.assistantfinal9.9", "", "We compare 9.11.", "9.9"),
        ("analysisWe compare 9.11", "", "We compare 9.11", ""),
        ("analysis of 9.9 and 9.11: equal", "", None, "analysis of 9.9 and 9.11: equal"),
        ("The assistant finally says 9.9", "", None, "The assistant finally says 9.9"),
    ],
)  # fmt: skip
def test_thinking_is_told_apart(text: str, prompt: str, thinking: str | None, answer: str) -> None:
    assert split_thinking(text, prompt=prompt) == Thought(thinking=thinking, text=answer)


@pytest.mark.parametrize(
    ("text", "thinks", "expected"),
    [
        (
            "<think>write </answer>.</think><answer>9</answer> ok",
            False,
            ("write </answer>.", "<answer>9", "stop"),
        ),
        ("<answer>9</answer> ok", False, (None, "<answer>9", "stop")),
        ("<think>write </answer>", False, ("write </answer>", "", "length")),
        ("we write </answer>", True, ("we write </answer>", "", "length")),
        ("we write", False, (None, "we write", "length")),
    ],
)
def test_a_text_that_ends_a_reply_ends_nothing_inside_a_thought(
    text: str, thinks: bool, expected: tuple[str | None, str, str]
) -> None:
    found = tell_apart(text, finish_reason="length", stop=("</answer>",), thinks=thinks)
    assert (found.thinking, found.text, found.finish_reason) == expected


def test_thinking_that_a_server_told_apart_stays() -> None:
    found = tell_apart("9.9</answer>", finish_reason="stop", thinking="hm", stop=("</answer>",))
    assert found == Answered(thinking="hm", text="9.9", finish_reason="stop")


@given(st.text(), st.sampled_from(["<think>", "[THINK]", "<|channel>thought\n", "&lt;think&gt;"]))
def test_a_thought_that_is_never_closed_is_no_answer(text: str, opening: str) -> None:
    if not any(mark in text for mark in ("<", "[", "&", "◁")):
        assert split_thinking(opening + text).text == ""


@given(st.text(alphabet=st.characters(exclude_characters="<[&◁")))
def test_a_reply_without_marks_stays_as_it_is(text: str) -> None:
    if not text.strip().startswith(("analysis", "assistant")):
        assert split_thinking(text) == Thought(thinking=None, text=text)


@pytest.mark.parametrize(
    ("template", "known"),
    [
        ("{{ messages }}", False),
        ("{% if enable_thinking %}<think>{% endif %}", True),
        ("{{ content.split('</think>')[-1] }}", True),
        ("<|channel|>analysis<|message|>", True),
        ("[think of a number]", False),
    ],
)
def test_whether_a_template_knows_of_thoughts(template: str, known: bool) -> None:
    assert shows_thinking(template) == known
