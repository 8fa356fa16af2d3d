"""What a report says of a hunt."""

from pathlib import Path

import pytest

import jagbench as jb
from jagbench.analysis.charts.simplest import simplest_data
from jagbench.analysis.report.section import Material, Sheet
from jagbench.analysis.report.sections.hunted import hunted
from jagbench.analysis.statistics.cells import records
from jagbench.charting import material_of
from jagbench.cli.judged import open_sources
from jagbench.errors import JagbenchError
from jagbench.hunting.document import read
from jagbench.runners.run_directory import RunDirectory


def test_the_section_shows_the_minimum_and_its_certificate(tmp_path: Path) -> None:
    hunt = jb.hunt("solver:version_order", "comparison.decimals", level=2, out=tmp_path)
    frame = hunt.run.frame
    content = read(tmp_path)
    assert content is not None
    label = str(frame["run"][0])
    section = hunted(Material(frame=frame, about={}, hunts={label: content}))
    assert section is not None
    table, certificates = section.blocks
    assert isinstance(table, Sheet)
    (row,) = [[entry.text for entry in row] for row in table.rows]
    right = len(content["minima"][0]["certificate"])
    assert row[:2] == ["comparison.decimals", "version_order"]
    assert row[2:6] == ["0.2", "0.11", "7 of 7", f"{right} of {right}"]
    assert isinstance(certificates, Sheet)
    assert {row[4].text for row in certificates.rows} == {"right"}
    assert len(certificates.rows) == right
    page = jb.report(tmp_path).read_text(encoding="utf-8")
    assert "Simplest failures" in page
    assert "0.11 or 0.2" in page


def test_the_chart_has_the_minimum_with_its_certificate(tmp_path: Path) -> None:
    jb.hunt("solver:version_order", "comparison.decimals", level=2, out=tmp_path)
    (row,) = records(simplest_data(material_of([RunDirectory.open(tmp_path)])))
    assert (row["misconception"], row["right_answer"], row["answered"]) == ("version_order", "0.2", "0.11")
    assert row["failures"] == row["answers"] > 0
    assert row["simpler_right"] == row["simpler"] > 0
    assert row["question"].endswith("0.11 or 0.2")


def test_the_document_of_a_hunt_stands_for_its_folder(tmp_path: Path) -> None:
    jb.hunt("solver:version_order", "comparison.decimals", level=2, out=tmp_path)
    (run,) = open_sources([tmp_path / "hunt.json"])
    assert run.path == tmp_path


def test_a_run_that_is_no_hunt_has_no_such_section(tmp_path: Path) -> None:
    run = jb.run("solver:exact", jb.generate("arithmetic.parity", level=1, count=3), out=tmp_path)
    assert read(tmp_path) is None
    assert hunted(Material(frame=run.frame, about={})) is None


def test_a_damaged_hunt_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "hunt.json").write_text("{")
    with pytest.raises(JagbenchError, match="is damaged"):
        read(tmp_path)
    (tmp_path / "hunt.json").write_text('{"format": 99}')
    with pytest.raises(JagbenchError, match="no hunt of this version"):
        read(tmp_path)
