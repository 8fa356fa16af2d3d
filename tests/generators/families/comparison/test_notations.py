"""Fractions, unlike notations and equality: answers and lures worked out by hand."""

from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jagbench.generators import get_skill, probe_at
from jagbench.generators.families.comparison.notations import ratio, write
from tests.generators.families.comparison.asking import ask, right, wrong


@pytest.mark.parametrize(
    ("pair", "larger", "expected"),
    [
        (("1/4", "1/3"), "1/3", {"compare_denominators": "1/4", "adds_parts": "1/4"}),
        (("2/3", "7/9"), "7/9", {"fewer_parts": "2/3", "gap_thinking": "2/3"}),
        (
            ("5/9", "2/3"),
            "2/3",
            {"compare_numerators": "5/9", "compare_denominators": "5/9", "adds_parts": "5/9"},
        ),
        (("1/2", "5/8"), "5/8", {"fewer_parts": "1/2", "gap_thinking": "1/2"}),
        (
            ("3/8", "2/5"),
            "2/5",
            {"compare_numerators": "3/8", "compare_denominators": "3/8", "adds_parts": "3/8"},
        ),
        (
            ("7/10", "5/7"),
            "5/7",
            {"compare_numerators": "7/10", "compare_denominators": "7/10", "adds_parts": "7/10"},
        ),
    ],
)
def test_fractions(pair: tuple[str, str], larger: str, expected: dict[str, str]) -> None:
    question = ask("fractions", *pair, direction="larger")

    named = ("compare_numerators", "compare_denominators", "fewer_parts", "gap_thinking", "adds_parts")
    assert right(question) == larger
    assert wrong(question, *named) == expected


def test_equal_fractions() -> None:
    question = ask("fractions", "1/2", "2/4", direction="smaller", offers_equal=True)

    assert right(question) == "equal"
    assert wrong(question, "compare_numerators", "compare_denominators") == {
        "compare_numerators": "1/2",
        "compare_denominators": "1/2",
    }


@pytest.mark.parametrize(
    ("kind", "numerators", "denominators"),
    [
        ("same_denominator", "rises", "stays"),
        ("unit", "stays", "falls"),
        ("same_numerator", "stays", "falls"),
        ("both_agree", "rises", "falls"),
        ("parts_mislead", "falls", "falls"),
        ("parts_right", "rises", "rises"),
    ],
)
def test_from_the_smaller_to_the_larger_fraction(kind: str, numerators: str, denominators: str) -> None:
    for (numerator, denominator), (other_numerator, other_denominator) in fractions_of(kind):
        assert numerator * other_denominator < other_numerator * denominator
        assert course(numerator, other_numerator) == numerators
        assert course(denominator, other_denominator) == denominators
        assert (numerator == other_numerator == 1) == (kind == "unit")


def test_near_and_equal_fractions() -> None:
    near = {c * b - a * d for (a, b), (c, d) in fractions_of("near")}
    equal = {c * b - a * d for (a, b), (c, d) in fractions_of("equal")}

    assert (near, equal) == ({1}, {0})


def course(first: int, second: int) -> str:
    return "stays" if first == second else "rises" if first < second else "falls"


