"""Letters in a word: one of them, the different ones, the vowels, all of them, the n-th."""

from collections.abc import Sequence

from jagbench.generators.families.counting.counts import count, slots
from jagbench.generators.families.counting.misconceptions import letters as wrong
from jagbench.generators.families.counting.oracle import letters as oracle
from jagbench.generators.families.counting.strata import FEWEST, when_asked
from jagbench.generators.language.homes import ASIAN, EVERYWHERE, LATIN, asked_in
from jagbench.generators.language.words import lexicon
from jagbench.generators.mechanism.registry import register
from jagbench.generators.skill.definition import Level, Skill, Stratum
from jagbench.generators.skill.draws import choices, sample
from jagbench.generators.skill.source import Source
from jagbench.probes.answer import Answer

MADE_UP = "latin"
"""Stands for the language of made-up words in Latin letters."""
about_latin_words = asked_in({MADE_UP: EVERYWHERE, "en": ASIAN})
"""Made-up words are asked about everywhere, English ones also where no Latin letters are written."""
about_scripts = asked_in({MADE_UP: LATIN})
"""Words are asked about where their script is at home."""


def _words(shortest: int, longest: int, frequencies: Sequence[str]) -> list[Stratum]:
    """Made-up words, and real ones of each language and frequency."""
    made_up: Stratum = {
        "language": MADE_UP,
        "word": "pseudo",
        "frequency": "none",
        "shortest": shortest,
        "longest": longest,
    }
    real = [
        {**made_up, "language": language, "word": "real", "frequency": frequency}
        for language in lexicon.LATIN_LANGUAGES
        for frequency in frequencies
    ]
    return [made_up, *real]


# --- how often a letter stands in a word ------------------------------------------------------------


def draw_letters(source: Source, stratum: Stratum) -> Sequence[str]:
    """A word and a letter that stands in it as often as the stratum says, some of them as capitals."""
    times, other_case = int(stratum["count"]), int(stratum["other_case"])
    shortest, longest = int(stratum["shortest"]), int(stratum["longest"])
    doubled, language = bool(stratum["doubled"]), str(stratum["language"])
    if stratum["word"] == "pseudo":
        length = source.integer(shortest, longest)
        word, letter = lexicon.invented_with(source, length, times + other_case, doubled=doubled)
    elif language == "de":
        # German nouns have their capital anyway.
        return lexicon.with_letter(
            source,
            language,
            str(stratum["frequency"]),
            shortest,
            longest,
            count=times,
            doubled=doubled,
            capital=other_case,
        )
    else:
        word, letter = lexicon.with_letter(
            source,
            language,
            str(stratum["frequency"]),
            shortest,
            longest,
            count=times + other_case,
            doubled=doubled,
        )
    return _mixed(source, word, letter, other_case) if other_case else (word, letter)


def _mixed(source: Source, word: str, letter: str, other_case: int) -> tuple[str, str]:
    """A word in small and capital letters at random, in which so many of a letter are in the other case."""
    places = [place for place, each in enumerate(word) if each == letter]
    others = set(sample(source, places, other_case))
    asks_capital = source.boolean()
    capital = [drawn == 1 for drawn in choices(source, (0, 1), len(word))]
    for place in places:
        capital[place] = asks_capital != (place in others)
    mixed = "".join(each.upper() if up else each for each, up in zip(word, capital, strict=True))
    return mixed, letter.upper() if asks_capital else letter


BOTH = ("common", "rare")
"""Where words are few, middling ones are left to the other skills."""


@when_asked
def _letter_strata(
    shortest: int,
    longest: int,
    counts: Sequence[int],
    doubled: Sequence[int],
    mixed: Sequence[tuple[int, int]],
    frequencies: Sequence[str] = ("common",),
) -> list[Stratum]:
    """Words by how often the letter stands there, of which twice in a row, and with capitals besides."""
    cells = [
        *((times, False, 0) for times in counts),
        *((times, True, 0) for times in doubled),
        *((times, False, other) for times, other in mixed),
    ]
    return [
        {**words, "count": times, "doubled": twice, "other_case": other}
        for times, twice, other in cells
        for words in _words(shortest, longest, frequencies if times else BOTH)
        if words["word"] == "pseudo" or _fillable(words, times, twice, other)
    ]


def _fillable(words: Stratum, times: int, doubled: bool, other_case: int) -> bool:
    """Whether there are enough real words that probes do not repeat one another."""
    language, frequency = str(words["language"]), str(words["frequency"])
    shortest, longest = int(words["shortest"]), int(words["longest"])
    if times + other_case == 0:
        return len(lexicon.real(language, frequency, shortest, longest)) >= FEWEST
    capital = other_case if language == "de" else 0
    cells = lexicon.letter_cells(language, frequency, shortest, longest)
    return len(cells.get((times + other_case - capital, doubled, capital), ())) >= FEWEST


