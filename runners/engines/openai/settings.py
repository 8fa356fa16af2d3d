"""The arguments of the engine, checked before anything is asked."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import isfinite
from typing import Any

from jagbench.errors import InvalidArgument, unknown_name
from jagbench.runners.engines.arguments import check_bounds
from jagbench.runners.engines.openai.dialects import DIALECTS

MOST_AT_ONCE = 4096
LONGEST_TIMEOUT = 86_400.0
MOST_RETRIES = 1000

_OURS = {
    "model": "it is the name in NAME@URL",
    "messages": "they are what is asked",
    "stream": "replies are asked for in one piece",
    "n": "--samples asks for several replies",
    "temperature": "--temperature sets it",
    "top_p": "--top-p sets it",
    "top_k": "--top-k sets it",
    "max_tokens": "--max-tokens sets it",
    "max_completion_tokens": "--max-tokens sets it, under this name with --engine-arg dialect=openai",
    "seed": "--seed sets it",
}
"""The fields of a request that other options set, and which."""

_NEVER_OMITTED = ("model", "messages")


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenAISettings:
    """The arguments of the engine.

    Raises:
        InvalidArgument: if one is outside of what it may be.
    """

    concurrency: int = 256
    """Most requests under way at once; how many are is found out by trying."""
    timeout: float = 600.0
    """Longest wait for one answer, in seconds, from sending the question to the last byte."""
    retries: int = 8
    """How often a request that failed is tried again; waits that the server asks for are not counted."""
    requests_per_minute: float | None = None
    """Most requests that are begun in a minute; None for no bound."""
    dialect: str | None = None
    """What the server is: one of `DIALECTS`; by default as it says itself."""
    listed: bool = True
    """Whether a model that the server's list lacks is refused."""
    headers: dict[str, Any] = field(default_factory=dict[str, Any])
    """Headers of one's own by name; `$NAME` in a value is read from the environment."""
    query: dict[str, Any] = field(default_factory=dict[str, Any])
    """What stands behind the `?` of every address, by name; `$NAME` is read from the environment."""
    request_fields: dict[str, Any] = field(default_factory=dict[str, Any])
    """Fields of one's own in every request, by name."""
    omit_fields: list[Any] = field(default_factory=list[Any])
    """Names of fields that are left out of every request."""

    def __post_init__(self) -> None:
        """Hold each argument to its meaning."""
        check_bounds("openai", "concurrency", self.concurrency, 1, MOST_AT_ONCE, "requests under way at once")
        check_bounds(
            "openai", "retries", self.retries, 0, MOST_RETRIES, "times that a request is tried again"
        )
        if not (isfinite(self.timeout) and 0 < self.timeout <= LONGEST_TIMEOUT):
            raise InvalidArgument(
                f"The argument 'timeout' of the engine openai must be more than 0 and at most "
                f"{LONGEST_TIMEOUT:.0f} seconds, got {self.timeout}."
            )
        rate = self.requests_per_minute
        if rate is not None and not (isfinite(rate) and 0 < rate <= 1e6):
            raise InvalidArgument(
                f"There must be more than 0 and at most 1000000 requests a minute, got {rate}."
            )
        if self.dialect is not None and self.dialect not in DIALECTS:
            raise unknown_name("dialect", self.dialect, DIALECTS)
        _refuse_ours("--request-field", self.request_fields, _OURS)
        for name in self.omit_fields:
            if not isinstance(name, str) or not name:
                raise InvalidArgument(f"--omit-field takes the name of a field, got {name!r}.")
            if name in self.request_fields:
                raise InvalidArgument(f"The field {name!r} is both given and left out: do one of the two.")
        _refuse_ours(
            "--omit-field", self.omit_fields, dict.fromkeys(_NEVER_OMITTED, "no question is without")
        )


def _refuse_ours(option: str, names: Iterable[str], ours: dict[str, str]) -> None:
    for name in names:
        if name in ours:
            raise InvalidArgument(f"{option} cannot be used for {name!r}: {ours[name]}.")
