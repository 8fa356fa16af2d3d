"""Digits to be copied: without a pattern, or with runs of one digit."""

from collections.abc import Sequence

from jagbench.generators.families.copying import misconceptions as wrong
from jagbench.generators.families.copying import oracle
from jagbench.generators.families.copying.levels import SUFFICIENT
from jagbench.generators.mechanism.registry import register
from jagbench.generators.skill.definition import Level, Question, Skill, Stratum
from jagbench.generators.skill.draws import choices
from jagbench.generators.skill.source import Source
from jagbench.probes.answer import Answer


def draw(source: Source, stratum: Stratum) -> Sequence[str]:
    """As many digits as the stratum says, no two alike side by side, or with runs; the first is no zero."""
    length = source.integer(int(stratum["shortest"]), int(stratum["longest"]))
    runs = int(stratum["runs"])
    # Each run takes three digits more than the one that it repeats.
    row = [source.integer(1, 9)]
    for step in choices(source, range(1, 10), length - 3 * runs - 1):
        row.append((row[-1] + step) % 10)
    text = [str(digit) for digit in row]
    for place in source.sample(range(len(text)), runs):
        text[place] *= 4
    return ["".join(text)]


def solve(question: Question) -> Answer:
    """The digits themselves."""
    return Answer(kind="text", value=question.item.operands[0])


def _strata(shortest: int, longest: int, *runs: int) -> list[Stratum]:
    return [{"shortest": shortest, "longest": longest, "runs": count} for count in runs]


digits = register(
    Skill(
        name="copying.digits",
        summary="A row of digits written once more, with runs of one digit or without.",
        levels=[
            Level(grade=1, strata=_strata(4, 6, 0), sufficient=SUFFICIENT),
            Level(grade=1, strata=_strata(8, 12, 0, 1), sufficient=SUFFICIENT),
            Level(grade=2, strata=_strata(16, 24, 0, 1, 2), sufficient=SUFFICIENT),
            Level(grade=3, strata=_strata(32, 44, 0, 2, 4), sufficient=SUFFICIENT),
            Level(grade=4, strata=_strata(64, 96, 0, 4, 8), sufficient=SUFFICIENT),
        ],
        draw=draw,
        solve=solve,
        slots=lambda shown: {"digits": shown.operands[0]},
        oracle=oracle.copy,
        misconceptions=wrong.DIGITS,
        asks="text",
    )
)
