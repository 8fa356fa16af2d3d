import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jagbench.errors import JagbenchError
from jagbench.probes import Probe
from jagbench.runners import drive as drives
from jagbench.runners.drive import REMEMBERED, Task, drive
from jagbench.runners.engine import Ask, Message, Request, Sampling
from jagbench.runners.journal import Journal, Replies
from jagbench.runners.protocols import Conversation, Protocol, open_protocol
from jagbench.runners.reply import Reply
from tests.runners.samples import Scripted, make_probe

DIRECT = open_protocol("direct", Sampling())
PROBES = [make_probe(number) for number in range(10)]


def two_turns(probe: Probe) -> Conversation:
    """Asks, and asks again about the reply."""
    first = yield Ask(messages=(Message(role="user", content=probe.prompt),), sampling=Sampling())
    messages = (
        Message(role="user", content=probe.prompt),
        Message(role="assistant", content=first.text),
        Message(role="user", content="Are you sure?"),
    )
    yield Ask(messages=messages, sampling=Sampling())


def say_turn(request: Request) -> str:
    return f"turn {request.turn}"


def run(
    path: Path, engine: Scripted, protocol: Protocol = DIRECT, probes: list[Probe] = PROBES
) -> list[Reply]:
    """Drive over a journal, as a resumed run does; gives the last reply of each probe."""
    done: list[Reply] = []
    tasks = [Task(probe=probe) for probe in probes]
    with Journal(path) as journal:
        drive(tasks, protocol, engine, journal, on_task=lambda _, reply, __: done.append(reply))
    return done


def written(path: Path) -> list[Reply]:
    with Replies(path) as replies:
        return list(replies)


@settings(deadline=None)
@given(count=st.integers(0, 30), capacity=st.integers(1, 9), batch=st.integers(1, 9))
def test_every_probe_is_asked_once_whatever_the_engine(
    tmp_path_factory: pytest.TempPathFactory, count: int, capacity: int, batch: int
) -> None:
    engine = Scripted(say_turn, capacity=capacity, batch=batch)
    probes = [make_probe(number) for number in range(count)]
    path = tmp_path_factory.mktemp("drive") / "journal.jsonl"
    done = run(path, engine, two_turns, probes)
    asked = Counter((request.probe, request.turn) for request in engine.asked)
    assert asked == {(probe.id, turn): 1 for probe in probes for turn in (0, 1)}
    assert sorted(reply.probe for reply in done) == sorted(probe.id for probe in probes)
    assert all(reply.turn == 1 for reply in done)
    assert engine.most_in_flight == min(count, capacity)
    assert len(written(path)) == 2 * count


def test_a_follow_up_does_not_wait_for_the_other_probes(tmp_path: Path) -> None:
    engine = Scripted(say_turn, capacity=2)
    run(tmp_path / "journal.jsonl", engine, two_turns)
    turns = [request.turn for request in engine.asked]
    # Two are in flight: each finished first turn is followed by its second before a third probe is begun.
    assert turns[:4] == [0, 0, 1, 0]


def test_probes_are_taken_only_as_there_is_room(tmp_path: Path) -> None:
    taken = 0

    def source() -> Iterator[Task]:
        nonlocal taken
        for probe in PROBES:
            taken += 1
            yield Task(probe=probe)

    most_ahead = 0

    def note(task: Task, reply: Reply, asked: bool) -> None:
        nonlocal most_ahead
        done.append(task.probe.id)
        most_ahead = max(most_ahead, taken - len(done))

    done: list[str] = []
    with Journal(tmp_path / "journal.jsonl") as journal:
        drive(source(), DIRECT, Scripted(say_turn, capacity=3), journal, on_task=note)
    assert len(done) == 10
    assert most_ahead <= 3


