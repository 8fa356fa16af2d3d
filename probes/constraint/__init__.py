"""Constraints: what a free text has to obey, as a value that can be written down, and the check of it.

A constraint is one or more requirements joined by `"; "`: `"exactly 12 words"`, `"exactly 40 letters; at
most 2 sentences"`. `requirements` holds their forms, `units` says what a word or a sentence is, `texts`
writes a text that obeys.
"""

from jagbench.probes.constraint.requirements import Amount, Constraint, parse_constraint
from jagbench.probes.constraint.texts import obeying_text
from jagbench.probes.constraint.units import UNITS, Unit, count

__all__ = ["UNITS", "Amount", "Constraint", "Unit", "count", "obeying_text", "parse_constraint"]
