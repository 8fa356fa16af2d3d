"""What an engine is, and what passes in and out of it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import lru_cache
from hashlib import blake2b
from typing import Literal, Protocol

from jagbench.errors import InvalidArgument
from jagbench.probes.digest import Json, digest
from jagbench.runners.reply import FinishReason, Reply

AT_CTRL_C = "Ctrl-C ends it; a run goes on later with the same command."
"""What is said where a wait is long: other things than runs, such as audits, ask too, and keep nothing."""

Role = Literal["system", "user", "assistant"]

Determinism = Literal["serial", "seeded", "batch-invariant", "none"]
"""How far the same request gives the same reply again.

`serial`: always, requests are answered one after another; `seeded`: random draws repeat, but which
requests are computed together can still change a reply; `batch-invariant`: neither draws nor company
change a reply; `none`: nothing is promised.
"""

Prompting = Literal["chat", "completion"]
"""How a conversation becomes text: by the model's chat template, or laid out as questions and answers that a
base model continues."""

Detail = str | int | float | bool | None

Arguments = Mapping[str, Json]
"""Arguments of an engine by name, such as `{"slots": 1}`; each engine says which it takes."""

Feature = Literal["choice", "regex", "json_schema", "scores", "thinking", "effort", "pictures"]
"""What a request may need beyond messages and sampling.

`choice`, `regex`, `json_schema`: replies held to such a `Constraint`; `scores`: the probabilities of given
`candidates`; `thinking`: a chat template by which thinking is switched on and off; `effort`: one that is told
how much is to be thought; `pictures`: messages with a picture.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bubble:
    """One message in a picture of a conversation."""

    side: Literal["user", "assistant"]
    """Who speaks."""
    text: str
    """What is said."""
    label: str = ""
    """What stands above it, such as `"A"`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A conversation to be shown as a picture (`jagbench.runners.pictures`)."""

    bubbles: tuple[Bubble, ...]
    """Its messages, from top to bottom."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message of a conversation."""

    role: Role
    """Who speaks."""
    content: str
    """What is said; the engine puts it into the model's own chat template."""
    picture: Picture | None = None
    """What is shown beside it."""


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

    def __post_init__(self) -> None:
        """Hold each field to its meaning.

        Raises:
            InvalidArgument: if one is outside of what it may be, or no number.
        """
        for name, least, most in _BOUNDS:
            value: float = getattr(self, name)
            # No comparison holds for what is no number (NaN).
            if not least <= value <= most:
                raise InvalidArgument(f"{name} goes from {least} to {most}, got {value}.")
        if self.top_p == 0 or self.repetition_penalty == 0:
            name = "top_p" if self.top_p == 0 else "repetition_penalty"
            raise InvalidArgument(f"{name} must be more than 0.")


_BOUNDS = (
    ("max_tokens", 1, 2**53),
    ("temperature", 0, 100),
    ("top_p", 0, 1),
    ("top_k", 0, 2**53),
    ("min_p", 0, 1),
    ("presence_penalty", -100, 100),
    ("frequency_penalty", -100, 100),
    ("repetition_penalty", 0, 100),
    ("seed", -(2**63), 2**64),
)
"""What each field of a `Sampling` may be; engines and servers have narrower bounds of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The reply is exactly one of these texts."""

    options: tuple[str, ...]
    """The texts, in the order shown to the model."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Regex:
    """The whole reply matches this expression.

    Literals, escapes, classes such as `[0-9]`, groups, `|`, `?`, `*`, `+` and `{m,n}` are understood by
    every engine that serves `regex`.
    """

    pattern: str
    """The expression, without anchors."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonSchema:
    """The reply is JSON that this schema allows."""

    schema: str
    """The schema (JSON Schema 2020-12), as JSON."""


Constraint = Choice | Regex | JsonSchema
"""What a reply is held to while it is generated."""


