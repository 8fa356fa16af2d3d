"""Powers and square roots."""

import re
from decimal import Context, Decimal

from jagbench.errors import JagbenchError
from jagbench.generators.families.arithmetic.oracle.prompts import EXACT, content, plain
from jagbench.generators.oracles import number_words

POWER = re.compile(r"([0-9]+)([⁰¹²³⁴⁵⁶⁷⁸⁹]+)")
LONG = Context(prec=50)
"""More digits than any root has; to take it is slow with more."""
RAISED = {raised: value for value, raised in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")}
RADICAND = re.compile(r"√?([0-9０-９][0-9０-９.,\u202f]*)")


def power(prompt: str, language: str) -> str:
    """Multiply the base in the last line of a prompt by itself as often as its exponent says.

    Raises:
        JagbenchError: if it does not hold one power.
    """
    found = POWER.fullmatch(content(prompt))
    if found is None:
        raise JagbenchError(f"The prompt does not hold one power: {prompt!r}")
    exponent = 0
    for digit in found[2]:
        exponent = 10 * exponent + RAISED[digit]
    base, product = Decimal(found[1]), Decimal(1)
    for _ in range(exponent):
        product = EXACT.multiply(product, base)
    return plain(product)


def root(prompt: str, language: str) -> str:
    """Take the square root of the number in the last line of a prompt.

    Raises:
        JagbenchError: if it does not hold one number, or the number is no perfect square.
    """
    found = RADICAND.fullmatch(content(prompt))
    if found is None:
        raise JagbenchError(f"The prompt does not hold one number: {prompt!r}")
    radicand = Decimal(number_words.plain(found[1], language))
    result = LONG.sqrt(radicand)
    if EXACT.multiply(result, result) != radicand:
        raise JagbenchError(f"{found[1]} is no perfect square.")
    return plain(result)
