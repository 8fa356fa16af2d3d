"""How often the intervals of `jagbench.analysis.cells` hold the true accuracy.

Items have 3 variants each; a share `alike` of the variance between variants is common to their item. Run it
with `python bench/intervals.py`; docs/report.md quotes its result.
"""

import numpy as np

from jagbench.analysis.cells import interval

VARIANTS = 3
DRAWS = 400


def drawn(
    generator: np.random.Generator, items: int, accuracy: float, alike: float
) -> tuple[list[bool], list[str]]:
    """Replies to the variants of some items: whether each is right, and its item."""
    own = generator.random((items, VARIANTS)) < accuracy
    common = generator.random((items, 1)) < accuracy
    right = np.where(generator.random((items, VARIANTS)) < np.sqrt(alike), common, own)
    return right.ravel().tolist(), [str(item) for item in range(items) for _ in range(VARIANTS)]


def main() -> None:
    """Print the share of draws whose interval holds the accuracy, for each setting."""
    generator = np.random.default_rng(1)
    shares: list[float] = []
    for items in (10, 20, 40, 100):
        for accuracy in (0.5, 0.8, 0.9, 0.97):
            for alike in (0.0, 0.5, 0.9):
                found = [interval(*drawn(generator, items, accuracy, alike)) for _ in range(DRAWS)]
                shares.append(sum(low <= accuracy <= high for low, high, _ in found) / DRAWS)
                print(
                    f"{items:4d} items, accuracy {accuracy:.2f}, alike {alike:.1f}: {shares[-1]:.3f}",
                    flush=True,
                )
    print(f"lowest {min(shares):.3f}, mean {sum(shares) / len(shares):.3f}, highest {max(shares):.3f}")


if __name__ == "__main__":
    main()
