from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from jagbench.analysis.frame import rows as frame_module
from jagbench.analysis.frame.export import write_frame
from jagbench.analysis.frame.rows import COLUMNS, Given, frame, frames, judged, run_labels, to_frame
from jagbench.analysis.reading import Reading, read_probe
from jagbench.errors import InvalidArgument, JagbenchError
from jagbench.probes import Probe, Suite, write_probes
from jagbench.runners.engine import Sampling
from jagbench.runners.manner import Manner
from jagbench.runners.protocols import ANSWER_MARKS
from jagbench.runners.reply import Reply
from jagbench.runners.run import run
from jagbench.runners.run_directory import JOURNAL, PROBES, REPLIES, RunDirectory
from tests.analysis.runs import asked_in_order, replied_anew
from tests.analysis.samples import decimals, letters, mixed, replied

pa: Any = import_module("pyarrow")


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
    said = Given(text=reply, finish_reason="stop", marks=ANSWER_MARKS)
    row = judged(decimals(), said, run="r", model="m")
    assert (row.correct, row.strict) == (correct, strict)


def test_scores_are_kept(tmp_path: Path) -> None:
    said = Given(text="9.9", finish_reason="stop", scores=(-0.5, -1.5))
    table = to_frame([judged(decimals(), said, run="r", model="m")])
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


def a_run(path: Path, *said: Reply, samples: int = 1) -> RunDirectory:
    """A run of three probes with some replies, finished."""
    manner = Manner(sampling=Sampling(temperature=1.0), samples=samples)
    asked_in_order(path, THREE, manner)
    return replied_anew(path, said)


THREE = [decimals(), decimals("9.9", "9.90", right="9.9"), letters("banana", "n", 2)]


def reply_to(
    place: int, text: str, *, sample: int = 0, turn: int = 0, recheck: bool = False, key: str = ""
) -> Reply:
    probe = THREE[place].id
    return Reply(
        key=key or f"{probe}-{sample}-{turn}-{recheck}",
        probe=probe,
        sample=sample,
        turn=turn,
        recheck=recheck,
        text=text,
        finish_reason="stop",
    )


def test_replies_in_any_order_come_to_their_probe_and_sample(tmp_path: Path) -> None:
    said = [reply_to(2, "2", sample=1), reply_to(0, "9.11"), reply_to(2, "3"), reply_to(0, "9.9", sample=1)]
    table = frame(a_run(tmp_path / "run", *said, samples=2))
    assert table["reply"].tolist() == ["9.11", "9.9", "", "", "3", "2"]
    assert table["verdict"].tolist() == ["wrong", "correct", "unscored", "unscored", "wrong", "correct"]


def test_the_turn_of_the_answer_counts_and_no_reply_that_was_asked_for_to_compare(tmp_path: Path) -> None:
    said = [reply_to(0, "9.9"), reply_to(0, "9.11", turn=1), reply_to(2, "2"), reply_to(2, "3", recheck=True)]
    table = frame(a_run(tmp_path / "run", *said))
    assert table["reply"].tolist() == ["9.9", "", "2"]


def test_a_frame_is_the_same_over_several_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = [reply_to(0, "9.11"), reply_to(1, "I cannot tell."), reply_to(2, "\\boxed{2}")]
    directory = a_run(tmp_path / "run", *said)
    alone = frame(directory, processes=1)
    monkeypatch.setattr(frame_module, "ROWS", 1)
    told: list[tuple[int, int]] = []
    pd.testing.assert_frame_equal(frame(directory, processes=1), alone)
    both = frame(directory, processes=2, on_judged=lambda done, total: told.append((done, total)))
    pd.testing.assert_frame_equal(both, alone)
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_there_is_at_least_one_process(tmp_path: Path) -> None:
    with pytest.raises(InvalidArgument, match="at least 1 process, not 0"):
        frame(a_run(tmp_path / "run"), processes=0)


def test_equal_replies_to_a_probe_are_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = [reply_to(2, "2", sample=sample) for sample in range(4)]
    directory = a_run(tmp_path / "run", *said, reply_to(2, "3", sample=4), samples=5)
    texts: list[str] = []

    def counted(probe: Probe, text: str, finish_reason: str | None) -> Reading:
        texts.append(text)
        return read_probe(probe, text, finish_reason)

    monkeypatch.setattr(frame_module, "read_canonical", counted)
    assert frame(directory)["reading"].tolist()[10:] == ["2", "2", "2", "2", "3"]
    assert texts == ["2", "3"]


def test_a_run_that_is_going_on(tmp_path: Path) -> None:
    directory = a_run(tmp_path / "run", reply_to(0, "9.9"))
    with directory.open_journal() as journal:
        journal.write([reply_to(1, "\ud800 9.9")])
    with (directory.path / JOURNAL).open("a") as file:
        file.write('{"key": "torn')
    table = frame(directory)
    assert table["reply"].tolist() == ["9.9", "\ufffd 9.9", ""]
    assert table["verdict"].tolist() == ["correct", "correct", "unscored"]


def test_a_run_without_replies_and_one_without_probes(tmp_path: Path) -> None:
    directory = a_run(tmp_path / "run")
    assert frame(directory)["verdict"].tolist() == ["unscored"] * 3
    (directory.path / PROBES).unlink()
    assert tuple(frame(directory).columns) == COLUMNS
    assert frame(directory).empty


def test_a_probe_that_stands_twice(tmp_path: Path) -> None:
    directory = a_run(tmp_path / "run")
    with (directory.path / PROBES).open("ab") as file:
        file.write(write_probes(THREE[:1]))
    with pytest.raises(JagbenchError, match=r"is not the file that was asked: .* Put the file back"):
        frame(RunDirectory.open(directory.path))


def test_replies_that_are_no_replies(tmp_path: Path) -> None:
    directory = a_run(tmp_path / "run")
    pd.DataFrame({"name": ["Ada"]}).to_parquet(directory.path / REPLIES)
    with pytest.raises(JagbenchError, match="does not hold replies"):
        frame(directory)
    (directory.path / REPLIES).write_bytes(b"PAR1 and no more")
    with pytest.raises(JagbenchError, match="is damaged"):
        frame(directory)


def test_columns_have_one_type_whatever_they_hold(tmp_path: Path) -> None:
    write_frame(to_frame([]), tmp_path / "none.parquet")
    write_frame(mixed(), tmp_path / "mixed.parquet")
    none, some = (pd.read_parquet(tmp_path / f"{name}.parquet") for name in ("none", "mixed"))
    assert (len(none), len(some)) == (0, 8)
    assert none.dtypes.to_dict() == some.dtypes.to_dict()
    assert some["tokens"].dtype == "Int64"


@pytest.mark.parametrize("ending", ["csv", "jsonl", "parquet"])
def test_a_file_that_cannot_be_written_stays_as_it_was(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"judged.{ending}"
    path.write_text("the old content")
    unwritable = mixed().assign(options=1.0j)
    with pytest.raises((TypeError, pa.ArrowException)):
        write_frame(unwritable, path)
    assert path.read_text() == "the old content"
    assert [each.name for each in tmp_path.iterdir()] == [path.name]
