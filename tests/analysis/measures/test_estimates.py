"""The figures of a profile against their definitions, worked out another way, and against planted truth."""

from collections.abc import Iterable
from statistics import mean

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jagbench.analysis.measures.estimates import Figure, accuracy, drop, inversion, spread
from jagbench.analysis.statistics.clusters import Clusters, Counts, resampled

Items = list[tuple[int, int]]
"""For each item the right replies and how many there are."""

Cells = list[tuple[int, int, Items]]
"""Skill, level and items."""


def numbers(values: Iterable[int]) -> Counts:
    return np.array(list(values), dtype=np.int64)


def clusters(cells: Cells) -> Clusters:
    return Clusters(
        right=numbers(k for _, _, items in cells for k, _ in items),
        asked=numbers(n for _, _, items in cells for _, n in items),
        cell=numbers(cell for cell, (_, _, items) in enumerate(cells) for _ in items),
        skill=numbers(skill for skill, _, _ in cells),
        level=numbers(level for _, level, _ in cells),
    )


def once(right: int, of: int) -> Items:
    """Distinct items, so many of them right."""
    return [(1, 1)] * right + [(0, 1)] * (of - right)


def spread_of(cells: Cells) -> Figure:
    return spread(clusters(cells), resampled(clusters(cells)))


def inversion_of(cells: Cells) -> Figure:
    return inversion(clusters(cells), resampled(clusters(cells)))


def anova_icc(groups: list[list[int]]) -> float:
    """ICC(1) from the mean squares of a one-way analysis of variance, groups of equal size."""
    size, count = len(groups[0]), len(groups)
    grand = mean(value for group in groups for value in group)
    between = size * sum((mean(group) - grand) ** 2 for group in groups) / (count - 1)
    within = sum((value - mean(group)) ** 2 for group in groups for value in group) / (count * (size - 1))
    return (between - within) / (between + (size - 1) * within)


def test_spread_is_the_icc_of_the_analysis_of_variance() -> None:
    found = spread_of([(0, 1, once(18, 20)), (1, 1, once(9, 20)), (2, 1, once(4, 20))])
    groups = [[1] * right + [0] * (20 - right) for right in (18, 9, 4)]
    assert found.value == pytest.approx(anova_icc(groups))
    assert (found.items, found.skills) == (60, 3)


def test_skills_that_are_all_right_or_all_wrong_are_as_far_apart_as_can_be() -> None:
    found = spread_of([(0, 1, once(20, 20)), (1, 1, once(0, 20))])
    assert found.value == pytest.approx(1)


def test_skills_that_differ_by_noise_alone_have_no_spread() -> None:
    found = spread_of([(skill, 1, once(10 + skill % 2, 20)) for skill in range(10)])
    assert (found.value, found.low) == (0, 0)
    assert found.high is not None
    assert found.high < 0.1


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ([], "it takes two skills with two scored items each"),
        ([(0, 1, once(3, 9))], "it takes two skills with two scored items each"),
        ([(0, 1, once(1, 2)), (1, 1, once(1, 1))], "it takes two skills with two scored items each"),
        ([(0, 1, once(9, 9)), (1, 1, once(5, 5))], "all replies are right"),
        ([(0, 1, once(0, 9)), (1, 1, once(0, 5))], "all replies are wrong"),
    ],
)
def test_why_there_is_no_spread(cells: Cells, why: str) -> None:
    assert spread_of(cells) == Figure(name="spread", missing=why)


def test_two_skills_just_alike_leave_room_for_a_spread() -> None:
    found = spread_of([(0, 1, once(5, 10)), (1, 1, once(5, 10))])
    assert (found.value, found.low) == (0, 0)
    assert found.high is not None
    assert 0.05 < found.high < 0.6


def by_pairs(cells: Cells) -> float:
    """Inversion by looking at every pair of a wrong and a right reply to two items of one skill."""
    replies = [
        (skill, level, (cell, number), reply)
        for cell, (skill, level, items) in enumerate(cells)
        for number, (right, of) in enumerate(items)
        for reply in [True] * right + [False] * (of - right)
    ]
    scores = [
        1.0 if wrong[1] < right[1] else 0.5 if wrong[1] == right[1] else 0.0
        for wrong in replies
        for right in replies
        if wrong[0] == right[0] and wrong[2] != right[2] and right[3] and not wrong[3]
    ]
    return mean(scores)


def test_inversion_by_hand() -> None:
    ordered: Cells = [(0, 1, once(4, 4)), (0, 2, once(0, 4))]
    turned: Cells = [(0, 1, once(0, 4)), (0, 2, once(4, 4))]
    level: Cells = [(0, 1, once(2, 4)), (0, 2, once(2, 4))]
    assert inversion_of(ordered).value == 0
    assert inversion_of(turned).value == 1
    assert inversion_of(level).value == 0.5


