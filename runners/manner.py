"""How probes are asked."""

from dataclasses import dataclass

from jagbench.errors import InvalidArgument
from jagbench.runners.engine import Prompting, Sampling
from jagbench.runners.protocols import parse_protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How the probes of a suite are asked."""

    protocol: str = "direct"
    """Name of the protocol with its argument."""
    sampling: Sampling | None = None
    """How tokens are drawn; None as the protocol has it."""
    system: str | None = None
    """A system message before every conversation."""
    samples: int = 1
    """Replies to each probe; more than one needs a temperature above 0."""
    recheck: float = 0.0
    """Share of probes, from 0 to 1, that are asked twice to see how many replies change."""
    prompting: Prompting | None = None
    """How questions are put to the model; None by its chat template, or by completion where it has none."""
    effort: str | None = None
    """How much is to be thought, such as `"low"`, in the model's own words; None leaves it to the model."""

    thinking: bool | None = None
    """Whether the model is to think before it answers; None leaves it to the model."""

    def __post_init__(self) -> None:
        """Check the protocol, what is said of thinking, the samples and the share."""
        entry, _ = parse_protocol(self.protocol)
        if self.thinking is not None and entry.switches:
            raise InvalidArgument(
                f"The protocol {self.protocol!r} switches thinking itself: leave out the other switch."
            )
        if self.thinking is False and self.effort is not None:
            raise InvalidArgument(
                f"Thinking is switched off and wanted with the effort {self.effort!r}: give one of the two."
            )
        if self.system is not None and self.protocol.startswith("steer:"):
            raise InvalidArgument(
                f"The protocol {self.protocol!r} has system messages of its own: leave out the one that was "
                "given."
            )
        if self.samples < 1:
            raise InvalidArgument(f"There is at least 1 sample of each probe, not {self.samples}.")
        if self.samples > 1 and self.drawn.temperature == 0:
            raise InvalidArgument(
                f"At temperature 0 all {self.samples} samples of a probe are the same: give a temperature "
                "above 0, such as 0.7."
            )
        if not 0 <= self.recheck <= 1:
            raise InvalidArgument(f"The share that is asked twice goes from 0 to 1, not {self.recheck}.")

    @property
    def drawn(self) -> Sampling:
        """How tokens are drawn."""
        return self.sampling or parse_protocol(self.protocol)[0].sampling
