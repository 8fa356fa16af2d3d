"""How often the interval of a ladder's capacity holds the truth, over planted thresholds and shapes.

    python bench/ladder.py --climbs 200

Each climb is one of `jagbench ladder`: lengths from 3 to 2,000, 16 probes a round, where `where_next` says.
All have ten rounds; the command leaves those earlier that have only a bound.
"""

import argparse
import math
from collections import Counter
from collections.abc import Callable

import numpy as np

from jagbench.analysis.measures.ladder import counted
from jagbench.analysis.statistics.psychometric import Fit, Span, fit, where_next

Truth = Callable[[float], float]
"""The chance of a right reply to a probe of a length."""


def logistic(capacity: float, slope: float, lapse: float = 0.0, guess: float = 0.0) -> Truth:
    """The shape that is fitted."""
    odds = (1 - guess) / 2 / (1 - guess - lapse)
    shift = math.log(odds / (1 - odds))

    def chance(length: float) -> float:
        logit = max(-500.0, min(500.0, slope * math.log(length / capacity) - shift))
        return guess + (1 - guess - lapse) / (1 + math.exp(logit))

    return chance


def weibull(capacity: float, slope: float) -> Truth:
    """Another shape: the chance that no step of so many goes wrong."""
    return lambda length: 0.5 ** ((length / capacity) ** slope)


def cliff(capacity: float) -> Truth:
    """Always right up to a length, and never beyond it."""
    return lambda length: float(length <= capacity)


def always(share: float) -> Truth:
    """As often right at any length."""
    return lambda length: share


PLANTED: dict[str, tuple[Truth, float, float]] = {
    "logistic, slope 4": (logistic(40, 4), 40, 0),
    "logistic, slope 2": (logistic(10, 2), 10, 0),
    "slope 8, lapses 10 %": (logistic(300, 8, 0.1), 300, 0),
    "slope 3, lapses 20 %": (logistic(100, 3, 0.2), 100, 0),
    "Weibull, slope 1.5": (weibull(60, 1.5), 60, 0),
    "a cliff": (cliff(50), 50, 0),
    "slope 2, far up": (logistic(500, 2), 500, 0),
    "slope 3, far down": (logistic(6, 3), 6, 0),
    "one of two guessed": (logistic(60, 4, 0.05, 0.5), 60, 0.5),
    "never fails": (always(1), math.inf, 0),
    "always fails": (always(0), 0, 0),
}
"""Chance by length, capacity and guess rate; no capacity is infinite, and none at all is 0."""


def climb(
    chance: Truth, guess: float, generator: np.random.Generator, rounds: int = 10, probes: int = 16
) -> tuple[Fit, int]:
    """One climb: its fit, and the probes it took."""
    span = Span(shortest=3, longest=2000, guess=guess)
    right, asked = Counter[int](), Counter[int]()
    replies = None
    for _ in range(rounds):
        lengths = where_next(span, replies, probes)
        for place, length in enumerate(lengths):
            count = probes // len(lengths) + (place < probes % len(lengths))
            right[length] += int(generator.binomial(count, chance(length)))
            asked[length] += count
        replies = counted(
            {"length": length, "right": right[length], "asked": of} for length, of in asked.items()
        )
    assert replies is not None
    return fit(span, replies), sum(asked.values())


def _bounds(lows: set[int | None], highs: set[int | None]) -> str:
    """The only bounds of some climbs, in words."""
    above = f"above {min(low for low in lows if low is not None):,} at least" if None not in lows else ""
    below = f"below {max(high for high in highs if high is not None):,} at most" if None not in highs else ""
    return above or below or "no bound"


def main() -> None:
    """Print the table of docs/ladder.md."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--climbs", type=int, default=200)
    climbs = parser.parse_args().climbs
    print("| planted | capacity | in the interval | upper / lower bound | error of the capacity |")
    print("|---|---|---|---|---|")
    every: list[bool] = []
    for name, (chance, capacity, guess) in PLANTED.items():
        generator = np.random.default_rng(20240911)
        held, widths, errors = list[bool](), list[float](), list[float]()
        lows, highs = set[int | None](), set[int | None]()
        for _ in range(climbs):
            found, _ = climb(chance, guess, generator)
            lows.add(found.low)
            highs.add(found.high)
            held.append((found.low or 0) <= capacity <= (found.high or math.inf))
            if found.low and found.high:
                widths.append(found.high / found.low)
            if found.capacity:
                errors.append(abs(math.log(found.capacity / capacity)))
        every += held
        width = f"{np.median(widths):.2f}" if widths else _bounds(lows, highs)
        error = f"{100 * (math.exp(np.median(errors)) - 1):.0f} %" if errors else "no capacity is named"
        planted = "none" if math.isinf(capacity) else f"{capacity}"
        print(
            f"| {name} | {planted} | {100 * np.mean(held):.1f} % | {width} | {error} |",
            flush=True,
        )
    print(f"\nTogether: {100 * np.mean(every):.1f} % of {len(every):,}.")


if __name__ == "__main__":
    main()
