"""Thoughts in a reply, told apart from its answer, in every dress that models and servers give them.

A thought stands before the answer: between marks (`<think>`, `[THINK]`, `<|channel>thought`, ...), in the
analysis channel of harmony (gpt-oss), its special tokens there or lost on the way, or without its opening
mark, which many chat templates write themselves.
"""

import re
from dataclasses import dataclass

THOUGHT_NAMES = "seed:think|think|thinking|thoughts?|reasoning"
"""What the marks of thoughts are called, as a regular expression."""
_OPENS, _CLOSES = "(?:<|&lt;)", "(?:>|&gt;)"

DRESSES: tuple[tuple[str, str], ...] = (
    (
        rf"{_OPENS}\|?(?:begin_of_|start_of_|start_)?(?:{THOUGHT_NAMES})\|?{_CLOSES}",
        rf"{_OPENS}(?:/\|?|\|/|\|end_of_|\|end_)(?:{THOUGHT_NAMES})\|?{_CLOSES}",
    ),
    (rf"\[(?:{THOUGHT_NAMES})\]", rf"\[/(?:{THOUGHT_NAMES})\]"),
    (rf"◁(?:{THOUGHT_NAMES})▷", rf"◁/(?:{THOUGHT_NAMES})▷"),
    (r"<\|start_thinking\|>", r"<\|end_thinking\|>"),
    (r"<\|channel>thought\n?", r"<channel\|>"),
    (r"<unused94>(?:thought\n)?", r"<unused95>"),
    (r"<\|inner_prefix\|>", r"<\|inner_suffix\|>"),
)
"""What models write before and after their thoughts, as regular expressions; case does not count.

Qwen, DeepSeek and others; Magistral; Kimi; Cohere; Gemma 4; MedGemma; Apertus.
"""

_MARKS = tuple(
    (re.compile(opening, re.IGNORECASE), re.compile(closing, re.IGNORECASE)) for opening, closing in DRESSES
)

_AROUND = re.compile(r"\s*<\|start_(?:response|text)\|>|<\|end_(?:response|text)\|>\s*$", re.IGNORECASE)
"""What Cohere's models write around an answer."""

_CHANNEL = re.compile(r"<\|channel\|>\s*(\w+)[^<]*(?:<\|constrain\|>[^<]*)?<\|message\|>")
_CHANNEL_END = re.compile(r"<\|(?:end|return|call|start|channel)\|>")
"""Harmony, the format of gpt-oss (https://developers.openai.com/cookbook/articles/openai-harmony)."""

_BARE_ANALYSIS = re.compile(r"\s*(?:assistant)?analysis(?=[^\s\w]|[A-Z\"'(0-9\u0080-\uffff])")
_BARE_FINAL = re.compile(r"(?:assistant\s*)final(?![a-z])")
"""The same, its special tokens lost on the way."""

_QUOTES = frozenset("\"'`“”‘’")


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
    channels = _by_channels(text, prompt)
    if channels is not None:
        return channels
    stripped = text.lstrip()
    before = prompt.rstrip()[-64:]
    for opening, closing in _MARKS:
        mark = opening.match(stripped)
        opened = any(found.end() == len(before) for found in opening.finditer(before))
        if mark is None and not opened:
            continue
        start = mark.end() if mark is not None else 0
        end = _closing(stripped, closing, start)
        if end is None:
            return Thought(thinking=stripped[start:].strip(), text="")
        return Thought(thinking=stripped[start : end.start()].strip(), text=_answer(stripped[end.end() :]))
    return _unopened(text)


def _unopened(text: str) -> Thought:
    """A reply that only closes a thought: its opening mark stood in the prompt, or was lost on the way."""
    ends = [end for _, closing in _MARKS if (end := _closing(text, closing, 0)) is not None]
    first = min(ends, key=lambda end: end.start(), default=None)
    if first is None or any(opening.search(text, 0, first.start()) for opening, _ in _MARKS):
        return Thought(thinking=None, text=text)
    return Thought(thinking=text[: first.start()].strip(), text=_answer(text[first.end() :]))


def _closing(text: str, closing: re.Pattern[str], start: int) -> re.Match[str] | None:
    """Where a thought is closed; a mark in quotes is only being talked about."""
    for found in closing.finditer(text, start):
        before, after = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
        if not (before in _QUOTES and after in _QUOTES):
            return found
    return None


def _answer(text: str) -> str:
    return _AROUND.sub("", text).lstrip()


def _by_channels(text: str, prompt: str) -> Thought | None:
    """A reply in the channels of harmony; None where it is in none."""
    end = prompt[-64:]
    opened = list(_CHANNEL.finditer(end))
    if opened and opened[-1].end() == len(end):
        text = opened[-1].group() + text
    if "<|channel|>" in text:
        final: list[str] = []
        other: list[str] = []
        for start in _CHANNEL.finditer(text):
            stop = _CHANNEL_END.search(text, start.end())
            said = text[start.end() : stop.start() if stop else len(text)].strip()
            (final if start[1] == "final" else other).append(said)
        return Thought(thinking="\n\n".join(other) if other else None, text="\n".join(final))
    bare = _BARE_ANALYSIS.match(text)
    answers = list(_BARE_FINAL.finditer(text))
    if not answers and bare is None:
        return None
    begin = bare.end() if bare else 0
    if not answers:
        return Thought(thinking=text[begin:].strip(), text="")
    last = answers[-1]
    thinking = text[begin : last.start()].strip()
    return Thought(thinking=thinking or None, text=text[last.end() :].strip())


def shows_thinking(text: str) -> bool:
    """Whether a chat template knows of thoughts: it holds a mark of them.

    Args:
        text: The template.
    """
    return "<|channel|>" in text or any(mark.search(text) for marks in _MARKS for mark in marks)
