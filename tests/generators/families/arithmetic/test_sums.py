"""Sums and differences: lures worked out by hand, and numbers that carry and borrow where they should."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jagbench.errors import InvalidArgument
from jagbench.generators import get_skill
from jagbench.generators.families.arithmetic.columns import carrying
from jagbench.generators.skill.source import SeededSource
from jagbench.probes import Item
from tests.generators.families.arithmetic.asking import ask, right, wrong


def carried(first: int, second: int) -> list[int]:
    """The columns, from the right, in which a sum carries."""
    return [
        place
        for place in range(len(str(first + second)))
        if first % 10 ** (place + 1) + second % 10 ** (place + 1) >= 10 ** (place + 1)
    ]


def test_carries_are_seen() -> None:
    assert carried(95, 27) == [0, 1]
    assert carried(999, 1) == [0, 1, 2]
    assert carried(12, 34) == []


def test_addition() -> None:
    question = ask("addition", "95", "27")

    assert right(question) == "122"
    assert wrong(question) == {
        "no_carry": "12",
        "lost_carry": "22",
        "columns_in_full": "1112",
        "concatenates": "9527",
        "subtracts": "68",
        "tenfold": "1220",
        "lost_digit": "12",
        "one_more": "123",
        "one_less": "121",
    }


def test_addition_of_unequal_lengths() -> None:
    question = ask("addition", "3913", "92")

    assert right(question) == "4005"
    found = wrong(question)
    assert found["left_aligned"] == "13113"
    assert found["no_carry"] == "3905"
    assert found["lost_carry"] == "3005"
    assert found["extra_carry"] == "4015"
    assert found["columns_in_full"] == "39105"


def test_addition_of_more_than_two() -> None:
    question = ask("addition", "57", "68", "9")

    assert right(question) == "134"
    assert wrong(question) == {
        "no_carry": "14",
        "lost_carry": "34",
        "columns_in_full": "1124",
        "left_aligned": "215",
        "concatenates": "57689",
        "tenfold": "1340",
        "lost_digit": "13",
        "one_more": "135",
        "one_less": "133",
    }


def test_subtraction() -> None:
    question = ask("subtraction", "43", "17")

    assert right(question) == "26"
    assert wrong(question) == {
        "smaller_from_larger": "34",
        "unpaid_borrow": "36",
        "zero_for_borrow": "30",
        "sign_flip": "-26",
        "adds": "60",
        "tenfold": "260",
        "lost_digit": "2",
        "one_more": "27",
        "one_less": "25",
    }


def test_borrowing_across_a_zero() -> None:
    question = ask("subtraction", "502", "137")

    assert right(question) == "365"
    found = wrong(question)
    assert found["borrow_from_zero"] == "465"
    assert found["smaller_from_larger"] == "435"
    assert found["unpaid_borrow"] == "475"
    assert found["zero_for_borrow"] == "400"


def test_a_negative_difference() -> None:
    question = ask("subtraction", "17", "43")

    assert right(question) == "-26"
    found = wrong(question)
    assert found["smaller_from_larger"] == "34"
    assert found["sign_flip"] == "26"
    assert found["one_less"] == "-27"


@given(
    st.text(min_size=1),
    st.integers(1, 12).flatmap(lambda long: st.tuples(st.just(long), st.integers(1, long))),
    st.data(),
)
def test_numbers_carry_in_just_so_many_columns(
    key: str, lengths: tuple[int, int], data: st.DataObject
) -> None:
    long, short = lengths
    propagated = data.draw(st.booleans())
    chain = data.draw(st.integers(0, long - 1 if propagated else min(short, long - 1)))

    first, second = carrying(
        SeededSource(key), long=long, short=short, chain=chain, propagated=propagated, longer=False
    )

    found = carried(first, second)
    assert len(str(first)) == long == len(str(first + second))
    assert len(str(second)) == short
    assert found == list(range(found[0], found[0] + chain)) if chain else found == []
    sums = [int(str(first)[-1 - place]) + int(str(second).rjust(long, "0")[-1 - place]) for place in found]
    assert all((total == 9) == propagated for total in sums[1:])


@pytest.mark.parametrize("propagated", [False, True])
def test_a_chain_through_all_columns_makes_the_sum_longer(propagated: bool) -> None:
    first, second = carrying(
        SeededSource("any"), long=5, short=5, chain=5, propagated=propagated, longer=True
    )

    assert carried(first, second) == [0, 1, 2, 3, 4]
    assert len(str(first + second)) == 6


def test_impossible_columns_are_refused() -> None:
    with pytest.raises(InvalidArgument, match="No numbers of 4 and 1 digits carry in 4 columns"):
        carrying(SeededSource("any"), long=4, short=1, chain=4, propagated=False, longer=True)


def zeros_crossed(item: Item) -> int:
    """The zeros in the middle of a minuend that are borrowed from."""
    larger, smaller = sorted(map(int, item.operands), reverse=True)
    borrowing = carried(larger - smaller, smaller)
    return sum(str(larger)[-1 - place] == "0" for place in borrowing[1:])


@given(get_skill("arithmetic.subtraction").strategy())
def test_subtraction_keeps_what_its_strata_say(item: Item) -> None:
    first, second = map(int, item.operands)
    larger, smaller = max(first, second), min(first, second)

    assert (first < second) == item.params["negative"]
    assert len(str(smaller)) == item.params["digits"]
    assert len(str(larger - smaller)) == item.params["answer_digits"]
    chain = len(carried(larger - smaller, smaller))
    assert chain == item.params["borrow_chain"]
    assert zeros_crossed(item) == (chain - 1 if item.params["across_zeros"] else 0)


@given(get_skill("arithmetic.addition").strategy())
def test_addition_keeps_what_its_strata_say(item: Item) -> None:
    numbers = [int(operand) for operand in item.operands]

    assert len(numbers) == item.params["terms"]
    assert len(str(numbers[0])) == item.params["digits"]
    if len(numbers) == 2:
        assert len(str(numbers[1])) == item.params["other_digits"]
        assert len(carried(*numbers)) == item.params["carry_chain"]
        assert (len(str(sum(numbers))) > len(str(numbers[0]))) == item.params["longer_sum"]


def test_borrowing_that_meets_a_zero() -> None:
    found = wrong(ask("subtraction", "502", "137"))

    assert found["stops_at_zero"] == "375"
    assert found["borrow_across_zero"] == "275"
    assert found["zero_less_digit"] == "435"
    assert wrong(ask("subtraction", "9", "11"))["smaller_from_larger"] == "18"
