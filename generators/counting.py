"""The family `counting`: letters in a word, words in a sentence, items in a list."""

from collections.abc import Mapping, Sequence
from functools import cache

from jagbench.generators.misconceptions import counting as wrong
from jagbench.generators.oracles import counting as oracle
from jagbench.generators.registry import register
from jagbench.generators.sentences import sentence
from jagbench.generators.skill import Level, Question, Skill, Stratum
from jagbench.generators.source import Source
from jagbench.generators.words import AVOIDED, ITEMS, LETTERS, words
from jagbench.probes.answer import Answer

SCRIPTS = {"latin": "en", "hangul": "ko"}
"""The language whose words are written in a script."""


def readable(question: Question, language: str) -> bool:
    """Whether a language asks about the item's script: symbols everywhere, words in their own language."""
    script = question.item.params["script"]
    return script == "any" or SCRIPTS[str(script)] == language


def _count(value: int) -> Answer:
    return Answer(kind="integer", value=str(value))


# --- letters in a word ------------------------------------------------------------------------------


def has_double(word: str, letter: str) -> bool:
    """Whether the letter stands twice in a row."""
    return letter * 2 in word


@cache
def _known(script: str, shortest: int, longest: int, count: int, doubled: bool) -> Sequence[tuple[str, str]]:
    """All (word, letter) of the word list with the stratum's factors."""
    return [
        (word, letter)
        for word in words(SCRIPTS[script])
        if shortest <= len(word) <= longest
        for letter in sorted(set(word) if count else set(LETTERS[script]) - set(word))
        if word.count(letter) == count and has_double(word, letter) == doubled
    ]


def _invented(source: Source, script: str, length: int, count: int, doubled: bool) -> tuple[str, str]:
    """A pseudo-word with exactly `count` of a letter, two of them side by side where `doubled`."""
    letter = source.choice(LETTERS[script])
    others = [each for each in LETTERS[script] if each != letter]
    while True:
        letters = [source.choice(others) for _ in range(length)]
        for position in _places(source, length, count, doubled):
            letters[position] = letter
        word = "".join(letters)
        if not any(fragment in word for fragment in AVOIDED):
            return word, letter


def _places(source: Source, length: int, count: int, doubled: bool) -> list[int]:
    """`count` positions, the first two side by side where `doubled`, none side by side otherwise."""
    # Choosing from a shorter row and spreading the choice out again leaves the gaps that are wanted.
    units = count - 1 if doubled else count
    row = source.sample(range(length - count + 1), units)
    places = [start + shift for shift, start in enumerate(sorted(row))]
    if not doubled:
        return places
    pair = source.integer(0, units - 1)
    return [*places[: pair + 1], places[pair] + 1, *(place + 1 for place in places[pair + 1 :])]


def draw_letters(source: Source, stratum: Stratum) -> Sequence[str]:
    """A word and a letter, from the word list or invented."""
    script, count, doubled = str(stratum["script"]), int(stratum["count"]), bool(stratum["doubled"])
    shortest, longest = int(stratum["shortest"]), int(stratum["longest"])
    if stratum["word"] == "real":
        return source.choice(_known(script, shortest, longest, count, doubled))
    return _invented(source, script, source.integer(shortest, longest), count, doubled)


def _letter_strata(script: str, shortest: int, longest: int, counts: Sequence[int]) -> list[Stratum]:
    return [
        {
            "script": script,
            "word": word,
            "shortest": shortest,
            "longest": longest,
            "count": count,
            "doubled": doubled,
        }
        for count in counts
        for doubled in ([False, True] if count > 1 else [False])
        for word in ("real", "pseudo")
        if word == "pseudo" or len(_known(script, shortest, longest, count, doubled)) >= FEWEST_WORDS
    ]


FEWEST_WORDS = 4
"""A stratum of real words needs this many, else its probes would repeat one another."""

