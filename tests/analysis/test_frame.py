from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from jagbench.analysis.export import write_frame
from jagbench.analysis.frame import COLUMNS, Given, frame, frames, given, judged, run_labels, to_frame
from jagbench.errors import InvalidArgument
from jagbench.probes import Suite
from jagbench.runners.engine import Sampling
from jagbench.runners.run import Manner, run
from jagbench.runners.run_directory import RunDirectory
from tests.analysis.samples import decimals, letters, mixed, replied
from tests.runners.samples import make_reply


def solved(model: str, path: Path) -> None:
    probes = [decimals(), decimals("9.9", "9.90", right="9.9"), letters("banana", "n", 2)]
    run(model, Suite(name="three", sha256="0" * 64, probes=probes), out=path)


def test_one_row_per_probe_with_its_verdict() -> None:
    table = mixed()
    assert tuple(table.columns) == COLUMNS
    assert table["verdict"].tolist() == [
        "correct",
        "wrong",
        "correct",
        "unscored",
        "correct",
        "wrong",
        "no_answer",
        "unscored",
    ]


def test_strict_needs_the_format_and_the_answer() -> None:
    assert mixed()["strict"].tolist() == [True, False, False, False, True, False, False, False]


def test_the_span_is_where_the_reading_stands() -> None:
    row = mixed().iloc[2]
    assert row["reply"][row["span_start"] : row["span_end"]] == row["reading"] == "3.2"


def test_lures_are_named_only_for_wrong_readings_that_equal_them() -> None:
    assert mixed()["lures"].tolist() == [(), ("version_order",), (), (), (), (), (), ()]


def test_a_wrong_reading_may_equal_several_lures() -> None:
    probe = letters(
        "strawberry", "r", 3, lures={"once_per_word": "1", "doubled_once": "2", "off_by_one": "2"}
    )
    assert replied([(probe, "2")])["lures"].tolist() == [("doubled_once", "off_by_one")]


def test_options_of_equal_worth_are_different_lures() -> None:
    probe = decimals("9.90", "9.9", right="9.90")
    table = replied([(probe, "9.9")])
    assert table["lures"].tolist() == [("version_order",)]


def test_an_engine_failure_is_unscored_whatever_text_came_with_it() -> None:
    row = judged(
        decimals(), Given(text="9.9", finish_reason="error", error="out of memory"), run="r", model="m"
    )
    assert (row.verdict, row.correct, row.reading, row.error) == ("unscored", False, "", "out of memory")


def test_a_lone_surrogate_becomes_a_replacement_character() -> None:
    table = replied([(decimals(), "9.9 \ud800")])
    assert table["reply"].tolist() == ["9.9 \ufffd"]


def test_nul_stays() -> None:
    assert replied([(decimals(), "9.9\0")])["reply"].tolist() == ["9.9\0"]


def test_an_empty_frame_has_all_columns() -> None:
    assert tuple(to_frame([]).columns) == COLUMNS


def test_a_run_directory_as_a_frame(tmp_path: Path) -> None:
    solved("solver:exact", tmp_path / "a")
    table = frame(RunDirectory.open(tmp_path / "a"))
    assert table["verdict"].tolist() == ["correct"] * 3
    assert set(table["run"]) == set(table["model"]) == {"solver:exact"}


def test_every_sample_is_a_row_and_a_missing_one_is_unscored(tmp_path: Path) -> None:
    three = Suite(name="three", sha256="0" * 64, probes=[decimals(), letters("banana", "n", 2)])
    manner = Manner(sampling=Sampling(temperature=1.0), samples=2)
    directory = run("solver:exact", three, out=tmp_path / "a", manner=manner)
    table = frame(directory)
    assert table["sample"].tolist() == [0, 1, 0, 1]
    assert table["verdict"].tolist() == ["correct"] * 4
    asked_for_more = RunDirectory(directory.path, replace(directory.manifest, samples=3))
    assert frame(asked_for_more)["verdict"].tolist() == ["correct", "correct", "unscored"] * 2


@pytest.mark.parametrize(
    ("reply", "correct", "strict"),
    [
        ("9.9 is 9.90, and 90 is more than 11.\n<answer>9.9", True, True),
        ("9.9 it is.\n<answer> 9.9 </answer>", True, True),
        ("<answer>9.11</answer> No: <answer>9.9", True, True),
        ("<answer>The answer is 9.9", True, False),
        ("9.9", True, False),
        ("<answer>9.11", False, False),
    ],
)
def test_under_marks_the_format_is_that_of_the_marked_part(reply: str, correct: bool, strict: bool) -> None:
    said = make_reply("k", reply)
    row = judged(decimals(), given(said, protocol="cot"), run="r", model="m")
    assert (row.correct, row.strict) == (correct, strict)


def test_scores_are_kept(tmp_path: Path) -> None:
    said = replace(make_reply("k", "9.9"), scores=(-0.5, -1.5))
    table = to_frame([judged(decimals(), given(said), run="r", model="m")])
    assert table["scores"].tolist() == [(-0.5, -1.5)]
    write_frame(table, tmp_path / "judged.csv")
    assert pd.read_csv(tmp_path / "judged.csv")["scores"].tolist() == ["-0.5 | -1.5"]


def test_runs_stand_below_one_another_under_their_labels(tmp_path: Path) -> None:
    solved("solver:exact", tmp_path / "a")
    solved("solver:exact", tmp_path / "b")
    runs = [RunDirectory.open(tmp_path / name) for name in "ab"]
    assert run_labels(runs) == ["solver:exact (a)", "solver:exact (b)"]
    assert frames(runs)["run"].tolist() == ["solver:exact (a)"] * 3 + ["solver:exact (b)"] * 3


def read_back(path: Path) -> pd.DataFrame:
    if path.suffix == ".csv":
        return pd.read_csv(path)
    return pd.read_parquet(path) if path.suffix == ".parquet" else pd.read_json(path, lines=True)


@pytest.mark.parametrize("ending", ["csv", "jsonl", "parquet"])
def test_every_row_is_written(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"judged.{ending}"
    write_frame(mixed(), path)
    table = read_back(path)
    assert tuple(table.columns) == COLUMNS
    assert table["verdict"].tolist() == mixed()["verdict"].tolist()


def test_an_unknown_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidArgument, match=r"must end in one of \.csv, \.jsonl, \.parquet"):
        write_frame(mixed(), tmp_path / "judged.xlsx")
