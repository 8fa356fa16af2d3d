"""The words of a sentence by their number."""

from collections.abc import Sequence

from jagbench.generators.families.positions import misconceptions as wrong
from jagbench.generators.families.positions import oracle
from jagbench.generators.families.positions.operands import counted
from jagbench.generators.language.homes import at_home
from jagbench.generators.language.sentences import CLAUSES, sentence
from jagbench.generators.mechanism.registry import register
from jagbench.generators.skill.definition import Level, Question, Skill, Stratum
from jagbench.generators.skill.source import Source
from jagbench.probes.answer import Answer


def draw(source: Source, stratum: Stratum) -> Sequence[str]:
    """A sentence of as many words as the stratum says, and the number of a word in one half of it."""
    length = int(stratum["length"])
    half = length // 2
    place = source.integer(1, half) + (half if stratum["half"] == "second" else 0)
    return [sentence(source, str(stratum["language"]), length), str(place)]


def solve(question: Question) -> Answer:
    """The word at the place."""
    words, place = counted(question)
    return Answer(kind="text", value=words[place])


def _strata(length: int) -> list[Stratum]:
    return [
        {"language": language, "length": length, "half": half}
        for language in CLAUSES
        for half in ("first", "second")
    ]


word = register(
    Skill(
        name="positions.word",
        summary="Which word of a sentence has a number, counted from either end.",
        levels=[
            Level(grade=1, strata=_strata(6)),
            Level(grade=1, strata=_strata(10)),
            Level(grade=2, strata=_strata(18)),
            Level(grade=3, strata=_strata(30)),
            Level(grade=4, strata=_strata(50)),
        ],
        draw=draw,
        solve=solve,
        slots=lambda shown: dict(zip(("sentence", "place"), shown.operands, strict=True)),
        oracle=oracle.word,
        misconceptions=wrong.ENTRY,
        asks_in=at_home,
        asks="word",
        directions=("from_front", "from_end"),
    )
)
