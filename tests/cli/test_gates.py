"""Gates on the command line: exit codes, files, and what a pipeline is told."""

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result

from jagbench.cli import cli
from jagbench.errors import InvalidArgument
from jagbench.probes import load, write_probes
from jagbench.runners.run import run


def jagbench(*arguments: object) -> Result:
    return CliRunner().invoke(cli, [*map(str, arguments)], catch_exceptions=False)


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A run that is right, and one that takes 29 of 96 decimals for versions."""
    folder = tmp_path_factory.mktemp("runs")
    suite = folder / "decimals.jsonl"
    suite.write_bytes(
        write_probes([probe for probe in load("core-v1").probes if probe.skill == "comparison.decimals"])
    )
    first, second = (
        run(f"solver:{name}", suite=str(suite), out=folder / name).path for name in ("exact", "version_order")
    )
    return first, second


@pytest.mark.parametrize(
    ("order", "options", "code"),
    [
        (1, ["--fail-if-worse", "2%"], 1),
        (1, ["--fail-if-worse", "comparison=0.02"], 1),
        (1, ["--fail-if-worse", "30%"], 4),
        (1, ["--fail-if-worse", "30%", "--allow-inconclusive"], 0),
        (1, ["--fail-if-worse", "60%"], 0),
        (-1, ["--fail-if-worse", "2%"], 0),
        (1, ["--fail-under", "90%"], 1),
        (1, ["--fail-under", "skill=50%"], 0),
        (1, ["--fail-if-worse", "60%", "--fail-under", "70%"], 4),
        (1, [], 0),
    ],
)
def test_the_exit_code_of_compare(runs: tuple[Path, Path], order: int, options: list[str], code: int) -> None:
    assert jagbench("compare", *runs[::order], *options).exit_code == code


def test_an_inconclusive_gate_says_what_would_decide_it(runs: tuple[Path, Path]) -> None:
    said = jagbench("compare", *runs, "--fail-if-worse", "30%").stdout

    assert "all: not worse than solver:exact by more than 30 points: inconclusive. -30.2 points (" in said
    assert "on 96 items. About " in said
    assert "items would decide it if the figure stays as it is." in said


@pytest.mark.parametrize("command", ["score", "report"])
def test_other_commands_hold_a_run_to_a_share(runs: tuple[Path, Path], command: str, tmp_path: Path) -> None:
    more = ["--out", tmp_path / "report.html"] if command == "report" else []

    assert jagbench(command, runs[1], "--fail-under", "0.9", *more).exit_code == 1
    assert jagbench(command, runs[1], "--fail-under", "0.7", *more).exit_code == 4
    assert jagbench(command, runs[1], "--fail-under", "comparison=0.5", *more).exit_code == 0


def test_each_model_of_a_run_is_held_to_a_share(tmp_path: Path) -> None:
    models = ["solver:exact", "solver:version_order"]
    options = ["--skill", "comparison.decimals", "--suite", "core-v1", "--out", tmp_path / "both"]

    result = jagbench("run", *models, *options, "--fail-under", "90%", "--summary", tmp_path / "step.md")

    assert result.exit_code == 1
    assert "Gate: solver:exact, all: not under 90.0 %: holds. 100.0 % (" in result.stdout
    assert "Gate: solver:version_order, all: not under 90.0 %: fails. 69.8 % (" in result.stdout
    assert (tmp_path / "step.md").read_text().startswith("### jagbench run: gates failed\n")
    again = jagbench("run", *models, *options, "--json")
    assert (again.exit_code, json.loads(again.stdout)["gates"]) == (0, [])
    for config in (tmp_path / "both").glob("*/run.toml"):
        assert "summary" not in config.read_text()


def test_a_part_that_no_suite_has_is_said_before_anything_is_asked(tmp_path: Path) -> None:
    with pytest.raises(
        InvalidArgument, match=r"Unknown family in smoke-v2 'countin'\. Did you mean 'counting'"
    ):
        jagbench("run", "solver:exact", "--out", tmp_path / "run", "--fail-under", "countin=0.9")

    assert not (tmp_path / "run").exists()


def test_files_and_data_say_the_same(runs: tuple[Path, Path], tmp_path: Path) -> None:
    files = ["--junit", tmp_path / "new" / "gates.xml", "--summary", tmp_path / "step.md"]
    demands = ["--fail-if-worse", "family=2%", "--fail-under", "0.1"]

    result = jagbench("compare", *runs, *demands, *files, "--json")
    jagbench("score", runs[0], "--summary", tmp_path / "step.md")

    gates = json.loads(result.stdout)["gates"]
    cases = ElementTree.parse(tmp_path / "new" / "gates.xml").findall(".//testcase")
    summary = (tmp_path / "step.md").read_text()
    assert [(gate["part"], gate["kind"], gate["verdict"]) for gate in gates] == [
        ("comparison", "not worse", "fails"),
        ("all", "not under", "holds"),
    ]
    assert {gate["level"] for gate in gates} == {0.975}
    assert [case.get("name") for case in cases] == ["comparison: not worse", "all: not under"]
    assert "### jagbench compare: gates failed" in summary
    assert "### jagbench score\n" in summary  # the second command adds to the file


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--fail-if-worse", "2"], r"'2' is no share: .* Did you mean 2%\?"),
        (
            ["--fail-if-worse", "countin=2%"],
            r"Unknown family in solver:version_order 'countin'\. There is: comparison\.",
        ),
        (["--fail-under", "0"], "No accuracy is under 0"),
        (["--junit", "gates.xml"], "--junit is for gates: give --fail-under"),
        (["--allow-inconclusive"], "--allow-inconclusive is for gates"),
    ],
)
def test_bad_demands_are_one_sentence(runs: tuple[Path, Path], options: list[str], sentence: str) -> None:
    with pytest.raises(InvalidArgument, match=sentence):
        jagbench("compare", *runs, *options)


def test_a_gate_between_runs_that_share_nothing(runs: tuple[Path, Path], tmp_path: Path) -> None:
    other = run("solver:exact", suite="korean-v1", out=tmp_path / "other", limit=20).path

    with pytest.raises(InvalidArgument, match="share no probes: give runs of one suite"):
        jagbench("compare", runs[0], other, "--fail-if-worse", "2%")
