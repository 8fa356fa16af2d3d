import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from jagbench.cli import cli
from jagbench.cli.hunt import command
from jagbench.errors import InvalidArgument


def test_the_table_and_the_paths_are_printed(tmp_path: Path) -> None:
    done = CliRunner().invoke(
        command,
        ["solver:version_order", "comparison.decimals", "--level", "2", "--out", str(tmp_path)],
        catch_exceptions=False,
    )
    assert done.exit_code == 0
    assert "0.11 or 0.2" in done.stdout
    assert "version_order" in done.stdout
    assert done.stdout.splitlines()[-2:] == [
        str(tmp_path / "hunt.json"),
        str(tmp_path / "test_simplest_failures.py"),
    ]
    assert "Round 1 (explore)" in done.stderr


def test_a_plain_install_can_hunt(tmp_path: Path) -> None:
    plain = "import sys; sys.modules.update(scipy=None, statsmodels=None); import jagbench.cli as c; c.main()"
    asked = ["hunt", "solver:exact", "arithmetic.parity", "--level", "1", "--max-probes", "40"]
    done = subprocess.run(
        [sys.executable, "-c", plain, *asked, "--out", str(tmp_path)], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "hunt.json").exists()


def test_json_is_the_document(tmp_path: Path) -> None:
    done = CliRunner().invoke(
        command,
        [
            "solver:exact",
            "arithmetic.parity",
            "--level",
            "1",
            "--max-probes",
            "40",
            "--json",
            "--out",
            str(tmp_path),
        ],
        catch_exceptions=False,
    )
    assert json.loads(done.stdout) == json.loads((tmp_path / "hunt.json").read_text())
    assert not (tmp_path / "test_simplest_failures.py").exists()


def test_a_level_that_a_skill_lacks_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(InvalidArgument, match="has the levels 1 to 6, not 7"):
        CliRunner().invoke(
            command,
            ["solver:exact", "comparison.decimals", "--level", "7", "--out", str(tmp_path)],
            catch_exceptions=False,
        )


@pytest.mark.parametrize(
    ("name", "runs"),
    [
        ("score", ("a",)),
        ("profile", ("a",)),
        ("compare", ("a", "b")),
        ("diagnose", ("a",)),
        ("power", ("a",)),
        ("leaderboard", ("a",)),
        ("report", ("a",)),
    ],
)
def test_commands_say_first_that_the_probes_of_a_hunt_were_chosen(
    tmp_path: Path, name: str, runs: tuple[str, ...]
) -> None:
    for run, model in zip(runs, ("solver:no_carry", "solver:exact"), strict=False):
        options = ("--level", "1", "--max-probes", "80", "--out", str(tmp_path / run))
        CliRunner().invoke(command, [model, "arithmetic.addition", *options], catch_exceptions=False)
    page = ("--out", str(tmp_path / "page.html")) if name == "leaderboard" else ()
    folders = [*(str(tmp_path / run) for run in runs), *page]

    said = CliRunner().invoke(cli, [name, *folders], catch_exceptions=False)
    told = json.loads(CliRunner().invoke(cli, [name, *folders, "--json"], catch_exceptions=False).stdout)

    sentence = "The probes of this run were chosen by failing (jagbench hunt)"
    output = said.stderr + said.stdout
    assert sentence in output
    assert all(run["note"].startswith(sentence) for run in told["runs"])
    head = output.partition(sentence)[0]
    assert "%" not in head
    assert not any(line.startswith("arithmetic.addition") for line in head.splitlines())


@pytest.mark.slow
def test_the_pytest_file_fails_for_the_model_and_passes_for_a_mended_one(tmp_path: Path) -> None:
    CliRunner().invoke(
        command,
        ["solver:no_carry", "arithmetic.addition", "--level", "1", "--out", str(tmp_path)],
        catch_exceptions=False,
    )

    def tested(**model: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_simplest_failures.py"],
            cwd=tmp_path,
            env={**os.environ, **model},
            capture_output=True,
            text=True,
            check=False,
        )

    failed = tested()
    assert failed.returncode == 1
    assert "1 + 9" in failed.stdout
    assert tested(JAGBENCH_MODEL="solver:exact").returncode == 0
