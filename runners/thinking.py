"""A reply as it is kept: its thinking apart, and its answer ended at the first text that ends it."""

from collections.abc import Sequence
from dataclasses import dataclass

from jagbench.probes.thoughts import Thought, split_thinking
from jagbench.runners.reply import FinishReason


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A reply, its thinking apart and its answer ended where it was to end."""

    thinking: str | None
    """The thinking, None where there is none."""
    text: str
    """The answer."""
    finish_reason: FinishReason
    """How it ended."""


def tell_apart(
    text: str,
    *,
    finish_reason: FinishReason,
    prompt: str = "",
    thinking: str | None = None,
    stop: Sequence[str] = (),
    thinks: bool = False,
) -> Answered:
    """A reply as it is kept: thinking apart, the answer ended at the first text that ends it.

    Args:
        text: The raw reply.
        finish_reason: How it ended.
        prompt: The rendered prompt, or its end.
        thinking: The thinking, where it was told apart already.
        stop: Texts that end an answer; one inside a thought ends nothing.
        thinks: Whether the model is known to think before each answer: what was cut without a mark is then
            all thought.
    """
    apart = split_thinking(text, prompt=prompt) if thinking is None else Thought(thinking=thinking, text=text)
    if thinks and apart.thinking is None and finish_reason == "length":
        apart = Thought(thinking=text.strip(), text="")
    places = [place for each in stop if (place := apart.text.find(each)) >= 0]
    if places:
        return Answered(thinking=apart.thinking, text=apart.text[: min(places)], finish_reason="stop")
    return Answered(thinking=apart.thinking, text=apart.text, finish_reason=finish_reason)
