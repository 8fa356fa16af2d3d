import math
from statistics import NormalDist

import pytest

from jagbench.analysis.statistics.differences import difference_interval

Z = NormalDist().inv_cdf(0.975)


def test_the_interval_of_bonett_and_price() -> None:
    # 4 gained, 9 lost, 20 alike: p12 = 5 / 35, p21 = 10 / 35
    middle, spread = -5 / 35, math.sqrt((15 / 35 - (5 / 35) ** 2) / 35)
    expected = (middle - Z * spread, middle + Z * spread)
    assert difference_interval([1] * 4 + [-1] * 9 + [0] * 20, [1] * 33) == pytest.approx(expected)


def test_the_interval_of_alike_variants_is_that_of_their_items() -> None:
    one = difference_interval([1, -1, 0, 0, 1], [1] * 5)
    assert difference_interval([4, -4, 0, 0, 4], [4] * 5) == pytest.approx(one)


def test_the_interval_of_runs_that_agree_is_no_point() -> None:
    assert difference_interval([0] * 4, [1] * 4) == pytest.approx(
        (-Z * math.sqrt(2) / 6, Z * math.sqrt(2) / 6)
    )
