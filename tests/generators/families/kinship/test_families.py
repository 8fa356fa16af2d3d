"""Brothers and sisters, worked out by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jagbench.errors import JagbenchError
from jagbench.generators import get_skill
from jagbench.generators.language.people import BOYS, GIRLS, words
from tests.generators.families.calendar.asking import ask, reads, right, wrong

LANGUAGES = ("de", "en", "es", "fr", "ja", "ko", "zh")


def test_alice_has_four_brothers_and_two_sisters() -> None:
    question = ask("kinship.siblings", "girl0", "4", "2", "brother", "sisters")

    assert right(question) == "3"
    assert wrong(question) == {
        "forgets_self": "2",
        "repeats_number": "2",
        "swaps_brothers_and_sisters": "4",
        "adds_both": "6",
        "one_more": "4",
        "one_less": "2",
    }


def test_a_sister_is_not_her_own_sister() -> None:
    question = ask("kinship.siblings", "girl0", "4", "2", "sister", "sisters")

    assert right(question) == "2"
    assert wrong(question) == {
        "forgets_self": "1",
        "counts_sibling": "3",
        "swaps_brothers_and_sisters": "4",
        "adds_both": "6",
        "one_more": "3",
        "one_less": "1",
    }


@pytest.mark.parametrize(
    ("child", "sibling", "asked", "number"),
    [
        ("girl0", "brother", "brothers", "3"),
        ("girl0", "sister", "brothers", "4"),
        ("boy0", "brother", "brothers", "4"),
        ("boy0", "brother", "sisters", "2"),
        ("boy0", "sister", "brothers", "5"),
        ("boy0", "sister", "sisters", "1"),
    ],
)
def test_all_other_forms(child: str, sibling: str, asked: str, number: str) -> None:
    assert right(ask("kinship.siblings", child, "4", "2", sibling, asked)) == number


@pytest.mark.parametrize(
    ("operands", "number"),
    [
        (("girl0", "3", "2"), "6"),
        (("boy0", "3", "2", "cap", "red"), "6"),
        (("boy0", "sons", "3", "2"), "5"),
        (("girl0", "daughters", "3", "2"), "5"),
        (("girl0", "brother", "1", "2"), "4"),
        (("boy0", "sister", "1", "2"), "4"),
    ],
)
def test_children(operands: tuple[str, ...], number: str) -> None:
    assert right(ask("kinship.children", *operands)) == number


def test_lures_of_children() -> None:
    assert wrong(ask("kinship.children", "girl0", "3", "2")) == {
        "adds_both": "5",
        "counts_child_twice": "7",
        "ignores_sisters": "3",
        "ignores_brothers": "2",
        "one_more": "7",
        "one_less": "5",
    }
    assert wrong(ask("kinship.children", "boy0", "sons", "3", "2")) == {
        "multiplies": "9",
        "ignores_sisters": "3",
        "ignores_brothers": "2",
        "one_more": "6",
        "one_less": "4",
    }


@given(st.integers(2, 20), st.integers(2, 20))
def test_brothers_of_brothers_and_sisters(brothers: int, sisters: int) -> None:
    """Whoever is asked, the family is the same: a boy has one brother less than a girl."""
    numbers = [
        int(right(ask("kinship.siblings", "girl0", str(brothers), str(sisters), sibling, "brothers")))
        for sibling in ("sister", "brother")
    ]

    assert numbers == [brothers, brothers - 1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_are_unlike_one_another(language: str) -> None:
    names = [words(language, "plain")[symbol] for symbol in (*GIRLS, *BOYS)]

    assert len(set(names)) == 40
    assert [(a, b) for a in names for b in names if a != b and a in b] == []


def test_korean_names_end_in_a_vowel() -> None:
    names = [words("ko", "plain")[symbol] for symbol in (*GIRLS, *BOYS)]

    assert [name for name in names if (ord(name[-1]) - 0xAC00) % 28] == []


def test_french_names_need_no_elision() -> None:
    names = [words("fr", "plain")[symbol] for symbol in (*GIRLS, *BOYS)]

    assert [name for name in names if name[0] in "AEÉIOUYH"] == []


@pytest.mark.parametrize("name", ["kinship.siblings", "kinship.children"])
def test_idle_facts_name_no_number(name: str) -> None:
    skill = get_skill(name)
    items = [skill.item(level=5, seed=1, index=index) for index in range(40)]

    assert all(not any(part.isdecimal() for part in item.operands[-6:]) for item in items)


@pytest.mark.parametrize(
    ("name", "prompt", "answer"),
    [
        (
            "siblings",
            "Same parents.\nAda is a girl. Ada has 4 brothers and 2 sisters. Ada's cap is red. "
            "How many sisters does each of Ada's brothers have?",
            "3",
        ),
        (
            "siblings",
            "Same parents.\nAda is a girl. Ada has 4 brothers and 2 sisters. "
            "The number of brothers that each of Ada's brothers has is ___.",
            "3",
        ),
        ("children", "How many?\nAda is a girl. Ada has 1 brother and 2 sisters.", "4"),
        (
            "children",
            "How many?\nBo is a boy. Bo's parents have 3 sons. Each of the sons has 2 sisters.",
            "5",
        ),
        (
            "children",
            "How many?\nAda is a girl. Each of Ada's brothers has 1 brother and 2 sisters.",
            "4",
        ),
    ],
)
def test_the_oracle(name: str, prompt: str, answer: str) -> None:
    assert reads(f"kinship.{name}", prompt) == answer


@pytest.mark.parametrize(
    ("name", "prompt", "message"),
    [
        ("siblings", "Same parents.\nAda has 4 brothers and 2 sisters. How many?", "a girl or a boy"),
        ("siblings", "Same parents.\nAda is a girl. Ada has 4 brothers. How many?", "not count brothers"),
        (
            "siblings",
            "Same parents.\nAda is a girl. Ada has 4 brothers and 2 sisters. How many sisters has she?",
            "not ask about a brother or sister",
        ),
        (
            "children",
            "How many?\nBo is a boy. Bo's parents have 3 daughters. Each of the daughters has 0 brothers.",
            "not in its own family",
        ),
    ],
)
def test_what_the_oracle_refuses(name: str, prompt: str, message: str) -> None:
    with pytest.raises(JagbenchError, match=message):
        reads(f"kinship.{name}", prompt)
