"""Wrong ways to count what a word is made of."""

from collections.abc import Mapping
from itertools import groupby

from jagbench.generators.families.counting.misconceptions.wrong import counted, off_by_one, rounded
from jagbench.generators.skill.definition import Misconception, Question, shared

VOWELS = frozenset("aeiouAEIOU")

# --- how often a letter stands in a word ------------------------------------------------------------


@shared
def _folded(question: Question) -> tuple[str, str]:
    """Word and letter as the direction compares them."""
    word, letter = question.item.operands
    return (word.lower(), letter.lower()) if question.direction == "case_ignored" else (word, letter)


def occurrences(question: Question) -> int:
    """The right count of a letter in a word."""
    word, letter = _folded(question)
    return word.count(letter)


def runs(question: Question) -> int:
    """Count a letter that stands twice in a row once: strawberry has 2 r."""
    word, letter = _folded(question)
    return [each for each, _ in groupby(word)].count(letter)


def presence(question: Question) -> int:
    """Say 1 where the letter is there at all: banana has 1 a."""
    word, letter = _folded(question)
    return int(letter in word)


def other_case_rule(question: Question) -> int:
    """Take capitals for the same letter where they are another, or the other way round: Anna has 2 a."""
    word, letter = question.item.operands
    return word.count(letter) if question.direction == "case_ignored" else word.lower().count(letter.lower())


def distinct_letters(question: Question) -> int:
    """Count the different letters of the word, not the one asked for."""
    return len(set(_folded(question)[0]))


def word_length(question: Question) -> int:
    """Count all letters of the word."""
    return len(question.item.operands[0])


LETTERS: Mapping[str, Misconception] = {
    "runs": counted(runs),
    "presence": counted(presence),
    "other_case_rule": counted(other_case_rule),
    "distinct_letters": counted(distinct_letters),
    "word_length": counted(word_length),
    **off_by_one(occurrences),
}
SYLLABLES: Mapping[str, Misconception] = {
    name: wrong for name, wrong in LETTERS.items() if name != "other_case_rule"
}
"""Hangul has no capitals."""

# --- different letters ------------------------------------------------------------------------------


@shared
def distinct(question: Question) -> int:
    """The right count of different letters; upper and lower case are the same letter."""
    return len(set(question.item.operands[0].lower()))


def runs_of_letters(question: Question) -> int:
    """Count anew whenever the letter changes: banana has 6, bookkeeper has 7."""
    return len(list(groupby(question.item.operands[0].lower())))


def letters_used_once(question: Question) -> int:
    """Count only letters that do not come again: banana has 1, the b."""
    word = question.item.operands[0].lower()
    return len([letter for letter in word if word.count(letter) == 1])


def repeated_letters(question: Question) -> int:
    """Count the letters that come again: banana has 2, a and n."""
    word = question.item.operands[0].lower()
    return len([letter for letter in set(word) if word.count(letter) > 1])


DISTINCT: Mapping[str, Misconception] = {
    "runs_of_letters": counted(runs_of_letters),
    "letters_used_once": counted(letters_used_once),
    "repeated_letters": counted(repeated_letters),
    "word_length": counted(word_length),
    **off_by_one(distinct),
}

# --- vowels -----------------------------------------------------------------------------------------


@shared
def vowels(question: Question) -> int:
    """The right count of a, e, i, o and u."""
    return len([letter for letter in question.item.operands[0] if letter in VOWELS])


def vowel_groups(question: Question) -> int:
    """Count vowels that stand together once, as sounds are heard: cauliflower has 4."""
    return sum(is_vowel for is_vowel, _ in groupby(question.item.operands[0], VOWELS.__contains__))


def distinct_vowels(question: Question) -> int:
    """Count every vowel once however often it stands there: banana has 1."""
    return len(VOWELS.intersection(question.item.operands[0].lower()))


def consonants(question: Question) -> int:
    """Count the other letters."""
    return len(question.item.operands[0]) - vowels(question)


VOWEL_COUNTS: Mapping[str, Misconception] = {
    "vowel_groups": counted(vowel_groups),
    "distinct_vowels": counted(distinct_vowels),
    "consonants": counted(consonants),
    "word_length": counted(word_length),
    **off_by_one(vowels),
}

# --- the length of a word ---------------------------------------------------------------------------


def counts_utf8_bytes(question: Question) -> int:
    """Count bytes as a computer stores them: three for a Korean syllable, two for ü."""
    return len(question.item.operands[0].encode())


def spoken_syllables(question: Question) -> int | None:
    """Count what is heard, not what is written: banana has 3."""
    word = question.item.operands[0]
    return vowel_groups(question) if word.isascii() else None


LENGTH: Mapping[str, Misconception] = {
    "runs_of_letters": counted(runs_of_letters),
    "distinct_letters": counted(distinct),
    "counts_utf8_bytes": counted(counts_utf8_bytes),
    "spoken_syllables": counted(spoken_syllables),
    "round_number": rounded(word_length, 5),
    **off_by_one(word_length),
}

# --- the n-th letter --------------------------------------------------------------------------------


def nth(question: Question) -> str:
    """The right letter: counted from one end, beginning with 1."""
    word, place = question.item.operands
    return word[int(place) - 1] if question.direction == "from_front" else word[-int(place)]


def _beside(question: Question, step: int) -> str | None:
    word, place = question.item.operands[0], int(question.item.operands[1]) + step
    if not 1 <= place <= len(word):
        return None
    return word[place - 1] if question.direction == "from_front" else word[-place]


def zero_based(question: Question) -> str | None:
    """Begin with 0, as programs do: the 2nd letter of cat is t."""
    return _beside(question, 1)


def one_too_early(question: Question) -> str | None:
    """Stop one letter too early: the 2nd letter of cat is c."""
    return _beside(question, -1)


def from_the_other_end(question: Question) -> str:
    """Count from the wrong end: the 1st letter of cat is t."""
    word, place = question.item.operands
    return word[-int(place)] if question.direction == "from_front" else word[int(place) - 1]


def skips_doubles(question: Question) -> str | None:
    """Count a letter that stands twice in a row once: the 4th letter of apple is e."""
    word, place = question.item.operands[0], int(question.item.operands[1])
    shortened = "".join(letter for letter, _ in groupby(word))
    if place > len(shortened):
        return None
    return shortened[place - 1] if question.direction == "from_front" else shortened[-place]


def first_letter(question: Question) -> str:
    """Say the first letter, whatever is asked."""
    return question.item.operands[0][0]


def last_letter(question: Question) -> str:
    """Say the last letter, whatever is asked."""
    return question.item.operands[0][-1]


NTH: Mapping[str, Misconception] = {
    "zero_based": zero_based,
    "one_too_early": one_too_early,
    "from_the_other_end": from_the_other_end,
    "skips_doubles": skips_doubles,
    "first_letter": first_letter,
    "last_letter": last_letter,
}
