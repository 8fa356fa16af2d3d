"""What `--json` prints is what docs/json.md says."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

from jagbench.cli import cli
from jagbench.errors import InvalidArgument, JagbenchError

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
HEAD = {"label", "path", "model", "suite", "suite_sha256", "protocol", "tags", "created", "note", "extent"}


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
    assert found["command"] in (arguments[0], " ".join(map(str, arguments[:2])))
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


LINES = {"probes generate"}
"""Its output is JSON already, a line for each probe, made while it is printed."""

RECIPE = """
name = "five-v1"
about = "Mine."
licence = "CC0-1.0"
canary = "c"
seed = 3

[[draw]]
skills = ["counting.words"]
levels = [1]
count = 5
"""


def commands(group: click.Group, *above: str) -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        found = group.get_command(context, name)
        assert found is not None
        if isinstance(found, click.Group):
            yield from commands(found, *above, name)
        else:
            yield " ".join((*above, name)), found


def test_every_command_has_json_and_stands_on_the_page() -> None:
    found = dict(commands(cli))

    assert {"run", "probes export", "publish card"} < set(found)
    without = {name for name, each in found.items() if all("--json" not in p.opts for p in each.params)}
    assert without == LINES
    assert {name for name in found if f"`{name}`" not in PAGE} == set()


@pytest.mark.parametrize(
    ("arguments", "own"),
    [
        (["plot", "coastline", "exact", "--format", "svg", "--out", "OUT"], {"figures", "left_out"}),
        (["table", "skills", "exact"], {"table", "written"}),
        (["cite", "exact"], {"bibtex", "methods", "caption"}),
        (["cite", "exact", "--part", "methods"], {"methods"}),
        (["export", "exact", "--format", "every-eval-ever", "--out", "OUT"], {"written"}),
    ],
)
def test_what_is_made_of_runs_names_them(
    folder: Path, tmp_path: Path, arguments: list[str], own: set[str]
) -> None:
    places = {run.name: run for run in folder.iterdir()} | {"OUT": tmp_path}
    found = printed(*(places.get(argument, argument) for argument in arguments))

    assert own <= added(arguments[0])
    assert set(found) == keys("key") | own
    (run,) = found["runs"]
    assert set(run) == HEAD
    assert run["path"] == str(folder / "exact")
    assert all(Path(path).is_file() for path in found.get("written", ()))


def test_the_files_of_a_figure_are_named_and_what_has_none_is_said(folder: Path, tmp_path: Path) -> None:
    found = printed("plot", "all", folder / "exact", "--format", "svg", "--out", tmp_path)

    assert {"chart", "page", "caption", "written"} == set(found["figures"][0])
    assert {path for each in found["figures"] for path in each["written"]} == set(
        map(str, tmp_path.iterdir())
    )
    assert {each["chart"] for each in found["left_out"]} >= {"differences"}
    again = printed("plot", "--from", tmp_path / "coastline.json", "--format", "svg")
    assert again["figures"] == [each for each in found["figures"] if each["chart"] == "coastline"]


def test_a_table_has_its_whole_numbers(folder: Path, tmp_path: Path) -> None:
    found = printed("table", "skills", folder / "exact", "--labels", "Ours", "--out", tmp_path / "a.tex")

    assert found["runs"][0]["label"] == "Ours"
    assert found["written"] == [str(tmp_path / "a.tex")]
    assert {row["accuracy"] for row in found["table"]["rows"]} == {1.0}
    with pytest.raises(InvalidArgument, match="leave one of them out, or add --out"):
        printed("table", "skills", folder / "exact", "--format", "csv")


def test_charts_and_tables_are_listed() -> None:
    assert {"name": "coastline"}.items() <= printed("plot")["charts"][0].items()
    assert {"name", "about"} == set(printed("table")["tables"][0])


def test_a_card_is_named_for_each_run(folder: Path, tmp_path: Path) -> None:
    pytest.importorskip("huggingface_hub", reason="the library huggingface_hub is not installed")
    card = tmp_path / "README.md"
    found = printed("publish", "card", folder / "exact", folder / "version_order", "--card", card)

    assert set(found) == keys("key") | added("publish card")
    assert found["published"] == [{"run": run["label"], "place": str(card)} for run in found["runs"]]


def test_a_suite_that_is_exported_or_frozen_is_named(tmp_path: Path) -> None:
    found = printed("probes", "export", "smoke-v2", "--format", "csv", "--out", tmp_path / "smoke.csv")
    assert set(found) == keys("key") | added("probes export")
    assert (found["suite"]["name"], found["suite"]["probes"], found["format"]) == ("smoke-v2", 332, "csv")
    assert found["written"] == [str(tmp_path / "smoke.csv")]
    with pytest.raises(InvalidArgument, match="give --out, or leave --json out"):
        printed("probes", "export", "smoke-v2")

    recipe = tmp_path / "recipe.toml"
    recipe.write_text(RECIPE)
    frozen = printed("probes", "freeze", recipe, "--out", tmp_path)
    assert set(frozen) == keys("key") | added("probes freeze")
    assert frozen["suite"]["probes"] == 5
    assert frozen["written"] == [str(tmp_path / "five-v1.jsonl"), str(tmp_path / "five-v1.toml")]
    assert frozen["suite"]["sha256"] in (tmp_path / "five-v1.toml").read_text()


@pytest.mark.slow
def test_the_demo_has_the_result_and_the_path_of_the_report(tmp_path: Path) -> None:
    found = printed("demo", "--out", tmp_path / "demo")

    assert set(found) == keys("key") | added("demo")
    assert set(found["runs"][0]) == RUN
    assert found["written"] == [str(tmp_path / "demo" / "report.html")]
