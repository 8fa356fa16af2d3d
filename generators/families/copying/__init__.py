"""The family `copying`: words, digits and codes, written once more without a change."""

from jagbench.generators.families.copying import codes, digits, words

__all__ = ["codes", "digits", "words"]
