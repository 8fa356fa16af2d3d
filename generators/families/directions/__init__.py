"""The family `directions`: turns, left and right, compass directions, and walks."""

from jagbench.generators.families.directions import turns, walks

__all__ = ["turns", "walks"]
