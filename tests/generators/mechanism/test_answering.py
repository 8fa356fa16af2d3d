from collections import defaultdict
from collections.abc import Sequence

import pytest

from jagbench.generators import get_skill, match_skills
from jagbench.generators.language.replies import reply_languages
from jagbench.generators.mechanism.answering import Said, replies_to

FEWEST = 8


def said(name: str, language: str = "en", items: int = 1) -> list[Said]:
    return list(replies_to(get_skill(name), language, items=items))


def by_way(name: str, language: str = "en") -> tuple[Sequence[str], str, dict[str, str]]:
    """The operands of the first item, its right answer, and what is said in each way by who gives it."""
    found = said(name, language)
    probe = found[0].probe
    right = probe.answer.value
    operands = probe.operands if probe.order == "ab" else probe.operands[::-1]
    return operands, right, {each.way: each.text for each in found if each.value == right}


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
    (a, b), value, texts = by_way("arithmetic.division")

    assert texts["sentence"] == f"{a} ÷ {b} = {value}."
    assert texts["because"] == f"{a} ÷ {b} = {value}, because {value} × {b} = {a}."
    assert texts["facts_first"] == f"We want to work out {a} ÷ {b}. {a} ÷ {b} = {value}."
    assert texts["divided"] == f"{a} divided by {b} is {value}."
    assert texts["boxed"].endswith(f"\\boxed{{{value}}}\n\\]")


@pytest.mark.parametrize(
    ("language", "yes", "no"),
    [
        ("en", "can be divided by 2", "cannot be divided by 2"),
        ("ko", "나누어떨어지므로", "나누어떨어지지 않으므로"),
    ],
)
def test_yes_and_no_are_said_without_the_word(language: str, yes: str, no: str) -> None:
    found = [each for each in said("arithmetic.parity", language, items=4) if each.way == "divided"]

    assert found
    for each in found:
        even = (each.value == each.probe.answer.options[0]) is (each.probe.direction == "even")
        assert (yes if even else no) in each.text
        assert not each.text.startswith(each.value)


def test_what_is_equal_is_said_to_be_equal() -> None:
    found = said("comparison.integers", items=60)
    equal = [each for each in found if each.way == "equal"]

    assert equal
    for each in equal:
        first, second = each.probe.operands if each.probe.order == "ab" else each.probe.operands[::-1]
        assert each.value == "equal"
        assert each.text == f"{first} and {second} are equal."
    assert not any(each.way in {"than", "compared"} for each in found if each.value == "equal")
