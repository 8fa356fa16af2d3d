import math
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jagbench.hunting.evidence import BEHIND, MOST_ASKED, needed


@cache
def chance_to_count(lead: int, fails: float) -> float:
    """How likely a question counts whose first answer was a failure: over all ways its answers may go."""
    at, counts = {1: 1.0}, 0.0
    for _ in range(MOST_ASKED - 1):
        after: dict[int, float] = {}
        for now, mass in at.items():
            for step, share in ((1, fails), (-1, 1 - fails)):
                if now + step == lead:
                    counts += mass * share
                elif now + step > -BEHIND:
                    after[now + step] = after.get(now + step, 0.0) + mass * share
        at = after
    return counts


@pytest.mark.parametrize(("rivals", "lead"), [(0, 7), (1, 8), (10, 10), (300, 14), (3000, 17)])
def test_the_lead_grows_with_the_logarithm_of_the_rivals(rivals: int, lead: int) -> None:
    assert needed(rivals) == lead


def test_of_a_thousand_failures_by_chance_hardly_ever_one_counts() -> None:
    """Each fails in three of ten answers, and is asked until it is decided."""
    chances = [chance_to_count(needed(number), 0.3) for number in range(1, 1001)]
    assert 0.005 < 1 - math.prod(1 - chance for chance in chances) < 0.04


@given(st.integers(0, 3000))
def test_a_question_counts_by_chance_as_rarely_as_the_gambler_wins(rivals: int) -> None:
    assert chance_to_count(needed(rivals), 0.3) <= (3 / 7) ** (needed(rivals) - 1) <= 1 / 160 / (rivals + 1)


def test_a_question_that_fails_in_seven_of_ten_answers_mostly_counts() -> None:
    assert chance_to_count(needed(0), 0.7) > 0.9
    assert chance_to_count(needed(300), 0.7) > 0.8
