"""Protocols: how a probe is asked. Each is one generator function in a module of its own."""

import re
from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from typing import Any

from jagbench.errors import InvalidArgument, unknown_name
from jagbench.probes import AnswerKind, Probe
from jagbench.probes.answer import ANSWER_KINDS
from jagbench.probes.written import written
from jagbench.runners.engine import Ask, Message, Prompting, Sampling
from jagbench.runners.prompting import completed
from jagbench.runners.protocols.turns import ALONE, Turn
from jagbench.runners.reply import Reply

Conversation = Generator[Ask, Reply, None]
"""Yields what to ask, is sent the reply, may yield a follow-up; it ends when the last reply is there.

A failed reply is never sent: the conversation is closed, and begun again when the run is resumed.
"""

Protocol = Callable[[Probe], Conversation]

Examples = Callable[[Probe], Sequence[Probe]]
"""Gives the worked examples that are shown before a probe: the same for all probes of one wording."""


ANSWER_MARKS = ("<answer>", "</answer>")
"""What a reply that is more than the answer puts the answer between."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """What a protocol is given beside the probe."""

    sampling: Sampling
    """How tokens are drawn."""
    argument: str = ""
    """What stands after the colon of its name: `"on"` in `thinking:on`."""
    examples: Examples | None = None
    """Worked examples, for the protocols that show some."""
    other: Mapping[str, str] | None = None
    """The replies of another run by probe, for the protocols that show them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProtocolEntry:
    """One protocol of the registry."""

    target: str
    """`module:function` of a generator function `(probe, setup)`."""
    sampling: Sampling
    """How tokens are drawn unless something else is asked for."""
    about: str
    """What it does, in one line."""
    form: str
    """How it is written, its argument included."""
    argument: str = ""
    """What may stand after the colon, as a regular expression; empty for nothing."""
    kinds: frozenset[AnswerKind] | None = None
    """The kinds of answers that it can ask for; None for all."""
    marks: tuple[str, str] | None = None
    """What the reply is told to put the answer between; None where the whole reply is to be the answer."""
    turns: str = ""
    """`module:function` from an argument to the requests of the protocol; empty for one that asks once."""
    fits: str = ""
    """`module:function` that says of a probe and an argument whether it can be asked so; empty where all
    can."""
    lacks: str = ""
    """What a probe that does not fit lacks, in words."""
    other: str = ""
    """`module:function` that says of an argument whether replies of another run are shown; empty for none."""
    switches: bool = False
    """Whether it switches thinking itself."""

    def shows_other(self, argument: str) -> bool:
        """Whether replies of another run are shown, with this argument."""
        return bool(self.other) and bool(_imported(self.other)(argument))


