"""Digits, symbols, pieces of strings and brackets: answers and lures worked out by hand."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jagbench.generators.language.words import ITEMS
from tests.generators.families.counting.asking import ask, items, right, wrong


def test_digits() -> None:
    question = ask("digits", "1200077")

    assert right(question) == "7"
    assert wrong(question) == {
        "runs_of_digits": "4",
        "distinct_digits": "4",
        "leaves_out_zeros": "4",
        "groups_of_three": "3",
        "round_number": "5",
        "one_more": "8",
        "one_less": "6",
    }


def test_numbers_have_the_run_that_is_declared() -> None:
    for item in items("digits"):
        number = item.operands[0]
        doubled = any(first == second for first, second in pairwise(number))
        assert not number.startswith("0")
        match item.params["run"]:
            case "none":
                assert not doubled
            case "zeros":
                assert number.endswith("0")
            case _:
                assert doubled


def test_how_often_a_digit_stands_in_a_number() -> None:
    question = ask("digit_occurrences", "77167", "7")

    assert right(question) == "3"
    assert wrong(question) == {
        "runs": "2",
        "presence": "1",
        "the_whole_row": "5",
        "says_the_digit": "7",
        "one_more": "4",
        "one_less": "2",
    }


def test_digits_stand_in_their_numbers_as_declared() -> None:
    for item in items("digit_occurrences"):
        number, digit = item.operands
        assert number.count(digit) == item.params["count"]
        assert (digit * 2 in number) == item.params["doubled"]


def test_symbols() -> None:
    question = ask("symbols", "★★●★★★●●★★★★★★", "★")

    assert right(question) == "11"
    assert wrong(question) == {
        "runs": "3",
        "the_others": "3",
        "the_whole_row": "14",
        "counts_utf8_bytes": "33",
        "round_number": "10",
        "one_more": "12",
        "one_less": "10",
    }


def test_every_mark_is_one_code_point() -> None:
    assert all(len(mark) == 1 for kind in ("symbol", "emoji") for mark in ITEMS[kind])


@pytest.mark.parametrize(
    ("text", "piece", "overlapping", "separate"),
    [
        ("banana", "ana", "2", "1"),
        ("aaaa", "aa", "3", "2"),
        ("abcabc", "abc", "2", "2"),
        ("abab", "ba", "1", "1"),
    ],
)
def test_pieces_of_strings(text: str, piece: str, overlapping: str, separate: str) -> None:
    shared = ask("substrings", text, piece, direction="overlapping")
    apart = ask("substrings", text, piece, direction="separate")

    assert (right(shared), right(apart)) == (overlapping, separate)
    assert wrong(shared).get("other_overlap_rule", overlapping) == separate
    assert wrong(apart).get("other_overlap_rule", separate) == overlapping


def test_pieces_backwards_and_their_first_letters() -> None:
    found = wrong(ask("substrings", "abcbaab", "ab", direction="separate"))

    # ab stands there twice, ba once; a three times.
    assert found == {
        "first_letters": "3",
        "in_any_order": "3",
        "piece_presence": "1",
        "one_more": "3",
        "one_less": "1",
    }


def test_a_piece_that_can_overlap_does() -> None:
    for item in items("substrings"):
        if item.params["piece"] == "overlapping":
            shared = ask("substrings", *item.operands, direction="overlapping")
            assert int(wrong(shared)["other_overlap_rule"]) < int(right(shared))
        else:
            assert "other_overlap_rule" not in wrong(
                ask("substrings", *item.operands, direction="overlapping")
            )


def test_brackets() -> None:
    opening = ask("brackets", "({}[(())])()", direction="opening")
    depth = ask("brackets", "({}[(())])()", direction="depth")

    assert right(opening) == "6"
    assert wrong(opening) == {
        "other_measure": "4",
        "all_brackets": "12",
        "touching_pairs": "3",
        "first_run": "2",
        "one_more": "7",
        "one_less": "5",
    }
    assert right(depth) == "4"
    assert wrong(depth)["other_measure"] == "6"


def test_brackets_close_and_are_as_deep_as_declared() -> None:
    for item in items("brackets"):
        row = item.operands[0]
        waiting: list[str] = []
        deepest = 0
        for sign in row:
            if sign in "([{":
                waiting.append({"(": ")", "[": "]", "{": "}"}[sign])
                deepest = max(deepest, len(waiting))
            else:
                assert waiting.pop() == sign
        assert waiting == []
        fewest, most, limit = (item.params[name] for name in ("fewest", "most", "deepest"))
        assert isinstance(fewest, int)
        assert isinstance(most, int)
        assert isinstance(limit, int)
        assert fewest <= len(row) // 2 <= most
        assert deepest <= limit


@given(st.text("ab", max_size=30), st.text("ab", min_size=1, max_size=4))
def test_occurrences_that_share_letters_are_at_least_as_many(text: str, piece: str) -> None:
    shared = int(right(ask("substrings", text, piece, direction="overlapping")))

    assert shared >= int(right(ask("substrings", text, piece, direction="separate")))
    assert shared == sum(text.startswith(piece, start) for start in range(len(text)))
