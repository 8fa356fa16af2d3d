import json
from pathlib import Path
from typing import Any

import pytest

from jagbench.errors import InvalidArgument
from jagbench.interchange.logs.reading import read_log
from jagbench.probes import load, to_json
from tests.interchange.samples import (
    helm,
    helm_state,
    inspect_header,
    inspect_sample,
    inspect_zip,
    json_lines,
    lm_eval_line,
    openai_evals_lines,
    packed_by_zstd,
)

FIRST, SECOND, THIRD = load("smoke-v2").probes[:3]


def test_lm_eval(tmp_path: Path) -> None:
    name = "2026-11-28T22-55-56.158260"
    lines = [lm_eval_line(0, FIRST, "9.9"), lm_eval_line(1, SECOND, "7", "8")]
    path = json_lines(tmp_path / f"samples_smoke_{name}.jsonl", lines)
    about = {
        "model_name": "tiny",
        "lm_eval_version": "0.4.13",
        "config": {"model_args": {"model": "org/tiny"}},
    }
    (tmp_path / f"results_{name}.json").write_text(json.dumps(about))

    log = read_log(path)

    assert (log.tool, log.version, log.model) == ("lm-eval", "0.4.13", "org/tiny")
    assert log.created == "2026-11-28T22:55:56+00:00"
    assert log.sampling == {"temperature": 0.5}
    assert [(each.probe, each.sample, each.reply) for each in log.entries] == [
        (FIRST.id, 0, "9.9"),
        (SECOND.id, 0, "7"),
        (SECOND.id, 1, "8"),
    ]
    assert {each.finish_reason for each in log.entries} == {"unknown"}
    assert log.entries[0].prompt == FIRST.prompt


def test_lm_eval_without_its_results_is_called_by_its_folder(tmp_path: Path) -> None:
    folder = tmp_path / "org__tiny"
    folder.mkdir()
    path = json_lines(folder / "samples_smoke_2026-11-28T22-55-56.15.jsonl", [lm_eval_line(0, FIRST, "1")])

    assert read_log(path).model == "org/tiny"


def test_lm_eval_filters_repeat_replies(tmp_path: Path) -> None:
    lines = [lm_eval_line(0, FIRST, "1", filter=each) for each in ("strict-match", "flexible-extract")]

    log = read_log(json_lines(tmp_path / "samples.jsonl", lines))

    assert len(log.entries) == 1
    assert log.notes == ["1 lines repeat replies for further filters."]


def test_lm_eval_likelihoods_answer_by_the_likeliest_choice(tmp_path: Path) -> None:
    line = {
        "doc": {"question": "Which is a fruit?", "choices": ["stone", "apple"], "answer": 1},
        "target": "1",
        "arguments": {
            "gen_args_0": {"arg_0": "Which?", "arg_1": " stone"},
            "gen_args_1": {"arg_0": "Which?", "arg_1": " apple"},
        },
        "resps": [[["-3.5", "False"]], [[-0.5, True]]],
        "filter": "none",
    }

    (entry,) = read_log(json_lines(tmp_path / "samples.jsonl", [line])).entries

    assert (entry.reply, entry.scores) == ("apple", (-3.5, -0.5))


SAMPLES = [
    inspect_sample(FIRST, "9.9"),
    inspect_sample(SECOND, "so lo", stop="max_tokens"),
    inspect_sample(SECOND, "7", epoch=2),
    inspect_sample(THIRD, None),
]


def written(folder: Path, form: str) -> Path:
    if form == "json":
        (folder / "log.json").write_text(json.dumps({**inspect_header(), "samples": SAMPLES}))
        return folder / "log.json"
    path = inspect_zip(folder / "log.eval", inspect_header(), SAMPLES)
    return packed_by_zstd(path) if form == "zstd" else path


@pytest.mark.parametrize("form", ["eval", "zstd", "json"])
def test_inspect(tmp_path: Path, form: str) -> None:
    log = read_log(written(tmp_path, form))

    assert (log.tool, log.version, log.model) == ("inspect", "0.3.285", "openai-api/local/tiny")
    assert log.sampling == {"temperature": 0.25, "max_tokens": 99}
    assert {(each.probe, each.sample, each.reply, each.finish_reason) for each in log.entries} == {
        (FIRST.id, 0, "9.9", "stop"),
        (SECOND.id, 0, "so lo", "length"),
        (SECOND.id, 1, "7", "stop"),
        (THIRD.id, 0, None, "unknown"),
    }
    failed = next(each for each in log.entries if each.reply is None)
    assert failed.error == "no connection"


