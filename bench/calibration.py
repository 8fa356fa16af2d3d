"""How often the intervals of `measures.calibration` hold the truth, and what its ECE is off by.

Two options a probe. The likelier has probability 0.5 + u / 2, u drawn from Beta(2, 1), and is right with
probability 0.5 + slope (probability - 0.5): at slope 1 the model is calibrated, below it is too sure.
Variants of an item are alike: for a share of 0.6 of the items one draw decides all variants. Run it with
`python bench/calibration.py`; docs/calibration.md quotes its result.
"""

from itertools import product

import numpy as np
import pandas as pd

from jagbench.analysis.measures.calibration import calibration

DRAWS = 200
SIZES = ((60, 1), (200, 1), (1000, 1), (100, 4))
"""Items, and variants of each."""
SLOPES = (1.0, 0.9, 0.6, 0.0)


def drawn(generator: np.random.Generator, items: int, variants: int, slope: float) -> pd.DataFrame:
    """The frame of one run."""
    sure = generator.beta(2, 1, items)
    common, fate = generator.random(items) < 0.6, generator.random(items)
    rows: list[dict[str, object]] = []
    for item, variant in product(range(items), range(variants)):
        chance = min(0.5 + sure[item] / 2, 1 - 1e-9)
        draw = fate[item] if common[item] else generator.random()
        right = draw < 0.5 + slope * (chance - 0.5)
        rows.append(
            {
                **{"run": "run", "probe": f"{item}/{variant}", "sample": 0, "item": str(item)},
                **{"family": "family", "skill": "family.skill", "level": 1, "verdict": "correct"},
                **{"options": ("9.9", "9.11"), "format": "bare", "expected": "9.9" if right else "9.11"},
                "scores": (np.log(chance), np.log(1 - chance)),
            }
        )
    return pd.DataFrame(rows)


def truth(slope: float) -> dict[str, float]:
    """The expected figures: moments of Beta(2, 1) are 2/3 and 1/2."""
    # With d = u / 2, the likelier option is right with probability 0.5 + slope d and is given 0.5 + d.
    mean, square = (2 / 3) / 2, (1 / 2) / 4
    return {"ece": (1 - slope) * mean, "brier": 2 * (0.25 - 2 * slope * square + square)}


def main() -> None:
    """Print how often the intervals hold the truth, and the mean of the figures, for each setting."""
    generator = np.random.default_rng(1)
    print(f"{'':>5}{'':>7}{'':>9}{'true':>7}{'mean':>8}{'mean':>8}{'ECE':>8}{'Brier':>8}{'p below':>9}")
    print(
        f"{'slope':>5}{'items':>7}{'variants':>9}{'ECE':>7}{'plain':>8}{'ECE':>8}{'held':>8}{'held':>8}{'0.05':>9}"
    )
    for slope, (items, variants) in product(SLOPES, SIZES):
        found = pd.concat(calibration(drawn(generator, items, variants, slope)) for _ in range(DRAWS))
        true = truth(slope)
        held = [
            ((found[f"{name}_low"] <= true[name] + 1e-9) & (true[name] <= found[f"{name}_high"])).mean()
            for name in ("ece", "brier")
        ]
        print(
            f"{slope:5.1f}{items:7d}{variants:9d}{true['ece']:7.3f}{found['ece_plain'].mean():8.3f}"
            f"{found['ece'].mean():8.3f}{held[0]:8.3f}{held[1]:8.3f}{(found['p'] < 0.05).mean():9.3f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
