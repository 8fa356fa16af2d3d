"""The family `money`: change, the price of a purchase, the fewest coins, in the currency of the language."""

from jagbench.generators.families.money import coins, shopping

__all__ = ["coins", "shopping"]
