"""Chains of comparisons: how old somebody is, and who is the tallest or the oldest."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from jagbench.generators.families.kinship import misconceptions as wrong
from jagbench.generators.families.kinship import oracle
from jagbench.generators.families.kinship.operands import ages_told, chain, order_told, people_in
from jagbench.generators.language.people import EVERYBODY, is_girl, joined, patterns, write
from jagbench.generators.mechanism.registry import register
from jagbench.generators.skill.definition import Level, Question, Shown, Skill, Stratum
from jagbench.generators.skill.draws import choices, sample
from jagbench.generators.skill.source import Source
from jagbench.probes.answer import Answer

# --- ages -------------------------------------------------------------------------------------------

OLDEST = 90
LARGEST_DIFFERENCE = 9


def draw_ages(source: Source, stratum: Stratum) -> Sequence[str]:
    """Who is asked about, and the sentences: one age, and the differences of a chain of people."""
    people = int(stratum["people"])
    names = sample(source, EVERYBODY, people)
    given = age = source.integer(2 + LARGEST_DIFFERENCE, 12 if people < 4 else 40)
    sentences: list[list[str]] = []
    differences = choices(source, range(2, LARGEST_DIFFERENCE + 1), people - 1)
    relations = choices(source, (False, True), people - 1)
    mixed = choices(source, (False, True), people - 1)
    for step, (before, after) in enumerate(pairwise(names)):
        difference = differences[step]
        older = relations[step] if "relation" not in stratum else stratum["relation"] == "older"
        if not 2 <= (age + difference if older else age - difference) <= OLDEST:
            older = not older
        age += difference if older else -difference
        # Consistent: the sentence begins with the person whose age is yet unknown.
        consistent = mixed[step] if stratum["wording"] == "mixed" else stratum["wording"] == "consistent"
        first, second = (after, before) if consistent else (before, after)
        relation = "older" if older == consistent else "younger"
        sentences.append([first, str(difference), relation, second])
    sentences.insert(0, [names[0], str(given)])
    if stratum["order"] == "shuffled":
        sentences = sample(source, sentences, people)
    return [names[-1], *(part for sentence in sentences for part in sentence)]


def solve_ages(question: Question) -> Answer:
    """The given age, and then one difference after the other along the chain."""
    age, _, added = chain(question)
    return Answer(kind="integer", value=str(age + sum(added)))


def slots_ages(shown: Shown) -> Mapping[str, str]:
    """The story, and who is asked about."""
    told = patterns("kinship", shown.language)
    story: list[str] = []
    position = 1
    for sentence in ages_told(tuple(shown.question.item.operands)):
        words = shown.operands[position : position + len(sentence)]
        position += len(sentence)
        if len(sentence) == 2:
            story.append(told["age_is"].format(name=words[0], n=words[1]))
        else:
            first, number, _, second = words
            story.append(told[f"years_{sentence[2]}"].format(first=first, n=number, second=second))
    return {"story": joined(shown.language, story), "asked": shown.operands[0]}


def _chains(people: Sequence[int], wordings: str, orders: str) -> list[Stratum]:
    return [
        {"people": count, "wording": wording, "order": order}
        for count in people
        for wording in wordings.split()
        for order in orders.split()
    ]


ages = register(
    Skill(
        name="kinship.ages",
        summary="How old somebody is, from one age and the differences of a chain of people.",
        levels=[
            Level(
                grade=2,
                strata=[
                    {**stratum, "relation": relation}
                    for stratum in _chains([2], "consistent inconsistent", "straight")
                    for relation in ("older", "younger")
                ],
            ),
            Level(grade=2, strata=_chains([3], "consistent inconsistent", "straight")),
            Level(grade=3, strata=_chains([4, 5], "mixed", "straight shuffled")),
            Level(grade=4, strata=_chains([6, 7], "mixed", "straight shuffled")),
            Level(grade=5, strata=_chains([9, 10], "mixed", "shuffled")),
        ],
        draw=draw_ages,
        solve=solve_ages,
        slots=slots_ages,
        write=write,
        oracle=oracle.ages,
        misconceptions=wrong.AGES,
    )
)


# --- who is the tallest -----------------------------------------------------------------------------


def draw_order(source: Source, stratum: Stratum) -> Sequence[str]:
    """People as listed, then the sentences of their chain: each a name, a relation and another name."""
    people = int(stratum["people"])
    names = sample(source, EVERYBODY, people)
    # From the tallest to the shortest; the tallest stands at the stratum's place of the list.
    listed = sample(source, names[1:], people - 1)
    listed.insert(int(stratum["place"]), names[0])
    sentences = [
        (above, "more", below) if begins else (below, "less", above)
        for begins, (above, below) in zip(
            choices(source, (False, True), people - 1), pairwise(names), strict=True
        )
    ]
    # Who stands at an end would be named once, and all others twice: a last sentence names both ends again.
    first, last = names[0], names[-1]
    sentences.append((first, "more", last) if source.boolean() else (last, "less", first))
    return [*listed, *(part for sentence in sample(source, sentences, people) for part in sentence)]


def end_of(operands: Sequence[str], direction: str) -> str:
    """The tallest, or the shortest: who is never the other one of a sentence."""
    told = order_told(tuple(operands))
    above = {first if relation == "more" else second for first, relation, second in told}
    below = {second if relation == "more" else first for first, relation, second in told}
    (end,) = above - below if direction == "most" else below - above
    return end


def solve_order(question: Question) -> Answer:
    """The end of the chain that is asked for."""
    operands = question.item.operands
    return Answer(
        kind="choice",
        value=end_of(operands, question.direction),
        options=tuple(operands[: people_in(operands)]),
    )


def slots_order(shown: Shown) -> Mapping[str, str]:
    """The story."""
    told = patterns("kinship", shown.language)
    frame = shown.question.frame
    symbols = order_told(tuple(shown.question.item.operands))
    words = shown.operands[people_in(shown.operands) :]
    return {
        "story": joined(
            shown.language,
            [
                told[f"{frame}_{relation}_{'girl' if is_girl(symbol) else 'boy'}"].format(
                    first=first, second=second
                )
                for first, second, (symbol, relation, _) in zip(words[::3], words[2::3], symbols, strict=True)
            ],
        )
    }


def _places(people: int) -> list[Stratum]:
    return [{"people": people, "place": place} for place in range(people)]


order = register(
    Skill(
        name="kinship.order",
        summary="Who is the tallest or shortest, oldest or youngest, in a chain of comparisons.",
        version=2,
        levels=[
            Level(grade=1, strata=_places(3)),
            Level(grade=1, strata=_places(4)),
            Level(grade=2, strata=_places(6)),
            Level(grade=3, strata=_places(8)),
            Level(grade=4, strata=_places(10)),
        ],
        draw=draw_order,
        solve=solve_order,
        slots=slots_order,
        write=write,
        oracle=oracle.order,
        misconceptions=wrong.ORDER,
        asks="name",
        directions=("most", "least"),
    )
)
