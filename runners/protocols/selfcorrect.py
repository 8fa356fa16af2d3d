"""The `selfcorrect` protocol: does a model find an error, in its own words and in those of somebody else?

The same wrong answer, a lure of the probe, is put into the conversation as the model's own turn, as the
user's message, and as the model's own turn that goes on with "Wait". After Tsui, "Self-Correction Bench:
Uncovering and Addressing the Self-Correction Blind Spot in Large Language Models" (2025, arXiv:2507.02778),
where the error is injected into the turn that the model is writing; here it stands in its turn before, so
that any engine can be asked. Beside it the model checks the answer that it really gave.
"""

from collections.abc import Sequence

from jagbench.probes import Probe
from jagbench.probes.written import written
from jagbench.runners.protocols import Conversation, Setup
from jagbench.runners.protocols.turns import Turn, asking, assistant, lure_of, said, user
from jagbench.runners.protocols.wordings import text

INJECTED = ("own", "user", "wait")
"""The arms in which a lure is injected."""


def turns(argument: str) -> Sequence[Turn]:
    """The requests of the protocol, in order."""
    return tuple(Turn(arm=arm) for arm in ("first", *INJECTED, "check"))


def fits(probe: Probe, argument: str) -> bool:
    """Whether a probe has an error to inject."""
    return bool(probe.lures)


def selfcorrect(probe: Probe, setup: Setup) -> Conversation:
    """Ask the prompt; have a lure checked that stands in three places; and have the first answer checked.

    Args:
        probe: What is asked.
        setup: How tokens are drawn.
    """
    found = lure_of(probe)
    error = written(probe, "" if found is None else found[1])
    prompt, check = user(probe.prompt), user(text(probe.language, "selfcorrect", "check"))
    waiting = assistant(text(probe.language, "selfcorrect", "wait", value=error))
    first = yield asking(prompt, sampling=setup.sampling)
    yield asking(prompt, assistant(error), check, sampling=setup.sampling)
    shown = text(probe.language, "selfcorrect", "user", prompt=probe.prompt, value=error)
    yield asking(user(shown), sampling=setup.sampling)
    yield asking(prompt, waiting, check, sampling=setup.sampling)
    yield asking(prompt, said(first), check, sampling=setup.sampling)
