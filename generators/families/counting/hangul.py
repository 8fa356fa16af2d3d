"""Korean words: a syllable in them, their letters, their initials and finals."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache

from jagbench.generators.families.counting.counts import count, slots
from jagbench.generators.families.counting.misconceptions import hangul as wrong
from jagbench.generators.families.counting.misconceptions import letters as wrong_letters
from jagbench.generators.families.counting.oracle import hangul as oracle
from jagbench.generators.families.counting.strata import FEWEST, when_asked
from jagbench.generators.language.homes import at_home
from jagbench.generators.language.words import lexicon
from jagbench.generators.mechanism.registry import register
from jagbench.generators.skill.definition import Level, Skill, Stratum
from jagbench.generators.skill.draws import choices, places, sample
from jagbench.generators.skill.source import Source

KOREAN: Stratum = {"language": "ko"}

# --- how often a syllable stands in a word ----------------------------------------------------------


@cache
def _syllable_cells(shortest: int, longest: int) -> Mapping[tuple[int, bool], Sequence[tuple[str, str]]]:
    """(word, syllable) by how often the syllable stands there, and whether twice in a row."""
    cells: dict[tuple[int, bool], list[tuple[str, str]]] = defaultdict(list)
    for word in lexicon.real("ko", "any", shortest, longest):
        for syllable in sorted(set(word)):
            cells[word.count(syllable), syllable * 2 in word].append((word, syllable))
    return dict(cells)


def draw_syllables(source: Source, stratum: Stratum) -> Sequence[str]:
    """A word and a syllable that stands in it as often as the stratum says."""
    times, doubled = int(stratum["count"]), bool(stratum["doubled"])
    shortest, longest = int(stratum["shortest"]), int(stratum["longest"])
    signs = lexicon.SIGNS["hangul"]
    if stratum["word"] == "real":
        if times:
            return source.choice(_syllable_cells(shortest, longest)[times, doubled])
        word = source.choice(lexicon.real("ko", "any", shortest, longest))
        return word, source.choice([sign for sign in signs if sign not in word])
    length = source.integer(shortest if doubled else max(shortest, 2 * times - 1), longest)
    syllable = source.choice(signs)
    others = signs.replace(syllable, "")

    def draw() -> str:
        row = choices(source, others, length)
        if times:
            for place in places(source, length, times, doubled=doubled):
                row[place] = syllable
        return "".join(row)

    return lexicon.drawn_clean(draw), syllable


@when_asked
def _syllable_strata(
    shortest: int, longest: int, counts: Sequence[int], doubled: Sequence[int]
) -> list[Stratum]:
    cells = [*((times, False) for times in counts), *((times, True) for times in doubled)]
    found: list[Stratum] = []
    for times, twice in cells:
        cell = {**KOREAN, "count": times, "doubled": twice, "shortest": shortest, "longest": longest}
        found.append({**cell, "word": "pseudo"})
        enough = (
            len(_syllable_cells(shortest, longest).get((times, twice), ()))
            if times
            else len(lexicon.real("ko", "any", shortest, longest))
        )
        if enough >= FEWEST:
            found.append({**cell, "word": "real"})
    return found


syllables = register(
    Skill(
        name="counting.syllables",
        summary="How often a Korean syllable stands in a word.",
        levels=[
            Level(grade=1, strata=_syllable_strata(2, 3, [0, 1, 2], [2])),
            Level(grade=1, strata=_syllable_strata(4, 5, [0, 1, 2, 3], [2])),
            Level(grade=2, strata=_syllable_strata(6, 9, [0, 1, 2, 3], [2, 3])),
            Level(grade=3, strata=_syllable_strata(10, 15, [0, 2, 3, 4], [3, 4])),
            Level(grade=4, strata=_syllable_strata(16, 25, [0, 2, 3, 4, 5, 6], [3, 5])),
        ],
        draw=draw_syllables,
        solve=lambda question: count(wrong_letters.occurrences(question)),
        slots=slots("word", "syllable"),
        oracle=oracle.syllables,
        misconceptions=wrong_letters.SYLLABLES,
        asks_in=at_home,
    )
)

# --- letters, initials and finals -------------------------------------------------------------------


@cache
def _block(initial: str, vowel: int, final: int = 0) -> str:
    """A syllable from an initial and the places of its vowel and final."""
    place = wrong.INITIALS.index(initial) * wrong.VOWELS + vowel
    return chr(wrong.FIRST + place * wrong.FINALS + final)


PLAIN = "ㄱㄴㄷㄹㅁㅂㅅㅈㅊㅋㅌㅍㅎ"
ALL = PLAIN + "ㄲㄸㅃㅆㅉㅇ"
SIMPLE_VOWELS = (0, 4, 8, 13, 20)
"""ㅏ ㅓ ㅗ ㅜ ㅣ."""
SIMPLE_FINALS = (1, 4, 8, 16, 17, 21)
"""ㄱ ㄴ ㄹ ㅁ ㅂ ㅇ."""
CLUSTERS = "값넋닭밝흙삶젊넓얇읽맑앉많끓싫없있갔깎밖묶"
"""Syllables of Korean words with a final of two letters."""
OPEN: Mapping[str, Sequence[str]] = {each: [_block(each, vowel) for vowel in SIMPLE_VOWELS] for each in ALL}
CLOSED: Mapping[str, Sequence[str]] = {
    each: [_block(each, vowel, final) for vowel in SIMPLE_VOWELS for final in SIMPLE_FINALS] for each in ALL
}
PLAIN_OPEN = [each for initial in PLAIN for each in OPEN[initial]]
PLAIN_CLOSED = [each for initial in PLAIN for each in CLOSED[initial]]
COMPOUND_OPEN = [
    *(each for initial in "ㄲㄸㅃㅆㅉ" for each in OPEN[initial]),
    *(_block(initial, vowel) for initial in "ㄱㄷㅅㅎ" for vowel in (9, 11, 14, 16)),
]
"""Open syllables with a letter made of two: a tense initial, or ㅘ ㅚ ㅝ ㅟ."""
COMPOUND_CLOSED = [each for each in CLUSTERS if wrong.parts(each)[0] != wrong.SILENT]


@cache
def _jamo_cells(shortest: int, longest: int) -> Mapping[tuple[bool, bool], Sequence[str]]:
    """Real words by whether a letter is made of two, and whether an initial is silent.

    A word of closed syllables only is left out: its letters are as many as its bytes in UTF-8.
    """
    cells: dict[tuple[bool, bool], list[str]] = defaultdict(list)
    for word in lexicon.real("ko", "any", shortest, longest):
        split = [wrong.parts(each) for each in word]
        if any(final == 0 for _, _, final in split):
            compound = any(wrong.compounds(each) for each in word)
            cells[compound, any(initial == wrong.SILENT for initial, _, _ in split)].append(word)
    return dict(cells)


def draw_jamo(source: Source, stratum: Stratum) -> Sequence[str]:
    """A word with or without letters made of two and silent initials, not all of its syllables closed."""
    shortest, longest = int(stratum["shortest"]), int(stratum["longest"])
    compound, silent = bool(stratum["compound"]), bool(stratum["silent"])
    if stratum["word"] == "real":
        return [source.choice(_jamo_cells(shortest, longest)[compound, silent])]
    length = source.integer(shortest, longest)
    closed = source.integer(0, length - 1)

    def draw() -> str:
        row = choices(source, PLAIN_CLOSED, closed) + choices(source, PLAIN_OPEN, length - closed)
        # The first syllable and the last are the ones that change, so that closed ones stay closed.
        if compound:
            last = length - 1
            for place in {last, source.integer(0, last)}:
                row[place] = source.choice(COMPOUND_CLOSED if place < closed else COMPOUND_OPEN)
        if silent:
            for place in {0, source.integer(0, max(0, length - 2))}:
                row[place] = source.choice((CLOSED if place < closed else OPEN)["ㅇ"])
        return "".join(sample(source, row, length))

    return [lexicon.drawn_clean(draw)]


@when_asked
def _jamo_strata(shortest: int, longest: int) -> list[Stratum]:
    found: list[Stratum] = []
    for compound in (False, True):
        for silent in (False, True):
            cell = {
                **KOREAN,
                "compound": compound,
                "silent": silent,
                "shortest": shortest,
                "longest": longest,
            }
            found.append({**cell, "word": "pseudo"})
            if len(_jamo_cells(shortest, longest).get((compound, silent), ())) >= FEWEST:
                found.append({**cell, "word": "real"})
    return found


jamo = register(
    Skill(
        name="counting.jamo",
        summary="How many letters of Hangul a word has; what counts as one is stated.",
        levels=[
            Level(grade=1, strata=_jamo_strata(2, 3)),
            Level(grade=2, strata=_jamo_strata(3, 5)),
            Level(grade=3, strata=_jamo_strata(5, 8)),
            Level(grade=4, strata=_jamo_strata(9, 13)),
            Level(grade=5, strata=_jamo_strata(14, 20)),
        ],
        draw=draw_jamo,
        solve=lambda question: count(wrong.jamo(question)),
        slots=slots("word"),
        oracle=oracle.jamo,
        misconceptions=wrong.JAMO,
        asks_in=at_home,
    )
)

ASKED = "ㄱㄷㅂㅅㅈㄲㄸㅃㅆㅉㄴㅁㅎ"
"""The initials that are asked about; the first ten have a plain or tense partner."""
DECOYS = {"none": "", "tense": "ㄱㄷㅂㅅㅈㄲㄸㅃㅆㅉ", "final": "ㄱㄴㄷㅁㅂㅅㅈㅎ"}
"""What else holds the consonant, with the consonants that allow it."""


@cache
def _initial_cells(shortest: int, longest: int) -> Mapping[int, Sequence[tuple[str, str]]]:
    """(word, consonant) by how many syllables of a real word begin with it."""
    cells: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for word in lexicon.real("ko", "any", shortest, longest):
        beginning = [wrong.INITIALS[wrong.parts(each)[0]] for each in word]
        for initial in sorted(set(beginning) & set(ASKED)):
            cells[beginning.count(initial)].append((word, initial))
    return dict(cells)


def draw_initials(source: Source, stratum: Stratum) -> Sequence[str]:
    """A word and a consonant that begins as many of its syllables as the stratum says."""
    times, decoy = int(stratum["count"]), str(stratum["decoy"])
    shortest, longest = int(stratum["shortest"]), int(stratum["longest"])
    if stratum["word"] == "real":
        return source.choice(_initial_cells(shortest, longest)[times])
    length = source.integer(shortest, longest)
    consonant = source.choice(DECOYS[decoy] or ASKED)
    partner = wrong.TENSE_OF.get(consonant, "")
    others = [each for each in ALL if each not in (consonant, partner)]
    finals = wrong.FINAL_OF.get(consonant, frozenset())

    def draw() -> str:
        begins = [consonant] * times + choices(source, others, length - times)
        if decoy == "tense":
            begins[times] = partner
        shapes = choices(source, _shapes(finals), length)
        row = [_block(initial, vowel, final) for initial, (vowel, final) in zip(begins, shapes, strict=True)]
        if decoy == "final":
            final = min(finals - wrong.COMPOUND_FINALS)
            row[times] = _block(begins[times], source.choice(SIMPLE_VOWELS), final)
        return "".join(sample(source, row, length))

    return lexicon.drawn_clean(draw), consonant


@cache
def _shapes(without: frozenset[int]) -> Sequence[tuple[int, int]]:
    """Vowels with a final or, as often, with none; some finals are left out."""
    finals = [final for final in SIMPLE_FINALS if final not in without]
    return [(vowel, final) for vowel in SIMPLE_VOWELS for final in (*finals, *(0 for _ in finals))]


@when_asked
def _initial_strata(shortest: int, longest: int, counts: Sequence[int]) -> list[Stratum]:
    found: list[Stratum] = []
    for times in counts:
        cell = {**KOREAN, "count": times, "shortest": shortest, "longest": longest}
        found += [{**cell, "word": "pseudo", "decoy": decoy} for decoy in DECOYS]
        if times and len(_initial_cells(shortest, longest).get(times, ())) >= FEWEST:
            found.append({**cell, "word": "real", "decoy": "any"})
    return found


initials = register(
    Skill(
        name="counting.initials",
        summary="How many syllables of a Korean word begin with a consonant.",
        levels=[
            Level(grade=1, strata=_initial_strata(3, 4, [0, 1, 2])),
            Level(grade=1, strata=_initial_strata(5, 6, [0, 1, 2, 3])),
            Level(grade=2, strata=_initial_strata(7, 10, [0, 1, 2, 3, 4])),
            Level(grade=3, strata=_initial_strata(11, 15, [0, 2, 3, 4, 5])),
            Level(grade=4, strata=_initial_strata(16, 25, [0, 2, 4, 6, 8])),
        ],
        draw=draw_initials,
        solve=lambda question: count(wrong.initials(question)),
        slots=slots("word", "consonant"),
        oracle=oracle.initials,
        misconceptions=wrong.INITIAL_COUNTS,
        asks_in=at_home,
    )
)


@cache
def _final_cells(shortest: int, longest: int) -> Mapping[bool, Sequence[str]]:
    """Real words by whether a final is made of two letters."""
    cells: dict[bool, list[str]] = {False: [], True: []}
    for word in lexicon.real("ko", "any", shortest, longest):
        cells[any(wrong.parts(each)[2] in wrong.COMPOUND_FINALS for each in word)].append(word)
    return cells


def draw_finals(source: Source, stratum: Stratum) -> Sequence[str]:
    """A word; some finals are made of two letters where the stratum says so."""
    shortest, longest = int(stratum["shortest"]), int(stratum["longest"])
    compound = bool(stratum["compound"])
    if stratum["word"] == "real":
        return [source.choice(_final_cells(shortest, longest)[compound])]
    length = source.integer(shortest, longest)
    closed = source.integer(int(compound), length)

    def draw() -> str:
        row = choices(source, PLAIN_CLOSED, closed) + choices(source, PLAIN_OPEN, length - closed)
        if compound:
            for place in {0, source.integer(0, closed - 1)}:
                row[place] = source.choice(CLUSTERS)
        return "".join(sample(source, row, length))

    return [lexicon.drawn_clean(draw)]


@when_asked
def _final_strata(shortest: int, longest: int) -> list[Stratum]:
    found: list[Stratum] = []
    for compound in (False, True):
        cell = {**KOREAN, "compound": compound, "shortest": shortest, "longest": longest}
        found.append({**cell, "word": "pseudo"})
        if len(_final_cells(shortest, longest)[compound]) >= FEWEST:
            found.append({**cell, "word": "real"})
    return found


finals = register(
    Skill(
        name="counting.finals",
        summary="How many syllables of a Korean word have a final consonant.",
        levels=[
            Level(grade=1, strata=_final_strata(2, 4)),
            Level(grade=1, strata=_final_strata(4, 6)),
            Level(grade=2, strata=_final_strata(7, 10)),
            Level(grade=3, strata=_final_strata(11, 15)),
            Level(grade=4, strata=_final_strata(16, 25)),
        ],
        draw=draw_finals,
        solve=lambda question: count(wrong.finals(question)),
        slots=slots("word"),
        oracle=oracle.finals,
        misconceptions=wrong.FINAL_COUNTS,
        asks_in=at_home,
    )
)
