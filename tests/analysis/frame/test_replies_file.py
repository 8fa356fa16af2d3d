import json
from pathlib import Path

import pandas as pd
import pytest

from jagbench.analysis.frame import replies_file
from jagbench.analysis.frame.export import write_frame
from jagbench.analysis.frame.replies_file import frame_of_file
from jagbench.errors import InvalidArgument
from tests.analysis.samples import decimals, letters


def written(folder: Path, *lines: object) -> Path:
    path = folder / "replies.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return path


OWN = {"prompt": "What is 2 + 3?", "answer": {"kind": "integer", "value": "5"}, "reply": "5"}


def test_a_line_may_bring_its_own_question(tmp_path: Path) -> None:
    table = frame_of_file(
        written(tmp_path, OWN, {**OWN, "reply": "6", "skill": "sums", "lures": {"plus_one": "6"}})
    )
    assert table["verdict"].tolist() == ["correct", "wrong"]
    assert table["skill"].tolist() == ["unnamed", "sums"]
    assert table["lures"].tolist() == [(), ("plus_one",)]
    assert table["run"].tolist() == ["replies", "replies"]


def test_a_line_may_name_a_probe_and_the_others_are_unscored(tmp_path: Path) -> None:
    probes = [decimals(), letters("banana", "n", 2)]
    table = frame_of_file(written(tmp_path, {"probe": probes[0].id, "reply": "9.11"}), probes)
    assert table["probe"].tolist() == [probe.id for probe in probes]
    assert table["verdict"].tolist() == ["wrong", "unscored"]


def test_null_is_unscored_and_an_empty_reply_is_no_answer(tmp_path: Path) -> None:
    table = frame_of_file(written(tmp_path, {**OWN, "reply": None, "error": "timeout"}, {**OWN, "reply": ""}))
    assert table["verdict"].tolist() == ["unscored", "no_answer"]
    assert table["error"].tolist() == ["timeout", ""]


def test_each_model_is_a_run(tmp_path: Path) -> None:
    table = frame_of_file(written(tmp_path, {**OWN, "model": "a"}, {**OWN, "model": "b"}))
    assert table["run"].tolist() == ["a", "b"]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ({"prompt": "?", "answer": {"kind": "integer", "value": "5"}}, "line 1: the key 'reply' is missing"),
        ({"reply": "5"}, "give the id of a 'probe', or a 'prompt' and its 'answer'"),
        ({"probe": "0123", "reply": "5"}, "belongs to a suite: name it with --suite"),
        ({**OWN, "sample": -1}, "'sample' must be a whole number from 0 up or null, got -1"),
        ({**OWN, "seconds": "1"}, "'seconds' must be a number from 0 up or null, got '1'"),
        ({**OWN, "scores": ["x"]}, "'scores' must be a list of numbers or null"),
        ({**OWN, "reply": 5}, "'reply' must be a string or null, got 5"),
        ({**OWN, "finish_reason": "eos"}, "must be stop, length, refusal, error or null, got 'eos'"),
        ({**OWN, "answer": {"kind": "numbr", "value": "5"}}, "Unknown answer kind 'numbr'"),
        ({**OWN, "answer": "5"}, "'answer' must be a JSON object"),
        ({"answer": {"kind": "integer", "value": "5"}, "reply": "5"}, "the key 'prompt' is missing"),
        ([1], "expected a JSON object, got [1]"),
    ],
)
def test_a_wrong_line_is_one_clear_sentence(tmp_path: Path, line: object, message: str) -> None:
    with pytest.raises(InvalidArgument) as caught:
        frame_of_file(written(tmp_path, line))
    assert message in str(caught.value)


def test_a_probe_that_the_suite_lacks(tmp_path: Path) -> None:
    with pytest.raises(InvalidArgument, match="the suite has no probe '0123'"):
        frame_of_file(written(tmp_path, {"probe": "0123", "reply": "5"}), [decimals()])


def test_what_is_no_file_of_replies(tmp_path: Path) -> None:
    with pytest.raises(InvalidArgument, match="No such file"):
        frame_of_file(tmp_path / "none.jsonl")
    (tmp_path / "empty.jsonl").write_text("\n")
    with pytest.raises(InvalidArgument, match="there are no replies in this file"):
        frame_of_file(tmp_path / "empty.jsonl")


@pytest.mark.parametrize(
    ("encoding", "message"),
    [
        ("utf-16", "this is UTF-16, not UTF-8 text: save the file as UTF-8"),
        ("latin-1", r"line 2: it is not UTF-8 text \(the byte 0xe9\): save the file as UTF-8"),
    ],
)
def test_another_encoding(tmp_path: Path, encoding: str, message: str) -> None:
    lines = [OWN, {**OWN, "reply": "café: 5"}]
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    (tmp_path / "other.jsonl").write_bytes(text.encode(encoding))
    with pytest.raises(InvalidArgument, match=message):
        frame_of_file(tmp_path / "other.jsonl")
    with pytest.raises(InvalidArgument, match=message):
        frame_of_file(tmp_path / "other.jsonl", [decimals()])


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    (tmp_path / "marked.jsonl").write_text(json.dumps(OWN) + "\n", encoding="utf-8-sig")
    assert frame_of_file(tmp_path / "marked.jsonl")["verdict"].tolist() == ["correct"]


