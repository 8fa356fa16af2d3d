"""Rules about all or some cards, and what they say of one card."""

import itertools
from collections.abc import Sequence

from jagbench.generators.families.logic import misconceptions as wrong
from jagbench.generators.families.logic import oracle
from jagbench.generators.families.logic.operands import (
    Literal,
    arrows_of,
    cards,
    opposite,
    reached,
    settled,
    verdict,
)
from jagbench.generators.families.logic.wording import slots, write
from jagbench.generators.mechanism.registry import register
from jagbench.generators.skill.definition import Level, Question, Skill, Stratum
from jagbench.generators.skill.draws import choices, sample
from jagbench.generators.skill.source import Source
from jagbench.probes.answer import Answer

PICTURES = tuple("0123456789")


def _sign(literal: Literal) -> str:
    return "+" if literal[1] else "-"


def _rule(form: str, before: Literal, after: Literal) -> str:
    return f"{form}{_sign(before)}{_sign(after)} {before[0]} {after[0]}"


def draw(source: Source, stratum: Stratum) -> Sequence[str]:
    """The claim, and a chain of rules for all cards, told either way round, with one fact about a card.

    `ponens` goes along the chain and `tollens` back; `converse` and `inverse` try what does not follow, and
    with `some` one rule of the chain holds for some cards only. Signs are drawn apart from all that.
    """
    count, form = int(stratum["rules"]), str(stratum["form"])
    with_some = bool(stratum["with_some"])
    pictures = sample(source, PICTURES, count + 2)
    signs = choices(source, (False, True), count + 2)
    *chain, aside = zip(pictures, signs, strict=True)
    broken = source.integer(0, count - 1) if form == "some" else -1
    sentences: list[str] = []
    for step, (before, after) in enumerate(itertools.pairwise(chain)):
        if step == broken:
            sentences.append(_rule("some", before, after))
        elif source.boolean():
            sentences.append(_rule("all", before, after))
        else:
            sentences.append(_rule("all", opposite(after), opposite(before)))
    if with_some:
        other = source.choice(chain)
        pair = (aside, other) if source.boolean() else (other, aside)
        sentences.append(_rule("all" if form == "some" else "some", *pair))
    if form == "reversed":
        form = source.choice(("converse", "inverse"))
    first, last = chain[0], chain[-1]
    fact, claim = {
        "ponens": (first, last),
        "some": (first, last),
        "tollens": (opposite(last), opposite(first)),
        "converse": (last, first),
        "inverse": (opposite(first), opposite(last)),
    }[form]
    if stratum["verdict"] == "false" or (stratum["verdict"] == "unknown" and source.boolean()):
        claim = opposite(claim)
    sentences.append(f"is{_sign(fact)} {fact[0]}")
    return [f"is{_sign(claim)} {claim[0]}", *sample(source, sentences, len(sentences))]


def solve(question: Question) -> Answer:
    """By all that follows from the fact."""
    claim, fact, everywhere, _ = cards(question)
    return verdict(settled(claim, reached([fact], arrows_of(everywhere))))


def _forms(count: int, *, with_some: bool) -> list[Stratum]:
    unknown = ("reversed", "some") if with_some else ("converse", "inverse")
    return [
        {"rules": count, "with_some": with_some, "form": form, "verdict": verdict}
        for verdict, forms in (
            ("true", ("ponens", "tollens")),
            ("false", ("ponens", "tollens")),
            ("unknown", unknown),
        )
        for form in forms
    ]


rules = register(
    Skill(
        name="logic.rules",
        summary="What rules about all or some cards say of one card.",
        levels=[
            Level(grade=3, strata=_forms(1, with_some=False)),
            Level(grade=4, strata=_forms(2, with_some=True)),
            Level(grade=5, strata=_forms(3, with_some=True)),
            Level(grade=6, strata=_forms(5, with_some=True)),
            Level(grade=7, strata=_forms(7, with_some=True)),
        ],
        draw=draw,
        solve=solve,
        slots=slots,
        write=write,
        oracle=oracle.rules,
        misconceptions=wrong.RULES,
        asks="truth",
    )
)
