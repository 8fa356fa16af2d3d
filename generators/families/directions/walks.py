"""A walk told by compass directions or by turns: how far its end is from its start."""

from collections.abc import Mapping, Sequence

from jagbench.generators.families.directions import misconceptions as wrong
from jagbench.generators.families.directions import oracle
from jagbench.generators.families.directions.operands import COMPASS, end_of, legs_of, walk
from jagbench.generators.families.directions.wording import tell, write
from jagbench.generators.language.people import EVERYBODY, joined
from jagbench.generators.mechanism.registry import register
from jagbench.generators.skill.definition import Level, Question, Shown, Skill, Stratum
from jagbench.generators.skill.source import Source
from jagbench.probes.answer import Answer

TRIES = 50


def _draw(source: Source, stratum: Stratum) -> list[str]:
    operands = [source.choice(EVERYBODY)]
    most = int(stratum["most"])
    by_turns = stratum["told"] == "turns"
    heading = source.integer(0, 3)
    if by_turns:
        operands.append(COMPASS[heading])
    for leg in range(int(stratum["legs"])):
        if leg:
            # Never twice in the same direction; and by turns never straight back.
            quarters = source.choice((1, 3) if by_turns else (1, 2, 3))
            heading = (heading + quarters) % 4
            if by_turns:
                operands.append("right" if quarters == 1 else "left")
        steps = str(source.integer(2, most))
        operands += [steps] if by_turns else [COMPASS[heading], steps]
    return operands


def draw(source: Source, stratum: Stratum) -> Sequence[str]:
    """Who walks, and the legs; some steps are undone by others, and no leg is as long as the way back."""
    found = _draw(source, stratum)
    for _ in range(TRIES):
        legs = legs_of(found)
        back, lengths = sum(map(abs, end_of(legs))), [steps for steps, _ in legs]
        if 0 < back < sum(lengths) and back not in lengths:
            break
        found = _draw(source, stratum)
    return found


def solve(question: Question) -> Answer:
    """The steps to the east or west, and those to the north or south."""
    return Answer(kind="integer", value=str(sum(map(abs, end_of(walk(question))))))


def slots(shown: Shown) -> Mapping[str, str]:
    """The story."""
    language, name = shown.language, shown.operands[0]
    rest = shown.question.item.operands[1:]
    sentences: list[str] = []
    by_turns = rest[2] not in COMPASS
    if by_turns:
        sentences.append(tell(language, "faces", rest[0], name=name))
        for operand in rest[1:]:
            if operand.isdecimal():
                sentences.append(tell(language, "forward", name=name, n=operand))
            else:
                sentences.append(tell(language, f"turn_{operand}", name=name))
    else:
        sentences += [
            tell(language, "go", compass, name=name, n=steps)
            for compass, steps in zip(rest[::2], rest[1::2], strict=True)
        ]
    return {"story": joined(language, sentences)}


def _walks(told: str, most: int, *legs: int) -> list[Stratum]:
    return [{"told": each, "legs": count, "most": most} for each in told.split() for count in legs]


walk_back = register(
    Skill(
        name="directions.walk",
        summary="How many steps lead back to the start of a walk.",
        levels=[
            Level(grade=2, strata=_walks("compass", 9, 3)),
            Level(grade=3, strata=_walks("compass", 12, 4, 5)),
            Level(grade=3, strata=_walks("compass turns", 20, 5, 6)),
            Level(grade=4, strata=_walks("compass turns", 40, 8, 9)),
            Level(grade=5, strata=_walks("compass turns", 99, 14, 15)),
        ],
        draw=draw,
        solve=solve,
        slots=slots,
        write=write,
        oracle=oracle.walk,
        misconceptions=wrong.WALK,
    )
)
