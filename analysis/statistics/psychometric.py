"""How the share of right replies falls with length: a psychometric fit, its capacity, and where to ask next.

The chance of a right reply to a probe of length L is

    p(L) = g + (1 - g - m) / (1 + (L / a)^b)

with the guess rate g, what is right without the ability; the lapse rate m, what is wrong however short the
probe; a slope b above 0; and a scale a: the logistic psychometric function on the logarithm of length (F.
A. Wichmann and N. J. Hill, Perception & Psychophysics 63 (2001) 1293). The **capacity** c is the length
with p(c) = g + (1 - g) / 2: right half of the time once guesses are taken out (W. S. Abbott, Journal of
Economic Entomology 18 (1925) 265), so simply half of the time where nothing can be guessed. The guess rate
is that of the options, as Wichmann and Hill fix it; slope and lapse rate are fitted with the capacity.

Interval: the capacities whose profile likelihood, with slope and lapse rate chosen anew for each, is near
enough to the greatest (D. J. Venzon and S. H. Moolgavkar, Applied Statistics 37 (1988) 87). All three are
looked for on grids, so that no fit can fail to converge; lengths that were chosen by earlier replies leave
the likelihood as it is. Where the interval reaches an end of what was asked, capacity has a bound only.
`bench/ladder.py` shows how often these intervals hold the truth.
"""

import math
from dataclasses import dataclass

import numpy as np

from jagbench.analysis.statistics.clusters import Counts, Numbers

LIMIT = 4.6
"""Twice the difference of log-likelihoods within which a capacity is in its interval. The chi-squared
distribution has 3.84 there for endless data; with the hundred or two of a ladder it takes this to hold the
truth in 95 %."""

TEMPER = 0.2
"""Exponent of the weights that choose lengths: below 1 they lie farther apart than the capacity may, so
that slope and lapse rate are learned as well."""

CLIMB = 6
"""How many times longer than the longest length so far a next one may be."""

_BEYOND = 2.0
"""How many times shorter than the shortest and longer than the longest length capacities are looked for."""

