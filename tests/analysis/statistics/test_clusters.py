import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jagbench.analysis.statistics.clusters import Clusters, neighbours, resampled, variance


def counts(*values: int) -> npt.NDArray[np.int64]:
    return np.array(values, dtype=np.int64)


def two_skills() -> Clusters:
    """Skill 0 has levels of 4 and 5 items, skill 1 one level of 4; the last of skill 0 has three replies."""
    return Clusters(
        right=counts(1, 1, 1, 0, 1, 0, 0, 0, 2, 1, 0, 0, 0),
        asked=counts(1, 1, 1, 1, 1, 1, 1, 1, 3, 1, 1, 1, 1),
        cell=counts(0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2, 2),
        skill=counts(0, 0, 1),
        level=counts(1, 2, 1),
    )


def test_cells_with_enough_items_are_strata() -> None:
    assert neighbours(counts(4, 9, 5)).tolist() == [0, 1, 2]


def test_small_cells_are_joined_with_the_next_and_the_rest_with_the_one_before() -> None:
    assert neighbours(counts(1, 1, 2, 4, 1)).tolist() == [0, 0, 0, 1, 1]
    assert neighbours(counts(1, 1)).tolist() == [0, 0]
    assert neighbours(counts()).tolist() == []


@given(st.lists(st.integers(1, 8), min_size=1, max_size=30))
def test_strata_go_up_by_one_and_have_enough_items(sizes: list[int]) -> None:
    stratum = neighbours(counts(*sizes))
    assert set(np.diff(stratum).tolist()) <= {0, 1}
    totals = np.bincount(stratum, counts(*sizes))
    assert len(totals) == 1 or totals.min() >= 4


def test_strata_stay_within_their_skill() -> None:
    small = Clusters(
        right=counts(1, 0, 1),
        asked=counts(1, 1, 1),
        cell=counts(0, 1, 2),
        skill=counts(0, 0, 1),
        level=counts(1, 2, 1),
    )
    assert small.strata().tolist() == [0, 0, 1]
    assert two_skills().strata().tolist() == [0, 1, 2]


def test_the_variance_of_distinct_items() -> None:
    right = counts(1, 1, 1, 0)
    assert variance(right, np.ones_like(right), np.zeros_like(right)) == pytest.approx(0.75 * 0.25 / 3)


def test_what_strata_differ_by_is_no_variance() -> None:
    right = counts(1, 1, 1, 0, 0, 0)
    assert variance(right, np.ones_like(right), counts(0, 0, 0, 1, 1, 1)) == pytest.approx(0)


def test_replies_to_one_item_vary_together() -> None:
    right = counts(3, 0, 3, 3)
    assert variance(right, counts(3, 3, 3, 3), np.zeros_like(right)) == pytest.approx(0.75 * 0.25 / 3)


def test_cells_that_are_kept_are_numbered_anew() -> None:
    kept = two_skills().of(np.array([False, True, True]))
    assert (kept.cell.tolist(), kept.skill.tolist(), kept.level.tolist()) == (
        [0] * 5 + [1] * 4,
        [0, 1],
        [2, 1],
    )
    assert kept.sums(kept.right).tolist() == [3, 1]


def test_draws_vary_as_the_variance_says() -> None:
    clusters = two_skills()
    draws = resampled(clusters, 20_000)
    shares = draws.right.sum(axis=1) / draws.asked.sum(axis=1)
    expected = variance(clusters.right, clusters.asked, clusters.strata()[clusters.cell])
    assert draws.right.mean(axis=0) == pytest.approx([3, 3, 1], abs=0.05)
    assert shares.var() == pytest.approx(expected, rel=0.1)


def test_draws_keep_the_replies_to_an_item_together() -> None:
    draws = resampled(two_skills(), 500)
    threes = draws.own[:, 1] / 2  # only the item with 2 of 3 right has pairs of its own
    assert draws.asked[:, 1] == pytest.approx(5 + 2 * threes)


def test_draws_repeat() -> None:
    assert (resampled(two_skills(), 50).right == resampled(two_skills(), 50).right).all()
