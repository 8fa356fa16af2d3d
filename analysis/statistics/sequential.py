"""Accuracies that are sampled until they are precise enough, with intervals that stay honest.

An interval that is looked at after every reply, and kept once it is narrow enough, holds the truth less
often than it says. Two intervals are used that do not:

* **Precise.** A cell is looked at only when it has one of some fixed numbers of replies, `looks`, and is
done at
  the first of them at which its interval of Clopper and Pearson (1934, Biometrika 26:404) is narrow enough.
  That stopping rule knows nothing but the cell's own replies, so its coverage can be computed exactly, path
  by path, for every accuracy (J. Frey, The American Statistician 64 (2010) 242). The level of the interval,
  1 - `INNER`, is such that it is 95.5 % or more whatever the accuracy; `bench/adaptive.py` computes it.
* **Not yet.** A cell that was left before, because the budget was spent or the run stopped, has a confidence
  sequence, which holds at all numbers of replies at once and so under whatever stopping: the accuracies p
  at which the mixture of likelihoods over a uniform prior is less than 1 / `OPEN` times that of p (H.
  Robbins, Annals of Mathematical Statistics 41 (1970) 1397; T. L. Lai, Annals of Statistics 4 (1976) 265;
  S. R. Howard, A. Ramdas, J. McAuliffe and J. Sekhon, Annals of Statistics 49 (2021) 1055).

The truth is missed by the first in 4.5 % and by the second in 0.5 % at most, so that the interval of a
cell, which is one or the other, holds it in 95 % or more, whoever decided which cell was asked next and
when it ended.
"""

import math
from collections.abc import Callable, Sequence
from functools import lru_cache
from statistics import NormalDist
from typing import NamedTuple

INNER = 0.03
"""Level of the Clopper-Pearson interval of a cell that is done; smaller than 5 % because it was waited
for."""

OPEN = 0.005
"""How often the confidence sequence of a cell that is not done may miss the truth, ever."""

GROWTH = 1.2
"""How many times as many replies a cell has at the next look."""

LEAST_WIDTH, MOST_WIDTH = 0.005, 0.25
"""Half-widths that can be asked for: a narrower one takes over 45,000 replies in a cell."""


class Bounds(NamedTuple):
    """Bounds of an accuracy, and whether they are those of a cell that is done."""

    low: float
    high: float
    done: bool

    @property
    def half(self) -> float:
        """Half of the width."""
        return (self.high - self.low) / 2


def bounds(right: int, scored: int, width: float) -> Bounds:
    """The interval of a cell's accuracy, by the rules at the head of this module.

    Args:
        right: Right replies.
        scored: Scored replies.
        width: The half-width at which the cell is done.
    """
    if scored in looks(width) and _roughly(right, scored) <= 1.2 * width:
        low, high = clopper_pearson(right, scored, INNER)
        if (high - low) / 2 <= width:
            return Bounds(low, high, True)
    return Bounds(*anytime(right, scored, OPEN), False)


def _roughly(right: int, scored: int) -> float:
    """Half of the width by Wilson's formula: fast, and never more than 1.13 times the exact one."""
    z2 = _Z**2
    return _Z / (scored + z2) * math.sqrt(right * (scored - right) / scored + z2 / 4)


_Z = NormalDist().inv_cdf(1 - INNER / 2)


def counted(outcomes: Sequence[bool], width: float) -> tuple[int, int]:
    """Right and scored replies of a cell up to where it was done: what came after it was not waited for.

    Args:
        outcomes: Whether each scored reply is right, in the order asked.
        width: The half-width at which the cell is done.
    """
    right = 0
    for scored, outcome in enumerate(outcomes, start=1):
        right += outcome
        if scored in looks(width) and bounds(right, scored, width).done:
            return right, scored
    return right, len(outcomes)


