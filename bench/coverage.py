"""How often the intervals of a profile hold the truth, and how often its test calls a model jagged.

`python bench/coverage.py [--draws N]` prints the tables that docs/statistics.md quotes: accuracies of single
cells exactly and with variants, the measures of a profile on suites of several shapes, and the test of "no more
jagged than its accuracies by difficulty explain" on models that are merely weak and on jagged ones.
"""

import argparse
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from math import comb
from time import perf_counter

import numpy as np
import numpy.typing as npt

from jagbench.analysis.cells import counted_interval, wilson
from jagbench.analysis.clusters import Clusters, resampled
from jagbench.analysis.measures import Figure, accuracy, drop, inversion, spread
from jagbench.analysis.permutation import excess

RESAMPLES = 400
"""Draws of each bootstrap and test here: a fifth of those of a profile, for time."""

Truth = npt.NDArray[np.float64]
"""The true accuracy of every level (column) of every skill (row)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suite:
    """A suite of equal cells."""

    skills: int
    levels: int
    items: int
    """Items a cell."""
    variants: int = 1
    alike: float = 0.0
    """Correlation of the replies to two variants of an item."""


def truth(suite: Suite, *, mean: float, spread: float, slope: float) -> Truth:
    """Accuracies with a mean, from skills that differ by `spread` and levels by `slope` on the logit scale."""
    skills = np.random.default_rng(7).normal(size=suite.skills)
    logit = spread * (skills - skills.mean())[:, None] - slope * np.linspace(-1, 1, suite.levels)
    low, high = -20.0, 20.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if (1 / (1 + np.exp(-logit - middle))).mean() < mean else (low, middle)
    return 1 / (1 + np.exp(-logit - low))


def drawn(generator: np.random.Generator, suite: Suite, accuracies: Truth) -> Clusters:
    """Replies to the items of a suite."""
    shape = (suite.skills, suite.levels, suite.items, suite.variants)
    own = generator.random(shape) < accuracies[..., None, None]
    common = generator.random((*shape[:3], 1)) < accuracies[..., None, None]
    right = np.where(generator.random(shape) < np.sqrt(suite.alike), common, own).sum(axis=-1).ravel()
    cells = suite.skills * suite.levels
    return Clusters(
        right=right,
        asked=np.full_like(right, suite.variants),
        cell=np.repeat(np.arange(cells), suite.items),
        skill=np.repeat(np.arange(suite.skills), suite.levels),
        level=np.tile(np.arange(suite.levels), suite.skills),
    )


def true_spread(suite: Suite, accuracies: Truth) -> float:
    by_skill = accuracies.mean(axis=1)
    between, within = by_skill.var(ddof=1), (by_skill * (1 - by_skill)).mean()
    return float(between / (between + within))


def true_inversion(suite: Suite, accuracies: Truth) -> float:
    """By its definition: over all pairs of different items of a skill."""
    inverted = pairs = 0.0
    for levels in accuracies:
        for easy, p in enumerate(levels):
            for hard, q in enumerate(levels):
                count = suite.items * (suite.items - (easy == hard))
                pairs += count * (1 - p) * q
                inverted += count * (1 - p) * q * (1.0 if easy < hard else 0.5 if easy == hard else 0.0)
    return inverted / pairs


def measured(suite: Suite, clusters: Clusters) -> dict[str, Figure]:
    """The figures of a profile."""
    easy, hard = clusters.of(clusters.level == 0), clusters.of(clusters.level == suite.levels - 1)
    draws = resampled(clusters, RESAMPLES)
    found = [
        spread(clusters, draws),
        inversion(clusters, draws),
        accuracy("floor", easy),
        accuracy("peak", hard),
        drop(easy, hard),
    ]
    if suite.variants > 1:
        whole = (clusters.right == clusters.asked).astype(np.int64)
        together = replace(clusters, right=whole, asked=np.ones_like(whole))
        found += [accuracy("all_variants", together), accuracy("variant_accuracy", clusters)]
    return {figure.name: figure for figure in found}


def truths(suite: Suite, accuracies: Truth) -> dict[str, float]:
    """What the figures should hold."""
    floor, peak = float(accuracies[:, 0].mean()), float(accuracies[:, -1].mean())
    common, of = np.sqrt(suite.alike), suite.variants
    all_right = sum(
        comb(of, n) * common**n * (1 - common) ** (of - n) * accuracies ** (of - n + (n > 0))
        for n in range(of + 1)
    )
    return {
        "spread": true_spread(suite, accuracies),
        "inversion": true_inversion(suite, accuracies),
        "floor": floor,
        "peak": peak,
        "drop": floor - peak,
        "all_variants": float(np.mean(all_right)),
        "variant_accuracy": float(accuracies.mean()),
    }


MEASURED: Mapping[str, tuple[Suite, Mapping[str, float]]] = {
    "core": (Suite(skills=60, levels=5, items=15), {"mean": 0.8, "spread": 1, "slope": 1.5}),
    "core, strong model": (Suite(skills=60, levels=5, items=15), {"mean": 0.97, "spread": 0.7, "slope": 1}),
    "core, weak model": (Suite(skills=60, levels=5, items=15), {"mean": 0.2, "spread": 1.5, "slope": 1}),
    "core, not jagged": (Suite(skills=60, levels=5, items=15), {"mean": 0.8, "spread": 0, "slope": 1.5}),
    "core, very jagged": (Suite(skills=60, levels=5, items=15), {"mean": 0.6, "spread": 3, "slope": 0.3}),
    "few items": (Suite(skills=60, levels=5, items=3), {"mean": 0.8, "spread": 1, "slope": 1.5}),
    "one item a cell": (Suite(skills=60, levels=4, items=1), {"mean": 0.7, "spread": 1, "slope": 1.5}),
    "three skills": (Suite(skills=3, levels=4, items=20), {"mean": 0.7, "spread": 1, "slope": 1.5}),
    "two skills": (Suite(skills=2, levels=3, items=50), {"mean": 0.7, "spread": 1.5, "slope": 1}),
    "15 skills": (Suite(skills=15, levels=4, items=50), {"mean": 0.6, "spread": 2, "slope": 1.5}),
    "15 skills, nearly alike": (
        Suite(skills=15, levels=4, items=15),
        {"mean": 0.8, "spread": 0.2, "slope": 1},
    ),
    "variants": (
        Suite(skills=40, levels=4, items=6, variants=3, alike=0.5),
        {"mean": 0.8, "spread": 1, "slope": 1.5},
    ),
    "variants, nearly alike": (
        Suite(skills=40, levels=4, items=6, variants=4, alike=0.9),
        {"mean": 0.9, "spread": 1, "slope": 1},
    ),
}


def measures(draws: int) -> None:
    """Coverage of each measure, on suites of several shapes."""
    print("## Measures of a profile: % of 95 % intervals that hold the truth (truth)\n")
    names = ("spread", "inversion", "floor", "peak", "drop", "all_variants", "variant_accuracy")
    print(f"{'suite':26}" + "".join(f"{name:>18}" for name in names))
    for label, (suite, settings) in MEASURED.items():
        accuracies = truth(suite, **settings)
        right, generator = truths(suite, accuracies), np.random.default_rng(1)
        held: defaultdict[str, list[bool]] = defaultdict(list)
        for _ in range(draws):
            for name, figure in measured(suite, drawn(generator, suite, accuracies)).items():
                if figure.low is not None and figure.high is not None:
                    held[name].append(figure.low - 1e-9 <= right[name] <= figure.high + 1e-9)
        cells = [f"{100 * np.mean(held[n]):.1f} ({right[n]:.3f})" if held[n] else "–" for n in names]
        print(f"{label:26}" + "".join(f"{cell:>18}" for cell in cells), flush=True)
