"""The `steer` protocol: the same question without a system message, and with one."""

from collections.abc import Sequence

from jagbench.probes import Probe
from jagbench.runners.engine import Message
from jagbench.runners.protocols import Conversation, Setup
from jagbench.runners.protocols.turns import Turn, asking, user
from jagbench.runners.protocols.wordings import text

KINDS = ("terse", "child", "expert", "careful", "foreign")
"""What the system message is: say no more than is asked; to a child; from an expert; be careful; in another
language than the question (Korean for English, else English)."""

ARMS = ("bare", "steered")


def turns(argument: str) -> Sequence[Turn]:
    """The requests of the protocol, in order."""
    return tuple(Turn(arm=arm) for arm in ARMS)


def steer(probe: Probe, setup: Setup) -> Conversation:
    """Ask the prompt as it stands, and in a second conversation behind a system message.

    Args:
        probe: What is asked.
        setup: How tokens are drawn; the argument is a kind.
    """
    system = Message(role="system", content=text(probe.language, "steer", setup.argument))
    yield asking(user(probe.prompt), sampling=setup.sampling)
    yield asking(system, user(probe.prompt), sampling=setup.sampling)
