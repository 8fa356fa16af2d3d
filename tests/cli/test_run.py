import io
import json
import os
import pty
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from click.testing import CliRunner
from rich.console import Console

from jagbench.cli.progress import Watch
from jagbench.cli.run import command
from jagbench.errors import JagbenchError
from jagbench.runners import run as runs
from tests.runners.samples import Scripted, make_probe, make_reply


def invoke(*arguments: str) -> "tuple[int, str, str]":
    result = CliRunner().invoke(command, arguments, catch_exceptions=False)
    return result.exit_code, result.stdout, result.stderr


def test_results_go_to_standard_output_and_progress_to_standard_error(tmp_path: Path) -> None:
    out = str(tmp_path / "run")
    code, output, notices = invoke("solver:exact", "--out", out, "--limit", "40")
    assert (code, output) == (0, f"{out}\n40 probes: 40 stop, 0 length, 0 error\n")
    first, *_, last = notices.splitlines()
    assert first == "solver:exact: 40 probes of smoke-v1"
    assert last.startswith("40/40 probes, ")
    assert last.endswith("probes/s, 100.0% right")


def test_json_holds_the_same(tmp_path: Path) -> None:
    out = str(tmp_path / "run")
    _, output, _ = invoke("solver:exact", "--out", out, "--limit", "4", "--json")
    assert json.loads(output) == {"run": out, "probes": 4, "stop": 4, "length": 0, "error": 0}


def test_the_same_command_resumes_in_the_default_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for limit in ("3", "5"):
        _, output, _ = invoke("solver:exact", "--limit", limit)
        assert output.startswith(f"runs/solver-exact-smoke-v1-direct\n{limit} probes: {limit} stop")


def test_probes_that_stay_unscored_are_a_failure_with_its_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def open_bad(model: str, *, probes: object) -> Scripted:
        engine = Scripted(
            lambda request: "!Out of memory." if len(engine.asked) % 5 == 0 else "1", capacity=1
        )
        return engine

    monkeypatch.setattr(runs, "open_engine", open_bad)
    with pytest.raises(JagbenchError) as failure:
        invoke("solver:exact", "--out", str(tmp_path / "run"), "--limit", "20")
    assert str(failure.value) == (
        "4 of 20 probes stay unscored because the engine failed, the first of them with: Out of memory. "
        "The same command asks only those again."
    )
    assert failure.value.exit_code == 1


def test_bad_use_is_a_usage_error() -> None:
    code, _, notices = invoke("solver:exact", "--limit", "0")
    assert code == 2
    assert "0 is not in the range x>=1" in notices


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["sover:exact"], 2, "Error: Unknown engine 'sover'. Did you mean 'solver'?"),
        (["solver:verson_order"], 2, "Error: Unknown solver 'verson_order'. Did you mean 'version_order'?"),
        (
            ["solver:exact", "--suite", "smoke-v2"],
            2,
            "Error: Unknown suite 'smoke-v2'. Did you mean 'smoke-v1'?",
        ),
        (["llamacpp:none.gguf"], 2, "Error: There is no model file 'none.gguf'."),
    ],
)
def test_bad_input_is_one_sentence_and_an_exit_code(arguments: list[str], code: int, sentence: str) -> None:
    command_line = [sys.executable, "-m", "jagbench", "run", *arguments]
    process = subprocess.run(command_line, capture_output=True, text=True)
    assert process.returncode == code
    assert process.stderr.startswith(sentence)
    assert process.stderr.count("\n") == 1
    assert process.stdout == ""


def everything_in(reader: int) -> str:
    """What was written to a terminal whose other end is closed."""
    chunks: list[bytes] = []
    with suppress(OSError):  # how Linux says that the other end is closed
        while chunk := os.read(reader, 100_000):
            chunks.append(chunk)
    os.close(reader)
    return b"".join(chunks).decode()


def test_a_terminal_shows_a_bar(tmp_path: Path) -> None:
    reader, terminal = pty.openpty()
    command_line = [
        sys.executable,
        "-m",
        "jagbench",
        "run",
        "solver:exact",
        "--limit",
        "9",
        "--out",
        tmp_path / "run",
    ]
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "100"}
    process = subprocess.run(
        command_line, stdout=subprocess.PIPE, stderr=terminal, text=True, env=environment
    )
    os.close(terminal)
    shown = everything_in(reader)
    assert process.returncode == 0
    assert "━" in shown
    assert "9/9" in shown
    assert "100.0% right" in shown


def test_progress_counts_failures_apart_and_known_replies_into_no_rate() -> None:
    shown = io.StringIO()
    with Watch(lambda probe, reply: reply.text == probe.answer.value, Console(file=shown)) as watch:
        watch.tally.start(4)
        watch.on_probe(make_probe(0), make_reply("a", "1"), False)
        watch.on_probe(make_probe(1), make_reply("b", "1"), False)
        assert watch.tally.rate == 0
        assert watch.tally.seconds_left is None
        watch.on_probe(make_probe(2), make_reply("c", "", finish="error", error="lost."), True)
    last = shown.getvalue().splitlines()[-1]
    assert last.startswith("3/4 probes, ")
    assert "50.0% right, 1 failed" in last
    assert "s left" in last


def test_help_has_an_example() -> None:
    assert "Example:\n    jagbench run llamacpp:smollm2\n" in invoke("--help")[1]
