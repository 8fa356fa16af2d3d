import json
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner, Result

from jagbench.cli.trend import command
from jagbench.errors import InvalidArgument
from jagbench.runners.run import run


def trend(*arguments: object) -> Result:
    return CliRunner(env={"COLUMNS": "80"}).invoke(command, [*map(str, arguments)], catch_exceptions=False)


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Four checkpoints; from the third on, decimals are taken for versions."""
    folder = tmp_path_factory.mktemp("runs")
    models = {"step-2k": "version_order", "step-500": "exact", "step-1k": "exact", "step-4k": "version_order"}
    return [
        run(f"solver:{model}", "smoke-v2", out=folder / name, label=name).path
        for name, model in models.items()
    ]


def test_the_table_and_the_first_change(folders: list[Path]) -> None:
    text = trend(*folders, "--by", "skill").stdout

    assert text.startswith("4 runs in the order of the number in their labels, on the 332 replies")
    lines = [line.split() for line in text.splitlines()]
    assert ["skill", "500", "1000", "2000", "4000", "Holm"] in lines
    assert ["comparison.decimals", "100", "100", "*56", "56"] in [line[:5] for line in lines]
    assert "The first change that holds begins at step-2k." in text
    assert "  comparison.decimals: 100.0 % before, 55.6 % from step-2k on (-44.4 points, " in text


def test_data_and_file_hold_every_scope(folders: list[Path], tmp_path: Path) -> None:
    found = json.loads(trend(*folders, "--json", "--out", tmp_path / "trend.csv").stdout)

    assert [(each["label"], each["step"]) for each in found["runs"]] == [
        ("step-500", 500),
        ("step-1k", 1000),
        ("step-2k", 2000),
        ("step-4k", 4000),
    ]
    assert {each["scope"] for each in found["accuracies"]} == {"all", "family", "skill"}
    assert [(each["skill"], each["run"]) for each in found["changes"] if each["scope"] == "skill"] == [
        ("comparison.decimals", "step-2k")
    ]
    assert len(pd.read_csv(tmp_path / "trend.csv")) == len(found["accuracies"])


def test_the_order_can_be_given(folders: list[Path]) -> None:
    text = trend(*reversed(folders), "--order", "given").stdout

    assert "in the order of how they were given" in text
    assert "The first change that holds begins at step-1k" in text or "No change holds" in text


def test_what_has_no_trend_is_one_sentence(folders: list[Path], tmp_path: Path) -> None:
    with pytest.raises(InvalidArgument, match="of two runs or more"):
        trend(folders[0])
    other = run("solver:exact", "korean-v1", out=tmp_path / "korean", limit=5).path
    with pytest.raises(InvalidArgument, match="no scored reply that the runs before it have"):
        trend(folders[0], other)
    with pytest.raises(InvalidArgument, match="are not alike but for one number"):
        trend(folders[0], other, "--order", "name")
