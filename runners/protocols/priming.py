"""The `priming` protocol: the same question bare, and behind a harmless context that leads astray.

That an irrelevant number draws answers towards it is the anchoring of Tversky and Kahneman, "Judgment under
Uncertainty" (1974, Science 185:1124); that irrelevant sentences cost models answers, Shi et al., "Large
Language Models Can Be Easily Distracted by Irrelevant Context" (2023, arXiv:2302.00093).
"""

from collections.abc import Sequence

from jagbench.probes import Probe
from jagbench.runners.protocols import Conversation, Setup
from jagbench.runners.protocols.turns import Turn, asking, in_words, lure_of, user
from jagbench.runners.protocols.wordings import text

KINDS = ("false_rule", "version", "wrong_example", "number", "persona")
"""`false_rule`: a story in which 2 + 2 is 5; `version`: talk of software versions; `wrong_example`: somebody
was wrong about 9.11; `number`: a number that has nothing to do with it, a lure of the probe; `persona`: who
asks."""

ARMS = ("bare", "primed")

_TOWARDS = {"version": "version_order", "wrong_example": "version_order"}
"""The misconception whose answer a context leads to."""


def turns(argument: str) -> Sequence[Turn]:
    """The requests of the protocol, in order."""
    return tuple(Turn(arm=arm) for arm in ARMS)


def primed_lure(probe: Probe, kind: str) -> tuple[str, str] | None:
    """The misconception and the answer that a context leads to; None where it leads to none.

    Args:
        probe: What is asked.
        kind: One of `KINDS`.
    """
    if kind == "number" and probe.answer.kind in ("integer", "decimal"):
        return lure_of(probe)
    name = _TOWARDS.get(kind, "")
    return (name, probe.lures[name]) if name in probe.lures else None


def fits(probe: Probe, argument: str) -> bool:
    """Whether a probe has what this kind of context leads to."""
    return argument in ("false_rule", "persona") or primed_lure(probe, argument) is not None


def priming(probe: Probe, setup: Setup) -> Conversation:
    """Ask the prompt as it stands, and in a second conversation behind a context.

    Args:
        probe: What is asked.
        setup: How tokens are drawn; the argument is a kind.
    """
    lure = primed_lure(probe, setup.argument)
    value = "" if lure is None else in_words(probe, lure[1])
    context = text(probe.language, "priming", setup.argument, value=value)
    yield asking(user(probe.prompt), sampling=setup.sampling)
    yield asking(user(f"{context}\n\n{probe.prompt}"), sampling=setup.sampling)
