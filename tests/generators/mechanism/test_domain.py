import pytest

from jagbench.generators import Level, Skill, get_skill
from jagbench.generators.mechanism.domain import domain
from jagbench.probes import Answer


def own(levels: list[Level]) -> Skill:
    return Skill(
        name="own.sum",
        summary="Add.",
        levels=levels,
        draw=lambda source, stratum: [
            str(source.integer(1, int(stratum["most"]))),
            source.choice(("a", "b")),
            *source.sample("xy", 1),
        ],
        solve=lambda question: Answer(kind="integer", value="1"),
        slots=lambda shown: {},
        oracle=lambda prompt, language: "1",
        misconceptions={},
    )


def test_every_way_through_the_choices_is_counted_once() -> None:
    skill = own([Level(grade=1, strata=[{"most": 3}, {"most": 5}])])

    assert str(domain(skill, 1)) == "20"


def test_many_items_are_bounded() -> None:
    skill = own([Level(grade=1, strata=[{"most": 10**9}])])

    assert str(domain(skill, 1)) == "over 500"


@pytest.mark.parametrize(
    ("name", "level", "items"),
    [("arithmetic.parity", 1, 10), ("arithmetic.roots", 1, 9), ("arithmetic.addition", 1, 81)],
)
def test_small_levels_of_the_package(name: str, level: int, items: int) -> None:
    found = domain(get_skill(name), level)

    assert (found.items, found.exact) == (items, True)
