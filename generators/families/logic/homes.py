"""Who is at home, from "not both", "at least one" and "if"."""

import itertools
from collections.abc import Sequence

from jagbench.generators.families.logic import misconceptions as wrong
from jagbench.generators.families.logic import oracle
from jagbench.generators.families.logic.operands import (
    VERDICTS,
    arrows_of,
    homes,
    implied,
    reached,
    settled,
    verdict,
)
from jagbench.generators.families.logic.wording import slots, write
from jagbench.generators.language.people import EVERYBODY
from jagbench.generators.mechanism.registry import register
from jagbench.generators.skill.definition import Level, Question, Skill, Stratum
from jagbench.generators.skill.draws import sample
from jagbench.generators.skill.source import Source
from jagbench.probes.answer import Answer

FACTS = {True: "home", False: "away"}


def _linked(source: Source, here: str, there: str, *, so: bool, tells: bool) -> tuple[str, bool]:
    """A sentence about two people, of whom the first is so, that tells of the second or not, and what."""
    if source.boolean():
        # "Not both" tells of the second where the first is at home, "at least one" where it is not.
        first, second = (here, there) if source.boolean() else (there, here)
        return f"{'not_both' if so == tells else 'at_least_one'} {first} {second}", not so
    # "If" tells forwards where the first is at home, backwards where it is not.
    return f"if {here} {there}" if so == tells else f"if {there} {here}", so


def draw(source: Source, stratum: Stratum) -> Sequence[str]:
    """The claim, and a chain of sentences about two people each, with one fact about the first of them."""
    count = int(stratum["sentences"])
    names = sample(source, EVERYBODY, count + 1)
    so = source.boolean()
    sentences = [f"{FACTS[so]} {names[0]}"]
    open_at = source.integer(0, count - 1) if stratum["verdict"] == "unknown" else -1
    for step, (here, there) in enumerate(itertools.pairwise(names)):
        sentence, so = _linked(source, here, there, so=so, tells=step != open_at)
        sentences.append(sentence)
    claimed = so if stratum["verdict"] != "unknown" else source.boolean()
    claim = FACTS[claimed == (stratum["verdict"] != "false")]
    return [f"{claim} {names[-1]}", *sample(source, sentences, len(sentences))]


def solve(question: Question) -> Answer:
    """By all that follows from the fact."""
    claim, fact, pairs = homes(question)
    return verdict(settled(claim, reached([fact], arrows_of(implied(pairs)))))


def _sentences(*counts: int) -> list[Stratum]:
    return [{"sentences": count, "verdict": each} for count in counts for each in VERDICTS]


not_both = register(
    Skill(
        name="logic.not_both",
        summary='Who is at home, from "not both", "at least one" and "if".',
        levels=[
            Level(grade=3, strata=_sentences(1)),
            Level(grade=4, strata=_sentences(2)),
            Level(grade=5, strata=_sentences(3)),
            Level(grade=6, strata=_sentences(5)),
            Level(grade=7, strata=_sentences(7)),
        ],
        draw=draw,
        solve=solve,
        slots=slots,
        write=write,
        oracle=oracle.not_both,
        misconceptions=wrong.NOT_BOTH,
        asks="truth",
    )
)
