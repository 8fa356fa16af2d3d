"""Profiles of small frames whose figures are known, and of runs that have little to say."""

import json
import warnings
from collections.abc import Iterable

import pandas as pd
import pytest

from jagbench.analysis.measures.consistency import consistency, frame_table
from jagbench.analysis.measures.estimates import MEASURES
from jagbench.analysis.measures.profile import by_chance, profile, profiles
from jagbench.analysis.measures.profile_tables import print_profile, profile_data, profile_table
from tests.analysis.samples import letters, mixed, replied

Row = tuple[str, int, str, int, bool]
"""Skill, level, item, number of the variant, and whether the reply is right."""


def frame_of(rows: Iterable[Row], **columns: str | int) -> pd.DataFrame:
    """A frame of such replies, all other columns as in a real one."""
    table = pd.DataFrame(list(rows), columns=["skill", "level", "item", "variant", "correct"])
    like = replied([(letters("pear", "z", 0), "0")]).drop(columns=["skill", "level", "item", "correct"])
    whole = like.loc[[0] * len(table)].reset_index(drop=True).join(table)
    probe = whole["skill"] + whole["level"].astype(str) + whole["item"] + whole["variant"].astype(str)
    verdict = whole["correct"].map({True: "correct", False: "wrong"})
    return whole.assign(probe=probe, verdict=verdict, strict=whole["correct"], **columns)


def cell(skill: str, level: int, right: int, of: int) -> list[Row]:
    return [(skill, level, f"{number}", 0, number < right) for number in range(of)]


def test_floor_peak_and_drop() -> None:
    found = profile(
        frame_of([*cell("a", 1, 10, 10), *cell("a", 2, 9, 9), *cell("a", 5, 2, 10), *cell("b", 3, 4, 10)])
    )
    floor, peak, drop = (found.figure(name) for name in ("floor", "peak", "drop"))
    assert (floor.value, floor.items, floor.skills) == (14 / 20, 20, 2)
    assert (peak.value, peak.items, peak.skills) == (2 / 10, 10, 1)
    assert drop.value == pytest.approx(1 - 0.2)


def test_holes_are_failures_that_chance_does_not_explain() -> None:
    found = profile(
        frame_of(
            [
                *cell("a", 1, 12, 15),
                *cell("b", 2, 0, 15),
                *cell("c", 1, 0, 1),
                *cell("d", 1, 8, 15),
                *cell("d", 2, 0, 9),
            ]
        )
    )
    assert [(hole.skill, hole.level, hole.right, hole.scored) for hole in found.holes] == [
        ("b", 2, 0, 15),
        ("d", 1, 8, 15),
    ]


def test_the_tail_of_chance() -> None:
    assert by_chance(0, 5) == 1
    assert by_chance(1, 1) == pytest.approx(0.05)
    assert by_chance(2, 2) == pytest.approx(0.0025)
    assert by_chance(1, 2) == pytest.approx(1 - 0.95**2)
    assert by_chance(100_000, 100_000) == 0


def variants() -> list[Row]:
    """Item x: both variants right; y: one of three; z has a single variant."""
    return [
        ("a", 1, "x", 0, True),
        ("a", 1, "x", 1, True),
        ("a", 1, "y", 0, True),
        ("a", 1, "y", 1, False),
        ("a", 1, "y", 2, False),
        ("b", 1, "z", 0, True),
    ]


def test_all_variants_right() -> None:
    found = profile(frame_of(variants()))
    assert (found.figure("all_variants").value, found.figure("all_variants").items) == (1 / 2, 2)
    assert found.figure("variant_accuracy").value == 3 / 5


def test_a_try_with_an_unscored_variant_is_left_out() -> None:
    table = frame_of(variants())
    table.loc[1, ["verdict", "correct"]] = ["unscored", False]
    found = profile(table)
    assert (found.scored, found.figure("all_variants").value, found.figure("all_variants").items) == (5, 0, 1)


def test_samples_are_several_tries() -> None:
    first, second = frame_of(variants()), frame_of(variants(), sample=1)
    second.loc[0, ["verdict", "correct"]] = ["wrong", False]
    found = profile(pd.concat([first, second], ignore_index=True))
    assert (found.items, found.scored) == (3, 12)
    assert found.figure("all_variants").value == 1 / 4
    assert found.figure("all_variants").items == 2


def test_an_item_counts_once_for_each_cell() -> None:
    found = profile(frame_of([*cell("a", 1, 3, 4), *cell("b", 1, 1, 4)]))
    assert (found.items, found.skills, found.scored) == (8, 2, 8)


