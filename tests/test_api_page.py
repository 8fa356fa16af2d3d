"""docs/api.md runs as it is printed."""

import re
from pathlib import Path
from typing import Any

import pytest

PAGE = (Path(__file__).parents[1] / "docs" / "api.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)


def test_the_page_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}

    for block in BLOCKS:
        exec(block, names)

    said = capsys.readouterr().out
    assert said.startswith("wrong (")
    assert "{'correct': " in said
    assert said.endswith("[('2', '6', '12'), ('2', '7', '14'), ('2', '8', '16')]\n")
