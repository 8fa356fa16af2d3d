import json
import secrets
import shutil
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner, Result

from jagbench.cli.score import command
from jagbench.errors import InvalidArgument
from jagbench.runners.engine import Sampling
from jagbench.runners.run import Manner, run

LINE = {"prompt": "What is 2 + 3?", "answer": {"kind": "integer", "value": "5"}, "reply": "5"}


def score(*arguments: str | Path) -> Result:
    return CliRunner().invoke(command, [str(argument) for argument in arguments], catch_exceptions=False)


def replies(folder: Path, *lines: object) -> Path:
    path = folder / "replies.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return path


@pytest.fixture(scope="module")
def solved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return run(
        "solver:version_order", "smoke-v1", out=tmp_path_factory.mktemp("runs") / "solved", limit=40
    ).path


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


def test_famous_questions_end_the_table_and_stand_in_the_json(tmp_path: Path) -> None:
    done = run("solver:exact", "smoke-v2", out=tmp_path / "run").path

    text = score(done).stdout
    found = json.loads(score(done, "--json").stdout)["famous"]

    assert "famous question" in text
    assert text.rstrip().endswith("told apart.")
    assert [each["question"] for each in found[-1:]] == [None]
    assert {each["says"] for each in found} <= {"too few to tell", "no difference shown"}
    assert all(each["famous"]["value"] == each["twins"]["value"] == 1 for each in found)


def test_without_famous_questions_nothing_is_said_of_them(solved: Path) -> None:
    assert "famous" not in score(solved).stdout
    assert json.loads(score(solved, "--json").stdout)["famous"] == []


def test_famous_questions_of_a_file_are_found_in_its_suite(tmp_path: Path) -> None:
    from jagbench.probes import load

    probes = load("smoke-v2").probes
    path = replies(tmp_path, *({"probe": probe.id, "reply": probe.answer.value} for probe in probes))
    found = json.loads(score(path, "--suite", "smoke-v2", "--json").stdout)["famous"]
    marks = [kind for probe in probes for kind in ("famous", "twin") if kind in probe.params]

    assert sum(each["famous"]["n"] for each in found[:-1]) == marks.count("famous")
    assert sum(each["twins"]["n"] for each in found[:-1]) == marks.count("twin")


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


def test_parquet_in_and_out(solved: Path, tmp_path: Path) -> None:
    score(solved, "--out", tmp_path / "judged.parquet")
    found = json.loads(score(solved / "replies.parquet", "--suite", solved / "probes.jsonl", "--json").stdout)
    table = pd.read_parquet(tmp_path / "judged.parquet")
    assert found["sum"] == len(table) == 40
    assert found["verdicts"]["correct"] == int(table["correct"].sum())


@pytest.fixture
def read_before(solved: Path, tmp_path: Path) -> Path:
    """A run whose first correct reply an older version did not understand."""
    folder = tmp_path / "run"
    shutil.copytree(solved, folder)
    score(folder)
    kept = pd.read_parquet(folder / "readings.parquet").assign(jagbench="0.0.1")
    kept.loc[kept["verdict"].eq("correct").idxmax(), ["verdict", "reading", "rule"]] = [
        "no_answer",
        "",
        "nothing",
    ]
    kept.to_parquet(folder / "readings.parquet")
    return folder


def test_a_first_scoring_has_nothing_to_compare(solved: Path, tmp_path: Path) -> None:
    folder = tmp_path / "run"
    shutil.copytree(solved, folder, ignore=shutil.ignore_patterns("readings*"))
    with pytest.raises(InvalidArgument, match="was not scored before"):
        score(folder, "--changes", tmp_path / "changes.csv")
    assert "compared" not in json.loads(score(folder, "--json").stdout)
    again = json.loads(score(folder, "--json").stdout)
    assert (again["compared"], again["changed"]) == (40, [])
    assert "before \\ now" not in score(folder).stdout


