"""The family `positions`: which name, word or letter stands where, and what stands beside it."""

from jagbench.generators.families.positions import letters, lists, sentences

__all__ = ["letters", "lists", "sentences"]
