"""A coin that some people turn over and others leave as it is.

The task is "coin flip" of Wei et al. (arXiv 2201.11903), said so that nothing is tossed.
"""

from collections.abc import Mapping, Sequence

from jagbench.generators.families.states import misconceptions as wrong
from jagbench.generators.families.states import oracle
from jagbench.generators.families.states.operands import SIDES, coin
from jagbench.generators.families.states.wording import sentences, write
from jagbench.generators.language.people import EVERYBODY, joined
from jagbench.generators.mechanism.registry import register
from jagbench.generators.skill.definition import Level, Question, Shown, Skill, Stratum
from jagbench.generators.skill.draws import choices, sample
from jagbench.generators.skill.source import Source
from jagbench.probes.answer import Answer


def draw(source: Source, stratum: Stratum) -> Sequence[str]:
    """The side that is up at first, and each person with `turn` or `leave`; the turns are even or odd."""
    people = int(stratum["people"])
    turned = choices(source, (False, True), people)
    if sum(turned) % 2 != (stratum["turns"] == "odd"):
        place = source.integer(0, people - 1)
        turned[place] = not turned[place]
    found = [source.choice(SIDES)]
    for name, turns in zip(sample(source, EVERYBODY, people), turned, strict=True):
        found += [name, "turn" if turns else "leave"]
    return found


def solve(question: Question) -> Answer:
    """By the parity of the turns."""
    up, turned = coin(question)
    return Answer(kind="choice", value="yes" if up == (sum(turned) % 2 == 0) else "no", options=("yes", "no"))


def slots(shown: Shown) -> Mapping[str, str]:
    """The story."""
    told = sentences(shown.language)
    side, *words = shown.operands
    acts = shown.question.item.operands[2::2]
    return {
        "story": joined(
            shown.language,
            [
                told["start"].format(side=side),
                *(told[act].format(name=name) for name, act in zip(words[::2], acts, strict=True)),
            ],
        )
    }


def _people(*counts: int) -> list[Stratum]:
    return [{"people": count, "turns": turns} for count in counts for turns in ("even", "odd")]


coin_up = register(
    Skill(
        name="states.coin",
        summary="Whether a side of a coin is up after some people have turned it over.",
        levels=[
            Level(grade=1, strata=_people(2)),
            Level(grade=1, strata=_people(3, 4)),
            Level(grade=2, strata=_people(6, 7)),
            Level(grade=3, strata=_people(11, 12)),
            Level(grade=4, strata=_people(20, 21)),
            Level(grade=5, strata=_people(35, 36)),
        ],
        draw=draw,
        solve=solve,
        slots=slots,
        write=write,
        oracle=oracle.coin,
        misconceptions=wrong.COIN,
        asks="yes_no",
        directions=SIDES,
    )
)
