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


def test_the_table_has_rates_with_intervals_for_every_group_that_is_asked_for(tmp_path: Path) -> None:
    printed = CliRunner().invoke(command, [write(tmp_path), "--by", "model"]).stdout
    assert "by model" in printed
    assert "by source" not in printed
    assert "0/1 (0.0-79.3 %)" in printed  # of one correct reply none was missed
    assert "1/1 (20.7-100.0 %)" in printed  # the one reply that is not correct was read as correct


def test_a_reply_is_opened_with_its_label_and_what_was_read(tmp_path: Path) -> None:
    printed = CliRunner().invoke(command, [write(tmp_path), "--show", "a"]).stdout
    assert "label: answered, 46, correct" in printed
    assert "**>>>46<<<**" in printed


def test_a_reply_is_shown_without_what_a_terminal_would_act_on(tmp_path: Path) -> None:
    path = tmp_path / "replies.jsonl"
    path.write_text(json.dumps({**REPLIES[0], "reply": "46\x1b[A"}), encoding="utf-8")
    printed = CliRunner().invoke(command, [str(path), "--show", "a"]).stdout
    assert "\\u001b[A" in printed
    assert "\x1b" not in printed


def test_an_unknown_reply_is_said(tmp_path: Path) -> None:
    result = CliRunner().invoke(command, [write(tmp_path), "--show", "aa"])
    assert "There is no labelled reply 'aa'. Did you mean 'a'?" in str(result.exception)


def test_disagreements_of_another_scope_are_listed(tmp_path: Path) -> None:
    path = tmp_path / "replies.jsonl"
    path.write_text(json.dumps({**REPLIES[1], "scope": "beyond"}), encoding="utf-8")
    assert "b: expected" not in CliRunner().invoke(command, [str(path)]).stdout
    assert "b: expected 45" in CliRunner().invoke(command, [str(path), "--scope", "beyond"]).stdout


def test_an_unknown_scope_is_said(tmp_path: Path) -> None:
    result = CliRunner().invoke(command, [write(tmp_path), "--scope", "cor"])
    assert str(result.exception) == "Unknown scope 'cor'. Did you mean 'core'? There is: beyond, core."


def test_a_language_without_words_is_said(tmp_path: Path) -> None:
    path = tmp_path / "replies.jsonl"
    path.write_text(json.dumps({**REPLIES[0], "language": "xx"}), encoding="utf-8")
    result = CliRunner().invoke(command, [str(path), "--json"])
    assert result.stderr.startswith("Reading has no words of the language 'xx', and reads its replies (1)")
    assert json.loads(result.stdout)["replies"] == 1
