"""The `solver` engine: answers exactly, or by one named misconception.

It stands for a model whose every reply is known beforehand: the reference respondent of tests and charts.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from jagbench import __version__
from jagbench.errors import unknown_name
from jagbench.probes import Probe
from jagbench.probes.written import written
from jagbench.runners.engine import Description, Feature, Request, replied
from jagbench.runners.engines import Opening
from jagbench.runners.engines.arguments import settings
from jagbench.runners.reply import Reply

EXACT = "exact"


class Solver:
    """Answers each probe from a table made of the probes it was opened with.

    Args:
        name: `"exact"`, or the name of a lure.
        probes: The probes that will be asked.
    """

    capacity = 1024
    serves: frozenset[Feature] = frozenset()

    def __init__(self, name: str, probes: Iterable[Probe]) -> None:
        self.description = Description(
            engine="solver",
            model=name,
            fingerprint=hashlib.sha256(f"solver:{name}".encode()).hexdigest(),
            versions={"jagbench": __version__},
            determinism="batch-invariant",
        )
        self._answers = {
            probe.id: written(probe, probe.lures.get(name, probe.answer.value)) for probe in probes
        }
        self._waiting: list[Request] = []

    def submit(self, request: Request) -> None:
        """Take on a request."""
        self._waiting.append(request)

    def poll(self, timeout: float | None = None) -> Sequence[Reply]:
        """Answer all that was submitted."""
        waiting, self._waiting = self._waiting, []
        return [
            replied(request, text=self._answers[request.probe], finish_reason="stop") for request in waiting
        ]

    def close(self) -> None:
        """Forget what was submitted."""
        self._waiting.clear()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Settings:
    """The solver takes no arguments."""


def open_solver(name: str, opening: Opening) -> Solver:
    """Open the solver.

    Args:
        name: `"exact"`, or the name of a lure: it gives the lure's answer wherever a probe has that lure,
            and the right one elsewhere.
        opening: Its probes are those that will be asked.

    Raises:
        InvalidArgument: if no probe has a lure of that name, or an argument is given.
    """
    settings(_Settings, opening.arguments, engine="solver")
    names = {EXACT}.union(*(probe.lures for probe in opening.probes))
    if name not in names:
        raise unknown_name("solver", name, names)
    return Solver(name, opening.probes)
