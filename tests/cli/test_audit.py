import json
from pathlib import Path

from click.testing import CliRunner

from jagbench.cli.audit import command
from jagbench.errors import InvalidArgument

REPLIES = [
    {"id": "a", "source": "made@1", "answer_kind": "integer", "gold": "46", "reply": "**46**",
     "label": {"outcome": "answered", "answer": "46", "correct": True}},
    {"id": "b", "source": "made@1", "answer_kind": "integer", "gold": "46", "reply": "46",
     "label": {"outcome": "answered", "answer": "45", "correct": False}},
]  # fmt: skip


def write(tmp_path: Path):
    path = tmp_path / "replies.jsonl"
    path.write_text("\n".join(map(json.dumps, REPLIES)), encoding="utf-8")
    return str(path)


def test_json_holds_counts_errors_and_groups_and_nothing_else(tmp_path: Path) -> None:
    result = CliRunner().invoke(command, [write(tmp_path), "--json"])
    printed = json.loads(result.stdout)
    assert (result.exit_code, result.stderr) == (0, "")
    assert set(printed) == {
        "replies", "right", "false_negatives", "false_positives", "outcome_errors", "errors", "by"
    }  # fmt: skip
    assert [printed[key] for key in ("replies", "right", "false_positives")] == [2, 1, 1]
    assert printed["errors"] == [{"id": "b", "expected": "45", "got": "46", "rule": "bare"}]


def test_the_table_names_the_source_and_the_error(tmp_path: Path) -> None:
    result = CliRunner().invoke(command, [write(tmp_path)])
    assert result.exit_code == 0
    assert "made" in result.stdout
    assert "b: expected 45, got 46 (bare)" in result.stdout


def test_a_missing_file_is_bad_use() -> None:
    result = CliRunner().invoke(command, ["nowhere.jsonl"])
    assert isinstance(result.exception, InvalidArgument)


def test_help_has_an_example() -> None:
    assert "jagbench audit replies/" in CliRunner().invoke(command, ["--help"]).stdout
