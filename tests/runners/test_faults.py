"""What a run loses when its process, its disk or its user interrupts it: real processes, real files."""

import os
import random
import signal
import subprocess
import time
from pathlib import Path

import pytest

from jagbench.runners.missing import Unanswered, unanswered
from jagbench.runners.run_directory import RunDirectory
from tests.runners.conftest import SlowRun


def wait_for_more(slow_run: SlowRun, process: "subprocess.Popen[str]", than: int) -> None:
    """Wait until the journal has grown."""
    deadline = time.monotonic() + 30
    while len(slow_run.journaled()) <= than and process.poll() is None:
        assert time.monotonic() < deadline
        time.sleep(0.002)


def assert_complete(slow_run: SlowRun) -> None:
    """Every probe is answered, and the files hold each answer once."""
    directory = RunDirectory.open(slow_run.out)
    replies = list(directory.replies().values())
    assert sorted(reply.probe for reply in replies) == sorted(probe.id for probe in directory.probes())
    assert len(replies) == 300
    assert unanswered(directory) == Unanswered(probes=[], why=None, rechecks=0)


@pytest.mark.slow
def test_ten_times_kill_9_loses_and_doubles_nothing(slow_run: SlowRun) -> None:
    moments = random.Random(1)
    for _ in range(10):
        finished = slow_run.journaled()
        asked = len(slow_run.asked())
        process = slow_run.start()
        wait_for_more(slow_run, process, than=len(finished))
        time.sleep(moments.uniform(0, 0.06))
        process.kill()
        process.communicate()
        assert process.returncode == -signal.SIGKILL
        assert not set(finished) & set(slow_run.asked()[asked:])
    finished = slow_run.journaled()
    assert 0 < len(finished) < 300
    asked = len(slow_run.asked())
    assert slow_run.finish().startswith(
        f"{slow_run.out}\nthree-hundred.jsonl: all 300 probes; 300 stop, 0 length, 0 error\n"
    )
    assert sorted(slow_run.asked()[asked:] + finished) == sorted(set(slow_run.asked()))
    assert_complete(slow_run)


@pytest.mark.slow
def test_kill_9_between_the_turns_of_conversations_loses_and_doubles_nothing(slow_run: SlowRun) -> None:
    moments = random.Random(2)
    pressure = ("--protocol", "pressure:lure:2", "--limit", "120")
    for _ in range(4):
        finished = slow_run.journaled()
        asked = len(slow_run.asked())
        process = slow_run.start(*pressure)
        wait_for_more(slow_run, process, than=len(finished))
        time.sleep(moments.uniform(0.02, 0.2))
        process.kill()
        process.communicate()
        assert not set(finished) & set(slow_run.asked()[asked:])
    assert 0 < len(slow_run.journaled()) < 600
    before = RunDirectory.open(slow_run.out)
    half = {reply.probe for reply in before.iter_replies() if reply.turn == 1}
    whole = {reply.probe for reply in before.iter_replies() if reply.turn == 4}
    assert half - whole <= set(unanswered(before).probes)
    process = slow_run.start(*pressure, pause=0)
    assert process.communicate(timeout=60)[0].count("120 stop")
    directory = RunDirectory.open(slow_run.out)
    replies = sorted((reply.probe, reply.turn) for reply in directory.iter_replies())
    assert replies == sorted((probe.id, turn) for probe in directory.probes() for turn in range(5))
    assert not (slow_run.out / "journal.jsonl").exists()
    assert unanswered(directory).nothing


@pytest.mark.slow
def test_ctrl_c_keeps_what_is_finished_and_says_how_to_go_on(slow_run: SlowRun) -> None:
    process = slow_run.start()
    wait_for_more(slow_run, process, than=20)
    process.send_signal(signal.SIGINT)
    output, notices = process.communicate(timeout=60)
    assert process.returncode == 130
    assert output.startswith(f"{slow_run.out}\nUnfinished: ")
    assert f"Every finished reply is kept in {slow_run.out}. The same command goes on from there." in notices
    assert "Traceback" not in notices
    # Those under way were finished: nothing that was asked is lost.
    assert sorted(slow_run.journaled()) == sorted(slow_run.asked())
    assert len(slow_run.asked()) < 300
    slow_run.finish()
    assert len(slow_run.asked()) == 300
    assert_complete(slow_run)