def test_what_the_journal_holds_is_not_asked_again(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    run(path, Scripted(say_turn), probes=PROBES[:6])
    engine = Scripted(say_turn)
    done = run(path, engine)
    assert {request.probe for request in engine.asked} == {probe.id for probe in PROBES[6:]}
    assert {reply.probe for reply in done} == {probe.id for probe in PROBES}


def test_a_conversation_goes_on_from_the_turn_that_the_journal_holds(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    run(path, Scripted(lambda request: f"said of {request.probe}"), two_turns, PROBES[:1])
    first_turn = path.read_text().splitlines(keepends=True)[0]
    path.write_text(first_turn)
    engine = Scripted(say_turn)
    run(path, engine, two_turns, PROBES[:1])
    (request,) = engine.asked
    assert request.turn == 1
    assert request.messages[1] == Message(role="assistant", content=f"said of {PROBES[0].id}")


def test_a_failed_reply_is_journaled_and_asked_again_by_the_next_run(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    bad = PROBES[3].id
    first = run(path, Scripted(lambda request: "!Too long." if request.probe == bad else "1"), two_turns)
    assert [reply.error for reply in first if reply.finish_reason == "error"] == ["Too long."]
    engine = Scripted(say_turn)
    run(path, engine, two_turns)
    assert [(request.probe, request.turn) for request in engine.asked] == [(bad, 0), (bad, 1)]
    assert all(reply.finish_reason == "stop" for reply in written(path))


def test_an_engine_that_fails_on_everything_is_given_up(tmp_path: Path) -> None:
    engine = Scripted(lambda request: "!Connection refused.")
    probes = [make_probe(number) for number in range(100)]
    with pytest.raises(
        JagbenchError, match=r"each of the first 20 probes .*: Connection refused\. The same command"
    ):
        run(tmp_path / "journal.jsonl", engine, probes=probes)
    assert len(engine.asked) < 30


def test_an_engine_that_has_answered_once_is_not_given_up(tmp_path: Path) -> None:
    good = PROBES[0].id
    engine = Scripted(lambda request: "1" if request.probe == good else "!Too long.", capacity=1)
    probes = [make_probe(number) for number in range(100)]
    done = run(tmp_path / "journal.jsonl", engine, probes=probes)
    assert sum(reply.finish_reason == "error" for reply in done) == 99


def test_an_empty_reply_is_a_reply(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    run(path, Scripted(lambda request: ""))
    engine = Scripted(say_turn)
    run(path, engine)
    assert engine.asked == []


def test_stopping_finishes_the_conversations_under_way_and_begins_none(tmp_path: Path) -> None:
    engine = Scripted(say_turn, capacity=3)
    done: list[str] = []
    with Journal(tmp_path / "journal.jsonl") as journal:
        drive(
            [Task(probe=probe) for probe in PROBES],
            two_turns,
            engine,
            journal,
            on_task=lambda task, _, __: done.append(task.probe.id),
            should_stop=lambda: len(engine.asked) >= 3,
        )
    assert sorted(done) == sorted(probe.id for probe in PROBES[:3])
    assert len(engine.asked) == 6


def same_question(probe: Probe) -> Conversation:
    """Asks every probe the same."""
    yield Ask(messages=(Message(role="user", content="How are you?"),), sampling=Sampling())


@pytest.mark.parametrize("capacity", [1, 4, 100])
def test_identical_questions_are_asked_once_and_answered_each(tmp_path: Path, capacity: int) -> None:
    path = tmp_path / "journal.jsonl"
    engine = Scripted(lambda request: f"asked of {request.probe}", capacity=capacity)
    done = run(path, engine, same_question)
    assert len(engine.asked) == 1
    assert {reply.text for reply in done} == {f"asked of {engine.asked[0].probe}"}
    assert sorted(reply.probe for reply in written(path)) == sorted(probe.id for probe in PROBES)
    assert len({reply.key for reply in written(path)}) == len(PROBES)
    again = Scripted(say_turn)
    run(path, again, same_question)
    assert again.asked == []


def test_a_failure_counts_for_all_who_asked_the_same_and_is_not_remembered(tmp_path: Path) -> None:
    engine = Scripted(lambda request: "!Lost." if len(engine.asked) == 1 else "fine", capacity=1)
    done = run(tmp_path / "journal.jsonl", engine, same_question)
    assert [reply.error for reply in done] == ["Lost."] + 9 * [None]
    assert len(engine.asked) == 2


def test_only_the_last_replies_are_remembered(tmp_path: Path) -> None:
    """Two rounds over more questions than are remembered: the second is asked in full again."""

    def few_questions(probe: Probe) -> Conversation:
        content = f"Question {int(probe.operands[0]) % (REMEMBERED + 100)}"
        yield Ask(messages=(Message(role="user", content=content),), sampling=Sampling())

    engine = Scripted(say_turn, capacity=64, batch=64)
    run(
        tmp_path / "journal.jsonl",
        engine,
        few_questions,
        [make_probe(number) for number in range(2 * REMEMBERED + 200)],
    )
    assert len(engine.asked) == 2 * REMEMBERED + 200


def test_samples_and_probes_draw_with_seeds_of_their_own_and_a_recheck_with_the_same(tmp_path: Path) -> None:
    engine = Scripted(say_turn)
    tasks = [
        Task(probe=PROBES[0]),
        Task(probe=PROBES[0], sample=1),
        Task(probe=PROBES[1]),
        Task(probe=PROBES[0], recheck=True),
    ]
    with Journal(tmp_path / "journal.jsonl") as journal:
        drive(tasks, open_protocol("direct", Sampling(temperature=1, seed=5)), engine, journal)
    first, second, other, again = [request.sampling.seed for request in engine.asked]
    assert first == again
    assert len({first, second, other}) == 3
    assert all(0 <= seed < 2**31 for seed in (first, second, other))
    replies = {(reply.probe, reply.sample, reply.recheck): reply for reply in written(journal.path)}
    assert replies[PROBES[0].id, 1, False].seed == second


def test_a_recheck_is_asked_although_the_reply_is_known(tmp_path: Path) -> None:
    engine = Scripted(say_turn, capacity=1)
    told: list[Reply] = []
    tasks = [Task(probe=PROBES[0]), Task(probe=PROBES[0], recheck=True)]
    with Journal(tmp_path / "journal.jsonl") as journal:
        drive(tasks, DIRECT, engine, journal, on_task=lambda _, reply, __: told.append(reply))
    assert [request.recheck for request in engine.asked] == [False, True]
    assert [reply.recheck for reply in told] == [False, True]
    assert [reply.recheck for reply in written(journal.path)] == [False, True]


class Silent(Scripted):
    """An engine that answers the first requests and then nothing."""

    def __init__(self, *, answers: int) -> None:
        super().__init__(say_turn, capacity=4)
        self._left = answers

    def poll(self, timeout: float | None = None) -> Sequence[Reply]:
        if not self._left:
            assert timeout is not None
            time.sleep(timeout)
            return []
        self._left -= 1
        return super().poll(timeout)


def drive_silent(path: Path, engine: Silent, *, stop_after: float) -> tuple[list[str], float]:
    """What is told of a silent engine, and how long it is waited for."""
    told: list[str] = []
    begun = time.monotonic()
    with Journal(path) as journal:
        drive(
            [Task(probe=probe) for probe in PROBES],
            DIRECT,
            engine,
            journal,
            on_notice=told.append,
            should_stop=lambda: time.monotonic() - begun > stop_after,
        )
    return told, time.monotonic() - begun


def test_a_silent_engine_is_told_each_time_the_silence_has_doubled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drives, "STALLED_SECONDS", 0.1)
    monkeypatch.setattr(drives, "LOOK_SECONDS", 0.01)
    monkeypatch.setattr(drives, "LEAST_GRACE", 0.1)
    told, _ = drive_silent(tmp_path / "journal.jsonl", Silent(answers=3), stop_after=0.8)
    # At 0.1, 0.2, 0.4 and perhaps 0.8 s, not every tenth of a second; and the end.
    assert 4 <= len(told) <= 5
    assert all(said.startswith("No reply has come for ") for said in told[:-1])
    assert "4 requests are under way. Ctrl-C ends it; a run goes on later" in told[0]
    assert told[-1].startswith("4 requests under way were given up after 0 s without a reply;")
    assert len(written(tmp_path / "journal.jsonl")) == 3


def test_when_asking_ends_a_silent_engine_is_waited_for_a_little_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drives, "LOOK_SECONDS", 0.01)
    monkeypatch.setattr(drives, "LEAST_GRACE", 0.3)
    path = tmp_path / "journal.jsonl"
    _, seconds = drive_silent(path, Silent(answers=2), stop_after=0.1)
    assert 0.4 <= seconds < 3
    # The same journal goes on with what was given up.
    done = run(path, Scripted(say_turn))
    assert len(done) == len(written(path)) == len(PROBES)
