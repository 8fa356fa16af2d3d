"""The family `states`: a coin that is turned over, things that change hands, lamps that are switched."""

from jagbench.generators.families.states import coins, lamps, swaps

__all__ = ["coins", "lamps", "swaps"]
