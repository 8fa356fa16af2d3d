from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from jagbench.errors import InvalidArgument
from jagbench.probes import Probe, write_probes
from jagbench.runners import run as runs
from jagbench.runners.engine import Sampling
from jagbench.runners.reply import Reply
from jagbench.runners.run import Listener, default_folder, run, unanswered
from jagbench.runners.run_directory import RunDirectory
from tests.runners.samples import Scripted, make_probe


def open_with(engine: Scripted) -> Callable[..., Scripted]:
    def open_engine(model: str, *, probes: Sequence[Probe]) -> Scripted:
        return engine

    return open_engine


def asked_in(suite: Path, out: Path, limit: int | None) -> set[str]:
    """The ids of the probes that a run of this limit asks now."""
    asked: set[str] = set()

    def note(probe: Probe, reply: Reply, now: bool) -> None:
        if now:
            asked.add(probe.id)

    run("solver:exact", str(suite), out=out, limit=limit, listener=Listener(on_probe=note))
    return asked


def test_a_run_asks_every_probe_and_ends_compacted(suite_file: Path, tmp_path: Path) -> None:
    directory = run("solver:exact", str(suite_file), out=tmp_path / "run")
    replies = {reply.probe: reply.text for reply in directory.replies().values()}
    assert replies == {probe.id: probe.answer.value for probe in directory.probes()}
    assert len(replies) == 300
    assert not (tmp_path / "run" / "journal.jsonl").exists()
    assert unanswered(directory) == ([], None)


def test_a_higher_limit_asks_only_what_it_adds_and_a_lower_one_nothing(
    suite_file: Path, tmp_path: Path
) -> None:
    first = asked_in(suite_file, tmp_path / "run", 10)
    second = asked_in(suite_file, tmp_path / "run", 25)
    assert (len(first), len(second)) == (10, 15)
    assert not first & second
    assert asked_in(suite_file, tmp_path / "run", 5) == set()
    assert len(RunDirectory.open(tmp_path / "run").probes()) == 25
    assert len(asked_in(suite_file, tmp_path / "run", None)) == 275


def test_a_limit_takes_evenly_from_every_skill(tmp_path: Path) -> None:
    suite = tmp_path / "suite.jsonl"
    probes = [make_probe(number, skill=f"skill.{number // 20}") for number in range(100)]
    suite.write_bytes(write_probes(probes))
    directory = run("solver:exact", str(suite), out=tmp_path / "run", limit=10)
    assert sorted(probe.skill for probe in directory.probes()) == sorted(2 * [f"skill.{n}" for n in range(5)])


def test_a_solver_may_err_by_a_lure_that_no_probe_of_the_limit_has(suite_file: Path, tmp_path: Path) -> None:
    directory = run("solver:off_by_one", str(suite_file), out=tmp_path / "run", limit=1)
    assert [reply.text for reply in directory.replies().values()] == ["2"]


def test_probes_that_failed_are_told_and_asked_again(
    suite_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = Scripted(lambda request: "!Too long." if len(engine.asked) % 7 == 3 else "1", capacity=1)
    monkeypatch.setattr(runs, "open_engine", open_with(engine))
    directory = run("solver:exact", str(suite_file), out=tmp_path / "run", limit=10)
    ids, why = unanswered(directory)
    assert (len(ids), why) == (2, "Too long.")
    assert engine.closed
    again = Scripted(lambda request: "1")
    monkeypatch.setattr(runs, "open_engine", open_with(again))
    assert unanswered(run("solver:exact", str(suite_file), out=tmp_path / "run")) == ([], None)
    assert set(ids) <= {request.probe for request in again.asked}
    assert len(again.asked) == 300 - 8


def test_a_run_that_was_stopped_goes_on(suite_file: Path, tmp_path: Path) -> None:
    done: list[str] = []
    listener = Listener(
        on_probe=lambda probe, _, __: done.append(probe.id), should_stop=lambda: len(done) > 0
    )
    engine_sized = 1024
    suite = tmp_path / "large.jsonl"
    suite.write_bytes(write_probes(make_probe(number) for number in range(engine_sized + 100)))
    directory = run("solver:exact", str(suite), out=tmp_path / "run", listener=listener)
    assert len(done) == engine_sized
    assert len(unanswered(directory)[0]) == 100
    assert len(asked_in(suite, tmp_path / "run", None)) == 100


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"model": "solver"}, "Not a model: 'solver'"),
        ({"suite": "smok-v1"}, "Unknown suite 'smok-v1'"),
        ({"suite": "none.jsonl"}, "There is no suite file 'none.jsonl'"),
        ({"protocol": "dirct"}, "Unknown protocol 'dirct'"),
        ({"limit": 0}, "The limit must be at least 1, got 0"),
    ],
)
def test_bad_arguments_are_one_sentence_and_make_no_folder(
    suite_file: Path, tmp_path: Path, arguments: dict[str, Any], sentence: str
) -> None:
    usual: dict[str, Any] = {"model": "solver:exact", "suite": str(suite_file), "out": tmp_path / "run"}
    with pytest.raises(InvalidArgument, match=sentence):
        run(**(usual | arguments))
    assert not (tmp_path / "run").exists()


def test_other_sampling_needs_another_folder(suite_file: Path, tmp_path: Path) -> None:
    run("solver:exact", str(suite_file), out=tmp_path / "run", limit=1)
    with pytest.raises(InvalidArgument, match="another sampling"):
        run("solver:exact", str(suite_file), out=tmp_path / "run", limit=1, sampling=Sampling(temperature=1))


@pytest.mark.parametrize(
    ("model", "suite", "folder"),
    [
        ("llamacpp:smollm2", "smoke-v1", "runs/llamacpp-smollm2-smoke-v1-direct"),
        ("llamacpp:/models/Qwen3 8B.gguf", "mine/set.jsonl", "runs/llamacpp-Qwen3-8B-set-direct"),
        ("vllm:Qwen/Qwen3-8B", "smoke-v1", "runs/vllm-Qwen-Qwen3-8B-smoke-v1-direct"),
        ("openai:../../etc@http://x", "smoke-v1", "runs/openai-etc-http-x-smoke-v1-direct"),
    ],
)
def test_the_default_folder_is_named_safely(model: str, suite: str, folder: str) -> None:
    assert default_folder(model, suite, "direct") == Path(folder)