def fractions_of(kind: str) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Proper fractions of a kind, of all levels."""
    skill = get_skill("comparison.fractions")
    items = [skill.item(level=level, seed=1, index=index) for level in range(1, 7) for index in range(100)]
    found = [
        (parts(item.operands[0]), parts(item.operands[1])) for item in items if item.params["pair"] == kind
    ]
    assert len(found) > 20
    assert all(0 < top < bottom for pair in found for top, bottom in pair)
    return found


def parts(fraction: str) -> tuple[int, int]:
    top, _, bottom = fraction.partition("/")
    return int(top), int(bottom)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("5.7e2", Fraction(570)),
        ("5.7e-2", Fraction(57, 1000)),
        ("57e2", Fraction(5700)),
        ("3/8", Fraction(3, 8)),
        ("40%", Fraction(2, 5)),
        ("580w", Fraction(580)),
        ("0.350", Fraction(35, 100)),
        ("007", Fraction(7)),
    ],
)
def test_the_value_of_a_notation(text: str, value: Fraction) -> None:
    assert Fraction(*ratio(text)) == value


@pytest.mark.parametrize(
    ("text", "language", "shown"),
    [
        ("5.7e2", "en", "5.7 × 10²"),
        ("5.7e-12", "de", "5,7 × 10⁻¹²"),
        ("40%", "en", "40%"),
        ("40%", "fr", "40\u00a0%"),
        ("3/8", "ja", "3/8"),
        ("0.35", "es", "0,35"),
        ("580w", "de", "fünfhundertachtzig"),
        ("12w", "ko", "십이"),
        ("equal", "zh", "相等"),
    ],
)
def test_how_a_notation_is_written(text: str, language: str, shown: str) -> None:
    assert write(ask("mixed_notation", "1", "2"), language, text) == shown


@pytest.mark.parametrize(
    ("pair", "larger", "expected"),
    [
        (("5.7e2", "580"), "580", {"ignores_notation": "5.7e2"}),
        (("580", "5.9e2"), "5.9e2", {"compare_mantissa": "580"}),
        (("8.1e2", "5.7e3"), "5.7e3", {"compare_mantissa": "8.1e2", "ignores_notation": "8.1e2"}),
        (("3/8", "0.4"), "0.4", {"point_for_slash": "3/8", "ignores_notation": "3/8"}),
        (("0.35", "40%"), "40%", {}),
        (("40%", "0.45"), "0.45", {"drops_percent": "40%"}),
        (("570", "580w"), "580w", {"digits_are_larger": "570"}),
    ],
)
def test_unlike_notations(pair: tuple[str, str], larger: str, expected: dict[str, str]) -> None:
    question = ask("mixed_notation", *pair, direction="larger")

    named = ("compare_mantissa", "drops_percent", "point_for_slash", "ignores_notation", "digits_are_larger")
    assert right(question) == larger
    assert wrong(question, *named) == expected


def test_which_notation_is_larger_and_by_how_much_is_declared() -> None:
    skill = get_skill("comparison.mixed_notation")
    for level in range(1, 7):
        for index in range(100):
            item = skill.item(level=level, seed=2, index=index)
            first, second = (Fraction(*ratio(operand)) for operand in item.operands)
            assert first <= second
            assert (first == second) == (item.params["larger"] == "neither")


@pytest.mark.parametrize(
    ("pair", "answer", "lures"),
    [
        (("9.9", "9.90"), "yes", {"compares_text", "compares_parts"}),
        (("9.9", "9.09"), "no", {"says_yes", "ignores_zeros", "compares_parts"}),
        (("7", "007"), "yes", {"compares_text"}),
        (("7", "070"), "no", {"says_yes", "ignores_zeros", "compares_digits"}),
        (("9", "9.00"), "yes", {"compares_text"}),
        (("9", "0.90"), "no", {"says_yes", "compares_digits"}),
        (("1/2", "2/4"), "yes", {"compares_text", "ignores_zeros", "compares_digits", "compares_numerators"}),
        (("5.7e2", "570"), "yes", {"compares_text", "ignores_zeros", "compares_digits"}),
    ],
)
def test_equality(pair: tuple[str, str], answer: str, lures: set[str]) -> None:
    question = ask("equality", *pair)

    assert right(question) == answer
    assert set(wrong(question)) == lures


def test_yes_and_no_come_equally_often() -> None:
    skill = get_skill("comparison.equality")
    for level in range(1, 7):
        size = len(skill.levels[level - 1].strata)
        answers = Counter(
            probe.answer.value
            for index in range(5 * size)
            if (probe := probe_at(skill, level=level, seed=1, index=index)) is not None
        )
        assert answers["yes"] == answers["no"] > 0


@given(st.integers(0, 10**12), st.integers(1, 10**6), st.integers(0, 10**12), st.integers(1, 10**6))
def test_fractions_are_compared_exactly(a: int, b: int, c: int, d: int) -> None:
    question = ask("fractions", f"{a}/{b}", f"{c}/{d}", direction="larger", offers_equal=True)
    difference = Fraction(a, b) - Fraction(c, d)

    expected = "equal" if difference == 0 else f"{a}/{b}" if difference > 0 else f"{c}/{d}"
    assert right(question) == expected
