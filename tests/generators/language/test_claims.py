from dataclasses import replace

import pytest

from jagbench.errors import InvalidArgument
from jagbench.generators import Ways, get_skill, languages, variants
from jagbench.generators.language.claims import claims_of
from jagbench.probes import Item, Probe
from jagbench.probes.claims import SIDES, is_claim, side, stated_value, yes_and_no


def question(
    language: str = "en", *, skill: str = "comparison.decimals", operands: tuple[str, ...] = ("9.9", "9.11")
) -> Probe:
    item = Item(skill=skill, version=1, level=2, grade=4, operands=operands)
    ways = Ways(frames=("plain",), formats=("bare",), orders=("ab",), notations=("digits",))
    return variants(get_skill(skill), item, language=language, ways=ways)[0]


def test_a_fact_is_put_right_and_by_a_lure_affirmed_and_denied() -> None:
    claims = claims_of(question())[:4]

    assert [(each.prompt.split("\n")[-1], each.answer.value) for each in claims] == [
        ("Sentence: The larger of the two numbers 9.9 and 9.11 is 9.9.", "yes"),
        ("Sentence: The following is not true: The larger of the two numbers 9.9 and 9.11 is 9.9.", "no"),
        ("Sentence: The larger of the two numbers 9.9 and 9.11 is 9.11.", "no"),
        ("Sentence: The following is not true: The larger of the two numbers 9.9 and 9.11 is 9.11.", "yes"),
    ]


@pytest.mark.parametrize("language", languages())
def test_in_every_language_and_wording_half_of_the_claims_are_true(language: str) -> None:
    asked = question(language)

    claims = claims_of(asked)

    assert {each.item for each in claims} == {asked.item}
    assert len({each.prompt for each in claims}) == len(claims) == 12
    for template in {each.template for each in claims}:
        of_it = [each for each in claims if each.template == template]
        assert [each.direction for each in of_it] == list(SIDES)
        assert sum(each.answer.value == yes_and_no(each)[0] for each in of_it) == 2


def test_who_believes_a_lure_is_wrong_of_every_claim_that_holds_it_or_the_answer() -> None:
    claims = claims_of(question())

    assert all(each.lures["version_order"] != each.answer.value for each in claims)
    assert [each.direction for each in claims[:4] if "overlooks_denial" in each.lures] == [
        "right_denied",
        "lure_denied",
    ]
    assert [each.direction for each in claims[:4] if "always_yes" in each.lures] == ["right_denied", "lure"]


def test_a_question_for_yes_and_no_is_put_in_both_forms() -> None:
    claims = claims_of(question(skill="arithmetic.parity", operands=("45",)))[:4:2]

    stated = {each.prompt.split("\n")[-1].removeprefix("Sentence: ") for each in claims}
    assert stated in ({"45 is odd.", "45 is not odd."}, {"45 is even.", "45 is not even."})


@pytest.mark.parametrize(
    "changes",
    [
        {"lures": {}},
        {"statement": None},
        {"statement": "The larger one is {answer}."},
        {"params": {"operands": ("9.9", "9.11"), "format": "json"}},
        {"params": {"operands": ("9.9", "yes")}, "statement": "9.9 or yes: {answer}."},
    ],
)
def test_what_does_not_stand_by_itself_is_not_put_as_true_or_false(changes: dict[str, object]) -> None:
    assert claims_of(replace(question(), **changes)) == []


def test_what_a_claim_says_is_known_of_claims_only() -> None:
    asked = question()
    claim = claims_of(asked)[3]

    assert is_claim(claim)
    assert not is_claim(asked)
    assert side(claim).true
    assert stated_value(claim) == "9.11"
    with pytest.raises(InvalidArgument, match=r"is no claim: its skill is comparison\.decimals"):
        side(asked)
