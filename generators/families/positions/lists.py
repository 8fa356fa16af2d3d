"""Names in a list: which one has a number, which number one has, and who stands beside whom."""

from collections.abc import Sequence
from functools import cache

from jagbench.generators.families.positions import misconceptions as wrong
from jagbench.generators.families.positions import oracle
from jagbench.generators.families.positions.operands import SEPARATOR, beside, counted, found
from jagbench.generators.language.people import EVERYBODY, words
from jagbench.generators.language.phrasing import family_words
from jagbench.generators.mechanism.registry import register
from jagbench.generators.skill.definition import Level, Question, Skill, Stratum
from jagbench.generators.skill.draws import sample
from jagbench.generators.skill.source import Source
from jagbench.probes.answer import Answer

LENGTHS: Sequence[Sequence[int]] = ((6, 8), (10, 12), (16, 18), (24, 28), (36, 40))
"""The names of each level's lists; an even number, so that both halves are alike."""
WITH_NEIGHBOURS: Sequence[Sequence[int]] = ((10, 12), (14, 16), (20, 22), (28, 30), (38, 40))
"""The same where the ends are not asked about: long enough that this hardly narrows the answers down."""
GRADES = (1, 1, 2, 3, 4)


def _names(source: Source, stratum: Stratum) -> list[str]:
    return sample(source, EVERYBODY, int(stratum["length"]))


def _place(source: Source, stratum: Stratum) -> int:
    """A place in one half of the list, from 0."""
    half = int(stratum["length"]) // 2
    return source.integer(0, half - 1) + (half if stratum["half"] == "second" else 0)


def draw_entry(source: Source, stratum: Stratum) -> Sequence[str]:
    """A list of names, and a place counted from one."""
    return [SEPARATOR.join(_names(source, stratum)), str(_place(source, stratum) + 1)]


def draw_name(source: Source, stratum: Stratum) -> Sequence[str]:
    """A list of names, and one of them."""
    names = _names(source, stratum)
    return [SEPARATOR.join(names), names[_place(source, stratum)]]


def draw_inner(source: Source, stratum: Stratum) -> Sequence[str]:
    """A list of names, and one that stands between two others; no more in one half than in the other."""
    names = _names(source, stratum)
    half = len(names) // 2
    place = source.integer(1, half - 1)
    return [SEPARATOR.join(names), names[place if stratum["half"] == "first" else len(names) - 1 - place]]


def solve_entry(question: Question) -> Answer:
    """The name at the place."""
    entries, place = counted(question)
    names = question.item.operands[0].split(SEPARATOR)
    return Answer(kind="choice", value=entries[place], options=tuple(names))


def solve_place(question: Question) -> Answer:
    """The place of the name, counted from one."""
    _, place = found(question)
    return Answer(kind="integer", value=str(place + 1))


def solve_beside(question: Question) -> Answer:
    """The name one step further, of all the others."""
    entries, place, step = beside(question)
    others = [*entries[:place], *entries[place + 1 :]]
    return Answer(kind="choice", value=entries[place + step], options=tuple(others))


@cache
def _separator(language: str) -> str:
    return str(family_words(language, "positions")["wording"]["separator"])


def write(question: Question, language: str, text: str) -> str:
    """Names in words, separated as the language does it; a number as it is."""
    known = words(language, question.frame)
    return _separator(language).join([known.get(entry, entry) for entry in text.split(SEPARATOR)])


def _levels(lengths: Sequence[Sequence[int]]) -> list[Level]:
    return [
        Level(
            grade=grade,
            strata=[{"length": length, "half": half} for length in several for half in ("first", "second")],
        )
        for grade, several in zip(GRADES, lengths, strict=True)
    ]


entry = register(
    Skill(
        name="positions.entry",
        summary="Which name of a list has a number, counted from either end.",
        levels=_levels(LENGTHS),
        draw=draw_entry,
        solve=solve_entry,
        slots=lambda shown: dict(zip(("names", "place"), shown.operands, strict=True)),
        write=write,
        oracle=oracle.entry,
        misconceptions=wrong.ENTRY,
        asks="name",
        directions=("from_front", "from_end"),
    )
)

place = register(
    Skill(
        name="positions.place",
        summary="Which number a name of a list has, counted from either end.",
        levels=_levels(LENGTHS),
        draw=draw_name,
        solve=solve_place,
        slots=lambda shown: dict(zip(("names", "name"), shown.operands, strict=True)),
        write=write,
        oracle=oracle.place,
        misconceptions=wrong.PLACE,
        directions=("from_front", "from_end"),
    )
)

name_beside = register(
    Skill(
        name="positions.name_beside",
        summary="Which name of a list stands right before or after another.",
        levels=_levels(WITH_NEIGHBOURS),
        draw=draw_inner,
        solve=solve_beside,
        slots=lambda shown: dict(zip(("names", "name"), shown.operands, strict=True)),
        write=write,
        oracle=oracle.name_beside,
        misconceptions=wrong.NAME_BESIDE,
        asks="name",
        directions=("before", "after"),
    )
)
