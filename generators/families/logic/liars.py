"""Who tells the truth, where each says of another that he or she does or does not.

The task is "web of lies" of BIG-bench (arXiv 2206.04615).
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from jagbench.generators.families.logic import misconceptions as wrong
from jagbench.generators.families.logic import oracle
from jagbench.generators.families.logic.operands import speakers
from jagbench.generators.families.logic.wording import write
from jagbench.generators.language.people import EVERYBODY, joined
from jagbench.generators.mechanism.registry import register
from jagbench.generators.skill.definition import Level, Question, Shown, Skill, Stratum
from jagbench.generators.skill.draws import choices, sample
from jagbench.generators.skill.source import Source
from jagbench.probes.answer import Answer


def draw(source: Source, stratum: Stratum) -> Sequence[str]:
    """Who is asked about, what is known of the first person, and what each next one says of another."""
    people = int(stratum["people"])
    lies = choices(source, (False, True), people)
    if (sum(lies) % 2 == 0) != stratum["honest"]:
        place = source.integer(0, people - 1)
        lies[place] = not lies[place]
    names = sample(source, EVERYBODY, people)
    sentences = [f"{'liar' if lies[0] else 'honest'} {names[0]}"]
    sentences += [
        f"{'says_liar' if lie else 'says_honest'} {before} {speaker}"
        for (before, speaker), lie in zip(pairwise(names), lies[1:], strict=True)
    ]
    if stratum["order"] == "shuffled":
        sentences = sample(source, sentences, people)
    return [names[-1], *sentences]


def solve(question: Question) -> Answer:
    """By the parity of the lies."""
    return Answer(
        kind="choice", value="yes" if sum(speakers(question)) % 2 == 0 else "no", options=("yes", "no")
    )


def slots(shown: Shown) -> Mapping[str, str]:
    """Who is asked about, and the sentences."""
    return {"asked": shown.operands[0], "story": joined(shown.language, shown.operands[1:])}


def _people(order: str, *counts: int) -> list[Stratum]:
    return [
        {"people": count, "order": order, "honest": honest} for count in counts for honest in (True, False)
    ]


liars = register(
    Skill(
        name="logic.liars",
        summary="Whether somebody tells the truth, where each says of another that he or she does or lies.",
        levels=[
            Level(grade=2, strata=_people("straight", 2)),
            Level(grade=3, strata=_people("straight", 3, 4)),
            Level(grade=4, strata=_people("straight", 6, 7)),
            Level(grade=5, strata=_people("shuffled", 9, 10)),
            Level(grade=6, strata=_people("shuffled", 16, 17)),
        ],
        draw=draw,
        solve=solve,
        slots=slots,
        write=write,
        oracle=oracle.liars,
        misconceptions=wrong.LIARS,
        asks="yes_no",
    )
)
