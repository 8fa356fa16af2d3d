"""Terminals and folder names of any encoding."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from jagbench.cli.encoding import replace_unwritable

PROGRAM = [sys.executable, "-m", "jagbench"]


def call(*arguments: str | bytes | Path, encoding: str = "utf-8") -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONIOENCODING": encoding}
    return subprocess.run([*PROGRAM, *arguments], capture_output=True, env=environment)


@pytest.mark.slow
@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_every_text_can_be_shown_on_a_terminal_of_another_encoding(tmp_path: Path, encoding: str) -> None:
    out = tmp_path / "run"
    done = call(
        "run", "solver:exact", "--suite", "korean-v1", "--limit", "5", "--out", out, encoding=encoding
    )
    assert done.returncode == 0, done.stderr
    assert b"100.0 % right" in done.stdout
    shown = call("probes", "show", "spelling.reverse", "--language", "ko", encoding=encoding)
    assert shown.returncode == 0, shown.stderr
    assert rb"\u" in shown.stdout


def test_json_holds_the_same_whatever_the_terminal_can_show(tmp_path: Path) -> None:
    arguments = ("probes", "generate", "spelling.reverse", "--language", "ko", "--count", "3")
    plain, other = call(*arguments), call(*arguments, encoding="ascii")
    lines = [[json.loads(line) for line in each.stdout.splitlines()] for each in (plain, other)]
    assert lines[0] == lines[1] != []


@pytest.mark.slow
def test_a_folder_whose_name_is_not_utf8_holds_a_run(tmp_path: Path) -> None:
    folder = os.path.join(os.fsencode(tmp_path), b"caf\xe9")  # noqa: PTH118
    done = call("run", "solver:exact", "--limit", "5", "--out", folder, "--json")
    assert done.returncode == 0, done.stderr
    (run,) = json.loads(done.stdout)["runs"]
    assert os.fsencode(run["path"]) == folder
    for command in ("score", "report", "profile", "runs"):
        shown = call(command, folder)
        assert shown.returncode == 0, shown.stderr


@pytest.mark.slow
def test_a_model_whose_name_is_not_utf8_is_recorded(tmp_path: Path) -> None:
    suite = os.path.join(os.fsencode(tmp_path), b"caf\xe9.jsonl")  # noqa: PTH118
    made = call("probes", "generate", "sets.common", "--count", "2")
    with open(suite, "wb") as file:  # noqa: PTH123
        file.write(made.stdout)
    done = call("run", "solver:exact", "--suite", suite, "--out", tmp_path / "run")
    assert done.returncode == 0, done.stderr
    assert call("score", tmp_path / "run").returncode == 0


@pytest.mark.parametrize(
    ("text", "encoding", "shown"),
    [
        ("4–10 %", "ascii", "4-10 %"),
        ("4–10 %", "cp1252", "4–10 %"),
        ("자", "latin-1", r"\uc790"),
        ("🦔", "ascii", r"\ud83e\udd94"),
        ("\udcff", "utf-8", r"\udcff"),
        ('{"a": "4–10"}', "ascii", r'{"a": "4\u201310"}'),
    ],
)
def test_what_stands_in_place_of_what_cannot_be_written(text: str, encoding: str, shown: str) -> None:
    import codecs

    codecs.register_error("shown", replace_unwritable)
    assert text.encode(encoding, "shown").decode(encoding) == shown
