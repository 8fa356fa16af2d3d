"""The power of the exact paired test, held to the test itself and to the textbook formula."""

import math

import numpy as np
import pytest
from scipy.stats import binom, norm

from jagbench.analysis.compare.paired import sign_flip
from jagbench.analysis.statistics.paired_power import MOST_PAIRS, detectable, needed, power


@pytest.mark.parametrize(
    ("pairs", "discordance", "difference"),
    [(30, 0.3, 0.2), (40, 0.1, 0.1), (25, 0.5, 0.0), (20, 1.0, 0.5), (10, 0.05, 0.3), (4, 1.0, 1.0)],
)
def test_it_is_the_sum_over_all_outcomes_of_the_test_that_is_used(
    pairs: int, discordance: float, difference: float
) -> None:
    discordance = max(discordance, difference)
    expected = sum(
        binom.pmf(differ, pairs, discordance) * binom.pmf(gained, differ, 0.5 + difference / 2 / discordance)
        for differ in range(1, pairs + 1)
        for gained in range(differ + 1)
        if sign_flip([1] * gained + [-1] * (differ - gained)) < 0.05
    )

    assert power(pairs, discordance, difference) == pytest.approx(expected, abs=1e-10)


def test_with_no_difference_it_is_below_the_level() -> None:
    assert 0.02 < power(400, 0.3, 0.0) < 0.05


@pytest.mark.parametrize(("difference", "discordance"), [(0.01, 0.1), (0.02, 0.3), (0.05, 0.2), (0.1, 0.1)])
def test_the_pairs_needed_are_few_more_than_by_the_normal_distribution(
    difference: float, discordance: float
) -> None:
    spread = norm.ppf(0.975) * math.sqrt(discordance) + norm.ppf(0.8) * math.sqrt(discordance - difference**2)
    connor = (spread / difference) ** 2
    found = needed(difference, discordance)

    assert found is not None
    assert connor <= found + 2 <= 1.25 * connor + 20
    assert power(found, discordance, difference) >= 0.8 > power(found - 1, discordance, difference)


def test_the_least_difference_is_found_and_a_smaller_one_is_not() -> None:
    least = detectable(500, 0.2)

    assert least is not None
    assert power(500, 0.2, least) >= 0.8 > power(500, 0.2, least - 0.001)


def test_five_pairs_find_nothing_and_too_many_are_none() -> None:
    assert detectable(5, 0.5) is None
    assert detectable(6, 0.5) == pytest.approx(0.964)
    assert needed(0.0001, 0.5) is None
    assert MOST_PAIRS == 1_000_000


def test_a_simulation_finds_as_much() -> None:
    generator = np.random.default_rng(3)
    gained = generator.multinomial(200, [0.2, 0.1, 0.7], size=1000)
    found = np.mean([sign_flip([1] * int(up) + [-1] * int(down)) < 0.05 for up, down, _ in gained])

    assert abs(found - power(200, 0.3, 0.1)) < 3 * math.sqrt(0.25 / 1000)
