"""Wrong ways to count the letters of Hangul."""

from collections.abc import Mapping
from functools import cache
from itertools import groupby

from jagbench.generators.families.counting.misconceptions.wrong import counted, off_by_one
from jagbench.generators.skill.definition import Misconception, Question, shared

FIRST = 0xAC00
"""The code point of 가; syllables follow one another by initial, vowel and final."""
VOWELS, FINALS = 21, 28
INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
SILENT = INITIALS.index("ㅇ")
TENSE = frozenset(INITIALS.index(each) for each in "ㄲㄸㅃㅆㅉ")
TENSE_OF: Mapping[str, str] = {
    **dict(zip("ㄱㄷㅂㅅㅈ", "ㄲㄸㅃㅆㅉ", strict=True)),
    **dict(zip("ㄲㄸㅃㅆㅉ", "ㄱㄷㅂㅅㅈ", strict=True)),
}
"""The plain or tense partner of an initial."""
COMPOUND_VOWELS = frozenset({9, 10, 11, 14, 15, 16, 19})
"""The places of ㅘ ㅙ ㅚ ㅝ ㅞ ㅟ ㅢ among the vowels."""
COMPOUND_FINALS = frozenset({2, 3, 5, 6, 9, 10, 11, 12, 13, 14, 15, 18, 20})
"""The places of ㄲ ㄳ ㄵ ㄶ ㄺ ㄻ ㄼ ㄽ ㄾ ㄿ ㅀ ㅄ ㅆ among the finals; place 0 is none."""
FINAL_OF: Mapping[str, frozenset[int]] = {
    **{initial: frozenset({final}) for initial, final in zip("ㄷㅇㅊㅋ", (7, 21, 23, 24), strict=True)},
    "ㄱ": frozenset({1, 3, 9}),
    "ㄲ": frozenset({2}),
    "ㄴ": frozenset({4, 5, 6}),
    "ㄹ": frozenset({8, 9, 10, 11, 12, 13, 14, 15}),
    "ㅁ": frozenset({16, 10}),
    "ㅂ": frozenset({17, 11, 18}),
    "ㅅ": frozenset({19, 3, 12, 18}),
    "ㅆ": frozenset({20}),
    "ㅈ": frozenset({22, 5}),
    "ㅌ": frozenset({25, 13}),
    "ㅍ": frozenset({26, 14}),
    "ㅎ": frozenset({27, 6, 15}),
}
"""The finals in which a consonant is written."""


@cache
def parts(syllable: str) -> tuple[int, int, int]:
    """The places of initial, vowel and final; final 0 is none."""
    place = ord(syllable) - FIRST
    return place // (VOWELS * FINALS), place // FINALS % VOWELS, place % FINALS


@cache
def compounds(syllable: str) -> int:
    """How many of its letters are made of two: 꽈 has two, 닭 one."""
    initial, vowel, final = parts(syllable)
    return (initial in TENSE) + (vowel in COMPOUND_VOWELS) + (final in COMPOUND_FINALS)


@cache
def _letters(syllable: str) -> int:
    return 2 + (parts(syllable)[2] > 0)


# --- the letters of a word --------------------------------------------------------------------------


@shared
def jamo(question: Question) -> int:
    """The right count of letters: every initial, vowel and final is one."""
    return sum(map(_letters, question.item.operands[0]))


def syllables(question: Question) -> int:
    """Count syllables instead of letters: 학교 has 2."""
    return len(question.item.operands[0])


def compounds_as_two(question: Question) -> int:
    """Count ㄲ, ㅘ and ㄺ as two letters: 닭 has 4."""
    return jamo(question) + sum(map(compounds, question.item.operands[0]))


def without_silent(question: Question) -> int:
    """Leave the silent initial ㅇ out: 아이 has 2."""
    return jamo(question) - len([each for each in question.item.operands[0] if parts(each)[0] == SILENT])


def without_finals(question: Question) -> int:
    """Overlook the finals: 학교 has 4."""
    return 2 * len(question.item.operands[0])


def counts_utf8_bytes(question: Question) -> int:
    """Count bytes as a computer stores them: three for each syllable."""
    return 3 * len(question.item.operands[0])


JAMO: Mapping[str, Misconception] = {
    "syllables": counted(syllables),
    "compounds_as_two": counted(compounds_as_two),
    "without_silent": counted(without_silent),
    "without_finals": counted(without_finals),
    "counts_utf8_bytes": counted(counts_utf8_bytes),
    **off_by_one(jamo),
}

# --- syllables that begin with a consonant ----------------------------------------------------------


@shared
def _beginning(question: Question) -> list[str]:
    return [INITIALS[parts(each)[0]] for each in question.item.operands[0]]


@shared
def initials(question: Question) -> int:
    """The right count of syllables that begin with a consonant."""
    return _beginning(question).count(question.item.operands[1])


def counts_finals_too(question: Question) -> int:
    """Count the consonant wherever it is written, as a final too: 국기 has 3 ㄱ."""
    word, consonant = question.item.operands
    finals = FINAL_OF.get(consonant, frozenset())
    return initials(question) + len([each for each in word if parts(each)[2] in finals])


def tense_is_plain(question: Question) -> int:
    """Take ㄲ for ㄱ, or ㄱ for ㄲ: 까치 begins with ㄱ."""
    partner = TENSE_OF.get(question.item.operands[1])
    return initials(question) + (_beginning(question).count(partner) if partner else 0)


def runs_of_initials(question: Question) -> int:
    """Count neighbouring syllables that begin alike once: 가구 has 1 ㄱ."""
    return [each for each, _ in groupby(_beginning(question))].count(question.item.operands[1])


def initial_presence(question: Question) -> int:
    """Say 1 where a syllable begins so at all."""
    return int(question.item.operands[1] in _beginning(question))


def all_syllables(question: Question) -> int:
    """Count all syllables of the word."""
    return len(question.item.operands[0])


INITIAL_COUNTS: Mapping[str, Misconception] = {
    "counts_finals_too": counted(counts_finals_too),
    "tense_is_plain": counted(tense_is_plain),
    "runs_of_initials": counted(runs_of_initials),
    "initial_presence": counted(initial_presence),
    "all_syllables": counted(all_syllables),
    **off_by_one(initials),
}

# --- syllables with a final -------------------------------------------------------------------------


@shared
def _endings(question: Question) -> list[int]:
    return [final for each in question.item.operands[0] if (final := parts(each)[2])]


def finals(question: Question) -> int:
    """The right count of syllables with a final consonant."""
    return len(_endings(question))


def open_syllables(question: Question) -> int:
    """Count the syllables without a final."""
    return len(question.item.operands[0]) - finals(question)


def clusters_as_two(question: Question) -> int:
    """Count a final of two consonants twice: 값 has 2."""
    endings = _endings(question)
    return len(endings) + len([final for final in endings if final in COMPOUND_FINALS])


def distinct_finals(question: Question) -> int:
    """Count finals that are alike once: 강산봉 has 2."""
    return len(set(_endings(question)))


def overlooks_nasals(question: Question) -> int:
    """Overlook the finals ㄴ, ㅁ and ㅇ, which hardly close the syllable: 강물 has 1."""
    return len([final for final in _endings(question) if final not in (4, 16, 21)])


FINAL_COUNTS: Mapping[str, Misconception] = {
    "open_syllables": counted(open_syllables),
    "clusters_as_two": counted(clusters_as_two),
    "distinct_finals": counted(distinct_finals),
    "overlooks_nasals": counted(overlooks_nasals),
    "syllables": counted(syllables),
    **off_by_one(finals),
}