def test_grade_and_options_are_the_difficulty() -> None:
    rows = [*cell("a", 1, 9, 9), *cell("b", 1, 0, 9)]
    assert profile(frame_of(rows)).excess.jagged
    other_grade = frame_of(rows)
    other_grade.loc[other_grade["skill"] == "b", "grade"] = 7
    assert profile(other_grade).excess.missing == "no two skills have items of the same difficulty"
    guessed = frame_of(rows)
    guessed["options"] = [("yes", "no") if skill == "b" else () for skill in guessed["skill"]]
    assert profile(guessed).excess.missing == "no two skills have items of the same difficulty"


def test_runs_have_profiles_of_their_own() -> None:
    one, two = frame_of(cell("a", 1, 3, 4)), frame_of(cell("a", 1, 1, 4), run="other")
    found = profiles(pd.concat([one, two], ignore_index=True))
    assert [(each.run, each.figure("floor").value) for each in found] == [("mine", 0.75), ("other", 0.25)]


def everything(right: bool) -> pd.DataFrame:
    return frame_of([(s, n, i, v, right) for s in "ab" for n in (1, 2) for i in "xyz" for v in (0, 1)])


def as_verdict(verdict: str) -> pd.DataFrame:
    return everything(False).assign(verdict=verdict)


POOR = {
    "no replies": replied([(letters("plum", "p", 1), None)]),
    "all unscored": as_verdict("unscored"),
    "all truncated": as_verdict("truncated"),
    "all right": everything(True),
    "all wrong": everything(False),
    "one reply": frame_of(cell("a", 1, 1, 1)),
    "one skill": frame_of([*cell("a", 1, 3, 9), *cell("a", 2, 4, 9)]),
    "one level": frame_of([*cell("a", 1, 3, 9), *cell("b", 1, 4, 9)]),
    "no variants": frame_of([*cell("a", 1, 3, 9), *cell("a", 2, 4, 9), *cell("b", 1, 3, 9)]),
    "one item a level": frame_of(
        [*cell("a", 1, 1, 1), *cell("a", 2, 0, 1), *cell("b", 1, 1, 1), *cell("b", 2, 1, 1)]
    ),
    "mixed": mixed(),
}


@pytest.mark.parametrize("name", POOR)
def test_every_figure_stands_or_says_why_not(
    name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    table = POOR[name]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = profile(table)
        alike, framed = consistency(table, []), frame_table(table, [])
        print_profile(found, alike, framed)
        text = json.dumps(profile_data(found, alike, framed), allow_nan=False)
        rows = profile_table([found], alike, framed)
    assert [figure.name for figure in found.figures] == list(MEASURES)
    for figure in found.figures:
        if figure.missing:
            assert (figure.value, figure.low, figure.high) == (None, None, None)
        else:
            assert figure.value is not None
            assert figure.low is not None
            assert figure.high is not None
            assert figure.low - 1e-9 <= figure.value <= figure.high + 1e-9
            assert figure.items > 0
    assert bool(found.excess.missing) == (found.excess.p is None)
    out = capsys.readouterr().out
    assert "nan" not in (out + text).lower()
    assert all(len(line) <= 80 for line in out.splitlines())
    assert (rows["value"].isna() == (rows["note"] != "")).all()


def test_a_run_of_nothing_says_so_everywhere() -> None:
    found = profile(POOR["all unscored"])
    assert {figure.missing for figure in found.figures} == {"nothing was scored"}
    assert (found.asked, found.scored, found.skills, found.holes) == (24, 0, 0, ())


def test_all_right_has_a_floor_and_no_spread() -> None:
    found = profile(POOR["all right"])
    assert found.figure("floor").value == found.figure("all_variants").value == 1
    assert found.figure("drop").value == 0
    assert found.figure("spread").missing == "all replies are right"
    assert found.figure("inversion").missing == "no skill has both a right and a wrong reply"


def test_the_printed_profile(capsys: pytest.CaptureFixture[str]) -> None:
    table = frame_of(
        [*cell("a", 1, 10, 10), *cell("a", 2, 5, 10), *cell("b", 1, 1, 10), *cell("b", 2, 0, 10)]
    )
    print_profile(profile(table), consistency(table, []), frame_table(table, []))
    out = capsys.readouterr().out
    assert "40 replies asked for, 40 scored: 40 items of 2 skills." in out
    assert "55.0 %" in out
    assert "all variants right: None, no item has two variants, all scored." in out
    assert "Jagged beyond difficulty" in out
    assert "Holes: 1 of 2 skills" in out
    assert "Consistency" not in out
