from itertools import permutations
from statistics import mean

import numpy as np
import pytest

from jagbench.analysis.statistics.clusters import Counts
from jagbench.analysis.statistics.permutation import Excess, excess


def counts(*values: int) -> Counts:
    return np.array(values, dtype=np.int64)


def ones(like: Counts) -> Counts:
    return np.ones_like(like)


def distance(skill: list[int], right: list[int]) -> float:
    """The statistic of items of one difficulty, one reply each, from its definition."""
    overall = sum(right) / len(right)
    total = 0.0
    for name in set(skill):
        own = [ok for ok, where in zip(right, skill, strict=True) if where == name]
        total += len(own) * (sum(own) / len(own) - overall) ** 2
    return float((total / len(skill)) ** 0.5)


def test_p_is_the_share_of_all_shuffles() -> None:
    skill, right = [0, 0, 0, 1, 1, 2, 2], [1, 1, 1, 0, 0, 0, 1]
    seen = distance(skill, right)
    every = [distance(skill, list(order)) for order in permutations(right)]
    found = excess(
        skill=counts(*skill),
        difficulty=counts(*[7] * 7),
        right=counts(*right),
        asked=counts(*[1] * 7),
        shuffles=20_000,
    )
    assert found.value == pytest.approx(seen)
    assert found.chance == pytest.approx(mean(every), abs=0.005)
    assert found.p == pytest.approx(mean(other >= seen - 1e-12 for other in every), abs=0.015)


def test_what_difficulty_explains_is_not_jagged() -> None:
    skill = counts(*[0] * 40, *[1] * 40)
    difficulty = counts(*[1] * 30, *[2] * 10, *[1] * 10, *[2] * 30)
    right = (difficulty == 1).astype(np.int64)
    found = excess(skill=skill, difficulty=difficulty, right=right, asked=ones(skill))
    assert (found.value, found.p, found.jagged) == (0, 1, False)


def test_a_skill_that_fails_what_others_solve_is_jagged() -> None:
    skill = np.repeat(np.arange(5), 20)
    right = (skill != 2).astype(np.int64)
    found = excess(skill=skill, difficulty=ones(skill), right=right, asked=ones(skill))
    assert found.jagged
    assert found.value == pytest.approx(0.4)  # distances 0.2 in four skills, 0.8 in one
    assert found.p == pytest.approx(1 / 2001)


def test_replies_to_one_item_are_shuffled_together() -> None:
    skill = np.repeat(np.arange(2), 6)
    items = counts(1, 1, 1, 1, 0, 0, 1, 1, 0, 0, 0, 0)
    once = excess(skill=skill, difficulty=ones(skill), right=items, asked=ones(skill))
    often = excess(skill=skill, difficulty=ones(skill), right=10 * items, asked=10 * ones(skill))
    assert often.p == pytest.approx(once.p)
    assert often.value == pytest.approx(once.value)


@pytest.mark.parametrize(
    ("skill", "difficulty", "right", "why"),
    [
        (counts(), counts(), counts(), "no two skills have items of the same difficulty"),
        (counts(0, 0), counts(1, 1), counts(1, 0), "no two skills have items of the same difficulty"),
        (counts(0, 1), counts(1, 2), counts(1, 0), "no two skills have items of the same difficulty"),
        (counts(0, 1), counts(1, 1), counts(1, 1), "all replies are right"),
        (counts(0, 1), counts(1, 1), counts(0, 0), "all replies are wrong"),
    ],
)
def test_why_there_is_no_test(skill: Counts, difficulty: Counts, right: Counts, why: str) -> None:
    found = excess(skill=skill, difficulty=difficulty, right=right, asked=ones(skill))
    assert isinstance(found, Excess)
    assert (found.missing, found.p, found.jagged) == (why, None, None)


@pytest.mark.parametrize("accuracies", [(0.95, 0.9, 0.8), (0.6, 0.3, 0.1)])
def test_a_merely_weak_model_is_seldom_called_jagged(accuracies: tuple[float, ...]) -> None:
    generator = np.random.default_rng(8)
    skill, level = np.repeat(np.arange(8), 30), np.tile(np.repeat(np.arange(3), 10), 8)
    called = list[bool]()
    for _ in range(200):
        right = (generator.random(240) < np.array(accuracies)[level]).astype(np.int64)
        found = excess(skill=skill, difficulty=level, right=right, asked=ones(skill), shuffles=199)
        called.append(bool(found.jagged))
    assert mean(called) <= 0.085  # 5 % of 200, and two standard errors
