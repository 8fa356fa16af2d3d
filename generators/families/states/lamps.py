"""Lamps whose buttons turn them on and off."""

from collections import Counter
from collections.abc import Sequence
from string import ascii_uppercase

from jagbench.generators.families.states import misconceptions as wrong
from jagbench.generators.families.states import oracle
from jagbench.generators.families.states.operands import SEPARATOR, board
from jagbench.generators.mechanism.registry import register
from jagbench.generators.skill.definition import Level, Question, Skill, Stratum
from jagbench.generators.skill.draws import choices, sample
from jagbench.generators.skill.source import Source
from jagbench.probes.answer import Answer


def draw(source: Source, stratum: Stratum) -> Sequence[str]:
    """The lamps, those that are on at first, and the presses, which leave so many lamps on.

    The number of presses is drawn apart from the answer, so that it tells nothing of it.
    """
    count, on = int(stratum["lamps"]), int(stratum["on"])
    lamps = ascii_uppercase[:count]
    end = {*sample(source, lamps, on)}
    presses = source.integer(count, count + count // 2 + 1)
    size = source.integer(1, count - 1)
    if (size + on + presses) % 2:
        size = size + 1 if size < count - 1 else size - 1
    lit = sorted(sample(source, lamps, size))
    pressed = [lamp for lamp in lamps if (lamp in lit) != (lamp in end)]
    pressed += 2 * choices(source, lamps, (presses - len(pressed)) // 2)
    return [SEPARATOR.join(each) for each in (lamps, lit, sample(source, pressed, len(pressed)))]


def solve(question: Question) -> Answer:
    """The lamps that are on at first and pressed evenly, or off and pressed oddly."""
    lamps, lit, pressed = board(question)
    times = Counter(pressed)
    return Answer(kind="integer", value=str(sum([(lamp in lit) != (times[lamp] % 2 == 1) for lamp in lamps])))


def _boards(lamps: int, fewest: int, most: int) -> list[Stratum]:
    return [{"lamps": lamps, "on": on} for on in range(fewest, most + 1)]


lamps_on = register(
    Skill(
        name="states.lamps",
        summary="How many lamps are on after some buttons have been pressed.",
        levels=[
            Level(grade=1, strata=_boards(4, 1, 3)),
            Level(grade=2, strata=_boards(6, 1, 5)),
            Level(grade=3, strata=_boards(10, 1, 9)),
            Level(grade=4, strata=_boards(16, 2, 14)),
            Level(grade=5, strata=_boards(26, 4, 22)),
        ],
        draw=draw,
        solve=solve,
        slots=lambda shown: dict(zip(("lamps", "lit", "pressed"), shown.operands, strict=True)),
        oracle=oracle.lamps,
        misconceptions=wrong.LAMPS,
    )
)
