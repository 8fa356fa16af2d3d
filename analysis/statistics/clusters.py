"""Replies in clusters: which items stand for which, how a share varies over them, and drawing them anew.

All replies to one item, its variants and samples, are one cluster: they resemble one another, so what is
drawn is the item. Items are drawn level by level of each skill, as a suite is made, so each such cell is a
stratum.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

RESAMPLES = 2000
"""Draws of one bootstrap, and shuffles of one permutation test."""

FEWEST = 4
"""Items that a stratum needs: with fewer, the coverage of `bench/coverage.py` suffers."""

SEED = 20240911
"""Seed of every draw: the same replies give the same figures."""

Counts = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Clusters:
    """The items of a run with their replies counted, in order of their cells."""

    right: Counts
    """Right replies to each item."""
    asked: Counts
    """Scored replies to each item."""
    cell: Counts
    """The cell of each item, ascending."""
    skill: Counts
    """The skill of each cell, ascending; within a skill the easiest level comes first."""
    level: Counts
    """The level of each cell."""

    @property
    def sizes(self) -> Counts:
        """How many items each cell has."""
        return np.bincount(self.cell, minlength=len(self.skill))

    def sums(self, values: Counts) -> Counts:
        """The sum of some values of the items, for each cell."""
        return np.bincount(self.cell, values, minlength=len(self.skill)).astype(np.int64)

    def strata(self) -> Counts:
        """The stratum of each cell: itself where it has `FEWEST` items, else joined with its neighbours."""
        joined, sizes = np.zeros_like(self.skill), self.sizes
        for start, stop in runs(self.skill):
            first = 0 if start == 0 else joined[start - 1] + 1
            joined[start:stop] = first + neighbours(sizes[start:stop])
        return joined

    def of(self, cells: npt.NDArray[np.bool_]) -> "Clusters":
        """What is left when only some cells are kept, numbered anew."""
        kept = cells[self.cell]
        number = np.cumsum(cells) - 1
        return Clusters(
            right=self.right[kept],
            asked=self.asked[kept],
            cell=number[self.cell[kept]],
            skill=np.unique(self.skill[cells], return_inverse=True)[1].astype(np.int64),
            level=self.level[cells],
        )


def neighbours(sizes: Counts) -> Counts:
    """Strata of at least `FEWEST` items, where possible, from cells in a fixed order (collapsed strata).

    A cell of one or two items says little of how items vary; it is joined with the next cell, the last with
    the one before (Cochran, Sampling Techniques, 1977, section 5A.12). What the cells differ by then counts
    as variance, so that intervals are rather too wide than too narrow.

    Args:
        sizes: How many items each cell has.

    Returns:
        The stratum of each cell, from 0, ascending.
    """
    stratum = np.zeros(len(sizes), dtype=np.int64)
    number, items = 0, 0
    for place, size in enumerate(sizes):
        if items >= FEWEST:
            number, items = number + 1, 0
        stratum[place] = number
        items += int(size)
    if items < FEWEST and number > 0:
        stratum[stratum == number] = number - 1
    return stratum


def variance(right: Counts | Numbers, asked: Counts, stratum: Counts) -> float:
    """The variance of the share of right replies when the items of each stratum are drawn anew.

    The linearised variance of a ratio over clusters (Cochran 1977, section 6.11), unbiased for items of
    equally many replies; a stratum of one item adds nothing.

    Args:
        right: Right replies to each item.
        asked: Replies to each item.
        stratum: The stratum of each item.
    """
    total = asked.sum()
    distance = (right - right.sum() / total * asked) / total
    size = np.bincount(stratum)
    squares = np.bincount(stratum, distance**2) - np.bincount(stratum, distance) ** 2 / np.maximum(size, 1)
    return float((squares[size > 1] * size[size > 1] / (size[size > 1] - 1)).sum())


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Draws:
    """Sums over the items of each cell (a column) in every draw (a row)."""

    right: Numbers
    """Right replies."""
    asked: Numbers
    """Scored replies."""
    own: Numbers
    """Pairs of a right and a wrong reply to the same item."""

    def of(self, cells: npt.NDArray[np.bool_]) -> "Draws":
        """What is left when only some cells are kept."""
        return Draws(right=self.right[:, cells], asked=self.asked[:, cells], own=self.own[:, cells])


def resampled(clusters: Clusters, resamples: int = RESAMPLES) -> Draws:
    """Draw the items of each stratum anew, all replies to an item together.

    Of m items m - 1 are drawn with replacement and weighted by m / (m - 1), so that the variance over the
    draws is unbiased also where strata are small (Rao and Wu 1988, J. Am. Stat. Assoc. 83:231). Items with
    the same counts are drawn at once, so a draw costs as many steps as there are different ones.

    Args:
        clusters: The items.
        resamples: How many draws.
    """
    generator = np.random.default_rng(SEED)
    width = int(clusters.asked.max(initial=0)) + 1
    keys, counts = np.unique(
        (clusters.cell * width + clusters.asked) * width + clusters.right, return_counts=True
    )
    cell, asked, right = keys // width**2, keys // width % width, keys % width
    stratum = clusters.strata()[cell]
    sums = np.zeros((3, resamples, len(clusters.skill)))
    for start, stop in runs(stratum):
        size = counts[start:stop].sum()
        weights = np.ones((resamples, stop - start))
        if size > 1:
            shares = counts[start:stop] / size
            weights = generator.multinomial(size - 1, shares, size=resamples) * (size / (size - 1))
        for first, last in runs(cell[start:stop]):
            part = slice(start + first, start + last)
            values = np.stack([right[part], asked[part], right[part] * (asked[part] - right[part])])
            sums[:, :, cell[start + first]] = values @ weights[:, first:last].T
    return Draws(right=sums[0], asked=sums[1], own=sums[2])


def runs(values: Counts) -> list[tuple[int, int]]:
    """Where each run of equal neighbours begins and ends."""
    edges = [0, *(np.flatnonzero(np.diff(values)) + 1).tolist(), len(values)]
    return [(start, stop) for start, stop in pairwise(edges) if stop > start]
