"""People enter and leave a room."""

from collections.abc import Mapping, Sequence

from jagbench.generators.families.sets import misconceptions as wrong
from jagbench.generators.families.sets import oracle
from jagbench.generators.families.sets.operands import people
from jagbench.generators.families.sets.wording import FURNITURE, patterns, write
from jagbench.generators.language.people import draw_facts, joined
from jagbench.generators.mechanism.registry import register
from jagbench.generators.skill.definition import Level, Question, Shown, Skill, Stratum
from jagbench.generators.skill.source import Source
from jagbench.probes.answer import Answer


def draw_room(source: Source, stratum: Stratum) -> Sequence[str]:
    """How many are there at first, and pairs: a number and `in` or `out`, or a thing and its colour."""
    most = int(stratum["most"])
    present = start = source.integer(2, most)
    told: list[tuple[str, str]] = []
    for _ in range(int(stratum["steps"])):
        leaving = present > 0 and source.boolean()
        people = source.integer(1, min(present, most) if leaving else most)
        present += -people if leaving else people
        told.append((str(people), "out" if leaving else "in"))
    if present in {start, *(int(people) for people, _ in told)}:
        told[-1] = _other_end(source, present, told, {start, *(int(people) for people, _ in told[:-1])}, most)
    for fact in draw_facts(source, FURNITURE, int(stratum["distractors"])):
        told.insert(source.integer(0, len(told)), fact)
    return [str(start), *(part for pair in told for part in pair)]


def _other_end(
    source: Source, present: int, told: Sequence[tuple[str, str]], shown: set[int], most: int
) -> tuple[str, str]:
    """A last step that leaves a number of people which the story has not named, where there is one."""
    last, side = int(told[-1][0]), told[-1][1]
    before = present + (last if side == "out" else -last)
    steps = [(people, "in", before + people) for people in range(1, most + 1)]
    steps += [(people, "out", before - people) for people in range(1, min(before, most) + 1)]
    fitting = [(str(people), way) for people, way, left in steps if left not in {*shown, people}]
    return source.choice(fitting) if fitting else told[-1]


def solve_room(question: Question) -> Answer:
    """Those at first, and who came, less who went."""
    start, steps = people(question)
    return Answer(kind="integer", value=str(start + sum(steps)))


def slots_room(shown: Shown) -> Mapping[str, str]:
    """The story."""
    told = patterns(shown.language)
    words, symbols = shown.operands, shown.question.item.operands
    sentences = [told["start"].format(n=words[0])]
    for place in range(1, len(words), 2):
        side = symbols[place + 1]
        if side in ("in", "out"):
            number = words[place]
            sentences.append(told[f"{side}_one" if number == "1" else f"{side}_many"].format(n=number))
        else:
            sentences.append(told["fact"].format(thing=words[place], colour=words[place + 1]))
    return {"story": joined(shown.language, sentences)}


def _steps(steps: Sequence[int], most: int, distractors: Sequence[int]) -> list[Stratum]:
    return [{"steps": count, "most": most, "distractors": idle} for count in steps for idle in distractors]


in_room = register(
    Skill(
        name="sets.in_room",
        summary="How many people are in a room after some have come and gone.",
        version=2,
        levels=[
            Level(grade=1, strata=_steps([2, 3], 5, [0])),
            Level(grade=1, strata=_steps([4, 5], 9, [0, 1])),
            Level(grade=2, strata=_steps([6, 8], 9, [0, 2])),
            Level(grade=3, strata=_steps([10, 12], 12, [0, 3])),
            Level(grade=4, strata=_steps([16, 20], 20, [0, 4])),
        ],
        draw=draw_room,
        solve=solve_room,
        slots=slots_room,
        write=write,
        oracle=oracle.in_room,
        misconceptions=wrong.IN_ROOM,
    )
)
