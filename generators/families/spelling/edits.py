"""A word with letters inserted, deleted, substituted or swapped: the tasks of CUTE (arXiv 2409.15452).

Where an operand is a number, it is the place of a letter, counted from one; a letter in its stead means every
occurrence of that letter.
"""

from collections.abc import Mapping, Sequence

from jagbench.generators.families.spelling import misconceptions as wrong
from jagbench.generators.families.spelling import oracle
from jagbench.generators.families.spelling.lexicon import (
    asks_in,
    draw_with_letter,
    draw_word,
    other_letter,
    words_of,
    words_with_letters,
)
from jagbench.generators.language.phrasing import family_words
from jagbench.generators.mechanism.registry import register
from jagbench.generators.skill.definition import Level, Question, Shown, Skill, Stratum
from jagbench.generators.skill.source import Source
from jagbench.probes.answer import Answer

GRADES = (2, 2, 3, 4, 5)


def _text(value: str) -> Answer:
    return Answer(kind="text", value=value)


def _placed(shown: Shown, what: str, at: str) -> str:
    """Where, in words: `what` of `wordings/LANGUAGE.toml` for a place or for every such letter."""
    pattern = family_words(shown.language, "spelling")["wording"]
    return str(pattern[f"{what}_place" if at.isdecimal() else f"{what}_every"]).format(at=at)


def _both_forms(level: int) -> list[Stratum]:
    return words_of(level, where="place") + words_with_letters(level, where="every")


# --- insert -----------------------------------------------------------------------------------------


def draw_insertion(source: Source, stratum: Stratum) -> Sequence[str]:
    """A word, a new letter, and the place or the letter behind which it goes."""
    if stratum["where"] == "every":
        word, at = draw_with_letter(source, stratum)
    else:
        word = draw_word(source, stratum, plain=True)
        at = str(source.integer(1, len(word) - 1))
    return word, other_letter(source, str(stratum["language"]), word), at


def solve_insertion(question: Question) -> Answer:
    """The word with the new letter behind the place, or behind every such letter."""
    word, new, at = question.item.operands
    if at.isdecimal():
        return _text(word[: int(at)] + new + word[int(at) :])
    return _text(word.replace(at, at + new))


def slots_insertion(shown: Shown) -> Mapping[str, str]:
    """The word, the new letter, and where it goes."""
    word, new, at = shown.operands
    return {"word": word, "new": new, "where": _placed(shown, "after", at)}


insert = register(
    Skill(
        name="spelling.insert",
        summary="A word with a letter inserted at a place, or behind every such letter.",
        version=2,
        levels=[Level(grade=grade, strata=_both_forms(level)) for level, grade in enumerate(GRADES, start=1)],
        draw=draw_insertion,
        solve=solve_insertion,
        slots=slots_insertion,
        oracle=oracle.insert,
        misconceptions=wrong.INSERT,
        asks_in=asks_in,
        asks="text",
    )
)


# --- delete -----------------------------------------------------------------------------------------


def draw_deletion(source: Source, stratum: Stratum) -> Sequence[str]:
    """A word, and the place of a letter, or the letter that is deleted everywhere."""
    if stratum["where"] == "every":
        return draw_with_letter(source, stratum)
    word = draw_word(source, stratum, plain=True)
    return word, str(source.integer(1, len(word)))


def solve_deletion(question: Question) -> Answer:
    """The word without that letter."""
    word, at = question.item.operands
    return _text(word[: int(at) - 1] + word[int(at) :] if at.isdecimal() else word.replace(at, ""))


def slots_deletion(shown: Shown) -> Mapping[str, str]:
    """The word, and what is deleted."""
    word, at = shown.operands
    return {"word": word, "what": _placed(shown, "delete", at)}


delete = register(
    Skill(
        name="spelling.delete",
        summary="A word without the letter at a place, or without every such letter.",
        version=2,
        levels=[Level(grade=grade, strata=_both_forms(level)) for level, grade in enumerate(GRADES, start=1)],
        draw=draw_deletion,
        solve=solve_deletion,
        slots=slots_deletion,
        oracle=oracle.delete,
        misconceptions=wrong.DELETE,
        asks_in=asks_in,
        asks="text",
    )
)


# --- substitute -------------------------------------------------------------------------------------


def draw_substitution(source: Source, stratum: Stratum) -> Sequence[str]:
    """A word, a letter that stands in it, and the letter that takes its place everywhere."""
    word, old = draw_with_letter(source, stratum)
    return word, old, other_letter(source, str(stratum["language"]), word)


def solve_substitution(question: Question) -> Answer:
    """The word with every such letter replaced."""
    word, old, new = question.item.operands
    return _text(word.replace(old, new))


substitute = register(
    Skill(
        name="spelling.substitute",
        summary="A word with every letter of a kind replaced by another.",
        levels=[
            Level(grade=grade, strata=words_with_letters(level))
            for level, grade in enumerate(GRADES, start=1)
        ],
        draw=draw_substitution,
        solve=solve_substitution,
        slots=lambda shown: dict(zip(("word", "old", "new"), shown.operands, strict=True)),
        oracle=oracle.substitute,
        misconceptions=wrong.SUBSTITUTE,
        asks_in=asks_in,
        asks="text",
    )
)


# --- swap -------------------------------------------------------------------------------------------


def draw_swap(source: Source, stratum: Stratum) -> Sequence[str]:
    """A word, and the places of two unlike letters, the first place first."""
    word = draw_word(source, stratum, plain=True)
    place = source.integer(1, len(word))
    letter = word[place - 1].lower()
    others = [other for other, each in enumerate(word.lower(), start=1) if each != letter]
    # The ends of a word of three letters exchanged are the word reversed.
    if len(word) == 3 and len(others) > 1:
        others = [other for other in others if abs(other - place) == 1] or others
    first, second = sorted((place, source.choice(others)))
    return word, str(first), str(second)


def solve_swap(question: Question) -> Answer:
    """The word with the two letters exchanged."""
    word, first, second = question.item.operands
    i, j = int(first) - 1, int(second) - 1
    return _text(word[:i] + word[j] + word[i + 1 : j] + word[i] + word[j + 1 :])


_TWO_SYLLABLES = {"reversed": "The two syllables of a short Korean word exchanged are the word reversed."}


swap = register(
    Skill(
        name="spelling.swap",
        summary="A word with the letters at two places exchanged.",
        version=2,
        levels=[
            Level(grade=grade, strata=words_of(level), sufficient=_TWO_SYLLABLES if level == 1 else {})
            for level, grade in enumerate(GRADES, start=1)
        ],
        draw=draw_swap,
        solve=solve_swap,
        slots=lambda shown: dict(zip(("word", "first", "second"), shown.operands, strict=True)),
        oracle=oracle.swap,
        misconceptions=wrong.SWAP,
        asks_in=asks_in,
        asks="text",
    )
)
