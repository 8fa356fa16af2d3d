"""What every misconception of the family has."""

import pytest

from jagbench.generators import Question, get_skill, skill_names
from jagbench.generators.skill.definition import lures

ARITHMETIC = [name for name in skill_names() if name.startswith("arithmetic.")]


def test_the_skills_of_the_family() -> None:
    assert [name.removeprefix("arithmetic.") for name in ARITHMETIC] == [
        "addition",
        "decimals",
        "divisibility",
        "division",
        "fractions",
        "missing_operand",
        "multiplication",
        "negatives",
        "notation",
        "order_of_operations",
        "parity",
        "percentages",
        "powers",
        "remainder",
        "roots",
        "rounding",
        "subtraction",
    ]


@pytest.mark.parametrize("name", ARITHMETIC)
def test_every_misconception_says_what_it_does(name: str) -> None:
    for wrong in get_skill(name).misconceptions.values():
        assert wrong.__doc__ is not None
        assert wrong.__doc__.splitlines()[0].endswith((".", ":"))


@pytest.mark.parametrize("name", ARITHMETIC)
def test_every_misconception_is_met(name: str) -> None:
    """None of them is right wherever it predicts something."""
    skill = get_skill(name)
    met: set[str] = set()
    for level in range(1, len(skill.levels) + 1):
        for index in range(40):
            item = skill.item(level=level, seed=1, index=index)
            for direction in skill.directions:
                met |= lures(skill, Question(item=item, direction=direction)).keys()

    assert met == set(skill.misconceptions)
