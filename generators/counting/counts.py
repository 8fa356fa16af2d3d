"""What all counting has in common: a count as an answer, slots, and which language asks about what."""

from collections.abc import Callable, Mapping
from functools import lru_cache

from jagbench.generators.skill import Shown, Stratum
from jagbench.probes.answer import Answer

LATIN = frozenset({"de", "en", "es", "fr"})
"""The languages in Latin letters."""
ASIAN = frozenset({"ja", "ko", "zh"})
EVERYWHERE = LATIN | ASIAN


@lru_cache(maxsize=1024)
def count(value: int) -> Answer:
    """A count as an answer."""
    return Answer(kind="integer", value=str(value))


def slots(*names: str) -> Callable[[Shown], Mapping[str, str]]:
    """The operands as slots, in their order."""

    def fill(shown: Shown) -> Mapping[str, str]:
        return dict(zip(names, shown.operands, strict=True))

    return fill


def asked_in(others: Mapping[str, frozenset[str]]) -> Callable[[Stratum, str], bool]:
    """A rule that asks items of a `language` in that language, and in the ones that `others` has for it."""
    nowhere = frozenset[str]()

    def asks_in(stratum: Stratum, language: str) -> bool:
        home = stratum["language"]
        return home == language or language in others.get(str(home), nowhere)

    return asks_in


at_home = asked_in({})
"""Words of a language are asked about in that language only."""
