"""Wrong ways to compare numbers."""

from jagbench.generators.families.comparison.misconceptions.lists import BETWEEN, CLOSEST, EXTREMES, SORTING
from jagbench.generators.families.comparison.misconceptions.notations import EQUALITY, FRACTIONS, MIXED
from jagbench.generators.families.comparison.misconceptions.pairs import (
    DECIMALS,
    INTEGERS,
    NEGATIVES,
    misreads_direction,
)

__all__ = [
    "BETWEEN",
    "CLOSEST",
    "DECIMALS",
    "EQUALITY",
    "EXTREMES",
    "FRACTIONS",
    "INTEGERS",
    "MIXED",
    "NEGATIVES",
    "SORTING",
    "misreads_direction",
]
