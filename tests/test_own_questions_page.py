"""docs/own-questions.md runs as it is printed."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

PAGE = (Path(__file__).parents[1] / "docs" / "own-questions.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
FILE = re.search(r"`mine.jsonl`:\n\n```json\n(.*?)```", PAGE, re.DOTALL)
CONSOLE = re.search(r"```console\n(.*?)```", PAGE, re.DOTALL)


def test_the_page_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert FILE is not None
    Path("mine.jsonl").write_text(FILE[1])
    names: dict[str, Any] = {}
    said: list[str] = []

    for block in BLOCKS:
        exec(block, names)
        said.append(capsys.readouterr().out)

    assert said[0] == "['choice', 'wrong']\n"
    assert said[1] == "text New York ('New York City', 'NYC')\n['correct', 'correct', 'wrong']\n"
    assert said[2] == "integer 12 correct\n"
    assert said[3] == "Which is a fruit?\nA. stone\nB. apple\nC. iron\napple correct correct\n"
    assert said[4] == "[('adds',), ('adds',), ('adds',), ('adds',), ('adds',)]\n"
    assert said[5] == (
        "faulty.jsonl, line 6 | left out\n"
        "faulty.jsonl, line 2 | ambiguous\n"
        "faulty.jsonl, line 3 | ambiguous\n"
        "faulty.jsonl, line 4 | options alike\n"
        "faulty.jsonl, line 5 | answer in prompt\n"
    )


@pytest.mark.slow
def test_its_commands_say_what_is_printed(tmp_path: Path) -> None:
    assert FILE is not None
    assert CONSOLE is not None
    (tmp_path / "mine.jsonl").write_text(FILE[1])
    for step in re.split(r"^\$ jagbench ", CONSOLE[1], flags=re.MULTILINE)[1:]:
        command, _, printed = step.partition("\n")
        done = subprocess.run(
            [sys.executable, "-m", "jagbench", *command.split()], cwd=tmp_path, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        assert done.stderr.startswith(printed)
