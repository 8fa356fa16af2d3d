"""A model that is loaded, checked and ready to be asked by a protocol."""

from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace

from jagbench.errors import InvalidArgument
from jagbench.probes import Probe
from jagbench.runners.engine import Arguments, Ask, Engine, Feature
from jagbench.runners.engines import Opening, open_engine
from jagbench.runners.listener import Listener
from jagbench.runners.manifest import Manifest
from jagbench.runners.manner import Manner
from jagbench.runners.prompting import refuse_misrendered
from jagbench.runners.protocols import Protocol, open_protocol, parse_protocol
from jagbench.runners.protocols.fewshot import examples_by_wording
from jagbench.runners.reply import Reply
from jagbench.runners.templates import check_template


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A model that is ready to be asked, and what is asked of it."""

    engine: Engine
    """What answers."""
    manifest: Manifest
    """Who is asked what, and how, the engine's description in it."""
    protocol: Protocol
    """How it is asked."""


@contextmanager
def opened(
    asked: Manifest,
    probes: Sequence[Probe],
    *,
    known: Iterable[Probe],
    manner: Manner,
    examples: Sequence[Probe] = (),
    other: Mapping[str, str] | None = None,
    arguments: Arguments | None = None,
    listener: Listener,
) -> Generator[Opened]:
    """Load the model, and check that it serves the protocol and is given what is to be asked.

    Args:
        asked: Who is asked what, and how.
        probes: What is to be asked; the room for prompts and replies is made for them.
        known: Those that the solver knows the answers to, iterable more than once.
        manner: How they are asked.
        examples: The worked examples of the protocol.
        other: The replies of another run by probe, where the protocol shows them.
        arguments: Arguments of the engine.
        listener: Who is told what the user should know.

    Raises:
        InvalidArgument: if the engine does not serve the protocol, or garbles a prompt.
        JagbenchError: if the model cannot be loaded.
    """
    if arguments is not None and arguments.get("chat_template") is not None:
        check_template(str(arguments["chat_template"]), name="that was given")
    needs = survey(protocol_of(asked, known, examples, other), probes)
    opening = Opening(
        probes=known,
        protocol=manner.protocol,
        other=other,
        arguments=arguments or {},
        max_tokens=needs.max_tokens,
        max_prompt_bytes=needs.max_prompt_bytes,
        notice=listener.notice,
        prompting=manner.prompting,
    )
    with closing(open_engine(asked.model, opening)) as engine:
        if manner.prompting is None and engine.description.prompting == "completion":
            listener.notice(
                f"{asked.model} has no chat template: it is asked as a base model, by a text of questions "
                "and answers that it completes (--prompting completion)."
            )
        _refuse_unserved(manner, needs.features, engine)
        manifest = replace(asked, engine=engine.description)
        protocol = protocol_of(manifest, known, examples, other)
        for probe in _telling(probes):
            for ask in questions(protocol, probe, reply=lambda number, _: f"[reply {number}]"):
                rendered = engine.render(ask)
                if rendered is None:
                    break
                refuse_misrendered(ask, rendered, model=asked.model)
        yield Opened(engine=engine, manifest=manifest, protocol=protocol)


CHECKED = 8
"""Prompts that are looked at before anything is asked."""


