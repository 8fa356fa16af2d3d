import json
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner, Result

from jagbench.cli.profile import command
from jagbench.errors import InvalidArgument
from jagbench.runners.run import run


def profile(*arguments: str | Path) -> Result:
    return CliRunner(env={"COLUMNS": "80"}).invoke(
        command, [str(argument) for argument in arguments], catch_exceptions=False
    )


@pytest.fixture(scope="module")
def solved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return run("solver:version_order", "frames-v1", out=tmp_path_factory.mktemp("runs") / "solved").path


def test_the_profile_for_people(solved: Path) -> None:
    text = profile(solved).stdout
    assert "1,184 replies asked for, 1,184 scored: 40 items of 1 skill." in text
    assert "swap_operands" in text
    assert "version" in text
    assert max(len(line) for line in text.splitlines()) <= 80


def test_the_profile_as_json(solved: Path) -> None:
    (found,) = json.loads(profile(solved, "--json").stdout)["runs"]
    assert found["figures"]["spread"]["missing"] == "it takes two skills with two scored items each"
    assert 0 < found["figures"]["floor"]["value"] < 1
    frames = {row["frame"]: row["accuracy"] for row in found["frames"]}
    assert frames["version"] == 1
    assert frames["plain"] < 0.6
    assert found["excess"]["jagged"] is None


def test_two_runs_in_one_tidy_table(solved: Path, tmp_path: Path) -> None:
    other = run("solver:exact", out=tmp_path / "exact", limit=40).path
    out = tmp_path / "new" / "profile.csv"
    profile(solved, other, "--out", out)
    table = pd.read_csv(out)
    assert set(table["run"]) == {"solver:version_order", "solver:exact"}
    floor = table[(table["run"] == "solver:exact") & (table["measure"] == "floor")]
    assert floor["value"].tolist() == [1.0]


def test_what_has_no_profile(solved: Path, tmp_path: Path) -> None:
    with pytest.raises(InvalidArgument, match=r"must end in \.csv"):
        profile(solved, "--out", tmp_path / "profile.xlsx")
    with pytest.raises(InvalidArgument, match="stands twice"):
        profile(solved, solved)
    with pytest.raises(InvalidArgument, match="There is no run"):
        profile(tmp_path)