PROTOCOLS: Mapping[str, ProtocolEntry] = {
    "direct": ProtocolEntry(
        target="jagbench.runners.protocols.direct:direct",
        sampling=Sampling(max_tokens=64),
        about="The prompt as it stands, in one message.",
        form="direct",
    ),
    "constrained": ProtocolEntry(
        target="jagbench.runners.protocols.constrained:constrained",
        sampling=Sampling(max_tokens=64),
        about="The same, the reply held to the form of an answer: an option, a number, a list.",
        form="constrained",
        kinds=frozenset(ANSWER_KINDS) - {"constraint"},
        lacks="an answer whose form can be held to",
    ),
    "cot": ProtocolEntry(
        target="jagbench.runners.protocols.cot:cot",
        sampling=Sampling(max_tokens=1024),
        about="The model is told to think step by step and to mark its answer on the last line.",
        form="cot",
        marks=ANSWER_MARKS,
    ),
    "fewshot": ProtocolEntry(
        target="jagbench.runners.protocols.fewshot:fewshot",
        sampling=Sampling(max_tokens=64),
        about="K probes of the same skill and wording go before, with their answers.",
        form="fewshot:K, with K from 1 to 99",
        argument="[1-9][0-9]?",
    ),
    "thinking": ProtocolEntry(
        target="jagbench.runners.protocols.thinking:thinking",
        # The makers of such models advise against temperature 0, at which thoughts run in circles.
        sampling=Sampling(max_tokens=4096, temperature=0.6, top_p=0.95),
        about="The model's own thinking is switched on or off in its chat template.",
        form="thinking:on or thinking:off",
        argument="on|off",
        switches=True,
    ),
    "logprob": ProtocolEntry(
        target="jagbench.runners.protocols.logprob:logprob",
        sampling=Sampling(max_tokens=64),
        about="Nothing is generated: how likely is each option of a choice as the whole reply?",
        form="logprob",
        kinds=frozenset({"choice"}),
        lacks="options to choose from",
    ),
    "pressure": ProtocolEntry(
        target="jagbench.runners.protocols.pressure:pressure",
        sampling=Sampling(max_tokens=256),
        about="The answer is doubted or contradicted, up to K times, beside a neutral control.",
        form="pressure:KIND or pressure:KIND:K, with KIND are_you_sure, lure, argued, authority or truth "
        "and K from 1 to 9",
        argument="(are_you_sure|lure|argued|authority|truth)(:[1-9])?",
        turns="jagbench.runners.protocols.pressure:turns",
        fits="jagbench.runners.protocols.pressure:fits",
        lacks="a lure to state",
    ),
    "selfcorrect": ProtocolEntry(
        target="jagbench.runners.protocols.selfcorrect:selfcorrect",
        sampling=Sampling(max_tokens=256),
        about="A wrong answer is to be found: as the model's own, as the user's, and behind a Wait.",
        form="selfcorrect",
        turns="jagbench.runners.protocols.selfcorrect:turns",
        fits="jagbench.runners.protocols.selfcorrect:fits",
        lacks="a lure to inject",
    ),
    "critique": ProtocolEntry(
        target="jagbench.runners.protocols.critique:critique",
        sampling=Sampling(max_tokens=256),
        about="A reply is shown, right or wrong; the model says which, and then answers itself.",
        form="critique:KIND, with KIND planted, own or other",
        argument="planted|own|other",
        turns="jagbench.runners.protocols.critique:turns",
        fits="jagbench.runners.protocols.critique:fits",
        lacks="a lure to plant",
        other="jagbench.runners.protocols.critique:shows_other",
    ),
    "mirror": ProtocolEntry(
        target="jagbench.runners.protocols.mirror:mirror",
        sampling=Sampling(max_tokens=64),
        about="Its own reply beside another run's: which did it write? One character altered: is it its own?",
        form="mirror or mirror:picture",
        argument="(picture)?",
        fits="jagbench.runners.protocols.mirror:fits",
        lacks="a script that can be drawn",
        turns="jagbench.runners.protocols.mirror:turns",
        other="jagbench.runners.protocols.mirror:shows_other",
    ),
    "priming": ProtocolEntry(
        target="jagbench.runners.protocols.priming:priming",
        sampling=Sampling(max_tokens=64),
        about="The prompt bare, and behind a harmless context that leads astray.",
        form="priming:KIND, with KIND false_rule, version, wrong_example, number or persona",
        argument="false_rule|version|wrong_example|number|persona",
        turns="jagbench.runners.protocols.priming:turns",
        fits="jagbench.runners.protocols.priming:fits",
        lacks="a lure to prime for",
    ),
    "steer": ProtocolEntry(
        target="jagbench.runners.protocols.steer:steer",
        sampling=Sampling(max_tokens=64),
        about="The prompt without a system message, and with one.",
        form="steer:KIND, with KIND terse, child, expert, careful or foreign",
        argument="terse|child|expert|careful|foreign",
        turns="jagbench.runners.protocols.steer:turns",
    ),
}


ANSWER_ROOM = 32
"""Length of an answer, in bytes, that `max_tokens` has room for."""


def parse_protocol(name: str) -> tuple[ProtocolEntry, str]:
    """The registered protocol of this name, and its argument: `"fewshot:4"` gives `fewshot` and `"4"`.

    Raises:
        InvalidArgument: if there is no such protocol, or its argument is none that it takes.
    """
    base, colon, argument = name.partition(":")
    if base not in PROTOCOLS:
        raise unknown_name("protocol", base, PROTOCOLS)
    entry = PROTOCOLS[base]
    if (colon and not argument) or re.fullmatch(entry.argument, argument) is None:
        raise InvalidArgument(f"Not a protocol: {name!r}. Give {entry.form}.")
    return entry, argument


