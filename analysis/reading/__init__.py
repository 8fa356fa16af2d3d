"""Reading: the answer that a reply commits to, with the rule that decided and where it stands."""

from jagbench.analysis.reading.equality import same_value
from jagbench.analysis.reading.reader import read, read_probe
from jagbench.analysis.reading.result import OUTCOMES, Outcome, Reading
from jagbench.analysis.reading.rules import RULES

__all__ = ["OUTCOMES", "RULES", "Outcome", "Reading", "read", "read_probe", "same_value"]
