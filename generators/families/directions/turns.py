"""Somebody who turns on the spot: which compass direction lies ahead, to the right, to the left or behind."""

from collections.abc import Mapping, Sequence

from jagbench.generators.families.directions import misconceptions as wrong
from jagbench.generators.families.directions import oracle
from jagbench.generators.families.directions.operands import COMPASS, SIDES, TURNS, turning
from jagbench.generators.families.directions.wording import tell, write
from jagbench.generators.language.people import EVERYBODY, joined
from jagbench.generators.mechanism.registry import register
from jagbench.generators.skill.definition import Level, Question, Shown, Skill, Stratum
from jagbench.generators.skill.draws import choices
from jagbench.generators.skill.source import Source
from jagbench.probes.answer import Answer

KINDS = tuple(TURNS)


def draw(source: Source, stratum: Stratum) -> Sequence[str]:
    """Who turns, the direction faced at first, and turns that make so many quarter turns in the end."""
    count, net = int(stratum["turns"]), int(stratum["net"])
    turns = choices(source, KINDS, count - 1)
    rest = (net - sum([TURNS[turn] for turn in turns])) % 4
    if not rest:
        # No turn closes the sum: another one before it does.
        turns[-1] = KINDS[(KINDS.index(turns[-1]) + source.integer(1, 2)) % 3]
        rest = (net - sum([TURNS[turn] for turn in turns])) % 4
    last = next(turn for turn, quarters in TURNS.items() if quarters == rest)
    return [source.choice(EVERYBODY), source.choice(COMPASS), *turns, last]


def solve(question: Question) -> Answer:
    """The sum of all quarter turns."""
    start, turns, side = turning(question)
    return Answer(kind="choice", value=COMPASS[(start + sum(turns) + side) % 4], options=tuple(COMPASS))


def slots(shown: Shown) -> Mapping[str, str]:
    """The story."""
    language, name = shown.language, shown.operands[0]
    _, start, *turns = shown.question.item.operands
    return {
        "story": joined(
            language,
            [
                tell(language, "faces", start, name=name),
                *(tell(language, f"turn_{turn}", name=name) for turn in turns),
            ],
        )
    }


def _turns(*counts: int) -> list[Stratum]:
    # One turn alone never leads back.
    return [{"turns": count, "net": net} for count in counts for net in range(count == 1, 4)]


turns = register(
    Skill(
        name="directions.turns",
        summary="Which compass direction lies on one side of somebody who has turned.",
        levels=[
            Level(grade=2, strata=_turns(1)),
            Level(grade=2, strata=_turns(2)),
            Level(grade=3, strata=_turns(4, 5)),
            Level(grade=4, strata=_turns(8, 9)),
            Level(grade=5, strata=_turns(14, 15)),
            Level(grade=6, strata=_turns(24, 25)),
        ],
        draw=draw,
        solve=solve,
        slots=slots,
        write=write,
        oracle=oracle.turns,
        misconceptions=wrong.TURN,
        asks="compass",
        directions=tuple(SIDES),
    )
)
