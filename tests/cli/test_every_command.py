"""What holds for every command: a run whose probes were edited is judged by none."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from jagbench.cli import COMMANDS, cli
from jagbench.errors import JagbenchError

READS_NO_RUN = {"demo", "audit", "probes", "models", "doctor"}

USES = [
    "run solver:exact --limit 8 --out EDITED",
    "run solver:exact --limit 8 --protocol mirror --of EDITED --out NEW",
    "run solver:exact --limit 8 --protocol critique:other --of EDITED --out NEW",
    "hunt solver:exact counting.letters --out EDITED",
    "runs FOLDER",
    "merge EDITED WHOLE --out NEW",
    "report EDITED --out NEW",
    "plot coastline EDITED --out NEW.png",
    "table skills EDITED",
    "cite EDITED",
    "profile EDITED",
    "diagnose EDITED",
    "compare WHOLE EDITED",
    "power EDITED",
    "critique --critic solver:exact --of EDITED --out NEW",
    "turns EDITED",
    "trend WHOLE EDITED",
    "leaderboard FOLDER",
    "calibration EDITED",
    "factors EDITED",
    "score EDITED",
    "review EDITED",
    "export EDITED --format every-eval-ever --out NEW",
    "publish card EDITED",
    "ladder EDITED",
]


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("runs")
    for name in ("whole", "in/edited"):
        done = CliRunner().invoke(cli, ["run", "solver:exact", "--limit", "8", "--out", str(folder / name)])
        assert done.exit_code == 0
    probes = folder / "in/edited/probes.jsonl"
    probes.write_text(probes.read_text().replace('"grade": ', '"grade": 1', 1))
    return folder


def test_every_command_that_reads_a_run_is_tried() -> None:
    assert {use.split()[0] for use in USES} == set(COMMANDS) - READS_NO_RUN


@pytest.mark.parametrize("use", USES)
def test_a_run_whose_probes_were_edited_is_refused(use: str, runs: Path, tmp_path: Path) -> None:
    places = {"EDITED": runs / "in/edited", "WHOLE": runs / "whole", "FOLDER": runs / "in"}
    arguments = [
        str(places.get(word, tmp_path / word if word.startswith("NEW") else word)) for word in use.split()
    ]

    done = CliRunner().invoke(cli, arguments)

    assert "probes.jsonl is not the file that was asked" in f"{done.stderr}{done.exception}"
    assert done.exception is None or isinstance(done.exception, JagbenchError)
    assert not list(tmp_path.iterdir())
