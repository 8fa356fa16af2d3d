"""The `critique` protocol: can a model tell a right reply from a wrong one, and mend it?

A question and a reply to it are shown in a conversation of their own; the model says whether the reply is
right, and then answers itself. After Lin et al., "CriticBench: Benchmarking LLMs for Critique-Correct
Reasoning" (2024, arXiv:2402.14809), and McAleese et al., "LLM Critics Help Catch LLM Bugs" (2024,
arXiv:2407.00215); that the reply which the critique leads to counts, Tang et al., "RealCritic" (2025,
arXiv:2501.14492).
"""

from collections.abc import Sequence

from jagbench.errors import InvalidArgument
from jagbench.probes import Probe
from jagbench.probes.written import written
from jagbench.runners.protocols import Conversation, Setup
from jagbench.runners.protocols.turns import NOTHING_SAID, Turn, asking, lure_of, said, user
from jagbench.runners.protocols.wordings import text

KINDS = ("planted", "own", "other")
"""`planted`: the right answer and a lure, each in a conversation of its own; `own`: the model's own first
answer; `other`: the reply of another run."""


def arms(argument: str) -> Sequence[str]:
    """The arms in which something is shown."""
    return ("right", "lure") if argument == "planted" else (argument,)


def turns(argument: str) -> Sequence[Turn]:
    """The requests of the protocol, in order."""
    first = [Turn(arm="first")] if argument == "own" else []
    shown = [
        turn
        for arm in arms(argument)
        for turn in (Turn(arm=arm, step=1, wants="yes_or_no"), Turn(arm=arm, step=2))
    ]
    return (*first, *shown)


def fits(probe: Probe, argument: str) -> bool:
    """Whether a probe has a lure to plant, where one is."""
    return argument != "planted" or bool(probe.lures)


def shows_other(argument: str) -> bool:
    """Whether replies of another run are shown."""
    return argument == "other"


def critique(probe: Probe, setup: Setup) -> Conversation:
    """Show replies to the prompt, ask of each whether it is right, and then for an answer.

    Args:
        probe: What is asked.
        setup: How tokens are drawn; the argument is a kind, and `other` the replies of another run.

    Raises:
        InvalidArgument: if replies of another run are needed and it has none to the probe.
    """
    if setup.argument == "planted":
        found = lure_of(probe)
        values = (probe.answer.value, "" if found is None else found[1])
        shown = [written(probe, value) for value in values]
    elif setup.argument == "own":
        first = yield asking(user(probe.prompt), sampling=setup.sampling)
        shown = [first.text or NOTHING_SAID]
    else:
        if setup.other is None or probe.id not in setup.other:
            raise InvalidArgument(f"The other run has no reply to the probe {probe.id}.")
        shown = [setup.other[probe.id]]
    for reply in shown:
        judge = user(text(probe.language, "critique", "judge", prompt=probe.prompt, value=reply))
        repair = user(text(probe.language, "critique", "repair"))
        judged = yield asking(judge, sampling=setup.sampling)
        yield asking(judge, said(judged), repair, sampling=setup.sampling)
