"""What `--out` names is written into where it is a pipe, and is never replaced."""

import os
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

import jagbench as jb
from jagbench.cli import cli


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two runs."""
    folder = tmp_path_factory.mktemp("runs")
    for name in ("exact", "version_order"):
        jb.run(f"solver:{name}", "smoke-v2", limit=24, out=folder / name)
    return folder


@pytest.mark.parametrize(
    "command",
    [
        "probes export smoke-v2 --out pipe.jsonl",
        "report exact version_order --out pipe.html",
        "score exact --out pipe.csv",
        "score exact --out pipe.jsonl",
        "score exact --out pipe.parquet",
        "table skills exact --out pipe.md",
        "leaderboard . --out pipe.html",
        "profile exact version_order --out pipe.csv",
        "diagnose exact version_order --out pipe.csv",
        "compare exact version_order --out pipe.csv",
        "compare exact version_order --fail-if-worse 2% --junit pipe.xml",
    ],
)
def test_a_pipe_is_written_into(folder: Path, command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    arguments = command.split()
    pipe = Path(arguments[-1])
    os.mkfifo(pipe)
    with Path("read").open("wb") as read, subprocess.Popen(["timeout", "30", "cat", pipe], stdout=read):
        CliRunner().invoke(cli, arguments, catch_exceptions=False)

    assert Path("read").stat().st_size > 100
    assert pipe.is_fifo()
    pipe.unlink()
