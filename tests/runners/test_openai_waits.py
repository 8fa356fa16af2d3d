"""Waits that a server asks for or causes: they are seen, bounded, and end when the user says so."""

import os
import re
import signal
import subprocess
import sys
import threading
import time
from datetime import datetime
from pathlib import Path

import pytest

from jagbench.errors import JagbenchError
from jagbench.probes import write_probes
from jagbench.runners.engines.openai import waits
from jagbench.runners.engines.openai.waits import asked_wait, pause, told
from tests.runners.openai_client import ask, ask_one, request
from tests.runners.samples import make_probe
from tests.runners.servers import OddServer

pytest.importorskip("httpx2", reason="the extra openai is not installed")


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (None, None),
        ("", None),
        ("soon", None),
        ("nan", None),
        ("0", 0.0),
        ("-5", 0.0),
        ("1.5", 1.5),
        ("inf", float("inf")),
        ("1000000000", 1e9),
        ("Thu, 01 Jan 1970 00:01:40 GMT", 100.0),
        ("Wed, 31 Dec 1969 00:00:00 GMT", 0.0),
        ("Fri, 99 Jan 2999 00:00:00 GMT", None),
    ],
)
def test_a_wait_is_a_number_or_a_date(value: str | None, seconds: float | None) -> None:
    assert asked_wait(value, now=0.0) == seconds


def test_pauses_double_and_end_at_the_longest() -> None:
    for failures in (0, 1, 5, 10**6):
        longest = min(0.5 * 2 ** min(failures, 16), 60.0)
        assert all(0 < pause(failures) <= longest for _ in range(50))


def test_a_wait_is_told_with_its_end() -> None:
    begun = datetime(2026, 1, 1, 12).timestamp()
    assert told(90.0, begun).startswith(
        "The server asks to wait for 90 s: nothing is asked until 12:01:30. Ctrl-C ends it; a run goes on"
    )
    assert told(float("inf"), begun).startswith(
        "The server asks to wait for inf s; it is asked again after the longest wait of 3600 s, at 13:00:00."
    )


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    path = tmp_path / "twelve.jsonl"
    path.write_bytes(write_probes(make_probe(number) for number in range(12)))
    return path


class Command:
    """`jagbench run` in a process of its own, and what it has said so far."""

    def __init__(self, model: str, suite: Path, out: Path, *options: str) -> None:
        command = [sys.executable, "-m", "jagbench", "run", model, "--suite", suite, "--out", out, *options]
        self.begun = time.monotonic()
        self.said: list[str] = []
        self.process = subprocess.Popen(
            list(map(str, command)),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": "src"},
        )
        self._listener = threading.Thread(target=self._listen)
        self._listener.start()

    def wait_for(self, words: str) -> None:
        deadline = time.monotonic() + 60
        while words not in "".join(self.said):
            assert time.monotonic() < deadline, self.said
            time.sleep(0.02)

    def end(self) -> tuple[int, str]:
        """The exit code, and all that was said."""
        code = self.process.wait(60)
        self._listener.join()
        assert self.process.stderr is not None
        self.process.stderr.close()
        return code, "".join(self.said)

    def _listen(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.said.append(line)


@pytest.mark.slow
def test_a_wait_is_shown_with_its_end_and_ends_with_the_first_ctrl_c(
    odd_server: OddServer, suite: Path, tmp_path: Path
) -> None:
    names = ("wait-3600", "wait-1e9", "wait-inf", "wait-far")
    commands = {name: Command(f"openai:{odd_server.model(name)}", suite, tmp_path / name) for name in names}
    for command in commands.values():
        command.wait_for("The server asks to wait for")
    interrupted = time.monotonic()
    for command in commands.values():
        command.process.send_signal(signal.SIGINT)
    said = {name: command.end() for name, command in commands.items()}
    assert time.monotonic() - interrupted < 20
    for name, (code, notices) in said.items():
        assert code == 130
        assert re.search(r"(until|at) \d\d:\d\d:\d\d\. Ctrl-C ends it; a run goes on later", notices)
        assert notices.count("asks to wait for") == 1
        assert "Stopping: the probes under way are being finished." in notices
        assert "requests under way were given up after 5 s without a reply" in notices
        assert f"Every finished reply is kept in {tmp_path / name}." in notices
        assert "Traceback" not in notices
        # Nobody asked again while the server wanted to be left alone.
        assert len(odd_server.asked(name)) <= 3
    assert "for 3600 s: nothing is asked until" in said["wait-3600"][1]
    for name in names[1:]:
        assert "after the longest wait of 3600 s" in said[name][1]


@pytest.mark.slow
def test_max_minutes_and_ctrl_c_hold_during_a_wait_and_a_hang(
    odd_server: OddServer, suite: Path, tmp_path: Path
) -> None:
    late = [
        Command(f"openai:{odd_server.model(name)}", suite, tmp_path / name, "--max-minutes", "0.02")
        for name in ("wait-3600", "hang")
    ]
    hanging = Command(f"openai:{odd_server.model('hang')}", suite, tmp_path / "interrupted")
    hanging.wait_for("twelve")
    time.sleep(1)
    hanging.process.send_signal(signal.SIGINT)
    for command in late:
        code, notices = command.end()
        assert code == 3
        assert "--max-minutes is over." in notices
        assert "Out of time. Every finished reply is kept" in notices
        assert time.monotonic() - command.begun < 40
    code, notices = hanging.end()
    assert code == 130
    assert "Interrupted. Every finished reply is kept" in notices


def test_a_server_that_only_asks_to_wait_ends_the_run(
    odd_server: OddServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waits, "LONGEST_ASKED", 0.2)
    monkeypatch.setattr(waits, "PATIENCE", 0.5)
    monkeypatch.setattr(waits, "FIRST_PAUSE", 0.02)
    said: list[str] = []
    with pytest.raises(
        JagbenchError, match=r"asks to wait \(slower\), again and again .*, and answers nothing"
    ):
        ask(odd_server.model("wait-inf"), request("a"), request("b"), notice=said.append)
    assert said
    assert len(odd_server.asked("wait-inf")) < 20


def test_the_longest_wait_for_one_answer_holds_for_one_that_drips(odd_server: OddServer) -> None:
    begun = time.monotonic()
    reply = ask_one(odd_server.model("drip"), timeout=0.5, retries=0)
    assert reply.error == "The server failed 1 times, at last with: no whole answer within 0.5 s."
    assert time.monotonic() - begun < 3
