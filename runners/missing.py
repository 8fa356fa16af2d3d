"""What a run still lacks, and which of its replies changed when they were asked for again."""

from collections.abc import Sequence
from dataclasses import dataclass

from jagbench.runners.protocols import turns_of
from jagbench.runners.run_directory import RunDirectory
from jagbench.runners.selection import tasks


@dataclass(frozen=True, slots=True, kw_only=True)
class Unanswered:
    """What a run still lacks."""

    probes: Sequence[str]
    """The ids of the probes of which a sample has no reply, or only a failed one."""
    why: str | None
    """Why the first of those that failed did; None where none did."""
    rechecks: int
    """How many replies that are asked for only to compare are missing."""

    @property
    def nothing(self) -> bool:
        """Whether there is nothing left to ask."""
        return not self.probes and not self.rechecks


def unanswered(directory: RunDirectory) -> Unanswered:
    """What a run still lacks.

    Args:
        directory: The run.
    """
    manifest = directory.manifest
    last = len(turns_of(manifest.protocol)) - 1
    answered: set[int] = set()
    failed: dict[tuple[str, int, bool], str | None] = {}
    for reply in directory.iter_replies():
        name = (reply.probe, reply.sample, reply.recheck)
        if reply.finish_reason == "error":
            failed[name] = reply.error
        elif reply.turn == last:
            answered.add(hash(name))
    missing: dict[str, None] = {}
    why, rechecks = None, 0
    for task in tasks(directory.iter_probes(), samples=manifest.samples, recheck=manifest.recheck):
        name = (task.probe.id, task.sample, task.recheck)
        if name not in failed and hash(name) in answered:
            continue
        if task.recheck:
            rechecks += 1
        else:
            missing[task.probe.id] = None
            why = why or failed.get(name)
    return Unanswered(probes=list(missing), why=why, rechecks=rechecks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Flips:
    """How many replies changed when the same was asked again: a noise floor from data."""

    compared: int
    """Probes that were asked twice and answered twice."""
    changed: int
    """Those whose second reply has another text."""

    @property
    def rate(self) -> float:
        """Their share; 0 where nothing was compared."""
        return self.changed / self.compared if self.compared else 0.0


def count_flips(directory: RunDirectory) -> Flips:
    """Compare the replies to the probes of a run that were asked twice.

    Args:
        directory: The run.
    """
    pairs = directory.rechecks()
    changed = sum(first.text != second.text for first, second in pairs)
    return Flips(compared=len(pairs), changed=changed)
