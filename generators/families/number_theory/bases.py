"""Numbers in other bases than ten."""

from collections.abc import Sequence

from jagbench.generators.families.number_theory import misconceptions as wrong
from jagbench.generators.families.number_theory import oracle
from jagbench.generators.families.number_theory.operands import DIGITS, from_base, to_base
from jagbench.generators.mechanism.registry import register
from jagbench.generators.skill.definition import Level, Question, Shown, Skill, Stratum
from jagbench.generators.skill.draws import choices
from jagbench.generators.skill.source import Source
from jagbench.probes.answer import Answer


def _digits(source: Source, stratum: Stratum) -> str:
    """So many digits of a base; one of them is a letter where the base has letters."""
    base, count = int(stratum["base"]), int(stratum["digits"])
    found = [source.choice(DIGITS[1:base]), *choices(source, DIGITS[:base], count - 1)]
    if base > 10 and "".join(found).isdecimal():
        found[source.integer(0, count - 1)] = source.choice(DIGITS[10:base])
    return "".join(found)


def draw_from(source: Source, stratum: Stratum) -> Sequence[str]:
    """Digits, and the base that they are written in."""
    return _digits(source, stratum), str(stratum["base"])


def draw_to(source: Source, stratum: Stratum) -> Sequence[str]:
    """A number in base ten, and the base to write it in."""
    base = int(stratum["base"])
    return str(from_base(_digits(source, stratum), base)), str(base)


def solve_from(question: Question) -> Answer:
    """The value of the digits."""
    digits, base = question.item.operands
    return Answer(kind="integer", value=str(from_base(digits, int(base))))


def solve_to(question: Question) -> Answer:
    """The digits of the number in the base."""
    number, base = question.item.operands
    return Answer(kind="integer", value=to_base(int(number), int(base)))


def _slots(shown: Shown) -> dict[str, str]:
    return dict(zip(("number", "base"), shown.operands, strict=True))


def _sizes(*sizes: tuple[int, int]) -> list[Stratum]:
    return [{"base": base, "digits": digits} for base, digits in sizes]


from_ = register(
    Skill(
        name="number_theory.from_base",
        summary="What a number in another base is in base ten.",
        levels=[
            Level(grade=5, strata=_sizes((2, 5), (2, 6), (2, 7))),
            Level(grade=6, strata=_sizes((3, 3), (4, 3), (5, 3))),
            Level(grade=6, strata=_sizes((2, 9), (2, 10), (8, 3))),
            Level(grade=7, strata=_sizes((2, 12), (6, 4), (7, 4), (9, 4))),
            Level(grade=8, strata=_sizes((16, 3), (16, 4), (12, 4), (7, 6))),
        ],
        draw=draw_from,
        solve=solve_from,
        slots=_slots,
        oracle=oracle.from_base,
        misconceptions=wrong.FROM_BASE,
    )
)

to = register(
    Skill(
        name="number_theory.to_base",
        summary="What a number is in another base than ten.",
        levels=[
            Level(grade=5, strata=_sizes((2, 5), (2, 6), (2, 7))),
            Level(grade=6, strata=_sizes((3, 3), (4, 3), (5, 3))),
            Level(grade=6, strata=_sizes((2, 9), (2, 10), (8, 3))),
            Level(grade=7, strata=_sizes((2, 12), (6, 4), (7, 4), (9, 4))),
            Level(grade=8, strata=_sizes((2, 16), (3, 8), (7, 6), (8, 6))),
        ],
        draw=draw_to,
        solve=solve_to,
        slots=_slots,
        oracle=oracle.to_base,
        misconceptions=wrong.TO_BASE,
    )
)
