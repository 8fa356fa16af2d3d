"""What two lists have in common."""

from collections.abc import Sequence

from jagbench.generators.families.sets import misconceptions as wrong
from jagbench.generators.families.sets import oracle
from jagbench.generators.families.sets.operands import entries
from jagbench.generators.families.sets.wording import patterns
from jagbench.generators.language.people import EVERYBODY, words
from jagbench.generators.mechanism.registry import register
from jagbench.generators.skill.definition import Level, Question, Skill, Stratum
from jagbench.generators.skill.draws import sample
from jagbench.generators.skill.source import Source
from jagbench.probes.answer import Answer

SEPARATOR = ", "
NUMBERS: Sequence[str] = tuple(str(number) for number in range(10, 100))


def _different(source: Source, things: str, count: int) -> list[str]:
    """So many different names, or numbers of two digits."""
    return sample(source, EVERYBODY if things == "names" else NUMBERS, count)


def draw_lists(source: Source, stratum: Stratum) -> Sequence[str]:
    """Two lists of the same length, each entry once, with as many common ones as the stratum says."""
    length = int(stratum["length"])
    common = source.integer(int(stratum["fewest"]), int(stratum["most"]))
    entries = _different(source, str(stratum["things"]), 2 * length - common)
    first, second = entries[:length], entries[length - common :]
    return [SEPARATOR.join(sample(source, each, length)) for each in (first, second)]


def solve_lists(question: Question) -> Answer:
    """The entries of the first list that are in the second, or that are not."""
    first, _, common = entries(question)
    return Answer(kind="integer", value=str(common if question.direction == "both" else len(first) - common))


def write(question: Question, language: str, text: str) -> str:
    """A list in words, its entries separated as the language does it."""
    known = words(language, question.frame)
    return patterns(language)["separator"].join([known.get(entry, entry) for entry in text.split(SEPARATOR)])


def _common(length: int, *ranges: tuple[int, int], things: str = "names numbers") -> list[Stratum]:
    return [
        {"things": kind, "length": length, "fewest": fewest, "most": most}
        for kind in things.split()
        for fewest, most in ranges
    ]


common = register(
    Skill(
        name="sets.common",
        summary="How many entries two lists share, or only the first of them has.",
        version=2,
        levels=[
            Level(grade=1, strata=_common(3, (0, 0), (1, 1), (2, 2))),
            Level(grade=1, strata=_common(5, (0, 1), (2, 3), (4, 5))),
            Level(grade=2, strata=_common(10, (1, 3), (4, 6), (7, 9))),
            Level(grade=3, strata=_common(20, (2, 7), (8, 12), (13, 18))),
            Level(grade=4, strata=_common(40, (5, 14), (15, 25), (26, 35), things="numbers")),
        ],
        draw=draw_lists,
        solve=solve_lists,
        slots=lambda shown: dict(zip(("first", "second"), shown.operands, strict=True)),
        write=write,
        oracle=oracle.common,
        misconceptions=wrong.COMMON,
        directions=("both", "first_only"),
    )
)
