"""The family `counting`: letters, characters, digits, words, lines, items, symbols and brackets."""

from jagbench.generators.families.counting import characters, hangul, letters, lists, signs, texts

__all__ = ["characters", "hangul", "letters", "lists", "signs", "texts"]
