"""What an engine is, and what passes in and out of it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from typing import Literal, Protocol

from jagbench.probes.digest import digest
from jagbench.runners.reply import Reply

Role = Literal["system", "user", "assistant"]

Determinism = Literal["serial", "seeded", "batch-invariant", "none"]
"""How far the same request gives the same reply again.

`serial`: always, requests are answered one after another; `seeded`: random draws repeat, but which
requests are computed together can still change a reply; `batch-invariant`: neither draws nor company
change a reply; `none`: nothing is promised.
"""

Detail = str | int | float | bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message of a conversation."""

    role: Role
    """Who speaks."""
    content: str
    """What is said; the engine puts it into the model's own chat template."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sampling:
    """How tokens are drawn.

    Every field is always sent to the engine, so that no engine's or model's own default slips in, and
    every field is part of the key of a reply.
    """

    max_tokens: int = 64
    """Length at which a reply is cut, in tokens."""
    temperature: float = 0.0
    """0 takes the likeliest token each time."""
    top_p: float = 1.0
    """Draw from the likeliest tokens that hold this share of the probability; 1 is all of them."""
    top_k: int = 0
    """Draw from this many of the likeliest tokens; 0 is all of them."""
    min_p: float = 0.0
    """Leave out tokens less likely than this share of the likeliest; 0 leaves out none."""
    presence_penalty: float = 0.0
    """Taken from the logit of every token that stands in the reply already."""
    frequency_penalty: float = 0.0
    """Taken from the logit of a token for each time it stands in the reply already."""
    repetition_penalty: float = 1.0
    """Divides the logit of tokens seen already; 1 changes nothing."""
    stop: tuple[str, ...] = ()
    """Texts that end a reply."""
    seed: int = 0
    """Seed of the draws."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What an engine is asked. It never holds what would be right."""

    key: str
    """Key of the reply that answers it."""
    probe: str
    """Id of the probe."""
    turn: int
    """Which request of the protocol this is; 0 is the first."""
    messages: tuple[Message, ...]
    """The conversation so far, the model's turn next."""
    sampling: Sampling
    """How tokens are drawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """What answered: written into `run.json`."""

    engine: str
    """Name of the engine, such as `"llamacpp"`."""
    model: str
    """The model as the engine knows it, such as the name of a file."""
    fingerprint: str
    """SHA-256 of the model's file, or of whatever defines its replies, in hexadecimal."""
    versions: Mapping[str, str]
    """Versions of the libraries that answer."""
    determinism: Determinism
    """How far the same request gives the same reply again."""
    details: Mapping[str, Detail] = field(default_factory=dict[str, Detail])
    """Settings of the engine that may change its speed but not its task, such as threads."""


class Engine(Protocol):
    """Answers requests, several at a time.

    A request that fails becomes a reply with the finish reason `"error"`; only the failure of the whole
    engine raises `JagbenchError`.
    """

    @property
    def description(self) -> Description:
        """What answers."""
        ...

    @property
    def capacity(self) -> int:
        """How many requests it wants to hold at once to be busy throughout."""
        ...

    def submit(self, request: Request) -> None:
        """Take on a request without waiting for its reply."""
        ...

    def poll(self) -> Sequence[Reply]:
        """Wait until at least one of the submitted requests is finished, and give all that are."""
        ...

    def close(self) -> None:
        """Stop, and free what is held; replies in flight are lost."""
        ...


@lru_cache(maxsize=1024)
def _sampling_digest(sampling: Sampling) -> str:
    return digest(asdict(sampling))


def reply_key(*, fingerprint: str, probe: str, protocol: str, turn: int, sampling: Sampling) -> str:
    """The key of a reply: 16 hexadecimal digits over all that decides what is asked of whom.

    Args:
        fingerprint: Fingerprint of the model.
        probe: Id of the probe.
        protocol: Name of the protocol with its arguments.
        turn: Which request of the protocol; 0 is the first.
        sampling: Every field of it counts.
    """
    return digest([fingerprint, probe, protocol, turn, _sampling_digest(sampling)])