@lru_cache(maxsize=32)
def looks(width: float) -> tuple[int, ...]:
    """The numbers of replies at which a cell is looked at.

    The first is where a cell without a wrong reply is done, the last where every cell is.

    Args:
        width: The half-width at which it is done.
    """
    first, last = _fewest(width, lambda scored: 0), _fewest(width, lambda scored: scored // 2)
    steps = max(1, math.ceil(math.log(last / first) / math.log(GROWTH)))
    return tuple(sorted({round(first * (last / first) ** (step / steps)) for step in range(steps + 1)}))


def next_look(scored: int, width: float) -> int | None:
    """How many replies a cell has at its next look; None after the last."""
    return next((look for look in looks(width) if look > scored), None)


def _fewest(width: float, right: Callable[[int], int]) -> int:
    """The least number of replies with which a cell is done, of which so many are right."""
    low, high = 0, 1
    while _half(right(high), high) > width:
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        if _half(right(middle), middle) > width:
            low = middle
        else:
            high = middle
    # An odd number of replies has no middle; the next one is as wide at most.
    return high + 1


def _half(right: int, scored: int) -> float:
    low, high = clopper_pearson(right, scored, INNER)
    return (high - low) / 2


@lru_cache(maxsize=65536)
def clopper_pearson(right: int, scored: int, alpha: float) -> tuple[float, float]:
    """The exact interval of a proportion (Clopper and Pearson 1934).

    Args:
        right: Right replies.
        scored: Scored replies, at least one.
        alpha: 1 less its level.
    """
    low = 0.0 if right == 0 else _beta_quantile(alpha / 2, right, scored - right + 1)
    high = 1.0 if right == scored else _beta_quantile(1 - alpha / 2, right + 1, scored - right)
    return low, high


def anytime(right: int, scored: int, alpha: float) -> tuple[float, float]:
    """The confidence sequence of a proportion: bounds that hold at all numbers of replies at once.

    Args:
        right: Right replies.
        scored: Scored replies; none leaves everything open.
        alpha: How often it may miss the truth, ever.
    """
    if scored == 0:
        return 0.0, 1.0
    wrong = scored - right
    mixture = math.lgamma(right + 1) + math.lgamma(wrong + 1) - math.lgamma(scored + 2)
    most = mixture + math.log(alpha)

    def out(share: float) -> bool:
        """Whether the mixture is too much likelier than this accuracy."""
        found = right * math.log(share) if right else 0.0
        return found + (wrong * math.log1p(-share) if wrong else 0.0) < most

    middle = right / scored
    low = 0.0 if right == 0 else _edge(0.0, middle, out)
    high = 1.0 if wrong == 0 else _edge(1.0, middle, out)
    return low, high


def _edge(outside: float, inside: float, out: Callable[[float], bool]) -> float:
    """Where an interval ends, on the outer side."""
    for _ in range(50):
        middle = (outside + inside) / 2
        if middle in (outside, inside):
            break
        if out(middle):
            outside = middle
        else:
            inside = middle
    return outside


def _beta_quantile(share: float, a: int, b: int) -> float:
    """The quantile of a beta distribution by bisection."""
    low, high = 0.0, 1.0
    for _ in range(46):
        middle = (low + high) / 2
        if beta_share(middle, a, b) < share:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def beta_share(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function, by its continued fraction.

    M. Abramowitz and I. A. Stegun, Handbook of Mathematical Functions, 1964, 26.5.8, evaluated by the
    method of W. J. Lentz (Applied Optics 15 (1976) 668).

    Args:
        x: From 0 to 1.
        a: Above 0.
        b: Above 0.
    """
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - beta_share(1 - x, b, a)
    front = math.exp(
        math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)
    )
    tiny = 1e-300
    found, c, d = 1.0, 1.0, 0.0
    for step in range(10_000):
        half = step // 2
        if step == 0:
            term = 1.0
        elif step % 2 == 0:
            term = half * (b - half) * x / ((a + 2 * half - 1) * (a + 2 * half))
        else:
            term = -(a + half) * (a + b + half) * x / ((a + 2 * half) * (a + 2 * half + 1))
        d = 1 / _not_zero(1 + term * d, tiny)
        c = _not_zero(1 + term / c, tiny)
        found *= c * d
        if step and abs(c * d - 1) < 1e-14:
            break
    return min(1.0, front * (found - 1) / a)


def _not_zero(value: float, tiny: float) -> float:
    return value if abs(value) > tiny else tiny
