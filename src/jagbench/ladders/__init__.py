"""Ladders: skills made longer until a model breaks, asked in rounds."""

from jagbench.ladders.climb import MOST_ROUNDS, climb, reach

__all__ = ["MOST_ROUNDS", "climb", "reach"]
