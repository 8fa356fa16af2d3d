import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import jagbench as jb
from jagbench.analysis.frame.rows import frame
from jagbench.errors import InvalidArgument, JagbenchError
from jagbench.probes import Probe
from jagbench.rounds import Stopped, in_rounds
from jagbench.runners import opened
from jagbench.runners.engines import Opening
from jagbench.runners.engines.python import hand_over
from jagbench.runners.listener import Listener
from jagbench.runners.manner import Manner
from jagbench.runners.missing import unanswered
from jagbench.runners.run_directory import RunDirectory
from tests.runners.samples import Scripted, make_probe

PROBES = [make_probe(number) for number in range(12)]


class Dying(Scripted):
    """Counts what it is asked over several lives, and breaks at a request."""

    def __init__(self, *, dies_at: int | None = None) -> None:
        super().__init__(lambda request: str(int(request.messages[0].content.split()[2]) + 1), capacity=2)
        self.dies_at = dies_at
        self.times_opened = 0

    def poll(self, timeout: float | None = None) -> Any:
        if self.dies_at is not None and len(self.asked) >= self.dies_at:
            self.dies_at = None
            raise JagbenchError("The server is gone.")
        return super().poll(timeout)

    def open(self, model: str, opening: Opening) -> Scripted:
        self.times_opened += 1
        self._waiting = []
        return self


def function(answer: Callable[[], str], name: str, fingerprint: str | None = None) -> str:
    def say(prompt: str) -> str:
        return answer()

    return hand_over(say, name, fingerprint)


def open_with(engine: Scripted) -> Callable[[str, Opening], Scripted]:
    def open_engine(model: str, opening: Opening) -> Scripted:
        return engine

    return open_engine


def asked_by(engine: Dying, monkeypatch: pytest.MonkeyPatch, out: Path, **plan: Any) -> list[int]:
    """Three rounds of which the size of each depends on the answers to the one before."""
    monkeypatch.setattr(opened, "open_engine", engine.open)
    right: list[int] = []
    with in_rounds("solver:exact", kind="trial", plan=plan, out=out) as rounds:
        size, start = 2, 0
        for number in range(3):
            answers = rounds.ask(PROBES[start : start + size], f"step {number}")
            right.append(sum(each.row.correct for each in answers.values()))
            start, size = start + size, right[-1] + 1
    return right


def test_what_is_asked_next_depends_on_what_was_answered_and_stands_in_run_json(tmp_path: Path) -> None:
    with in_rounds("solver:exact", kind="trial", plan={"seed": 1}, out=tmp_path) as rounds:
        first = rounds.ask(PROBES[:3], "explore")
        second = rounds.ask(PROBES[2:5], "shrink")
        assert [each.row.verdict for each in first.values()] == 3 * ["correct"]
        assert list(second) == [probe.id for probe in PROBES[2:5]]
        assert rounds.calls == 5
    manifest = json.loads((tmp_path / "run.json").read_text())
    assert manifest["schedule"] == {
        "kind": "trial",
        "plan": {"seed": 1},
        "rounds": [
            {"purpose": "explore", "probes": 3, "new": 3},
            {"purpose": "shrink", "probes": 3, "new": 2},
        ],
        "finished": True,
    }
    assert list(frame(RunDirectory.open(tmp_path))["verdict"]) == 5 * ["correct"]
    assert not (tmp_path / "journal.jsonl").exists()


def test_a_round_of_known_probes_is_none(tmp_path: Path) -> None:
    with in_rounds("solver:exact", kind="trial", plan={}, out=tmp_path) as rounds:
        rounds.ask(PROBES[:3], "explore")
        rounds.ask(PROBES[:2], "explore")
        assert len(rounds.done) == 1


def test_an_engine_that_dies_in_the_middle_goes_on_and_repeats_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = Dying(dies_at=7)
    with pytest.raises(JagbenchError, match="The server is gone"):
        asked_by(engine, monkeypatch, tmp_path)
    done = {request.probe for request in engine.asked[:-2]}
    before = len(engine.asked)
    assert asked_by(engine, monkeypatch, tmp_path) == [2, 3, 4]
    again = [request.probe for request in engine.asked[before:]]
    assert not done & set(again)
    assert len(done) + len(again) == 9
    assert RunDirectory.open(tmp_path).manifest.schedule is not None


def test_rounds_that_are_all_there_load_no_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = Dying()
    assert asked_by(engine, monkeypatch, tmp_path) == asked_by(engine, monkeypatch, tmp_path) == [2, 3, 4]
    assert engine.times_opened == 1


def test_another_plan_in_the_same_folder_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = Dying()
    asked_by(engine, monkeypatch, tmp_path, seed=1)
    with pytest.raises(InvalidArgument, match="another trial: 'seed' is 1 there, and 2 was asked for"):
        asked_by(engine, monkeypatch, tmp_path, seed=2)


def test_a_run_of_a_suite_is_not_taken_for_rounds(tmp_path: Path) -> None:
    jb.run("solver:exact", [PROBES[0]], out=tmp_path)
    with (
        in_rounds("solver:exact", kind="trial", plan={}, out=tmp_path) as rounds,
        pytest.raises(InvalidArgument, match="holds another run, of probes-"),
    ):
        rounds.ask(PROBES[:1], "explore")


def test_another_function_of_the_same_name_is_refused_before_it_is_asked(tmp_path: Path) -> None:
    def ask(answer: str, probes: list[Probe]) -> None:
        model = function(lambda: answer, "mine", answer)
        with in_rounds(model, kind="trial", plan={}, out=tmp_path) as rounds:
            rounds.ask(probes, "explore")

    ask("1", PROBES[:1])
    ask("2", PROBES[:1])  # nothing is left to ask
    with pytest.raises(InvalidArgument, match="another model"):
        ask("2", PROBES[:2])


