import pytest

from jagbench.generators import get_skill, skill_names
from jagbench.generators.language.phrasing import Ways, home_language
from jagbench.generators.mechanism.checks import problems_of
from jagbench.generators.mechanism.choices import build
from jagbench.generators.mechanism.simpler import Case, Space, distance, lower, merged

ONE_A_FAMILY = list({name.partition(".")[0]: name for name in skill_names()}.values())


def space_of(name: str, ways: Ways | None = None) -> Space:
    skill = get_skill(name)
    levels = tuple(range(1, len(skill.levels) + 1))
    return Space(skill, levels, home_language(skill), ways or Ways())


def case_of(space: Space, level: int, stratum: int, key: str = "x") -> Case:
    built = space.drawn((level, stratum), key, small=False)
    assert built is not None
    return next(
        case
        for rank in range(len(space.phrasings) - 1, -1, -1)
        if (case := space.case(built, rank)) is not None
    )


@pytest.mark.parametrize("name", ONE_A_FAMILY)
def test_what_is_one_step_simpler_is_simpler_and_a_right_question_of_the_skill(name: str) -> None:
    space = space_of(name)
    level, stratum = space.strata[len(space.strata) // 2]
    case = case_of(space, level, stratum)
    found = space.simpler(case)
    assert found
    assert all(each.simplicity < case.simplicity for each in found)
    assert len({each.probe.id for each in found}) == len(found)
    for each in found[:: max(1, len(found) // 4)]:
        assert problems_of(each.probe, space.skill) == []
        assert each.probe.skill == name


def operands_around(name: str, level: int, stratum: int, given: list[int]) -> list[tuple[str, ...]]:
    space = space_of(name, Ways(frames=("plain",), formats=("bare",)))
    built = build(space.skill, level, stratum, given)
    assert built is not None
    case = next(each for rank in range(len(space.phrasings)) if (each := space.case(built, rank)) is not None)
    return [tuple(each.built.item.operands) for each in space.simpler(case)]


def test_a_digit_is_lowered_also_where_all_digits_come_of_one_choice() -> None:
    built = build(get_skill("arithmetic.addition"), 2, 2, [1717])
    assert built is not None
    first, second = built.item.operands
    assert (len(first), len(second)) == (2, 2)
    around = operands_around("arithmetic.addition", 2, 2, [1717])
    for place in range(2):
        assert any(
            other == second and each[place] < first[place] and each[1 - place] == first[1 - place]
            for each, other in (pair for pair in around if len(pair) == 2)
            if len(each) == 2
        )


def test_a_digit_is_dropped_and_a_list_loses_an_item() -> None:
    sizes = {len("".join(each)) for each in operands_around("arithmetic.addition", 3, 0, [0, 30000])}
    assert min(sizes) < 6
    terms = {len(each) for each in operands_around("arithmetic.addition", 4, 9, [500, 600, 700, 800])}
    assert {2, 3} <= terms


def test_a_word_becomes_shorter() -> None:
    around = operands_around("counting.letters", 2, 0, [1, 4000, 3])
    assert min(len(word) for word, _ in around) < 5


def test_a_wording_becomes_plainer_in_one_thing() -> None:
    space = space_of("comparison.decimals")
    case = case_of(space, 2, 0)
    plainer = [each for each in space.simpler(case) if each.built == case.built]
    assert plainer
    now = case.probe
    for each in plainer:
        there = each.probe
        same = [
            (there.frame, there.template) == (now.frame, now.template),
            there.order == now.order,
            there.direction == now.direction,
            there.notation == now.notation,
        ]
        assert same.count(False) == 1


def test_simplifications_that_worked_are_joined() -> None:
    space = space_of("arithmetic.addition", Ways(formats=("bare",)))
    whole, one, other = (build(space.skill, 2, 6, given) for given in ([5, 6, 7], [0, 6, 7], [5, 6, 0]))
    assert whole is not None
    assert one is not None
    assert other is not None
    cases = [each for built in (one, other) if (each := space.case(built, 1)) is not None]
    joined = merged(space, cases)
    assert joined is not None
    assert joined.built.item.operands == ("1", "7", "1")
    assert merged(space, cases[:1]) is None


@pytest.mark.parametrize(
    ("value", "size", "expected"),
    [
        (0, 10, set[int]()),
        (3, 5, {0, 1, 2}),
        (4567, 10_000, {567, 4067, 4507, 4560, 4566, 3567}),
        (26 * 26 + 2 * 26 + 3, 26**3, {2 * 26 + 3, 26 * 26 + 3, 26 * 26 + 2 * 26, 26 * 26 + 26 + 3}),
    ],
)
def test_a_choice_is_lowered_by_the_digits_that_it_packs(value: int, size: int, expected: set[int]) -> None:
    found = lower(value, size)
    assert expected <= set(found)
    assert all(0 <= each < value for each in found)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (("10.446", "10.8"), ("10.46", "10.8"), 1),
        (("123", "456"), ("113", "446"), 2),
        (("a", "b", "c"), ("a", "c"), 2),
        (("12",), ("12",), 0),
    ],
)
def test_the_distance_is_what_stands_between_common_ends(
    one: tuple[str, ...], other: tuple[str, ...], expected: int
) -> None:
    assert distance(one, other) == expected
