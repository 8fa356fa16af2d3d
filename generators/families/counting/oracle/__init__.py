"""The answers to counting questions, from the text of their prompts."""

from jagbench.generators.families.counting.oracle import characters, hangul, letters, signs, texts

__all__ = ["characters", "hangul", "letters", "signs", "texts"]
