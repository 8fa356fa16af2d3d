"""How two suites differ, probe by probe."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jagbench.probes.probe import Probe, to_dict


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What one suite has that the other has not."""

    same: Sequence[Probe]
    """Probes that both have, alike in every field."""
    changed: Sequence[tuple[Probe, Probe]]
    """Probes of the same id (prompt and answer) that differ in another field, such as a lure."""
    removed: Sequence[Probe]
    """Probes of the first suite only."""
    added: Sequence[Probe]
    """Probes of the second suite only."""

    @property
    def none(self) -> bool:
        """Whether both suites hold the same probes, in whatever order."""
        return not (self.changed or self.removed or self.added)


def difference(first: Sequence[Probe], second: Sequence[Probe]) -> Difference:
    """Compare two suites by the ids of their probes: the hash of what is asked and what is right."""
    before = {probe.id: probe for probe in first}
    after = {probe.id: probe for probe in second}
    both = [(probe, after[probe.id]) for probe in first if probe.id in after]
    return Difference(
        same=[old for old, new in both if old == new],
        changed=[(old, new) for old, new in both if old != new],
        removed=[probe for probe in first if probe.id not in after],
        added=[probe for probe in second if probe.id not in before],
    )


def changed_fields(before: Probe, after: Probe) -> list[str]:
    """The names of the fields in which two probes differ."""
    old, new = to_dict(before), to_dict(after)
    return [name for name in old if old[name] != new[name]]


def by_skill(found: Difference) -> Mapping[str, Counter[str]]:
    """Counts of `same`, `changed`, `removed` and `added` by skill, skills in order of their names."""
    counts: dict[str, Counter[str]] = {}
    changed = [old for old, _ in found.changed]
    for what, probes in (
        ("same", found.same),
        ("changed", changed),
        ("removed", found.removed),
        ("added", found.added),
    ):
        for probe in probes:
            counts.setdefault(probe.skill, Counter())[what] += 1
    return dict(sorted(counts.items()))
