from collections import Counter

import pytest

from jagbench.errors import InvalidArgument
from jagbench.generators import Ways, get_skill
from jagbench.generators.mechanism.drawing import Draw, drawn
from jagbench.generators.mechanism.guessers import compared_options
from jagbench.probes import Probe

FACTORS = ("terms", "digits", "other_digits", "carry_chain", "propagated", "longer_sum")


def take(draw: Draw, seed: int = 1) -> list[Probe]:
    return list(drawn(draw, seed, set()))


def test_every_cell_has_its_count() -> None:
    probes = take(Draw(skills=("comparison.integers",), levels=(2, 3), languages=("en", "ko"), count=7))

    cells = Counter((probe.level, probe.language) for probe in probes)
    assert cells == {(2, "en"): 7, (2, "ko"): 7, (3, "en"): 7, (3, "ko"): 7}


def test_strata_come_equally_often() -> None:
    skill = get_skill("arithmetic.addition")
    strata = len(skill.level(2).strata)

    probes = take(Draw(skills=(skill.name,), levels=(2,), count=3 * strata))

    drawn_from = Counter(str([probe.params.get(factor) for factor in FACTORS]) for probe in probes)
    assert drawn_from == Counter(
        str([stratum.get(factor) for factor in FACTORS]) for stratum in [*skill.level(2).strata] * 3
    )


def test_no_option_is_right_more_often() -> None:
    probes = take(Draw(skills=("comparison.integers",), levels=(4,), count=40))

    unequal = [probe for probe in probes if probe.answer.value != "equal"]
    places = Counter(probe.answer.options.index(probe.answer.value) for probe in unequal)
    assert abs(places[0] - places[1]) <= 1
    assert len(unequal) >= 30


@pytest.mark.parametrize("seed", [5, 6, 8])
@pytest.mark.parametrize("vary", [(), ("language",)])
def test_small_cells_of_many_skills_are_in_balance_together(vary: tuple[str, ...], seed: int) -> None:
    draw = Draw(skills=("comparison",), languages=("en", "ko"), count=1, vary=vary)
    two_options: dict[str, Counter[int]] = {}

    for probe in take(draw, seed):
        if len(compared_options(probe)) == 2 and probe.answer.value != "equal":
            place = probe.answer.options.index(probe.answer.value)
            two_options.setdefault(probe.skill, Counter())[place] += 1

    uneven = [counts[0] - counts[1] for counts in two_options.values()]
    each = 2 if vary else 1
    assert len(uneven) >= 4
    assert all(abs(difference) <= each for difference in uneven)
    assert abs(sum(uneven)) <= each


def test_a_stratum_can_be_asked_for() -> None:
    probes = take(Draw(skills=("comparison.decimals",), count=5, strata={"pair": "leading_zero"}))

    assert {probe.params["pair"] for probe in probes} == {"leading_zero"}
    assert {probe.level for probe in probes} >= {2, 3, 4, 5}


def test_variants_of_an_item_come_together() -> None:
    draw = Draw(
        skills=("comparison.integers",),
        levels=(2,),
        count=3,
        vary=("direction", "order"),
        ways=Ways(templates=("which",)),
    )

    probes = take(draw)

    assert len({probe.item for probe in probes}) == 3
    assert [(probe.direction, probe.order) for probe in probes[:4]] == [
        ("larger", "ab"),
        ("larger", "ba"),
        ("smaller", "ab"),
        ("smaller", "ba"),
    ]
    assert len(probes) == 12


def test_one_item_is_asked_in_every_language() -> None:
    probes = take(
        Draw(
            skills=("arithmetic.addition",), levels=(3,), languages=("en", "ko"), count=4, vary=("language",)
        )
    )

    assert [probe.language for probe in probes] == ["en", "ko"] * 4
    assert all(
        en.item == ko.item and en.template == ko.template
        for en, ko in zip(probes[::2], probes[1::2], strict=True)
    )


def test_prompts_that_are_taken_are_passed_over() -> None:
    draw = Draw(skills=("arithmetic.addition",), levels=(1,), count=10)
    seen: set[str] = set()

    first, second = list(drawn(draw, 1, seen)), list(drawn(draw, 1, seen))

    assert not {probe.id for probe in first} & {probe.id for probe in second}
    assert len(seen) == 20


def test_a_family_stands_for_those_of_its_skills_that_can() -> None:
    probes = take(Draw(skills=("comparison",), levels=(2,), count=1, ways=Ways(frames=("version",))))

    assert {probe.skill for probe in probes} == {"comparison.decimals"}


@pytest.mark.parametrize(
    ("draw", "message"),
    [
        (Draw(skills=("counting.leters",), count=1), r"Did you mean 'counting\.letters'"),
        (Draw(languages=("kr",), count=1), r"Unknown language 'kr'"),
        (Draw(skills=("arithmetic.addition",), levels=(9,), count=1), r"levels 1 to \d, not 9"),
        (
            Draw(skills=("arithmetic.addition",), strata={"carry_chain": 77}, count=1),
            r"no stratum with carry_chain = 77; its factors are .*carry_chain",
        ),
        (
            Draw(skills=("arithmetic.addition",), ways=Ways(frames=("version",)), count=1),
            r"no phrasing in 'en' with frames \['version'\] \(there is: plain\)",
        ),
        (Draw(skills=("arithmetic",), ways=Ways(frames=("version",)), count=1), r"No skill of arithmetic"),
        (Draw(vary=("tense",), count=1), r"Unknown key to vary 'tense'"),
        (
            Draw(skills=("arithmetic.multiplication",), levels=(1,), count=100_000),
            r"arithmetic\.multiplication level 1 has only \d+ different probes .* 100000 were asked for",
        ),
    ],
)
def test_what_cannot_be_drawn_is_said(draw: Draw, message: str) -> None:
    with pytest.raises(InvalidArgument, match=message):
        take(draw)
