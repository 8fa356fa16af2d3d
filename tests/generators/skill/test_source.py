from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jagbench.errors import InvalidArgument
from jagbench.generators.skill.source import SeededSource

integers = st.integers(-(10**30), 10**30)


@given(st.text(), integers, integers)
def test_integers_stay_in_range_and_repeat(key: str, one: int, other: int) -> None:
    low, high = sorted((one, other))

    drawn = SeededSource(key).integer(low, high)

    assert low <= drawn <= high
    assert SeededSource(key).integer(low, high) == drawn


def test_golden_draws() -> None:
    """These values are a promise: they are the same on every platform and Python version."""
    source = SeededSource("golden")

    assert [source.integer(0, 9) for _ in range(12)] == [1, 5, 4, 3, 4, 0, 0, 9, 1, 4, 7, 9]
    assert source.integer(0, 10**20) == 12249931332699521211
    assert source.sample("abcdef", 3) == ["e", "c", "d"]


def test_every_value_comes_about_equally_often() -> None:
    source = SeededSource("uniform")

    counts = Counter(source.integer(0, 6) for _ in range(7000))

    assert set(counts) == set(range(7))
    # Chi-squared with 6 degrees of freedom exceeds 22.5 once in a thousand keys.
    assert sum((n - 1000) ** 2 / 1000 for n in counts.values()) < 22.5


@given(st.text(), st.lists(st.integers(), max_size=20), st.data())
def test_a_sample_is_part_of_the_values(key: str, values: list[int], data: st.DataObject) -> None:
    k = data.draw(st.integers(0, len(values)))

    sample = SeededSource(key).sample(values, k)

    assert len(sample) == k
    assert not Counter(sample) - Counter(values)


def test_keys_give_unrelated_streams() -> None:
    streams = [
        tuple(SeededSource(f"skill/1/{seed}/0").integer(0, 10**9) for _ in range(1)) for seed in range(1000)
    ]

    assert len(set(streams)) == 1000


def test_an_empty_range_is_refused() -> None:
    with pytest.raises(InvalidArgument, match="no integer from 2 to 1"):
        SeededSource("x").integer(2, 1)


def test_too_large_a_sample_is_refused() -> None:
    with pytest.raises(InvalidArgument, match="Cannot sample 3 of 2"):
        SeededSource("x").sample("ab", 3)
