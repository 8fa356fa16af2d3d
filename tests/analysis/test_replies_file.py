import json
from pathlib import Path

import pytest

from jagbench.analysis.replies_file import frame_of_file
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
        ({**OWN, "reply": 5}, "'reply' must be a string or null, got 5"),
        ({**OWN, "finish_reason": "eos"}, "must be stop, length, error or null, got 'eos'"),
        ({**OWN, "answer": {"kind": "numbr", "value": "5"}}, "Unknown answer kind 'numbr'"),
        ({**OWN, "answer": "5"}, "'answer' must be a dict"),
        ({"answer": {"kind": "integer", "value": "5"}, "reply": "5"}, "the key 'prompt' is missing"),
        ([1], "expected a JSON object, got list"),
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
    (tmp_path / "binary.jsonl").write_bytes(b"\xff\xfe")
    with pytest.raises(InvalidArgument, match="not UTF-8 text"):
        frame_of_file(tmp_path / "binary.jsonl")
