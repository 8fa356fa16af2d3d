"""Thinking, told apart from the answer."""

from dataclasses import dataclass

MARKS: tuple[tuple[str, str], ...] = (
    ("<think>", "</think>"),
    ("<thinking>", "</thinking>"),
    ("[THINK]", "[/THINK]"),
    ("<seed:think>", "</seed:think>"),
    ("<|START_THINKING|>", "<|END_THINKING|>"),
)
"""What models write before and after their thoughts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thought:
    """A reply, its thinking apart."""

    thinking: str | None
    """The thinking, None where there is none."""
    text: str
    """The answer; empty where the reply ends inside its thinking."""


def split_thinking(text: str, *, prompt: str = "") -> Thought:
    """Tell the thinking of a reply apart from its answer.

    Args:
        text: The raw reply, marks included.
        prompt: The rendered prompt, or its end: templates may open the thought themselves there.
    """
    for opening, closing in MARKS:
        opened = prompt.rstrip().endswith(opening)
        stripped = text.lstrip()
        if not opened and not stripped.startswith(opening):
            continue
        thought, found, answer = stripped.removeprefix(opening).partition(closing)
        return Thought(thinking=thought.strip(), text=answer.lstrip() if found else "")
    return Thought(thinking=None, text=text)
