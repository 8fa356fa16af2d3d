"""Intervals under stopping: exact coverage, confidence sequences, and the beta distribution they rest on."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import betainc
from scipy.stats import beta

from bench.adaptive import coverage
from jagbench.analysis.statistics.sequential import (
    INNER,
    anytime,
    beta_share,
    bounds,
    clopper_pearson,
    counted,
    looks,
    next_look,
)


@given(st.floats(0, 1), st.integers(1, 5000), st.integers(1, 5000))
def test_the_beta_distribution_is_that_of_scipy(x: float, a: int, b: int) -> None:
    assert beta_share(x, a, b) == pytest.approx(float(betainc(a, b, x)), abs=1e-9)


@pytest.mark.parametrize(("right", "scored"), [(0, 10), (1, 7), (35, 70), (999, 1000), (12, 12)])
def test_the_interval_of_clopper_and_pearson(right: int, scored: int) -> None:
    low, high = clopper_pearson(right, scored, 0.05)

    assert low == pytest.approx(beta.ppf(0.025, right, scored - right + 1) if right else 0, abs=1e-9)
    assert high == pytest.approx(
        beta.ppf(0.975, right + 1, scored - right) if right < scored else 1, abs=1e-9
    )


@pytest.mark.parametrize("width", [0.2, 0.1])
def test_a_cell_that_is_done_holds_the_truth_whatever_it_is(width: float) -> None:
    """Exactly, over all paths; `bench/adaptive.py` does it for more half-widths."""
    held, replies = coverage(width, np.linspace(0.005, 0.995, 100))

    assert held.min() >= 0.955
    assert replies[0] < replies[50] / 2


def test_looks_go_from_where_a_flawless_cell_is_done_to_where_every_cell_is() -> None:
    first, *_, last = looks(0.05)

    assert bounds(first, first, 0.05).done
    assert not any(bounds(right, first, 0.05).done for right in range(first // 4, first // 2))
    assert all(bounds(right, last, 0.05).done for right in range(last + 1))
    assert (next_look(0, 0.05), next_look(first, 0.05), next_look(last, 0.05)) == (
        first,
        looks(0.05)[1],
        None,
    )


def test_between_looks_and_before_it_is_done_a_cell_has_the_confidence_sequence() -> None:
    first = looks(0.1)[0]

    assert bounds(first + 1, first + 1, 0.1) == (*anytime(first + 1, first + 1, 0.005), False)
    assert bounds(first // 2, first, 0.1) == (*anytime(first // 2, first, 0.005), False)
    assert bounds(first, first, 0.1) == (*clopper_pearson(first, first, INNER), True)
    assert bounds(0, 0, 0.1) == (0, 1, False)


def test_a_confidence_sequence_holds_at_all_times() -> None:
    generator = np.random.default_rng(4)
    missed = 0
    for _ in range(200):
        right = np.cumsum(generator.random(120) < 0.3).tolist()
        ends = (anytime(hits, scored, 0.05) for scored, hits in enumerate(right, start=1))
        missed += any(not low <= 0.3 <= high for low, high in ends)

    assert missed <= 200 * 0.05 + 9  # three standard deviations


def test_its_bounds_are_where_the_mixture_is_too_likely() -> None:
    low, high = anytime(30, 50, 0.005)

    for share in (low, high):
        mixture = float(beta(31, 21).pdf(share))  # likelihood over its mean under a uniform prior
        assert mixture == pytest.approx(0.005, rel=1e-3)


def test_replies_after_a_cell_was_done_do_not_count() -> None:
    first = looks(0.1)[0]

    assert counted([True] * first + [False] * 30, 0.1) == (first, first)
    assert counted([True, False] * 8, 0.1) == (8, 16)
