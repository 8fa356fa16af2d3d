import json
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner, Result

from jagbench.cli.score import command
from jagbench.errors import InvalidArgument
from jagbench.runners.run import run

LINE = {"prompt": "What is 2 + 3?", "answer": {"kind": "integer", "value": "5"}, "reply": "5"}


def score(*arguments: str | Path) -> Result:
    return CliRunner().invoke(command, [str(argument) for argument in arguments], catch_exceptions=False)


def replies(folder: Path, *lines: object) -> Path:
    path = folder / "replies.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return path


@pytest.fixture(scope="module")
def solved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return run("solver:version_order", out=tmp_path_factory.mktemp("runs") / "solved", limit=40).path


def test_counts_of_a_run_add_up_to_the_probes_asked(solved: Path) -> None:
    found = json.loads(score(solved, "--json").stdout)
    assert found["sum"] == sum(found["verdicts"].values()) == 40
    assert list(found["verdicts"]) == [
        "correct",
        "wrong",
        "contradictory",
        "no_answer",
        "refused",
        "truncated",
        "unscored",
    ]


def test_counts_of_a_file(tmp_path: Path) -> None:
    path = replies(
        tmp_path, LINE, {**LINE, "reply": "It is 5."}, {**LINE, "reply": "6"}, {**LINE, "reply": None}
    )
    result = score(path, "--json")
    found = json.loads(result.stdout)
    assert found["verdicts"]["correct"] == 2
    assert found["verdicts"]["wrong"] == found["verdicts"]["unscored"] == 1
    assert (found["sum"], found["strict"]) == (4, 1)
    assert "3 replies are to a probe that was answered before" in result.stderr


def test_the_table_for_people(solved: Path) -> None:
    text = score(solved, "--by", "skill").stdout
    assert "comparison.decimals" in text
    assert "= 40 probes" in text


def test_a_file_on_a_suite(tmp_path: Path) -> None:
    from jagbench.probes import load

    probes = load("smoke-v1").probes
    path = replies(tmp_path, {"probe": probes[0].id, "reply": probes[0].answer.value})
    found = json.loads(score(path, "--suite", "smoke-v1", "--json").stdout)
    assert found["verdicts"]["correct"] == 1
    assert found["verdicts"]["unscored"] == len(probes) - 1


def test_the_judged_frame_is_written(solved: Path, tmp_path: Path) -> None:
    score(solved, "--out", tmp_path / "judged.csv")
    assert len(pd.read_csv(tmp_path / "judged.csv")) == 40


def test_what_cannot_be_scored(tmp_path: Path, solved: Path) -> None:
    with pytest.raises(InvalidArgument, match="No such file"):
        score(tmp_path / "nowhere")
    with pytest.raises(InvalidArgument, match="There is no run"):
        score(tmp_path)
    with pytest.raises(InvalidArgument, match="leave out --suite"):
        score(solved, "--suite", "smoke-v1")
    with pytest.raises(InvalidArgument, match="Unknown suite"):
        score(replies(tmp_path, LINE), "--suite", "smokev1")
