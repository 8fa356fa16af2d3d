"""Own questions are asked, resumed, refused where they have changed, and compared like those of any suite."""

import json
from pathlib import Path

import pytest

import jagbench as jb
from jagbench.errors import InvalidArgument

FIRST = {"id": "a", "prompt": "What is 2 + 3?", "answer": 5}
SECOND = {"id": "b", "prompt": "Is 7 prime?", "answer": "yes"}


def written(path: Path, *lines: object) -> Path:
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return path


def five(prompt: str) -> str:
    return "5"


def test_a_run_has_the_questions_and_says_what_was_inferred(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = jb.run(five, written(tmp_path / "mine.jsonl", FIRST, SECOND, {"prompt": "?"}), out=tmp_path / "run")

    assert dict(zip(run.frame["probe"], run.frame["verdict"], strict=True)) == {
        "a": "correct",
        "b": "no_answer",
    }
    said = capsys.readouterr().err
    assert "Kinds of answers, inferred: 1 integer, 1 choice." in said
    assert "1 of 3 questions is left out; 2 are used." in said


def test_the_same_file_goes_on_and_what_it_does_not_say_may_change(tmp_path: Path) -> None:
    mine, out = tmp_path / "mine.jsonl", tmp_path / "run"
    jb.run(five, written(mine, FIRST, SECOND), out=out, limit=1)

    run = jb.run(five, written(mine, {**FIRST, "source": "me"}, SECOND), out=out)

    assert len(run.frame) == 2


@pytest.mark.parametrize("change", [{"prompt": "What is 2 + 2?"}, {"answer": 4}])
def test_a_changed_question_under_its_old_id_is_noticed(tmp_path: Path, change: dict[str, object]) -> None:
    mine, out = tmp_path / "mine.jsonl", tmp_path / "run"
    jb.run(five, written(mine, FIRST, SECOND), out=out)
    written(mine, {**FIRST, **change}, SECOND)

    with pytest.raises(
        InvalidArgument, match=r"under 1 of its ids stands another question or answer now, .* 'a'"
    ):
        jb.run(five, mine, out=out)


def test_a_question_more_is_another_set(tmp_path: Path) -> None:
    mine, out = tmp_path / "mine.jsonl", tmp_path / "run"
    jb.run(five, written(mine, FIRST), out=out)

    with pytest.raises(InvalidArgument, match="another suite of the same name"):
        jb.run(five, written(mine, FIRST, SECOND), out=out)


@pytest.mark.parametrize("change", [{"prompt": "What is 2 + 2?"}, {"answer": 4}])
def test_runs_of_changed_questions_are_not_paired(tmp_path: Path, change: dict[str, object]) -> None:
    one = jb.run(five, written(tmp_path / "one.jsonl", FIRST, SECOND), out=tmp_path / "1")
    other = jb.run(five, written(tmp_path / "two.jsonl", {**FIRST, **change}, SECOND), out=tmp_path / "2")

    with pytest.raises(InvalidArgument, match=r"another prompt or answer under the same id in 1 probe, "):
        jb.compare(one, other)


def test_changed_choices_are_not_paired_either(tmp_path: Path) -> None:
    line = {"id": "c", "prompt": "Pear, plum or apple: which is a tree's?", "answer": "pear"}
    sides = (["pear", "plum"], ["pear", "apple"])
    runs = [
        jb.run(five, written(tmp_path / f"{n}.jsonl", {**line, "choices": each}), out=tmp_path / str(n))
        for n, each in enumerate(sides)
    ]

    with pytest.raises(InvalidArgument, match="another prompt or answer under the same id in 1 probe"):
        jb.compare(*runs)


def test_a_report_and_a_profile_come_of_it(tmp_path: Path) -> None:
    run = jb.run(five, written(tmp_path / "mine.jsonl", FIRST, SECOND), out=tmp_path / "run")

    page = jb.report(run).read_text(encoding="utf-8")
    assert "python:five" in page
    assert "mine.jsonl" in page
    assert jb.profile(run).run == "python:five"


def test_replies_are_judged_by_the_ids_of_the_file(tmp_path: Path) -> None:
    judged = jb.score(written(tmp_path / "mine.jsonl", FIRST, SECOND), {"a": "It is 5.", "b": "No."})

    assert judged["verdict"].tolist() == ["correct", "wrong"]


def test_worked_examples_are_not_drawn_for_them(tmp_path: Path) -> None:
    from jagbench.runners.run import Manner

    with pytest.raises(InvalidArgument, match="'mine' has none here"):
        jb.run("solver:exact", written(tmp_path / "mine.jsonl", FIRST), manner=Manner(protocol="fewshot:2"))
