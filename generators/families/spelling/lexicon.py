"""The words that are spelled and changed: real ones of a language, and made-up ones of a script.

A factor `language` names the language that asks about a word; made-up words of Latin letters have the
language `latin` and are asked about in all four languages that are written so. A letter is a syllable in
Korean, and a character in Chinese and Japanese.
"""

from collections.abc import Sequence
from functools import cache

from jagbench.generators.language.homes import LATIN, asked_in
from jagbench.generators.language.words.lexicon import (
    ALPHABET,
    SIGNS,
    drawn_clean,
    invented,
    invented_signs,
    invented_with,
    letter_cells,
    real,
)
from jagbench.generators.skill.definition import Stratum
from jagbench.generators.skill.draws import places
from jagbench.generators.skill.source import Source
from jagbench.probes.item import Param

SCRIPTS = {"ko": "hangul", "zh": "han", "ja": "kana"}
"""What the made-up words of a language are made of."""
LATIN_LANGUAGES = ("en", "de", "fr", "es")
ALL = (*LATIN_LANGUAGES, *SCRIPTS)

LIGATURES = frozenset("œæ")
"""Whether these are one letter or two need not be settled."""

asks_in = asked_in({"latin": LATIN})
"""Whether a language asks about a word."""

LENGTHS: Sequence[tuple[int, int]] = ((3, 4), (5, 7), (8, 11), (12, 15), (16, 25))
"""The letters of the words of each level."""
SIGN_LENGTHS: Sequence[tuple[int, int]] = ((2, 2), (3, 3), (4, 5), (6, 9), (10, 16))
"""The same for Korean, Chinese and Japanese."""
REAL_LEVELS = {"en": 5, "de": 5, "fr": 5, "es": 5, "ko": 4, "zh": 3, "ja": 3}
"""Up to which level a language has real words enough."""


@cache
def _words(language: str, frequency: str, shortest: int, longest: int, plain: bool) -> Sequence[str]:
    """Real words of unlike letters; only those without accents, umlauts and hyphens where `plain`."""
    return [
        word
        for word in real(language, frequency, shortest, longest)
        if word.isalpha()
        and len({*word.lower()}) > 1
        and not LIGATURES & {*word}
        and (not plain or word.isascii() or language in SCRIPTS)
    ]


def draw_word(source: Source, stratum: Stratum, *, plain: bool) -> str:
    """A word with the stratum's factors."""
    language, shortest, longest = stratum["language"], int(stratum["shortest"]), int(stratum["longest"])
    if stratum["word"] == "real":
        return source.choice(_words(str(language), str(stratum["frequency"]), shortest, longest, plain))
    length = source.integer(shortest, longest)
    doubled = bool(stratum.get("doubled", False))
    if language == "latin":
        return invented(source, length, doubled=doubled)
    return invented_signs(source, SCRIPTS[str(language)], length, doubled=doubled)


def draw_with_letter(source: Source, stratum: Stratum) -> tuple[str, str]:
    """A word, and a letter that stands in it as often as the stratum says."""
    language, shortest, longest = str(stratum["language"]), int(stratum["shortest"]), int(stratum["longest"])
    count, doubled = int(stratum["count"]), bool(stratum["doubled"])
    if stratum["word"] == "real":
        return source.choice(_cell(language, shortest, longest, count, doubled))
    length = source.integer(shortest, longest)
    if language == "latin":
        return invented_with(source, length, count, doubled=doubled)
    signs = SIGNS[SCRIPTS[language]]
    sign = source.choice(signs)

    def draw() -> str:
        word = list(invented_signs(source, SCRIPTS[language], length, doubled=False))
        word = [each if each != sign else signs[signs.index(sign) - 1] for each in word]
        for place in places(source, length, count, doubled=doubled):
            word[place] = sign
        return "".join(word)

    return drawn_clean(draw), sign


@cache
def _cell(language: str, shortest: int, longest: int, count: int, doubled: bool) -> Sequence[tuple[str, str]]:
    cells = letter_cells(language, "any", shortest, longest)
    return [(word, letter) for word, letter in cells[count, doubled, 0] if word.isascii() and word.isalpha()]


def other_letter(source: Source, language: str, word: str) -> str:
    """A letter of the language that does not stand in the word, unless the word has them all."""
    letters = SIGNS[SCRIPTS[language]] if language in SCRIPTS else ALPHABET
    start = source.integer(0, len(letters) - 1)
    return next(
        (letter for letter in letters[start:] + letters[:start] if letter not in word), letters[start]
    )


def words_of(level: int, **factors: Param) -> list[Stratum]:
    """The strata of a level for words as such: real and made-up ones, in every language."""
    return [
        *(
            {
                "language": language,
                "word": "real",
                "frequency": frequency,
                **_lengths(language, level),
                **factors,
            }
            for language in ALL
            if level <= REAL_LEVELS[language]
            for frequency in _frequencies(language, level)
        ),
        *(
            {"language": language, "word": "pseudo", **_lengths(language, level), **factors}
            for language in ("latin", *SCRIPTS)
        ),
    ]


def words_with_letters(level: int, **factors: Param) -> list[Stratum]:
    """The strata of a level for words with a letter that stands there several times, two in a row or not."""
    count = (1, 2, 2, 3, 3)[level - 1]
    return [
        {
            "language": language,
            "word": word,
            **_lengths(language, level),
            "count": min(count, 2) if word == "real" else count,
            "doubled": doubled,
            **factors,
        }
        for word, languages in (("real", LATIN_LANGUAGES), ("pseudo", ("latin", *SCRIPTS)))
        for language in languages
        for doubled in ((False, True) if count > 1 else (False,))
    ]


def _lengths(language: str, level: int) -> dict[str, Param]:
    shortest, longest = (SIGN_LENGTHS if language in SCRIPTS else LENGTHS)[level - 1]
    return {"shortest": shortest, "longest": longest}


def _frequencies(language: str, level: int) -> Sequence[str]:
    """Common words first, then common and rare ones; long words are all rare."""
    if language in ("zh", "ja") or level > 3:
        return ("any",)
    return ("common",) if level == 1 else ("common", "rare")