_CONSTRAINT_FEATURES: Mapping[type[Constraint], Feature] = {
    Choice: "choice",
    Regex: "regex",
    JsonSchema: "json_schema",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One question to a model: everything that decides the reply. It never holds what would be right."""

    messages: tuple[Message, ...]
    """The conversation so far, the model's turn next."""
    sampling: Sampling
    """How tokens are drawn."""
    constraint: Constraint | None = None
    """What the reply is held to; None for free text."""
    candidates: tuple[str, ...] = ()
    """Where there are some, nothing is drawn: the reply's `scores` say how likely each of these is as the
    whole reply, its end included, and its text is the likeliest of them. Sampling does not count."""
    thinking: bool | None = None
    """Switches thinking on or off in the chat template; None leaves the template as it is."""
    effort: str | None = None
    """How much is to be thought, such as `"low"`; None leaves it to the model."""
    completion: str | None = None
    """The messages laid out as a text that is continued; no chat template then has a part in it. None where
    the chat template puts the messages into words."""

    @property
    def needs(self) -> frozenset[Feature]:
        """What an engine must serve to answer it."""
        found: set[Feature] = set()
        if self.constraint is not None:
            found.add(_CONSTRAINT_FEATURES[type(self.constraint)])
        if self.candidates:
            found.add("scores")
        if self.thinking is not None:
            found.add("thinking")
        if self.effort is not None:
            found.add("effort")
        if any(message.picture is not None for message in self.messages):
            found.add("pictures")
        return frozenset(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request(Ask):
    """A question on its way through an engine."""

    key: str
    """Key of the reply that answers it."""
    probe: str
    """Id of the probe."""
    turn: int
    """Which request of the protocol this is; 0 is the first."""
    sample: int = 0
    """Which of several replies to the same probe this is; 0 is the first."""
    recheck: bool = False
    """Whether the probe was asked before in the same run, only to compare."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """A question as the model is given it."""

    text: str
    """The whole prompt, special tokens as they are written."""
    tokens: int | None = None
    """Its length; None where the engine does not tell."""
    begin: str | None = None
    """The special token by which prompts of the model begin (BOS); None where there is none."""


def replied(
    request: Request,
    *,
    text: str,
    finish_reason: FinishReason,
    native_finish_reason: str | None = None,
    system_fingerprint: str | None = None,
    thinking: str | None = None,
    scores: tuple[float, ...] | None = None,
    prompt_tokens: int | None = None,
    reply_tokens: int | None = None,
    seconds: float = 0.0,
) -> Reply:
    """The reply to a request.

    Args:
        request: What was asked.
        text: As in a reply, like all that follow.
        finish_reason: How the text ended.
        native_finish_reason: The server's own word for it, where it is another one.
        system_fingerprint: What the server says that it computed the reply with.
        thinking: The model's thinking where it is told apart.
        scores: One for each candidate of the request.
        prompt_tokens: Tokens of the prompt.
        reply_tokens: Tokens generated.
        seconds: From submission to the finished reply.
    """
    drawn = request.sampling.temperature > 0 and not request.candidates
    return Reply(
        key=request.key,
        probe=request.probe,
        turn=request.turn,
        sample=request.sample,
        recheck=request.recheck,
        seed=request.sampling.seed if drawn else None,
        text=text,
        thinking=thinking,
        scores=scores,
        finish_reason=finish_reason,
        native_finish_reason=native_finish_reason,
        system_fingerprint=system_fingerprint,
        prompt_tokens=prompt_tokens,
        reply_tokens=reply_tokens,
        seconds=seconds,
    )


def failed(request: Request, error: str, *, seconds: float = 0.0) -> Reply:
    """The reply to a request that the engine could not answer.

    Args:
        request: What was asked.
        error: Why; it is put on one line that ends with a full stop.
        seconds: From submission to the failure.
    """
    reply = replied(request, text="", finish_reason="error", seconds=seconds)
    return replace(reply, seed=None, error=" ".join(error.split()).rstrip(".") + ".")


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
    chat_template: str | None = None
    """SHA-256 of the chat template's text, in hexadecimal; None where the engine does not tell it."""
    prompting: Prompting = "chat"
    """How questions are put to it."""
    identified: bool = True
    """Whether the fingerprint is that of the model's content; behind a name on a server it is not."""
    hardware: Mapping[str, Detail] = field(default_factory=dict[str, Detail])
    """What it is computed on, such as processor, cores and GPUs; empty where that is not known."""
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
    def serves(self) -> frozenset[Feature]:
        """What it can do beyond messages and sampling; nothing else is ever asked of it."""
        ...

    @property
    def capacity(self) -> int:
        """How many requests it wants to hold at once to be busy throughout."""
        ...

    def render(self, ask: Ask) -> Rendered | None:
        """What the model would be given for a question; None where the engine does not tell.

        Only asked while no request is under way.

        Raises:
            InvalidArgument: if the chat template cannot put the question into words.
        """
        ...

    def submit(self, request: Request) -> None:
        """Take on a request without waiting for its reply."""
        ...

    def poll(self, timeout: float | None = None) -> Sequence[Reply]:
        """Wait until at least one of the submitted requests is finished, and give all that are.

        Args:
            timeout: Seconds after which nothing is given where nothing is finished; None for no end. An
                engine that computes within this call comes back when what it computes is done.

        Each reply is made by `replied` or `failed`, so that it carries what identifies the request.
        """
        ...

    def close(self) -> None:
        """Stop, and free what is held; replies in flight are lost."""
        ...


@lru_cache(maxsize=1024)
def _manner_digest(
    sampling: Sampling,
    constraint: Constraint | None,
    candidates: tuple[str, ...],
    thinking: bool | None,
    effort: str | None,
) -> bytes:
    held: Json = None if constraint is None else [type(constraint).__name__, asdict(constraint)]
    manner: list[Json] = [asdict(sampling), held, list(candidates), thinking]
    # Where none is given, the key is that of runs from before there was one.
    return digest(manner if effort is None else [*manner, effort]).encode("ascii")


def content_digest(ask: Ask) -> str:
    """A hash of everything that decides a reply: two questions that agree in it are the same question.

    Args:
        ask: The question.

    Returns:
        16 hexadecimal digits.
    """
    # The manner is the same for a whole run, so only the messages are hashed anew for each question.
    content = blake2b(digest_size=8)
    content.update(_manner_digest(ask.sampling, ask.constraint, ask.candidates, ask.thinking, ask.effort))
    said: list[tuple[str, str]] = [(message.role, message.content) for message in ask.messages]
    said += [
        ("picture", "\x1f".join((bubble.side, bubble.label, bubble.text)))
        for message in ask.messages
        if message.picture is not None
        for bubble in message.picture.bubbles
    ]
    for name, text in said if ask.completion is None else [("completion", ask.completion)]:
        raw = text.encode("utf-8", "surrogatepass")
        content.update(f"{name} {len(raw)}\n".encode("ascii"))
        content.update(raw)
    return content.hexdigest()


def reply_key(
    *, fingerprint: str, probe: str, turn: int, content: str, sample: int = 0, recheck: bool = False
) -> str:
    """The key of a reply: 16 hexadecimal digits over all that decides what is asked of whom.

    Args:
        fingerprint: Fingerprint of the model.
        probe: Id of the probe.
        turn: Which request of the protocol; 0 is the first.
        content: `content_digest` of the question.
        sample: Which of several replies to the same probe.
        recheck: Whether the probe was asked before.
    """
    parts = f"{fingerprint}\n{probe}\n{turn}\n{content}\n{sample}\n{recheck}"
    return blake2b(parts.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
