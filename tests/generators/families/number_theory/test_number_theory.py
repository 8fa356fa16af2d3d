"""Numerals, bases, primes and divisors, worked out by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jagbench.errors import JagbenchError
from jagbench.generators import get_skill
from tests.generators.families.calendar.asking import ask, reads, right, wrong


@pytest.mark.parametrize(
    ("number", "numeral"),
    [
        ("11", "XI"),
        ("49", "XLIX"),
        ("90", "XC"),
        ("444", "CDXLIV"),
        ("1994", "MCMXCIV"),
        ("3999", "MMMCMXCIX"),
    ],
)
def test_numerals(number: str, numeral: str) -> None:
    assert right(ask("number_theory.from_roman", numeral)) == number
    assert right(ask("number_theory.to_roman", number)) == numeral


def test_lures_of_numerals() -> None:
    assert wrong(ask("number_theory.from_roman", "XIV")) == {
        "adds_all": "16",
        "counts_symbols": "3",
        "drops_last": "11",
        "one_more": "15",
        "one_less": "13",
    }
    assert wrong(ask("number_theory.from_roman", "XVI"))["reads_backwards"] == "4"
    assert wrong(ask("number_theory.to_roman", "49")) == {
        "adds_all": "XXXXVIIII",
        "turns_pairs": "LXXI",
        "subtracts_too_far": "IL",
        "swaps_fifties": "XCIX",
        "digit_by_digit": "IVIX",
        "drops_last": "XLI",
    }


@pytest.mark.parametrize(
    ("digits", "base", "number"),
    [("1011", "2", "11"), ("212", "3", "23"), ("777", "8", "511"), ("1F", "16", "31"), ("B0", "12", "132")],
)
def test_bases(digits: str, base: str, number: str) -> None:
    assert right(ask("number_theory.from_base", digits, base)) == number
    if digits.isdecimal():
        assert right(ask("number_theory.to_base", number, base)) == digits


def test_lures_of_bases() -> None:
    assert wrong(ask("number_theory.from_base", "1011", "2")) == {
        "reads_as_decimal": "1011",
        "adds_digits": "3",
        "multiplies_places": "9",
        "begins_at_base": "22",
        "reads_backwards": "13",
        "one_more": "12",
        "one_less": "10",
    }
    assert wrong(ask("number_theory.to_base", "11", "2")) == {
        "remainders_in_order": "1101",
        "drops_first_remainder": "101",
        "stays_decimal": "11",
        "divides_once": "51",
        "one_more": "1100",
        "one_less": "1010",
    }


@pytest.mark.parametrize(("number", "is_prime"), [("97", "yes"), ("91", "no"), ("143", "no"), ("997", "yes")])
def test_primes(number: str, is_prime: str) -> None:
    assert right(ask("number_theory.prime", number)) == is_prime


def test_lures_of_primes() -> None:
    assert wrong(ask("number_theory.prime", "91")) == {"odd_is_prime": "yes", "tests_two_three_five": "yes"}
    assert wrong(ask("number_theory.prime", "143")) == {
        "odd_is_prime": "yes",
        "tests_two_three_five": "yes",
        "tests_up_to_ten": "yes",
        "last_digit_is_prime": "yes",
    }


@pytest.mark.parametrize("level", [1, 2, 3, 4, 5])
def test_primes_and_composite_numbers_end_alike(level: int) -> None:
    skill = get_skill("number_theory.prime")
    ends: dict[str, list[str]] = {"yes": [], "no": []}
    for index in range(80):
        number = skill.item(level=level, seed=1, index=index).operands[0]
        ends[right(ask("number_theory.prime", number))].append(number[-1])

    assert sorted(ends["yes"]) == sorted(ends["no"])


def test_divisors_and_multiples() -> None:
    assert right(ask("number_theory.gcd_lcm", "12", "18", direction="gcd")) == "6"
    assert right(ask("number_theory.gcd_lcm", "12", "18", direction="lcm")) == "36"
    assert wrong(ask("number_theory.gcd_lcm", "36", "84", direction="gcd")) == {
        "answers_other_question": "252",
        "stops_at_common_divisor": "2",
        "multiplies": "3024",
        "subtracts": "48",
        "takes_one_number": "36",
        "twice_too_large": "24",
    }


@given(st.integers(1, 3999))
def test_a_numeral_stands_for_the_number_that_it_was_made_of(number: int) -> None:
    numeral = right(ask("number_theory.to_roman", str(number)))

    assert right(ask("number_theory.from_roman", numeral)) == str(number)
    assert reads("number_theory.from_roman", f"Which?\n{numeral}") == str(number)
    assert reads("number_theory.to_roman", f"Which?\n{number}") == numeral


@pytest.mark.parametrize(
    ("name", "language", "prompt", "answer"),
    [
        ("from_base", "en", "Which?\n1011, base 2", "11"),
        ("from_base", "de", "Welche?\nZahl: 1F\nBasis: 16", "31"),
        ("from_base", "ko", "얼마?\n계수기의 진법: 3진법\n표시된 값: 212", "23"),
        ("to_base", "fr", "Écris.\n11, en base 2", "1011"),
        ("to_base", "zh", "写出。\n23，3进制", "212"),
        ("prime", "es", "¿Es primo?\n561", "no"),
        ("prime", "ja", "素数ですか。\n7", "はい"),
        ("gcd_lcm", "de", "Nenne das kleinste gemeinsame Vielfache.\n12 und 18", "36"),
        ("gcd_lcm", "zh", "最大公约数是多少？\n12和18", "6"),
    ],
)
def test_the_oracle(name: str, language: str, prompt: str, answer: str) -> None:
    assert reads(f"number_theory.{name}", prompt, language) == answer


@pytest.mark.parametrize(
    ("name", "prompt", "message"),
    [
        ("from_roman", "Which?\nIIII", "one Roman numeral"),
        ("to_roman", "Which?\n4 and 5", "2 numbers, not 1"),
        ("from_base", "Which?\n1011, 2", "name one base"),
        ("gcd_lcm", "Which?\n12 and 18", "one of divisor and multiple"),
    ],
)
def test_what_the_oracle_refuses(name: str, prompt: str, message: str) -> None:
    with pytest.raises(JagbenchError, match=message):
        reads(f"number_theory.{name}", prompt)
