"""The family `tables`: a cell of a small table, the end of a column, and how many rows meet a condition."""

from jagbench.generators.families.tables import cells, columns

__all__ = ["cells", "columns"]
