from collections import defaultdict

import pytest

from jagbench.generators import get_skill, match_skills
from jagbench.generators.language.replies import reply_languages
from jagbench.generators.mechanism.answering import Said, replies_to

FEWEST = 8


def said(name: str, language: str = "en", items: int = 1) -> list[Said]:
    return list(replies_to(get_skill(name), language, items=items))


def by_way(name: str, language: str = "en") -> dict[str, str]:
    """What is said in each way by somebody who is right about the first item."""
    found = said(name, language)
    right = found[0].probe.answer.value
    return {each.way: each.text for each in found if each.value == right}


@pytest.mark.parametrize("family", sorted({skill.family for skill in match_skills([])}))
def test_every_skill_is_answered_in_at_least_eight_ways_in_each_language(family: str) -> None:
    for skill in match_skills([family]):
        for language in reply_languages(skill):
            ways: defaultdict[str, set[str]] = defaultdict(set)
            for each in replies_to(skill, language, items=1):
                ways[each.value].add(each.way)
                assert "{" not in each.text.replace("\\boxed{", "") or "{" in each.probe.prompt, each.text
            assert ways, (skill.name, language)
            assert min(map(len, ways.values())) >= FEWEST, (skill.name, language)


def test_right_and_wrong_answers_are_given_and_one_more_and_one_less() -> None:
    found = said("arithmetic.addition")
    (probe,) = {each.probe.id: each.probe for each in found}.values()

    right = int(probe.answer.value)
    given = {each.value for each in found}
    assert given == {probe.answer.value, *probe.lures.values(), str(right + 1), str(right - 1)}


def test_what_is_said_holds_the_statement_the_facts_and_the_reason() -> None:
    texts = by_way("arithmetic.division")

    assert texts["sentence"] == "24 ÷ 4 = 6."
    assert texts["because"] == "24 ÷ 4 = 6, because 6 × 4 = 24."
    assert texts["facts_first"] == "We want to work out 24 ÷ 4. 24 ÷ 4 = 6."
    assert texts["goes_into"] == "4 goes into 24 exactly 6 times."
    assert texts["boxed"].endswith("\\boxed{6}\n\\]")


def test_yes_and_no_are_said_without_the_word() -> None:
    assert (
        by_way("arithmetic.parity")["divided"] == "4 can be divided by 2 without a remainder, so it is even."
    )
    assert by_way("arithmetic.parity", "ko")["divided"] == "4는 2로 나누어떨어지므로 짝수입니다."


def test_what_is_equal_is_said_to_be_equal() -> None:
    found = said("comparison.decimals", items=60)
    equal = {each.text for each in found if each.way == "equal"}

    assert "7.3 and 7.30 are equal." in equal
    assert all(each.value == "equal" for each in found if each.way == "equal")
    assert not any(each.way in {"than", "compared"} for each in found if each.value == "equal")