def _telling(probes: Sequence[Probe]) -> list[Probe]:
    """The shortest and the longest prompt, and others from all over the run."""
    by_length = sorted(probes, key=lambda probe: len(probe.prompt))
    spread = probes[:: -(-len(probes) // CHECKED)]
    return list({probe.id: probe for probe in (by_length[0], by_length[-1], *spread)}.values())


def protocol_of(
    asked: Manifest,
    probes: Iterable[Probe],
    examples: Sequence[Probe] = (),
    other: Mapping[str, str] | None = None,
) -> Protocol:
    """The protocol of a run.

    Args:
        asked: Who is asked what, and how.
        probes: Those of the suite, whose wordings the examples are sorted by.
        examples: The worked examples, where the protocol shows some.
        other: The replies of another run by probe, where the protocol shows them.
    """
    _, argument = parse_protocol(asked.protocol)
    shown = examples_by_wording(examples, list(probes), int(argument)) if examples else None
    return open_protocol(
        asked.protocol,
        asked.sampling,
        system=asked.system,
        examples=shown,
        other=other,
        prompting=asked.engine.prompting,
        effort=asked.effort,
        thinking=asked.thinking,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    """What the questions to all probes need."""

    features: frozenset[Feature]
    """What the engine must serve."""
    max_prompt_bytes: int
    """The longest prompt, in bytes of UTF-8."""
    max_tokens: int
    """The longest reply that is asked for, in tokens."""

    def fits_in(self, room: "Needs") -> bool:
        """Whether a model that was opened for `room` serves this too."""
        return (
            self.features <= room.features
            and self.max_prompt_bytes <= room.max_prompt_bytes
            and self.max_tokens <= room.max_tokens
        )

    def joined(self, other: "Needs") -> "Needs":
        """What both need."""
        return Needs(
            features=self.features | other.features,
            max_prompt_bytes=max(self.max_prompt_bytes, other.max_prompt_bytes),
            max_tokens=max(self.max_tokens, other.max_tokens),
        )


def survey(protocol: Protocol, probes: Sequence[Probe]) -> Needs:
    """What the questions to probes need.

    Args:
        protocol: How they are asked.
        probes: Any.
    """
    features: set[Feature] = set()
    prompt = reply = 0
    for probe in probes:
        # A reply of the greatest length, a byte for each of its tokens, stands for those that are asked
        # about.
        for ask in questions(protocol, probe, reply=lambda _, ask: "1" * ask.sampling.max_tokens):
            features |= ask.needs
            prompt, reply = max(prompt, _length(ask)), max(reply, ask.sampling.max_tokens)
    return Needs(features=frozenset(features), max_prompt_bytes=prompt, max_tokens=reply)


def questions(protocol: Protocol, probe: Probe, *, reply: Callable[[int, Ask], str]) -> Generator[Ask]:
    """All that a protocol asks about a probe when it is given certain replies.

    Args:
        protocol: How it is asked.
        probe: The probe.
        reply: From the number of a question, from 1, and the question to the text of the reply.
    """
    conversation = protocol(probe)
    ask = next(conversation)
    number = 1
    while True:
        yield ask
        given = Reply(key="", probe=probe.id, turn=number - 1, text=reply(number, ask), finish_reason="stop")
        try:
            ask = conversation.send(given)
        except StopIteration:
            return
        number += 1


def _length(ask: Ask) -> int:
    if ask.completion is not None:
        return len(ask.completion.encode("utf-8", "surrogatepass"))
    return sum(len(message.content.encode("utf-8", "surrogatepass")) for message in ask.messages)


_IN_WORDS: dict[Feature, str] = {
    "choice": "replies held to one of several options",
    "regex": "replies held to a regular expression",
    "json_schema": "replies held to a JSON schema",
    "scores": "the probabilities of given replies",
    "thinking": "a switch for thinking",
    "effort": "a chat template that is told how much to think",
    "pictures": "messages with pictures",
}


_SWITCH_OF_ONES_OWN = (
    ", the kind of server with --engine-arg dialect=NAME, or the field by which it switches thinking with "
    "--request-field"
)


def _refuse_unserved(manner: Manner, features: frozenset[Feature], engine: Engine) -> None:
    lacking = sorted(features - engine.serves)
    if lacking:
        described = engine.description
        known = "thinking" in lacking and described.engine == "openai"
        beside = [option for option, need in _options(manner).items() if need in lacking]
        who = " and ".join(beside) or f"The protocol {manner.protocol!r}"
        needed = " and ".join(_IN_WORDS[each] for each in lacking)
        raise InvalidArgument(
            f"{who} needs {needed}, which {described.engine}:{described.model} does not serve: give another "
            f"{'model, or leave it out' if beside else 'protocol or model'}"
            f"{_SWITCH_OF_ONES_OWN if known else ''}."
        )


def _options(manner: Manner) -> dict[str, Feature]:
    """What was asked for beside the protocol, and what it needs."""
    found: dict[str, Feature] = {}
    if manner.thinking is not None:
        found[f"--thinking {'on' if manner.thinking else 'off'}"] = "thinking"
    if manner.effort is not None:
        found["--reasoning-effort"] = "effort"
    return found
