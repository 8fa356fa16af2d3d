"""How much of a suite a run holds, and how far it has come."""

from dataclasses import dataclass

from jagbench.runners.manifest import Manifest
from jagbench.runners.run_directory import RunDirectory


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """How much of a suite a run is about."""

    probes: int
    """Probes of the run."""
    fitting: int
    """Probes of the suite that are selected and that the protocol can ask."""
    suite_probes: int
    """Probes of the suite."""
    sampled: bool
    """Whether the run's probes are a balanced sample of those that fit."""
    selection: str
    """Which probes of the suite are meant, in words; empty for all."""
    shard: str | None
    """Which part of them, such as `"2/8"`."""
    recipe: str = ""
    """Of which suite's recipe the probes are fresh ones, in words; empty where they are the suite's."""

    def __str__(self) -> str:
        """In words, such as `"300 of 5,858 probes, a balanced sample"`."""
        whole = self.fitting
        parts = [f"{self.probes:,} of {whole:,} probes" if self.probes < whole else f"all {whole:,} probes"]
        if self.fitting < self.suite_probes:
            parts[0] += f" that fit, of {self.suite_probes:,}"
        if self.selection:
            parts.append(f"only {self.selection}")
        if self.sampled:
            parts.append("a balanced sample")
        if self.shard:
            parts.append(f"shard {self.shard}")
        if self.recipe:
            parts.append(self.recipe)
        return ", ".join(parts)


def extent(directory: RunDirectory) -> Extent:
    """How much of its suite a run is about.

    Args:
        directory: The run.
    """
    return extent_of(directory.manifest, sum(1 for _ in directory.iter_probes()))


def extent_of(manifest: Manifest, probes: int) -> Extent:
    """How much of its suite a run is about.

    Args:
        manifest: The manifest of the run.
        probes: How many probes the run has.
    """
    fitting = manifest.fitting if manifest.fitting is not None else probes
    return Extent(
        probes=probes,
        fitting=max(fitting, probes),
        suite_probes=max(manifest.suite_probes or 0, fitting, probes),
        sampled=manifest.limit is not None and manifest.limit < fitting,
        selection=str(manifest.selection),
        shard=manifest.shard,
        recipe=_recipe(manifest),
    )


def _recipe(manifest: Manifest) -> str:
    if manifest.schedule is None or "until" not in manifest.schedule.plan:
        return ""
    plan = manifest.schedule.plan
    return f"fresh ones of the recipe of {plan['suite']}, sampled until ±{plan['until']:g}: not its score"
