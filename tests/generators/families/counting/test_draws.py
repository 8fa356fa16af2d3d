"""Many choices from one draw."""

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jagbench.generators.skill.draws import choices, places, sample
from jagbench.generators.skill.source import HypothesisSource, SeededSource


def test_every_value_comes_equally_often_at_every_place() -> None:
    drawn = [choices(SeededSource(f"choices/{index}"), "abc", 4) for index in range(3000)]

    for place in range(4):
        counts = Counter(each[place] for each in drawn)
        # A thousand each, and five standard deviations of 26 on either side.
        assert all(870 < counts[value] < 1130 for value in "abc")


def test_every_order_of_a_sample_comes_equally_often() -> None:
    orders = Counter("".join(sample(SeededSource(f"sample/{index}"), "abc", 2)) for index in range(6000))

    assert sorted(orders) == ["ab", "ac", "ba", "bc", "ca", "cb"]
    assert all(850 < count < 1150 for count in orders.values())


@pytest.mark.parametrize(("length", "count", "ways"), [(5, 2, 6), (5, 3, 1), (6, 3, 4)])
def test_places_apart_are_all_of_those_there_are(length: int, count: int, ways: int) -> None:
    found = {
        tuple(places(SeededSource(f"apart/{index}"), length, count, doubled=False)) for index in range(300)
    }

    assert len(found) == ways


@st.composite
def spreads(draw: st.DrawFn) -> tuple[int, int, bool, list[int]]:
    """Length, count, whether two are side by side, and the places."""
    count = draw(st.integers(1, 8))
    doubled = draw(st.booleans()) and count > 1
    length = draw(st.integers(2 * count, 30))
    return length, count, doubled, places(HypothesisSource(draw), length, count, doubled=doubled)


@given(spreads())
def test_places_are_in_order_and_one_pair_is_doubled(spread: tuple[int, int, bool, list[int]]) -> None:
    length, count, doubled, found = spread
    gaps = [second - first for first, second in pairwise(found)]

    assert len(found) == count
    assert 0 <= found[0] <= found[-1] < length
    assert [gap for gap in gaps if gap == 1] == [1] * doubled
    assert all(gap >= 1 for gap in gaps)
