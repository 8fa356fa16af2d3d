"""Which probes of a suite are asked, in which order, and how often."""

import re
from collections import Counter
from collections.abc import Callable, Generator, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
import numpy.typing as npt

from jagbench.errors import InvalidArgument, unknown_name
from jagbench.probes import Probe
from jagbench.probes.digest import digest, text_digest
from jagbench.runners.drive import Task

BALANCED = "balanced"
"""The name of the order in which `balanced` puts probes, as `run.json` records it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which probes of a suite are asked: those of the families and skills that fit every other part too.

    A part that is empty fits everything; families and skills are one part.
    """

    families: tuple[str, ...] = ()
    """Names of families."""
    skills: tuple[str, ...] = ()
    """Names of skills."""
    levels: tuple[int, ...] = ()
    """Levels, from 1."""
    languages: tuple[str, ...] = ()
    """ISO 639-1 codes of languages."""
    famous: bool = False
    """Only questions that are known in public."""
    probes: tuple[str, ...] = ()
    """Ids of probes."""

    def of(self, probes: Sequence[Probe], suite: str) -> list[Probe]:
        """The probes that are selected, in their order.

        Args:
            probes: Those of the suite.
            suite: Its name, for the error.

        Raises:
            InvalidArgument: if a name stands nowhere in the suite, or nothing fits all parts.
        """
        for kind, wanted, value in (*self._subjects(), *self._others()):
            there = {value(probe) for probe in probes} if wanted else set[str | int]()
            for name in wanted:
                if name not in there:
                    raise unknown_name(f"{kind} of {suite}", str(name), map(str, there))
        chosen = [probe for probe in probes if self.fits(probe)]
        if not chosen:
            raise InvalidArgument(f"{suite} has no probe with {self}: leave out one of them.")
        return chosen

    def fits(self, probe: Probe) -> bool:
        """Whether a probe is selected."""
        subjects = [value(probe) in wanted for _, wanted, value in self._subjects() if wanted]
        named = all(not wanted or value(probe) in wanted for _, wanted, value in self._others())
        meant = not subjects or any(subjects)
        return meant and named and (not self.famous or bool(probe.params.get("famous")))

    def __bool__(self) -> bool:
        """Whether anything is left out."""
        return self != Selection()

    def _subjects(self) -> "list[_Part]":
        return [
            ("family", self.families, lambda probe: probe.family),
            ("skill", self.skills, lambda probe: probe.skill),
        ]

    def _others(self) -> "list[_Part]":
        return [
            ("level", self.levels, lambda probe: probe.level),
            ("language", self.languages, lambda probe: probe.language),
            ("probe", self.probes, lambda probe: probe.id),
        ]

    def __str__(self) -> str:
        subjects, others = (
            [f"{kind} {' or '.join(map(str, wanted))}" for kind, wanted, _ in parts if wanted]
            for parts in (self._subjects(), self._others())
        )
        meant = [" or ".join(subjects)] if subjects else []
        return ", ".join([*meant, *others, *(["famous questions only"] if self.famous else [])])


_Part = tuple[str, Sequence[str | int], Callable[[Probe], str | int]]
"""What a part of a selection is called, what it names, and what of a probe it is about."""


def balanced(probes: Sequence[Probe], limit: int | None = None) -> list[Probe]:
    """The probes in an order of which every beginning is a small image of the whole.

    Of any first N, families, skills, levels, languages and frames have the shares that they have of all
    probes, as nearly as whole numbers allow. The first N are always among the first N + 1, so raising a limit
    keeps every probe asked before. The order is the same every time.

    Families take turns by the method of Webster (the next turn goes to the largest of size / (2 turns + 1)),
    and so do the skills of a family. A skill then asks the cell (level, language and frame) that lags most
    behind its share, in all that is asked and in the skill. Which probe of a cell comes first is as good as
    drawn (by a hash of its id), so that no habit of whoever wrote the file decides.

    Args:
        probes: In file order, which decides between equals.
        limit: How many are needed; None for all.
    """
    by_family: dict[str, dict[str, list[Probe]]] = {}
    for probe in probes:
        by_family.setdefault(probe.family, {}).setdefault(probe.skill, []).append(probe)
    margins = [_Margin([value(probe) for probe in probes]) for value in _STRATA]
    skills = {name: _Skill(part, margins) for family in by_family.values() for name, part in family.items()}
    turns = {
        family: iter(_turns({name: len(part) for name, part in skills_of.items()}))
        for family, skills_of in by_family.items()
    }
    order = _turns({family: sum(map(len, part.values())) for family, part in by_family.items()})
    return [skills[next(turns[family])].take() for family in islice(order, limit)]


