"""The `direct` protocol: the prompt as it stands."""

from jagbench.probes import Probe
from jagbench.runners.engine import Message, Sampling
from jagbench.runners.protocols import Ask, Conversation


def direct(probe: Probe, *, sampling: Sampling) -> Conversation:
    """Ask the prompt in one message, without a system message or examples.

    Args:
        probe: What is asked.
        sampling: How tokens are drawn.
    """
    yield Ask(messages=(Message(role="user", content=probe.prompt),), sampling=sampling)
