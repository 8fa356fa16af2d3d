import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from jagbench.cli.leaderboard import command
from jagbench.errors import InvalidArgument, JagbenchError
from jagbench.runners.run import run


def leaderboard(*arguments: str | Path) -> Result:
    return CliRunner().invoke(command, [str(argument) for argument in arguments], catch_exceptions=False)


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("results")
    run("solver:exact", "smoke-v1", out=folder / "right", limit=80)
    run("python:tests.cli.test_leaderboard:seven", "smoke-v1", out=folder / "below" / "seven", limit=80)
    return folder


def seven(prompt: str) -> str:
    """A model that says one thing."""
    del prompt
    return "7"


def test_runs_in_order_and_the_page(results: Path, tmp_path: Path) -> None:
    out = tmp_path / "board.html"
    lines = leaderboard(results, "--out", out).stdout.splitlines()
    assert [line.split()[:2] for line in lines if line.split()[-1:] == ["direct"]] == [
        ["1", "solver:exact"],
        ["2", "python:tests.cli.test_leaderboard:seven"],
    ]
    assert lines[-1] == str(out)
    assert "1 of 1 pair is told apart (p below 0.05 after Holm)." in "\n".join(lines)
    assert "<h1>2 runs</h1>" in out.read_text(encoding="utf-8")


def test_as_json(results: Path, tmp_path: Path) -> None:
    found = json.loads(leaderboard(results, "--json", "--out", tmp_path / "board.html").stdout)
    [board] = found["boards"]
    assert [(each["rank"], each["groups"]) for each in board["standings"]] == [
        ([1, 1], ["a"]),
        ([2, 2], ["b"]),
    ]
    assert board["standings"][1]["below_grade"] == 1
    assert (board["suite"], board["probes"], board["common"]) == ("smoke-v1", 80, 80)
    assert {run["accuracy"]["n"] for run in found["runs"]} == {80}


def test_a_run_given_twice_counts_once(results: Path, tmp_path: Path) -> None:
    result = leaderboard(results, results / "right", "--json", "--out", tmp_path / "board.html")
    assert len(json.loads(result.stdout)["runs"]) == 2


def test_where_there_is_nothing(tmp_path: Path) -> None:
    with pytest.raises(InvalidArgument, match="There is no run in"):
        leaderboard(tmp_path, "--out", tmp_path / "board.html")
    with pytest.raises(InvalidArgument, match="There is no folder"):
        leaderboard(tmp_path / "nowhere")
    assert not (tmp_path / "board.html").exists()


def test_where_every_run_is_damaged_nothing_else_is_said(tmp_path: Path) -> None:
    run("solver:exact", "smoke-v1", out=tmp_path / "bad", limit=3)
    (tmp_path / "bad" / "probes.jsonl").write_text("{")

    with pytest.raises(JagbenchError, match=r"No run in .*bad can be used, as said above\.") as caught:
        leaderboard(tmp_path / "bad", "--out", tmp_path / "board.html")
    assert caught.value.exit_code == 1
