"""What a start of jagbench loads."""

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = ("pandas", "matplotlib", "hypothesis", "xllamacpp", "pyarrow", "torch", "numpy", "rich")


def loaded_by(code: str) -> set[str]:
    script = f"{code}\nimport sys\nprint(*sorted(set(m.split('.')[0] for m in sys.modules)), sep='\\n')"
    return set(subprocess.check_output([sys.executable, "-c", script], text=True).split())


@pytest.mark.parametrize(
    "code",
    [
        "import jagbench",
        "from click.testing import CliRunner; from jagbench.cli import cli\n"
        "CliRunner().invoke(cli, ['--help'])",
        "import jagbench.probes, jagbench.generators",
    ],
)
def test_start_loads_nothing_heavy(code: str) -> None:
    assert loaded_by(code).isdisjoint(HEAVY)
    assert "jagbench" in loaded_by(code)


def test_a_run_loads_nothing_that_draws(tmp_path: Path) -> None:
    arguments = ["run", "solver:exact", "--limit", "3", "--out", str(tmp_path / "run")]
    loaded = loaded_by(
        "from click.testing import CliRunner; from jagbench.cli import cli\n"
        f"assert CliRunner().invoke(cli, {arguments}).exit_code == 0"
    )

    assert "pandas" in loaded
    assert "matplotlib" not in loaded
