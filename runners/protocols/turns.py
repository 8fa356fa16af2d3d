"""What the requests of a protocol are: which arm each belongs to, and what it asks for."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from jagbench.probes import Probe
from jagbench.probes.digest import text_digest
from jagbench.probes.statement import as_in_the_prompt
from jagbench.probes.written import written
from jagbench.runners.engine import Ask, Message, Sampling
from jagbench.runners.reply import Reply

Wanted = Literal["answer", "yes_or_no", "a_or_b"]
"""What a request asks for: the answer to the probe; whether something is so; which of two texts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One request of a protocol.

    Turns of one arm are one conversation, which begins with the first turn of the protocol or anew; what is
    said in one arm is never seen in another.
    """

    arm: str
    """Name of the conversation: `"first"`, `"control"`, `"pressure"`."""
    step: int = 1
    """Which request of its arm it is, from 1."""
    wants: Wanted = "answer"
    """What it asks for."""


ALONE = (Turn(arm="first"),)
"""The turns of a protocol that asks once."""

NOTHING_SAID = "…"
"""What stands in a conversation for a reply without a text: chat templates and servers refuse empty
messages."""


def user(content: str) -> Message:
    """A message of the user."""
    return Message(role="user", content=content)


def assistant(content: str) -> Message:
    """A message of the model."""
    return Message(role="assistant", content=content or NOTHING_SAID)


def said(reply: Reply) -> Message:
    """A reply as an earlier turn of the conversation; what was thought is no part of it."""
    return assistant(reply.text)


def asking(*messages: Message, sampling: Sampling) -> Ask:
    """A question by messages."""
    return Ask(messages=messages, sampling=sampling)


def in_words(probe: Probe, value: str) -> str:
    """An answer as somebody says it: the letter of an option, a number as its language writes it.

    Args:
        probe: What is asked.
        value: The right answer, or a wrong one.
    """
    return written(probe, value) if probe.format == "letter" else as_in_the_prompt(probe, value)


def lure_of(probe: Probe, among: Mapping[str, object] | None = None) -> tuple[str, str] | None:
    """One lure of a probe, as good as drawn among its misconceptions, always the same one.

    Args:
        probe: What is asked.
        among: Misconceptions that may be taken; all where it is None.

    Returns:
        The misconception and its answer; None where there is none.
    """
    names = sorted(name for name in probe.lures if among is None or name in among)
    if not names:
        return None
    name = names[int(text_digest("lure", probe.id), 16) % len(names)]
    return name, probe.lures[name]
