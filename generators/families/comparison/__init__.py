"""The family `comparison`: which of several numbers is larger, and in what order they stand."""

from jagbench.generators.families.comparison import choosing, decimals, fractions, lists, notations, pairs

__all__ = ["choosing", "decimals", "fractions", "lists", "notations", "pairs"]