letters = register(
    Skill(
        name="counting.letters",
        summary="How often a letter stands in a word: absent, doubled, in upper and lower case.",
        version=2,
        levels=[
            Level(grade=1, strata=_letter_strata(3, 4, [0, 1, 2], [2], [])),
            Level(grade=1, strata=_letter_strata(5, 6, [0, 1, 2, 3], [2], [(1, 1), (1, 2)])),
            Level(grade=2, strata=_letter_strata(7, 10, [0, 1, 2, 3], [2, 4], [(1, 1), (1, 2), (2, 2)])),
            Level(
                grade=3,
                strata=_letter_strata(11, 15, [0, 1, 2, 3, 4], [2, 4], [(1, 3), (2, 1), (3, 2)], BOTH),
            ),
            Level(
                grade=4,
                strata=_letter_strata(16, 25, [0, 2, 3, 4, 5, 6], [3, 5], [(2, 2), (3, 3), (5, 2)], BOTH),
            ),
        ],
        draw=draw_letters,
        solve=lambda question: count(wrong.occurrences(question)),
        slots=slots("word", "letter"),
        oracle=oracle.letters,
        misconceptions=wrong.LETTERS,
        asks_in=about_latin_words,
        directions=("case_matters", "case_ignored"),
    )
)


# --- different letters ------------------------------------------------------------------------------


def draw_distinct(source: Source, stratum: Stratum) -> Sequence[str]:
    """A word with as many repeated letters as the stratum says."""
    repeats, shortest, longest = (int(stratum[factor]) for factor in ("repeats", "shortest", "longest"))
    if stratum["word"] == "real":
        cells = lexicon.repeat_cells(str(stratum["language"]), str(stratum["frequency"]), shortest, longest)
        return [source.choice(cells[repeats])]
    return [lexicon.invented_of(source, source.integer(max(shortest, repeats + 2), longest), repeats)]


@when_asked
def _distinct_strata(shortest: int, longest: int, repeats: Sequence[int]) -> list[Stratum]:
    return [
        {**words, "repeats": again}
        for again in repeats
        for words in _words(shortest, longest, ["any"])
        if words["word"] == "pseudo"
        or len(lexicon.repeat_cells(str(words["language"]), "any", shortest, longest).get(again, ()))
        >= FEWEST
    ]


distinct_letters = register(
    Skill(
        name="counting.distinct_letters",
        summary="How many different letters a word has.",
        levels=[
            Level(grade=1, strata=_distinct_strata(3, 5, [0, 1, 2])),
            Level(grade=1, strata=_distinct_strata(5, 6, [0, 1, 2])),
            Level(grade=2, strata=_distinct_strata(7, 10, [0, 2, 4])),
            Level(grade=3, strata=_distinct_strata(11, 15, [2, 4, 6])),
            Level(grade=4, strata=_distinct_strata(16, 25, [4, 6, 8, 10])),
        ],
        draw=draw_distinct,
        solve=lambda question: count(wrong.distinct(question)),
        slots=slots("word"),
        oracle=oracle.distinct_letters,
        misconceptions=wrong.DISTINCT,
        asks_in=about_latin_words,
    )
)


# --- vowels -----------------------------------------------------------------------------------------


def draw_vowels(source: Source, stratum: Stratum) -> Sequence[str]:
    """A word of the letters a to z without y, with as many vowels as the stratum says."""
    shortest, longest = int(stratum["shortest"]), int(stratum["longest"])
    times, together = int(stratum["count"]), bool(stratum["together"])
    if stratum["word"] == "real":
        cells = lexicon.vowel_cells(str(stratum["language"]), shortest, longest)
        return [source.choice(cells[times, together])]
    length = source.integer(max(shortest, times if together else 2 * times - 1), longest)
    return [lexicon.invented_vowels(source, length, times, together=together)]


@when_asked
def _vowel_strata(
    shortest: int, longest: int, apart: Sequence[int], together: Sequence[int]
) -> list[Stratum]:
    """Words by how many vowels they have, none or some of them side by side."""
    cells = [*((times, False) for times in apart), *((times, True) for times in together)]
    return [
        {**words, "count": times, "together": side_by_side}
        for times, side_by_side in cells
        for words in _words(shortest, longest, ["any"])
        if words["word"] == "pseudo"
        or len(lexicon.vowel_cells(str(words["language"]), shortest, longest).get((times, side_by_side), ()))
        >= FEWEST
    ]


vowels = register(
    Skill(
        name="counting.vowels",
        summary="How many of the letters of a word are a, e, i, o or u.",
        levels=[
            Level(grade=1, strata=_vowel_strata(3, 4, [0, 1, 2], [3])),
            Level(grade=1, strata=_vowel_strata(5, 6, [1, 2, 3], [2, 3, 4])),
            Level(grade=2, strata=_vowel_strata(7, 10, [2, 3, 4], [3, 4, 5])),
            Level(grade=3, strata=_vowel_strata(11, 15, [3, 4, 5, 6], [4, 5, 6, 7])),
            Level(grade=4, strata=_vowel_strata(16, 25, [5, 6, 7, 8], [6, 7, 8, 10])),
        ],
        draw=draw_vowels,
        solve=lambda question: count(wrong.vowels(question)),
        slots=slots("word"),
        oracle=oracle.vowels,
        misconceptions=wrong.VOWEL_COUNTS,
        asks_in=about_latin_words,
    )
)


