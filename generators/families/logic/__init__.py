"""The family `logic`: chains of comparisons, all and some, not both, and liars."""

from jagbench.generators.families.logic import homes, liars, order, rules

__all__ = ["homes", "liars", "order", "rules"]
