"""The `logprob` protocol: how likely is each option of a choice?"""

from jagbench.probes import Probe
from jagbench.probes.written import written
from jagbench.runners.engine import Ask, Message
from jagbench.runners.protocols import Conversation, Setup


def logprob(probe: Probe, setup: Setup) -> Conversation:
    """Ask how likely each option is, in the format asked for, as the whole reply; the likeliest is its text.

    Args:
        probe: A choice.
        setup: Passed on.
    """
    yield Ask(
        messages=(Message(role="user", content=probe.prompt),),
        sampling=setup.sampling,
        candidates=tuple(written(probe, option) for option in probe.answer.options),
    )
