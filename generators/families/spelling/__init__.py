"""The family `spelling`: the letters of words, words changed letter by letter, and alphabetical order."""

from jagbench.generators.families.spelling import alphabet, edits, letters

__all__ = ["alphabet", "edits", "letters"]
