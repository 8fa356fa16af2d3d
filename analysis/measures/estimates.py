"""The figures of a profile, each an estimate with an interval from the replies to some items.

`docs/statistics.md` defines each with its formula and source; `bench/coverage.py` shows how often the
intervals hold the truth.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from jagbench.analysis.statistics.cells import LEVEL, Interval, counted_interval, wilson
from jagbench.analysis.statistics.clusters import Clusters, Counts, Draws, Numbers, neighbours, runs, variance

NOTHING = "nothing was scored"
"""Why a figure has no value where there is no reply."""

ONE_LEVEL = "no skill was scored on several levels"
"""Why a figure that compares levels has no value."""

_STEPS = 1001
"""Deviations between skills that are tried for an interval, from none to all that replies vary by."""

_Array = npt.NDArray[np.int64] | npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What a figure of the profile is."""

    label: str
    """Its name for people."""
    about: str
    """What it says, in one sentence."""
    percent: bool = True
    """Whether it is read as a percentage; else as a number from 0 to 1."""


MEASURES: Mapping[str, Measure] = {
    "spread": Measure(
        label="spread between skills",
        about="How much skills differ beyond sampling noise: 0 all alike, 1 each all right or all wrong.",
        percent=False,
    ),
    "inversion": Measure(
        label="inversion within skills",
        about="How often a failed item is easier than a solved one: 0 never, 0.5 difficulty is irrelevant.",
        percent=False,
    ),
    "floor": Measure(label="floor", about="Accuracy on the easiest level of every skill."),
    "peak": Measure(label="peak", about="Accuracy on the hardest level of every skill with several."),
    "drop": Measure(
        label="drop from easiest to hardest",
        about="Accuracy on the easiest level minus that on the hardest, in skills with several.",
    ),
    "all_variants": Measure(
        label="all variants right", about="Share of the items whose every variant is answered right."
    ),
    "variant_accuracy": Measure(
        label="single variants right", about="Accuracy over the variants of the same items."
    ),
}
"""The figures of a profile, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure of a profile."""

    name: str
    """A key of `MEASURES`."""
    value: float | None = None
    """The estimate; None where `missing` says why there is none."""
    low: float | None = None
    """Lower bound of its 95 % interval."""
    high: float | None = None
    """Upper bound."""
    method: str = ""
    """Where the interval comes from."""
    items: int = 0
    """Items that it rests on."""
    skills: int = 0
    """Skills that it rests on."""
    missing: str = ""
    """Why there is no value."""


def _figure(name: str, clusters: Clusters, value: float, bounds: tuple[float, float], method: str) -> Figure:
    return Figure(
        name=name,
        value=value,
        low=bounds[0],
        high=bounds[1],
        method=method,
        items=len(clusters.asked),
        skills=len(np.unique(clusters.skill)),
    )


def accuracy(name: str, clusters: Clusters, missing: str = NOTHING) -> Figure:
    """The accuracy over some cells, whose items are drawn cell by cell.

    Args:
        name: What the figure is called.
        clusters: The items.
        missing: Why there is no figure where there is no item.
    """
    if not len(clusters.asked):
        return Figure(name=name, missing=missing)
    share, found = _share_and_bounds(clusters)
    return _figure(name, clusters, share, (found.low, found.high), found.method)


def _share_and_bounds(clusters: Clusters) -> tuple[float, Interval]:
    stratum = neighbours(clusters.sizes)[clusters.cell]
    share = int(clusters.right.sum()) / int(clusters.asked.sum())
    return share, counted_interval(clusters.right, clusters.asked, stratum)


def drop(easy: Clusters, hard: Clusters) -> Figure:
    """The accuracy on the easiest levels minus that on the hardest.

    The interval is made of those of the two accuracies, which rest on different items (Newcombe 1998,
    Stat. Med. 17:873, method 10; with effective sizes: Zou and Donner 2008, Stat. Med. 27:1693).
    """
    if not len(easy.asked):
        return Figure(name="drop", missing=ONE_LEVEL)
    (floor, below), (peak, above) = _share_and_bounds(easy), _share_and_bounds(hard)
    value = floor - peak
    low = value - math.hypot(floor - below.low, above.high - peak)
    high = value + math.hypot(below.high - floor, peak - above.low)
    return Figure(
        name="drop",
        value=value,
        low=low,
        high=high,
        method="newcombe, effective sizes",
        items=len(easy.asked) + len(hard.asked),
        skills=len(np.unique(easy.skill)),
    )


