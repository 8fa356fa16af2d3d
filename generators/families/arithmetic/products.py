"""Products and quotients of whole numbers."""

from collections.abc import Sequence

from jagbench.generators.families.arithmetic.misconceptions import products as wrong
from jagbench.generators.families.arithmetic.oracle.calculation import evaluate, quotient_or_remainder
from jagbench.generators.families.arithmetic.sums import NOTATIONS
from jagbench.generators.families.arithmetic.terms import integer, integers, joined, nonzero
from jagbench.generators.language.writing import number
from jagbench.generators.mechanism.registry import register
from jagbench.generators.skill.definition import Level, Question, Skill, Stratum
from jagbench.generators.skill.source import Source
from jagbench.probes.answer import Answer


def factor(source: Source, digits: int, zero: str = "none") -> int:
    """A number of so many digits, none of them zero but one: `"inside"` or at the `"end"`.

    Single digits begin at 2, since times one is no work.
    """
    if digits == 1:
        return source.integer(2, 9)
    if zero == "end":
        return int(nonzero(source, digits - 1)) * 10
    text = nonzero(source, digits)
    if zero == "none":
        return int(text)
    place = source.integer(1, digits - 2)
    return int(f"{text[:place]}0{text[place + 1 :]}")


def draw_multiplication(source: Source, stratum: Stratum) -> Sequence[str]:
    """Two numbers with the stratum's digits, and its zero in the first."""
    first = factor(source, int(stratum["digits"]), str(stratum["zero"]))
    return str(first), str(factor(source, int(stratum["other_digits"])))


def _products(*lengths: tuple[int, int], zeros: Sequence[str] = ("none",)) -> list[Stratum]:
    return [
        {"digits": digits, "other_digits": other, "zero": zero} for digits, other in lengths for zero in zeros
    ]


def _product(question: Question) -> Answer:
    first, second = integers(question)
    return integer(first * second)


multiplication = register(
    Skill(
        name="arithmetic.multiplication",
        summary="Multiply two whole numbers.",
        version=3,
        levels=[
            Level(grade=3, strata=_products((1, 1))),
            Level(
                grade=4,
                strata=[
                    *_products((2, 1), zeros=("none", "end")),
                    *_products((3, 1), zeros=("none", "inside")),
                ],
            ),
            Level(
                grade=4,
                strata=[
                    *_products((2, 2), zeros=("none", "end")),
                    *_products((3, 2), zeros=("none", "inside")),
                ],
            ),
            Level(grade=5, strata=_products((3, 3), (4, 3), zeros=("none", "inside", "end"))),
            Level(grade=6, strata=_products((4, 4), (5, 2), (6, 2), zeros=("none", "inside"))),
            Level(grade=6, strata=_products((5, 5), (6, 6), zeros=("none", "inside"))),
        ],
        draw=draw_multiplication,
        solve=_product,
        slots=joined("×"),
        write=number,
        oracle=evaluate,
        misconceptions=wrong.MULTIPLICATION,
        orders=("ab", "ba"),
        notations=NOTATIONS,
    )
)


def draw_division(source: Source, stratum: Stratum) -> Sequence[str]:
    """Dividend and divisor: a quotient with the stratum's zero, multiplied out."""
    quotient = factor(source, int(stratum["digits"]), str(stratum["zero"]))
    divisor = factor(source, int(stratum["divisor_digits"]))
    return str(quotient * divisor), str(divisor)


def _quotients(*lengths: tuple[int, int], zeros: Sequence[str] = ("none",)) -> list[Stratum]:
    return [
        {"digits": digits, "divisor_digits": divisor, "zero": zero}
        for digits, divisor in lengths
        for zero in zeros
    ]


def _quotient(question: Question) -> Answer:
    dividend, divisor = integers(question)
    return integer(dividend // divisor)


division = register(
    Skill(
        name="arithmetic.division",
        summary="Divide whole numbers that divide exactly.",
        version=2,
        levels=[
            Level(grade=3, strata=_quotients((1, 1))),
            Level(grade=4, strata=_quotients((2, 1), zeros=("none", "end"))),
            Level(grade=4, strata=_quotients((3, 1), (4, 1), zeros=("none", "inside"))),
            Level(
                grade=5,
                strata=[*_quotients((1, 2), (2, 2)), *_quotients((3, 2), zeros=("none", "inside", "end"))],
            ),
            Level(grade=6, strata=_quotients((4, 3), (5, 4), zeros=("none", "inside", "end"))),
            Level(grade=6, strata=_quotients((5, 6), (6, 6), zeros=("none", "inside"))),
        ],
        draw=draw_division,
        solve=_quotient,
        slots=joined("÷"),
        write=number,
        oracle=evaluate,
        misconceptions=wrong.DIVISION,
        notations=NOTATIONS,
    )
)


def draw_remainder(source: Source, stratum: Stratum) -> Sequence[str]:
    """Dividend and divisor that leave a remainder, or none where the stratum says so."""
    quotient = factor(source, int(stratum["digits"]), str(stratum["zero"]))
    divisor = max(3, factor(source, int(stratum["divisor_digits"])))
    rest = 0 if stratum["exact"] else source.integer(1, divisor - 1)
    return str(quotient * divisor + rest), str(divisor)


def _divided(
    *lengths: tuple[int, int], zeros: Sequence[str] = ("none",), exact: Sequence[bool] = (False,)
) -> list[Stratum]:
    return [
        {**stratum, "exact": leaves_none}
        for stratum in _quotients(*lengths, zeros=zeros)
        for leaves_none in exact
    ]


def _asked(question: Question) -> Answer:
    dividend, divisor = integers(question)
    return integer(dividend % divisor if question.direction == "remainder" else dividend // divisor)


remainder = register(
    Skill(
        name="arithmetic.remainder",
        summary="Divide whole numbers and give the whole quotient or the remainder.",
        levels=[
            Level(grade=4, strata=_divided((1, 1))),
            Level(
                grade=4,
                strata=[*_divided((2, 1), exact=(False, True)), *_divided((2, 1), zeros=("end",))],
            ),
            Level(grade=5, strata=_divided((3, 1), (4, 1), zeros=("none", "inside"))),
            Level(
                grade=5,
                strata=[
                    *_divided((1, 2), (2, 2), exact=(False, True)),
                    *_divided((3, 2), zeros=("none", "inside")),
                ],
            ),
            Level(grade=6, strata=_divided((4, 3), (5, 3), zeros=("none", "inside"))),
            Level(grade=6, strata=_divided((5, 6), (6, 6), zeros=("none", "inside"))),
        ],
        draw=draw_remainder,
        solve=_asked,
        slots=joined("÷"),
        write=number,
        oracle=quotient_or_remainder,
        misconceptions=wrong.REMAINDER,
        directions=("quotient", "remainder"),
        notations=NOTATIONS,
    )
)