def test_inspect_texts_that_stand_apart(tmp_path: Path) -> None:
    sample = {
        **inspect_sample(FIRST, "attachment://12"),
        "input": [{"role": "user", "content": [{"type": "text", "text": "attachment://34"}]}],
        "attachments": {"12": "the reply", "34": "the prompt"},
    }

    (entry,) = read_log(inspect_zip(tmp_path / "log.eval", inspect_header(), [sample])).entries

    assert (entry.reply, entry.prompt) == ("the reply", "the prompt")


def test_inspect_that_is_going_on_has_no_header_yet(tmp_path: Path) -> None:
    path = inspect_zip(tmp_path / "log.eval", inspect_header(), SAMPLES[:1])
    content = path.read_bytes().replace(b"header.json", b"headerXjson")
    path.write_bytes(content)

    with pytest.raises(InvalidArgument, match="it holds no header"):
        read_log(path)


def test_inspect_of_another_version_is_read_and_said(tmp_path: Path) -> None:
    log = read_log(inspect_zip(tmp_path / "log.eval", inspect_header(version=9), SAMPLES[:1]))

    assert len(log.entries) == 1
    assert "is a log of version 9, and 2 is known" in log.notes[0]


def test_helm(tmp_path: Path) -> None:
    states = [
        helm_state("id1", "What is 2 + 3?", "5", [], " 5\n"),
        helm_state("id2", "Which is a fruit?", "pear", ["apron"], " B"),
    ]
    (tmp_path / "scenario_state.json").write_text(json.dumps(helm(states)))

    log = read_log(tmp_path / "scenario_state.json")

    assert (log.tool, log.model) == ("helm", "maker/tiny")
    assert [(each.probe, each.reply, each.finish_reason) for each in log.entries] == [
        ("id1", " 5\n", "stop"),
        ("id2", " B", "stop"),
    ]
    assert log.entries[1].question == {
        "id": "id2",
        "prompt": "Which is a fruit?\nA. apron\nB. pear",
        "answer": "pear",
        "choices": ["apron", "pear"],
    }


@pytest.mark.parametrize("tool", ["inspect", "helm"])
def test_a_json_log_that_is_half_written_gives_what_is_whole(tmp_path: Path, tool: str) -> None:
    states = [helm_state(f"id{number}", f"What is {number} + 3?", "5", [], "5") for number in range(3)]
    whole = helm(states) if tool == "helm" else {**inspect_header(), "samples": SAMPLES}
    text = json.dumps(whole)
    (tmp_path / "log.json").write_text(text[:-200])

    log = read_log(tmp_path / "log.json")

    assert log.tool == tool
    assert len(log.entries) == len(states if tool == "helm" else SAMPLES) - 1
    assert "the file ends here, half written" in log.problems[-1].why


@pytest.mark.parametrize("form", ["eval", "zstd"])
def test_an_eval_file_that_is_cut_off_gives_what_is_whole(tmp_path: Path, form: str) -> None:
    head = {"_journal/start.json": inspect_header()}
    path = inspect_zip(tmp_path / "log.eval", inspect_header(), SAMPLES, first=head)
    path = packed_by_zstd(path) if form == "zstd" else path
    content = path.read_bytes()
    path.write_bytes(content[: content.index(f"samples/{THIRD.id}".encode()) + 80])

    log = read_log(path)

    assert log.model == "openai-api/local/tiny"
    assert [each.reply for each in log.entries] == ["9.9", "so lo", "7"]
    assert [each.why for each in log.problems] == ["the file ends here, half written."]


