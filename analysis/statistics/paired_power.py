"""The power of the exact paired test: what a comparison of two models on the same probes can find.

Of n independent pairs a share, the discordance, is right in one model only. The exact test of McNemar (1947,
Psychometrika 12:153), which `analysis.compare` uses, looks at these alone. Its power is here the exact
unconditional one, summed over how many pairs may be discordant (M. A. Schork and G. W. Williams,
Communications in Statistics B 9 (1980) 349); no normal distribution takes part, except where the search for a
number of pairs begins (R. J. Connor, Biometrics 43 (1987) 207).
"""

import math
from functools import lru_cache
from statistics import NormalDist

import numpy as np

from jagbench.analysis.statistics.clusters import Counts, Numbers

ALPHA = 0.05
"""A difference is found where the p-value is below this."""

POWER = 0.8
"""How often a difference is to be found that is there."""

MOST_PAIRS = 1_000_000
"""Pairs beyond which nobody asks; where more would be needed, that is said."""

_STEP = 0.001


def power(pairs: int, discordance: float, difference: float, alpha: float = ALPHA) -> float:
    """How often the exact paired test finds a difference, in the right direction or not.

    Args:
        pairs: Independent pairs of replies.
        discordance: Share of the pairs that are right in one of the models only, from 0 to 1; at least the
            difference, and taken to be that much where it is less.
        difference: Of the accuracies, as a share.
        alpha: Found where the p-value is below this.
    """
    discordance = max(discordance, abs(difference))
    if pairs == 0 or discordance == 0:
        return 0.0
    discordant, chances = _binomial(pairs, discordance)
    return float(chances @ _rejections(discordant, 0.5 + difference / (2 * discordance), alpha))


def _binomial(pairs: int, share: float) -> tuple[Counts, Numbers]:
    """The numbers of discordant pairs that are likely at all, and how likely each is."""
    far = 7 * math.sqrt(pairs * share * (1 - share)) + 20
    counts = np.arange(
        max(0, math.floor(pairs * share - far)), min(pairs, math.ceil(pairs * share + far)) + 1
    )
    return counts, _mass(counts, np.full_like(counts, pairs), share)


def _rejections(discordant: Counts, gained: float, alpha: float) -> Numbers:
    """How likely the test is significant, for each of some neighbouring numbers of discordant pairs.

    It is where the smaller of gained and lost is at most some bound. The tail up to the bound is carried from
    each number to the next: F(c; d + 1) = F(c; d) - s f(c; d), and where the bound grows, f(c + 1; d + 1)
    comes to it.

    Args:
        discordant: The numbers, each one more than the last.
        gained: How likely a discordant pair is one that is gained.
        alpha: Level of the test.
    """
    bounds = _bounds(alpha, 1 << int(discordant[-1]).bit_length())[discordant]
    found = np.zeros(len(discordant))
    for share in (gained, 1 - gained):
        up_to: Counts = np.arange(int(bounds[0]) + 1)
        first = _mass(up_to, np.full_like(up_to, discordant[0]), share).sum()
        less = share * _mass(bounds[:-1], discordant[:-1], share)
        more = np.where(np.diff(bounds) > 0, _mass(bounds[1:], discordant[1:], share), 0.0)
        found += first + np.concatenate([[0.0], np.cumsum(more - less)])
    return np.clip(found, 0.0, 1.0)


@lru_cache(maxsize=256)
def _bounds(alpha: float, size: int) -> Counts:
    """For 0, 1, ... discordant pairs the most that the smaller of gained and lost may be; -1 for nothing."""
    logs = _log_factorials(size)
    bounds = np.full(size, -1, dtype=np.int64)
    bound, tail = -1, 0.0
    for count in range(1, size):
        # The tail of the number before, halved at the bound, is that of this one.
        if bound >= 0:
            tail -= 0.5 * math.exp(
                logs[count - 1] - logs[bound] - logs[count - 1 - bound] - (count - 1) * math.log(2)
            )
        following = math.exp(logs[count] - logs[bound + 1] - logs[count - bound - 1] - count * math.log(2))
        if 2 * (tail + following) < alpha:
            bound, tail = bound + 1, tail + following
        bounds[count] = bound
    return bounds


@lru_cache(maxsize=4)
def _log_factorials(size: int) -> Numbers:
    """The logarithms of 0!, 1!, ..., of so many numbers."""
    return np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, size)))])


def _mass(count: Counts, of: Counts, share: float) -> Numbers:
    """How likely each count is of so many independent events; a count of -1 is none."""
    if share <= 0 or share >= 1:
        return np.where(count == (of if share >= 1 else 0), 1.0, 0.0)
    logs = _log_factorials(1 << int(of.max(initial=1)).bit_length())
    some = np.maximum(count, 0)
    choose = logs[of] - logs[some] - logs[of - some]
    mass = np.exp(choose + some * math.log(share) + (of - some) * math.log1p(-share))
    return np.where(count < 0, 0.0, mass)


def detectable(pairs: int, discordance: float, wanted: float = POWER, alpha: float = ALPHA) -> float | None:
    """The least difference that is found as often as wanted, to a tenth of a point.

    Args:
        pairs: Independent pairs of replies.
        discordance: Share of the pairs that are right in one of the models only.
        wanted: How often it is to be found.
        alpha: Level of the test.

    Returns:
        The difference of the accuracies as a share; None where not even the greatest is found so often.
    """
    low, high = 0, round(1 / _STEP)
    if power(pairs, discordance, 1.0, alpha) < wanted:
        return None
    while high - low > 1:
        middle = (low + high) // 2
        if power(pairs, discordance, middle * _STEP, alpha) < wanted:
            low = middle
        else:
            high = middle
    return round(high * _STEP, 3)


def needed(difference: float, discordance: float, wanted: float = POWER, alpha: float = ALPHA) -> int | None:
    """How many independent pairs it takes to find a difference as often as wanted.

    Args:
        difference: Of the accuracies, as a share above 0.
        discordance: Share of the pairs that are right in one of the models only.
        wanted: How often it is to be found.
        alpha: Level of the test.

    Returns:
        The number of pairs, from which on the power is no lower but for a jump of whole numbers; None where
        it is more than `MOST_PAIRS`.
    """
    discordance = max(discordance, difference)
    normal = NormalDist()
    spread = normal.inv_cdf(1 - alpha / 2) * math.sqrt(discordance)
    spread += normal.inv_cdf(wanted) * math.sqrt(max(0.0, discordance - difference**2))
    high = math.ceil((spread / difference) ** 2) + 1
    while high <= MOST_PAIRS and power(high, discordance, difference, alpha) < wanted:
        high = math.ceil(high * 1.1) + 1
    if high > MOST_PAIRS:
        return None
    low = math.floor(high * 0.8)
    while power(low, discordance, difference, alpha) >= wanted:
        low = math.floor(low * 0.8)
    while high - low > 1:
        middle = (low + high) // 2
        if power(middle, discordance, difference, alpha) < wanted:
            low = middle
        else:
            high = middle
    return high
