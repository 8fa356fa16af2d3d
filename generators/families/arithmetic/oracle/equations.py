"""The missing number of an equation."""

import re
from decimal import Decimal

from jagbench.errors import JagbenchError
from jagbench.generators.families.arithmetic.oracle.calculation import value
from jagbench.generators.families.arithmetic.oracle.prompts import EXACT, content, plain

NUMBER = re.compile(r"[0-9]+")
BLANK = re.compile(r"[?□]")


def missing(prompt: str, language: str) -> str:
    """Try every number that a calculation with the known ones gives, and keep the one that makes it true.

    Raises:
        JagbenchError: if there is not one equation with one blank, or no such number makes it true.
    """
    equation = content(prompt)
    known = [Decimal(number) for number in NUMBER.findall(equation)]
    if len(BLANK.findall(equation)) != 1 or equation.count(" = ") != 1 or len(known) not in (2, 3):
        raise JagbenchError(f"The prompt does not hold one equation with one blank: {prompt!r}")
    fitting = {
        number for number in _candidates(known) if number >= 0 and _is_true(equation, number, language)
    }
    if len(fitting) != 1:
        raise JagbenchError(f"{len(fitting)} numbers make {equation!r} true.")
    return plain(fitting.pop())


def _candidates(known: list[Decimal]) -> list[Decimal]:
    first, second, *rest = known
    if rest:
        return [EXACT.subtract(EXACT.add(first, second), rest[0])]
    quotients = [EXACT.divide_int(one, other) for one, other in ((first, second), (second, first)) if other]
    return [
        EXACT.subtract(first, second),
        EXACT.subtract(second, first),
        EXACT.add(first, second),
        EXACT.multiply(first, second),
        *quotients,
    ]


def _is_true(equation: str, number: Decimal, language: str) -> bool:
    left, right = (
        Decimal(side) if side.isdigit() else _value(side, language)
        for side in BLANK.sub(plain(number), equation).split(" = ")
    )
    return left == right


def _value(side: str, language: str) -> Decimal:
    """The value of a side, or no number where it has none among the whole numbers."""
    try:
        return value(side, language)
    except JagbenchError:
        return Decimal("nan")
