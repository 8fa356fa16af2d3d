"""How often the intervals of a profile hold the truth, and how often its test calls a model jagged.

`python bench/coverage.py [--draws N]` prints the tables that docs/statistics.md quotes: accuracies of single
cells exactly and with variants, the measures of a profile on suites of several shapes, and the test of "no
more jagged than its accuracies by difficulty explain" on models that are merely weak and on jagged ones.
"""

import argparse
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from math import comb
from time import perf_counter

import numpy as np
import numpy.typing as npt

from jagbench.analysis.measures.estimates import Figure, accuracy, drop, inversion, spread
from jagbench.analysis.statistics.cells import counted_interval, wilson
from jagbench.analysis.statistics.clusters import Clusters, resampled
from jagbench.analysis.statistics.permutation import excess

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
    """Accuracies with a mean; skills differ by `spread` and levels by `slope` on the logit scale."""
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
    "strong model": (Suite(skills=30, levels=5, items=15), {"mean": 0.97, "spread": 0.7, "slope": 1}),
    "weak model": (Suite(skills=30, levels=5, items=15), {"mean": 0.2, "spread": 1.5, "slope": 1}),
    "not jagged": (Suite(skills=30, levels=5, items=15), {"mean": 0.8, "spread": 0, "slope": 1.5}),
    "very jagged": (Suite(skills=30, levels=5, items=15), {"mean": 0.6, "spread": 3, "slope": 0.3}),
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
    error = 100 * (0.95 * 0.05 / draws) ** 0.5
    print(f"\n## Measures of a profile: % of 95 % intervals that hold the truth (truth), {draws} draws each")
    print(f"\nThe error of such a share is {error:.1f} points.\n")
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


def exact_cells() -> None:
    """Coverage of the Wilson interval of a cell of distinct items, from the binomial distribution."""
    print("## Cells of distinct items: % of 95 % intervals that hold p, exactly, p = 0.02, 0.03, ... 0.98\n")
    print(f"{'n':>5}{'mean':>8}{'94 to 96':>10}{'least':>8}{'at p':>6}{'most':>8}{'at p':>6}")
    grid = np.arange(2, 99) / 100
    for size in (20, 30, 50, 100, 200, 500):
        held = np.array([_exact(size, p) for p in grid])
        near, low, high = np.mean((held >= 0.94) & (held <= 0.96)), held.argmin(), held.argmax()
        print(
            f"{size:5d}{100 * held.mean():8.1f}{100 * near:9.0f}%{100 * held[low]:8.1f}{grid[low]:6.2f}"
            f"{100 * held[high]:8.1f}{grid[high]:6.2f}"
        )


def _exact(size: int, p: float) -> float:
    return sum(
        comb(size, right) * p**right * (1 - p) ** (size - right)
        for right in range(size + 1)
        if (bounds := wilson(right / size, size))[0] <= p <= bounds[1]
    )


def clustered_cells(draws: int) -> None:
    """Coverage of the interval of a cell with variants, by simulation."""
    print(f"\n## Cells of items with variants: % of 95 % intervals that hold p, {draws} draws each\n")
    rates, alike, sizes = (0.5, 0.8, 0.95), (0.0, 0.5, 0.95), ((10, 3), (20, 3), (50, 3), (100, 3), (100, 8))
    print(f"{'items':>6}{'variants':>10}" + "".join(f"  p {p} alike {a}" for p in rates for a in alike))
    generator, shares = np.random.default_rng(1), list[float]()
    for items, variants in sizes:
        row: list[float] = []
        for p in rates:
            for share in alike:
                suite = Suite(skills=draws, levels=1, items=items, variants=variants, alike=share)
                cells = drawn(generator, suite, np.full((draws, 1), p))
                found = [
                    counted_interval(right, cells.asked[:items])
                    for right in cells.right.reshape(draws, items)
                ]
                row.append(float(np.mean([low <= p <= high for low, high, _ in found])))
        shares += row
        print(f"{items:6d}{variants:10d}" + "".join(f"{100 * held:17.1f}" for held in row), flush=True)
    print(f"least {100 * min(shares):.1f}, mean {100 * np.mean(shares):.1f}, most {100 * max(shares):.1f}")


def merely_weak(suite: Suite, mean: float) -> Truth:
    """The same accuracies in every skill."""
    return truth(suite, mean=mean, spread=0, slope=1.5)


def guessing(suite: Suite, mean: float) -> Truth:
    """The same knowledge in every skill, and half of the skills can be guessed."""
    knows = truth(suite, mean=mean, spread=0, slope=1.5)
    return np.where(np.arange(suite.skills)[:, None] % 2, 0.5 + knows / 2, knows)


def uneven(suite: Suite, mean: float) -> Truth:
    """Skills that differ."""
    return truth(suite, mean=mean, spread=0.5, slope=1.5)


def very_uneven(suite: Suite, mean: float) -> Truth:
    """Skills that differ much."""
    return truth(suite, mean=mean, spread=1, slope=1.5)


def holed(suite: Suite, mean: float) -> Truth:
    """The same accuracies, but every tenth skill fails its easiest level."""
    accuracies = truth(suite, mean=mean, spread=0, slope=1.5)
    accuracies[::10, 0] = 0.1
    return accuracies


def jaggedness(draws: int) -> None:
    """How often the test calls models jagged that are merely weak, and such that are."""
    models: tuple[tuple[str, Callable[[Suite, float], Truth], int], ...] = (
        ("merely weak", merely_weak, 1),
        ("merely weak, variants", merely_weak, 3),
        ("merely weak, guesses", guessing, 1),
        ("skills differ", uneven, 1),
        ("skills differ much", very_uneven, 1),
        ("holes in 3 of 30 skills", holed, 1),
    )
    means = (0.1, 0.3, 0.5, 0.8, 0.95, 0.99)
    print(f"\n## The test of jaggedness: % of models called jagged, {draws} draws each\n")
    print("30 skills of 4 levels of 15 items\n")
    print(f"{'model':26}" + "".join(f"  mean {mean}" for mean in means))
    for label, model, variants in models:
        suite = Suite(skills=30, levels=4, items=15, variants=variants, alike=0.5 if variants > 1 else 0.0)
        row: list[float] = []
        for mean in means:
            generator = np.random.default_rng(1)
            calls = [jagged(drawn(generator, suite, model(suite, mean)), model) for _ in range(draws)]
            row.append(100 * float(np.mean(calls)))
        print(
            f"{label:26}"
            + "".join(f"{share:{7 + len(str(m))}.1f}" for share, m in zip(row, means, strict=True)),
            flush=True,
        )


def jagged(clusters: Clusters, model: Callable[[Suite, float], Truth]) -> bool:
    """What the test says; skills that can be guessed have options, which are part of the difficulty."""
    options = clusters.skill % 2 if model is guessing else np.zeros_like(clusters.skill)
    found = excess(
        skill=clusters.skill[clusters.cell],
        difficulty=(2 * clusters.level + options)[clusters.cell],
        right=clusters.right,
        asked=clusters.asked,
        shuffles=199,
    )
    return bool(found.jagged)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description="How often the intervals of a profile hold the truth.")
    parser.add_argument("--draws", type=int, default=200, help="simulations of each setting (200)")
    draws: int = parser.parse_args().draws
    begun = perf_counter()
    exact_cells()
    clustered_cells(draws)
    jaggedness(draws)
    measures(draws)
    print(f"\n{perf_counter() - begun:.0f} s")


if __name__ == "__main__":
    main()
