"""What `--json` prints is what docs/json.md says."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from jagbench.cli import cli
from jagbench.errors import JagbenchError

PAGE = (Path(__file__).parents[2] / "docs" / "json.md").read_text(encoding="utf-8")


def keys(head: str) -> set[str]:
    """The keys in the tables of the page with this head."""
    found: set[str] = set()
    for table in re.findall(rf"^\| {head} \| content \|\n\|[-|]+\n((?:\|.*\n)+)", PAGE, re.MULTILINE):
        for row in table.splitlines():
            found |= set(re.findall(r"`([\w.]+)`", row.split("|")[1]))
    return found


def added(command: str) -> set[str]:
    """The keys that the page says a command adds."""
    return set(re.findall(rf"^\| `{command}` \| `(\w+)` \|", PAGE, re.MULTILINE))


RUN = {key.partition(".")[0] for key in keys("key of a run")}
HEAD = {"label", "path", "model", "suite", "suite_sha256", "protocol", "tags", "created", "extent"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("runs")
    for model in ("exact", "version_order"):
        printed(
            "run", f"solver:{model}", "--out", out / model, "--limit", 80, "--recheck", 0.1, "--tag", "new"
        )
    return out


def printed(*arguments: object) -> dict[str, Any]:
    result = CliRunner().invoke(cli, [*map(str, arguments), "--json"], catch_exceptions=False)
    assert result.exit_code == 0, result.stderr
    found: dict[str, Any] = json.loads(result.stdout, parse_constant=pytest.fail)
    assert found["schema"] == 1
    assert found["command"] == arguments[0]
    return found


def test_the_page_has_all_tables() -> None:
    assert HEAD < RUN
    assert keys("key") == {"schema", "jagbench", "command", "runs"}
    assert len(keys("key of a figure")) == 7
    assert len(keys("key of a gate")) == 13
    assert keys("key of a cell") >= {"family", "skill", "level", "asked", "accuracy"}


@pytest.mark.parametrize(
    "arguments", [["score", "exact"], ["report", "exact", "version_order"], ["runs", "."], ["merge", "shard"]]
)
def test_results_have_the_keys_of_the_page(folder: Path, arguments: list[str]) -> None:
    command, *runs = arguments
    if command == "merge":
        printed(
            "run", "solver:exact", "--out", folder / "shard", "--shard", "1/1", "--limit", 5, "--recheck", 1
        )
        found = printed(command, folder / "shard", "--out", folder / "merged" / "whole")
    else:
        found = printed(command, *(folder / run for run in runs))
    assert set(found) - keys("key") - {"compared", "new", "transitions", "changed"} == added(command) - {
        "compared",
        "new",
        "transitions",
        "changed",
    }
    for run in found["runs"]:
        assert set(run) == RUN
        assert {f"extent.{key}" for key in run["extent"]} < keys("key of a run")
        assert {f"replies.{key}" for key in run["replies"]} < keys("key of a run")
        assert sum(run["verdicts"].values()) == run["replies"]["asked"]
        assert set(run["accuracy"]) == keys("key of a figure")
        for cell in [*run["families"], *run["skills"], *run["levels"]]:
            assert set(cell) < keys("key of a cell")
            assert set(cell["strict_accuracy"]) == keys("key of a figure")


def test_cells_add_up_to_the_run(folder: Path) -> None:
    (run,) = printed("score", folder / "version_order")["runs"]
    for name in ("families", "skills", "levels"):
        for verdict, count in run["verdicts"].items():
            assert sum(cell["verdicts"][verdict] for cell in run[name]) == count
        assert sum(cell["accuracy"]["right"] for cell in run[name]) == run["accuracy"]["right"]


@pytest.mark.parametrize(
    ("arguments", "more"),
    [
        (["compare", "exact", "version_order"], set[str]()),
        (["diagnose", "version_order"], set[str]()),
        (["factors", "version_order", "--tokenizer", "none"], set[str]()),
        (["trend", "exact", "version_order"], {"step"}),
        (
            ["profile", "exact"],
            {
                "run",
                "asked",
                "scored",
                "items",
                "skills",
                "figures",
                "excess",
                "holes",
                "consistency",
                "frames",
            }
            | {"testable", "fewest", "findable"},
        ),
    ],
)
def test_other_commands_say_the_same_of_each_run(folder: Path, arguments: list[str], more: set[str]) -> None:
    runs = {run.name: run for run in folder.iterdir()}
    found = printed(*(runs.get(argument, argument) for argument in arguments))
    assert set(found) == keys("key") | added(arguments[0])
    for run in found["runs"]:
        assert set(run) == HEAD | more


def test_calibration_says_the_same(tmp_path: Path) -> None:
    assert added("calibration") == {"calibration", "cells"}
    run = CliRunner().invoke(cli, ["run", "solver:exact", "--limit", "5", "--out", str(tmp_path / "run")])
    assert run.exit_code == 0
    with pytest.raises(JagbenchError, match="has no option probabilities"):
        printed("calibration", tmp_path / "run")


def test_a_scored_file_has_a_result_too(tmp_path: Path) -> None:
    line = {"prompt": "What is 1 + 1?", "answer": {"kind": "integer", "value": "2"}, "reply": "2"}
    (tmp_path / "replies.jsonl").write_text(json.dumps(line))
    found = printed("score", tmp_path / "replies.jsonl")
    assert (found["verdicts"]["correct"], found["sum"], found["strict"]) == (1, 1, 1)
    assert found["runs"][0]["accuracy"]["value"] == 1.0


def test_gates_have_the_keys_of_the_page(folder: Path) -> None:
    found = printed("score", folder / "exact", "--fail-under", "family=50%", "--allow-inconclusive")

    assert found["gates"]
    for gate in found["gates"]:
        assert set(gate) == keys("key of a gate")


def test_what_has_changed_is_added(folder: Path) -> None:
    printed("score", folder / "exact")
    assert {"compared", "new", "transitions", "changed"} < set(printed("score", folder / "exact"))
