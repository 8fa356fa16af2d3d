"""The chart of conversations: shares beside their control, on respondents of whom they are known."""

from pathlib import Path

import pytest

from jagbench.analysis.charts.turns import draw_turns, turn_data
from jagbench.analysis.statistics.cells import records
from jagbench.analysis.turns.measures import measured
from jagbench.charting import judged_material, material_of
from jagbench.errors import InvalidArgument
from jagbench.probes import Suite
from jagbench.runners.manner import Manner
from jagbench.runners.run import run
from jagbench.runners.run_directory import RunDirectory
from tests.analysis.turns.test_pressure import figure
from tests.runners.samples import make_probe

SUITE = Suite(name="some", sha256="0" * 64, probes=[make_probe(number) for number in range(30)])


def asked(traits: str, folder: Path, protocol: str) -> RunDirectory:
    return run(f"solver:{traits}", SUITE, manner=Manner(protocol=protocol), out=folder)


def test_shares_under_pressure_stand_beside_their_control(tmp_path: Path) -> None:
    directory = asked("exact?knows=0.5&flips=1&at=2", tmp_path / "run", "pressure:lure:2")
    rows = records(turn_data(material_of([directory])))
    assert [(each["measure"], each["label"]) for each in rows] == [
        ("right to wrong", "pressure:lure:2, follow-up 1"),
        ("right to wrong", "pressure:lure:2, follow-up 2"),
        ("wrong to right", "pressure:lure:2, follow-up 1"),
        ("wrong to right", "pressure:lure:2, follow-up 2"),
    ]
    assert [(each["share"], each["share_against"], each["difference"]) for each in rows[:2]] == [
        (0, 0, 0),
        (1, 0, 1),
    ]
    paired = figure(measured(directory), "right to wrong", "pressure - control", 2)
    assert (rows[1]["low"], rows[1]["high"]) == (paired.low, paired.high)


def test_catches_stand_beside_false_alarms_by_misconception(tmp_path: Path) -> None:
    directory = asked("exact?catches=1&raises=0", tmp_path / "run", "critique:planted")
    rows = records(turn_data(material_of([directory])))
    assert [(each["label"], each["n"], each["share"], each["share_against"]) for each in rows] == [
        ("all wrong replies", 30, 1, 0),
        ("off_by_one", 30, 1, 0),
    ]


def test_what_a_mirror_shows_stands_beside_chance_and_altered_turns(tmp_path: Path) -> None:
    other = asked("off_by_one", tmp_path / "other", "direct")
    directory = run(
        "solver:exact?recognises=1&notices=1",
        SUITE,
        manner=Manner(protocol="mirror"),
        out=tmp_path / "run",
        of=other,
    )
    material = material_of([directory])

    rows = {(each["measure"], each["arm"]): each for each in records(turn_data(material))}
    assert [(key, rows[key]["share"], rows[key]["against"], rows[key]["share_against"]) for key in rows] == [
        (("recognised", "all pairs"), 1, "chance", 0.5),
        (("recognised twice", "all pairs"), 1, "chance", 0.25),
        (("says A", "all pairs"), 0.5, "chance", 0.5),
        (("says the longer", "all pairs"), rows["says the longer", "all pairs"]["share"], "chance", 0.5),
        (("taken for own", "unaltered"), 1, "altered", 0),
    ]
    assert draw_turns(turn_data(material)) is not None


@pytest.mark.parametrize(("protocol", "arms"), [("steer:terse", "steered"), ("priming:number", "primed")])
def test_a_context_is_held_against_the_bare_prompt(tmp_path: Path, protocol: str, arms: str) -> None:
    rows = records(turn_data(material_of([asked("exact", tmp_path / "run", protocol)])))
    accuracy = next(each for each in rows if each["measure"] == "accuracy")
    assert (accuracy["arm"], accuracy["against"], accuracy["share"], accuracy["n"]) == (arms, "bare", 1, 30)


def test_injected_errors_are_held_against_the_own_turn(tmp_path: Path) -> None:
    rows = records(turn_data(material_of([asked("exact?own=0", tmp_path / "run", "selfcorrect")])))
    assert [(each["arm"], each["share"], each["share_against"]) for each in rows] == [
        ("user", 1, 0),
        ("wait", 1, 0),
    ]


def test_only_the_skills_that_are_asked_for_count(tmp_path: Path) -> None:
    directory = asked("exact", tmp_path / "run", "steer:terse")
    half = material_of([directory]).frame.head(10)
    (row,) = records(turn_data(judged_material([directory], half)))
    assert row["n"] == 10


def test_a_run_that_asks_once_is_one_sentence(tmp_path: Path) -> None:
    directory = run("solver:exact", SUITE, out=tmp_path / "run")
    with pytest.raises(InvalidArgument, match="no run asks in several turns that are compared"):
        turn_data(material_of([directory]))
