"""The `logprob` protocol: how likely is each option of a choice?"""

from jagbench.probes import Probe
from jagbench.runners.engine import Ask, Message
from jagbench.runners.protocols import Conversation, Setup


def logprob(probe: Probe, setup: Setup) -> Conversation:
    """Ask how likely each option is as the whole reply; the likeliest one is the reply's text.

    Args:
        probe: A choice.
        setup: Passed on.
    """
    yield Ask(
        messages=(Message(role="user", content=probe.prompt),),
        sampling=setup.sampling,
        candidates=probe.answer.options,
    )