@pytest.mark.slow
def test_a_run_that_is_out_of_time_says_how_to_go_on(slow_run: SlowRun) -> None:
    process = slow_run.start("--max-minutes", "0.05", pause=0.2)
    output, notices = process.communicate(timeout=60)
    assert process.returncode == 3
    assert output.startswith(f"{slow_run.out}\nUnfinished: ")
    assert "Stopping: the probes under way are being finished. --max-minutes is over." in notices
    assert f"Out of time. Every finished reply is kept in {slow_run.out}." in notices
    assert 0 < len(slow_run.asked()) < 300
    assert sorted(slow_run.journaled()) == sorted(slow_run.asked())
    slow_run.finish()
    assert_complete(slow_run)


def test_a_second_ctrl_c_ends_at_once(slow_run: SlowRun) -> None:
    process = slow_run.start(pause=60)
    while not slow_run.asked():
        time.sleep(0.01)
    for _ in range(2):
        process.send_signal(signal.SIGINT)
        time.sleep(0.3)
    _, notices = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "The same command goes on from there." in notices
    assert "Traceback" not in notices


def assert_stops_with(process: "subprocess.Popen[str]", sentence: str) -> None:
    _, notices = process.communicate(timeout=60)
    assert process.returncode == 1
    assert notices.splitlines()[-1] == sentence


@pytest.mark.slow
def test_a_disk_without_room_for_the_probes_is_one_sentence(slow_run: SlowRun) -> None:
    assert_stops_with(
        slow_run.start(disk_limit=10_000),
        f"Error: Cannot write {slow_run.out}/probes.jsonl: File too large. Every reply written before is "
        "kept: put that right, then give the same command again to go on.",
    )
    slow_run.finish()
    assert_complete(slow_run)


@pytest.mark.slow
def test_a_journal_that_cannot_grow_is_one_sentence_and_keeps_what_is_written(slow_run: SlowRun) -> None:
    process = slow_run.start()
    wait_for_more(slow_run, process, than=20)
    process.kill()
    process.communicate()
    journal = slow_run.out / "journal.jsonl"
    assert_stops_with(
        slow_run.start(disk_limit=journal.stat().st_size + 3000),
        f"Error: Cannot write {journal}: File too large. Every reply written before is kept: "
        "put that right, then give the same command again to go on.",
    )
    assert journal.read_bytes().endswith(b"\n")
    finished, asked = slow_run.journaled(), len(slow_run.asked())
    slow_run.finish()
    assert not set(finished) & set(slow_run.asked()[asked:])
    assert_complete(slow_run)


@pytest.mark.slow
@pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount a small disk")
def test_a_full_disk_is_one_sentence_and_the_run_goes_on_when_there_is_room(
    slow_run: SlowRun, tmp_path: Path
) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    size = slow_run.suite.stat().st_size + 40_000
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", disk], capture_output=True
    ).returncode:
        pytest.skip("no disk can be mounted here")
    try:
        slow_run.out = disk / "run"
        assert_stops_with(
            slow_run.start(pause=0),
            f"Error: Cannot write {slow_run.out}/journal.jsonl: No space left on device. Every reply written "
            "before is kept: put that right, then give the same command again to go on.",
        )
        finished, asked = slow_run.journaled(), len(slow_run.asked())
        assert finished
        subprocess.run(["mount", "-o", "remount,size=10m", disk], check=True)
        slow_run.finish()
        assert not set(finished) & set(slow_run.asked()[asked:])
        assert_complete(slow_run)
    finally:
        subprocess.run(["umount", disk], check=True)


@pytest.mark.slow
def test_a_second_process_on_a_run_is_refused(slow_run: SlowRun) -> None:
    first = slow_run.start(pause=1)
    wait_for_more(slow_run, first, than=0)
    second = slow_run.start()
    _, notices = second.communicate(timeout=60)
    first.kill()
    first.communicate()
    assert second.returncode == 1
    assert notices.splitlines()[-1] == (
        f"Error: Another process is writing to {slow_run.out}: wait for it to end, or give another --out."
    )
