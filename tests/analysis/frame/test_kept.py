import secrets
from pathlib import Path

import pandas as pd
import pytest

from jagbench import __version__
from jagbench.analysis.frame.export import write_frame
from jagbench.analysis.frame.kept import BEFORE, READINGS, changes, keep, kept, load_readings, readings
from jagbench.analysis.frame.rows import frame
from jagbench.errors import InvalidArgument, JagbenchError
from jagbench.runners.run_directory import RunDirectory
from tests.analysis.runs import answered
from tests.analysis.samples import decimals, letters

PAIRS = [(decimals(), "9.11"), (letters("banana", "n", 2), "2"), (letters("plum", "p", 1), None)]


@pytest.fixture
def run(tmp_path: Path) -> RunDirectory:
    return answered(tmp_path / "run", PAIRS)


def as_read_before(run: RunDirectory, row: int, **other: str) -> None:
    """Keeps the readings of a run as if one reply had been read otherwise by an older version."""
    old = readings(frame(run)).assign(jagbench="0.0.1")
    for name, value in other.items():
        old.loc[row, name] = value
    old.to_parquet(run.path / READINGS)


def test_what_is_kept(run: RunDirectory) -> None:
    assert kept(run) is None
    keep(run, frame(run))
    found = kept(run)
    assert found is not None
    assert found["verdict"].tolist() == ["wrong", "correct"]
    assert found["reading"].tolist() == ["9.11", "2"]
    assert set(found["jagbench"]) == {__version__}
    assert not (run.path / BEFORE).exists()


def test_keeping_the_same_again_writes_nothing(run: RunDirectory) -> None:
    keep(run, frame(run))
    written = (run.path / READINGS).stat().st_mtime_ns
    keep(run, frame(run))
    assert (run.path / READINGS).stat().st_mtime_ns == written


def test_what_is_read_otherwise_now(run: RunDirectory) -> None:
    as_read_before(run, 0, verdict="no_answer", reading="", rule="nothing")
    earlier = kept(run)
    assert earlier is not None
    found = changes(earlier, frame(run))
    assert (found.earlier, found.compared, found.new) == (["0.0.1"], 2, 0)
    assert found.transitions.to_dict("list") == {
        "old": ["correct", "no_answer"],
        "new": ["correct", "wrong"],
        "count": [1, 1],
    }
    (changed,) = found.changed.to_dict("records")
    assert changed == {
        "probe": PAIRS[0][0].id,
        "sample": 0,
        "skill": "comparison.decimals",
        "prompt": PAIRS[0][0].prompt,
        "expected": "9.9",
        "reply": "9.11",
        "old_verdict": "no_answer",
        "old_reading": "",
        "old_rule": "nothing",
        "verdict": "wrong",
        "reading": "9.11",
        "rule": "bare",
    }


def test_another_reading_with_the_same_verdict_is_a_change_and_another_rule_is_none(
    run: RunDirectory,
) -> None:
    as_read_before(run, 0, reading="9.12")
    assert changes(load_readings(run.path / READINGS), frame(run)).changed["old_reading"].tolist() == ["9.12"]
    as_read_before(run, 0, rule="last_line")
    assert changes(load_readings(run.path / READINGS), frame(run)).changed.empty


def test_what_was_there_before_a_change_stays(run: RunDirectory) -> None:
    as_read_before(run, 0, verdict="no_answer", reading="")
    keep(run, frame(run))
    assert load_readings(run.path / BEFORE)["verdict"].tolist() == ["no_answer", "correct"]
    assert load_readings(run.path / READINGS)["verdict"].tolist() == ["wrong", "correct"]


def test_a_reply_that_is_another_now_is_not_compared(tmp_path: Path, run: RunDirectory) -> None:
    earlier = readings(frame(run))
    now = frame(answered(tmp_path / "again", [(PAIRS[0][0], "9.9"), PAIRS[1], (PAIRS[2][0], "1")]))
    found = changes(earlier, now)
    assert (found.compared, found.new, len(found.changed)) == (1, 2, 0)


def test_a_judged_file_holds_readings_too(tmp_path: Path, run: RunDirectory) -> None:
    table = frame(run)
    write_frame(table, tmp_path / "judged.parquet")
    found = load_readings(tmp_path / "judged.parquet")
    assert found.drop(columns="jagbench").equals(readings(table).drop(columns="jagbench"))
    assert changes(found, table).earlier == []


def test_what_holds_no_readings(tmp_path: Path, run: RunDirectory) -> None:
    with pytest.raises(InvalidArgument, match=r"Cannot read .*none\.parquet: No such file or directory"):
        load_readings(tmp_path / "none.parquet")
    (tmp_path / "read.md").write_text("# Read me")
    with pytest.raises(InvalidArgument, match=r"is no Parquet file, .*: give .* that `jagbench score --out`"):
        load_readings(tmp_path / "read.md")
    pd.DataFrame({"name": ["Ada"]}).to_parquet(tmp_path / "other.parquet")
    with pytest.raises(InvalidArgument, match="holds no readings"):
        load_readings(tmp_path / "other.parquet")
    (run.path / READINGS).write_bytes((tmp_path / "other.parquet").read_bytes())
    with pytest.raises(JagbenchError, match=r"is damaged \(it holds no readings\): move it away"):
        kept(run)
    (run.path / READINGS).write_bytes(b"PAR1")
    with pytest.raises(JagbenchError, match=r"is damaged .*: move it away"):
        kept(run)


def test_a_folder_that_cannot_be_written(run: RunDirectory, monkeypatch: pytest.MonkeyPatch) -> None:
    table = frame(run)
    monkeypatch.setattr(secrets, "token_hex", "x".format)
    (run.path / f"{READINGS}.x.tmp").mkdir()  # stands in the way of writing, for root as well
    with pytest.raises(JagbenchError, match=r"The readings are not kept: .* cannot be written"):
        keep(run, table)
    assert kept(run) is None
