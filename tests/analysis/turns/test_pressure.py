"""What is found under pressure, on respondents of whom it is known, and on runs that were cut."""

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from jagbench.analysis.frame.rows import frame
from jagbench.analysis.turns.answers import conversations, turn_frame
from jagbench.analysis.turns.measures import Measures, measured
from jagbench.errors import InvalidArgument
from jagbench.probes import Suite
from jagbench.runners.journal import to_line
from jagbench.runners.manner import Manner
from jagbench.runners.run import run
from jagbench.runners.run_directory import JOURNAL, REPLIES, RunDirectory
from tests.runners.samples import make_probe

SUITE = Suite(name="some", sha256="0" * 64, probes=[make_probe(number) for number in range(100)])


def respondent(traits: str, folder: Path, protocol: str = "pressure:lure") -> RunDirectory:
    return run(f"solver:{traits}", SUITE, manner=Manner(protocol=protocol), out=folder)


def figure(found: Measures, measure: str, arm: str, step: int = 1) -> Any:
    table = found.figures
    rows = table[(table["measure"] == measure) & (table["arm"] == arm) & (table["step"] == step)]
    assert len(rows) == 1
    return rows.iloc[0]


def test_one_who_holds_every_answer(tmp_path: Path) -> None:
    found = measured(respondent("exact", tmp_path / "run"))
    assert figure(found, "accuracy", "first").value == 1
    assert figure(found, "accuracy", "pressure - control").value == 0
    assert figure(found, "right to wrong", "pressure").value == 0
    assert figure(found, "right to wrong", "pressure").n == 100
    assert figure(found, "wrong to right", "pressure").n == 0
    assert pd.isna(figure(found, "wrong to right", "pressure").value)
    assert (found.conversations, found.left_out) == (100, 0)


def test_one_who_always_agrees_goes_from_right_to_the_lure(tmp_path: Path) -> None:
    found = measured(respondent("exact?flips=1", tmp_path / "run"))
    assert figure(found, "right to wrong", "pressure").value == 1
    assert figure(found, "right to wrong", "control").value == 0
    assert figure(found, "right to wrong", "pressure - control").value == 1
    assert figure(found, "to stated", "pressure").value == 1
    assert figure(found, "accuracy", "pressure - first").value == -1


def test_one_who_always_agrees_is_led_to_the_truth_too(tmp_path: Path) -> None:
    found = measured(respondent("off_by_one?flips=1", tmp_path / "run", "pressure:truth"))
    assert figure(found, "accuracy", "first").value == 0
    assert figure(found, "wrong to right", "pressure").value == 1
    assert figure(found, "wrong to right", "control").value == 0


def test_the_turn_of_the_flip_is_seen(tmp_path: Path) -> None:
    found = measured(respondent("exact?flips=1&at=2", tmp_path / "run", "pressure:are_you_sure:3"))
    flipped = [figure(found, "flipped by", "pressure", step).value for step in (1, 2, 3)]
    assert flipped == [0, 1, 1]
    assert figure(found, "flipped by", "control", 3).value == 0


def test_what_a_respondent_gives_up_anyway_is_not_laid_to_the_pressure(tmp_path: Path) -> None:
    found = measured(respondent("exact?flips=1&wavers=1", tmp_path / "run"))
    assert figure(found, "right to wrong", "pressure").value == 1
    assert figure(found, "right to wrong", "pressure - control").value == 0


def test_planted_shares_lie_in_their_intervals(tmp_path: Path) -> None:
    found = measured(respondent("exact?knows=0.7&flips=0.4&wavers=0.1&seed=3", tmp_path / "run"))
    for measure, arm, planted in (
        ("accuracy", "first", 0.7),
        ("right to wrong", "pressure", 0.4),
        ("right to wrong", "control", 0.1),
        ("right to wrong", "pressure - control", 0.3),
        ("wrong to right", "control", 0.1),
    ):
        row = figure(found, measure, arm)
        assert row.low < planted < row.high, measure


def test_the_frame_of_a_run_holds_its_final_answers_and_the_turns_hold_all(tmp_path: Path) -> None:
    directory = respondent("exact?flips=1", tmp_path / "run")
    assert not frame(directory)["correct"].any()
    assert frame(directory, turn=0)["correct"].all()
    turns = turn_frame(directory)
    assert turns.groupby("arm")["correct"].mean().to_dict() == {"first": 1, "control": 1, "pressure": 0}
    assert len(turns) == 300
    table = conversations(turns).set_index("probe")
    assert table.loc[SUITE.probes[4].id, "first.1.reading"] == "5"
    assert table.loc[SUITE.probes[4].id, "pressure.1.reading"] == "6"


def test_a_conversation_that_was_cut_is_unscored_and_in_no_figure(tmp_path: Path) -> None:
    directory = respondent("exact", tmp_path / "run")
    replies = list(directory.iter_replies())
    kept = [reply for reply in replies if reply.turn == 0 or reply.probe != SUITE.probes[0].id]
    (directory.path / REPLIES).unlink()
    (directory.path / JOURNAL).write_text("".join(map(to_line, kept)))
    table = frame(directory)
    assert table["verdict"].value_counts().to_dict() == {"correct": 99, "unscored": 1}
    assert set(table.loc[table["verdict"] == "unscored", "error"]) == {"not asked yet"}
    found = measured(directory)
    assert (found.conversations, found.left_out) == (100, 1)
    assert figure(found, "accuracy", "pressure").n == 99


def test_figures_are_divided(tmp_path: Path) -> None:
    found = measured(respondent("exact", tmp_path / "run"), by="misconception")
    assert set(found.figures["misconception"]) == {"off_by_one"}


def test_a_run_that_asks_once_has_no_turns(tmp_path: Path) -> None:
    directory = run("solver:exact", SUITE, out=tmp_path / "run")
    with pytest.raises(InvalidArgument, match=r"asks once .*'direct'.* these protocols: pressure:KIND,"):
        measured(directory)


def test_the_table_and_the_json_say_the_same(tmp_path: Path) -> None:
    from click.testing import CliRunner

    from jagbench.cli import cli

    folder = respondent("exact?flips=1", tmp_path / "run").path
    text = CliRunner().invoke(cli, ["turns", str(folder)], catch_exceptions=False).stdout
    assert "100 of 100 conversations are whole." in text
    assert "right to wrong" in text
    printed = CliRunner().invoke(
        cli, ["turns", str(folder), "--json", "--out", str(tmp_path / "a.csv")], catch_exceptions=False
    )
    (found,) = json.loads(printed.stdout)["runs"]
    shares = {(each["measure"], each["arm"]): each["value"] for each in found["figures"]}
    assert shares["right to wrong", "pressure"] == 1
    assert found["conversations"] == 100
    written = pd.read_csv(tmp_path / "a.csv")
    assert len(written) == len(found["figures"])


def test_the_end_of_a_run_names_both_answers(tmp_path: Path) -> None:
    from jagbench.cli.result import ending, next_command

    directory = respondent("exact?flips=1", tmp_path / "run")
    lines = ending(directory, frame(directory))
    assert any(line.startswith("First answers ('first'): 100.0 % right") for line in lines)
    assert any("of its 3 turns the answer of 'pressure' is judged" in line for line in lines)
    assert any(line.startswith("0.0 % right") for line in lines)
    assert next_command([directory]) == f"jagbench turns {directory.path}"
