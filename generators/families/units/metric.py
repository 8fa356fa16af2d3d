"""A metric quantity in another unit."""

from collections.abc import Sequence
from fractions import Fraction

from jagbench.generators.families.units import misconceptions as wrong
from jagbench.generators.families.units import oracle
from jagbench.generators.families.units.operands import POWERS, converted
from jagbench.generators.language.writing import number
from jagbench.generators.mechanism.registry import register
from jagbench.generators.skill.definition import Level, Question, Skill, Stratum
from jagbench.generators.skill.numbers import plain
from jagbench.generators.skill.source import Source
from jagbench.probes.answer import Answer


def draw(source: Source, stratum: Stratum) -> Sequence[str]:
    """A quantity with so many significant digits and decimal places, its unit, and the one asked for."""
    large, small = str(stratum["large"]), str(stratum["small"])
    digits, places = int(stratum["digits"]), int(stratum["places"])
    # The last digit is no zero, so that there are as many decimal places as the stratum says.
    value = Fraction(10 * source.integer(10 ** (digits - 2), 10 ** (digits - 1) - 1) + source.integer(1, 9))
    value /= 10**places
    if stratum["to"] == "small":
        return [plain(value), large, small]
    return [plain(value * Fraction(10) ** (POWERS[large] - POWERS[small])), small, large]


def solve(question: Question) -> Answer:
    """By the power of ten between the units."""
    return Answer(kind="decimal", value=plain(converted(question)))


def _strata(pairs: str, *numbers: tuple[int, int], to: str = "small large") -> list[Stratum]:
    """Pairs of units such as `km>m`, with digits and decimal places of the number of large ones.

    Three decimal places are left out: where commas are decimal, 3.643 can be read as 3643.
    """
    return [
        {"large": large, "small": small, "to": way, "digits": digits, "places": places}
        for large, small in [pair.split(">") for pair in pairs.split()]
        for digits, places in numbers
        for way in to.split()
    ]


metric = register(
    Skill(
        name="units.metric",
        summary="A length, mass, volume or area in another metric unit.",
        levels=[
            Level(grade=3, strata=_strata("m>cm cm>mm km>m kg>g L>mL", (2, 0), to="small")),
            Level(grade=4, strata=_strata("m>cm cm>mm m>mm km>m kg>g t>kg L>mL", (2, 0), (3, 0))),
            Level(grade=5, strata=_strata("m>cm cm>mm m>mm km>m kg>g g>mg t>kg L>mL", (2, 1), (3, 2))),
            Level(grade=6, strata=_strata("km>cm km>mm t>g kg>mg m>mm", (2, 1), (3, 2), (5, 4))),
            Level(
                grade=7,
                strata=_strata("m²>cm² m²>dm² cm²>mm² km²>m² m³>dm³ m³>cm³ m³>L dm³>mL", (2, 1), (3, 2)),
            ),
        ],
        draw=draw,
        solve=solve,
        slots=lambda shown: dict(zip(("number", "unit", "target"), shown.operands, strict=True)),
        write=number,
        oracle=oracle.metric,
        misconceptions=wrong.METRIC,
    )
)
