import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from jagbench.cli.power import command
from jagbench.errors import InvalidArgument
from jagbench.runners.run import run


def power(*arguments: object) -> Result:
    return CliRunner().invoke(command, [str(argument) for argument in arguments], catch_exceptions=False)


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    out = tmp_path_factory.mktemp("runs")
    return [run(f"solver:{name}", limit=60, out=out / name).path for name in ("exact", "version_order")]


def test_one_run(folders: list[Path]) -> None:
    text = power(folders[1]).stdout
    assert "(assumed: as if it were right as often in each skill and level, on items of its own)" in text
    assert "A hole could not have been found" in text or "hole" in text
    assert "60 of 332 probes, a balanced sample" in text


def test_two_runs(folders: list[Path]) -> None:
    (found,) = json.loads(power(*folders, "--json", "--difference", 0.1).stdout)["power"]
    assert (found["source"], found["against"]) == ("seen", "solver:exact")
    assert found["needs"][0]["difference"] == 0.1
    assert found["whole"]["discordance"] > 0


def test_a_plan_has_a_row_for_each_discordance() -> None:
    assert len(json.loads(power("--probes", 300, "--json").stdout)["power"]) == 5
    lines = power("--suite", "smoke-v2", "--discordance", 0.2, "--difference", 0.03).stdout.splitlines()
    assert lines[0].startswith("Two models on the same 290 probes")
    assert lines[3].split() == ["20", "%", "7.6", "1,800"]


def test_what_cannot_be(folders: list[Path]) -> None:
    with pytest.raises(InvalidArgument, match="leave them out where runs are given"):
        power(folders[0], "--probes", 5)
    with pytest.raises(InvalidArgument, match="The discordance of two runs is seen"):
        power(*folders, "--discordance", 0.2)
    with pytest.raises(InvalidArgument, match="give one of them"):
        power("--probes", 5, "--suite", "smoke-v2")
    with pytest.raises(InvalidArgument, match="Did you mean 'smoke-v2'"):
        power("--suite", "smoke-v3")
    assert power("--discordance", "nan").exit_code == 2
