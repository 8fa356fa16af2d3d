"""What a notebook shows, in a real kernel."""

import sys
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

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


@pytest.mark.slow
def test_figures_runs_skills_and_suites_show_themselves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered(tmp_path / "run", [(decimals(), "9.9"), (letters("plum", "p", 1), "2")])
    monkeypatch.setenv("PYTHONPATH", str(Path(jb.__file__).parent.parent))
    monkeypatch.setenv("JUPYTER_PLATFORM_DIRS", "1")
    nbformat: Any = import_module("nbformat.v4")
    client: Any = import_module("nbclient")
    manager: Any = import_module("jupyter_client.manager")
    kernel = manager.AsyncKernelManager()
    kernel.kernel_spec.argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    cells = [nbformat.new_code_cell(text.replace("RUN", repr(str(tmp_path / "run")))) for text in CELLS]
    notebook = nbformat.new_notebook(cells=cells)

    client.NotebookClient(notebook, km=kernel, timeout=240).execute()

    shown: list[list[Mapping[str, Any]]] = [
        [output["data"] for output in cell["outputs"] if "data" in output] for cell in notebook["cells"]
    ]
    assert "<table" in shown[0][0]["text/html"]
    assert "image/png" in shown[1][0]
    assert any("image/png" in data for data in shown[2])
    assert "comparison.decimals" in shown[3][0]["text/html"]
    assert "smoke-v2" in shown[4][0]["text/html"]
