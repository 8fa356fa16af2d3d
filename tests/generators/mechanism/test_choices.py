import pytest

from jagbench.generators import get_skill, skill_names
from jagbench.generators.mechanism.choices import LONGEST, build
from jagbench.generators.mechanism.simpler import Space
from jagbench.generators.skill import Source
from jagbench.generators.skill.definition import Skill


@pytest.mark.parametrize("name", {name.partition(".")[0]: name for name in skill_names()}.values())
def test_the_same_choices_make_the_same_item(name: str) -> None:
    skill = get_skill(name)
    space = Space(skill, tuple(range(1, len(skill.levels) + 1)))
    for number in range(4):
        stratum = (number % len(skill.levels) + 1, 0)
        built = space.drawn(stratum, f"{number}", small=number % 2 == 0)
        assert built is not None
        again = build(skill, built.level, built.stratum, built.taken)
        assert again == built


def test_behind_the_choices_that_are_given_the_first_ones_are_taken() -> None:
    built = build(get_skill("arithmetic.addition"), 2, 6, [4])  # three numbers of one digit
    assert built is not None
    assert built.taken == (4, 0, 0)
    assert built.item.operands == ("5", "1", "1")


def test_a_choice_that_is_out_of_range_loses_its_last_digits() -> None:
    built = build(get_skill("arithmetic.addition"), 2, 6, [457])
    assert built is not None
    assert built.taken[0] == 4


def test_an_item_of_endless_choices_is_none() -> None:
    def draw(source: Source, stratum: object) -> list[str]:
        return [str(source.integer(0, 9)) for _ in range(LONGEST + 1)]

    skill = get_skill("arithmetic.parity")
    long = Skill(
        name="own.long",
        summary="Too long.",
        levels=skill.levels,
        draw=draw,
        solve=skill.solve,
        slots=skill.slots,
        oracle=skill.oracle,
        misconceptions={},
    )
    assert build(long, 1, 0) is None
