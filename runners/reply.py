"""A reply: the raw text of an answer, with how it ended and what it cost."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Final, Literal

import msgspec

FinishReason = Literal["stop", "length", "refusal", "error", "unknown"]
"""`stop`: the model ended it; `length`: it was cut; `refusal`: the model declined to answer, and the server
says so beside the text; `error`: the engine failed, or what came is no answer of the model; `unknown`:
another tool's log does not tell."""

_ENDED = ("stop", "eos", "eos_token", "end_turn", "stop_sequence", "complete", "completed")
_CUT = (
    *("length", "max_tokens", "max_length", "max_output_tokens", "max_completion_tokens", "model_length"),
    *("model_context_window_exceeded", "context_length", "context_length_exceeded", "token_limit"),
    "repetition",
)
_DECLINED = ("refusal", "refused")

ENDINGS: Final[Mapping[str, FinishReason]] = {
    **dict.fromkeys(_ENDED, "stop"),
    **dict.fromkeys(_CUT, "length"),
    **dict.fromkeys(_DECLINED, "refusal"),
}
"""What the words mean by which servers say how a reply of the model ended."""

Count = Annotated[int, msgspec.Meta(ge=0, le=2**63 - 1)]
"""A whole number from 0 that fits into 64 bits, as every file of replies can hold it."""
Seed = Annotated[int, msgspec.Meta(ge=-(2**63), le=2**63 - 1)]
"""A whole number that fits into 64 bits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What an engine gives back for one request; one line of the journal."""

    key: str
    """Hash of model fingerprint, probe id, turn, sample, and everything that was sent."""
    probe: str
    """Id of the probe."""
    turn: Count
    """Which request of the protocol this answers; 0 is the first."""
    sample: Count = 0
    """Which of several replies to the same probe this is; 0 is the first."""
    recheck: bool = False
    """Whether the probe was asked before in the same run, only to compare."""
    seed: Seed | None = None
    """Seed that the tokens were drawn with; None where nothing was drawn (temperature 0, scores)."""
    text: str
    """The raw text, thinking left out; empty when the engine failed."""
    thinking: str | None = None
    """The model's thinking where it is told apart from the answer. A thought that was cut leaves an empty
    text and the finish reason `length`."""
    scores: tuple[float, ...] | None = None
    """Natural logarithm of the probability of each candidate as the whole reply, in the order asked."""
    finish_reason: FinishReason
    """How the text ended."""
    native_finish_reason: str | None = None
    """The server's own word for how it ended, such as `"max_tokens"`, where it is another one."""
    system_fingerprint: str | None = None
    """What the server says that it computed the reply with; None where it says nothing."""
    error: str | None = None
    """Why the engine failed, in one sentence."""
    prompt_tokens: Count | None = None
    """Tokens of the prompt as the engine counts them."""
    reply_tokens: Count | None = None
    """Tokens generated, thinking included."""
    seconds: float = 0.0
    """From submission to the finished reply, wall clock."""
