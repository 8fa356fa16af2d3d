"""The family `arithmetic`: calculating with whole numbers, decimals and fractions."""

from jagbench.generators.families.arithmetic import (
    common_fractions,
    decimals,
    expressions,
    notation,
    powers,
    products,
    properties,
    sums,
)

__all__ = [
    "common_fractions",
    "decimals",
    "expressions",
    "notation",
    "powers",
    "products",
    "properties",
    "sums",
]
