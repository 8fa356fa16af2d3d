"""The interval of a paired difference, with the item as its unit.

It is that of Bonett and Price (2012, J. Educ. Behav. Stat. 37:479), which Fagerland, Lydersen and Laake
(2014, Stat. Med. 33:2850) recommend, with the variance taken over items instead of pairs. It does not
collapse where both sides agree everywhere.
"""

import math
from collections.abc import Sequence
from statistics import NormalDist

import numpy as np

from jagbench.analysis.statistics.cells import LEVEL


def difference_interval(
    changes: Sequence[float], sizes: Sequence[int], level: float = LEVEL
) -> tuple[float, float]:
    """The interval of a paired difference of shares.

    Two items are added, one that the run gains and one that it loses, each of the mean size; with one pair
    an item that is the interval of Bonett and Price (2012). The variance is that of a ratio over items.

    Args:
        changes: Of each item, the sum of the differences of its pairs, each from -1 to 1: of right and wrong
            replies the pairs gained minus the pairs lost.
        sizes: Of each item, its pairs.
        level: Its confidence level.
    """
    mean_size = sum(sizes) / len(sizes)
    change = np.array([*changes, mean_size, -mean_size])
    size = np.array([*sizes, mean_size, mean_size])
    middle = change.sum() / size.sum()
    error = math.sqrt(((change - middle * size) ** 2).sum()) / size.sum()
    half = NormalDist().inv_cdf((1 + level) / 2) * error
    return max(-1.0, float(middle - half)), min(1.0, float(middle + half))
