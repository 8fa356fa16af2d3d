"""Thoughts in every dress are left out: nothing in them is read."""

import pytest

from jagbench.analysis.reading import read

CLOSED = (
    "<|channel|>analysis<|message|>Is it 5?<|end|><|start|>assistant<|channel|>final<|message|>4",
    "analysisIs it 5 or 6?assistantfinal4",
    "<seed:think>5</seed:think>4",
    "<|channel>thought\n5<channel|>4",
    "<unused94>thought\n5<unused95>4",
    "<|START_THINKING|>5<|END_THINKING|><|START_RESPONSE|>4<|END_RESPONSE|>",
    "<|inner_prefix|>5<|inner_suffix|>4",
    "&lt;think&gt;5&lt;/think&gt;4",
    "<|think|>5<|/think|>4",
    "[THINK]5[/THINK]4",
    "◁think▷5◁/think▷4",
    "5</think>4",
)
OPEN = ("<|channel|>analysis<|message|>It is 5", "<|channel>thought\nIt is 5", "<think>It is 5")


@pytest.mark.parametrize("reply", CLOSED)
def test_what_stands_in_a_thought_is_not_read(reply: str) -> None:
    reading = read(reply, kind="integer", prompt="What is 2 + 2?", finish_reason="stop")

    assert reading.value == "4"
    assert reading.span is not None
    assert reply[slice(*reading.span)] == "4"


@pytest.mark.parametrize("reply", OPEN)
def test_a_thought_that_is_never_closed_is_no_answer(reply: str) -> None:
    assert read(reply, kind="integer", prompt="What is 2 + 2?").outcome == "truncated"


@pytest.mark.parametrize("reply", ["It is 4 &lt; 5, so the answer is 4.", "The token <|channel|> is none: 4"])
def test_a_mark_of_a_thought_alone_is_text(reply: str) -> None:
    assert read(reply, kind="integer", prompt="What is 2 + 2?", finish_reason="stop").value == "4"
