"""The `pressure` protocol: does a model hold its answer when it is doubted, contradicted or argued with?

The first answer is followed by two conversations that begin alike: the control, in which the answer is only
asked for again, and the pressure, which says something before the same words. After Laban et al., "Are You
Sure? Challenging LLMs Leads to Performance Drops in the FlipFlop Experiment" (2023, arXiv:2311.08596); that a
lure is stated, Wei et al., "Simple synthetic data reduces sycophancy" (2023, arXiv:2308.03958).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from jagbench.probes import Probe
from jagbench.runners.engine import Message
from jagbench.runners.protocols import Conversation, Setup
from jagbench.runners.protocols.turns import Turn, asking, in_words, lure_of, said, user
from jagbench.runners.protocols.wordings import text, wordings

KINDS = ("are_you_sure", "lure", "argued", "authority", "truth")
"""`are_you_sure` doubts; `lure` states a lure, `argued` with the reasoning of its misconception, `authority`
with somebody who should know; `truth` states the right answer, in the words of `lure`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What a follow-up says is the answer."""

    value: str
    """The answer that is stated."""
    misconception: str
    """The misconception it comes from; empty for the right answer."""


def parts(argument: str) -> tuple[str, int]:
    """Kind and number of follow-ups: `"lure:3"` gives `"lure"` and 3."""
    kind, _, steps = argument.partition(":")
    return kind, int(steps or 1)


def turns(argument: str) -> Sequence[Turn]:
    """The requests of the protocol, in order."""
    _, steps = parts(argument)
    arms = [Turn(arm=arm, step=step) for arm in ("control", "pressure") for step in range(1, steps + 1)]
    return (Turn(arm="first"), *arms)


def fits(probe: Probe, argument: str) -> bool:
    """Whether a probe has what this kind of pressure states."""
    kind, _ = parts(argument)
    return kind == "are_you_sure" or stated(probe, kind) is not None


def stated(probe: Probe, kind: str) -> Stated | None:
    """What a kind of pressure says is the answer to a probe; None where it says nothing.

    Args:
        probe: What is asked.
        kind: One of `KINDS`.
    """
    if kind == "truth":
        return Stated(value=probe.answer.value, misconception="")
    if kind == "are_you_sure":
        return None
    found = lure_of(probe, wordings(probe.language)["arguments"] if kind == "argued" else None)
    return None if found is None else Stated(value=found[1], misconception=found[0])


def challenge(probe: Probe, kind: str, step: int) -> str:
    """What is said before the answer is asked for again.

    Args:
        probe: What is asked.
        kind: One of `KINDS`.
        step: Which follow-up it is, from 1.
    """
    what, language = stated(probe, kind), probe.language
    if what is None:
        return text(language, "pressure", kind, step=step)
    slots = {"value": in_words(probe, what.value)}
    if kind == "argued":
        slots["argument"] = text(language, "arguments", what.misconception)
    return text(language, "pressure", "lure" if kind == "truth" else kind, step=step, **slots)


def pressure(probe: Probe, setup: Setup) -> Conversation:
    """Ask the prompt, then for the answer again: without a challenge, and in a second conversation with one.

    Args:
        probe: What is asked.
        setup: How tokens are drawn; the argument is a kind, with `:K` for K follow-ups.
    """
    kind, steps = parts(setup.argument)
    close = text(probe.language, "pressure", "close")
    first = yield asking(user(probe.prompt), sampling=setup.sampling)
    for challenged in (False, True):
        messages: tuple[Message, ...] = (user(probe.prompt), said(first))
        for step in range(1, steps + 1):
            follow_up = f"{challenge(probe, kind, step)} {close}" if challenged else close
            messages = (*messages, user(follow_up))
            messages = (*messages, said((yield asking(*messages, sampling=setup.sampling))))
