import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from click.testing import CliRunner

import jagbench as jb
from jagbench.cli.compare import command as compare
from jagbench.cli.diagnose import command as diagnose
from jagbench.cli.profile import command as profile
from jagbench.cli.report import command as report
from jagbench.cli.score import command as score
from jagbench.errors import InvalidArgument
from jagbench.interchange.opening import open_runs
from jagbench.probes import write_probes
from jagbench.runners.run_directory import RunDirectory
from tests.interchange.samples import (
    helm,
    helm_state,
    inspect_header,
    inspect_sample,
    inspect_zip,
    json_lines,
    lm_eval_line,
)

PROBES = jb.load("smoke-v2").probes[:40]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run of 40 probes, and logs of other tools with the same replies."""
    folder = tmp_path_factory.mktemp("logs")
    suite = folder / "some.jsonl"
    suite.write_bytes(write_probes(PROBES))
    run = jb.run("solver:version_order", suite, out=folder / "run")
    replies = dict(zip(run.frame["probe"], run.frame["reply"], strict=True))
    json_lines(folder / "plain.jsonl", [{"id": name, "response": text} for name, text in replies.items()])
    pd.DataFrame({"id": replies.keys(), "completion": replies.values()}).to_csv(
        folder / "plain.csv", index=False
    )
    lines = [lm_eval_line(place, probe, replies[probe.id]) for place, probe in enumerate(PROBES)]
    json_lines(folder / "samples_some.jsonl", lines)
    samples = [inspect_sample(probe, replies[probe.id]) for probe in PROBES]
    inspect_zip(folder / "some.eval", inspect_header(), samples)
    prompts = [{"prompt": probe.prompt, "reply": replies[probe.id]} for probe in PROBES]
    json_lines(folder / "by-prompt.jsonl", prompts)
    return folder


FILES = ("plain.jsonl", "plain.csv", "samples_some.jsonl", "some.eval", "by-prompt.jsonl")
JUDGED = ["probe", "reply", "verdict", "reading", "rule", "strict", "correct"]


@pytest.mark.parametrize("name", FILES)
def test_a_log_is_judged_as_the_run_with_the_same_replies(home: Path, name: str) -> None:
    suite = None if name in ("samples_some.jsonl", "some.eval") else home / "some.jsonl"

    found = jb.Run(home / name, suite=suite).frame

    expected = jb.Run(home / "run").frame
    order = found.set_index("probe").loc[expected["probe"]].reset_index()
    pd.testing.assert_frame_equal(order[JUDGED], expected[JUDGED])


@pytest.mark.parametrize("name", FILES)
def test_score_says_of_a_log_what_it_says_of_the_run(home: Path, name: str) -> None:
    def counts(*arguments: object) -> dict[str, int]:
        done = CliRunner().invoke(score, [*map(str, arguments), "--json"], catch_exceptions=False)
        return dict(json.loads(done.stdout)["verdicts"])

    assert counts(home / name, "--suite", home / "some.jsonl") == counts(home / "run")


def test_every_command_over_runs_takes_a_log(home: Path, tmp_path: Path) -> None:
    log, run = str(home / "some.eval"), str(home / "run")
    for command, arguments in (
        (profile, [log]),
        (diagnose, [log]),
        (compare, [run, log]),
        (report, [log, "--out", str(tmp_path / "page.html")]),
    ):
        done = CliRunner().invoke(command, arguments, catch_exceptions=False)
        assert done.exit_code == 0, done.output
        assert "A log of inspect 0.3.285: 40 replies are used." in done.stderr
    assert "inspect:tiny" in (tmp_path / "page.html").read_text()


def test_a_run_and_a_log_of_the_same_replies_do_not_differ(home: Path) -> None:
    total = jb.compare(home / "run", home / "some.eval").table.iloc[0]

    assert (total["pairs"], total["gained"], total["lost"], total["identical"]) == (40, 0, 0, 1.0)


def test_the_report_of_a_file_lies_beside_it(home: Path) -> None:
    assert jb.report(home / "some.eval") == home / "some.report.html"


def test_json_names_the_file(home: Path) -> None:
    done = CliRunner().invoke(profile, [str(home / "some.eval"), "--json"], catch_exceptions=False)
    (found,) = json.loads(done.stdout)["runs"]

    assert found["path"] == str(home / "some.eval")
    assert (found["model"], found["suite"]) == ("inspect:openai-api/local/tiny", "some.eval")


def test_temporary_folders_go_with_the_run(home: Path) -> None:
    run = jb.Run(home / "some.eval")
    folder = run.directory.path
    assert folder.is_dir()

    del run

    assert not folder.exists()


def test_each_model_of_a_file_is_a_run(home: Path, tmp_path: Path) -> None:
    lines = [{"id": PROBES[0].id, "reply": "1", "model": name} for name in ("a", "b")]
    path = json_lines(tmp_path / "two.jsonl", lines)

    runs = open_runs([path], home / "some.jsonl")

    assert [run.manifest.model for run in runs] == ["file:a", "file:b"]
    with pytest.raises(InvalidArgument, match="names 2 models: give model=, one of 'a', 'b'"):
        jb.Run(path, suite=home / "some.jsonl")
    assert jb.Run(path, suite=home / "some.jsonl", model="b").model == "file:b"


def test_own_questions_of_a_log_need_no_suite(tmp_path: Path) -> None:
    states = [
        helm_state("id1", "What is 2 + 3?", "5", [], " The answer is 5."),
        helm_state("id2", "Which is a fruit?", "pear", ["apron"], " B"),
        helm_state("id3", "Which is a stone?", "flint", ["apron"], " A"),
    ]
    (tmp_path / "scenario_state.json").write_text(json.dumps(helm(states)))

    run = jb.Run(tmp_path / "scenario_state.json")

    assert run.frame["verdict"].tolist() == ["correct", "correct", "wrong"]
    assert run.model == "helm:maker/tiny"


def test_public_sets_in_lm_eval_logs(tmp_path: Path) -> None:
    line: dict[str, Any] = {
        "doc": {"question": "What is 2 * 600?", "answer": "2 * 600 is <<2*600=1200>>1200\n#### 1,200"},
        "target": "2 * 600 is <<2*600=1200>>1200\n#### 1,200",
        "arguments": {"gen_args_0": {"arg_0": "Question: What is 2 * 600?\nAnswer:", "arg_1": {}}},
        "resps": [["It is 1200."]],
        "filter": "none",
    }

    assert jb.Run(json_lines(tmp_path / "samples_gsm.jsonl", [line])).frame["verdict"].tolist() == ["correct"]


def test_a_question_with_another_prompt_under_its_id_is_left_out(home: Path, tmp_path: Path) -> None:
    lines = [
        {"id": PROBES[0].id, "prompt": "Something else?", "reply": "1"},
        {"id": PROBES[1].id, "prompt": PROBES[1].prompt, "reply": "1"},
        {"id": "strange", "reply": "1"},
        {"id": PROBES[1].id, "reply": "2"},
    ]
    path = json_lines(tmp_path / "replies.jsonl", lines)

    with pytest.warns(RuntimeWarning, match=r"1 reply is used, 3 left out"):
        run = jb.Run(path, suite=home / "some.jsonl")

    assert run.frame["probe"].tolist() == [PROBES[1].id]


def test_what_is_left_out_is_said(home: Path, tmp_path: Path) -> None:
    lines = [{"id": probe.id, "reply": "1"} for probe in PROBES[:3]]
    path = json_lines(tmp_path / "replies.jsonl", [*lines, {"id": "strange", "reply": "1"}], end='{"id": "')

    done = CliRunner().invoke(score, [str(path), "--suite", str(home / "some.jsonl"), "--json"])

    assert json.loads(done.stdout)["verdicts"]["unscored"] == 37
    assert "line 5: the line is not JSON" in done.stderr
    assert "line 4: it answers no question of" in done.stderr
    assert "3 replies are used, 2 left out." in done.stderr


def test_how_a_reply_ended_is_not_made_up(home: Path) -> None:
    run = jb.Run(home / "samples_some.jsonl")

    assert set(run.frame["finish_reason"]) == {""}


def test_a_suite_is_for_files(home: Path) -> None:
    with pytest.raises(InvalidArgument, match="runs have their own: leave it out"):
        jb.Run(home / "run", suite="smoke-v2")


def test_a_log_without_questions_asks_for_the_suite(tmp_path: Path) -> None:
    path = json_lines(tmp_path / "replies.jsonl", [{"id": "a", "reply": "1"}])

    with pytest.raises(InvalidArgument, match="Name what was asked with --suite"):
        jb.Run(path)


def test_runs_are_opened_as_before(home: Path) -> None:
    (run,) = open_runs([home / "run"])

    assert type(run) is RunDirectory
    assert run.source == home / "run"


def test_a_judged_file_is_a_run_again(home: Path, tmp_path: Path) -> None:
    run = jb.Run(home / "run")
    CliRunner().invoke(score, [str(home / "run"), "--out", str(tmp_path / "judged.jsonl")])

    again = jb.Run(tmp_path / "judged.jsonl").frame

    assert again["probe"].tolist() == run.frame["probe"].tolist()
    assert again["correct"].tolist() == run.frame["correct"].tolist()


def test_the_replies_of_a_run_are_a_file_too(home: Path) -> None:
    found = jb.Run(home / "run" / "replies.parquet", suite=home / "some.jsonl").frame

    assert found["correct"].tolist() == jb.Run(home / "run").frame["correct"].tolist()
