"""The answers to comparisons, from the text of a prompt alone."""

from jagbench.generators.families.comparison.oracle.lists import between, closest, extreme, in_order
from jagbench.generators.families.comparison.oracle.pairs import larger_or_smaller, same_value, which_comes

__all__ = ["between", "closest", "extreme", "in_order", "larger_or_smaller", "same_value", "which_comes"]
