"""The skills: one folder a family, with all that is the family's own.

A family's folder holds the modules of its skills, `misconceptions` (wrong procedures), `oracle` (answers
from prompts alone), what its operands mean, and `wordings/LANGUAGE.toml`. Importing the family registers its
skills; a new family begins as a copy of the smallest one, `measures`.
"""