letters = register(
    Skill(
        name="counting.letters",
        summary="How often a letter stands in a word, absent and doubled letters too; in Korean, a syllable.",
        levels=[
            Level(
                grade=1,
                strata=[*_letter_strata("latin", 3, 4, [0, 1, 2]), *_letter_strata("hangul", 2, 3, [0, 1])],
            ),
            Level(
                grade=1,
                strata=[
                    *_letter_strata("latin", 5, 6, [0, 1, 2]),
                    *_letter_strata("hangul", 3, 4, [0, 1, 2]),
                ],
            ),
            Level(
                grade=2,
                strata=[
                    *_letter_strata("latin", 7, 10, [0, 1, 2, 3]),
                    *_letter_strata("hangul", 5, 7, [0, 1, 2, 3]),
                ],
            ),
            Level(
                grade=3,
                strata=[
                    *_letter_strata("latin", 11, 15, [0, 2, 3, 4]),
                    *_letter_strata("hangul", 8, 11, [0, 2, 3, 4]),
                ],
            ),
            Level(
                grade=4,
                strata=[
                    *_letter_strata("latin", 16, 25, [0, 2, 3, 4, 5]),
                    *_letter_strata("hangul", 12, 18, [0, 2, 3, 4, 5]),
                ],
            ),
        ],
        draw=draw_letters,
        solve=lambda question: _count(question.item.operands[0].count(question.item.operands[1])),
        slots=lambda question: dict(zip(("word", "letter"), question.item.operands, strict=True)),
        oracle=oracle.letters,
        misconceptions=wrong.LETTERS,
        admits=readable,
    )
)


# --- words in a sentence ----------------------------------------------------------------------------


def draw_words(source: Source, stratum: Stratum) -> Sequence[str]:
    """A sentence with as many words as the stratum says."""
    length = source.integer(int(stratum["shortest"]), int(stratum["longest"]))
    return [sentence(source, SCRIPTS[str(stratum["script"])], length)]


def _word_strata(*lengths: tuple[int, int]) -> list[Stratum]:
    return [
        {"script": script, "shortest": shortest, "longest": longest}
        for script in SCRIPTS
        for shortest, longest in lengths
    ]


sentences = register(
    Skill(
        name="counting.words",
        summary="How many words a sentence has, separated by spaces.",
        levels=[
            Level(grade=1, strata=_word_strata((3, 3), (4, 4), (5, 5))),
            Level(grade=1, strata=_word_strata((6, 7), (8, 9))),
            Level(grade=2, strata=_word_strata((10, 12), (13, 15))),
            Level(grade=2, strata=_word_strata((16, 20), (21, 25))),
            Level(grade=3, strata=_word_strata((26, 33), (34, 40))),
        ],
        draw=draw_words,
        solve=lambda question: _count(len(question.item.operands[0].split(" "))),
        slots=lambda question: {"text": question.item.operands[0]},
        oracle=oracle.words,
        misconceptions=wrong.WORDS,
        admits=readable,
    )
)


# --- items in a list --------------------------------------------------------------------------------


def draw_items(source: Source, stratum: Stratum) -> Sequence[str]:
    """As many things of a kind as the stratum says: different ones, mixed ones, or one over and over."""
    count = source.integer(int(stratum["shortest"]), int(stratum["longest"]))
    things = ITEMS[str(stratum["things"])]
    if stratum["repeats"] == "none":
        return source.sample(things, count)
    if stratum["repeats"] == "same":
        return [source.choice(things)] * count
    return [source.choice(things) for _ in range(count)]


def _script_of(things: str) -> str:
    return {"en": "latin", "ko": "hangul"}.get(things.rpartition("_")[2], "any")


def _item_strata(shortest: int, longest: int, repeats: Sequence[str]) -> list[Stratum]:
    return [
        {
            "things": things,
            "script": _script_of(things),
            "repeats": repeat,
            "shortest": shortest,
            "longest": longest,
        }
        for things in ITEMS
        for repeat in repeats
    ]


items = register(
    Skill(
        name="counting.items",
        summary="How many entries a list has: fruit, cities, chemicals, symbols, made-up words.",
        levels=[
            Level(grade=1, strata=_item_strata(3, 5, ["none"])),
            Level(grade=1, strata=_item_strata(6, 10, ["none", "same"])),
            Level(grade=1, strata=_item_strata(11, 20, ["mixed", "same"])),
            Level(grade=2, strata=_item_strata(21, 50, ["mixed", "same"])),
            Level(grade=3, strata=_item_strata(51, 100, ["mixed", "same"])),
        ],
        draw=draw_items,
        solve=lambda question: _count(len(question.item.operands)),
        slots=lambda question: _listed(question.item.operands),
        oracle=oracle.items,
        misconceptions=wrong.ITEMS,
        admits=readable,
    )
)


def _listed(operands: Sequence[str]) -> Mapping[str, str]:
    return {"items": ", ".join(operands)}
