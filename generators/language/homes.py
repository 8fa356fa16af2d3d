"""Where words are at home: which language asks about the words of which."""

from collections.abc import Callable, Mapping

from jagbench.generators.skill.definition import Stratum

LATIN = frozenset({"de", "en", "es", "fr"})
"""The languages in Latin letters."""
ASIAN = frozenset({"ja", "ko", "zh"})
EVERYWHERE = LATIN | ASIAN


def asked_in(others: Mapping[str, frozenset[str]]) -> Callable[[Stratum, str], bool]:
    """A rule that asks items of a `language` in that language, and in the ones that `others` has for it."""
    nowhere = frozenset[str]()

    def asks_in(stratum: Stratum, language: str) -> bool:
        home = stratum["language"]
        return home == language or language in others.get(str(home), nowhere)

    return asks_in


at_home = asked_in({})
"""Words of a language are asked about in that language only."""