def test_what_became_of_which_verdicts(read_before: Path, tmp_path: Path) -> None:
    result = score(read_before)
    lines = [line.split() for line in result.stdout.splitlines()]
    for line in (["before", "\\", "now", "correct"], ["correct", "39"], ["no", "answer", "1"]):
        assert line in lines
    assert "1 of 40 replies is read otherwise than before (jagbench 0.0.1)." in result.stdout
    before = read_before / "readings-before.parquet"
    assert f"`--changes FILE --against {before}` lists them." in result.stderr
    assert "before \\ now" not in score(read_before).stdout
    score(read_before, "--against", before, "--changes", tmp_path / "changes.csv")
    (changed,) = pd.read_csv(tmp_path / "changes.csv").to_dict("records")
    assert (changed["old_verdict"], changed["verdict"]) == ("no_answer", "correct")


def test_changes_as_json(read_before: Path) -> None:
    found = json.loads(score(read_before, "--json").stdout)
    assert found["transitions"]["no_answer -> correct"] == 1
    (changed,) = found["changed"]
    assert changed["old_rule"] == "nothing"
    assert changed["verdict"] == "correct"


def test_a_folder_that_cannot_be_written_is_scored_all_the_same(
    solved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(secrets, "token_hex", "x".format)
    folder = tmp_path / "run"
    shutil.copytree(solved, folder, ignore=shutil.ignore_patterns("readings*"))
    (folder / "readings.parquet.x.tmp").mkdir()
    result = score(folder, "--json")
    assert json.loads(result.stdout)["sum"] == 40
    assert result.stderr.startswith(f"The readings are not kept: {folder} cannot be written")
    assert result.stderr.count("\n") == 1


def test_a_file_is_never_written_beside(tmp_path: Path) -> None:
    path = replies(tmp_path, LINE)
    score(path)
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("option", [["--reviewed"], ["--changes", "a.csv"], ["--against", "a.parquet"]])
def test_what_is_for_runs_only(tmp_path: Path, option: list[str]) -> None:
    with pytest.raises(InvalidArgument, match=r"are for runs, and .* is no folder"):
        score(replies(tmp_path, LINE), *option)


def test_a_wrong_ending_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(InvalidArgument, match="must end in one of"):
        score(tmp_path / "nowhere", "--out", tmp_path / "judged.xlsx")


def test_a_run_without_probes(solved: Path, tmp_path: Path) -> None:
    folder = tmp_path / "run"
    folder.mkdir()
    shutil.copy(solved / "run.json", folder)
    with pytest.raises(InvalidArgument, match="has no probe yet"):
        score(folder)


def test_what_cannot_be_scored(tmp_path: Path, solved: Path) -> None:
    with pytest.raises(InvalidArgument, match="No such file"):
        score(tmp_path / "nowhere")
    with pytest.raises(InvalidArgument, match="There is no run"):
        score(tmp_path)
    with pytest.raises(InvalidArgument, match="leave out --suite"):
        score(solved, "--suite", "smoke-v1")
    with pytest.raises(InvalidArgument, match="Unknown suite"):
        score(replies(tmp_path, LINE), "--suite", "smokev1")


def test_several_samples_have_a_table_of_their_own(tmp_path: Path) -> None:
    manner = Manner(samples=3, sampling=Sampling(temperature=0.5))
    done = run("solver:exact", "smoke-v1", out=tmp_path / "run", limit=12, manner=manner)

    text = score(done.path).stdout
    found = json.loads(score(done.path, "--json").stdout)["runs"][0]["samples"]

    assert "over 3 samples" in text
    assert ["all", "3", "right", "100.0"] in [line.split()[:4] for line in text.splitlines()]
    whole = [row for row in found if row["family"] is None and row["skill"] is None]
    assert [(row["measure"], row["k"]) for row in whole] == [
        ("accuracy", None),
        ("pass", 2),
        ("pass", 3),
        ("all_right", 2),
        ("all_right", 3),
        ("majority", None),
        ("consistency", None),
        ("accuracy_minus_consistency", None),
    ]
    assert {row["skill"] for row in found} == {None, *(probe.skill for probe in done.iter_probes())}
