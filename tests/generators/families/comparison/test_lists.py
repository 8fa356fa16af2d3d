"""Extremes, sorting, between and closest: answers and lures worked out by hand."""

from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jagbench.generators import get_skill, probe_at
from tests.generators.families.comparison.asking import ask, right, wrong


def test_the_largest() -> None:
    question = ask("extremes", "9.11", "9.9", "9.2", "10.1", "9.105", direction="largest")

    assert right(question) == "10.1"
    assert wrong(question) == {
        "other_extreme": "9.105",
        "second": "9.9",
        "stops_halfway": "9.9",
        "lexicographic": "9.9",
        "longest": "9.105",
        "first_number": "9.11",
        "last_number": "9.105",
    }


def test_the_smallest_of_numbers_below_zero() -> None:
    question = ask("extremes", "-2", "3", "-40", "11", direction="smallest")

    assert right(question) == "-40"
    assert wrong(question) == {
        "other_extreme": "11",
        "second": "-2",
        "stops_halfway": "-2",
        "lexicographic": "-2",
        "longest": "3",
        "ignores_sign": "-2",
        "first_number": "-2",
        "last_number": "11",
        "one_more": "-39",
        "one_less": "-41",
    }


def test_swapping_the_list_moves_what_depends_on_its_order() -> None:
    question = ask("extremes", "5", "1", "9", direction="largest", order="ba")

    assert wrong(question, "stops_halfway", "first_number", "last_number") == {"last_number": "5"}
    question = ask("extremes", "5", "1", "9", direction="largest")
    assert wrong(question, "stops_halfway", "first_number", "last_number") == {
        "stops_halfway": "5",
        "first_number": "5",
    }


def test_the_extremes_stand_in_every_third_equally_often() -> None:
    skill = get_skill("comparison.extremes")
    for level, count in ((1, 3), (4, 21), (6, 99)):
        thirds: Counter[int] = Counter()
        for index in range(240):
            probe = probe_at(skill, level=level, seed=1, index=index)
            assert probe is not None
            place = probe.operands.index(probe.answer.value)
            thirds[3 * (place if probe.order == "ab" else count - 1 - place) // count] += 1
        assert set(thirds) == {0, 1, 2}
        assert max(thirds.values()) <= 110


def test_ascending() -> None:
    question = ask("sorting", "10", "9", "-3", "200", direction="ascending")

    assert right(question) == "-3, 9, 10, 200"
    assert wrong(question) == {
        "unsorted": "10, 9, -3, 200",
        "reversed_order": "200, 10, 9, -3",
        "lexicographic": "-3, 10, 200, 9",
        "shorter_is_smaller": "9, 10, -3, 200",
        "drops_one": "-3, 9, 200",
        "doubles_one": "-3, 9, 10, 10, 200",
        "swaps_neighbours": "-3, 10, 9, 200",
        "sorts_halves": "9, 10, -3, 200",
    }


def test_descending_decimals_by_their_parts() -> None:
    question = ask("sorting", "9.9", "9.11", "9.5", direction="descending")

    assert right(question) == "9.9, 9.5, 9.11"
    assert wrong(question, "version_order") == {"version_order": "9.11, 9.9, 9.5"}


def test_decimals_are_not_sorted_where_a_comma_is_their_point() -> None:
    skill = get_skill("comparison.sorting")
    question = ask("sorting", "9.9", "9.11", direction="ascending")

    assert [
        language
        for language in ("de", "en", "es", "fr", "ja", "ko", "zh")
        if skill.admits(question, language)
    ] == [
        "en",
        "ja",
        "ko",
        "zh",
    ]
    assert skill.admits(ask("sorting", "9", "11", direction="ascending"), "de")


@given(st.lists(st.decimals(-1000, 1000, places=2), min_size=3, max_size=20, unique=True))
def test_sorting_orders_by_value(values: list[object]) -> None:
    question = ask("sorting", *map(str, values), direction="ascending")

    found = right(question).split(", ")
    assert sorted(found) == sorted(map(str, values))
    assert [Fraction(text) for text in found] == sorted(Fraction(str(value)) for value in values)


def test_between() -> None:
    question = ask("between", "9.2", "9.5", "9.35", "9.05", "9.6", "9.1")

    assert right(question) == "9.35"
    assert wrong(question) == {
        "just_above": "9.6",
        "just_below": "9.1",
        "last_option": "9.1",
    }


def test_between_by_parts() -> None:
    """Of 9.03 the part is 3, between 2 and 5."""
    question = ask("between", "9.2", "9.5", "9.35", "9.03", "9.6", order="ba")

    assert wrong(question, "version_order", "first_option", "last_option") == {
        "version_order": "9.03",
        "first_option": "9.6",
    }


def test_between_without_signs() -> None:
    question = ask("between", "-7", "3", "0", "5", "-12", "8")

    assert right(question) == "0"
    assert wrong(question, "ignores_sign") == {"ignores_sign": "5"}


def test_closest() -> None:
    question = ask("closest", "4.98", "4.91", "5.01", "5.2", "4.5")

    assert right(question) == "5.01"
    assert wrong(question) == {
        "closest_below": "4.91",
        "second_closest": "4.91",
        "same_beginning": "4.91",
        "version_distance": "4.91",
        "first_option": "4.91",
        "last_option": "4.5",
    }


def test_closest_without_signs() -> None:
    question = ask("closest", "-3", "4", "-8", "9")

    assert right(question) == "-8"
    assert wrong(question, "ignores_sign", "closest_above", "closest_below") == {
        "ignores_sign": "4",
        "closest_above": "4",
    }


@pytest.mark.parametrize("name", ["between", "closest"])
def test_every_option_is_right_equally_often(name: str) -> None:
    skill = get_skill(f"comparison.{name}")
    for level, count in ((1, 4), (5, 10)):
        places: Counter[int] = Counter()
        for index in range(600):
            probe = probe_at(skill, level=level, seed=1, index=index)
            assert probe is not None
            places[probe.answer.options.index(probe.answer.value)] += 1
        assert set(places) == set(range(count))
        assert max(places.values()) <= 1.35 * 600 / count


def test_a_list_that_is_drawn_has_no_number_twice() -> None:
    for name in ("extremes", "sorting", "between", "closest"):
        skill = get_skill(f"comparison.{name}")
        for level in range(1, len(skill.levels) + 1):
            for index in range(60):
                operands = skill.item(level=level, seed=3, index=index).operands
                assert len({Fraction(operand) for operand in operands}) == len(operands)


def test_mixed_lengths_are_mixed() -> None:
    skill = get_skill("comparison.sorting")
    for index in range(300):
        item = skill.item(level=2, seed=3, index=index)
        if item.params["kind"] == "mixed_lengths":
            assert len({len(operand) for operand in item.operands}) > 1
