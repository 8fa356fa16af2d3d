"""Oracles: they re-derive an answer from the text of a prompt alone, one module a family.

They share no code with the generators: words are recognised by tables of their own, and arithmetic goes
another way (`decimal` and counting by hand where the generator uses `fractions` and construction).
"""
