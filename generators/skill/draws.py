"""Many choices from one draw: long words and lists cost one large number instead of a hundred small ones."""

from collections.abc import Callable, Sequence
from functools import cache
from math import perm
from typing import Any, TypeVar

from jagbench.generators.skill.source import Source

T = TypeVar("T")


@cache
def _power(size: int, count: int) -> int:
    return int(size**count)


def choices(source: Source, values: Sequence[T], count: int) -> list[T]:
    """`count` of `values`, each position drawn anew."""
    size = len(values)
    rest = source.integer(0, _power(size, count) - 1)
    found: list[T] = []
    for _ in range(count):
        rest, which = divmod(rest, size)
        found.append(values[which])
    return found


@cache
def _arrangements(size: int, count: int) -> int:
    return perm(size, count)


def sample(source: Source, values: Sequence[T], count: int) -> list[T]:
    """`count` of `values` at different positions, in random order (Fisher and Yates)."""
    pool = list(values)
    size = len(pool)
    rest = source.integer(0, _arrangements(size, count) - 1)
    for position in range(count):
        rest, ahead = divmod(rest, size - position)
        other = position + ahead
        pool[position], pool[other] = pool[other], pool[position]
    return pool[:count]


def places(source: Source, length: int, count: int, *, doubled: bool) -> list[int]:
    """`count` positions in order, two of them side by side where `doubled`, none side by side otherwise."""
    # Choosing from a shorter row and spreading the choice out again leaves the gaps that are wanted.
    units = count - 1 if doubled else count
    row = sample(source, range(length - count + 1), units)
    spread = [start + shift for shift, start in enumerate(sorted(row))]
    if not doubled:
        return spread
    pair = source.integer(0, units - 1)
    return [*spread[: pair + 1], spread[pair] + 1, *(place + 1 for place in spread[pair + 1 :])]


def unsorted(entries: list[str], key: Callable[[str], Any]) -> list[str]:
    """Entries that are not in order yet, from either end: the first two of those that are change places."""
    if len(entries) > 2 and _in_a_row(list(map(key, entries))):
        entries[0], entries[1] = entries[1], entries[0]
    return entries


def _in_a_row(values: Sequence[Any]) -> bool:
    """Whether values ascend all the way, or descend."""
    ranked = sorted(values)
    return values in (ranked, ranked[::-1])
