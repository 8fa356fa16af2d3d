"""The family `writing`: texts of one's own that obey a constraint."""

from jagbench.generators.families.writing import conditions, length

__all__ = ["conditions", "length"]
