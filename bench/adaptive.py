"""Sampling until precise: how often the intervals hold the truth, and how many probes that takes.

python bench/adaptive.py coverage      exact, for every accuracy
python bench/adaptive.py probes        against equal and random allocation, on profiles like real ones
"""

import argparse
from bisect import bisect_left
from collections.abc import Sequence

import numpy as np

from jagbench.analysis.statistics.clusters import Counts, Numbers
from jagbench.analysis.statistics.sequential import (
    INNER,
    OPEN,
    anytime,
    bounds,
    clopper_pearson,
    looks,
    next_look,
)

WIDTHS = (0.2, 0.15, 0.1, 0.07, 0.05, 0.03)


def coverage(width: float, shares: Numbers) -> tuple[Numbers, Numbers]:
    """How often a cell that is sampled until it is done has an interval with the truth, and its mean replies.

    Computed over all paths: the distribution of right replies among cells that are not done, look by look.

    Args:
        width: The half-width at which it is done.
        shares: True accuracies.
    """
    held, replies = np.zeros(len(shares)), np.zeros(len(shares))
    waiting = np.ones((len(shares), 1))
    before = 0
    for look in looks(width):
        step = np.arange(look - before + 1)
        logs = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, look + 1)))])
        choose = logs[look - before] - logs[step] - logs[look - before - step]
        mass = np.exp(
            choose + np.log(shares)[:, None] * step + np.log1p(-shares)[:, None] * (look - before - step)
        )
        size = look + 1
        waiting = np.fft.irfft(np.fft.rfft(waiting, 2 * size) * np.fft.rfft(mass, 2 * size), 2 * size)
        waiting = np.maximum(waiting[:, :size], 0.0)
        edges = np.array([bounds(right, look, width) for right in range(size)])
        done = edges[:, 2] == 1
        inside = (edges[:, 0] <= shares[:, None]) & (shares[:, None] <= edges[:, 1])
        held += (waiting * (done & inside)).sum(axis=1)
        replies += look * (waiting * done).sum(axis=1)
        waiting = np.where(done, 0.0, waiting)
        before = look
    return held, replies


def ever(alpha: float, shares: Sequence[float], most: int, draws: int) -> list[float]:
    """How often a confidence sequence misses the truth at any of the first replies."""
    generator = np.random.default_rng(20240911)
    missed: list[float] = []
    for share in shares:
        right = np.cumsum(generator.random((draws, most)) < share, axis=1)
        ends = np.array(
            [
                [anytime(hits, scored, alpha) for hits in range(scored + 1)] + [(0.0, 1.0)] * (most - scored)
                for scored in range(1, most + 1)
            ]
        )
        low = ends[np.arange(most)[None, :], right, 0]
        high = ends[np.arange(most)[None, :], right, 1]
        missed.append(float(((share < low) | (share > high)).any(axis=1).mean()))
    return missed


PROFILES: dict[str, list[float]] = {
    "weak": [
        *([0.0] * 66 + [0.02] * 8 + [0.05] * 8),
        *(0.1, 0.1, 0.15, 0.15, 0.2, 0.2, 0.3, 0.3, 0.4, 0.4, 0.5, 0.5, 0.6, 0.8, 0.9, 0.95, 1.0, 1.0),
    ],
    "middle": [
        *([1.0] * 25 + [0.98] * 15 + [0.95] * 10 + [0.9] * 6),
        *([0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2] * 2 + [0.1] * 5 + [0.03] * 5 + [0.0] * 20),
    ],
    "strong": [
        *([1.0] * 55 + [0.99] * 15 + [0.97] * 10 + [0.94] * 6 + [0.92] * 6),
        *(0.88, 0.8, 0.7, 0.55, 0.4, 0.2, 0.1, 0.0),
    ],
    "evenly spread": [place / 101 for place in range(1, 101)],
}
"""True accuracies of 100 cells. Weak is like SmolLM2-135M on core-v2, right in 9 % and in most cells never;
middle is right on easy levels and wrong on hard ones; strong has holes; evenly spread is the worst case."""


def allocated(truth: Numbers, width: float, generator: np.random.Generator) -> tuple[int, list[bool], float]:
    """One adaptive run: its probes, which intervals hold the truth, and the error of the mean of cells."""
    held, used, found = list[bool](), 0, list[float]()
    for share in truth.tolist():
        right = scored = 0
        interval = bounds(right, scored, width)
        while not interval.done:
            look = next_look(scored, width) or scored
            right += int(generator.binomial(look - scored, share))
            scored = look
            interval = bounds(right, scored, width)
        used += scored
        held.append(interval.low <= share <= interval.high)
        found.append(right / scored)
    return used, held, abs(float(np.mean(found)) - float(truth.mean()))