@cache
def turns_of(name: str) -> tuple[Turn, ...]:
    """The requests that a protocol makes for each probe, in order.

    Args:
        name: Its name with its argument.

    Raises:
        InvalidArgument: if there is no such protocol.
    """
    entry, argument = parse_protocol(name)
    return tuple(_imported(entry.turns)(argument)) if entry.turns else ALONE


def answer_turn(name: str) -> int:
    """Which of its requests a protocol's answer is the reply to: the last one that asks for the answer.

    Args:
        name: Its name with its argument.

    Raises:
        InvalidArgument: if there is no such protocol.
    """
    return max(number for number, turn in enumerate(turns_of(name)) if turn.wants == "answer")


def can_ask(name: str, probe: Probe) -> bool:
    """Whether a protocol can ask a probe.

    Args:
        name: Its name with its argument.
        probe: Any.

    Raises:
        InvalidArgument: if there is no such protocol.
    """
    entry, argument = parse_protocol(name)
    if entry.kinds is not None and probe.answer.kind not in entry.kinds:
        return False
    return not entry.fits or bool(_imported(entry.fits)(probe, argument))


def _imported(target: str) -> Any:
    module, _, function = target.partition(":")
    return getattr(import_module(module), function)


def open_protocol(
    name: str,
    sampling: Sampling,
    *,
    system: str | None = None,
    examples: Examples | None = None,
    other: Mapping[str, str] | None = None,
    prompting: Prompting = "chat",
    effort: str | None = None,
    thinking: bool | None = None,
) -> Protocol:
    """The protocol of this name.

    Args:
        name: Its name with its argument.
        sampling: How tokens are drawn; a probe whose right answer is longer than `ANSWER_ROOM` bytes gets a
            token more for each further byte, so that no answer is cut by design.
        system: A system message that goes before every conversation; None for none.
        examples: Worked examples, for the protocols that show some.
        other: The replies of another run by probe, for the protocols that show them.
        prompting: How the conversations become text.
        effort: How much is to be thought, such as `"low"`; None leaves it to the model.
        thinking: Whether the model is to think; None leaves it to the model and the protocol.

    Raises:
        InvalidArgument: if there is no such protocol.
    """
    entry, argument = parse_protocol(name)
    ask: Callable[[Probe, Setup], Conversation] = _imported(entry.target)
    setup = Setup(sampling=sampling, argument=argument, examples=examples, other=other)
    message = None if system is None else Message(role="system", content=system)

    def converse(probe: Probe) -> Conversation:
        conversation = ask(probe, _with_room(setup, probe))
        if (message, effort, thinking) != (None, None, None):
            conversation = _beside(message, conversation, effort=effort, thinking=thinking)
        return completed(probe, conversation) if prompting == "completion" else conversation

    return converse


def _with_room(setup: Setup, probe: Probe) -> Setup:
    """The setup for a probe whose right answer may be long: no tokenizer makes more tokens than bytes."""
    beyond = len(written(probe, probe.answer.value).encode("utf-8", "surrogatepass")) - ANSWER_ROOM
    if beyond <= 0:
        return setup
    sampling = setup.sampling
    return replace(setup, sampling=replace(sampling, max_tokens=sampling.max_tokens + beyond))


def _beside(
    system: Message | None, conversation: Conversation, *, effort: str | None, thinking: bool | None
) -> Conversation:
    """A conversation with a system message before all that is asked in it, and what is wanted of thinking."""
    before = () if system is None else (system,)
    wanted = next(conversation, None)
    while wanted is not None:
        switched = wanted.thinking if thinking is None else thinking
        messages = (*before, *wanted.messages)
        reply = yield replace(wanted, messages=messages, effort=effort, thinking=switched)
        try:
            wanted = conversation.send(reply)
        except StopIteration:
            return
