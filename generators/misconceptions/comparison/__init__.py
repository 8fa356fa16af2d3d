"""Wrong ways to compare numbers."""

from jagbench.generators.misconceptions.comparison.lists import BETWEEN, CLOSEST, EXTREMES, SORTING
from jagbench.generators.misconceptions.comparison.notations import EQUALITY, FRACTIONS, MIXED
from jagbench.generators.misconceptions.comparison.pairs import (
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