def test_a_function_is_asked_again_as_often_as_wanted(tmp_path: Path) -> None:
    said = iter(["1", "2", "1", "3"])
    model = function(lambda: next(said), "moody")
    for _ in range(2):
        with in_rounds(model, kind="trial", plan={}, out=tmp_path) as rounds:
            (first,) = rounds.ask(PROBES[:1], "explore").values()
            (again,) = rounds.ask_again(PROBES[:1], 3, "confirm").values()
        assert [first.reply.text, *(each.reply.text for each in again)] == ["1", "2", "1", "3"]
    assert len(frame(RunDirectory.open(tmp_path))) == 1


def test_what_was_stopped_goes_on(tmp_path: Path) -> None:
    done: list[str] = []
    listener = Listener(
        on_probe=lambda probe, _, __: done.append(probe.id), should_stop=lambda: len(done) >= 2
    )
    model = function(lambda: "1", "steady")
    with (
        pytest.raises(Stopped),
        in_rounds(model, kind="trial", plan={}, out=tmp_path, listener=listener) as rounds,
    ):
        rounds.ask(PROBES, "explore")
    with in_rounds(model, kind="trial", plan={}, out=tmp_path) as rounds:
        rounds.ask(PROBES, "explore")
    assert unanswered(RunDirectory.open(tmp_path)).nothing


def test_a_probe_that_fails_once_is_asked_again_and_one_that_always_fails_is_unscored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing = {PROBES[1].id: 1, PROBES[2].id: 2}

    def answer(request: Any) -> str:
        failing[request.probe] = failing.get(request.probe, 0) - 1
        return "!Too long." if failing[request.probe] >= 0 else "1"

    engine = Scripted(answer)
    monkeypatch.setattr(opened, "open_engine", open_with(engine))
    with in_rounds("solver:exact", kind="trial", plan={}, out=tmp_path) as rounds:
        answers = rounds.ask(PROBES[:3], "explore")
    assert [each.row.verdict for each in answers.values()] == ["correct", "wrong", "unscored"]


def test_an_engine_that_fails_on_a_whole_round_ends_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opened, "open_engine", open_with(Scripted(lambda request: "!No room.")))
    with (
        pytest.raises(JagbenchError, match="failed on all 3 probes of round 1: No room"),
        in_rounds("solver:exact", kind="trial", plan={}, out=tmp_path) as rounds,
    ):
        rounds.ask(PROBES[:3], "explore")


def test_a_solver_knows_the_probes_of_every_round(tmp_path: Path) -> None:
    with in_rounds("solver:off_by_one", kind="trial", plan={}, out=tmp_path) as rounds:
        for probe in PROBES[:3]:
            (asked,) = rounds.ask([probe], "explore").values()
            assert asked.row.lures == ("off_by_one",)


def test_a_longer_round_opens_the_model_with_more_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rooms: list[int] = []

    def open_engine(model: str, opening: Opening) -> Scripted:
        rooms.append(opening.max_prompt_bytes)
        return Scripted(lambda request: "1")

    monkeypatch.setattr(opened, "open_engine", open_engine)
    long = make_probe(10**40)
    with in_rounds("solver:exact", kind="trial", plan={}, out=tmp_path / "grown") as rounds:
        rounds.ask(PROBES[:1], "explore")
        rounds.ask([long], "explore")
    assert rooms == [len(PROBES[0].prompt), len(long.prompt)]
    rooms.clear()
    with in_rounds("solver:exact", kind="trial", plan={}, out=tmp_path / "at-once", longest=[long]) as rounds:
        rounds.ask(PROBES[:1], "explore")
        rounds.ask([long], "explore")
    assert rooms == [len(long.prompt)]


@pytest.mark.parametrize(
    ("manner", "sentence"),
    [
        (Manner(protocol="fewshot:2"), "'fewshot:2' shows examples"),
        (Manner(recheck=0.5), "each probe is asked once"),
        (Manner(protocol="mirror"), "'mirror' shows the replies of another run"),
        (Manner(protocol="critique:other"), "'critique:other' shows the replies of another run"),
    ],
)
def test_what_cannot_be_asked_in_rounds_is_refused(tmp_path: Path, manner: Manner, sentence: str) -> None:
    with (
        pytest.raises(InvalidArgument, match=sentence),
        in_rounds("solver:exact", kind="trial", plan={}, manner=manner, out=tmp_path),
    ):
        pass


def test_a_probe_that_the_protocol_cannot_ask_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    manner = Manner(protocol="pressure:argued")
    with (
        pytest.raises(
            InvalidArgument, match="probes with a lure to state, which 3 of the 3 of this round lack"
        ),
        in_rounds(
            "solver:exact",
            kind="trial",
            plan={},
            manner=manner,
            out=tmp_path / "run",
            longest=PROBES,
        ) as rounds,
    ):
        rounds.ask(PROBES[:3], "explore")
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize(
    ("protocol", "answers"),
    [("pressure:lure", 3), ("selfcorrect", 5), ("critique:own", 3), ("steer:terse", 2)],
)
def test_the_answer_that_rounds_judge_is_that_of_the_run(tmp_path: Path, protocol: str, answers: int) -> None:
    """The last reply of a conversation is judged: in every protocol that rounds ask it is the answer."""
    model = "solver:exact?knows=0.5&flips=1"
    with in_rounds(model, kind="trial", plan={}, manner=Manner(protocol=protocol), out=tmp_path) as rounds:
        asked = rounds.ask(PROBES, "explore")
        directory = rounds.directory
    table = frame(directory)
    assert len(list(directory.iter_replies())) == answers * len(PROBES)
    assert [asked[probe].row.verdict for probe in table["probe"]] == table["verdict"].tolist()