def spread(clusters: Clusters, draws: Draws) -> Figure:
    """Spread between skills: the intraclass correlation of replies, with sampling noise taken out.

    rho = B / (B + W): B is the variance of the skills' accuracies less the mean of their sampling variances,
    W the mean variance of a reply within a skill. For distinct items of one level it is the ICC(1) of the
    analysis of variance (Shrout and Fleiss 1979, Psychol. Bull. 86:420). An estimate below 0 counts as 0.
    Skills with a single item are left out.

    The interval inverts a test by the bootstrap (Carpenter 1999, J. R. Stat. Soc. B 61:159): the true
    accuracies are taken to lie along the observed ones, drawn together or apart about their mean, and each
    draw of the items says how far its noise would then spread what is observed.

    Args:
        clusters: The items of all cells.
        draws: Those items drawn anew.
    """
    kept = np.bincount(clusters.skill[clusters.cell])[clusters.skill] > 1
    clusters, draws = clusters.of(kept), draws.of(kept)
    count = len(np.unique(clusters.skill))
    if count < 2:
        return Figure(name="spread", missing="it takes two skills with two scored items each")
    right, asked = clusters.sums(clusters.right), clusters.sums(clusters.asked)
    shares = _by_skill(clusters, right) / _by_skill(clusters, asked)
    mean = float(shares.mean())
    if mean in (0, 1):
        return Figure(name="spread", missing=_alike(mean))
    usual = _level_means(clusters, right, asked)
    noises = _noises(clusters, usual)
    noise = float(noises.mean())
    errors = _by_skill(clusters, draws.right - usual * draws.asked) / _by_skill(clusters, draws.asked)
    errors = errors - _by_skill(clusters, right - usual * asked) / _by_skill(clusters, asked)
    between = max(0.0, float(shares.var(ddof=1)) - noise)
    within = float((noises * _by_skill(clusters, clusters.sizes)).mean())

    def rho(variance_between: float) -> float:
        return variance_between / (mean * (1 - mean) + (variance_between + noise) / count)

    low, high = map(rho, _variances_behind(shares, errors, between, within))
    return _figure("spread", clusters, rho(between), (low, high), "inverted bootstrap by item")


def _alike(share: float) -> str:
    return f"all replies are {'right' if share else 'wrong'}"


def _level_means(clusters: Clusters, right: Counts, asked: Counts) -> Numbers:
    """The accuracy of each cell's level over all skills.

    Taken out of the replies before cells of one item are joined with their neighbours, so that what levels
    have in common does not count as noise.
    """
    level = np.unique(clusters.level, return_inverse=True)[1]
    return (np.bincount(level, right) / np.bincount(level, asked))[level]


def _by_skill(clusters: Clusters, values: _Array) -> Numbers:
    """Adds up values of the cells of each skill, over the last axis."""
    return np.add.reduceat(values, _firsts(clusters.skill), axis=-1).astype(np.float64)


def _firsts(skill: Counts) -> Counts:
    """The first cell of each skill."""
    return np.flatnonzero(np.diff(skill, prepend=-1))


def _noises(clusters: Clusters, usual: Numbers) -> Numbers:
    """The sampling variance of each skill's accuracy, about the usual accuracies of its levels."""
    above = clusters.right - usual[clusters.cell] * clusters.asked
    stratum, skill = clusters.strata()[clusters.cell], clusters.skill[clusters.cell]
    return np.array([_variance(above, clusters.asked, stratum, part) for part in runs(skill)])


def _variance(right: Numbers, asked: Counts, stratum: Counts, part: tuple[int, int]) -> float:
    start, stop = part
    return variance(right[start:stop], asked[start:stop], stratum[start:stop] - stratum[start])


