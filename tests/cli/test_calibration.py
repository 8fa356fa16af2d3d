import json
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner, Result

from jagbench.cli.calibration import command
from jagbench.errors import InvalidArgument
from jagbench.probes import load, write_probes
from jagbench.runners.journal import to_line
from jagbench.runners.run import run
from jagbench.runners.run_directory import JOURNAL, REPLIES, RunDirectory


def calibration(*arguments: str | Path) -> Result:
    return CliRunner().invoke(command, [str(argument) for argument in arguments], catch_exceptions=False)


@pytest.fixture(scope="module")
def direct(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return run("solver:exact", suite="core-v1", out=tmp_path_factory.mktemp("runs") / "a", limit=60).path


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run of 96 choices that is four times as sure of the first option as of any other."""
    choices = tmp_path_factory.mktemp("suites") / "choices.jsonl"
    choices.write_bytes(
        write_probes([probe for probe in load("core-v1").probes if probe.skill == "comparison.decimals"])
    )
    path = run("solver:exact", suite=str(choices), out=tmp_path_factory.mktemp("runs") / "b").path
    options = {probe.id: len(probe.answer.options) for probe in RunDirectory.open(path).probes()}
    replies = [
        replace(reply, scores=(-1.0, *[-1.0 - 1.3862943611198906] * (options[reply.probe] - 1)))
        for reply in RunDirectory.open(path).replies().values()
    ]
    (path / REPLIES).unlink()
    (path / JOURNAL).write_text("".join(map(to_line, replies)))
    return path


def test_figures_for_people(measured: Path) -> None:
    text = calibration(measured, "--by", "frame").stdout
    assert text.startswith(
        "solver:exact\n\n96 replies to 96 items; 0 left out, without option probabilities.\n"
    )
    assert "calibration error" in text
    assert max(map(len, text.splitlines())) <= 80
    heads = [line.split()[0] for line in text.splitlines() if line]
    assert {"plain", "version", "money"} < set(heads)


def test_every_figure_as_json_and_csv(measured: Path, tmp_path: Path) -> None:
    found = json.loads(calibration(measured, "--json", "--out", tmp_path / "out.csv").stdout)
    (row,) = found["calibration"]
    assert row["replies"] == 96
    assert row["ece_low"] <= row["ece"] <= row["ece_high"]
    (written,) = pd.read_csv(tmp_path / "out.csv").to_dict("records")
    assert written["brier"] == pytest.approx(row["brier"])


def test_a_run_without_probabilities(direct: Path) -> None:
    with pytest.raises(InvalidArgument, match=r"solver:exact has no option probabilities: .* logprob"):
        calibration(direct)


def test_a_file_of_another_kind(measured: Path, tmp_path: Path) -> None:
    with pytest.raises(InvalidArgument, match=r"must end in \.csv"):
        calibration(measured, "--out", tmp_path / "out.xlsx")
