"""The family `grids`: cells, places and counts in a small grid of characters."""

from jagbench.generators.families.grids import cells, counts

__all__ = ["cells", "counts"]
