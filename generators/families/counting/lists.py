"""Entries of a list."""

from collections.abc import Mapping, Sequence

from jagbench.generators.families.counting.counts import count
from jagbench.generators.families.counting.misconceptions import texts as wrong
from jagbench.generators.families.counting.oracle import texts as oracle
from jagbench.generators.families.counting.things import things, write
from jagbench.generators.mechanism.registry import register
from jagbench.generators.skill.definition import Ladder, Level, Shown, Skill, Stratum
from jagbench.generators.skill.draws import choices, sample
from jagbench.generators.skill.source import Source

KINDS = ("fruit", "animal", "city", "chemical", "nonsense", "symbol", "emoji", "number")
NUMBERS = tuple(map(str, range(1, 100)))
COMMAS = {"zh": "，", "ja": "、"}
"""What parts the entries of a list where it is not a comma and a space."""


def draw_items(source: Source, stratum: Stratum) -> Sequence[str]:
    """As many things of a kind as the stratum says: different ones, mixed ones, or one over and over."""
    times = source.integer(int(stratum["shortest"]), int(stratum["longest"]))
    kind = str(stratum["things"])
    own = NUMBERS if kind == "number" else things(kind)
    if stratum["repeats"] == "none":
        return sample(source, own, times)
    if stratum["repeats"] == "same":
        return [source.choice(own)] * times
    return choices(source, own, times)


def slots(shown: Shown) -> Mapping[str, str]:
    """The list, its entries parted by commas or each on a line of its own."""
    by_line = shown.question.item.params["separator"] == "line"
    return {"items": ("\n" if by_line else COMMAS.get(shown.language, ", ")).join(shown.operands)}


def _strata(shortest: int, longest: int, ways: Sequence[tuple[str, str]]) -> list[Stratum]:
    return [
        {
            "things": kind,
            "repeats": repeats,
            "separator": separator,
            "shortest": shortest,
            "longest": longest,
        }
        for kind in KINDS
        for repeats, separator in ways
    ]


MIXED = (("mixed", "comma"), ("mixed", "line"), ("same", "comma"))

items = register(
    Skill(
        name="counting.items",
        summary="How many entries a list has, be they fruit, cities, made-up words, emoji or numbers.",
        version=2,
        levels=[
            Level(grade=1, strata=_strata(3, 6, (("none", "comma"), ("none", "line")))),
            Level(grade=1, strata=_strata(6, 10, (("none", "comma"), ("none", "line"), ("same", "comma")))),
            Level(grade=1, strata=_strata(11, 20, MIXED)),
            Level(grade=2, strata=_strata(21, 50, MIXED)),
            Level(grade=3, strata=_strata(51, 100, MIXED)),
        ],
        draw=draw_items,
        solve=lambda question: count(wrong.entries(question)),
        slots=slots,
        write=write,
        oracle=oracle.items,
        misconceptions=wrong.ITEMS,
        ladder=Ladder(
            counts="entries of the list",
            shortest=3,
            longest=2000,
            strata=lambda length: _strata(length, length, MIXED[:1]),
        ),
    )
)