_STEPS = 120
_SLOPES = np.geomspace(0.7, 300, 13)
_LAPSES = np.array([0, 0.015, 0.04, 0.08, 0.14, 0.2, 0.28, 0.36, 0.44])


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """What a ladder can be asked, and what is right without the ability."""

    shortest: int
    """The shortest length, above 0."""
    longest: int
    """The longest length, above the shortest."""
    guess: float = 0.0
    """The guess rate, from 0 to below 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """How length breaks a model."""

    capacity: float | None
    """The length at which it is right half of the time, guesses taken out; None where that lies outside of
    what was asked."""
    low: int | None
    """Lower bound of its 95 % interval, a whole length; None where it may lie below the shortest length."""
    high: int | None
    """Upper bound; None where it may lie above the longest length asked."""
    slope: float
    """How steeply it breaks: the exponent of length in the odds."""
    lapse: float
    """Share of wrong replies to the shortest probes imaginable."""
    guess: float
    """Share of right replies without the ability."""

    def at(self, length: Numbers) -> Numbers:
        """The chance of a right reply at some lengths; NaN where there is no capacity."""
        if self.capacity is None:
            return np.full(len(length), math.nan)
        odds = (1 - self.guess) / 2 / (1 - self.guess - self.lapse)
        shifted = np.log(length / self.capacity) * self.slope - math.log(odds / (1 - odds))
        return self.guess + (1 - self.guess - self.lapse) / (1 + np.exp(shifted))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Replies:
    """The replies to the probes of a ladder, counted by length."""

    length: Counts
    """Lengths, ascending; each once."""
    right: Counts
    """Right replies at each."""
    asked: Counts
    """Scored replies at each."""


def fit(span: Span, replies: Replies) -> Fit:
    """The fit of all replies of a ladder.

    Args:
        span: What can be asked.
        replies: At least one.
    """
    coarse = _everywhere(span)
    inside = _inside(_profile(_likelihood(span, coarse, replies)))
    # Once more between the neighbours of what is possible, where the first grid was too coarse.
    first, last = max(0, int(inside[0]) - 1), min(_STEPS - 1, int(inside[-1]) + 1)
    fine: Numbers = np.geomspace(float(coarse[first]), float(coarse[last]), _STEPS)
    found = _likelihood(span, fine, replies)
    profile = _profile(found)
    inside = _inside(profile)
    # Of capacities that are equally likely, as where a model breaks between two lengths, the middle one.
    best = int(np.median(np.flatnonzero(profile > -1e-3)))
    slope, lapse = np.unravel_index(int(found[best].argmax()), found[best].shape)
    capacity = float(fine[best])
    low, high = math.floor(float(fine[inside[0]])), math.ceil(float(fine[inside[-1]]))
    least, most = int(replies.length[0]), int(replies.length[-1])
    return Fit(
        capacity=capacity if least <= capacity <= most else None,
        low=min(low, most) if low >= least else None,
        high=max(high, least) if high <= most else None,
        slope=float(_SLOPES[slope]),
        lapse=float(_lapses(span)[lapse]),
        guess=span.guess,
    )


def where_next(span: Span, replies: Replies | None, count: int) -> list[int]:
    """The lengths to ask next: as many quantiles of what the capacity may be.

    The profile likelihood, tempered and taken as a weight, stands for what is known: wide at first, so that
    lengths lie far apart, and narrow later. A length is at most `CLIMB` times the longest one so far,
    because long probes cost most, and a model that has broken before need not be asked them.

    Args:
        span: What can be asked.
        replies: Those so far; None before the first.
        count: How many lengths; fewer where short ones coincide.
    """
    reached = span.shortest if replies is None else int(replies.length[-1])
    ceiling = min(span.longest, reached * CLIMB)
    places = (np.arange(count) + 0.5) / count
    if replies is None:
        lengths = span.shortest * (ceiling / span.shortest) ** np.linspace(0, 1, count)
    else:
        grid = np.geomspace(span.shortest, ceiling, _STEPS)
        weight = np.exp(TEMPER * _profile(_likelihood(span, grid, replies)))
        lengths = grid[np.searchsorted(np.cumsum(weight) / weight.sum(), places)]
    return sorted({int(each) for each in np.clip(np.rint(lengths), span.shortest, ceiling)})


def _everywhere(span: Span) -> Numbers:
    """The capacities that are looked at: in equal steps of the logarithm, beyond both ends."""
    return np.geomspace(span.shortest / _BEYOND, span.longest * _BEYOND, _STEPS)


def _lapses(span: Span) -> Numbers:
    return _LAPSES * (1 - span.guess)


def _likelihood(span: Span, capacities: Numbers, replies: Replies) -> Numbers:
    """The logarithm of the likelihood of each capacity (first axis), slope and lapse rate."""
    ceiling = 1 - span.guess - _lapses(span)
    odds = (1 - span.guess) / 2 / ceiling
    shift = np.log(odds / (1 - odds))
    total = np.zeros((len(capacities), len(_SLOPES), len(shift)))
    places = np.log(capacities)[:, None, None]
    for length, right, asked in zip(np.log(replies.length), replies.right, replies.asked, strict=True):
        logit = np.clip((length - places) * _SLOPES[:, None] - shift, -60, 60)
        share = np.clip(span.guess + ceiling / (1 + np.exp(logit)), 1e-9, 1 - 1e-9)
        if right:
            total += right * np.log(share)
        if right < asked:
            total += (asked - right) * np.log1p(-share)
    return total


def _profile(found: Numbers) -> Numbers:
    """The profile likelihood of the capacity, less its greatest value: at most 0."""
    best: Numbers = found.max(axis=(1, 2))
    less: Numbers = best - best.max()
    return less


def _inside(profile: Numbers) -> Counts:
    return np.flatnonzero(profile >= -LIMIT / 2)
