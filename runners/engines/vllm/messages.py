"""What passes between jagbench and the child process that holds vLLM.

Beside these, lists of `Request` go to the child and lists of `Reply` come back; the answer to `Render` is a
`Rendered`, or the words in which the template or the tokenizer refuse.
"""

from dataclasses import dataclass

from jagbench.runners.engine import Arguments, Ask, Description, Feature, Prompting


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """To the child, first of all: what to load."""

    model: str
    """Name on the Hugging Face hub, or a folder."""
    arguments: Arguments
    """What the user gave."""
    max_tokens: int
    """Length of the longest reply that will be asked for, in tokens."""
    max_prompt_bytes: int
    """Length of the longest conversation that will be asked, in bytes of UTF-8."""
    prompting: Prompting | None = None
    """How questions are put to it; None by its chat template, or by completion where it has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """From the child: the model is loaded."""

    description: Description
    """What answers."""
    serves: frozenset[Feature]
    """What it can do beyond messages and sampling."""
    capacity: int
    """How many requests it wants to hold at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """From the child, its last message: why it does not load the model."""

    sentence: str
    """What was wrong, and what to do."""
    bad_use: bool
    """Whether the user asked for something that cannot be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Render:
    """To the child, while no request is under way: what would the model be given?"""

    ask: Ask
    """The question."""


@dataclass(frozen=True, slots=True)
class Beat:
    """From the child: a step is done, though nothing may be finished."""


@dataclass(frozen=True, slots=True)
class Stop:
    """To the child, its last message: end."""
