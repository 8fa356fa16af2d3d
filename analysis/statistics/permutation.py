"""Whether skills differ by more than their difficulty explains: a permutation test."""

import math
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

from jagbench.analysis.statistics.clusters import RESAMPLES, SEED, Counts, Numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Excess:
    """How far skills lie from what the difficulty of their items explains, and how far chance takes them.

    A model that is merely weak solves items of one difficulty equally often, whatever the skill.
    """

    value: float | None
    """Root mean square distance of the skills' accuracies from those expected of items as difficult, weighted
    by replies; None where `missing` says why there is none."""
    chance: float | None
    """Its mean where difficulty explains everything."""
    limit: float | None
    """What it then exceeds in 5 % of cases."""
    p: float | None
    """How often chance alone takes it as far, at least 1 / (shuffles + 1)."""
    items: int
    """Items of a difficulty that two skills share: the others compare with nothing."""
    skills: int
    """The skills of those items."""
    detectable: float | None = None
    """How far skills would have to lie off, beyond chance, to be found 4 times in 5; None without a test, and
    where skills as far apart as their accuracy allows would not be."""
    missing: str = ""
    """Why there is no test."""

    @property
    def jagged(self) -> bool | None:
        """Whether p is below 0.05; None without a test."""
        return None if self.p is None else self.p < 0.05


def excess(
    *, skill: Counts, difficulty: Counts, right: Counts, asked: Counts, shuffles: int = RESAMPLES
) -> Excess:
    """Test that skill makes no difference among items of one difficulty.

    Items are shuffled among the skills within each difficulty, all replies to an item together and only among
    items of as many replies, so that under the hypothesis every shuffle is as likely as what was seen: the
    test is exact (Fisher 1935; p by Phipson and Smyth 2010, Stat. Appl. Genet. Mol. Biol. 9:39). What the
    accuracies at each difficulty are does not matter.

    Args:
        skill: The skill of each item, as a number from 0.
        difficulty: A number for the difficulty of each item; equal numbers are compared.
        right: Right replies to each item.
        asked: Scored replies to each item.
        shuffles: How many.
    """
    stratum = np.unique(np.stack([difficulty, asked]), axis=1, return_inverse=True)[1].ravel()
    kept = _shared(skill, stratum)
    skill, stratum, right, asked = skill[kept], stratum[kept], right[kept], asked[kept]
    items, skills = len(skill), len(np.unique(skill))
    if not items:
        return untested("no two skills have items of the same difficulty")
    if right.sum() in (0, asked.sum()):
        return untested(f"all replies are {'right' if right.any() else 'wrong'}", items, skills)
    size, expected = _totals(skill, asked), _totals(skill, _means(right, stratum))
    seen = _distance(_totals(skill, right) - expected, size)
    by_chance = _by_chance(skill, stratum, right, asked, shuffles)
    as_far = int((by_chance >= seen - 1e-12).sum())
    share = float(right.sum() / asked.sum())
    return Excess(
        value=float(seen),
        chance=float(by_chance.mean()),
        limit=float(np.quantile(by_chance, 0.95)),
        p=(as_far + 1) / (shuffles + 1),
        items=items,
        skills=skills,
        detectable=_detectable(by_chance, math.sqrt(share * (1 - share))),
    )


def distances_by_chance(
    *, skill: Counts, difficulty: Counts, right: Counts, asked: Counts, shuffles: int = RESAMPLES
) -> Numbers:
    """The null distribution of `excess`: its distance in every shuffle; empty where it makes no test.

    Args:
        skill: As in `excess`.
        difficulty: As there.
        right: As there.
        asked: As there.
        shuffles: As there.
    """
    stratum = np.unique(np.stack([difficulty, asked]), axis=1, return_inverse=True)[1].ravel()
    kept = _shared(skill, stratum)
    if not kept.any():
        return np.zeros(0)
    return _by_chance(skill[kept], stratum[kept], right[kept], asked[kept], shuffles)


def _by_chance(skill: Counts, stratum: Counts, right: Counts, asked: Counts, shuffles: int) -> Numbers:
    expected = _totals(skill, _means(right, stratum))
    return _distance(_shuffled(skill, stratum, right, shuffles) - expected, _totals(skill, asked))


_POWER = 0.8


def _detectable(by_chance: Numbers, farthest: float) -> float | None:
    """The distance beyond chance that is found with a probability of `_POWER`.

    True distances add to those by chance as squares. The test finds what then exceeds the limit; the distance
    varies about its mean as it does by chance.

    Args:
        by_chance: The distance in each shuffle.
        farthest: What it would be were every skill all right or all wrong.
    """
    needed = float(np.quantile(by_chance, 0.95)) + NormalDist().inv_cdf(_POWER) * float(by_chance.std())
    found = math.sqrt(max(0.0, needed**2 - float((by_chance**2).mean())))
    as_far_as_can_be = float((by_chance >= by_chance.max() - 1e-12).mean())
    return found if found <= farthest and as_far_as_can_be < 0.05 else None


def untested(missing: str, items: int = 0, skills: int = 0) -> Excess:
    """What there is where no test can be made, and why."""
    return Excess(value=None, chance=None, limit=None, p=None, items=items, skills=skills, missing=missing)


def _shared(skill: Counts, stratum: Counts) -> npt.NDArray[np.bool_]:
    """Which items stand in a stratum with items of another skill."""
    most, least = np.full(stratum.max(initial=0) + 1, -1), np.full(stratum.max(initial=0) + 1, 2**62)
    np.maximum.at(most, stratum, skill)
    np.minimum.at(least, stratum, skill)
    shared: npt.NDArray[np.bool_] = (most != least)[stratum]
    return shared


def _means(right: Counts, stratum: Counts) -> Numbers:
    """The mean of right replies over the items of the stratum, for each item."""
    return (np.bincount(stratum, right) / np.maximum(np.bincount(stratum), 1))[stratum]


def _totals(skill: Counts, values: Counts | Numbers) -> Numbers:
    return np.bincount(skill, values).astype(np.float64)


def _distance(off: Numbers, size: Numbers) -> Numbers:
    """Root mean square of `off / size`, weighted by `size`, over the last axis."""
    asked = size > 0
    distance: Numbers = np.sqrt((off[..., asked] ** 2 / size[asked]).sum(axis=-1) / size.sum())
    return distance


def _shuffled(skill: Counts, stratum: Counts, right: Counts, shuffles: int) -> Numbers:
    """Right replies to each skill in every shuffle: a row each, a column for each skill."""
    generator = np.random.default_rng(SEED)
    sums = np.zeros((shuffles, int(skill.max()) + 1))
    order = np.argsort(stratum, kind="stable")
    for part in np.split(order, np.flatnonzero(np.diff(stratum[order])) + 1):
        values, counts = np.unique(right[part], return_counts=True)
        skills, sizes = np.unique(skill[part], return_counts=True)
        left = np.tile(counts, (shuffles, 1))
        for number, size in zip(skills[:-1], sizes[:-1], strict=True):
            dealt = _dealt(generator, left, int(size))
            sums[:, number] += dealt @ values
            left -= dealt
        sums[:, skills[-1]] += left @ values
    return sums


def _dealt(generator: np.random.Generator, left: Counts, size: int) -> Counts:
    """How many items of each value one skill gets when it draws `size` of those left, in every shuffle."""
    dealt = np.zeros_like(left)
    wanted = np.full(len(left), size)
    others = left.sum(axis=1)
    for value in range(left.shape[1]):
        others = others - left[:, value]
        dealt[:, value] = generator.hypergeometric(left[:, value], others, wanted)
        wanted = wanted - dealt[:, value]
    return dealt
