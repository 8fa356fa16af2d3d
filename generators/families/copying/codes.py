"""Codes to be copied: groups of letters and digits, some of which look alike."""

from collections.abc import Sequence

from jagbench.generators.families.copying import misconceptions as wrong
from jagbench.generators.families.copying import oracle
from jagbench.generators.families.copying.levels import SUFFICIENT
from jagbench.generators.mechanism.registry import register
from jagbench.generators.skill.definition import Level, Question, Skill, Stratum
from jagbench.generators.skill.draws import choices
from jagbench.generators.skill.source import Source
from jagbench.probes.answer import Answer

ALIKE = "0o1l"
"""A zero and an o, a one and an l."""
SIGNS = "23456789bcdfghkmnprstvwxz"
"""Signs that are mistaken for no other; no vowels, so that no word comes about."""


def draw(source: Source, stratum: Stratum) -> Sequence[str]:
    """Groups of signs joined by hyphens; in each, as many look-alikes as the stratum says."""
    groups, length, alike = int(stratum["groups"]), int(stratum["length"]), int(stratum["alike"])
    code: list[str] = []
    for _ in range(groups):
        group = choices(source, SIGNS, length)
        for place in source.sample(range(length), alike):
            group[place] = source.choice(ALIKE)
        if group[0].isdigit() and not code:
            group[0] = "k"  # what begins with a letter is never read as a number
        code.append("".join(group))
    return ["-".join(code)]


def solve(question: Question) -> Answer:
    """The code itself."""
    return Answer(kind="text", value=question.item.operands[0])


def _strata(groups: int, length: int, *alike: int) -> list[Stratum]:
    return [{"groups": groups, "length": length, "alike": count} for count in alike]


code = register(
    Skill(
        name="copying.code",
        summary="A code of letters and digits written once more, with signs that look alike or without.",
        levels=[
            Level(grade=1, strata=_strata(2, 3, 0, 1), sufficient=SUFFICIENT),
            Level(grade=2, strata=_strata(3, 4, 0, 2), sufficient=SUFFICIENT),
            Level(grade=3, strata=_strata(5, 5, 0, 3), sufficient=SUFFICIENT),
            Level(grade=4, strata=_strata(8, 6, 0, 4), sufficient=SUFFICIENT),
            Level(grade=5, strata=_strata(16, 6, 0, 4), sufficient=SUFFICIENT),
        ],
        draw=draw,
        solve=solve,
        slots=lambda shown: {"code": shown.operands[0]},
        oracle=oracle.copy,
        misconceptions=wrong.CODE,
        asks="text",
    )
)
