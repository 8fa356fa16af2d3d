"""`jagbench diagnose` on real runs of the solver."""

import json
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner, Result

from jagbench.cli.diagnose import command
from jagbench.errors import InvalidArgument
from jagbench.probes import load, write_probes
from jagbench.runners.run import run

SKILLS = ("comparison.decimals", "comparison.integers", "arithmetic.addition")


def diagnose(*arguments: str | Path) -> Result:
    return CliRunner().invoke(command, [str(argument) for argument in arguments], catch_exceptions=False)


@pytest.fixture(scope="module")
def solved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("runs")
    suite = folder / "suite.jsonl"
    suite.write_bytes(write_probes([probe for probe in load("core-v1").probes if probe.skill in SKILLS]))
    return run("solver:version_order", suite=str(suite), out=folder / "solved").path


def test_the_misconception_is_named(solved: Path) -> None:
    lines = diagnose(solved).stdout.splitlines()
    assert lines[0] == "solver:version_order"
    row = next(line for line in lines if line.startswith("comparison.decimals"))
    assert row.split() == ["comparison.decimals", "29", "version_order", "100", "88–100", "0"]
    right = sum(
        probe.skill in SKILLS and probe.skill != "comparison.decimals" for probe in load("core-v1").probes
    )
    assert f"2 skills without a wrong answer, with n = {right} right ones." in lines
    assert max(map(len, lines)) <= 80


def test_a_skill_is_shown_whole(solved: Path) -> None:
    lines = diagnose(solved, "--skill", "comparison.decimals").stdout.splitlines()
    found = {line.split()[0]: line.split()[1:4] for line in lines[2:] if line.strip()}
    assert found["version_order"] == ["29", "29", "100"]
    assert found["unexplained"] == ["0", "29", "0"]


def test_json_has_a_statement_for_each_skill(solved: Path) -> None:
    told = {each["skill"]: each for each in json.loads(diagnose(solved, "--json").stdout)["diagnosis"]}
    assert set(told) == set(SKILLS)
    assert told["comparison.decimals"]["leading"] == "version_order"
    assert told["comparison.integers"] == {
        "run": "solver:version_order",
        "skill": "comparison.integers",
        "wrong": 0,
        "leading": None,
        "share": None,
        "low": None,
        "high": None,
        "second": None,
        "unexplained": None,
        "note": "no wrong answers",
        "separating": None,
    }


def test_the_whole_diagnosis_is_written(solved: Path, tmp_path: Path) -> None:
    out = tmp_path / "new" / "why.csv"
    diagnose(solved, "--out", out)
    table = pd.read_csv(out)
    assert set(table["skill"]) == set(SKILLS)
    assert table[table["leads"]]["misconception"].tolist() == ["version_order"]


def test_probes_that_tell_two_apart_are_named(tmp_path: Path) -> None:
    """On level 1 of parity nobody can be told from anybody; fresh probes of higher levels would."""
    suite = tmp_path / "suite.jsonl"
    probes = [p for p in load("core-v1").probes if {"always_no", "other_parity"} <= set(p.lures)]
    suite.write_bytes(write_probes(probes))
    path = run("solver:always_no", suite=str(suite), out=tmp_path / "run").path
    told = json.loads(diagnose(path, "--json").stdout)["diagnosis"][0]
    assert told["leading"] == "always_no / other_parity"
    assert told["separating"]["probes"] == []
    assert told["separating"]["fresh"][0]["share"] > 0
    shown = diagnose(path, "--skill", "arithmetic.parity").stdout
    assert "always_no from other_parity: 0 probes of the run" in shown
    assert "Fresh probes that would" in shown


def test_bad_use_is_one_sentence(solved: Path, tmp_path: Path) -> None:
    with pytest.raises(InvalidArgument, match=r"Did you mean 'comparison\.decimals'"):
        diagnose(solved, "--skill", "comparison.decimal")
    with pytest.raises(InvalidArgument, match=r"must end in \.csv"):
        diagnose(solved, "--out", tmp_path / "why.xlsx")
    with pytest.raises(InvalidArgument, match="stands twice"):
        diagnose(solved, solved)