# --- the length of a word, and its n-th letter ------------------------------------------------------

SCRIPTS = {"ko": "hangul", "zh": "han", "ja": "kana"}
"""The scripts of made-up words; all other languages use Latin letters."""


@when_asked
def _of_scripts(
    shortest: int, longest: int, doubled: Sequence[bool], words: Sequence[str] = ("pseudo", "real")
) -> list[Stratum]:
    """Words of every script, doubled letters or none; real ones where a language has enough of the length."""
    found: list[Stratum] = []
    for twice in doubled:
        cell: Stratum = {"shortest": shortest, "longest": longest, "doubled": twice}
        if "pseudo" in words:
            found += [{"language": home, "word": "pseudo", **cell} for home in (MADE_UP, *SCRIPTS)]
        if "real" in words:
            found += [
                {"language": language, "word": "real", **cell}
                for language in (*lexicon.LATIN_LANGUAGES, *SCRIPTS)
                if len(lexicon.doubling_cells(language, shortest, longest)[twice]) >= FEWEST
            ]
    return found


def draw_word(source: Source, stratum: Stratum) -> Sequence[str]:
    """A word of the stratum's length, real or made up."""
    language, doubled = str(stratum["language"]), bool(stratum["doubled"])
    shortest, longest = int(stratum["shortest"]), int(stratum["longest"])
    if stratum["word"] == "real":
        return [source.choice(lexicon.doubling_cells(language, shortest, longest)[doubled])]
    length = source.integer(shortest, longest)
    if language == MADE_UP:
        return [lexicon.invented(source, length, doubled=doubled)]
    return [lexicon.invented_signs(source, SCRIPTS[language], length, doubled=doubled)]


characters = register(
    Skill(
        name="counting.characters",
        summary="How long a word is, in letters or characters; in Korean, in syllables.",
        levels=[
            Level(grade=1, strata=_of_scripts(2, 5, [False, True])),
            Level(grade=1, strata=_of_scripts(4, 8, [False, True])),
            Level(grade=2, strata=_of_scripts(7, 12, [False, True])),
            Level(grade=2, strata=_of_scripts(12, 18, [False, True])),
            Level(grade=3, strata=_of_scripts(18, 25, [False, True])),
        ],
        draw=draw_word,
        solve=lambda question: count(wrong.word_length(question)),
        slots=slots("word"),
        oracle=oracle.characters,
        misconceptions=wrong.LENGTH,
        asks_in=about_scripts,
    )
)


def draw_nth(source: Source, stratum: Stratum) -> Sequence[str]:
    """A word and a place in it; the letters beside it and at the same place from the other end are others."""
    (word,) = draw_word(source, stratum)
    third = -(-len(word) // 3)
    first, last = {
        "front": (0, third - 1),
        "middle": (third, max(third, len(word) - third - 1)),
        "back": (len(word) - third, len(word) - 1),
    }[str(stratum["place"])]
    telling = [place for place in range(first, last + 1) if _is_telling(word, place)]
    return word, str(1 + source.choice(telling or range(first, last + 1)))


def _is_telling(word: str, place: int) -> bool:
    """Whether the nearest slips give another letter, counted from the front and from the end."""
    for position in (place, len(word) - 1 - place):
        letter = word[position]
        if letter in word[max(position - 1, 0) : position] + word[position + 1 : position + 2]:
            return False
    return 2 * place == len(word) - 1 or word[place] != word[len(word) - 1 - place]


@when_asked
def _places(shortest: int, longest: int, places: Sequence[str]) -> list[Stratum]:
    return [
        {**words, "place": place}
        for place in places
        for words in _of_scripts(shortest, longest, [False, True])
    ]


nth_letter = register(
    Skill(
        name="counting.nth_letter",
        summary="Which letter or character stands at a place of a word, from the front or from the end.",
        levels=[
            Level(grade=1, strata=_places(3, 4, ["front", "back"])),
            Level(grade=1, strata=_places(5, 7, ["front", "middle", "back"])),
            Level(grade=2, strata=_places(8, 12, ["front", "middle", "back"])),
            Level(grade=3, strata=_places(13, 18, ["front", "middle", "back"])),
            Level(grade=4, strata=_places(19, 25, ["front", "middle", "back"])),
        ],
        draw=draw_nth,
        solve=lambda question: Answer(kind="text", value=wrong.nth(question)),
        slots=slots("word", "place"),
        oracle=oracle.nth_letter,
        misconceptions=wrong.NTH,
        asks_in=about_scripts,
        asks="letter",
        directions=("from_front", "from_end"),
    )
)
