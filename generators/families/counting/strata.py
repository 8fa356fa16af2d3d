"""Strata that depend on which words there are."""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import ParamSpec, overload

from jagbench.generators.skill.definition import Stratum

P = ParamSpec("P")

FEWEST = 12
"""A stratum of real words needs this many, else its probes would repeat one another."""


class _Strata(Sequence[Stratum]):
    """Strata that are made when they are first looked into, so that no word list is read before."""

    def __init__(self, make: Callable[[], Sequence[Stratum]]) -> None:
        self._make = make

    @cached_property
    def _made(self) -> Sequence[Stratum]:
        return self._make()

    @overload
    def __getitem__(self, index: int) -> Stratum: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Stratum]: ...
    def __getitem__(self, index: int | slice) -> Stratum | Sequence[Stratum]:
        return self._made[index]

    def __len__(self) -> int:
        return len(self._made)


def when_asked(make: Callable[P, Sequence[Stratum]]) -> Callable[P, Sequence[Stratum]]:
    """Put off a function that makes strata until they are looked into."""

    def later(*args: P.args, **kwargs: P.kwargs) -> Sequence[Stratum]:
        return _Strata(lambda: make(*args, **kwargs))

    return later
