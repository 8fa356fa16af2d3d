"""The letter right before or after another one."""

from collections import Counter
from collections.abc import Sequence
from functools import cache

from jagbench.generators.families.positions import misconceptions as wrong
from jagbench.generators.families.positions import oracle
from jagbench.generators.families.positions.operands import beside
from jagbench.generators.language.homes import LATIN, asked_in
from jagbench.generators.language.words.lexicon import (
    TRIES,
    invented,
    invented_of,
    invented_signs,
    real,
)
from jagbench.generators.mechanism.registry import register
from jagbench.generators.skill.definition import Level, Question, Skill, Stratum
from jagbench.generators.skill.source import Source
from jagbench.probes.answer import Answer

SCRIPTS = {"ko": "hangul", "zh": "han", "ja": "kana"}
"""What the made-up words of a language are made of."""
LATIN_LANGUAGES = ("en", "de", "fr", "es")


def _inner(word: str) -> list[str]:
    """The letters that stand in a word once, neither first nor last."""
    often = Counter(word.lower())
    return [letter for letter in word[1:-1] if often[letter] == 1]


@cache
def _real(language: str, shortest: int, longest: int) -> Sequence[str]:
    """Words without accents that hold an inner letter once."""
    return [
        word
        for word in real(language, "any", shortest, longest)
        if word.isalpha() and (word.isascii() or language in SCRIPTS) and _inner(word)
    ]


def _made_up(source: Source, stratum: Stratum) -> str:
    language, length = str(stratum["language"]), int(stratum["longest"])
    if language == "latin":
        return invented_of(source, length, 0) if length <= 16 else invented(source, length, doubled=False)
    return invented_signs(source, SCRIPTS[language], length, doubled=False)


def draw(source: Source, stratum: Stratum) -> Sequence[str]:
    """A word, and a letter that stands in it once, between two others."""
    if stratum["word"] == "real":
        word = source.choice(
            _real(str(stratum["language"]), int(stratum["shortest"]), int(stratum["longest"]))
        )
    else:
        word = _made_up(source, stratum)
        for _ in range(TRIES):
            if _inner(word):
                break
            word = _made_up(source, stratum)
    return [word, source.choice(_inner(word))]


def solve(question: Question) -> Answer:
    """The letter one step further."""
    letters, place, step = beside(question)
    return Answer(kind="text", value=letters[place + step])


def _real_words(shortest: int, longest: int, signs: tuple[int, int] | None = None) -> list[Stratum]:
    ranges = {
        **dict.fromkeys(LATIN_LANGUAGES, (shortest, longest)),
        **(dict.fromkeys(SCRIPTS, signs) if signs else {}),
    }
    return [
        {"language": language, "word": "real", "shortest": least, "longest": most}
        for language, (least, most) in ranges.items()
    ]


def _made_up_words(latin: int, signs: int) -> list[Stratum]:
    return [
        {"language": language, "word": "pseudo", "shortest": length, "longest": length}
        for language, length in {"latin": latin, **dict.fromkeys(SCRIPTS, signs)}.items()
    ]


letter_beside = register(
    Skill(
        name="positions.letter_beside",
        summary="Which letter of a word stands right before or after another.",
        levels=[
            Level(grade=1, strata=[*_real_words(4, 5, (3, 4)), *_made_up_words(5, 5)]),
            Level(grade=1, strata=[*_real_words(6, 8), *_made_up_words(8, 8)]),
            Level(grade=2, strata=[*_real_words(9, 12), *_made_up_words(12, 12)]),
            Level(grade=3, strata=_made_up_words(16, 18)),
            Level(grade=4, strata=_made_up_words(24, 30)),
        ],
        draw=draw,
        solve=solve,
        slots=lambda shown: dict(zip(("word", "letter"), shown.operands, strict=True)),
        oracle=oracle.letter_beside,
        misconceptions=wrong.LETTER_BESIDE,
        asks_in=asked_in({"latin": LATIN}),
        asks="letter",
        directions=("before", "after"),
    )
)
