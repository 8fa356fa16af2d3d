"""The schedule of a run that is asked in rounds, as `run.json` holds it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One round."""

    purpose: str
    """What it is for, in a word."""
    probes: int
    """Conversations that it needs."""
    new: int
    """Those among them that were not had before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """What is asked in rounds."""

    kind: str
    """What the rounds are for, such as `"hunt"`."""
    plan: Mapping[str, Any]
    """Everything that decides what is asked, replies aside."""
    rounds: tuple[Round, ...] = ()
    """The rounds that were begun, in order."""
    finished: bool = False
    """Whether they came to their end."""
