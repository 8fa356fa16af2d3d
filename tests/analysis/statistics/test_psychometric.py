"""The psychometric fit, held to a maximiser of its own and to planted thresholds."""

import math

import numpy as np
import pytest
from scipy.optimize import minimize

from jagbench.analysis.statistics.psychometric import Replies, Span, fit, where_next

SPAN = Span(shortest=3, longest=2000)


def replies(*rows: tuple[int, int, int]) -> Replies:
    length, right, asked = np.array(rows).T
    return Replies(length=length, right=right, asked=asked)


FALLING = replies((5, 20, 20), (10, 19, 20), (20, 15, 20), (40, 9, 20), (80, 3, 20), (160, 0, 20))


def test_it_is_the_maximum_of_the_likelihood() -> None:
    def loss(x: np.ndarray) -> float:
        capacity, slope, lapse = math.exp(x[0]), math.exp(x[1]), 0.5 / (1 + math.exp(-x[2]))
        odds = 0.5 / (1 - lapse)
        logit = slope * np.log(FALLING.length / capacity) - math.log(odds / (1 - odds))
        share = np.clip((1 - lapse) / (1 + np.exp(logit)), 1e-9, 1 - 1e-9)
        wrong = FALLING.asked - FALLING.right
        return -float((FALLING.right * np.log(share) + wrong * np.log(1 - share)).sum())

    best = minimize(loss, np.array([3.5, 1.0, -4.0]), method="Nelder-Mead")
    found = fit(SPAN, FALLING)

    assert found.capacity == pytest.approx(math.exp(best.x[0]), rel=0.03)
    assert found.slope == pytest.approx(math.exp(best.x[1]), rel=0.35)  # the grid of slopes is coarse
    assert (found.low or 999) < math.exp(best.x[0]) < (found.high or 0)


def test_a_cliff_is_known_to_lie_between_two_lengths() -> None:
    found = fit(SPAN, replies((3, 8, 8), (48, 8, 8), (50, 8, 8), (53, 0, 8), (60, 0, 8)))

    assert found.capacity is not None
    assert 50 <= found.capacity <= 53
    assert 49 <= (found.low or 0) <= found.capacity <= (found.high or 99) <= 54


def test_half_of_the_time_is_beyond_what_is_guessed() -> None:
    span = Span(shortest=3, longest=2000, guess=0.5)
    found = fit(span, replies((5, 40, 40), (20, 38, 40), (40, 30, 40), (80, 22, 40), (320, 20, 40)))

    assert found.capacity == pytest.approx(40, rel=0.15)
    assert found.at(np.array([found.capacity]))[0] == pytest.approx(0.75)


def test_never_wrong_is_a_lower_bound_and_never_right_an_upper_one() -> None:
    up = fit(SPAN, replies((3, 8, 8), (300, 8, 8), (2000, 16, 16)))
    down = fit(SPAN, replies((3, 0, 16), (6, 0, 8), (18, 0, 8)))

    assert (up.capacity, up.high) == (None, None)
    assert 1000 < (up.low or 0) <= 2000
    assert (down.capacity, down.low) == (None, None)
    assert 3 <= (down.high or 0) <= 6


def test_a_single_reply_says_nothing() -> None:
    found = fit(SPAN, replies((100, 1, 2)))

    assert (found.low, found.high) == (None, None)


def test_the_first_lengths_climb_from_the_shortest() -> None:
    first = where_next(SPAN, None, 8)

    assert first[0] == 3
    assert first[-1] == 18
    assert first == sorted(set(first))


def test_lengths_go_up_where_all_is_right_and_stay_where_it_breaks() -> None:
    up = where_next(SPAN, replies((3, 4, 4), (18, 4, 4)), 8)
    around = where_next(SPAN, FALLING, 8)

    assert 18 < up[-1] <= 108
    assert up[len(up) // 2] > 18
    assert 10 < np.median(around) < 80


def test_a_length_is_never_beyond_the_ladder() -> None:
    assert max(where_next(SPAN, replies((3, 9, 9), (1900, 9, 9)), 8)) == 2000
    assert min(where_next(SPAN, replies((3, 0, 9), (5, 0, 9)), 8)) == 3


def test_planted_thresholds_are_held() -> None:
    """A small one of `bench/ladder.py`."""
    from bench.ladder import climb, logistic

    generator = np.random.default_rng(7)
    held = 0
    for _ in range(12):
        found, probes = climb(logistic(40, 4), 0.0, generator)
        held += (found.low or 0) <= 40 <= (found.high or math.inf)
        assert probes == 160

    assert held >= 10  # 11.4 expected


def test_what_never_or_always_fails_has_a_bound_and_no_capacity() -> None:
    from bench.ladder import always, climb

    never, _ = climb(always(1), 0.0, np.random.default_rng(7))
    failing, _ = climb(always(0), 0.0, np.random.default_rng(7))

    assert (never.capacity, never.high) == (None, None)
    assert 1000 < (never.low or 0) <= 2000
    assert (failing.capacity, failing.low) == (None, None)
    assert failing.high == 3
