"""A text of exactly, at most or at least so many words, sentences, lines, letters or entries."""

from collections.abc import Sequence

from jagbench.generators.families.writing import misconceptions as wrong
from jagbench.generators.families.writing import oracle
from jagbench.generators.families.writing.amounts import TOPICS, write
from jagbench.generators.mechanism.registry import register
from jagbench.generators.skill.definition import Ladder, Level, Question, Skill, Stratum
from jagbench.generators.skill.source import Source
from jagbench.probes.answer import Answer
from jagbench.probes.constraint import UNITS, Amount, Unit
from jagbench.probes.constraint.requirements import RELATIONS, Relation
from jagbench.probes.constraint.units import SPACELESS

_UNITS: dict[str, Unit] = {unit: unit for unit in UNITS}
_RELATIONS: dict[str, Relation] = {relation: relation for relation in RELATIONS}


def draw(source: Source, stratum: Stratum) -> Sequence[str]:
    """A constraint within the stratum, and a topic."""
    n = source.integer(int(stratum["least"]), int(stratum["most"]))
    amount = Amount(relation=_RELATIONS[str(stratum["relation"])], n=n, unit=_UNITS[str(stratum["unit"])])
    return [str(amount), source.choice(TOPICS)]


def solve(question: Question) -> Answer:
    """The constraint itself: any text that obeys it is right."""
    return Answer(kind="constraint", value=question.item.operands[0])


def _asks_in(stratum: Stratum, language: str) -> bool:
    """Words where spaces part them; a ladder's letters only where none do."""
    spaceless = language in SPACELESS
    return not spaceless if stratum["unit"] == "words" else spaceless or not stratum.get("spaceless", False)


def _strata(**ranges: tuple[int, int]) -> list[Stratum]:
    return [
        {"unit": unit, "relation": relation, "least": least, "most": most}
        for unit, (least, most) in ranges.items()
        for relation in RELATIONS
    ]


def _rung(n: int) -> list[Stratum]:
    asked: Stratum = {"relation": "exactly", "least": n, "most": n}
    return [{"unit": "words", **asked}, {"unit": "letters", "spaceless": True, **asked}]


length = register(
    Skill(
        name="writing.length",
        summary="A text of exactly, at most or at least so many words, sentences, lines, letters or entries.",
        levels=[
            Level(
                grade=1,
                strata=_strata(words=(2, 5), sentences=(1, 2), lines=(1, 2), letters=(3, 8), items=(2, 4)),
            ),
            Level(
                grade=2,
                strata=_strata(words=(6, 12), sentences=(3, 4), lines=(3, 5), letters=(9, 16), items=(5, 8)),
            ),
            Level(
                grade=3,
                strata=_strata(
                    words=(13, 25), sentences=(5, 7), lines=(6, 9), letters=(17, 40), items=(9, 15)
                ),
            ),
            Level(
                grade=4,
                strata=_strata(
                    words=(26, 50), sentences=(8, 12), lines=(10, 16), letters=(41, 90), items=(16, 30)
                ),
            ),
            Level(
                grade=5,
                strata=_strata(
                    words=(51, 100), sentences=(13, 20), lines=(17, 30), letters=(91, 140), items=(31, 60)
                ),
            ),
            Level(
                grade=6,
                strata=_strata(
                    words=(101, 200), sentences=(21, 40), lines=(31, 60), letters=(141, 200), items=(61, 100)
                ),
            ),
        ],
        draw=draw,
        solve=solve,
        slots=lambda shown: {"amount": shown.operands[0], "topic": shown.operands[1]},
        oracle=oracle.amount,
        misconceptions=wrong.LENGTH,
        asks_in=_asks_in,
        write=write,
        ladder=Ladder(
            counts="words to write, letters in Japanese and Chinese", shortest=2, longest=1000, strata=_rung
        ),
        asks="writing",
    )
)
