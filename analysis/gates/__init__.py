"""Gates: whether a run may pass, by intervals and not by counts, and files that say so to a pipeline."""

from jagbench.analysis.gates.decision import Demand, Gate, not_under, not_worse, outcome, parse_demand

__all__ = ["Demand", "Gate", "not_under", "not_worse", "outcome", "parse_demand"]
