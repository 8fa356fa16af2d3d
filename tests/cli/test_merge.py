import json
import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner

from jagbench.cli.merge import command
from jagbench.cli.run import command as run_command


def shards_of(folder: Path, count: int) -> list[str]:
    """Asks every shard; gives the folders."""
    folders = [str(folder / f"shard-{number}") for number in range(1, count + 1)]
    for number, out in enumerate(folders, start=1):
        arguments = [
            "solver:exact",
            "--suite",
            "smoke-v1",
            "--shard",
            f"{number}/{count}",
            "--out",
            out,
            "--limit",
            "20",
        ]
        assert CliRunner().invoke(run_command, arguments, catch_exceptions=False).exit_code == 0
    return folders


def test_the_joined_run_is_printed_like_a_run(tmp_path: Path) -> None:
    out = str(tmp_path / "merged")
    shards = shards_of(tmp_path, 3)
    result = CliRunner().invoke(command, [*shards, "--out", out])
    assert result.exit_code == 0
    assert result.stdout.startswith(
        f"{out}\nsmoke-v1: 20 of 280 probes, a balanced sample; 20 stop, 0 length, 0 error\n100.0 % right"
    )
    again = CliRunner().invoke(command, [*shards, "--out", out, "--json"])
    (found,) = json.loads(again.stdout)["runs"]
    assert (found["path"], found["replies"]["scored"], found["accuracy"]["value"]) == (out, 20, 1.0)


def test_a_missing_shard_is_one_sentence_and_exit_code_2(tmp_path: Path) -> None:
    shards = shards_of(tmp_path, 2)
    process = subprocess.run(
        [sys.executable, "-m", "jagbench", "merge", shards[0]], capture_output=True, text=True
    )
    assert (process.returncode, process.stdout) == (2, "")
    assert process.stderr == "Error: Of 2 shards these are missing: 2. Give all of them.\n"


def test_help_has_an_example() -> None:
    assert "Example:\n    jagbench run llamacpp:smollm2 --shard 1/2\n" in (
        CliRunner().invoke(command, ["--help"]).stdout
    )
