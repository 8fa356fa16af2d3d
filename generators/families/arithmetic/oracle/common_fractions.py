"""The value of a sum, difference or product of two fractions."""

import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from operator import add, mul, sub

from jagbench.errors import JagbenchError
from jagbench.generators.families.arithmetic.oracle.prompts import content

EXPRESSION = re.compile(r"([0-9]+)/([0-9]+) ([+\-×·]) ([0-9]+)/([0-9]+)")
OPERATIONS: Mapping[str, Callable[[Fraction, Fraction], Fraction]] = {"+": add, "-": sub, "×": mul, "·": mul}


def evaluate(prompt: str, language: str) -> str:
    """Calculate with the two fractions in the last line of a prompt.

    Raises:
        JagbenchError: if it does not hold one operation with two fractions.
    """
    found = EXPRESSION.fullmatch(content(prompt))
    if found is None or "0" in (found[2], found[5]):
        raise JagbenchError(f"The prompt does not hold one operation with two fractions: {prompt!r}")
    first, second = Fraction(int(found[1]), int(found[2])), Fraction(int(found[4]), int(found[5]))
    return str(OPERATIONS[found[3]](first, second))
