"""What the `vllm` engine does when its child process misbehaves: real processes, a stand-in for vLLM."""

import os
import signal
import sys
import time
import warnings
from collections.abc import Sequence
from pathlib import Path

import pytest

from jagbench.errors import InvalidArgument, JagbenchError
from jagbench.runners.engine import Message, Request, Sampling
from jagbench.runners.engines import Opening
from jagbench.runners.engines.vllm import Vllm, open_vllm
from jagbench.runners.engines.vllm.messages import Load
from jagbench.runners.reply import Reply

LOAD = Load(model="model", arguments={}, max_tokens=64, max_prompt_bytes=100)


class StandIn:
    """Opens the engine with a stand-in for its child."""

    def __init__(self, folder: Path) -> None:
        self._side = folder / "side"

    def open(self, behaviour: str, *, load: Load = LOAD, patience: float = 60) -> Vllm:
        program = [sys.executable, str(Path(__file__).with_name("vllm_stand_in.py"))]
        return Vllm(load, patience=patience, command=[*program, behaviour, str(self._side)])

    def notes(self, kind: str) -> list[str]:
        lines = self._side.read_text().splitlines()
        return [line.removeprefix(f"{kind} ") for line in lines if line.startswith(f"{kind} ")]


@pytest.fixture
def stand_in(tmp_path: Path) -> StandIn:
    return StandIn(tmp_path)


def request(number: int) -> Request:
    message = Message(role="user", content=f"prompt {number}")
    return Request(key=f"k{number}", probe=f"p{number}", turn=0, messages=(message,), sampling=Sampling())


def collect(engine: Vllm, count: int) -> list[Reply]:
    for number in range(count):
        engine.submit(request(number))
    replies: list[Reply] = []
    while len(replies) < count:
        replies += engine.poll()
    engine.close()
    return replies


def is_alive(pid: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except FileNotFoundError:
        return False


def assert_gone(pids: Sequence[str]) -> None:
    deadline = time.monotonic() + 10
    while any(is_alive(int(pid)) for pid in pids):
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_every_request_is_answered_once_through_a_healthy_child(stand_in: StandIn) -> None:
    replies = collect(stand_in.open("is well"), 5)
    assert [reply.text for reply in replies] == [f"prompt {number}" for number in range(5)]
    assert stand_in.notes("asked") == ["k0", "k1", "k2", "k3", "k4"]
    assert_gone(stand_in.notes("life"))


def test_a_killed_child_is_started_again_and_nothing_is_lost_or_doubled(stand_in: StandIn) -> None:
    with pytest.warns(RuntimeWarning) as notices:
        replies = collect(stand_in.open("dies after every second"), 8)
    assert sorted(reply.key for reply in replies) == [f"k{number}" for number in range(8)]
    assert [str(notice.message) for notice in notices] == [
        f"vLLM died (it was killed by SIGKILL) and is started again, restart {number}; the {left} requests "
        "that it had are asked again."
        for number, left in enumerate((6, 4, 2), start=1)
    ]
    assert len(stand_in.notes("life")) == 4


def test_three_deaths_without_progress_end_with_the_last_words(stand_in: StandIn) -> None:
    engine = stand_in.open("always dies")
    engine.submit(request(0))
    sentence = (
        r"vLLM died 3 times without a reply in between, the last time with: RuntimeError: the stand-in is "
        r"broken\. Every finished reply is kept"
    )
    with pytest.warns(RuntimeWarning), pytest.raises(JagbenchError, match=sentence):
        engine.poll()
    engine.close()
    assert len(stand_in.notes("life")) == 3
    assert_gone(stand_in.notes("life"))


def test_a_child_that_hangs_is_killed_and_started_again(stand_in: StandIn) -> None:
    with pytest.warns(RuntimeWarning, match=r"it has done nothing for 1 s\) and is started again"):
        replies = collect(stand_in.open("hangs once", patience=1), 2)
    assert [reply.key for reply in replies] == ["k0", "k1"]
    assert_gone(stand_in.notes("life"))


def test_after_running_out_of_memory_less_is_computed_at_once(stand_in: StandIn) -> None:
    notice = r"CUDA out of memory.*again with max_num_seqs=4 and max_num_batched_tokens=32, restart 1; the 2 "
    with pytest.warns(RuntimeWarning, match=notice):
        replies = collect(stand_in.open("runs out of memory once"), 2)
    assert len(replies) == 2
    assert stand_in.notes("sizes") == ["8 64", "4 32"]


def test_a_model_that_changed_on_disk_stops_the_run(stand_in: StandIn) -> None:
    engine = stand_in.open("finds another model")
    engine.submit(request(0))
    with (
        pytest.warns(RuntimeWarning, match="exit code 3"),
        pytest.raises(JagbenchError, match="have changed"),
    ):
        engine.poll()
    engine.close()
    assert_gone(stand_in.notes("life"))


@pytest.mark.parametrize(
    ("behaviour", "error", "sentence"),
    [
        ("refuses", JagbenchError, r"^No model today\.$"),
        ("is asked for nonsense", InvalidArgument, r"^No model today\.$"),
        (
            "runs out of memory while loading",
            JagbenchError,
            r"^There is not enough memory for vLLM to load model \(torch\.OutOfMemoryError: CUDA out of "
            r"memory\)\. Lower max_num_seqs, max_num_batched_tokens, max_model_len, ",
        ),
        (
            "is killed while loading",
            JagbenchError,
            r"^There is not enough memory for vLLM to load model \(it was killed by SIGKILL, as systems do "
            r"when memory runs out\)\. Lower ",
        ),
    ],
)
def test_a_model_that_is_not_loaded_is_one_sentence(
    stand_in: StandIn, behaviour: str, error: type[JagbenchError], sentence: str
) -> None:
    with pytest.raises(error, match=sentence) as caught:
        stand_in.open(behaviour)
    assert type(caught.value) is error
    assert_gone(stand_in.notes("life"))


def test_what_the_child_started_is_killed_with_it(stand_in: StandIn) -> None:
    collect(stand_in.open("has a child"), 1)
    assert len(stand_in.notes("child")) == 1
    assert_gone(stand_in.notes("life") + stand_in.notes("child"))


def test_a_child_killed_between_replies_is_found_dead_at_the_next_request(stand_in: StandIn) -> None:
    engine = stand_in.open("is well")
    engine.submit(request(0))
    assert [reply.key for reply in engine.poll()] == ["k0"]
    os.kill(int(stand_in.notes("life")[0]), signal.SIGKILL)
    with pytest.warns(RuntimeWarning, match="the 1 requests that it had"):
        assert [reply.key for reply in collect(engine, 1)] == ["k0"]


@pytest.mark.parametrize("name", ["./none", "/no/such/folder", "~/none"])
def test_a_folder_that_is_not_there_is_one_sentence(name: str) -> None:
    with pytest.raises(InvalidArgument, match=f"There is no model folder '{name}'. Give a folder, or a name"):
        open_vllm(name, Opening())


def test_closing_an_engine_whose_child_is_dead_is_quiet(stand_in: StandIn) -> None:
    engine = stand_in.open("is well")
    os.kill(int(stand_in.notes("life")[0]), signal.SIGKILL)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        engine.close()
