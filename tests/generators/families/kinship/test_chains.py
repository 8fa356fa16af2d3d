"""Ages and heights in chains, worked out by hand."""

from collections import Counter

import pytest

from jagbench.errors import JagbenchError
from jagbench.generators import get_skill
from tests.generators.families.calendar.asking import ask, reads, right, wrong

ANN, BEN, EVE = "girl0", "boy0", "girl1"


def test_ann_is_younger_than_ben() -> None:
    """Ann is 7, and 3 years younger than Ben: the sentence begins with Ann and the question is about Ben."""
    question = ask("kinship.ages", BEN, ANN, "7", ANN, "3", "younger", BEN)

    assert right(question) == "10"
    assert wrong(question) == {
        "by_keyword": "4",
        "reverses_all": "4",
        "reverses_last": "4",
        "stops_one_short": "7",
        "repeats_age": "7",
        "one_more": "11",
        "one_less": "9",
    }


def test_a_shuffled_chain() -> None:
    """Eve is 5 years older than Ben, who is 3 years older than Ann, who is 7."""
    question = ask("kinship.ages", EVE, EVE, "5", "older", BEN, ANN, "7", ANN, "3", "younger", BEN)

    assert right(question) == "15"
    assert wrong(question)["by_keyword"] == "9"
    assert wrong(question)["stops_one_short"] == "10"


def test_ages_stay_in_bounds() -> None:
    skill = get_skill("kinship.ages")
    ages = [
        int(skill.solve(ask("kinship.ages", *skill.item(level=5, seed=1, index=index).operands)).value)
        for index in range(200)
    ]

    assert min(ages) >= 2
    assert max(ages) <= 90


def test_who_is_the_tallest() -> None:
    """Ann is taller than Ben, and Eve is shorter than Ben."""
    operands = (ANN, BEN, EVE, ANN, "more", BEN, EVE, "less", BEN)
    tallest = ask("kinship.order", *operands, direction="most")
    shortest = ask("kinship.order", *operands, direction="least")

    assert right(tallest) == ANN
    assert right(shortest) == EVE
    assert wrong(tallest) == {"opposite_end": EVE, "last_sentence": BEN, "last_mentioned": BEN}
    assert wrong(shortest) == {
        "opposite_end": ANN,
        "first_sentence": BEN,
        "first_mentioned": ANN,
        "last_mentioned": BEN,
    }


def test_the_tallest_stands_at_every_place_of_the_list() -> None:
    skill = get_skill("kinship.order")
    places = Counter(
        item.operands.index(right(ask("kinship.order", *item.operands, direction="most")))
        for index in range(40)
        for item in [skill.item(level=5, seed=1, index=index)]
    )

    assert places == dict.fromkeys(range(10), 4)


@pytest.mark.parametrize(
    ("name", "language", "prompt", "answer"),
    [
        ("ages", "en", "Age.\nAnn is 7 years old. Ann is 3 years younger than Ben. How old is Ben?", "10"),
        (
            "ages",
            "ko",
            "나이.\n민지는 7살입니다. 지호는 민지보다 나이가 3살 많습니다. 지호는 몇 살입니까?",
            "10",
        ),
        ("ages", "zh", "年龄。\n小红今年7岁。小红比小明小3岁。小明今年几岁？", "10"),
        ("order", "en", "Who is the tallest?\nEve is shorter than Ben. Ann is taller than Ben.", "Ann"),
        ("order", "fr", "Qui est la personne la plus jeune ?\nLéa est plus âgée que Léo.", "Léo"),
        ("order", "ja", "いちばん背が高い人はだれですか。\n花子さんは太郎さんより背が低いです。", "太郎"),
    ],
)
def test_the_oracle(name: str, language: str, prompt: str, answer: str) -> None:
    assert reads(f"kinship.{name}", prompt, language) == answer


@pytest.mark.parametrize(
    ("name", "prompt", "message"),
    [
        (
            "ages",
            "Age.\nAnn is 7 years old. Ben is 3 years older than Eve. How old is Ben?",
            "do not give the age",
        ),
        ("order", "Who is tall?\nAnn is taller than Ben.", "does not say one direction"),
        ("order", "The tallest?\nAnn is taller than Ben. Eve is taller than Zoe.", "not form one chain"),
    ],
)
def test_what_the_oracle_refuses(name: str, prompt: str, message: str) -> None:
    with pytest.raises(JagbenchError, match=message):
        reads(f"kinship.{name}", prompt)
