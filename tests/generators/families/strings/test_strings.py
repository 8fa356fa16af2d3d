"""Strings compared by eye, and the alphabet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jagbench.errors import JagbenchError
from jagbench.generators import get_skill
from tests.generators.families.calendar.asking import ask, reads, right, wrong


@pytest.mark.parametrize(
    ("first", "second", "answer"),
    [("AB7O2K", "AB7O2K", "yes"), ("AB7O2K", "AB702K", "no"), ("AB7O2K", "BA7O2K", "no")],
)
def test_sameness(first: str, second: str, answer: str) -> None:
    assert right(ask("strings.same", first, second)) == answer


def test_lures_of_sameness() -> None:
    assert wrong(ask("strings.same", "AB7O2KC", "AB702KC")) == {
        "takes_lookalikes_for_equal": "yes",
        "compares_ends": "yes",
        "compares_lengths": "yes",
    }
    assert wrong(ask("strings.same", "AB7", "BA7")) == {"ignores_order": "yes", "compares_lengths": "yes"}
    assert wrong(ask("strings.same", "AB7", "AB7")) == {"always_no": "no"}


@pytest.mark.parametrize("level", [1, 2, 3, 4, 5])
def test_half_of_the_strings_differ_at_one_place_or_two_neighbours(level: int) -> None:
    skill = get_skill("strings.same")
    for index in range(60):
        item = skill.item(level=level, seed=1, index=index)
        first, second = item.operands
        unlike = [place for place, (a, b) in enumerate(zip(first, second, strict=True)) if a != b]
        expected = {"none": 0, "lookalike": 1, "other": 1, "swap": 2}[str(item.params["difference"])]
        assert len(unlike) == expected


@pytest.mark.parametrize(
    ("text", "answer"), [("abba", "yes"), ("abcba", "yes"), ("abca", "no"), ("abab", "no")]
)
def test_palindromes(text: str, answer: str) -> None:
    assert right(ask("strings.palindrome", text)) == answer


def test_lures_of_palindromes() -> None:
    assert wrong(ask("strings.palindrome", "abca")) == {"compares_ends": "yes"}
    assert wrong(ask("strings.palindrome", "abcdba")) == {"compares_ends": "yes", "compares_two_ends": "yes"}
    assert wrong(ask("strings.palindrome", "abab")) == {"compares_halves": "yes"}
    assert wrong(ask("strings.palindrome", "abcba")) == {
        "needs_double_middle": "no",
        "compares_halves": "no",
        "always_no": "no",
    }


@given(st.text("abc", min_size=2, max_size=12))
def test_a_string_and_its_reverse_are_a_palindrome(text: str) -> None:
    assert right(ask("strings.palindrome", text + text[::-1])) == "yes"


@pytest.mark.parametrize(
    ("letter", "places", "direction", "answer"),
    [
        ("K", "2", "after", "M"),
        ("K", "2", "before", "I"),
        ("Y", "3", "after", "B"),
        ("A", "27", "before", "Z"),
    ],
)
def test_the_alphabet(letter: str, places: str, direction: str, answer: str) -> None:
    assert right(ask("strings.alphabet", letter, places, direction=direction)) == answer


def test_lures_of_the_alphabet() -> None:
    assert wrong(ask("strings.alphabet", "K", "2", direction="after")) == {
        "counts_the_start": "L",
        "one_too_far": "N",
        "wrong_way": "I",
        "stays": "K",
        "counts_from_a": "B",
    }


@pytest.mark.parametrize(
    ("name", "language", "prompt", "answer"),
    [
        ("same", "en", "Same?\nFirst: AB1\nSecond: ABl", "no"),
        ("same", "ko", "같습니까?\n첫째: AB1\n둘째: AB1\nA: 예\nB: 아니요", "예"),
        ("palindrome", "fr", "Palindrome ?\nTexte : abcba", "oui"),
        ("palindrome", "ja", "同じですか。\n文字列：abca", "いいえ"),
        ("alphabet", "de", "Wohin vorwärts?\nStart: Y\nPlätze: 3", "B"),
        ("alphabet", "zh", "向前（从B到A的方向）？\n起点：B\n位数：3", "Y"),
    ],
)
def test_the_oracle(name: str, language: str, prompt: str, answer: str) -> None:
    assert reads(f"strings.{name}", prompt, language) == answer


@pytest.mark.parametrize(
    ("name", "prompt", "message"),
    [
        ("same", "Same?\nFirst: AB1", "2 strings"),
        ("palindrome", "Palindrome?\nabba", "1 strings"),
        ("alphabet", "Where?\nStart: A\nPlaces: 3", "one direction"),
    ],
)
def test_what_the_oracle_refuses(name: str, prompt: str, message: str) -> None:
    with pytest.raises(JagbenchError, match=message):
        reads(f"strings.{name}", prompt)
