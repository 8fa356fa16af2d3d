"""The `thinking` protocol: the model's own thinking, switched on or off."""

from jagbench.probes import Probe
from jagbench.runners.engine import Ask, Message
from jagbench.runners.protocols import Conversation, Setup


def thinking(probe: Probe, setup: Setup) -> Conversation:
    """Ask the prompt with thinking switched on or off in the chat template.

    The length at which a reply is cut is the budget of thoughts and answer together. A reply that is cut
    inside its thoughts has an empty text.

    Args:
        probe: What is asked.
        setup: How tokens are drawn; the argument is `"on"` or `"off"`.
    """
    yield Ask(
        messages=(Message(role="user", content=probe.prompt),),
        sampling=setup.sampling,
        thinking=setup.argument == "on",
    )
