"""Words, digits and codes to be copied, and the slips of copyists, worked out by hand."""

from itertools import pairwise

import pytest

from jagbench.errors import JagbenchError
from jagbench.generators import get_skill
from jagbench.generators.families.copying.slips import doublings, known, merged, swaps
from jagbench.generators.skill.definition import Question, lures
from jagbench.probes import Item
from tests.generators.families.calendar.asking import ask, reads, right, wrong


def test_what_is_copied_stays_as_it_is() -> None:
    assert right(ask("copying.word", "accomodate")) == "accomodate"
    assert right(ask("copying.digits", "10000272")) == "10000272"
    assert right(ask("copying.code", "xo7-12k")) == "xo7-12k"


def test_slips_by_one_letter() -> None:
    assert list(doublings("letter")) == ["leetter", "letteer", "letterr"]
    assert list(merged("committee")) == ["comittee", "commitee", "committe"]
    assert list(merged("1000")) == ["100"]
    assert list(swaps("letter")) == ["lteter", "letetr", "lettre"]


def test_lures_of_a_misspelt_word() -> None:
    item = Item(
        skill="copying.word",
        version=1,
        level=3,
        grade=2,
        operands=("strawbery",),
        params={"language": "en", "word": "misspelt", "slip": "double_dropped"},
    )

    assert lures(get_skill("copying.word"), Question(item=item)) == {
        "corrects": "strawberry",
        "doubles_one": "strawwbery",
        "drops_one": "strabery",
        "swaps_neighbours": "strabwery",
        "drops_last": "strawber",
        "backwards": "yrebwarts",
    }


def test_lures_of_digits_with_a_run() -> None:
    assert wrong(ask("copying.digits", "1277773")) == {
        "drops_double": "127773",
        "doubles_one": "12777773",
        "drops_one": "127773",
        "swaps_neighbours": "1277737",
        "drops_last": "127777",
        "shortens_run": "127773",
        "lengthens_run": "12777773",
        "backwards": "3777721",
    }


def test_lures_of_a_code() -> None:
    assert wrong(ask("copying.code", "xo7-12k")) == {
        "letters_for_digits": "xo7-l2k",
        "digits_for_letters": "x07-12k",
        "drops_hyphens": "xo712k",
        "drops_last_group": "xo7",
        "swaps_groups": "12k-xo7",
        "doubles_one": "xo7--12k",
        "drops_one": "xo712k",
        "swaps_neighbours": "xo71-2k",
        "drops_last": "xo7-12",
    }


@pytest.mark.parametrize("level", [2, 3])
def test_a_misspelt_word_is_no_word_and_can_be_corrected(level: int) -> None:
    skill = get_skill("copying.word")
    for index in range(200):
        item = skill.item(level=level, seed=3, index=index)
        if item.params["word"] == "misspelt":
            words = known(str(item.params["language"]))
            assert item.operands[0].lower() not in words
            assert lures(skill, Question(item=item))["corrects"].lower() in words


@pytest.mark.parametrize("level", [2, 5])
def test_digits_hold_as_many_runs_as_they_say(level: int) -> None:
    skill = get_skill("copying.digits")
    for index in range(60):
        item = skill.item(level=level, seed=3, index=index)
        digits = item.operands[0]
        assert sum(digit * 4 in digits for digit in "0123456789") <= int(item.params["runs"])
        # Each run of four has three digits that equal the one before.
        assert sum(one == other for one, other in pairwise(digits)) == 3 * int(item.params["runs"])


@pytest.mark.parametrize(
    ("language", "prompt", "answer"),
    [
        ("en", "Copy it.\nWord: strawbery", "strawbery"),
        ("fr", "Recopie.\nCode : ab1-cd2", "ab1-cd2"),
        ("ja", "写してください。\n数字：00123", "00123"),
        ("de", "Schreibe ab.\nStraße", "Straße"),
    ],
)
def test_the_oracle(language: str, prompt: str, answer: str) -> None:
    assert reads("copying.word", prompt, language) == answer


def test_the_oracle_refuses_two_words() -> None:
    with pytest.raises(JagbenchError, match="one thing in its last line"):
        reads("copying.word", "Copy it.\nWord: two words")


@pytest.mark.parametrize("name", ["word", "digits", "code"])
def test_copying_says_that_copying_is_enough(name: str) -> None:
    assert all("as_it_stands" in level.sufficient for level in get_skill(f"copying.{name}").levels)
