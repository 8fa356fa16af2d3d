"""Children who swap their things, as in "tracking shuffled objects" of BIG-bench (arXiv 2206.04615)."""

from collections.abc import Mapping, Sequence

from jagbench.generators.families.states import misconceptions as wrong
from jagbench.generators.families.states import oracle
from jagbench.generators.families.states.operands import children, follow, game
from jagbench.generators.families.states.wording import THINGS, sentences, write
from jagbench.generators.language.people import EVERYBODY, joined
from jagbench.generators.mechanism.registry import register
from jagbench.generators.skill.definition import Level, Question, Shown, Skill, Stratum
from jagbench.generators.skill.draws import choices, sample
from jagbench.generators.skill.source import Source
from jagbench.probes.answer import Answer

TRIES = 50


def _swaps(source: Source, people: int, count: int) -> list[tuple[int, int]]:
    """Swaps, of which none undoes the one before it."""
    pairs = [(first, second) for first in range(people) for second in range(people) if first != second]
    found = choices(source, pairs, count)
    for place in range(1, count):
        if {*found[place]} == {*found[place - 1]}:
            first, second = found[place]
            other = next(each for each in range(people) if each not in (first, second))
            found[place] = (first, other)
    return found


def draw(source: Source, stratum: Stratum) -> Sequence[str]:
    """Children, their things, the thing that is asked about, and the swaps, each of two children.

    Exactly one child ends with its own thing, so that to name the first owner is right by chance only.
    """
    people, count, place = (int(stratum[factor]) for factor in ("people", "swaps", "place"))
    swaps = _swaps(source, people, count)
    for _ in range(TRIES):
        if sum([follow(holder, swaps) == holder for holder in range(people)]) == 1:
            break
        swaps = _swaps(source, people, count)
    names, things = sample(source, EVERYBODY, people), sample(source, THINGS, people)
    asked = follow(place, swaps[::-1])
    return [*names, *things, things[asked], *(names[each] for swap in swaps for each in swap)]


def solve(question: Question) -> Answer:
    """Follow the thing from hand to hand."""
    names, holder, swaps = game(question)
    return Answer(kind="choice", value=names[follow(holder, swaps)], options=tuple(names))


def slots(shown: Shown) -> Mapping[str, str]:
    """The story, and the thing that is asked about."""
    told = sentences(shown.language)
    count = children(shown.question.item.operands)
    words = shown.operands
    names, things, pairs = words[:count], words[count : 2 * count], words[2 * count + 1 :]
    return {
        "story": joined(
            shown.language,
            [
                *(
                    told["has"].format(name=name, thing=thing)
                    for name, thing in zip(names, things, strict=True)
                ),
                *(
                    told["swap"].format(first=first, second=second)
                    for first, second in zip(pairs[::2], pairs[1::2], strict=True)
                ),
            ],
        ),
        "thing": words[2 * count],
    }


def _games(people: int, *swaps: int) -> list[Stratum]:
    return [{"people": people, "swaps": count, "place": place} for count in swaps for place in range(people)]


swap = register(
    Skill(
        name="states.swaps",
        summary="Who has a thing after children have swapped their things.",
        levels=[
            Level(grade=1, strata=_games(3, 1)),
            Level(grade=2, strata=_games(3, 3)),
            Level(grade=3, strata=_games(5, 4, 5)),
            Level(grade=4, strata=_games(7, 9)),
            Level(grade=5, strata=_games(8, 15)),
            Level(grade=6, strata=_games(10, 30)),
        ],
        draw=draw,
        solve=solve,
        slots=slots,
        write=write,
        oracle=oracle.swaps,
        misconceptions=wrong.SWAPS,
        asks="name",
    )
)
