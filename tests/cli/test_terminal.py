import io
import json
import os
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jagbench.cli.terminal import Door, harmless

HOSTILE = [
    "\x1b]52;c;ZXZpbA==\x07",
    "\x1b[2J\x1b[H",
    "\x1b[1A\x1b[2K",
    "\x9b2J",
    "\x9d0;title\x9c",
    "\u202egnp.exe",
    "\u2066x\u2069",
    "a\rb",
    "\x08\x7f",
    "\U000e0041",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_that_steers_a_terminal_passes(text: str) -> None:
    shown = harmless(text)

    assert "\\u" in shown
    assert not any(ord(character) < 32 or 127 <= ord(character) < 160 for character in shown)
    assert shown.isprintable()


@pytest.mark.parametrize(
    "text", ["plain\n\ttext", "9.9보다 9.11", "Größe · 24 – 30", "👍🏽", "\x1b[1mbold\x1b[0m"]
)
def test_texts_and_colours_pass_as_they_are(text: str) -> None:
    assert harmless(text) == text


def test_a_progress_bar_moves_the_cursor_on_its_own_stream_only() -> None:
    there, elsewhere = io.StringIO(), io.StringIO()
    for stream, moves in ((there, True), (elsewhere, False)):
        Door(stream, moves=moves).write("\x1b[1A\x1b[2K\r\x1b]52;c;x\x07")

    assert there.getvalue() == "\x1b[1A\x1b[2K\r\\u001b]52;c;x\\u0007"
    assert "\x1b" not in elsewhere.getvalue()


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_json_says_the_same_behind_the_door(text: str) -> None:
    assert json.loads(harmless(json.dumps(text, ensure_ascii=False))) == text


@pytest.mark.slow
@pytest.mark.parametrize("name", ["solver:\x1b]52;c;x\x07", "no\x9b2Jsuch:model", "x\u202ey"])
def test_a_name_in_an_error_steers_nothing(name: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "jagbench", "run", name],
        capture_output=True,
        env={**os.environ, "PYTHONUTF8": "1"},
    )

    assert done.returncode == 2
    assert not {"\x1b", "\x9b", "\x07", "\u202e"} & set((done.stdout + done.stderr).decode())


@pytest.mark.slow
@pytest.mark.parametrize(("command", "code"), [("--help", 0), ("run nosuch", 2), ("probes list", 0)])
@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_a_closed_stream_is_no_fault(command: str, code: int, closed: str) -> None:
    done = subprocess.run(f"{sys.executable} -m jagbench {command} {closed}", shell=True, capture_output=True)

    assert done.returncode == code
    assert b"failed where it should not" not in done.stderr + done.stdout
