import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import jagbench as jb
from jagbench.cli.probes import command
from jagbench.errors import InvalidArgument
from jagbench.interchange.exports.tasks import TASKS, export_task, task_name
from jagbench.interchange.judging import judge_reply
from jagbench.probes import Suite, to_json

SMOKE = jb.load("smoke-v2")


@pytest.mark.parametrize("tool", TASKS)
def test_the_questions_of_a_task_are_the_suite_again(tmp_path: Path, tool: str) -> None:
    written = export_task(SMOKE, tool, tmp_path / "task")

    again = jb.load(written[-1])

    assert written[-1].name == "probes.jsonl"

    assert again.probes == list(SMOKE.probes)
    assert again.notes == []


def test_openai_evals_lines_hold_input_and_ideal(tmp_path: Path) -> None:
    export_task(SMOKE, "openai-evals", tmp_path)
    lines = (tmp_path / "data" / "smoke_v2" / "probes.jsonl").read_text().splitlines()
    first: dict[str, Any] = json.loads(lines[0])

    assert first["input"] == [{"role": "user", "content": SMOKE.probes[0].prompt}]
    assert first["ideal"] == '{"answer": "9.9"}'
    assert "samples_jsonl: smoke_v2/probes.jsonl" in (tmp_path / "evals" / "smoke_v2.yaml").read_text()
    compile((tmp_path / "smoke_v2_judge.py").read_text(), "smoke_v2_judge.py", "exec")


def test_the_judge_of_a_task_is_that_of_a_run() -> None:
    probe = jb.ask("comparison.decimals", "9.9", "9.11", direction="larger")

    right, wrong = (judge_reply(to_json(probe), text) for text in ("9.9 is larger.", "9.11"))

    assert (right["correct"], right["strict"], right["reading"]) == (True, False, "9.9")
    assert (wrong["correct"], wrong["verdict"]) == (False, "wrong")
    assert "version_order" in wrong["lures"]


@pytest.mark.parametrize(
    ("name", "task"), [("core-v2", "core_v2"), ("my sets/gsm 8k.jsonl", "gsm_8k"), ("8.jsonl", "suite_8")]
)
def test_a_task_is_called_as_python_and_the_tools_allow(name: str, task: str) -> None:
    assert task_name(Suite(name=name, sha256="", probes=())) == task


def test_an_unknown_tool_is_suggested(tmp_path: Path) -> None:
    with pytest.raises(InvalidArgument, match="Did you mean 'inspect'"):
        export_task(SMOKE, "inspct", tmp_path)


def test_the_command_prints_what_it_wrote(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    done = CliRunner().invoke(command, ["export", "smoke-v2", "--format", "inspect"], catch_exceptions=False)

    assert done.stdout.splitlines() == ["smoke_v2/task.py", "smoke_v2/probes.jsonl"]
    compile((tmp_path / "smoke_v2" / "task.py").read_text(), "task.py", "exec")


def test_texts_that_obey_a_constraint_are_judged_by_jagbench(tmp_path: Path) -> None:
    probes = jb.generate("writing.length", level=1, seed=0, count=2)
    suite = Suite(name="mine", probes=tuple(probes), sha256="", card={})

    for tool in TASKS:
        assert export_task(suite, tool, tmp_path / tool)
    for probe in probes:
        assert judge_reply(to_json(probe), str(probe.target))["correct"]
