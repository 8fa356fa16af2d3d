"""The family `place_value`: the digit at a place, the value of a digit, numbers made up of places."""

from jagbench.generators.families.place_value import digits, parts

__all__ = ["digits", "parts"]
