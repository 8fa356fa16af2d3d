"""Wrong ways to count, one module a group of skills; each also has the right count, which is off by one."""

from jagbench.generators.families.counting.misconceptions import characters, hangul, letters, signs, texts

__all__ = ["characters", "hangul", "letters", "signs", "texts"]
