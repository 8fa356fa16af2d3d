import json
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner, Result

from jagbench.cli.compare import command
from jagbench.errors import InvalidArgument
from jagbench.probes import load, write_probes
from jagbench.runners.run import run


def compare(*arguments: str | Path) -> Result:
    texts = [str(argument) for argument in arguments]
    return CliRunner(env={"COLUMNS": "80"}).invoke(command, texts, catch_exceptions=False)


@pytest.fixture(scope="module")
def decimals(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A suite of 96 comparisons of decimals, 29 of which version order gets wrong."""
    path = tmp_path_factory.mktemp("suites") / "decimals.jsonl"
    path.write_bytes(
        write_probes([probe for probe in load("core-v1").probes if probe.skill == "comparison.decimals"])
    )
    return path


@pytest.fixture(scope="module")
def runs(decimals: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("runs")
    first, second = (
        run(f"solver:{name}", suite=str(decimals), out=folder / name).path
        for name in ("exact", "version_order")
    )
    return first, second


def test_the_table_for_people(runs: tuple[Path, Path]) -> None:
    text = compare(*runs).stdout
    assert "A  solver:exact: " in text
    assert "compared are" not in text  # one suite
    assert "96 pairs of replies on 96 items. Left out: nothing." in text
    assert ["comparison.decimals", "96", "100", "70", "-30"] in [
        line.split()[:5] for line in text.splitlines()
    ]
    assert max(map(len, text.splitlines())) <= 80
    assert "1 of 1 family,\n1 of 1 skill, " in text


def test_every_figure_as_json(runs: tuple[Path, Path]) -> None:
    found = json.loads(compare(*runs, "--json").stdout)
    assert found["against"] == "solver:exact"
    assert [(each["label"], each["protocol"]) for each in found["runs"]] == [
        ("solver:exact", "direct"),
        ("solver:version_order", "direct"),
    ]
    (one,) = found["comparisons"]
    (total,) = one["all"]
    assert (total["pairs"], total["gained"], total["odds_ratio"]) == (96, 0, 0)
    assert sum(cell["pairs"] for cell in one["cell"]) == 96
    assert set(one["left_out"].values()) == {0}


def test_all_rows_are_written(runs: tuple[Path, Path], tmp_path: Path) -> None:
    compare(*runs, "--out", tmp_path / "new" / "table.csv")
    table = pd.read_csv(tmp_path / "new" / "table.csv")
    assert set(table["scope"]) == {"all", "family", "skill", "cell"}
    assert table.loc[table["scope"] == "cell", "pairs"].sum() == 96


def test_a_run_against_a_smaller_one(runs: tuple[Path, Path], decimals: Path, tmp_path: Path) -> None:
    fewer = run("solver:exact", suite=str(decimals), out=tmp_path / "fewer", limit=30).path
    text = compare(runs[1], fewer).stdout
    assert "30 pairs" in text
    assert "Left out: 66 to probes that only A was asked." in text


def test_runs_of_other_suites(runs: tuple[Path, Path], tmp_path: Path) -> None:
    with pytest.raises(InvalidArgument, match="solver:exact and solver:no_carry share no probes"):
        compare(runs[0], run("solver:no_carry", suite="korean-v1", out=tmp_path / "other", limit=20).path)
    whole = run("solver:no_carry", suite="core-v1", out=tmp_path / "whole", limit=300).path
    text = compare(runs[0], whole).stdout
    assert "The suites differ: compared are the probes with the same prompt and answer." in text


def test_another_version_of_a_suite(tmp_path: Path) -> None:
    probes, suite = load("smoke-v1").probes, tmp_path / "mine.jsonl"
    folders: list[Path] = []
    for name, part in (("before", probes[:40]), ("after", probes[20:60])):
        suite.write_bytes(write_probes(part))
        folders.append(run("solver:exact", suite=str(suite), out=tmp_path / name).path)
    text = compare(*folders).stdout
    assert "mine.jsonlhasothercontentinB:comparedare" in "".join(text.split())  # lines break anywhere
    assert "20 pairs" in text


def test_several_runs_are_held_against_the_first(
    runs: tuple[Path, Path], decimals: Path, tmp_path: Path
) -> None:
    third = run("solver:longer_is_larger", suite=str(decimals), out=tmp_path / "third").path
    text = compare(*runs, third).stdout
    assert text.startswith("2 runs, each against the first, solver:exact.\n")
    assert text.count("A  solver:exact") == 2


def test_what_cannot_be_compared(runs: tuple[Path, Path], tmp_path: Path) -> None:
    with pytest.raises(InvalidArgument, match="It takes two runs"):
        compare(runs[0])
    with pytest.raises(InvalidArgument, match="The same run stands twice"):
        compare(runs[0], runs[0])
    with pytest.raises(InvalidArgument, match="There is no run"):
        compare(runs[0], tmp_path)
    with pytest.raises(InvalidArgument, match=r"must end in \.csv"):
        compare(*runs, "--out", tmp_path / "table.txt")
