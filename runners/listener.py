"""Who is told how asking goes, and who may stop it."""

from collections.abc import Callable
from dataclasses import dataclass

from jagbench.probes import Probe
from jagbench.runners.reply import Reply
from jagbench.runners.run_directory import RunDirectory

OnProbe = Callable[[Probe, Reply, bool], None]
"""Called once for each probe and sample when its conversation has ended: with its last reply, and whether
that was asked now (or stood in the journal). Probes that are asked again to compare are not told."""

OnStart = Callable[[RunDirectory, int], None]
"""Called once the model is loaded: with the run, and how many replies it is to have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listener:
    """Who is told how a run goes, and who may stop it. Every part may be left out."""

    on_start: OnStart | None = None
    """Told before the first probe."""
    on_probe: OnProbe | None = None
    """Told of every probe that is done."""
    on_notice: Callable[[str], None] | None = None
    """Told in a sentence what the user should know: probes left out, nothing left to ask."""
    should_stop: Callable[[], bool] | None = None
    """Asked before each new probe; when true, what is under way is finished and nothing new is begun."""

    def notice(self, sentence: str) -> None:
        """Pass on a sentence for the user."""
        if self.on_notice is not None:
            self.on_notice(sentence)
