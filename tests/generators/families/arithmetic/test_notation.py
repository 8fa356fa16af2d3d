"""Numbers to be written in digits: lures worked out by hand."""

import pytest

from jagbench.generators import get_skill, languages, variants
from tests.generators.families.arithmetic.asking import ask, right, wrong


def test_words() -> None:
    question = ask("notation", "503", params={"notation": "words"})

    assert right(question) == "503"
    assert wrong(question) == {
        "drops_zeros": "53",
        "in_parts": "5003",
        "swaps_tens_and_ones": "530",
        "tenfold": "5030",
        "lost_digit": "50",
        "one_more": "504",
        "one_less": "502",
    }


def test_groups_are_not_spoken() -> None:
    assert wrong(ask("notation", "12045", params={"notation": "grouped"})) == {
        "last_group": "45",
        "swaps_tens_and_ones": "12054",
        "tenfold": "120450",
        "lost_digit": "1204",
        "one_more": "12046",
        "one_less": "12044",
    }


def test_ten_thousands_taken_for_thousands() -> None:
    found = wrong(ask("notation", "123456", params={"notation": "myriads"}))

    assert found["myriads_as_thousands"] == "15456"


@pytest.mark.parametrize("language", languages())
def test_only_languages_that_count_by_ten_thousands_ask_so(language: str) -> None:
    skill = get_skill("arithmetic.notation")
    items = [skill.item(level=3, index=index) for index in range(len(skill.levels[2].strata))]

    asked = {str(item.params["notation"]) for item in items if variants(skill, item, language=language)}

    both = {"words", "grouped"}
    assert asked == (both | {"myriads"} if language in ("ja", "ko", "zh") else both)
