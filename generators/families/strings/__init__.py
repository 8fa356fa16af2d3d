"""The family `strings`: whether strings are the same, palindromes, and the alphabet."""

from jagbench.generators.families.strings import alphabet, palindromes, sameness

__all__ = ["alphabet", "palindromes", "sameness"]
