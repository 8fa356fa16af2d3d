"""Protocols: how a probe is asked. Each is one generator function in a module of its own."""

from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass
from functools import partial
from importlib import import_module

from jagbench.errors import unknown_name
from jagbench.probes import Probe
from jagbench.runners.engine import Message, Sampling
from jagbench.runners.reply import Reply


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """What a protocol wants to have answered next."""

    messages: tuple[Message, ...]
    """The conversation so far, the model's turn next."""
    sampling: Sampling
    """How tokens are drawn."""


Conversation = Generator[Ask, Reply, None]
"""Yields what to ask, is sent the reply, may yield a follow-up; it ends when the last reply is there.

A failed reply is never sent: the conversation is closed, and begun again when the run is resumed.
"""

Protocol = Callable[[Probe], Conversation]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProtocolEntry:
    """One protocol of the registry."""

    target: str
    """`module:function` of a generator function `(probe, *, sampling)`."""
    sampling: Sampling
    """How tokens are drawn unless something else is asked for."""
    about: str
    """What it does, in one line."""


PROTOCOLS: Mapping[str, ProtocolEntry] = {
    "direct": ProtocolEntry(
        target="jagbench.runners.protocols.direct:direct",
        sampling=Sampling(max_tokens=64),
        about="The prompt as it stands, in one message.",
    ),
}


def protocol_entry(name: str) -> ProtocolEntry:
    """The registered protocol of this name.

    Raises:
        InvalidArgument: if there is no such protocol.
    """
    if name not in PROTOCOLS:
        raise unknown_name("protocol", name, PROTOCOLS)
    return PROTOCOLS[name]


def open_protocol(name: str, sampling: Sampling) -> Protocol:
    """The protocol of this name, drawing tokens as `sampling` says.

    Raises:
        InvalidArgument: if there is no such protocol.
    """
    module, _, function = protocol_entry(name).target.partition(":")
    return partial(getattr(import_module(module), function), sampling=sampling)