def _variances_behind(shares: Numbers, errors: Numbers, between: float, within: float) -> tuple[float, float]:
    """The least and the greatest variance of true accuracies that go with the observed one.

    True accuracies lie at `mean + s * (shares - mean)`, with a variance B = s² A where A is the observed one.
    With the errors e of a draw added it is B + 2 s C + E (C the covariance of the shares with e, E the
    variance of e). B is too small where that reaches A in less than 2.5 % of the draws, and too great where
    less than 2.5 % of them are down to A at B or beyond. What an item varies by, between and within skills
    together, is known from the data: were B greater, the noise would be less, so errors count by the square
    root of what B leaves to the variance within, next to what the estimate leaves.

    Args:
        shares: The accuracy of each skill.
        errors: The errors of these in each draw, a row each.
        between: The estimate of B.
        within: The variance of an item within a skill.
    """
    count = len(shares)
    away = shares - shares.mean()
    observed = float(away @ away) / (count - 1)
    unit = away if observed > 0 else np.linspace(-1, 1, count)
    unit = unit / math.sqrt(float(unit @ unit) / (count - 1))
    deviation = np.linspace(0, math.sqrt(between + within), _STEPS)[:, None]
    left = np.sqrt((between + within - deviation**2).clip(0) / within) if within > 0 else 1.0
    common, own = errors @ unit / (count - 1), errors.var(axis=1, ddof=1)
    drawn = deviation**2 + 2 * deviation * left * common + left**2 * own
    step = float(deviation[1, 0]) ** 2
    too_small = (drawn >= observed - step).mean(axis=1)
    too_great = _reached(drawn, observed + step)
    tail = (1 - LEVEL) / 2
    # Of two skills that hardly differ no observation is too low: all of the error is then on the other side.
    kept = (too_great >= tail) & (too_small >= np.where(_reached(drawn, step) >= tail, 2 * tail, tail))
    bounds = deviation[kept, 0] ** 2
    return (float(bounds[0]), float(bounds[-1])) if len(bounds) else (0.0, 0.0)


def _reached(drawn: Numbers, bound: float) -> Numbers:
    """The share of draws that are down to a bound at each deviation or beyond it."""
    below = np.maximum.accumulate((drawn <= bound)[::-1])[::-1]
    return np.asarray(below.mean(axis=1), dtype=np.float64)


def inversion(clusters: Clusters, draws: Draws) -> Figure:
    """Difficulty inversion: how often a failed item is easier than a solved one of the same skill.

    Over all pairs of a wrong and a right reply to two items of one skill, the share whose wrong reply is to
    the easier level; at one level it counts half. This is 1 minus the area under the ROC curve (Mann and
    Whitney 1947, Ann. Math. Stat. 18:50), and the normed Guttman errors of person-fit statistics when
    difficulty is designed. Skills count by their pairs; those on one level are left out.

    The interval is Wilson's with the effective number of pairs, from the variance over draws of the items.

    Args:
        clusters: The items of all cells.
        draws: Those items drawn anew.
    """
    several = np.bincount(clusters.skill)[clusters.skill] > 1
    clusters, draws = clusters.of(several), draws.of(several)
    if not len(clusters.asked):
        return Figure(name="inversion", missing=ONE_LEVEL)
    right, asked = clusters.sums(clusters.right), clusters.sums(clusters.asked)
    own = clusters.sums(clusters.right * (clusters.asked - clusters.right))
    inverted, all_pairs = _pairs(clusters.skill, right, asked, own)
    if all_pairs <= 0:
        return Figure(name="inversion", missing="no skill has both a right and a wrong reply")
    value = float(inverted / all_pairs)
    drawn, drawn_pairs = _pairs(clusters.skill, draws.right, draws.asked, draws.own)
    shares = drawn[drawn_pairs > 0] / drawn_pairs[drawn_pairs > 0]
    failed = int((clusters.right < clusters.asked).sum())
    fewest = min(failed, int((clusters.right > 0).sum()))
    varied = float(shares.var()) if len(shares) else 0.0
    size = max(value * (1 - value) / varied, fewest) if varied > 0 else fewest
    return _figure("inversion", clusters, value, wilson(value, size), "wilson, bootstrap by item")


def _pairs(skill: Counts, right: _Array, asked: _Array, own: _Array) -> tuple[Numbers, Numbers]:
    """Pairs of a wrong and a right reply to two items of a skill: those inverted (ties half), and all.

    Args:
        skill: The skill of each cell.
        right: Right replies of each cell, over the last axis.
        asked: Scored replies.
        own: Pairs within one item, which do not count.
    """
    inverted = total = np.zeros(right.shape[:-1])
    for start, stop in runs(skill):
        part = slice(start, stop)
        good, bad = right[..., part], asked[..., part] - right[..., part]
        easier = np.cumsum(bad, axis=-1) - bad
        within = own[..., part].sum(axis=-1)
        inverted = inverted + (good * easier).sum(axis=-1) + ((good * bad).sum(axis=-1) - within) / 2
        total = total + good.sum(axis=-1) * bad.sum(axis=-1) - within
    return inverted, total
