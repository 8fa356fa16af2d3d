"""What every log comes down to: replies, each with what it answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from jagbench.probes.own import Problem
from jagbench.runners.reply import FinishReason


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One reply of a log."""

    where: str
    """File and line, for people."""
    reply: str | None
    """The text; None where the model gave none."""
    probe: str | None = None
    """Id of what was asked, as the log has it."""
    prompt: str | None = None
    """What the model was given, as one text, where the log has it."""
    question: Mapping[str, Any] | None = None
    """The question by the names of its columns, where the log has it: a probe, or somebody's own question."""
    model: str | None = None
    """Name of the model; None where the whole log has one."""
    sample: int = 0
    """Which of several replies to the question this is; 0 is the first."""
    finish_reason: FinishReason = "unknown"
    """How it ended."""
    error: str | None = None
    """Why there is no reply."""
    tokens: int | None = None
    """Tokens generated."""
    seconds: float = 0.0
    """How long it took; 0 where that is not known."""
    scores: tuple[float, ...] | None = None
    """Natural logarithm of the probability of each option, where that was asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Log:
    """A log, read."""

    tool: str
    """The tool that wrote it: `"lm-eval"`, `"inspect"`, `"helm"`, `"openai-evals"`, or `"file"` for
    plain replies."""
    entries: Sequence[Entry]
    """The replies, in file order."""
    model: str
    """Name of the model."""
    version: str = ""
    """Version of the tool; empty where the log does not tell."""
    problems: Sequence[Problem] = ()
    """The lines that hold no reply that can be used."""
    notes: Sequence[str] = ()
    """What else is to be known, in sentences."""
    created: str = ""
    """When it was made, ISO 8601; empty where the log does not tell."""
    sampling: Mapping[str, float] = field(default_factory=dict[str, float])
    """What the log tells of how tokens were drawn: `temperature`, `top_p`, `max_tokens`."""


def model_of(text: object) -> str:
    """A model's name as a log has it, empty where it is none."""
    return text.strip() if isinstance(text, str) else ""
