"""Replies counted by cell: by all that decides how likely a misconception or a slip is to give them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from jagbench.analysis.diagnosis.slips import slips
from jagbench.probes import Probe

Array = npt.NDArray[np.float64]

BLOCKS = 1000
"""Most units that the bootstrap draws; more items are dealt into so many blocks of whole items."""

_RIGHT = "right procedure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hits:
    """How one misconception fared, before any model."""

    predicts: int
    """Wrong answers to probes on which it predicts a wrong answer."""
    hits: int
    """Wrong answers that equal its lure."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Counts:
    """The right and wrong replies of one run to one skill, as a table of cells and sources."""

    groups: Sequence[tuple[str, ...]]
    """The misconceptions whose lure some wrong answer equals; those that all replies treat alike are one."""
    design: Array
    """Cells by sources: the probability of a cell's reply, where the source answers its probe. The groups are
    the first sources; after them come, for each level, the right procedure and the slips."""
    level: npt.NDArray[np.intp]
    """For each source the place of its level; -1 for a group."""
    wrong: npt.NDArray[np.bool_]
    """Whether the replies of a cell are wrong."""
    blocks: Array
    """Blocks of items by cells: how many replies."""
    hits: Mapping[str, Hits]
    """For each misconception that a probe with a wrong answer has a lure for."""
    foreign: int
    """Wrong answers to probes without a lure."""
    unmatched: int
    """Wrong answers that equal no lure."""

    @property
    def total(self) -> Array:
        """Replies of each cell."""
        total: Array = self.blocks.sum(axis=0)
        return total


def count(replies: pd.DataFrame, probes: Mapping[str, Probe]) -> Counts:
    """Count the replies of one run to one skill.

    Args:
        replies: The rows of a frame with the verdict `correct` or `wrong`.
        probes: All their probes by id.
    """
    asked, ids = pd.factorize(replies["probe"])
    wrong = (replies["verdict"] == "wrong").to_numpy()
    known = [probes[name] for name in ids.tolist()]
    mistakes = _mistakes(replies[wrong], asked[wrong])
    met = {name for _, _, lures in mistakes.kinds for name in lures}
    places: dict[_Cell, int] = {}
    cell = np.empty(len(replies), dtype=np.intp)
    right = np.zeros(len(known), dtype=np.intp)
    answered: list[int] = np.unique(asked[~wrong]).tolist()
    for place in answered:
        right[place] = places.setdefault(_right(known[place], met), len(places))
    cell[~wrong] = right[asked[~wrong]]
    given = [
        places.setdefault(_wrong(known[place], reading, lures), len(places))
        for place, reading, lures in mistakes.kinds
    ]
    cell[wrong] = np.array(given, dtype=np.intp)[mistakes.kind]
    cells = list(places)
    groups, design, level = _design(cells, sorted(met))
    block = pd.factorize(replies["item"])[0] % BLOCKS
    shape = (int(block.max(initial=-1)) + 1, len(cells))
    blocks = np.bincount(block * shape[1] + cell, minlength=shape[0] * shape[1]).reshape(shape)
    return Counts(
        groups=groups,
        design=design,
        level=level,
        wrong=np.array([each.wrong for each in cells], dtype=np.bool_),
        blocks=blocks.astype(np.float64),
        hits=_hits(mistakes, known),
        foreign=mistakes.number(lambda place, lures: not known[place].lures),
        unmatched=mistakes.number(lambda place, lures: not lures),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cell:
    """What decides the probability of a reply."""

    wrong: bool
    level: int
    names: frozenset[str]
    """Misconceptions that give another answer, for a right one; that give it, for a wrong one."""
    chances: tuple[tuple[str, float], ...]


def _right(probe: Probe, met: set[str]) -> _Cell:
    return _Cell(
        wrong=False,
        level=probe.level,
        names=frozenset(met.intersection(probe.lures)),
        chances=tuple(slips(probe, probe.answer.value).items()),
    )


def _wrong(probe: Probe, reading: str, lures: Sequence[str]) -> _Cell:
    chances = slips(probe, reading)
    return _Cell(
        wrong=True,
        level=probe.level,
        names=frozenset(lures),
        # Without a lure only slips can have given it, so their sizes change nothing but a constant.
        chances=tuple(chances.items())
        if lures or len(chances) > 1
        else tuple((name, 1.0) for name in chances),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mistakes:
    """Wrong answers by kind (the probe's place, what was read, the lures it equals), and that of each row."""

    kinds: Sequence[tuple[int, str, tuple[str, ...]]]
    kind: npt.NDArray[np.intp]

    @property
    def times(self) -> Sequence[int]:
        """How often each kind comes."""
        times: list[int] = np.bincount(self.kind, minlength=len(self.kinds)).tolist()
        return times

    def number(self, holds: Callable[[int, tuple[str, ...]], bool]) -> int:
        """How many wrong answers are of such a kind, told by the probe's place and the lures."""
        return sum(
            times
            for (place, _, lures), times in zip(self.kinds, self.times, strict=True)
            if holds(place, lures)
        )


def _mistakes(rows: pd.DataFrame, asked: npt.NDArray[np.intp]) -> _Mistakes:
    read, readings = pd.factorize(rows["reading"])
    _, first, kind = np.unique(asked * max(1, len(readings)) + read, return_index=True, return_inverse=True)
    said, lures = rows["reading"].tolist(), rows["lures"].tolist()
    kinds = [(int(asked[row]), str(said[row]), tuple(lures[row])) for row in first.tolist()]
    return _Mistakes(kinds=kinds, kind=kind)


def _hits(mistakes: _Mistakes, probes: Sequence[Probe]) -> dict[str, Hits]:
    predicts: dict[str, int] = {}
    hits: dict[str, int] = {}
    for (place, _, lures), number in zip(mistakes.kinds, mistakes.times, strict=True):
        for name in {*probes[place].lures, *lures}:
            predicts[name] = predicts.get(name, 0) + number
        for name in lures:
            hits[name] = hits.get(name, 0) + number
    return {name: Hits(predicts=number, hits=hits.get(name, 0)) for name, number in predicts.items()}


def _design(
    cells: Sequence[_Cell], names: Sequence[str]
) -> tuple[list[tuple[str, ...]], Array, npt.NDArray[np.intp]]:
    alike: dict[bytes, list[str]] = {}
    for name in names:
        column = np.array([(name in cell.names) == cell.wrong for cell in cells], dtype=np.float64)
        alike.setdefault(column.tobytes(), []).append(name)
    levels = sorted({cell.level for cell in cells})
    slipped = sorted({(cell.level, name) for cell in cells for name, _ in cell.chances})
    sources = [(level, _RIGHT) for level in levels] + slipped
    place = {source: at for at, source in enumerate(sources)}
    rest = np.zeros((len(cells), len(sources)))
    for row, cell in enumerate(cells):
        rest[row, place[cell.level, _RIGHT]] = not cell.wrong
        for name, chance in cell.chances:
            rest[row, place[cell.level, name]] = chance
    columns = [np.frombuffer(key, dtype=np.float64)[:, None] for key in alike]
    level = np.array([-1] * len(columns) + [levels.index(source[0]) for source in sources], dtype=np.intp)
    return [tuple(group) for group in alike.values()], np.hstack([*columns, rest]), level
