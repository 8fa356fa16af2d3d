"""Whether somebody is ahead of somebody else, from comparisons that form a chain, or that fork."""

from collections.abc import Sequence

from jagbench.generators.families.logic import misconceptions as wrong
from jagbench.generators.families.logic import oracle
from jagbench.generators.families.logic.operands import VERDICTS, ahead, comparisons, verdict
from jagbench.generators.families.logic.wording import slots, write
from jagbench.generators.language.people import EVERYBODY
from jagbench.generators.mechanism.registry import register
from jagbench.generators.skill.definition import Level, Question, Skill, Stratum
from jagbench.generators.skill.draws import choices, sample
from jagbench.generators.skill.source import Source
from jagbench.probes.answer import Answer

RELATIONS = ("run", "come", "earn", "live")


def _said(source: Source, relation: str, first: str, second: str) -> str:
    """That the first is ahead of the second, in either way of saying it."""
    return f"{relation}_more {first} {second}" if source.boolean() else f"{relation}_less {second} {first}"


def draw(source: Source, stratum: Stratum) -> Sequence[str]:
    """The claim, and comparisons of people who stand in a row, each with the next.

    The claim is about two of them; between them all comparisons point one way, or they do not.
    """
    people, apart = int(stratum["people"]), int(stratum["apart"])
    names, relation = sample(source, EVERYBODY, people), source.choice(RELATIONS)
    downwards = choices(source, (False, True), people - 1)
    begin = source.integer(0, people - 1 - apart)
    same = source.boolean()
    for step in range(begin, begin + apart):
        downwards[step] = same
    if stratum["verdict"] == "unknown":
        # What is said of the two themselves looks the same as where the chain holds, if there is room.
        turned = begin + (source.integer(1, apart - 2) if apart > 2 else source.integer(0, 1))
        downwards[turned] = not same
    first, second = names[begin], names[begin + apart]
    if same == (stratum["verdict"] == "false"):
        first, second = second, first
    sentences = [
        _said(source, relation, names[step], names[step + 1])
        if down
        else _said(source, relation, names[step + 1], names[step])
        for step, down in enumerate(downwards)
    ]
    return [_said(source, relation, first, second), *sample(source, sentences, people - 1)]


def solve(question: Question) -> Answer:
    """By following the comparisons from one to the other."""
    return verdict(ahead(*comparisons(question)))


def _people(*sizes: tuple[int, int]) -> list[Stratum]:
    return [
        {"people": people, "apart": apart, "verdict": each} for people, apart in sizes for each in VERDICTS
    ]


order = register(
    Skill(
        name="logic.order",
        summary="Whether a comparison follows from others, is denied by them, or is left open.",
        levels=[
            Level(grade=2, strata=_people((3, 2))),
            Level(grade=3, strata=_people((5, 3))),
            Level(grade=4, strata=_people((6, 3), (6, 4))),
            Level(grade=5, strata=_people((8, 4), (8, 6))),
            Level(grade=6, strata=_people((12, 6), (12, 9))),
        ],
        draw=draw,
        solve=solve,
        slots=slots,
        write=write,
        oracle=oracle.order,
        misconceptions=wrong.ORDER,
        asks="truth",
    )
)
