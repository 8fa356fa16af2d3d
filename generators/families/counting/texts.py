"""Words of a sentence, a word in a sentence or list, lines of a text."""

from collections import defaultdict
from collections.abc import Sequence
from functools import cache

from jagbench.generators.families.counting.counts import count, slots
from jagbench.generators.families.counting.misconceptions import texts as wrong
from jagbench.generators.families.counting.oracle import texts as oracle
from jagbench.generators.families.counting.things import things, write_lines
from jagbench.generators.language.homes import at_home
from jagbench.generators.language.sentences import sentence, sentence_with
from jagbench.generators.language.words import lexicon
from jagbench.generators.mechanism.registry import register
from jagbench.generators.skill.definition import Level, Skill, Stratum
from jagbench.generators.skill.draws import choices, sample
from jagbench.generators.skill.source import Source

LANGUAGES = ("en", "ko", "de", "fr", "es")
"""The languages that put spaces between words."""

# --- words in a sentence ----------------------------------------------------------------------------


def draw_words(source: Source, stratum: Stratum) -> Sequence[str]:
    """A sentence with as many words as the stratum says."""
    length = source.integer(int(stratum["shortest"]), int(stratum["longest"]))
    return [sentence(source, str(stratum["language"]), length)]


def _word_strata(*lengths: tuple[int, int]) -> list[Stratum]:
    return [
        {"language": language, "shortest": shortest, "longest": longest}
        for language in LANGUAGES
        for shortest, longest in lengths
    ]


words = register(
    Skill(
        name="counting.words",
        summary="How many words a sentence has, separated by spaces.",
        version=2,
        levels=[
            Level(grade=1, strata=_word_strata((3, 4), (4, 6))),
            Level(grade=1, strata=_word_strata((6, 8), (9, 11))),
            Level(grade=2, strata=_word_strata((11, 15), (16, 20))),
            Level(grade=2, strata=_word_strata((20, 30), (31, 40))),
            Level(grade=3, strata=_word_strata((40, 60), (61, 80))),
        ],
        draw=draw_words,
        solve=lambda question: count(wrong.words(question)),
        slots=slots("text"),
        oracle=oracle.words,
        misconceptions=wrong.WORDS,
        asks_in=at_home,
    )
)

# --- a word in a text -------------------------------------------------------------------------------

CLAUSE = 6
"""Words of the shortest clause with an object and a conjunction, in the language where it is longest."""


@cache
def _hosts(language: str) -> Sequence[tuple[str, Sequence[str]]]:
    """Words of a language, each with the longer words that hold it: "ant" with "plant"."""
    every = [word for word in lexicon.real(language, "any", 2, 12) if word.isalpha()]
    lowered = [word.lower() for word in every]
    hosts: dict[str, list[str]] = defaultdict(list)
    known = dict(zip(lowered, every, strict=True))
    shortest = 2 if language == "ko" else 3
    for word, low in zip(every, lowered, strict=True):
        for start in range(len(low)):
            for end in range(start + shortest, min(len(low), start + 6) + 1):
                piece = low[start:end]
                if piece != low and piece in known:
                    hosts[known[piece]].append(word)
    return [(word, sorted(set(found))) for word, found in sorted(hosts.items()) if len(set(found)) >= 2]


def draw_word_occurrences(source: Source, stratum: Stratum) -> Sequence[str]:
    """A sentence, or a list of words some of which hold the word, and the word."""
    language, times = str(stratum["language"]), int(stratum["count"])
    fewest, most = int(stratum["fewest"]), int(stratum["most"])
    if stratum["text"] == "sentence":
        return sentence_with(source, language, source.integer(max(fewest, CLAUSE * times - 1), most), times)
    others = source.integer(fewest, most)
    hosts = _hosts(language)
    word, held = source.choice(hosts)
    hidden = source.integer(1, max(1, others // 2))
    words = [word] * times + choices(source, held, hidden)
    if language != "de":
        # Some capitals, as at the head of a line; German nouns have theirs anyway.
        words = [each.capitalize() if source.integer(0, 3) == 0 else each for each in words]
    words += choices(source, _without(language, word), others - hidden) if others > hidden else []
    return ", ".join(sample(source, words, len(words))), word


@cache
def _common(language: str) -> Sequence[tuple[str, str]]:
    """Common words, each with itself in lower case."""
    return [(word, word.lower()) for word in lexicon.real(language, "common", 2, 9)]


@cache
def _without(language: str, word: str) -> Sequence[str]:
    held = word.lower()
    return [other for other, lowered in _common(language) if held not in lowered]


def _occurrence_strata(
    counts: Sequence[int], sentences: tuple[int, int], lists: tuple[int, int]
) -> list[Stratum]:
    return [
        {"language": language, "text": text, "count": times, "fewest": fewest, "most": most}
        for language in LANGUAGES
        for text, (fewest, most) in (("sentence", sentences), ("list", lists))
        for times in counts
    ]


word_occurrences = register(
    Skill(
        name="counting.word_occurrences",
        summary="How often a word stands in a text as a whole word.",
        levels=[
            Level(grade=1, strata=_occurrence_strata([0, 1, 2], (7, 13), (2, 4))),
            Level(grade=2, strata=_occurrence_strata([0, 1, 2, 3], (12, 20), (4, 8))),
            Level(grade=2, strata=_occurrence_strata([0, 2, 3, 4, 5], (20, 34), (8, 14))),
            Level(grade=3, strata=_occurrence_strata([0, 3, 5, 6, 7], (36, 48), (15, 25))),
            Level(grade=4, strata=_occurrence_strata([0, 5, 7, 9, 11, 12], (65, 85), (30, 60))),
        ],
        draw=draw_word_occurrences,
        solve=lambda question: count(wrong.occurrences(question)),
        slots=slots("text", "word"),
        oracle=oracle.word_occurrences,
        misconceptions=wrong.WORD_OCCURRENCES,
        asks_in=at_home,
    )
)

# --- lines of a text --------------------------------------------------------------------------------


def draw_lines(source: Source, stratum: Stratum) -> Sequence[str]:
    """Lines of one to three words; some of them parted by empty lines."""
    written = source.integer(int(stratum["fewest"]), int(stratum["most"]))
    kind = source.choice(("fruit", "animal", "city"))
    sizes = choices(source, (1, 2, 3), written)
    words = iter(choices(source, things(kind), sum(sizes)))
    lines = [" ".join([next(words) for _ in range(size)]) for size in sizes]
    if stratum["empty"] == "none":
        return ["\n".join(lines)]
    gaps = source.integer(1, max(1, (written - 1) // 2))
    broken = set(sample(source, range(1, written), gaps))
    return ["\n".join(f"\n{line}" if place in broken else line for place, line in enumerate(lines))]


def _line_strata(fewest: int, most: int) -> list[Stratum]:
    return [{"empty": empty, "fewest": fewest, "most": most} for empty in ("none", "some")]


lines = register(
    Skill(
        name="counting.lines",
        summary="How many lines a text has; whether empty ones count is stated.",
        levels=[
            Level(grade=1, strata=_line_strata(2, 5)),
            Level(grade=1, strata=_line_strata(5, 9)),
            Level(grade=1, strata=_line_strata(9, 16)),
            Level(grade=2, strata=_line_strata(16, 30)),
            Level(grade=3, strata=_line_strata(30, 60)),
        ],
        draw=draw_lines,
        solve=lambda question: count(wrong.lines(question)),
        slots=slots("text"),
        write=write_lines,
        oracle=oracle.lines,
        misconceptions=wrong.LINES,
        directions=("with_empty", "without_empty"),
    )
)