def test_what_else_a_line_may_say(tmp_path: Path) -> None:
    line = {**OWN, "sample": 3, "tokens": 7, "seconds": 0.5, "scores": [-0.5], "finish_reason": ""}
    row = frame_of_file(written(tmp_path, line)).iloc[0]
    assert (row["sample"], row["tokens"], row["seconds"], row["scores"]) == (3, 7, 0.5, (-0.5,))
    assert row["finish_reason"] == ""


@pytest.mark.slow
def test_lines_are_judged_the_same_over_several_processes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    probes = [decimals(), letters("banana", "n", 2), letters("plum", "p", 1)]
    lines = [{"probe": probes[place].id, "reply": reply} for place, reply in ((1, "2"), (0, "9.9"), (1, "3"))]
    path = written(tmp_path, *lines, {**lines[0], "model": "other"})
    alone = frame_of_file(path, probes)
    assert alone["verdict"].tolist() == [
        *("correct", "correct", "wrong", "correct"),
        *("unscored", "unscored", "unscored"),
    ]
    assert alone["run"].tolist() == [*["replies"] * 3, "other", "replies", "other", "other"]
    monkeypatch.setattr(replies_file, "ROWS", 1)
    told: list[tuple[int, int]] = []
    pd.testing.assert_frame_equal(
        frame_of_file(path, probes, processes=2, on_judged=lambda done, total: told.append((done, total))),
        alone,
    )
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_an_error_names_the_line_in_any_chunk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replies_file, "ROWS", 1)
    with pytest.raises(InvalidArgument, match="line 2: the key 'reply' is missing"):
        frame_of_file(written(tmp_path, OWN, {key: OWN[key] for key in ("prompt", "answer")}))


def test_parquet(tmp_path: Path) -> None:
    pd.DataFrame([OWN, {**OWN, "reply": None, "lures": {"plus_one": "6"}}, {**OWN, "reply": "6"}]).to_parquet(
        tmp_path / "replies.parquet"
    )
    table = frame_of_file(tmp_path / "replies.parquet")
    assert table["verdict"].tolist() == ["correct", "unscored", "wrong"]
    assert table["skill"].tolist() == ["unnamed"] * 3


def test_parquet_with_a_suite(tmp_path: Path) -> None:
    probes = [decimals(), letters("banana", "n", 2)]
    # Whatever its name, a file that begins as Parquet is Parquet.
    path = tmp_path / "replies.data"
    pd.DataFrame({"probe": [probes[1].id], "reply": [b"2"], "note": ["ignored"]}).to_parquet(path)
    assert frame_of_file(path, probes)["verdict"].tolist() == ["correct", "unscored"]


def test_the_replies_of_a_run_count_by_their_last_turn(tmp_path: Path) -> None:
    probe = letters("banana", "n", 2)
    said = pd.DataFrame(
        {
            "probe": [probe.id] * 4,
            "sample": [0, 0, 1, 0],
            "turn": [1, 0, 0, 0],
            "recheck": [False, False, False, True],
            "text": ["2", "5", "3", "7"],
            "reply_tokens": [1, 2, 3, 4],
        }
    )
    said.to_parquet(tmp_path / "replies.parquet")
    table = frame_of_file(tmp_path / "replies.parquet", [probe])
    assert table["reply"].tolist() == ["2", "3"]
    assert table["tokens"].tolist() == [1, 3]


@pytest.mark.parametrize("ending", ["jsonl", "parquet"])
def test_a_judged_file_is_read_again(tmp_path: Path, ending: str) -> None:
    probes = [decimals(), letters("banana", "n", 2)]
    first = frame_of_file(written(tmp_path, {"probe": probes[0].id, "reply": "9.11"}), probes)
    write_frame(first, tmp_path / f"judged.{ending}")
    pd.testing.assert_frame_equal(frame_of_file(tmp_path / f"judged.{ending}", probes), first)


def test_parquet_that_holds_no_replies(tmp_path: Path) -> None:
    path = tmp_path / "replies.parquet"
    pd.DataFrame({"name": ["Ada"], "reply": ["5"]}).to_parquet(path)
    with pytest.raises(InvalidArgument, match=r"its columns are name, reply\. There must"):
        frame_of_file(path)
    pd.DataFrame({"probe": [], "reply": []}).to_parquet(path)
    with pytest.raises(InvalidArgument, match="there are no replies in this file"):
        frame_of_file(path)
    path.write_bytes(b"5")
    with pytest.raises(InvalidArgument, match="not a Parquet file, or a damaged one"):
        frame_of_file(path)
    pd.DataFrame({"probe": ["0", "0"], "reply": ["5", "6"]}).to_parquet(path)
    with pytest.raises(InvalidArgument, match="row 1: the suite has no probe '0'"):
        frame_of_file(path, [decimals()])
    pd.DataFrame({**OWN, "reply": [b"caf\xe9"], "answer": [OWN["answer"]]}).to_parquet(path)
    with pytest.raises(InvalidArgument, match="row 1: it is not UTF-8 text"):
        frame_of_file(path)
