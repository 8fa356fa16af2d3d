"""Products and quotients: lures worked out by hand, and numbers with the zeros that they should have."""

from hypothesis import given

from jagbench.generators import get_skill
from jagbench.probes import Item
from tests.generators.families.arithmetic.asking import ask, right, wrong


def test_multiplication() -> None:
    question = ask("multiplication", "12", "34")

    assert right(question) == "408"
    assert wrong(question) == {
        "unshifted": "84",
        "dropped_partial": "48",
        "digit_by_digit": "38",
        "adds": "46",
        "tenfold": "4080",
        "lost_digit": "40",
        "one_more": "409",
        "one_less": "407",
    }


def test_what_is_shown_second_makes_the_partial_products() -> None:
    assert wrong(ask("multiplication", "12", "34", order="ba"))["dropped_partial"] == "68"


def test_multiplication_without_carrying() -> None:
    assert wrong(ask("multiplication", "27", "3"))["no_carry"] == "61"


def test_an_overlooked_zero_in_a_factor() -> None:
    assert wrong(ask("multiplication", "104", "3"))["overlooked_zero"] == "42"


def test_division() -> None:
    question = ask("division", "618", "6")

    assert right(question) == "103"
    assert wrong(question) == {
        "omitted_zero": "13",
        "smaller_into_larger": "161",
        "digits_apart": "101",
        "multiplies": "3708",
        "subtracts": "612",
        "tenfold": "1030",
        "lost_digit": "10",
        "one_more": "104",
        "one_less": "102",
    }


def test_the_quotient() -> None:
    question = ask("remainder", "92", "5", direction="quotient")

    assert right(question) == "18"
    assert wrong(question) == {
        "other_part": "2",
        "stops_early": "17",
        "rounds_up": "19",
        "digits_apart": "10",
        "one_more": "19",
        "one_less": "17",
    }


def test_the_remainder() -> None:
    question = ask("remainder", "92", "5", direction="remainder")

    assert right(question) == "2"
    assert wrong(question) == {
        "other_part": "18",
        "stops_early": "7",
        "rounds_up": "3",
        "one_more": "3",
        "one_less": "1",
    }


def test_no_remainder_has_no_lure_below_zero() -> None:
    question = ask("remainder", "90", "5", direction="remainder")

    assert right(question) == "0"
    assert wrong(question) == {"other_part": "18", "stops_early": "5", "one_more": "1"}


def test_the_last_digit_alone() -> None:
    assert wrong(ask("remainder", "17", "3", direction="remainder"))["last_digit_only"] == "1"


def check_zero(number: int, digits: object, zero: object) -> None:
    text = str(number)
    assert len(text) == digits
    place = {"none": None, "end": len(text) - 1}.get(str(zero), text.find("0"))
    assert [at for at, digit in enumerate(text) if digit == "0"] == ([] if place is None else [place])
    assert zero != "inside" or 0 < text.find("0") < len(text) - 1


@given(get_skill("arithmetic.multiplication").strategy())
def test_factors_have_the_zeros_that_their_strata_say(item: Item) -> None:
    first, second = map(int, item.operands)

    check_zero(first, item.params["digits"], item.params["zero"])
    check_zero(second, item.params["other_digits"], "none")


@given(get_skill("arithmetic.division").strategy())
def test_divisions_are_exact(item: Item) -> None:
    dividend, divisor = map(int, item.operands)

    assert dividend % divisor == 0
    check_zero(dividend // divisor, item.params["digits"], item.params["zero"])
    assert len(str(divisor)) == item.params["divisor_digits"]


@given(get_skill("arithmetic.remainder").strategy())
def test_remainders_are_there_where_their_strata_say(item: Item) -> None:
    dividend, divisor = map(int, item.operands)

    assert (dividend % divisor == 0) == item.params["exact"]


def test_slips_of_the_table_and_of_the_carry() -> None:
    assert wrong(ask("multiplication", "7", "8"))["neighbouring_fact"] == "63"
    assert wrong(ask("multiplication", "27", "3"))["carry_before_multiplying"] == "121"
