"""The fewest coins and notes with which an amount can be paid."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache

from jagbench.generators.families.money import misconceptions as wrong
from jagbench.generators.families.money import oracle
from jagbench.generators.families.money.operands import asks_in, coins
from jagbench.generators.language.phrasing import family_words
from jagbench.generators.mechanism.registry import register
from jagbench.generators.skill.definition import Level, Question, Shown, Skill, Stratum
from jagbench.generators.skill.source import Source
from jagbench.probes.answer import Answer

PIECES: Mapping[str, Sequence[int]] = {
    "decimal": (1, 5, 10, 20, 50, 100),
    "whole": (10, 50, 100, 500, 1000, 5000),
}
"""Coins and notes that dollars, euros and yuan have in common, and won and yen.

To take the largest that fits again and again is best with both.
"""


@cache
def _by_count(currency: str, kinds: int, most: int) -> Mapping[int, Sequence[int]]:
    """Amounts up to so many of the smallest piece, by the fewest pieces that make them up."""
    pieces = sorted(PIECES[currency][:kinds], reverse=True)
    found: dict[int, list[int]] = defaultdict(list)
    for units in range(2, most + 1):
        found[wrong.fewest(units * pieces[-1], pieces)].append(units * pieces[-1])
    return found


def draw(source: Source, stratum: Stratum) -> Sequence[str]:
    """An amount, and the pieces that there are; every number of pieces is as likely as any other."""
    currency, kinds = str(stratum["currency"]), int(stratum["kinds"])
    amounts = _by_count(currency, kinds, int(stratum["most"]))
    count = source.integer(int(stratum["fewest"]), int(stratum["pieces"]))
    return [str(source.choice(amounts[count])), *map(str, PIECES[currency][:kinds])]


def solve(question: Question) -> Answer:
    """The largest piece that fits, again and again."""
    return Answer(kind="integer", value=str(wrong.fewest(*coins(question))))


def slots(shown: Shown) -> Mapping[str, str]:
    """The amount with its currency, and the pieces as a list."""
    words = family_words(shown.language, "money")["wording"]
    price: str = words["whole_price"]
    whole, *there = [price.format(amount=each) for each in shown.operands]
    return {"amount": whole, "pieces": str(words["joint"]).join(there)}


def _strata(kinds: int, most: tuple[int, int], fewest: int, pieces: int) -> list[Stratum]:
    return [
        {"currency": currency, "kinds": kinds, "most": units, "fewest": fewest, "pieces": pieces}
        for currency, units in zip(PIECES, most, strict=True)
    ]


fewest_coins = register(
    Skill(
        name="money.fewest_coins",
        summary="With how few coins and notes an amount can be paid.",
        levels=[
            Level(grade=2, strata=_strata(4, (120, 120), 2, 9)),
            Level(grade=3, strata=_strata(5, (250, 250), 2, 10)),
            Level(grade=4, strata=_strata(6, (900, 900), 4, 13)),
            Level(grade=5, strata=_strata(6, (2_000, 5_000), 8, 18)),
            Level(grade=6, strata=_strata(6, (3_000, 9_999), 14, 32)),
        ],
        draw=draw,
        solve=solve,
        slots=slots,
        oracle=oracle.fewest_coins,
        misconceptions=wrong.FEWEST_COINS,
        asks_in=asks_in,
    )
)
