"""The laws of every chart."""

import json
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from jagbench.analysis.charts.canvas import SMALL
from jagbench.analysis.charts.chart import chart_named, charts, pages
from jagbench.analysis.charts.figure import Figured, figures, from_json, restored, save, stored, to_json
from jagbench.analysis.charts.venues import MOST_HIGH
from jagbench.errors import InvalidArgument
from tests.analysis.charts.checks import figure_of, outside, overlaps, smallest
from tests.analysis.charts.materials import MATERIALS

WIDTHS = {"one": 3.03, "two": 6.3}


def test_every_chart_has_material_to_be_tested_with() -> None:
    assert set(MATERIALS) == set(charts())


QUICK = ("coastline", "accuracy-by-skill", "models", "frames")
"""The charts of the fast tests; all others are the slow ones'."""

EACH = [pytest.param(name, marks=[] if name in QUICK else pytest.mark.slow) for name in MATERIALS]
SIZES = [
    pytest.param(column, runs, marks=[] if (column, runs) == ("one", 3) else pytest.mark.slow)
    for column in WIDTHS
    for runs in (1, 3)
]


@pytest.mark.parametrize(("column", "runs"), SIZES)
@pytest.mark.parametrize("name", EACH)
def test_text_stands_free_within_the_page_and_large_enough(name: str, column: str, runs: int) -> None:
    for figure in figures(chart_named(name), MATERIALS[name](runs), width=WIDTHS[column]):
        drawn = figure_of(figure.draw())

        assert overlaps(drawn) == []
        assert outside(drawn) == []
        assert smallest(drawn) >= SMALL
        assert drawn.get_size_inches()[0] == WIDTHS[column]
        assert drawn.get_size_inches()[1] <= MOST_HIGH


@pytest.mark.slow
@pytest.mark.parametrize("name", MATERIALS)
def test_a_figure_is_drawn_again_from_its_json(name: str) -> None:
    first = figures(chart_named(name), MATERIALS[name](2), width=6.3)[0]
    again = from_json(to_json(first), "it")

    pd.testing.assert_frame_equal(again.data, first.data)
    assert again.picture("svg") == first.picture("svg")


@pytest.mark.parametrize("name", EACH)
def test_a_caption_says_how_to_read_it_and_what_it_is_of(name: str) -> None:
    chart = chart_named(name)
    figure = figures(chart, MATERIALS[name](1), width=6.3)[0]

    assert figure.caption.startswith(chart.reading)
    assert "n = " in figure.caption


@pytest.mark.parametrize("name", EACH)
def test_nothing_asked_and_nothing_scored_are_one_sentence(name: str) -> None:
    material = MATERIALS[name](1)
    nothing = replace(material, frame=material.frame.head(0))
    silent = material.frame.assign(
        verdict="unscored", correct=False, strict=False, reading="", error="no reply"
    )
    silent["scores"] = [()] * len(silent)

    for each in (nothing, replace(material, frame=silent)):
        with pytest.raises(InvalidArgument, match=r"^[^\n]*\.$"):
            chart_named(name).data(each)


def test_an_unknown_chart_is_named() -> None:
    with pytest.raises(InvalidArgument, match=r"Unknown chart 'costline'\. Did you mean 'coastline'"):
        chart_named("costline")
    assert chart_named("accuracy_by_skill").name == "accuracy-by-skill"


def test_tables_come_back_whole() -> None:
    table = pd.DataFrame(
        {
            "text": ["a", ""],
            "number": [0.1, float("inf")],
            "gap": [float("nan"), 1 / 3],
            "count": [1, 2],
            "missing": pd.array([None, 3], dtype="Int64"),
            "truth": [True, False],
        }
    ).astype({"text": "str"})

    pd.testing.assert_frame_equal(restored(json.loads(json.dumps(stored(table)))), table)


@pytest.mark.slow
def test_what_does_not_fit_a_page_becomes_several(tmp_path: Path) -> None:
    chart, data = (
        chart_named("accuracy-by-skill"),
        chart_named("accuracy-by-skill").data(MATERIALS["coastline"](1)),
    )
    many = pd.concat([data.assign(skill=f"family.skill{place}") for place in range(100)], ignore_index=True)
    parts = pages(chart, many, width=3.03)

    assert len(parts) > 1
    pd.testing.assert_frame_equal(pd.concat(parts, ignore_index=True), many)
    figure = Figured(chart=chart.name, data=parts[0], width=3.03, page=(1, len(parts)))
    assert {path.name for path in save(figure, tmp_path, ["pdf"])} == {
        f"accuracy-by-skill-1.{ending}" for ending in ("pdf", "csv", "txt", "json")
    }
