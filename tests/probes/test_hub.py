"""Suites as data sets."""

import io
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner

from jagbench.cli.probes import command
from jagbench.errors import JagbenchError
from jagbench.probes import load
from jagbench.probes.hub import DATA, dataset_folder
from jagbench.probes.table import COLUMNS, export

SUITE = load("smoke-v2")
SAYS = ["suite", "suite_version", "suite_sha256", "licence", "canary"]


def test_every_row_says_where_it_is_from_and_what_a_perfect_model_would_write() -> None:
    table = pd.read_parquet(io.BytesIO(dataset_folder(SUITE)[DATA]))

    assert list(table.columns) == [*COLUMNS, *SAYS]
    assert table[SAYS].drop_duplicates().values.tolist() == [
        ["smoke-v2", "2", SUITE.sha256, "CC0-1.0", SUITE.card["canary"]]
    ]
    assert (table["target"].str.len() > 0).all()


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_lines_say_it_too(form: str) -> None:
    content = io.BytesIO(export(SUITE.probes, form, SUITE.provenance))
    table = pd.read_json(content, lines=True) if form == "jsonl" else pd.read_csv(content)

    assert set(zip(table["suite"], table["suite_version"], strict=True)) == {("smoke-v2", 2)}
    assert set(table["suite_sha256"]) == {SUITE.sha256}
    assert set(table["licence"]) == {"CC0-1.0"}
    assert len(table) == len(SUITE)


def test_an_exported_file_is_a_suite_again(tmp_path: Path) -> None:
    path = tmp_path / "mine.jsonl"
    path.write_bytes(export(SUITE.probes, "jsonl", SUITE.provenance))

    again = load(str(path))

    assert list(again.probes) == list(SUITE.probes)
    assert again.provenance["suite"] == "smoke-v2"
    assert again.provenance["suite_version"] == "2"
    assert again.provenance["suite_sha256"] == SUITE.sha256


def test_a_name_without_a_version_has_none(tmp_path: Path) -> None:
    path = tmp_path / "mine-very.jsonl"
    path.write_bytes(export(SUITE.probes[:1], "jsonl"))

    assert set(load(str(path)).provenance) == {"suite", "suite_sha256"}


def test_the_folder_of_a_data_set(tmp_path: Path) -> None:
    arguments = ["export", "smoke-v2", "--format", "hf", "--out", str(tmp_path / "hub")]
    done = CliRunner().invoke(command, arguments, catch_exceptions=False)

    assert done.stdout.split() == [str(tmp_path / "hub" / "README.md"), str(tmp_path / "hub" / DATA)]
    card = (tmp_path / "hub" / "README.md").read_text(encoding="utf-8")
    assert card.startswith("---\npretty_name: 'smoke-v2'\nlicense: cc0-1.0\nlanguage:\n- en\n")
    assert SUITE.sha256 in card
    assert f"- `comparison.decimals/en`: {SUITE.card['mended']['comparison.decimals/en']}" in card


def test_the_real_library_loads_both(tmp_path: Path) -> None:
    datasets = pytest.importorskip("datasets", reason="the library datasets is not installed")
    for name, content in dataset_folder(SUITE).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)

    loaded = datasets.load_dataset(str(tmp_path), split="test", cache_dir=str(tmp_path / "cache"))

    assert loaded.to_pandas()["prompt"].tolist() == [probe.prompt for probe in SUITE]
    assert SUITE.to_datasets()[0]["target"] == loaded[0]["target"]


def test_without_the_library_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise ModuleNotFoundError(name)

    monkeypatch.setattr("jagbench.probes.suite.import_module", missing)

    with pytest.raises(JagbenchError, match="Install it with: pip install datasets"):
        SUITE.to_datasets()
