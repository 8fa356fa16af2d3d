"""Whether two strings are the same: signs that look alike, neighbours exchanged, another sign."""

from collections.abc import Sequence

from jagbench.generators.families.strings import misconceptions as wrong
from jagbench.generators.families.strings import oracle
from jagbench.generators.families.strings.operands import LOOKALIKES
from jagbench.generators.language.writing import symbol
from jagbench.generators.mechanism.registry import register
from jagbench.generators.skill.definition import Level, Question, Skill, Stratum
from jagbench.generators.skill.draws import choices
from jagbench.generators.skill.source import Source
from jagbench.probes.answer import Answer

SIGNS = "ABCDEFGHKLMNPQRTUVWXYZ346790O1lI2Z5S8B"
"""Capital letters, digits and a small l: those that look alike are there together."""


def draw(source: Source, stratum: Stratum) -> Sequence[str]:
    """A string, and the same once more, or one that differs at one place as the stratum says.

    All strings hold a sign that has a look-alike, and two unlike neighbours.
    """
    length, kind = int(stratum["length"]), stratum["difference"]
    signs = choices(source, SIGNS, length)
    place = source.integer(0, length - 1)
    if not any(sign in LOOKALIKES for sign in signs):
        signs[place] = source.choice("O1S8")
    alike = [at for at, sign in enumerate(signs) if sign in LOOKALIKES]
    other = list(signs)
    if kind == "lookalike":
        place = source.choice(alike)
        other[place] = LOOKALIKES[signs[place]]
    elif kind == "swap":
        unlike = [at for at in range(length - 1) if signs[at] != signs[at + 1]]
        place = source.choice(unlike) if unlike else 0
        if not unlike:
            signs[0] = other[0] = "7" if signs[1] != "7" else "4"
        other[place], other[place + 1] = other[place + 1], other[place]
    elif kind == "other":
        unlike_signs = SIGNS.replace(signs[place], "").replace(LOOKALIKES.get(signs[place], " "), "")
        other[place] = source.choice(unlike_signs)
    return "".join(signs), "".join(other)


def solve(question: Question) -> Answer:
    """Whether all signs agree."""
    first, second = question.item.operands
    return Answer(kind="choice", value="yes" if first == second else "no", options=("yes", "no"))


def _lengths(*lengths: int) -> list[Stratum]:
    return [
        {"length": length, "difference": kind}
        for length in lengths
        # As many pairs that are the same as pairs that differ.
        for kind in ("none", "lookalike", "none", "swap", "none", "other")
    ]


same = register(
    Skill(
        name="strings.same",
        summary="Whether two strings agree in every sign.",
        levels=[
            Level(grade=1, strata=_lengths(6)),
            Level(grade=2, strata=_lengths(10)),
            Level(grade=2, strata=_lengths(18)),
            Level(grade=3, strata=_lengths(36)),
            Level(grade=4, strata=_lengths(80)),
        ],
        draw=draw,
        solve=solve,
        slots=lambda shown: dict(zip(("first", "second"), shown.operands, strict=True)),
        write=symbol,
        oracle=oracle.same,
        misconceptions=wrong.SAME,
        asks="yes_no",
    )
)
