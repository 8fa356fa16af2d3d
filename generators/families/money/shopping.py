"""Change from a purchase, and what several things cost together."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from jagbench.generators.families.money import misconceptions as wrong
from jagbench.generators.families.money import oracle
from jagbench.generators.families.money.operands import (
    THINGS,
    amount,
    as_answer,
    asks_in,
    purchase,
    receipt,
)
from jagbench.generators.language.numerals import NUMBER
from jagbench.generators.language.phrasing import family_words
from jagbench.generators.language.writing import number
from jagbench.generators.mechanism.registry import register
from jagbench.generators.skill.definition import Level, Question, Shown, Skill, Stratum
from jagbench.generators.skill.source import Source
from jagbench.probes.answer import Answer


@cache
def _words(language: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = family_words(language, "money")["wording"]
    return found


def write(question: Question, language: str, text: str) -> str:
    """An amount as the language writes it, a thing in words."""
    if NUMBER.fullmatch(text):
        return number(question, language, text)
    things: Mapping[str, str] = _words(language)["things"]
    return things[text]


def _price(source: Source, stratum: Stratum, most: int, least: int = 1) -> int:
    """A price up to `most` smallest units, in steps of so many of them as the stratum says."""
    step = int(stratum["step"])
    return step * source.integer(-(-least // step), most // step)


# --- change -----------------------------------------------------------------------------------------


def draw_change(source: Source, stratum: Stratum) -> Sequence[str]:
    """A round sum that is paid with, and the prices, which leave some change."""
    round_to, most = int(stratum["round_to"]), int(stratum["most"])
    count, currency = int(stratum["things"]), str(stratum["currency"])
    paid = round_to * source.integer(1, most)
    prices = [_price(source, stratum, paid // (count + 1)) for _ in range(count - 1)]
    prices.append(_price(source, stratum, paid - sum(prices) - 1))
    return [amount(paid, currency), *(amount(price, currency) for price in prices)]


def solve_change(question: Question) -> Answer:
    """What is paid, less the prices."""
    paid, prices = purchase(question)
    return as_answer(paid - sum(prices), question)


def slots_change(shown: Shown) -> Mapping[str, str]:
    """What is paid with, and the prices."""
    price, joint = str(_words(shown.language)["price"]), str(_words(shown.language)["joint"])
    paid, *prices = [price.format(amount=each) for each in shown.operands]
    return {"paid": paid, "prices": joint.join(prices)}


def _purchases(things: int, step: int, round_to: int, most: int) -> list[Stratum]:
    return [
        {"currency": currency, "things": things, "step": step, "round_to": round_to, "most": most}
        for currency in ("decimal", "whole")
    ]


change = register(
    Skill(
        name="money.change",
        summary="The change from a round sum after one or more things are paid.",
        levels=[
            Level(grade=2, strata=_purchases(1, 100, 500, 10)),
            Level(grade=3, strata=_purchases(1, 10, 500, 10)),
            Level(grade=4, strata=_purchases(1, 1, 1000, 10) + _purchases(2, 5, 1000, 10)),
            Level(grade=5, strata=_purchases(2, 1, 5000, 10) + _purchases(3, 1, 5000, 10)),
            Level(grade=6, strata=_purchases(4, 1, 50_000, 10) + _purchases(6, 1, 50_000, 10)),
        ],
        draw=draw_change,
        solve=solve_change,
        slots=slots_change,
        write=write,
        oracle=oracle.change,
        misconceptions=wrong.CHANGE,
        asks_in=asks_in,
    )
)


# --- several things ---------------------------------------------------------------------------------


def draw_receipt(source: Source, stratum: Stratum) -> Sequence[str]:
    """For each kind of thing: its name, two or more of it, and the price of one."""
    parts: list[str] = []
    for thing in source.sample(THINGS, int(stratum["things"])):
        many = source.integer(2, int(stratum["many"]))
        price = _price(source, stratum, int(stratum["most"]), int(stratum["least"]))
        parts += [thing, str(many), amount(price, str(stratum["currency"]))]
    return parts


def solve_receipt(question: Question) -> Answer:
    """Each number times its price, added."""
    return as_answer(wrong.total(receipt(question)), question)


def slots_receipt(shown: Shown) -> Mapping[str, str]:
    """One line for each kind of thing."""
    words = _words(shown.language)
    line, price = str(words["line"]), str(words["price"])
    parts = shown.operands
    lines = [
        line.format(thing=thing, n=many, price=price.format(amount=each))
        for thing, many, each in zip(parts[::3], parts[1::3], parts[2::3], strict=True)
    ]
    return {"receipt": "\n".join(lines)}


def _receipts(things: int, many: int, step: int, least: int, most: int) -> list[Stratum]:
    return [
        {"currency": currency, "things": things, "many": many, "step": step, "least": least, "most": most}
        for currency in ("decimal", "whole")
    ]


total = register(
    Skill(
        name="money.total",
        summary="What several things of several kinds cost together.",
        levels=[
            Level(grade=2, strata=_receipts(1, 6, 50, 150, 500)),
            Level(grade=3, strata=_receipts(2, 5, 50, 150, 1000)),
            Level(grade=4, strata=_receipts(2, 9, 5, 150, 2000)),
            Level(grade=5, strata=_receipts(3, 12, 1, 150, 5000)),
            Level(grade=6, strata=_receipts(5, 40, 1, 150, 20_000)),
        ],
        draw=draw_receipt,
        solve=solve_receipt,
        slots=slots_receipt,
        write=write,
        oracle=oracle.total,
        misconceptions=wrong.TOTAL,
        asks_in=asks_in,
    )
)
