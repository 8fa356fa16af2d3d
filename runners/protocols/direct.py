"""The `direct` protocol: the prompt as it stands."""

from jagbench.probes import Probe
from jagbench.runners.engine import Ask, Message
from jagbench.runners.protocols import Conversation, Setup


def direct(probe: Probe, setup: Setup) -> Conversation:
    """Ask the prompt in one message, without examples.

    Args:
        probe: What is asked.
        setup: How tokens are drawn.
    """
    yield Ask(messages=(Message(role="user", content=probe.prompt),), sampling=setup.sampling)
