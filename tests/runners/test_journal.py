import os
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jagbench.errors import JagbenchError
from jagbench.runners.journal import Journal, Replies, from_line, to_line
from jagbench.runners.reply import Reply
from tests.runners.samples import make_reply


def read(path: Path) -> dict[str, Reply]:
    with Replies(path) as replies:
        return {reply.key: reply for reply in replies}


texts = st.text(st.characters(), max_size=20)


def joined(text: str) -> str:
    """`text` with surrogates that stand in pairs joined, as JSON joins them."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")


@given(
    text=texts,
    thinking=st.none() | texts,
    tokens=st.none() | st.integers(0, 10**9),
    scores=st.none() | st.tuples(st.floats(max_value=0, allow_infinity=False), st.just(-1.0)),
    recheck=st.booleans(),
)
def test_a_line_holds_any_reply(
    text: str, thinking: str | None, tokens: int | None, scores: tuple[float, ...] | None, recheck: bool
) -> None:
    reply = Reply(
        key="k", probe="p", turn=3, sample=2, recheck=recheck, seed=tokens, text=joined(text),
        thinking=thinking and joined(thinking), scores=scores,
        finish_reason="length", prompt_tokens=tokens, reply_tokens=tokens, seconds=0.25,
    )  # fmt: skip
    line = to_line(reply)
    assert from_line(line.encode("ascii")) == reply
    assert line.count("\n") == 1


@pytest.mark.parametrize(
    "text", ["", "\x00", "\ud800 alone", "\u2028\x85\r\n", "7" * 1_000_000, "<script>", "👍🏽 9.9보다"]
)
def test_a_hostile_reply_survives_the_journal(tmp_path: Path, text: str) -> None:
    path = tmp_path / "journal.jsonl"
    with Journal(path) as journal:
        journal.write([make_reply("a", text)])
    assert read(path)["a"].text == text


def test_the_later_reply_of_a_key_wins(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    with Journal(path) as journal:
        journal.write([make_reply("a", finish="error", error="lost."), make_reply("b", "2")])
        journal.write([make_reply("a", "1")])
    assert {key: reply.text for key, reply in read(path).items()} == {"a": "1", "b": "2"}


def test_a_journal_that_is_not_there_is_empty(tmp_path: Path) -> None:
    assert read(tmp_path / "none.jsonl") == {}


@pytest.mark.parametrize("cut", range(1, len(to_line(make_reply("b"))) + 1))
def test_a_torn_last_line_is_dropped_and_writing_goes_on_behind_the_whole_ones(
    tmp_path: Path, cut: int
) -> None:
    path = tmp_path / "journal.jsonl"
    whole = to_line(make_reply("a"))
    path.write_text(whole + to_line(make_reply("b"))[:-cut])
    assert list(read(path)) == ["a"]
    with Journal(path) as journal:
        journal.write([make_reply("c")])
    assert list(read(path)) == ["a", "c"]


@pytest.mark.parametrize("damage", [b"{\n", b"\n", b"[1]\n", b'{"key": 3}\n', b"\x00\x00\n", b"\xff\n"])
@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_damaged_line_costs_its_own_reply_only(tmp_path: Path, damage: bytes, place: int) -> None:
    path = tmp_path / "journal.jsonl"
    lines = [to_line(make_reply(key)).encode() for key in "ab"]
    path.write_bytes(b"".join([*lines[:place], damage, *lines[place:]]))

    with pytest.warns(RuntimeWarning, match=r"journal\.jsonl: 1 of 3 lines is damaged and left out"):
        assert list(read(path)) == ["a", "b"]
    with pytest.warns(RuntimeWarning), Journal(path) as journal:
        journal.write([make_reply("c")])
    with pytest.warns(RuntimeWarning):
        assert list(read(path)) == ["a", "b", "c"]


@pytest.mark.parametrize("content", [b"\x00" * 50 + b"\n", b"{}\n[]\n", b"PAR1 not a journal\n"])
def test_a_file_without_any_reply_is_no_journal(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "journal.jsonl").write_bytes(content)

    with pytest.raises(JagbenchError, match=r"journal\.jsonl holds no reply in its \d lines?: move it away"):
        Replies(tmp_path / "journal.jsonl")


def test_every_flipped_bit_of_a_line_is_noticed() -> None:
    line = to_line(make_reply("a", "9.9")).encode()
    for place in range(len(line) - 1):
        for bit in range(8):
            flipped = bytearray(line)
            flipped[place] ^= 1 << bit
            assert from_line(bytes(flipped)) is None, (place, bit)


def test_a_line_of_before_there_were_checksums_is_read() -> None:
    line = to_line(make_reply("a", "9.9"))
    old = line[: line.index(',"crc32"')] + "}\n"

    assert from_line(old.encode()) == make_reply("a", "9.9")


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ({"prompt_tokens": 5.5}, {"prompt_tokens": None}),
        ({"prompt_tokens": 2**70, "reply_tokens": -1}, {"prompt_tokens": None, "reply_tokens": None}),
        ({"scores": ("a", 1)}, {"scores": None}),
        ({"thinking": 7}, {"thinking": None}),
        ({"seconds": "long"}, {"seconds": 0.0}),
        ({"prompt_tokens": True}, {"prompt_tokens": None}),
    ],
)
def test_what_an_engine_tells_wrongly_beside_a_text_does_not_cost_the_text(
    tmp_path: Path, told: dict[str, Any], kept: dict[str, Any]
) -> None:
    path = tmp_path / "journal.jsonl"
    with Journal(path) as journal:
        journal.write([replace(make_reply("a", "9.9"), **told), make_reply("b", "1")])

    assert read(path) == {"a": replace(make_reply("a", "9.9"), **kept), "b": make_reply("b", "1")}


@pytest.mark.parametrize("wrong", [{"text": None}, {"text": 7}, {"finish_reason": "tired"}])
def test_a_reply_that_is_none_counts_as_a_failure_of_the_engine(
    tmp_path: Path, wrong: dict[str, Any]
) -> None:
    path = tmp_path / "journal.jsonl"
    with Journal(path) as journal:
        journal.write([replace(make_reply("a", "9.9"), **wrong)])

    assert read(path)["a"].finish_reason == "error"
    assert read(path)["a"].error == "The engine gave a reply that cannot be kept."


def link_elsewhere(path: Path) -> None:
    path.symlink_to("/etc/hostname")


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir, link_elsewhere])
def test_a_journal_is_a_file_of_its_own(tmp_path: Path, make: Callable[[Path], None]) -> None:
    make(tmp_path / "journal.jsonl")

    with pytest.raises(JagbenchError, match=r"journal\.jsonl is (a link|a folder|no file), where a run has"):
        Journal(tmp_path / "journal.jsonl")


def test_a_reply_outlives_the_process_as_soon_as_it_is_written(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    with Journal(path) as journal:
        journal.write([make_reply("a")])
        assert list(read(path)) == ["a"]


def test_a_reply_is_on_the_disk_within_about_a_second(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced = threading.Event()
    fsync = os.fsync

    def note(descriptor: int) -> None:
        fsync(descriptor)
        synced.set()

    monkeypatch.setattr(os, "fsync", note)
    with Journal(tmp_path / "journal.jsonl") as journal:
        journal.write([make_reply("a")])
        assert synced.wait(3)


def test_a_failure_to_reach_the_disk_is_told_at_the_latest_on_closing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(descriptor: int) -> None:
        raise OSError(5, "Input/output error")

    journal = Journal(tmp_path / "journal.jsonl")
    monkeypatch.setattr(os, "fsync", fail)
    journal.write([make_reply("a")])
    with pytest.raises(JagbenchError, match=r"Cannot write .*journal\.jsonl: Input/output error"):
        journal.close()


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(JagbenchError, match=r"Cannot write .*: No such file or directory"):
        Journal(tmp_path / "missing" / "journal.jsonl")


def test_the_failure_that_led_to_closing_is_the_one_that_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(descriptor: int) -> None:
        raise OSError(5, "Input/output error")

    def be_interrupted() -> None:
        with Journal(tmp_path / "journal.jsonl"):
            monkeypatch.setattr(os, "fsync", fail)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        be_interrupted()


def test_closing_ends_the_thread(tmp_path: Path) -> None:
    before = threading.active_count()
    with Journal(tmp_path / "journal.jsonl"):
        assert threading.active_count() == before + 1
    assert threading.active_count() == before


def test_a_reply_is_found_by_its_key_and_the_latest_counts(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    with Journal(path) as journal:
        journal.write([make_reply(str(number), f"text {number}") for number in range(100)])
        journal.write([make_reply("7", "a later text"), make_reply("x", finish="error", error="lost.")])
    with Journal(path) as journal:
        assert [getattr(journal.find(key), "text", None) for key in ("0", "7", "99", "x", "100")] == [
            "text 0",
            "a later text",
            "text 99",
            None,
            None,
        ]


def test_what_is_written_after_reading_began_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    with Journal(path) as journal:
        journal.write([make_reply("a")])
        with Replies(path) as replies:
            journal.write([make_reply("b")])
            assert [reply.key for reply in replies] == ["a"]


def test_a_journal_that_is_removed_while_it_is_read_is_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    with Journal(path) as journal:
        journal.write([make_reply("a")])
    with Replies(path) as replies:
        path.unlink()
        assert [reply.key for reply in replies] == ["a"]