@settings(max_examples=40)
@given(
    st.lists(
        st.lists(st.tuples(st.integers(0, 3), st.just(3)), min_size=1, max_size=5), min_size=4, max_size=4
    )
)
def test_inversion_is_the_share_of_pairs(items: list[Items]) -> None:
    cells: Cells = [(place // 2, place % 2, part) for place, part in enumerate(items)]
    found = inversion_of(cells)
    if found.value is None:
        assert found.missing == "no skill has both a right and a wrong reply"
    else:
        assert found.value == pytest.approx(by_pairs(cells))
        assert found.low is not None
        assert found.high is not None
        assert 0 <= found.low <= found.value + 1e-9
        assert found.value - 1e-9 <= found.high <= 1


def test_skills_on_one_level_have_no_inversion() -> None:
    alone: Cells = [(0, 1, once(3, 9)), (1, 4, once(3, 9))]
    assert inversion_of(alone) == Figure(name="inversion", missing="no skill was scored on several levels")
    with_alone: Cells = [*alone, (2, 1, once(9, 9)), (2, 2, once(0, 9))]
    found = inversion_of(with_alone)
    assert (found.value, found.skills, found.items) == (0, 1, 18)


def test_difficulty_of_one_skill_is_not_that_of_another() -> None:
    cells: Cells = [(0, 1, once(0, 5)), (0, 2, once(0, 5)), (1, 1, once(5, 5)), (1, 2, once(5, 5))]
    assert inversion_of(cells).missing == "no skill has both a right and a wrong reply"


def test_an_accuracy_over_cells_knows_that_they_were_drawn_apart() -> None:
    apart = accuracy("floor", clusters([(0, 1, once(20, 20)), (1, 1, once(1, 20))]))
    mixed = accuracy("floor", clusters([(0, 1, once(11, 20)), (1, 1, once(10, 20))]))
    assert apart.value == mixed.value == 21 / 40
    assert apart.low is not None
    assert mixed.low is not None
    assert apart.low > mixed.low + 0.08


def test_an_accuracy_of_nothing() -> None:
    assert accuracy("floor", clusters([])) == Figure(name="floor", missing="nothing was scored")


def test_a_drop_as_published() -> None:
    # Newcombe 1998, table II, example (a): 56/70 - 48/80, method 10
    found = drop(clusters([(0, 1, once(56, 70))]), clusters([(0, 2, once(48, 80))]))
    assert (found.value, found.low, found.high) == pytest.approx((0.2, 0.0524, 0.3339), abs=2e-3)


def test_planted_figures_are_found() -> None:
    generator = np.random.default_rng(5)
    accuracies = [[0.95, 0.8], [0.7, 0.3], [0.9, 0.1], [0.4, 0.6]]
    truth = np.array(accuracies)
    shares = truth.mean(axis=1)
    between, within = shares.var(ddof=1), (shares * (1 - shares)).mean()
    pairs = sum(shares * (1 - shares)) * 4 * 30 * 30 - (truth * (1 - truth)).sum() * 30
    inverted = ((1 - truth[:, 0]) * truth[:, 1]).sum() * 900 + (truth * (1 - truth)).sum() * 30 * 29 / 2
    spreads, inversions = list[float](), list[float]()
    for _ in range(80):
        cells: Cells = [
            (skill, level, once(int(generator.binomial(30, accuracies[skill][level])), 30))
            for skill in range(4)
            for level in range(2)
        ]
        spreads.append(spread_of(cells).value or 0)
        inversions.append(inversion_of(cells).value or 0)
    assert mean(spreads) == pytest.approx(between / (between + within), abs=0.012)
    assert mean(inversions) == pytest.approx(inverted / pairs, abs=0.012)


@pytest.mark.slow
def test_intervals_hold_planted_figures() -> None:
    generator = np.random.default_rng(6)
    accuracies = [[0.6 - 0.05 * skill + 0.15 * level for level in range(3)] for skill in range(10)]
    truth = np.array(accuracies)
    shares = truth.mean(axis=1)
    rho = float(shares.var(ddof=1) / (shares.var(ddof=1) + (shares * (1 - shares)).mean()))
    held = list[bool]()
    for _ in range(300):
        cells: Cells = [
            (skill, level, once(int(generator.binomial(20, accuracies[skill][level])), 20))
            for skill in range(10)
            for level in range(3)
        ]
        found = spread(clusters(cells), resampled(clusters(cells), 400))
        held.append(found.low is not None and found.high is not None and found.low <= rho <= found.high)
    assert 0.91 < mean(held) < 0.99
