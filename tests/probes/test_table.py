import io
import json

import pandas as pd
import pytest

from jagbench.errors import InvalidArgument
from jagbench.generators import generate, get_skill
from jagbench.probes import read_probes
from jagbench.probes.table import COLUMNS, export, to_pandas

PROBES = generate(get_skill("comparison.decimals"), level=2, seed=3, count=12)


def test_a_frame_has_one_row_a_probe() -> None:
    frame = to_pandas(PROBES)

    assert tuple(frame.columns) == COLUMNS
    assert frame["id"].tolist() == [probe.id for probe in PROBES]
    assert frame["answer"].tolist() == [probe.answer.value for probe in PROBES]
    assert frame["family"].unique().tolist() == ["comparison"]
    assert json.loads(frame["params"][0])["pair"] == PROBES[0].params["pair"]


def test_json_lines_give_the_probes_back() -> None:
    assert read_probes(export(PROBES, "jsonl"), source="export") == PROBES


def test_parquet_gives_the_frame_back() -> None:
    back = pd.read_parquet(io.BytesIO(export(PROBES, "parquet")))

    assert tuple(back.columns) == COLUMNS
    assert [list(options) for options in back["options"]] == [list(each.answer.options) for each in PROBES]
    assert back["prompt"].tolist() == [probe.prompt for probe in PROBES]


def test_csv_gives_the_texts_back() -> None:
    back = pd.read_csv(io.BytesIO(export(PROBES, "csv")), dtype=str, keep_default_na=False)

    assert back["prompt"].tolist() == [probe.prompt for probe in PROBES]
    assert [json.loads(each) for each in back["operands"]] == [list(probe.operands) for probe in PROBES]


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(InvalidArgument, match="format 'xlsx'"):
        export(PROBES, "xlsx")