_STRATA: Sequence[Callable[[Probe], Hashable]] = (
    lambda probe: probe.level,
    lambda probe: probe.language,
    lambda probe: probe.frame,
)
"""What is held in balance beside families and skills."""


def _turns(sizes: Mapping[str, int]) -> list[str]:
    """Who comes when, each as often as its size: the method of Webster."""
    places = [
        ((2 * turn + 1) / size, rank, name)
        for rank, (name, size) in enumerate(sizes.items())
        for turn in range(size)
    ]
    return [name for _, _, name in sorted(places)]


class _Margin:
    """How often each value of one kind is to be taken, and was.

    Args:
        values: That of each probe.
    """

    def __init__(self, values: Sequence[Hashable]) -> None:
        counts = Counter(values)
        self.place = {value: place for place, value in enumerate(counts)}
        self._share = np.array(list(counts.values())) / max(1, len(values))
        self._taken = np.zeros(len(counts))
        self._all = 0

    def lag(self) -> npt.NDArray[np.float64]:
        """How far each value will be behind its share once one more is taken."""
        return self._share * (self._all + 1) - self._taken

    def take(self, place: int) -> None:
        """Count one more."""
        self._taken[place] += 1
        self._all += 1


class _Skill:
    """The probes of a skill that are left, by cell.

    Args:
        probes: In file order.
        shared: The margins of all skills, one for each of `_STRATA`.
    """

    def __init__(self, probes: Sequence[Probe], shared: Sequence[_Margin]) -> None:
        cells: dict[tuple[Hashable, ...], list[Probe]] = {}
        for probe in probes:
            cells.setdefault(tuple(value(probe) for value in _STRATA), []).append(probe)
        drawn = [sorted(cell, key=lambda probe: text_digest("order", probe.id)) for cell in cells.values()]
        self._cells = [iter(cell) for cell in drawn]
        self._left = np.array([len(cell) for cell in drawn])
        keys = [cell for cell, probes in cells.items() for _ in probes]
        own = [_Margin([key[kind] for key in keys]) for kind in range(len(_STRATA))]
        # Each margin with the place in it of each cell.
        self._margins = [
            (margin, np.array([margin.place[cell[kind % len(_STRATA)]] for cell in cells]))
            for kind, margin in enumerate([*shared, *own])
        ]
        self._margins.append((_Margin(keys), np.arange(len(cells))))

    def take(self) -> Probe:
        """The next probe."""
        lag = np.sum([margin.lag()[places] for margin, places in self._margins], axis=0)
        cell = int(np.where(self._left > 0, lag.round(9), -np.inf).argmax())
        self._left[cell] -= 1
        for margin, places in self._margins:
            margin.take(int(places[cell]))
        return next(self._cells[cell])


GROUP = 2048
"""Most probes that are brought into another order for the sake of prefix caches."""

_FIRST_GROUP = 16
_GROUP_SHARE = 8


def grouped(probes: Sequence[Probe]) -> list[Probe]:
    """The probes so that those whose prompts begin alike follow one another, for the sake of prefix caches.

    The order changes only within windows: each holds an eighth of what comes before it, at least 16 and at
    most `GROUP` probes. So a run that is stopped at any moment has asked a balanced part, but for the
    window that it was in.

    Args:
        probes: In a balanced order.
    """
    order: list[Probe] = []
    while len(order) < len(probes):
        size = min(GROUP, max(_FIRST_GROUP, len(order) // _GROUP_SHARE))
        order += sorted(probes[len(order) : len(order) + size], key=beginning)
    return order


def beginning(probe: Probe) -> tuple[str, ...]:
    """What puts probes in an order in which those whose prompts begin alike follow one another.

    Args:
        probe: Any.
    """
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
