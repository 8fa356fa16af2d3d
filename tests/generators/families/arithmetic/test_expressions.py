"""Negative numbers, order of operations and missing numbers: values and lures worked out by hand."""

import pytest
from hypothesis import given

from jagbench.generators import get_skill
from jagbench.generators.families.arithmetic.operands import missing_number, tokens, value, whole_value
from jagbench.probes import Item
from tests.generators.families.arithmetic.asking import ask, right, wrong


def test_adding_to_a_negative_number() -> None:
    question = ask("negatives", "-7 + 3")

    assert right(question) == "-4"
    assert wrong(question) == {
        "sign_flip": "4",
        "ignores_minus": "10",
        "adds_sizes": "-10",
        "one_more": "-3",
        "one_less": "-5",
    }


def test_adding_two_negative_numbers() -> None:
    question = ask("negatives", "-7 + (-3)")

    assert right(question) == "-10"
    assert wrong(question) == {
        "sign_flip": "10",
        "ignores_minus": "10",
        "two_minuses_make_plus": "10",
        "subtracts_sizes": "-4",
        "one_more": "-9",
        "one_less": "-11",
    }


def test_subtracting_a_negative_number() -> None:
    question = ask("negatives", "7 - (-3)")

    assert right(question) == "10"
    assert wrong(question) == {
        "sign_flip": "-10",
        "ignores_minus": "4",
        "doubled_minus": "4",
        "adds_sizes": "-10",
        "subtracts_sizes": "-4",
        "one_more": "11",
        "one_less": "9",
    }


def test_multiplying_negative_numbers() -> None:
    question = ask("negatives", "(-7) × (-3)")

    assert right(question) == "21"
    assert wrong(question) == {
        "sign_flip": "-21",
        "minus_stays": "-21",
        "one_more": "22",
        "one_less": "20",
    }


@pytest.mark.parametrize(
    ("expression", "answer", "lures"),
    [
        ("2 + 3 × 4", "14", {"left_to_right": "20", "adds_first": "20"}),
        ("2 × 3 + 4", "10", {"right_to_left": "14", "adds_first": "14"}),
        ("9 - 4 + 3", "8", {"right_to_left": "2", "letter_by_letter": "2"}),
        ("12 ÷ 2 × 3", "18", {"right_to_left": "2", "letter_by_letter": "2"}),
        ("(2 + 3) × 4", "20", {"ignores_brackets": "14"}),
        ("-(5 + 3) × 2", "-16", {"ignores_brackets": "1", "ignores_minus": "16"}),
        ("8 - 2 × 3", "2", {"left_to_right": "18", "adds_first": "18"}),
    ],
)
def test_order_of_operations(expression: str, answer: str, lures: dict[str, str]) -> None:
    question = ask("order_of_operations", expression)

    assert right(question) == answer
    always = {
        "sign_flip": str(-int(answer)),
        "one_more": str(int(answer) + 1),
        "one_less": str(int(answer) - 1),
    }
    assert wrong(question) == lures | always


def test_a_wrong_order_that_does_not_divide_predicts_nothing() -> None:
    assert "left_to_right" not in wrong(ask("order_of_operations", "1 + 6 ÷ 2"))


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("24 - (-(8 + (87 × 9 ÷ 9 + 34)))", 153),
        ("3 × (-4)", -12),
        ("100 - 10 - 1", 89),
        ("64 ÷ 8 ÷ 2", 4),
    ],
)
def test_values(expression: str, expected: int) -> None:
    assert value(tokens(expression)) == expected


def test_a_division_that_leaves_a_remainder_has_no_value() -> None:
    assert value(tokens("7 ÷ 2")) is None
    assert value(tokens("7 ÷ (3 - 3)")) is None
    with pytest.raises(ArithmeticError, match="7 ÷ 2 has no whole value"):
        whole_value("7 ÷ 2")


def depth(expression: str) -> int:
    """How deep brackets stand within brackets; those of a negative number do not count."""
    deepest = open_ = 0
    for place, character in enumerate(expression):
        closing = expression.find(")", place)
        if character == "(" and not expression[place + 1 : closing].removeprefix("-").isdigit():
            open_ += 1
            deepest = max(deepest, open_)
        if (
            character == ")"
            and not expression[expression.rfind("(", 0, place) + 1 : place].removeprefix("-").isdigit()
        ):
            open_ -= 1
    return deepest


@given(get_skill("arithmetic.order_of_operations").strategy())
def test_expressions_keep_what_their_strata_say(item: Item) -> None:
    found = tokens(item.operands[0])
    if "operations" in item.params:
        assert sum(token in ("+", "-", "×", "÷") for token in found) == item.params["operations"]
        assert depth(item.operands[0]) == item.params["depth"]
        assert found.count("~") == item.params["unary_minus"]
    else:
        assert whole_value(item.operands[0]) >= 0


@pytest.mark.parametrize(
    ("equation", "expected", "lures"),
    [
        ("7 + ? = 12", 5, {"as_written": "19", "copies_result": "12"}),
        ("? - 5 = 3", 8, {"as_written": "2", "copies_result": "3"}),
        ("12 - ? = 5", 7, {"inverse": "17", "copies_result": "5"}),
        ("3 × ? = 12", 4, {"as_written": "36", "copies_result": "12"}),
        ("? ÷ 3 = 6", 18, {"as_written": "2", "copies_result": "6"}),
        ("12 ÷ ? = 3", 4, {"inverse": "36", "copies_result": "3"}),
        ("8 + 4 = ? + 5", 7, {"result_of_left": "12", "adds_all": "17"}),
    ],
)
def test_missing_numbers(equation: str, expected: int, lures: dict[str, str]) -> None:
    question = ask("missing_operand", equation)

    assert right(question) == str(expected)
    always = {"one_more": str(expected + 1), "one_less": str(expected - 1)}
    assert wrong(question) == lures | always


def test_the_result_may_stand_on_the_left() -> None:
    assert missing_number("12 = 7 + ?") == 5
    assert wrong(ask("missing_operand", "12 = 7 + ?"))["copies_result"] == "12"


@given(get_skill("arithmetic.missing_operand").strategy())
def test_the_missing_number_makes_the_equation_true(item: Item) -> None:
    equation = item.operands[0]
    left, right_side = equation.replace("?", str(missing_number(equation))).split(" = ")

    assert whole_value(left) == whole_value(right_side)
