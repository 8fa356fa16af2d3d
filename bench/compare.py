"""What `jagbench.analysis.compare.paired` promises, by simulation: size of its test, cover of its interval.

Two runs reply to the same items, each asked in several variants. A hidden normal variable decides each reply;
a share `alike` of its variance belongs to the item in one run, and half of that to the item in both runs. Run
it with `python bench/compare.py`; docs/comparing.md quotes its result.
"""

from collections.abc import Mapping
from itertools import product
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

from jagbench.analysis.compare.paired import sign_flip
from jagbench.analysis.statistics.differences import difference_interval

DRAWS = 1000
ITEMS = (5, 10, 20, 50, 200)
VARIANTS = (1, 4)
ACCURACIES = ((0.5, 0.5), (0.9, 0.9), (0.02, 0.02), (0.9, 0.95), (0.7, 0.4), (0.98, 0.9))
ALIKE = (0.0, 0.5, 0.9)


def replies(
    generator: np.random.Generator,
    items: int,
    variants: int,
    accuracy: float,
    alike: float,
    common: npt.NDArray[np.float64],
) -> npt.NDArray[np.bool_]:
    """Whether each reply of one run is right, by item and variant."""
    own = generator.standard_normal((items, 1))
    each = generator.standard_normal((items, variants))
    hidden = np.sqrt(alike / 2) * (common + own) + np.sqrt(1 - alike) * each
    return hidden < NormalDist().inv_cdf(accuracy)


def measured(
    generator: np.random.Generator, items: int, variants: int, accuracies: tuple[float, float], alike: float
) -> Mapping[str, float]:
    """How often the interval holds the difference, and how often two tests call it one."""
    held = by_item = by_probe = 0
    for _ in range(DRAWS):
        common = generator.standard_normal((items, 1))
        before, after = (
            replies(generator, items, variants, accuracy, alike, common).astype(int)
            for accuracy in accuracies
        )
        changes = (after - before).sum(axis=1).tolist()
        low, high = difference_interval(changes, [variants] * items)
        held += low <= accuracies[1] - accuracies[0] <= high
        by_item += sign_flip(changes) < 0.05
        by_probe += sign_flip((after - before).ravel().tolist()) < 0.05
    return {"held": held / DRAWS, "by item": by_item / DRAWS, "by probe": by_probe / DRAWS}


def main() -> None:
    """Print the cover for every setting, and the size of the test by item beside McNemar's by probe."""
    generator = np.random.default_rng(1)
    found = {
        setting: measured(generator, *setting) for setting in product(ITEMS, VARIANTS, ACCURACIES, ALIKE)
    }
    print("95 % interval of the difference: share of draws that hold it")
    print(f"{'items':>6}{'variants':>9}{'lowest':>9}{'mean':>9}{'highest':>9}")
    for items, variants in product(ITEMS, VARIANTS):
        held = [one["held"] for setting, one in found.items() if setting[:2] == (items, variants)]
        print(f"{items:6d}{variants:9d}{min(held):9.3f}{np.mean(held):9.3f}{max(held):9.3f}")
    print("\ntests at 0.05 where the runs do not differ: share of draws called a difference")
    print(f"{'items':>6}{'variants':>9}{'alike':>7}{'by item':>9}{'McNemar by probe':>18}")
    for items, variants, alike in product(ITEMS, VARIANTS, ALIKE):
        same = [
            one
            for (i, v, (a, b), c), one in found.items()
            if (i, v, c) == (items, variants, alike) and a == b
        ]
        sizes = [max(one[test] for one in same) for test in ("by item", "by probe")]
        print(f"{items:6d}{variants:9d}{alike:7.1f}{sizes[0]:9.3f}{sizes[1]:18.3f}")


if __name__ == "__main__":
    main()
