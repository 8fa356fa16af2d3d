"""What a profile could have found is said where it found nothing."""

import numpy as np
import pytest
from scipy.stats import binom

from jagbench.analysis.measures.profile import ENOUGH, by_chance, findable, profile
from jagbench.analysis.measures.profile_tables import holes_line, verdict
from jagbench.analysis.statistics.clusters import Counts
from jagbench.analysis.statistics.permutation import excess
from tests.analysis.samples import letters, replied


@pytest.mark.parametrize("scored", [2, 4, 10, 50])
def test_a_hole_of_the_accuracy_that_is_named_is_found_4_times_in_5(scored: int) -> None:
    least = next(failed for failed in range(scored + 1) if by_chance(failed, scored) < 0.025)
    share = findable(scored)
    assert binom(scored, 1 - share).sf(least - 1) >= 0.8
    assert binom(scored, 1 - share - 0.01).sf(least - 1) < 0.8


def test_with_one_item_no_hole_can_be_found_and_with_two_it_can() -> None:
    assert ENOUGH == 2
    assert by_chance(1, 1) >= 0.025 > by_chance(2, 2)


def test_a_run_that_could_find_no_hole_says_so() -> None:
    frame = replied([(letters("plum", "p", 1), "none")])
    assert holes_line(profile(frame)) == (
        "Holes could not have been found: no skill has 2 scored items on its easiest level."
    )


def test_a_run_that_finds_no_hole_says_what_it_could_have_found() -> None:
    frame = replied([(letters(f"word{place}", "w", 1), "1") for place in range(10)])
    assert holes_line(profile(frame)) == (
        "Holes: 0 of 1 skill, failed on the easiest level more often than an accuracy of 95 % allows. "
        "With 10 independent replies there, the fewest that a skill has (variants of one item count for less "
        "than one each), a hole is found 4 times in 5 where the accuracy is 61 % or less."
    )


def skills(count: int, items: int, accuracy: float) -> tuple[Counts, Counts]:
    generator = np.random.default_rng(1)
    return np.repeat(np.arange(count), items), (generator.random(count * items) < accuracy).astype(np.int64)


def test_two_items_could_show_no_jaggedness() -> None:
    pair, ones = np.array([0, 1]), np.array([1, 1])
    found = excess(skill=pair, difficulty=np.zeros(2, dtype=np.int64), right=np.array([1, 0]), asked=ones)
    assert found.detectable is None
    assert verdict(found).startswith(
        "Jaggedness beyond difficulty could not have been found with n = 2 items"
    )


def test_what_is_named_as_detectable_is_detected() -> None:
    skill, right = skills(20, 30, 0.5)
    asked, difficulty = np.ones_like(right), np.zeros_like(right)
    none = excess(skill=skill, difficulty=difficulty, right=right, asked=asked, shuffles=300)
    assert none.detectable is not None
    assert verdict(none).startswith("Not shown to be jagged")
    generator = np.random.default_rng(2)
    found = 0
    for _ in range(40):
        signs = np.where(np.arange(20) % 2, 1, -1) * none.detectable
        drawn = (generator.random(len(skill)) < 0.5 + signs[skill]).astype(np.int64)
        found += bool(
            excess(skill=skill, difficulty=difficulty, right=drawn, asked=asked, shuffles=300).jagged
        )
    assert 24 <= found <= 40  # 32 expected, three standard deviations are 8
