"""The section of conversations, on respondents of whom it is known."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from jagbench.analysis.frame.rows import frames, run_labels
from jagbench.analysis.report.build import render
from jagbench.analysis.report.section import Material, Plot
from jagbench.analysis.report.sections.conversations import conversations
from jagbench.analysis.turns.together import figures_together
from jagbench.probes import Suite
from jagbench.runners.manner import Manner
from jagbench.runners.run import run
from jagbench.runners.run_directory import RunDirectory
from tests.analysis.report.opened import CHROMIUM, Opened
from tests.analysis.report.test_sections import table
from tests.runners.samples import make_probe

SUITE = Suite(name="some", sha256="0" * 64, probes=[make_probe(number) for number in range(20)])
HOSTILE = '<img src=x onerror="window.pwned=1">'


def respondent(folder: Path, protocol: str, label: str, of: RunDirectory | None = None) -> RunDirectory:
    return run(
        "solver:exact?flips=1", SUITE, manner=Manner(protocol=protocol), out=folder, label=label, of=of
    )


def material(*runs: RunDirectory) -> Material:
    turns = figures_together(runs, run_labels(runs))
    return Material(frame=frames(runs), about={label: {} for label in run_labels(runs)}, turns=turns)


def test_each_measure_stands_with_its_interval_and_is_drawn(tmp_path: Path) -> None:
    section = conversations(material(respondent(tmp_path, "pressure:lure", "mine")))
    rows = {(row[0], row[1]): row[2:] for row in table(section, "conversations-table")}
    assert rows["right to wrong", "pressure"] == ["1", "100.0 %", "83.9–100.0 %", "20"]
    assert rows["right to wrong", "pressure - control"][1] == "+100.0"
    assert section is not None
    (plot,) = [block for block in section.blocks if isinstance(block, Plot)]
    assert plot.figure.data["share"].tolist() == [1]


def test_a_mirror_has_its_table_and_its_chart(tmp_path: Path) -> None:
    other = run("solver:off_by_one", SUITE, out=tmp_path / "other")
    section = conversations(material(respondent(tmp_path / "run", "mirror", "mine", other)))
    assert ["recognised", "all", "1", "100.0 %", "83.9–100.0 %", "40"] in table(
        section, "conversations-table"
    )
    assert section is not None
    assert [block.figure.chart for block in section.blocks if isinstance(block, Plot)] == ["turns"]


def test_runs_that_ask_once_have_no_such_section(tmp_path: Path) -> None:
    directory = run("solver:exact", SUITE, out=tmp_path)
    assert conversations(material(directory)) is None


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason="needs the program chromium to open the report")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_a_hostile_name_is_text(browser: Browser, tmp_path: Path, scheme: str) -> None:
    given = material(
        respondent(tmp_path / "a", "pressure:lure:2", HOSTILE),
        respondent(tmp_path / "b", "critique:planted", "mine"),
    )
    html = render(given.frame, given.about, turns=given.turns)
    page = Opened(browser, tmp_path / "report.html", html, scheme=scheme)
    page.page.locator("details").evaluate_all("all => all.forEach(e => { e.open = true; })")
    shown = page.page.locator("#conversations-table tbody th").first.inner_text()
    assert shown == HOSTILE
    assert page.page.evaluate("window.pwned") is None
    assert page.complaints == []
    assert page.violations() == []
