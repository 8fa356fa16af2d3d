"""What all counting has in common: a count as an answer, and operands as slots."""

from collections.abc import Callable, Mapping
from functools import lru_cache

from jagbench.generators.skill.definition import Shown
from jagbench.probes.answer import Answer


@lru_cache(maxsize=1024)
def count(value: int) -> Answer:
    """A count as an answer."""
    return Answer(kind="integer", value=str(value))


def slots(*names: str) -> Callable[[Shown], Mapping[str, str]]:
    """The operands as slots, in their order."""

    def fill(shown: Shown) -> Mapping[str, str]:
        return dict(zip(names, shown.operands, strict=True))

    return fill