def at_equal_n(truth: Numbers, counts: Counts, generator: np.random.Generator) -> tuple[Numbers, float]:
    """Half-widths of 95 % intervals of cells with so many replies, and the error of the mean of replies."""
    right = generator.binomial(counts, truth)
    ends = [
        clopper_pearson(int(hits), int(of), 0.05) if of else (0.0, 1.0)
        for hits, of in zip(right, counts, strict=True)
    ]
    halves = np.array([(high - low) / 2 for low, high in ends])
    return halves, abs(float(right.sum() / counts.sum()) - float(truth.mean()))


def foreknown(share: float, width: float, most: int) -> int:
    """Replies that a cell takes for a 95 % interval no wider, by whoever knew its accuracy beforehand.

    Args:
        share: True accuracy.
        width: The half-width.
        most: As many as are enough for any accuracy.
    """

    def half(replies: int) -> float:
        low, high = clopper_pearson(round(share * replies), replies, 0.05)
        return (high - low) / 2

    return bisect_left(range(1, most), True, key=lambda replies: half(replies) <= width) + 1


def print_coverage() -> None:
    """The first table of docs/adaptive.md."""
    print(
        "| half-width | looks | replies, most | least coverage | at | mean coverage | replies at 0.01 "
        "| at 0.1 | at 0.5 |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    for width in WIDTHS:
        edges = [
            end
            for look in looks(width)
            for right in range(look + 1)
            if (found := bounds(right, look, width)).done
            for end in (found.low - 1e-9, found.high + 1e-9)
            if 0 < end < 0.5
        ]
        chosen = np.random.default_rng(1).choice(edges, min(len(edges), 300), replace=False)
        shares = np.unique(np.concatenate([np.linspace(0.002, 0.5, 150), chosen]))
        held, replies = coverage(width, shares)
        at = [replies[int(np.abs(shares - share).argmin())] for share in (0.01, 0.1, 0.5)]
        worst = int(held.argmin())
        print(
            f"| {width} | {len(looks(width))} | {looks(width)[-1]:,} | {100 * held[worst]:.1f} % | "
            f"{shares[worst]:.3f} | {100 * held.mean():.1f} % | {at[0]:,.0f} | {at[1]:,.0f} | {at[2]:,.0f} |",
            flush=True,
        )
    print(f"\nInner level {1 - INNER}. Confidence sequence of level {1 - OPEN}, 400 replies, 2,000 draws:")
    shares = (0.02, 0.1, 0.3, 0.5)
    for share, missed in zip(shares, ever(OPEN, shares, 400, 2000), strict=True):
        print(f"accuracy {share}: the truth is missed at some time in {100 * missed:.2f} %")


def print_probes(width: float, runs: int) -> None:
    """The second table of docs/adaptive.md."""
    equal = 10
    while (ends := clopper_pearson(equal // 2, equal, 0.05))[1] - ends[0] > 2 * width:
        equal += 1
    print(f"100 cells to ±{width}; {equal:,} replies a cell are needed where the accuracies are not known.\n")
    print(
        "| profile | adaptive probes | of equal | where accuracies are known | hold the truth "
        "| as precise: adaptive | equal | random "
        "| widest: equal | random | error of the mean: adaptive | random |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|---|---|")
    for name, cells in PROFILES.items():
        truth, generator = np.array(cells), np.random.default_rng(20240911)
        rows: list[list[float]] = []
        for _ in range(runs):
            used, held, error = allocated(truth, width, generator)
            each = np.full(len(truth), used // len(truth))
            by_chance = generator.multinomial(used, np.full(len(truth), 1 / len(truth)))
            dealt, _ = at_equal_n(truth, each, generator)
            drawn, error_random = at_equal_n(truth, by_chance, generator)
            shares = [float((halves <= width).mean()) for halves in (dealt, drawn)]
            widest = [float(halves.max()) for halves in (dealt, drawn)]
            rows.append([used, float(np.mean(held)), *shares, *widest, error, error_random])
        mean = np.mean(rows, axis=0)
        known = sum(foreknown(share, width, equal) for share in cells) / (equal * len(cells))
        print(
            f"| {name} | {mean[0]:,.0f} | {100 * mean[0] / (equal * len(truth)):.0f} % | {100 * known:.0f} % "
            f"| {100 * mean[1]:.1f} % | 100 % | {100 * mean[2]:.0f} % | {100 * mean[3]:.0f} % "
            f"| ±{mean[4]:.3f} | ±{mean[5]:.3f} "
            f"| {100 * mean[6]:.2f} | {100 * mean[7]:.2f} |",
            flush=True,
        )


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("table", choices=["coverage", "probes"])
    parser.add_argument("--until", type=float, default=0.03)
    parser.add_argument("--runs", type=int, default=40)
    given = parser.parse_args()
    if given.table == "coverage":
        print_coverage()
    else:
        print_probes(given.until, given.runs)


if __name__ == "__main__":
    main()
