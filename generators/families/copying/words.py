"""A word to be copied: a real one, one that is misspelt by a single slip, or a made-up one."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache

from jagbench.generators.families.copying import misconceptions as wrong
from jagbench.generators.families.copying import oracle
from jagbench.generators.families.copying.levels import SUFFICIENT
from jagbench.generators.families.copying.slips import doublings, known, merged, swaps
from jagbench.generators.language.homes import LATIN, asked_in
from jagbench.generators.language.words import is_avoided
from jagbench.generators.language.words.lexicon import invented, invented_signs, real
from jagbench.generators.mechanism.registry import register
from jagbench.generators.skill.definition import Level, Question, Skill, Stratum
from jagbench.generators.skill.source import Source
from jagbench.probes.answer import Answer
from jagbench.probes.item import Param

SCRIPTS = {"ko": "hangul", "zh": "han", "ja": "kana"}
"""What the made-up words of a language are made of."""
LATIN_LANGUAGES = ("en", "de", "fr", "es")
SLIPS: Mapping[str, Callable[[str], Iterator[str]]] = {
    "double_dropped": merged,
    "letter_doubled": doublings,
    "letters_swapped": swaps,
}
"""How a word is misspelt."""


@cache
def _misspelt(language: str, slip: str, shortest: int, longest: int) -> Sequence[str]:
    """Words of a language with one slip: plain letters, none of them a word as it stands."""
    return [
        slipped
        for word in real(language, "any", shortest, longest)
        if word.isalpha() and (word.isascii() or language in SCRIPTS)
        for slipped in SLIPS[slip](word)
        if slipped.lower() not in known(language) and not is_avoided(slipped.lower())
    ]


def draw(source: Source, stratum: Stratum) -> Sequence[str]:
    """A word with the stratum's factors."""
    language, shortest, longest = str(stratum["language"]), int(stratum["shortest"]), int(stratum["longest"])
    if stratum["word"] == "misspelt":
        return [source.choice(_misspelt(language, str(stratum["slip"]), shortest, longest))]
    if stratum["word"] == "real":
        return [source.choice(real(language, str(stratum["frequency"]), shortest, longest))]
    length, doubled = source.integer(shortest, longest), bool(stratum["doubled"])
    if language == "latin":
        return [invented(source, length, doubled=doubled)]
    return [invented_signs(source, SCRIPTS[language], length, doubled=doubled)]


def solve(question: Question) -> Answer:
    """The word itself."""
    return Answer(kind="text", value=question.item.operands[0])


def _lengths(latin: tuple[int, int], signs: tuple[int, int] | None, **factors: Param) -> list[Stratum]:
    """Strata of every language: so many letters, or so many signs where it has other ones, if any."""
    ranges = {**dict.fromkeys(LATIN_LANGUAGES, latin), **(dict.fromkeys(SCRIPTS, signs) if signs else {})}
    return [
        {"language": language, **factors, "shortest": shortest, "longest": longest}
        for language, (shortest, longest) in ranges.items()
    ]


def _real(frequency: str, latin: tuple[int, int], signs: tuple[int, int] | None) -> list[Stratum]:
    return _lengths(latin, signs, word="real", frequency=frequency)


def _slipped(slip: str, latin: tuple[int, int], signs: tuple[int, int] | None) -> list[Stratum]:
    return _lengths(latin, signs, word="misspelt", slip=slip)


def _pseudo(latin: tuple[int, int], signs: tuple[int, int]) -> list[Stratum]:
    ranges = {"latin": latin, **dict.fromkeys(SCRIPTS, signs)}
    return [
        {"language": language, "word": "pseudo", "doubled": doubled, "shortest": shortest, "longest": longest}
        for doubled in (False, True)
        for language, (shortest, longest) in ranges.items()
    ]


word = register(
    Skill(
        name="copying.word",
        summary="A word written once more, right or misspelt.",
        levels=[
            Level(grade=1, strata=_real("common", (3, 6), (2, 3)), sufficient=SUFFICIENT),
            Level(
                grade=1,
                strata=[
                    *_real("rare", (7, 15), None),
                    *_slipped("letter_doubled", (5, 15), (2, 4)),
                    *_pseudo((5, 7), (3, 4)),
                ],
                sufficient=SUFFICIENT,
            ),
            Level(
                grade=2,
                strata=[
                    *_slipped("double_dropped", (5, 15), None),
                    *_slipped("letters_swapped", (5, 15), (2, 4)),
                    *_pseudo((9, 12), (6, 8)),
                ],
                sufficient=SUFFICIENT,
            ),
            Level(grade=3, strata=_pseudo((16, 22), (12, 16)), sufficient=SUFFICIENT),
            Level(grade=4, strata=_pseudo((40, 60), (30, 45)), sufficient=SUFFICIENT),
        ],
        draw=draw,
        solve=solve,
        slots=lambda shown: {"word": shown.operands[0]},
        oracle=oracle.copy,
        misconceptions=wrong.WORD,
        asks_in=asked_in({"latin": LATIN}),
        asks="text",
    )
)
