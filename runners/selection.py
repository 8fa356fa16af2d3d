"""Which probes of a suite are asked, in which order, and how often."""

import re
from collections import Counter
from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass

from jagbench.errors import InvalidArgument
from jagbench.probes import Probe
from jagbench.probes.digest import digest
from jagbench.runners.drive import Task


def balanced(probes: Sequence[Probe]) -> list[Probe]:
    """The probes in an order in which any first N are spread evenly.

    A cell is a skill, level and language. The order goes round all cells, taking one probe of each, and
    among the cells round all skills, taking one cell of each. The first N are always among the first
    N + 1, so raising a limit keeps every probe asked before.

    Args:
        probes: In file order, which decides between equals.
    """
    skills: dict[str, int] = {}
    cells: dict[tuple[str, int, str], int] = {}
    cells_of: Counter[str] = Counter()
    taken: Counter[tuple[str, int, str]] = Counter()
    ranks: list[tuple[int, int, int]] = []
    for probe in probes:
        cell = (probe.skill, probe.level, probe.language)
        skills.setdefault(probe.skill, len(skills))
        if cell not in cells:
            cells[cell] = cells_of[probe.skill]
            cells_of[probe.skill] += 1
        ranks.append((taken[cell], cells[cell], skills[probe.skill]))
        taken[cell] += 1
    return [probes[i] for i in sorted(range(len(probes)), key=ranks.__getitem__)]


GROUP = 2048
"""Probes within which those with a common beginning are brought together."""


def grouped(probes: Sequence[Probe]) -> list[Probe]:
    """The probes so that those whose prompts begin alike follow one another, for the sake of prefix caches.

    The order changes only within every `GROUP` probes in a row, so a run that is stopped has still asked a
    balanced part.

    Args:
        probes: In a balanced order.
    """
    groups = (probes[start : start + GROUP] for start in range(0, len(probes), GROUP))
    return [probe for group in groups for probe in sorted(group, key=_beginning)]


def _beginning(probe: Probe) -> tuple[str, ...]:
    # Few-shot examples, which come before the prompt, are shared by wording.
    return (probe.skill, probe.language, probe.frame, probe.template, probe.prompt)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """One of several equal parts of a run, each asked by a process of its own."""

    number: int
    """Which part, from 1."""
    count: int
    """How many parts."""

    def __str__(self) -> str:
        return f"{self.number}/{self.count}"

    def of(self, probes: Sequence[Probe]) -> Sequence[Probe]:
        """The probes of this part: every `count`-th.

        Args:
            probes: In a balanced order; each part is then balanced as well.
        """
        return probes[self.number - 1 :: self.count]


def parse_shard(text: str) -> Shard:
    """A shard as it is typed: `"2/8"` is the second of eight.

    Raises:
        InvalidArgument: if it is not of this form, or there is no such part.
    """
    found = re.fullmatch(r"([0-9]{1,9})/([0-9]{1,9})", text)
    if found is None or not 1 <= int(found[1]) <= int(found[2]):
        raise InvalidArgument(f"Not a shard: {text!r}. Give NUMBER/COUNT, such as 1/8 to 8/8.")
    return Shard(number=int(found[1]), count=int(found[2]))


def rechecked(probe: Probe, share: float) -> bool:
    """Whether a probe is asked a second time: the same ones whenever the share is the same.

    Args:
        probe: Any.
        share: How many are, from 0 to 1; those of a smaller share are among those of a larger one.
    """
    return int(digest(["recheck", probe.id]), 16) < share * 2**64


def tasks(probes: Iterable[Probe], *, samples: int = 1, recheck: float = 0.0) -> Generator[Task]:
    """Everything that a run asks: every sample of each probe, and some once more.

    What is asked again comes a group of probes later, so that other requests are computed beside it.

    Args:
        probes: In the order asked; they are taken as they are needed.
        samples: Replies to each probe.
        recheck: Share of probes whose first sample is asked again.
    """
    earlier: list[Task] = []
    again: list[Task] = []
    for number, probe in enumerate(probes, start=1):
        for sample in range(samples):
            yield Task(probe=probe, sample=sample)
        if recheck and rechecked(probe, recheck):
            again.append(Task(probe=probe, recheck=True))
        if number % GROUP == 0:
            yield from earlier
            earlier, again = again, []
    yield from earlier
    yield from again
