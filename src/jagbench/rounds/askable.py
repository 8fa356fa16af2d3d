"""Which probes a protocol can ask: the others are left out where probes are drawn, and counted."""

from collections.abc import Iterable, Iterator

from jagbench.errors import InvalidArgument
from jagbench.probes import Probe
from jagbench.runners.listener import Listener
from jagbench.runners.protocols import can_ask, parse_protocol

PATIENCE = 2000
"""How many probes in a row may be left out before a stream counts as having no more."""


class Askable:
    """Says of probes whether a protocol can ask them, and counts those that it cannot.

    Args:
        protocol: Its name with its argument.

    Raises:
        InvalidArgument: if there is no such protocol.
    """

    def __init__(self, protocol: str) -> None:
        self._protocol = protocol
        self._lacks = parse_protocol(protocol)[0].lacks
        self._left_out: set[str] = set()

    def can_ask(self, probe: Probe) -> bool:
        """Whether the protocol can ask a probe, which is not counted."""
        return can_ask(self._protocol, probe)

    def __call__(self, probe: Probe) -> bool:
        """Whether the protocol can ask a probe that was drawn."""
        able = self.can_ask(probe)
        if not able:
            self._left_out.add(probe.id)
        return able

    @property
    def left_out(self) -> int:
        """How many different probes were left out so far."""
        return len(self._left_out)

    def among(self, probes: Iterable[Probe]) -> Iterator[Probe]:
        """The probes of a stream that can be asked; it ends where none comes any more."""
        misses = 0
        for probe in probes:
            if self(probe):
                misses = 0
                yield probe
            elif (misses := misses + 1) >= PATIENCE:
                return

    def refuse_none(self, probes: Iterable[Probe], where: str) -> None:
        """Check that something can be asked.

        Args:
            probes: Some of what would be asked.
            where: What they are of, such as the name of a skill.

        Raises:
            InvalidArgument: if none of them can.
        """
        if not any(map(self.can_ask, probes)):
            raise InvalidArgument(
                f"The protocol {self._protocol!r} asks probes with {self._lacks}, and {where} has none: give "
                "another skill or protocol."
            )

    def tell(self, listener: Listener | None) -> None:
        """Say how many probes were left out, where some were."""
        if self._left_out and listener is not None:
            count = f"{self.left_out:,} probe{'s were' if self.left_out > 1 else ' was'} drawn and left out"
            they = "they lack" if self.left_out > 1 else "it lacks"
            listener.notice(f"{count}: for {self._protocol!r} {they} {self._lacks}.")
