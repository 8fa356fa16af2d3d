"""The area and the perimeter of a rectangle."""

from collections.abc import Sequence

from jagbench.generators.families.measures import misconceptions as wrong
from jagbench.generators.families.measures import oracle
from jagbench.generators.families.measures.operands import measured, sides
from jagbench.generators.language.writing import number
from jagbench.generators.mechanism.registry import register
from jagbench.generators.skill.definition import Level, Question, Skill, Stratum
from jagbench.generators.skill.numbers import plain
from jagbench.generators.skill.source import Source
from jagbench.probes.answer import Answer


def draw(source: Source, stratum: Stratum) -> Sequence[str]:
    """The longer side and the shorter one, with a fraction where the stratum says so."""
    shorter = source.integer(int(stratum["fewest"]), int(stratum["most"]) - 1)
    sides = [source.integer(shorter + 1, int(stratum["most"])), shorter]
    if stratum["decimals"]:
        return [f"{side}.{source.integer(1, 9)}" for side in sides]
    return list(map(str, sides))


def solve(question: Question) -> Answer:
    """Length times width, or twice their sum."""
    value = plain(measured(*sides(question), question.direction))
    return Answer(kind="decimal" if "." in question.item.operands[0] else "integer", value=value)


def _sides(fewest: int, most: int, decimals: int = 0) -> list[Stratum]:
    return [{"fewest": fewest, "most": most, "decimals": decimals}]


rectangle = register(
    Skill(
        name="measures.rectangle",
        summary="The area or the perimeter of a rectangle.",
        levels=[
            Level(grade=3, strata=_sides(2, 20)),
            Level(grade=4, strata=_sides(11, 40)),
            Level(grade=4, strata=_sides(25, 99)),
            Level(grade=5, strata=_sides(100, 999)),
            Level(grade=6, strata=_sides(2, 99, decimals=1)),
        ],
        draw=draw,
        solve=solve,
        slots=lambda shown: dict(zip(("first", "second"), shown.operands, strict=True)),
        write=number,
        oracle=oracle.rectangle,
        misconceptions=wrong.RECTANGLE,
        directions=("area", "perimeter"),
    )
)
