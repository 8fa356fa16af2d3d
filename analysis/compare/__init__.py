"""Runs beside one another, on the replies to the same probes."""

from jagbench.analysis.compare.paired import compare

__all__ = ["compare"]
