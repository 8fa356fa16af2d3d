"""How many different items a level has: counted where they are few, bounded where they are many."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from jagbench.generators.mechanism.choices import Choices, TooLong
from jagbench.generators.skill.definition import Skill, Stratum
from jagbench.generators.skill.source import SeededSource

MANY = 500
"""Levels of this many different items are not counted further."""
FOLLOWED = 400
"""Choices of one item; who makes more is not counted."""
PATHS = 40_000
"""How many ways through the choices of a level are gone to count its items."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Domain:
    """The different items of a level."""

    items: int
    """How many there are, or at least."""
    exact: bool
    """Whether there are no more."""

    def __str__(self) -> str:
        """Such as `"64"` or `"over 500"`."""
        if self.exact:
            return f"{self.items:,}"
        return f"over {MANY:,}" if self.items >= MANY else f"at least {self.items:,}"


@lru_cache(maxsize=4096)
def domain(skill: Skill, level: int) -> Domain:
    """How many different items a level has; items that differ in nothing but their stratum are one.

    Levels that show many in their stream are large; of the others every way through the choices that an item
    makes is gone.

    Raises:
        InvalidArgument: if the skill has no such level.
    """
    strata = skill.level(level).strata
    drawn = set(_drawn(skill, strata))
    if len(drawn) >= MANY:
        return Domain(items=MANY, exact=False)
    budget = PATHS
    for stratum in strata:
        for operands in _walked(skill, stratum):
            budget -= 1
            if operands is None or budget < 0:
                return Domain(items=min(len(drawn), MANY), exact=False)
            drawn.add(operands)
            if len(drawn) >= MANY:
                return Domain(items=MANY, exact=False)
    return Domain(items=len(drawn), exact=True)


def _drawn(skill: Skill, strata: Sequence[Stratum]) -> Iterator[tuple[str, ...]]:
    """Items of a stream, somewhat more of them than are many."""
    for index in range(MANY + MANY // 4):
        source = SeededSource(f"{skill.name}/domain/{index}")
        yield tuple(skill.draw(source, strata[index % len(strata)]))


def _walked(skill: Skill, stratum: Stratum) -> Iterator[tuple[str, ...] | None]:
    """The operands at the end of every way through the choices of a stratum; None where a way is too long."""
    given: list[int] = []
    while True:
        path = Choices(given, longest=FOLLOWED)
        try:
            yield tuple(skill.draw(path, stratum))
        except TooLong:
            yield None
        given = path.taken
        while given and given[-1] == path.sizes[len(given) - 1] - 1:
            given.pop()
        if not given:
            return
        given[-1] += 1
