import json
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner, Result

from jagbench.cli.factors import command
from jagbench.errors import InvalidArgument
from jagbench.runners.run import run

pytest.importorskip("statsmodels", reason="the extra stats is not installed")


def factors(*arguments: str | Path) -> Result:
    return CliRunner().invoke(command, [str(argument) for argument in arguments], catch_exceptions=False)


@pytest.fixture(scope="module")
def solved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("runs") / "solved"
    return run("solver:version_order", suite="frames-v1", out=out, limit=400).path


def test_the_table_for_people(solved: Path) -> None:
    found = factors(solved)
    assert found.stdout.startswith("comparison.decimals\n")
    assert "none failed" in found.stdout  # integer_part and long_larger are no trouble to version order
    assert "The tokenizer of solver:version_order is not known. Tokens are left out" in found.stderr
    assert factors(solved, "--tokenizer", "none").stderr == ""


@pytest.mark.parametrize(
    ("ending", "start"),
    [
        (".tex", "% Odds ratios"),
        (".md", "| skill |"),
        (".csv", "skill,factor,value,"),
        (".txt", "comparison.decimals"),
    ],
)
def test_the_ending_says_the_format(solved: Path, tmp_path: Path, ending: str, start: str) -> None:
    out = tmp_path / f"table{ending}"
    assert factors(solved, "--tokenizer", "none", "--out", out).stdout == ""
    assert out.read_text(encoding="utf-8").startswith(start)


def test_factors_that_are_asked_for(solved: Path) -> None:
    text = factors(
        *(solved, "--tokenizer", "none", "--json", "--skill", "comparison.decimals"),
        *("--factor", "pair", "--factor", "language"),
    ).stdout
    found = json.loads(text)
    assert {row["factor"] for row in found["table"]} == {"all", "pair"}
    assert [(row["factor"], row["reason"]) for row in found["left_out"]] == [
        ("language", "the same everywhere")
    ]


@pytest.mark.model
def test_tokens_of_the_model(solved: Path, tmp_path: Path) -> None:
    pytest.importorskip("xllamacpp", reason="the extra llamacpp is not installed")
    out = tmp_path / "table.csv"
    factors(solved, "--tokenizer", "smollm2", "--factor", "tokens_per_operand", "--out", out)
    row = pd.read_csv(out).query("factor == 'tokens_per_operand'").iloc[0]
    assert row["replies"] == 400
    assert row["low"] < row["odds_ratio"] < row["high"]


def test_what_cannot_be_modelled(solved: Path, tmp_path: Path) -> None:
    with pytest.raises(InvalidArgument, match="Unknown skill of this run"):
        factors(solved, "--skill", "comparison.decimal")
    with pytest.raises(InvalidArgument, match="Unknown factor of this run"):
        factors(solved, "--tokenizer", "none", "--factor", "pairs")
    with pytest.raises(InvalidArgument, match="must end in"):
        factors(solved, "--out", tmp_path / "table.xlsx")
    with pytest.raises(InvalidArgument, match="There is no run"):
        factors(tmp_path)
    with pytest.raises(InvalidArgument, match="There is no tokenizer at"):
        factors(solved, "--tokenizer", "./nowhere")
