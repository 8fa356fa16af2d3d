"""Where a generator's choices come from: a counter-based hash, or Hypothesis.

A skill is written once against `Source`. `SeededSource` makes the published probes: the same key gives
the same choices on every Python version and platform. `HypothesisSource` draws the same choices through
Hypothesis, so that a skill is also a shrinking strategy.
"""

from collections.abc import Sequence
from hashlib import blake2b
from typing import TYPE_CHECKING, Protocol, TypeVar

from jagbench.errors import InvalidArgument

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn

T = TypeVar("T")

Seed = int | str
"""Which stream: a number that anybody may choose, or the name of one that no number reaches."""


class Source(Protocol):
    """The four choices that a generator may make."""

    def integer(self, low: int, high: int) -> int:
        """An integer from `low` to `high`, both included."""
        ...

    def choice(self, values: Sequence[T]) -> T:
        """One of `values`."""
        ...

    def boolean(self) -> bool:
        """True or false."""
        ...

    def sample(self, values: Sequence[T], k: int) -> list[T]:
        """`k` of `values` at different positions, in random order."""
        ...


class SeededSource:
    """Choices from BLAKE2b (RFC 7693) over a key and a counter, uniform by rejection sampling.

    Random access: nothing depends on what was drawn under another key. A choice takes as many bits as its
    range needs from the front of the stream, so that a short item costs one hash.
    """

    __slots__ = ("_bits", "_blocks", "_key", "_left")

    def __init__(self, key: str) -> None:
        self._key = key.encode("utf-8") + b"\x00"
        self._blocks = 0
        self._bits = 0
        self._left = 0

    def _read(self, count: int) -> None:
        """Hash as many more blocks as it takes to have `count` bits."""
        fresh = b""
        while self._left + 8 * len(fresh) < count:
            fresh += blake2b(self._key + self._blocks.to_bytes(8, "big")).digest()
            self._blocks += 1
        self._bits |= int.from_bytes(fresh, "little") << self._left
        self._left += 8 * len(fresh)

    def integer(self, low: int, high: int) -> int:
        """An integer from `low` to `high`, both included, every one equally likely.

        Raises:
            InvalidArgument: if the range is empty.
        """
        span = high - low
        if span <= 0:
            if span < 0:
                raise InvalidArgument(f"There is no integer from {low} to {high}.")
            return low
        width = span.bit_length()
        while True:
            if self._left < width:
                self._read(width)
            drawn = self._bits & ((1 << width) - 1)
            self._bits >>= width
            self._left -= width
            if drawn <= span:
                return low + drawn

    def choice(self, values: Sequence[T]) -> T:
        """One of `values`, every position equally likely."""
        return values[self.integer(0, len(values) - 1)]

    def boolean(self) -> bool:
        """True or false, equally likely."""
        return self.integer(0, 1) == 1

    def sample(self, values: Sequence[T], k: int) -> list[T]:
        """`k` of `values` at different positions, in random order (Fisher and Yates)."""
        return _sample(self, values, k)


class HypothesisSource:
    """Choices drawn through Hypothesis: it searches and shrinks, and promises no distribution."""

    def __init__(self, draw: "DrawFn") -> None:
        from hypothesis import strategies

        self._draw = draw
        self._strategies = strategies

    def integer(self, low: int, high: int) -> int:
        """An integer from `low` to `high`, both included; shrinks towards the one nearest to zero."""
        return self._draw(self._strategies.integers(low, high))

    def choice(self, values: Sequence[T]) -> T:
        """One of `values`; shrinks towards the first."""
        return self._draw(self._strategies.sampled_from(values))

    def boolean(self) -> bool:
        """True or false; shrinks towards false."""
        return self._draw(self._strategies.booleans())

    def sample(self, values: Sequence[T], k: int) -> list[T]:
        """`k` of `values` at different positions; shrinks towards the first ones in order."""
        return _sample(self, values, k)


def _sample(source: Source, values: Sequence[T], k: int) -> list[T]:
    if k > len(values):
        raise InvalidArgument(f"Cannot sample {k} of {len(values)} values.")
    pool, last = list(values), len(values) - 1
    for position in range(k):
        other = source.integer(position, last)
        pool[position], pool[other] = pool[other], pool[position]
    return pool[:k]
