"""The family `sequences`: the next number, where the prompt says by which rule numbers follow each other."""

from jagbench.generators.families.sequences import steps, sums

__all__ = ["steps", "sums"]
