"""Words in alphabetical order; Chinese and Japanese have no one such order of characters."""

from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from jagbench.generators.families.spelling import misconceptions as wrong
from jagbench.generators.families.spelling import oracle
from jagbench.generators.language.homes import at_home
from jagbench.generators.language.words import word_list
from jagbench.generators.mechanism.registry import register
from jagbench.generators.skill.definition import Level, Question, Skill, Stratum
from jagbench.generators.skill.draws import sample, unsorted
from jagbench.generators.skill.source import Source
from jagbench.probes.answer import Answer

LANGUAGES = ("en", "de", "fr", "es", "ko")
LONGEST, LONGEST_KOREAN = 12, 5
"""Letters of the longest word that is sorted."""


@cache
def _pool(language: str) -> Sequence[str]:
    """Words without accents and hyphens, none of them the beginning of another."""
    korean = language == "ko"
    longest = LONGEST_KOREAN if korean else LONGEST
    # Rare words are left out but in Korean, whose words share their first syllables too seldom.
    found = sorted(
        (
            word
            for word, frequency in ((each.text, each.frequency) for each in word_list(language))
            if (korean or frequency != "rare")
            and word.isalpha()
            and len(word) <= longest
            and (korean or word.isascii())
        ),
        key=str.lower,
    )
    return [word for word, after in pairwise([*found, ""]) if not after.lower().startswith(word.lower())]


@cache
def _groups(language: str, shared: int, count: int) -> Sequence[Sequence[str]]:
    """Words of one beginning of `shared` letters, where there are enough of them."""
    groups: dict[str, list[str]] = defaultdict(list)
    for word in _pool(language):
        groups[word[:shared].lower()].append(word)
    return [tuple(group) for group in groups.values() if len(group) >= count]


@cache
def _of_one_length(language: str, count: int) -> Sequence[Sequence[Sequence[str]]]:
    """For every length with enough of them, the words of that length by their first letters."""
    lengths: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for word in _pool(language):
        lengths[len(word)][word[:1].lower()].append(word)
    return [
        [tuple(group) for group in initials.values()]
        for _, initials in sorted(lengths.items())
        if len(initials) >= 2 * count
    ]


def draw(source: Source, stratum: Stratum) -> Sequence[str]:
    """Words of a language that share their first letters, or whose first letters are all different.

    The latter are of one length: rare letters begin short words, and stand late in the alphabet.
    """
    language, count = str(stratum["language"]), int(stratum["words"])
    shared = str(stratum["shared"])
    if shared == "any":
        return sample(source, _pool(language), count)
    if shared == "none":
        initials = source.choice(_of_one_length(language, count))
        return [source.choice(group) for group in sample(source, initials, count)]
    return sample(source, source.choice(_groups(language, int(shared), count)), count)


def draw_unsorted(source: Source, stratum: Stratum) -> Sequence[str]:
    """Words as by `draw` that do not stand in order yet, from either end."""
    return unsorted(list(draw(source, stratum)), str.lower)


def solve_order(question: Question) -> Answer:
    """The words in order, capital and small letters alike."""
    return Answer(kind="list", value=", ".join(sorted(question.item.operands, key=str.lower)))


def _lists(count: int, shared: str) -> list[Stratum]:
    return [{"language": language, "words": count, "shared": shared} for language in LANGUAGES]


def _shared(count: int, letters: int) -> list[Stratum]:
    """Words that share so many letters; Korean ones share one syllable at most."""
    return [
        {"language": language, "words": count, "shared": str(1 if language == "ko" else letters)}
        for language in LANGUAGES
    ]


alphabetical = register(
    Skill(
        name="spelling.alphabetical",
        summary="Words in alphabetical order.",
        version=2,
        levels=[
            Level(grade=1, strata=_lists(4, "none")),
            Level(grade=2, strata=_lists(6, "none") + _shared(5, 1)),
            Level(grade=3, strata=_lists(10, "any") + _shared(6, 2)),
            Level(grade=4, strata=_lists(20, "any") + _shared(8, 3)),
            Level(grade=5, strata=_lists(40, "any")),
        ],
        draw=draw_unsorted,
        solve=solve_order,
        slots=lambda shown: {"words": ", ".join(shown.operands)},
        oracle=oracle.alphabetical,
        misconceptions=wrong.ALPHABETICAL,
        asks_in=at_home,
        asks="list",
    )
)


def solve_end(question: Question) -> Answer:
    """The word that comes first, or last."""
    in_order = sorted(question.item.operands, key=str.lower)
    return Answer(
        kind="choice",
        value=in_order[0 if question.direction == "first" else -1],
        options=tuple(question.item.operands),
    )


_SHORTER = "Of words with one beginning the shorter ones stand earlier in any dictionary, by some points."

first_alphabetically = register(
    Skill(
        name="spelling.first_alphabetically",
        summary="Which of several words comes first, or last, in alphabetical order.",
        version=2,
        levels=[
            Level(grade=1, strata=_lists(3, "none")),
            Level(grade=2, strata=_lists(4, "any") + _shared(3, 1)),
            Level(grade=3, strata=_lists(6, "any") + _shared(4, 2)),
            Level(grade=4, strata=_lists(8, "any") + _shared(6, 3), sufficient={"shortest": _SHORTER}),
            Level(grade=5, strata=_lists(10, "any") + _shared(10, 3), sufficient={"shortest": _SHORTER}),
        ],
        draw=draw,
        solve=solve_end,
        slots=lambda shown: {"words": ", ".join(shown.operands)},
        oracle=oracle.first_alphabetically,
        misconceptions=wrong.FIRST_ALPHABETICALLY,
        asks_in=at_home,
        asks="word",
        directions=("first", "last"),
    )
)
