"""The answer to a sum, difference or product, from the prompt's text."""

import re
from decimal import Context, Decimal

from jagbench.errors import JagbenchError

EXPRESSION = re.compile(r"\d+(?:\.\d+)?(?: [+\-×] \d+(?:\.\d+)?)+")
EXACT = Context(prec=200)
"""More digits than any probe has, so that nothing is rounded."""


def evaluate(prompt: str, language: str) -> str:
    """Evaluate the one expression of a prompt with `decimal`, from left to right.

    Raises:
        JagbenchError: if the prompt does not hold exactly one expression of one operator.
    """
    expressions = EXPRESSION.findall(prompt)
    operators = set(expressions[0].split(" ")[1::2]) if len(expressions) == 1 else set[str]()
    if len(operators) != 1:
        raise JagbenchError(f"The prompt does not hold one expression of one operator: {prompt!r}")
    first, *rest = (Decimal(token) for token in expressions[0].split(" ")[0::2])
    apply = {"+": EXACT.add, "-": EXACT.subtract, "×": EXACT.multiply}[operators.pop()]
    result = first
    for operand in rest:
        result = apply(result, operand)
    text = format(result, "f")
    shortened = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if shortened == "-0" else shortened
