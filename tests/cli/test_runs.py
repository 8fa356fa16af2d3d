"""The runs in a folder."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from jagbench.cli.runs import command
from jagbench.errors import InvalidArgument, JagbenchError
from jagbench.runners.listener import Listener
from jagbench.runners.run import run


def runs(*arguments: str | Path) -> Result:
    texts = [str(argument) for argument in arguments]
    return CliRunner(env={"COLUMNS": ""}).invoke(command, texts, catch_exceptions=False)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("runs")
    run("solver:exact", "smoke-v1", out=out / "a", limit=20, tags=["new"], label="mine")
    run("solver:version_order", "frames-v1", out=out / "deep" / "b", limit=20)
    left = iter([False] * 5)
    run(
        "solver:exact",
        "smoke-v1",
        out=out / "c",
        limit=20,
        listener=Listener(should_stop=lambda: next(left, True)),
    )
    return out


def test_every_run_stands_with_its_score_and_state(folder: Path) -> None:
    head, *rows = (line.split() for line in runs(folder).stdout.splitlines())
    assert head == ["run", "suite", "protocol", "folder", "tags", "scored", "right", "%", "95", "%", "state"]
    assert [row[0] for row in rows] == ["mine", "solver:exact", "solver:version_order"]
    assert rows[0][1:] == [
        *("smoke-v1", "direct", "a", "new", "20", "of", "280", "100.0", "83.9–100.0", "complete"),
    ]
    assert rows[1][-4:] == ["15", "not", "asked", "yet"]
    assert rows[2][3] == "deep/b"


def test_tags_and_suites_choose(folder: Path) -> None:
    found = json.loads(runs(folder, "--tag", "new", "--json").stdout)["runs"]
    assert [each["label"] for each in found] == ["mine"]
    found = json.loads(runs(folder, "--suite", "frames-v1", "--json").stdout)["runs"]
    assert [each["suite"] for each in found] == ["frames-v1"]
    assert "No run in" in runs(folder, "--tag", "new", "--suite", "frames-v1").stderr


@pytest.mark.parametrize(
    ("option", "sentence"),
    [
        (("--tag", "nw"), "Unknown tag of a run 'nw'. Did you mean 'new'?"),
        (("--suite", "smoke-v9"), "Unknown suite of a run 'smoke-v9'. Did you mean 'smoke-v1'?"),
        (("--suite", "smoke-v9", "--json"), "Unknown suite of a run 'smoke-v9'. Did you mean 'smoke-v1'?"),
    ],
)
def test_a_tag_or_suite_of_no_run_is_named(folder: Path, option: tuple[str, ...], sentence: str) -> None:
    with pytest.raises(InvalidArgument, match=re.escape(sentence)):
        runs(folder, *option)


def test_a_damaged_run_is_named_and_left_out(folder: Path, tmp_path: Path) -> None:
    run("solver:exact", out=tmp_path / "good", limit=3)
    run("solver:exact", out=tmp_path / "bad", limit=3)
    (tmp_path / "bad" / "run.json").write_text("{")
    result = runs(tmp_path)
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == 2
    assert "bad" in result.stderr


def test_where_every_run_is_damaged_nothing_else_is_said(tmp_path: Path) -> None:
    run("solver:exact", out=tmp_path / "bad", limit=3)
    (tmp_path / "bad" / "probes.jsonl").write_text("{")

    for given in (tmp_path, tmp_path / "bad"):
        with pytest.raises(JagbenchError, match="can be used, as said above") as caught:
            runs(given)
        assert caught.value.exit_code == 1


def test_there_must_be_a_folder(tmp_path: Path) -> None:
    with pytest.raises(InvalidArgument, match="There is no folder"):
        runs(tmp_path / "none")
