from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from jagbench.cli.report import command, write_report
from jagbench.errors import InvalidArgument, JagbenchError
from jagbench.runners.engine import Sampling
from jagbench.runners.manner import Manner
from jagbench.runners.run import run


def report(*arguments: str | Path) -> Result:
    return CliRunner().invoke(command, [str(argument) for argument in arguments], catch_exceptions=False)


@pytest.fixture
def solved(tmp_path: Path) -> Path:
    return run("solver:version_order", "smoke-v1", out=tmp_path / "solved", limit=40).path


def test_the_report_lies_in_the_run_and_its_path_is_printed(solved: Path) -> None:
    assert report(solved).stdout == f"{solved / 'report.html'}\n"
    page = (solved / "report.html").read_text(encoding="utf-8")
    assert "<h1>solver:version_order</h1>" in page
    assert "smoke-v1 · direct · 40 of 280 probes, a balanced sample" in page


def test_the_same_run_gives_the_same_report(solved: Path) -> None:
    report(solved)
    first = (solved / "report.html").read_bytes()
    report(solved)
    assert (solved / "report.html").read_bytes() == first


@pytest.mark.slow
def test_figures_lie_beside_the_report(tmp_path: Path) -> None:
    failing = run("solver:version_order", "frames-v1", out=tmp_path / "failing", limit=40).path
    out = tmp_path / "shown" / "mine.html"
    assert report(failing, "--out", out, "--figures").stdout == f"{out}\n{out.parent / 'figures'}\n"
    names = {path.name for path in (out.parent / "figures").iterdir()}
    endings = ("pdf", "svg", "png", "csv", "json", "txt")
    stems = ("coastline", "accuracy-by-skill", "wrong-answers")
    assert {f"{stem}.{ending}" for stem in stems for ending in endings} <= names


def test_several_runs_in_one_report(solved: Path, tmp_path: Path) -> None:
    other = run("solver:exact", "smoke-v1", out=tmp_path / "other", limit=40).path
    report(solved, other, "--out", tmp_path / "both.html")
    page = (tmp_path / "both.html").read_text(encoding="utf-8")
    assert "<h1>2 runs</h1>" in page
    assert "Differences from solver:version_order, on the same probes" in page


def test_what_cannot_be_reported(solved: Path, tmp_path: Path) -> None:
    with pytest.raises(InvalidArgument, match="There is no run"):
        report(tmp_path / "nowhere")
    with pytest.raises(InvalidArgument, match="The same run stands twice"):
        report(solved, solved)
    with pytest.raises(JagbenchError, match="cannot be written"):
        report(solved, "--out", solved / "run.json" / "report.html")


def test_the_head_says_how_often_a_reply_changed(tmp_path: Path) -> None:
    manner = Manner(sampling=Sampling(temperature=1.0), samples=2, recheck=1.0, system="Be brief.")
    directory = run("solver:exact", "smoke-v1", out=tmp_path / "run", limit=10, manner=manner)
    text = write_report([directory]).paths[0].read_text()
    assert (
        "10 probes, of which 0 gave another reply (0.0 %, 95 % interval 0.0–27.8 %). Company changes" in text
    )
    assert "10 of 280 probes, a balanced sample, 2 samples each" in text
    assert "Be brief." in text
