"""An item as the choices that made it: they can be repeated, altered, and built into an item again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from jagbench.errors import InvalidArgument
from jagbench.generators.skill.definition import Skill
from jagbench.probes.item import Item

T = TypeVar("T")

LONGEST = 20_000
"""Choices of one item; who makes more is not followed."""

Rest = Callable[[int], int]
"""From the number of values that a choice has to the place of the one that is taken, from 0."""


class TooLong(Exception):
    """An item makes more choices than are followed."""


def first(size: int) -> int:
    """The first of the values."""
    return 0


class Choices:
    """A source that repeats choices, and takes what comes behind them from elsewhere.

    A choice is the place of the value in its range, from 0. One that the range does not have loses its last
    digits until it has: 4,567 of a thousand values is the 456th.

    Args:
        given: The choices to repeat.
        rest: Makes those behind them.
        longest: How many choices there may be.
    """

    def __init__(self, given: Sequence[int], rest: Rest = first, *, longest: int = LONGEST) -> None:
        self.taken: list[int] = []
        """The choices that were made."""
        self.sizes: list[int] = []
        """How many values each of them had."""
        self._given = given
        self._rest = rest
        self._longest = longest

    def integer(self, low: int, high: int) -> int:
        """An integer from `low` to `high`, both included."""
        made, size = len(self.taken), high - low + 1
        if made >= self._longest:
            raise TooLong
        place = self._given[made] if made < len(self._given) else self._rest(size)
        while place >= size:
            place //= 10
        self.taken.append(place)
        self.sizes.append(size)
        return low + place

    def choice(self, values: Sequence[T]) -> T:
        """One of `values`."""
        return values[self.integer(0, len(values) - 1)]

    def boolean(self) -> bool:
        """True or false."""
        return self.integer(0, 1) == 1

    def sample(self, values: Sequence[T], k: int) -> list[T]:
        """`k` of `values` at different positions."""
        pool = list(values)
        for position in range(k):
            other = self.integer(position, len(pool) - 1)
            pool[position], pool[other] = pool[other], pool[position]
        return pool[:k]


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """An item with the choices that make it."""

    level: int
    """Its level."""
    stratum: int
    """Which of the strata of the level, from 0."""
    taken: tuple[int, ...]
    """Its choices."""
    sizes: tuple[int, ...]
    """How many values each of them had."""
    item: Item
    """What they make."""


def build(
    skill: Skill, level: int, stratum: int, given: Sequence[int] = (), rest: Rest = first
) -> Built | None:
    """The item that choices make within a stratum.

    Args:
        skill: Which skill.
        level: Which level.
        stratum: Which of its strata, from 0.
        given: The choices.
        rest: Makes those behind them; the first value of each when left out.

    Returns:
        The item; None where no item has such choices, or it makes too many of them.
    """
    source = Choices(given, rest)
    try:
        item = skill.build(source, level, skill.level(level).strata[stratum])
    except (TooLong, InvalidArgument):
        return None
    return Built(
        level=level, stratum=stratum, taken=tuple(source.taken), sizes=tuple(source.sizes), item=item
    )
