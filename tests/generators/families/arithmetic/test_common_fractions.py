"""Common fractions: lures worked out by hand, and fractions as their strata say."""

from fractions import Fraction
from math import gcd

from hypothesis import given

from jagbench.generators import get_skill
from jagbench.probes import Item
from tests.generators.families.arithmetic.asking import ask, right, wrong


def test_a_sum() -> None:
    question = ask("fractions", "1/2 + 1/3")

    assert right(question) == "5/6"
    assert wrong(question) == {
        "adds_numerators_and_denominators": "2/5",
        "numerators_only": "1/3",
        "larger_denominator": "2/3",
        "other_operation": "1/6",
        "upside_down": "6/5",
        "one_more": "11/6",
        "one_less": "-1/6",
    }


def test_a_difference() -> None:
    question = ask("fractions", "7/8 - 1/4")

    assert right(question) == "5/8"
    assert wrong(question) == {
        "adds_numerators_and_denominators": "3/2",
        "numerators_only": "3/16",
        "larger_denominator": "3/4",
        "other_operation": "9/8",
        "upside_down": "8/5",
        "one_more": "13/8",
        "one_less": "-3/8",
    }


def test_a_difference_whose_denominators_leave_nothing() -> None:
    assert "adds_numerators_and_denominators" not in wrong(ask("fractions", "3/5 - 1/5"))


def test_a_product_of_like_fractions() -> None:
    question = ask("fractions", "2/5 × 3/5")

    assert right(question) == "6/25"
    assert wrong(question) == {
        "keeps_denominator": "6/5",
        "multiplies_across": "2/3",
        "other_operation": "1",
        "upside_down": "25/6",
        "one_more": "31/25",
        "one_less": "-19/25",
    }


def test_a_product_over_a_common_denominator() -> None:
    found = wrong(ask("fractions", "1/2 × 1/3"))

    assert found["common_denominator_product"] == "1"
    assert found["multiplies_across"] == "3/2"


@given(get_skill("arithmetic.fractions").strategy())
def test_fractions_keep_what_their_strata_say(item: Item) -> None:
    first, sign, second = item.operands[0].split(" ")
    (upper, lower), (other_upper, other_lower) = (
        [int(part) for part in each.split("/")] for each in (first, second)
    )

    assert sign == {"sum": "+", "difference": "-", "product": "×"}[str(item.params["operation"])]
    assert gcd(upper, lower) == gcd(other_upper, other_lower) == 1
    smaller, larger = sorted((lower, other_lower))
    relation = {
        "like": smaller == larger,
        "multiple": smaller < larger and larger % smaller == 0,
        "coprime": smaller < larger and gcd(smaller, larger) == 1,
    }
    assert relation[str(item.params["denominators"])]
    result = Fraction(right(ask("fractions", item.operands[0])))
    assert result > 0
    assert result.denominator > 1
