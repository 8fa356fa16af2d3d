"""What a notebook shows, in a real kernel."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

import jagbench as jb
from tests.analysis.runs import answered
from tests.analysis.samples import decimals, letters

CELLS = (
    "import jagbench as jb\nrun = jb.Run(RUN)\nrun",
    "jb.plot('coastline', run)",
    "import matplotlib.pyplot as plt\nfigure, grid = plt.subplots(1, 2, figsize=(7, 3))\n"
    "jb.plot('coastline', run, ax=grid[0]);",
    "jb.skill('comparison.decimals')",
    "jb.load('smoke-v2')",
)

EXECUTE = """
import json, sys
import nbformat.v4 as v4
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient

kernel = AsyncKernelManager()
kernel.kernel_spec.argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
notebook = v4.new_notebook(cells=[v4.new_code_cell(text) for text in json.load(sys.stdin)])
NotebookClient(notebook, km=kernel, timeout=240).execute()
shown = [[output["data"] for output in cell["outputs"] if "data" in output] for cell in notebook["cells"]]
print(json.dumps(shown))
"""
"""In a process of its own: the client leaves sockets behind."""


@pytest.mark.slow
def test_figures_runs_skills_and_suites_show(tmp_path: Path) -> None:
    answered(tmp_path / "run", [(decimals(), "9.9"), (letters("plum", "p", 1), "2")])
    cells = [text.replace("RUN", repr(str(tmp_path / "run"))) for text in CELLS]
    here = {**os.environ, "PYTHONPATH": str(Path(jb.__file__).parent.parent), "JUPYTER_PLATFORM_DIRS": "1"}

    done = subprocess.run(
        [sys.executable, "-c", EXECUTE], input=json.dumps(cells), env=here, capture_output=True, text=True
    )

    assert done.returncode == 0, done.stderr
    shown: list[list[Mapping[str, str]]] = json.loads(done.stdout)
    assert "<table" in shown[0][0]["text/html"]
    assert "image/png" in shown[1][0]
    assert any("image/png" in data for data in shown[2])
    assert "comparison.decimals" in shown[3][0]["text/html"]
    assert "smoke-v2" in shown[4][0]["text/html"]
