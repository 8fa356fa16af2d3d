"""The `fewshot` protocol: worked examples go before the probe."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from jagbench.errors import InvalidArgument
from jagbench.probes import Probe
from jagbench.probes.written import written
from jagbench.runners.engine import Ask, Message
from jagbench.runners.protocols import Conversation, Examples, Setup

Wording = tuple[str, str, str, str]
"""Skill, language, frame and template."""


def wording(probe: Probe) -> Wording:
    """What a probe and the examples shown before it have in common.

    Args:
        probe: Any.
    """
    return (probe.skill, probe.language, probe.frame, probe.template)


def examples_by_wording(pool: Sequence[Probe], probes: Sequence[Probe], count: int) -> Examples:
    """For each probe the first `count` examples of its wording.

    All probes of one wording are shown the same ones, so that their prompts share a long beginning.

    Args:
        pool: The examples there are.
        probes: The probes to be asked.
        count: Examples before each.

    Raises:
        InvalidArgument: if a wording has too few, or an example asks what a probe asks.
    """
    shown: defaultdict[Wording, list[Probe]] = defaultdict(list)
    for example in pool:
        if len(shown[wording(example)]) < count:
            shown[wording(example)].append(example)
    items = {example.item for examples in shown.values() for example in examples}
    for probe in probes:
        if len(there := shown[wording(probe)]) < count:
            raise InvalidArgument(
                f"The protocol fewshot:{count} needs {count} examples for {'/'.join(wording(probe))}, there "
                f"are {len(there)}: give more examples, or a smaller number."
            )
        if probe.item in items:
            raise InvalidArgument(
                f"The item {probe.item} is both an example and in the suite: draw the examples anew."
            )
    frozen: Mapping[Wording, tuple[Probe, ...]] = {key: tuple(some) for key, some in shown.items()}
    return lambda probe: frozen[wording(probe)]


def fewshot(probe: Probe, setup: Setup) -> Conversation:
    """Show the examples as earlier turns of the conversation, each with its answer, then ask the prompt.

    Args:
        probe: What is asked.
        setup: How tokens are drawn, and the examples.

    Raises:
        InvalidArgument: if there are no examples.
    """
    if setup.examples is None:
        raise InvalidArgument("The protocol fewshot needs examples: give probes that are not in the suite.")
    earlier = [
        message
        for example in setup.examples(probe)
        for message in (
            Message(role="user", content=example.prompt),
            Message(role="assistant", content=written(example, example.answer.value)),
        )
    ]
    yield Ask(messages=(*earlier, Message(role="user", content=probe.prompt)), sampling=setup.sampling)