def test_plain_lines_under_the_names_that_are_common(tmp_path: Path) -> None:
    lines = [
        {"id": "a", "response": "5", "model_name": "m"},
        {"probe": "b", "completion": None, "error": "timeout"},
        {"qid": 7, "prediction": "x", "sample": 2, "finish_reason": "length", "tokens": 4, "seconds": 1.5},
    ]

    entries = read_log(json_lines(tmp_path / "replies.jsonl", lines)).entries

    assert [(each.probe, each.reply, each.model, each.error) for each in entries] == [
        ("a", "5", "m", None),
        ("b", None, None, "timeout"),
        ("7", "x", None, None),
    ]
    assert (entries[2].sample, entries[2].finish_reason, entries[2].tokens, entries[2].seconds) == (
        *(2, "length", 4),
        1.5,
    )


def test_bad_lines_are_told_and_the_good_ones_used(tmp_path: Path) -> None:
    lines: list[Any] = [lm_eval_line(0, FIRST, "1"), {"doc": {}, "resps": None}]
    path = json_lines(tmp_path / "samples.jsonl", lines, end='{"doc_id": 2, "doc"')

    log = read_log(path)

    assert len(log.entries) == 1
    assert [each.where.rpartition(", ")[2] for each in log.problems] == ["line 2", "line 3"]


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.eval", b"no zip", "is no .eval file of Inspect: it is no ZIP archive"),
        ("a.eval", b"PK\x03\x04 and no more", "is no log of Inspect, or ends before it tells"),
        ("a.json", b'{"adapter_spec": {}, "request_states": 7}', "is no scenario_state.json of HELM"),
        (
            "a.json",
            b'{"version": 2, "eval": {"model"',
            "is no log of Inspect, or ends before its first sample",
        ),
        ("a.jsonl", b'{"x": 1}\n', "there are no replies in this file. .*line 1: it has no reply"),
        ("a.jsonl", b"", "there are no replies in this file"),
        ("a.csv", b"id,reply\n", "there are no replies in this file"),
        ("a.jsonl", b'{"reply": 5}\n', "'reply' must be a text or null, got 5"),
        (
            "a.jsonl",
            b'{"reply": "5", "finish_reason": "eos"}\n',
            "'finish_reason' must be one of stop, length",
        ),
    ],
)
def test_a_file_without_replies_is_one_sentence(
    tmp_path: Path, name: str, content: bytes, sentence: str
) -> None:
    (tmp_path / name).write_bytes(content)

    with pytest.raises(InvalidArgument, match=sentence):
        read_log(tmp_path / name)


def test_no_such_file(tmp_path: Path) -> None:
    with pytest.raises(InvalidArgument, match="No such file"):
        read_log(tmp_path / "none.jsonl")


def asked(text: str) -> list[dict[str, str]]:
    return [{"role": "user", "content": text}]


def test_openai_evals_whose_judge_kept_the_question(tmp_path: Path) -> None:
    called = {"prompt": asked(FIRST.prompt), "sampled": ["9.9"], "model": "tiny"}
    judged = {
        "correct": True,
        "prompt": asked(FIRST.prompt),
        "sampled": "9.9",
        "jagbench": to_json(FIRST),
    }

    log = read_log(
        json_lines(tmp_path / "log.jsonl", openai_evals_lines(("sampling", called), ("match", judged)))
    )

    assert (log.tool, log.model, log.created) == ("openai-evals", "tiny", "2026-11-29 12:00:00.5")
    assert [(each.prompt, each.reply, each.question) for each in log.entries] == [
        (FIRST.prompt, "9.9", {"jagbench": to_json(FIRST)})
    ]


def test_openai_evals_with_another_judge_gives_its_calls(tmp_path: Path) -> None:
    called = [{"prompt": asked(FIRST.prompt), "sampled": [each]} for each in ("1", "2")]
    text = {"prompt": "How many?", "sampled": None}
    other = {"correct": False, "expected": "9.9", "picked": "1"}
    events = [("sampling", each) for each in (*called, text)]

    log = read_log(json_lines(tmp_path / "log.jsonl", openai_evals_lines(*events, ("match", other))))

    assert log.model == "local"
    assert [(each.prompt, each.sample, each.reply, each.error) for each in log.entries] == [
        (FIRST.prompt, 0, "1", None),
        (FIRST.prompt, 1, "2", None),
        ("How many?", 0, None, "the log holds no text"),
    ]
