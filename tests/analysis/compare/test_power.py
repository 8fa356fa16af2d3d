"""What runs could have found, from frames whose counts are known."""

from collections.abc import Callable
from dataclasses import replace

import pandas as pd
import pytest

from jagbench.analysis.compare.power import Power, planned, power_of_pair, power_of_run
from jagbench.analysis.statistics.paired_power import detectable, needed
from jagbench.errors import InvalidArgument
from jagbench.probes import Probe
from tests.analysis.samples import letters, replied


def asked(skill: str, level: int, number: int, variants: int = 1) -> list[Probe]:
    """The probes of one item."""
    word = f"{skill}{level}{'x' * number}"
    return [
        replace(
            letters(f"{word}{'y' * variant}", "x", number, level=level), skill=f"counting.{skill}", item=word
        )
        for variant in range(variants)
    ]


def frame_of(rights: dict[tuple[str, int], list[bool]], variants: int = 1, run: str = "mine") -> pd.DataFrame:
    """Right and wrong replies to the items of each skill and level; all variants of an item alike."""
    return replied(
        [
            (probe, probe.answer.value if right else "999")
            for (skill, level), cell in rights.items()
            for number, right in enumerate(cell)
            for probe in asked(skill, level, number, variants)
        ],
        run=run,
    )


HALF = [True, False] * 10


def test_the_discordance_of_one_run_is_that_of_another_model_as_good_in_each_cell() -> None:
    found = power_of_run(frame_of({("a", 1): [True] * 20, ("a", 2): HALF}))

    assert found.source == "assumed"
    assert found.whole.discordance == pytest.approx((0 + 2 * 10 * 10 / (20 * 19)) / 2)
    assert found.whole.detectable == detectable(40, found.whole.discordance)
    assert [need.probes for need in found.needs] == [
        needed(difference, found.whole.discordance) for difference in (0.01, 0.02, 0.03, 0.05, 0.1)
    ]


def test_variants_that_are_alike_count_once() -> None:
    one, three = (power_of_run(frame_of({("a", 1): HALF}, variants)) for variants in (1, 3))

    assert (one.whole.independent, three.whole.independent) == (20, 20)
    assert three.whole.pairs == 60
    assert three.whole.discordance == pytest.approx(one.whole.discordance)
    assert three.whole.detectable == one.whole.detectable
    assert [need.probes for need in three.needs] == [3 * (need.probes or 0) for need in one.needs]


def test_a_skill_is_tested_as_the_first_step_of_holm() -> None:
    found = power_of_run(frame_of({("a", 1): HALF, ("b", 1): HALF}))

    assert [scope.alpha for scope in found.skills] == [0.025, 0.025]
    assert found.skills[0].detectable == detectable(20, found.skills[0].discordance, alpha=0.025)


def test_one_item_on_the_easiest_level_could_show_no_hole() -> None:
    found = power_of_run(frame_of({("a", 1): [True], ("a", 2): HALF, ("b", 1): HALF}))
    b, a = found.skills

    assert (a.easiest, a.hole) == (1, None)
    assert (b.easiest, b.hole) == (20, 0.74)
    assert found.missed[0] == (
        "A hole could not have been found in counting.a: fewer than 2 independent replies to the easiest "
        "level."
    )


def test_a_skill_of_few_items_could_show_no_difference() -> None:
    found = power_of_run(frame_of({("a", 1): HALF, ("b", 1): [True, False]}))

    assert found.skills[1].detectable is None
    assert (
        "No difference between two models could have been found in counting.b, however large." in found.missed
    )


def test_the_discordance_of_two_runs_is_seen() -> None:
    flipped = [not HALF[0], *HALF[1:]]
    frame = pd.concat([frame_of({("a", 1): HALF}), frame_of({("a", 1): flipped}, run="theirs")])
    found = power_of_pair(frame, "theirs", against="mine")

    assert (found.source, found.whole.discordance, found.whole.independent) == ("seen", 1 / 20, 20)


def changed(items: int, changes: list[tuple[bool, bool]]) -> pd.DataFrame:
    """Two runs on items of two variants: of the first ones these change, half of them for the worse."""
    probes = [asked("a", 1, number, 2) for number in range(items)]
    before: list[tuple[Probe, str | None]] = []
    after: list[tuple[Probe, str | None]] = []
    for number, variants in enumerate(probes):
        for variant, probe in enumerate(variants):
            right = number % 2 == 0
            turned = number < len(changes) and changes[number][variant]
            before.append((probe, probe.answer.value if right else "999"))
            after.append((probe, probe.answer.value if right != turned else "999"))
    return pd.concat([replied(before), replied(after, run="theirs")])


def test_pairs_count_for_what_they_are_worth() -> None:
    apart = power_of_pair(changed(20, [(True, False)] * 8), "theirs", against="mine").whole
    alike = power_of_pair(changed(20, [(True, True)] * 4), "theirs", against="mine").whole

    assert (apart.pairs, apart.discordance, apart.independent) == (40, 0.2, 38)
    assert (alike.pairs, alike.discordance, alike.independent) == (40, 0.2, 20)


def test_a_plan() -> None:
    found = planned(332, 0.3, differences=[0.05])

    assert (found.whole.detectable, found.needs[0].probes) == (detectable(332, 0.3), needed(0.05, 0.3))


@pytest.mark.parametrize(
    ("plan", "said"),
    [
        (lambda: planned(0, 0.2), "from 1 to 1,000,000, not 0"),
        (lambda: planned(100, 0.0), "above 0 and at most 1, not 0"),
        (lambda: planned(100, float("nan")), "not nan"),
        (lambda: planned(100, 0.2, wanted=1.0), "between 0 and 1, not at 1"),
        (lambda: planned(100, 0.2, differences=[2.0]), "above 0 and at most 1, not 2"),
    ],
)
def test_numbers_out_of_range_are_said(plan: Callable[[], Power], said: str) -> None:
    with pytest.raises(InvalidArgument, match=said):
        plan()
