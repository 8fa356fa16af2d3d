"""The `solver` engine: answers exactly, or by one named misconception.

It stands for a model whose every reply is known beforehand: the reference respondent of tests and charts.
"""

import hashlib
from collections.abc import Sequence

from jagbench import __version__
from jagbench.errors import unknown_name
from jagbench.probes import Probe
from jagbench.runners.engine import Description, Request
from jagbench.runners.reply import Reply

EXACT = "exact"


class Solver:
    """Answers each probe from a table made of the probes it was opened with.

    Args:
        name: `"exact"`, or the name of a lure.
        probes: The probes that will be asked.
    """

    capacity = 1024

    def __init__(self, name: str, probes: Sequence[Probe]) -> None:
        self.description = Description(
            engine="solver",
            model=name,
            fingerprint=hashlib.sha256(f"solver:{name}".encode()).hexdigest(),
            versions={"jagbench": __version__},
            determinism="batch-invariant",
        )
        self._answers = {probe.id: probe.lures.get(name, probe.answer.value) for probe in probes}
        self._waiting: list[Request] = []

    def submit(self, request: Request) -> None:
        """Take on a request."""
        self._waiting.append(request)

    def poll(self) -> Sequence[Reply]:
        """Answer all that was submitted."""
        waiting, self._waiting = self._waiting, []
        return [
            Reply(
                key=request.key,
                probe=request.probe,
                turn=request.turn,
                text=self._answers[request.probe],
                finish_reason="stop",
            )
            for request in waiting
        ]

    def close(self) -> None:
        """Forget what was submitted."""
        self._waiting.clear()


def open_solver(name: str, probes: Sequence[Probe]) -> Solver:
    """Open the solver.

    Args:
        name: `"exact"`, or the name of a lure: it gives the lure's answer wherever a probe has that lure,
            and the right one elsewhere.
        probes: The probes that will be asked.

    Raises:
        InvalidArgument: if no probe has a lure of that name.
    """
    names = {EXACT}.union(*(probe.lures for probe in probes))
    if name not in names:
        raise unknown_name("solver", name, names)
    return Solver(name, probes)
