import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from jagbench.cli.ladder import command
from jagbench.errors import InvalidArgument
from jagbench.runners.run import run


def ladder(*arguments: object) -> Result:
    return CliRunner().invoke(command, [str(argument) for argument in arguments], catch_exceptions=False)


def test_two_models_are_asked_compared_and_read_again(tmp_path: Path) -> None:
    options = ("--rounds", 4, "--probes", 6, "--out", tmp_path / "runs")
    asked = ladder("solver:exact", "solver:round_number", "counting.items", *options)

    assert "solver:exact: round 1 of 4 at most, 6 probes" in asked.stderr
    assert "counting.items: not broken up to 1,698 entries of the list" in asked.stdout
    assert "counting.items: right half of the time at" in asked.stdout
    folders = sorted((tmp_path / "runs").iterdir())
    found = json.loads(ladder(*folders, "--json").stdout)
    assert [(each["run"], each["skill"]) for each in found["ladders"]] == [
        ("solver:exact", "counting.items"),
        ("solver:round_number", "counting.items"),
    ]
    assert found["compared"][0]["apart"] is True
    assert found["ladders"][0]["lengths"][0] == {"length": 3, "right": 1, "asked": 1}


def test_what_cannot_be(tmp_path: Path) -> None:
    folder = run("solver:exact", limit=4, out=tmp_path / "other").path
    with pytest.raises(InvalidArgument, match=r"Which model is to be asked counting\.items"):
        ladder("counting.items")
    with pytest.raises(InvalidArgument, match="give runs alone, or a model with skills"):
        ladder(folder, "counting.items")
    with pytest.raises(InvalidArgument, match="is no run of a ladder"):
        ladder(folder)
    with pytest.raises(InvalidArgument, match=r"Did you mean 'counting\.items'"):
        ladder("solver:exact", "counting.item", "--out", tmp_path / "new")
    assert not (tmp_path / "new").exists()
    assert ladder("solver:exact", "--rounds", 16).exit_code == 2
