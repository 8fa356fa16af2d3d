"""The front door in a real process: what no command sees, and no traceback ever."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from jagbench.runners.listener import Listener
from jagbench.runners.run import run


def jagbench(*arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "jagbench", *arguments]
    with Path("/dev/full").open("w") as full:
        stdout = full if options.get("full") else subprocess.PIPE
        return subprocess.run(command, stdout=stdout, stderr=subprocess.PIPE, text=True, timeout=60)


def test_an_unknown_command_is_suggested() -> None:
    done = jagbench("prob")

    assert done.returncode == 2
    assert done.stderr.startswith("Error: Unknown command 'prob'. Did you mean 'probes'?")


def test_output_that_cannot_be_written_is_one_sentence() -> None:
    done = jagbench("probes", "generate", "counting.words", full=True)

    assert done.returncode == 1
    assert done.stderr == "Error: No space left on device. What was finished before is kept.\n"


def test_a_reader_that_leaves_early_is_no_error() -> None:
    command = f"{sys.executable} -m jagbench probes generate counting.words --count 400 | head -n 1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True)

    assert done.stdout.count("\n") == 1
    assert done.stderr == ""


@pytest.mark.parametrize("columns", ["0", "00", "-5", "abc", "1.5", "٣", ""])
def test_what_is_no_width_is_no_width(columns: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    usual = jagbench("power", "--probes", "100").stdout
    monkeypatch.setenv("COLUMNS", columns)

    assert "replies that" in usual
    assert jagbench("power", "--probes", "100").stdout == usual


def test_a_home_that_cannot_be_written_is_no_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = str(tmp_path / "run")
    assert jagbench("run", "solver:exact", "--limit", "3", "--out", run).returncode == 0
    monkeypatch.setenv("HOME", "/proc/nowhere")
    for name in ("XDG_CONFIG_HOME", "XDG_CACHE_HOME", "MPLCONFIGDIR"):
        monkeypatch.delenv(name, raising=False)

    done = jagbench("report", run)

    assert (done.returncode, done.stderr) == (0, "")


def test_the_version_is_printed() -> None:
    assert jagbench("--version").stdout.startswith("jagbench, version ")


@pytest.mark.model
def test_ctrl_c_while_the_model_is_loaded_ends_at_once(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "jagbench", "run", "llamacpp:smollm2", "--out", str(tmp_path / "run")]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    while "xllamacpp" not in Path(f"/proc/{process.pid}/maps").read_text():
        time.sleep(0.01)
    os.kill(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=60)

    assert process.returncode == 130
    assert errors == "Interrupted before anything was asked.\n"


def test_a_warning_is_given_once(tmp_path: Path) -> None:
    left = iter([False] * 5)
    run(
        "solver:exact",
        "smoke-v2",
        out=tmp_path / "run",
        limit=20,
        listener=Listener(should_stop=lambda: next(left, True)),
    )
    journal = tmp_path / "run" / "journal.jsonl"
    lines = journal.read_text().splitlines(keepends=True)
    journal.write_text("".join([lines[0], "damaged\n", *lines[2:]]))

    done = jagbench("run", "solver:exact", "--limit", "20", "--out", str(tmp_path / "run"))

    assert done.returncode == 0
    assert done.stderr.count("1 of 5 lines is damaged and left out") == 1
