"""The answer to a question about money, from the prompt's text, by laying out every cent."""

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import cache

from jagbench.errors import JagbenchError

AMOUNT = re.compile(r"\d+(?:[.,]\d\d)?")
LABEL = re.compile(r"^[^\d:：]+(?:: |：)", re.MULTILINE)


def _amounts(text: str) -> list[Decimal]:
    """The amounts of a text, whatever separates their cents."""
    return [Decimal(amount.replace(",", ".")) for amount in AMOUNT.findall(text)]


def _labelled(prompt: str) -> list[str]:
    """The lines behind the first that have a label."""
    return [line for line in prompt.split("\n")[1:] if LABEL.match(line)]


def _plain(amount: Decimal) -> str:
    text = format(amount, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def change(prompt: str, language: str) -> str:
    """Go from the sum of the prices up to what was paid.

    Raises:
        JagbenchError: if the prompt does not hold prices in one line and what was paid in another.
    """
    lines = _labelled(prompt)
    if len(lines) != 2:
        raise JagbenchError(f"The prompt does not hold prices and a payment: {prompt!r}")
    prices, paid = (_amounts(line) for line in lines)
    if not prices or len(paid) != 1 or sum(prices) > paid[0]:
        raise JagbenchError(f"The payment does not cover the prices: {prompt!r}")
    spent = Decimal(0)
    for price in prices:
        spent += price
    return _plain(paid[0] - spent)


def total(prompt: str, language: str) -> str:
    """Put down one thing after the other.

    Raises:
        JagbenchError: if a line does not hold a whole number and a price.
    """
    lines, cost = _labelled(prompt), Decimal(0)
    if not lines:
        raise JagbenchError(f"The prompt holds no receipt: {prompt!r}")
    for line in lines:
        found = _amounts(line)
        if len(found) != 2:
            raise JagbenchError(f"The line does not say how many there are at which price: {line!r}")
        many, price = found if language not in ("ko", "zh", "ja") else found[::-1]
        for _ in range(int(many)):
            cost += price
    return _plain(cost)


def fewest_coins(prompt: str, language: str) -> str:
    """Find the fewest for every smaller amount first, from what one piece less takes.

    Raises:
        JagbenchError: if the prompt does not hold several pieces in one line and an amount in another.
    """
    lines = _labelled(prompt)
    if len(lines) != 2:
        raise JagbenchError(f"The prompt does not hold pieces and an amount: {prompt!r}")
    pieces, wanted = ([int(number) for number in _amounts(line)] for line in lines)
    if len(wanted) != 1 or len(pieces) < 2:
        raise JagbenchError(f"The prompt does not hold pieces and one amount: {prompt!r}")
    unit = min(pieces)
    units = wanted[0] // unit
    return str(_best(tuple(piece // unit for piece in pieces), -(-units // 1000) * 1000)[units])


@cache
def _best(sizes: tuple[int, ...], most: int) -> Sequence[int]:
    """The fewest pieces for every amount up to `most`."""
    best = [0]
    for units in range(1, most + 1):
        best.append(1 + min(best[units - size] for size in sizes if size <= units))
    return best
