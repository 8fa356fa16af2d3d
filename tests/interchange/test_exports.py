import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import jagbench as jb
from jagbench.cli.export import command
from jagbench.errors import InvalidArgument
from jagbench.interchange.exports.every_eval_ever import export_records
from tests.interchange.samples import json_lines


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> jb.Run:
    return jb.run("solver:version_order", "smoke-v2", out=tmp_path_factory.mktemp("runs") / "a", limit=40)


def records(run: jb.Run, folder: Path) -> tuple[dict[str, Any], list[dict[str, Any]], list[Path]]:
    paths = export_records(run.directory, run.frame, folder, organization="My lab")
    return (
        json.loads(paths[0].read_text()),
        [json.loads(line) for line in paths[1].read_text().splitlines()],
        paths,
    )


def test_the_record_of_results_holds_those_of_the_run(run: jb.Run, tmp_path: Path) -> None:
    whole, _, _ = records(run, tmp_path)
    total = run.accuracy().iloc[0]

    overall, *skills = whole["evaluation_results"]
    assert overall["score_details"]["score"] == total["accuracy"]
    interval = overall["score_details"]["uncertainty"]["confidence_interval"]
    assert (interval["lower"], interval["upper"]) == (total["low"], total["high"])
    assert {each["evaluation_name"] for each in skills} == set(run.frame["skill"])
    assert whole["source_metadata"]["source_organization_name"] == "My lab"


def test_the_record_of_a_reply_says_by_which_rule_it_was_read(run: jb.Run, tmp_path: Path) -> None:
    _, lines, _ = records(run, tmp_path)

    for line, (_, row) in zip(lines, run.frame.iterrows(), strict=True):
        (attribution,) = line["answer_attribution"]
        assert attribution["extraction_method"] == row["rule"]
        assert attribution["extracted_value"] == row["reading"]
        assert line["evaluation"]["is_correct"] == row["correct"]
        assert (line["sample_id"], line["output"]["raw"]) == (row["probe"], [row["reply"]])


def test_records_stand_where_the_datastore_has_them(run: jb.Run, tmp_path: Path) -> None:
    whole, lines, paths = records(run, tmp_path)
    detail = whole["detailed_evaluation_results"]

    assert paths[1] == tmp_path / detail["file_path"]
    assert paths[0].parent == tmp_path / "data/jagbench-smoke-v2/local/version_order"
    assert detail["checksum"] == hashlib.sha256(paths[1].read_bytes()).hexdigest()
    assert detail["total_rows"] == len(lines) == 40
    assert {line["evaluation_id"] for line in lines} == {whole["evaluation_id"]}


def test_the_same_run_gives_the_same_records(run: jb.Run, tmp_path: Path) -> None:
    first, second = (records(run, tmp_path / name) for name in ("a", "b"))

    assert first[:2] == second[:2]
    assert first[2][0].name == second[2][0].name


def test_a_model_with_a_maker_is_called_so(run: jb.Run, tmp_path: Path) -> None:
    lines = [{"id": probe.id, "reply": "1", "model": "Qwen/Qwen3-8B"} for probe in run.probes]
    log = jb.Run(json_lines(tmp_path / "replies.jsonl", lines), suite="smoke-v2")

    whole, _, paths = records(log, tmp_path)

    assert whole["model_info"]["id"] == "Qwen/Qwen3-8B"
    assert paths[0].parent.parts[-2:] == ("Qwen", "Qwen3-8B")


def test_unscored_replies_are_in_no_record(run: jb.Run, tmp_path: Path) -> None:
    first, second = run.probes[:2]
    lines = [{"id": first.id, "reply": "1"}, {"id": second.id, "reply": None}]
    log = jb.Run(json_lines(tmp_path / "replies.jsonl", lines), suite="smoke-v2")

    whole, replies, _ = records(log, tmp_path)

    assert [line["sample_id"] for line in replies] == [first.id]
    details = whole["evaluation_results"][0]["score_details"]["details"]
    assert (details["asked"], details["scored"]) == ("2", "1")


def test_a_run_without_a_scored_reply_has_no_record(run: jb.Run, tmp_path: Path) -> None:
    path = json_lines(tmp_path / "replies.jsonl", [{"id": run.probes[0].id, "reply": None}])

    with pytest.raises(InvalidArgument, match="has no scored reply"):
        records(jb.Run(path, suite="smoke-v2"), tmp_path)


def test_the_command_prints_what_it_wrote(run: jb.Run, tmp_path: Path) -> None:
    arguments = [str(run.path), "--format", "every-eval-ever", "--out", str(tmp_path)]

    done = CliRunner().invoke(command, arguments, catch_exceptions=False)

    assert [Path(line).suffix for line in done.stdout.splitlines()] == [".json", ".jsonl"]
    assert all(Path(line).is_file() for line in done.stdout.splitlines())


def test_a_log_of_inspect_is_called_so(run: jb.Run, tmp_path: Path) -> None:
    arguments = [str(run.path), "--format", "inspect", "--out", str(tmp_path / "a.json")]

    with pytest.raises(InvalidArgument, match=r"a.json must end in .eval"):
        CliRunner().invoke(command, arguments, catch_exceptions=False)
