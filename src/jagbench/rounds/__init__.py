"""Asking in rounds: what is asked next depends on what was answered, all of it in one run directory."""

from jagbench.rounds.askable import Askable
from jagbench.rounds.rounds import Asked, OnRound, Rounds, Stopped, in_rounds

__all__ = ["Askable", "Asked", "OnRound", "Rounds", "Stopped", "in_rounds"]
