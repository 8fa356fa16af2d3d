"""Amounts and what they stand for.

A currency is `decimal` where prices have two decimal places, as dollars, euros and yuan, and `whole` where
they have none, as won and yen.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from jagbench.generators.skill.definition import Question, Stratum, shared
from jagbench.probes.answer import Answer

CURRENCIES: Mapping[str, frozenset[str]] = {
    "decimal": frozenset({"de", "en", "es", "fr", "zh"}),
    "whole": frozenset({"ja", "ko"}),
}
"""In which languages a currency is at home."""
THINGS: Sequence[str] = ("pencils", "notebooks", "apples", "lemons", "candles", "cups")
"""What is bought."""


def asks_in(stratum: Stratum, language: str) -> bool:
    """Whether prices of a stratum are prices in a language's currency."""
    return language in CURRENCIES[str(stratum["currency"])]


def cents(amount: str) -> int:
    """An amount in its smallest unit; a whole one in tens, the smallest price that there is."""
    return int(Fraction(amount) * 100) if "." in amount else int(amount) // 10


def amount(units: int, currency: str) -> str:
    """An amount as a price is written: 3.40 or 3400."""
    if currency == "whole":
        return str(units * 10)
    return f"{units // 100}.{units % 100:02}"


@shared
def purchase(question: Question) -> tuple[int, Sequence[int]]:
    """What is paid with, and the prices, in smallest units."""
    paid, *prices = question.item.operands
    return cents(paid), [cents(price) for price in prices]


@shared
def receipt(question: Question) -> Sequence[tuple[int, int]]:
    """How many things there are of each kind, and the price of one in smallest units."""
    operands = question.item.operands
    return [(int(many), cents(price)) for many, price in zip(operands[1::3], operands[2::3], strict=True)]


@shared
def coins(question: Question) -> tuple[int, Sequence[int]]:
    """An amount, and the coins and notes that there are, from the largest."""
    whole, *there = [int(operand) for operand in question.item.operands]
    return whole, sorted(there, reverse=True)


def as_answer(units: int, question: Question) -> Answer:
    """An amount in plain form as an answer."""
    return Answer(kind="decimal", value=plain_amount(units, question))


def plain_amount(units: int, question: Question) -> str:
    """An amount without zeros behind its last decimal place: 3.4 or 3400."""
    text = amount(units, str(question.item.params["currency"]))
    return text.rstrip("0").rstrip(".") if "." in text else text
