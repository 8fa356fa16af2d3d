"""The chart of a trend: what it refuses."""

from dataclasses import replace

import pytest

from jagbench.analysis.charts.chart import chart_named
from jagbench.errors import InvalidArgument
from tests.analysis.charts.materials import smoke


def test_runs_that_were_asked_otherwise_are_no_trend() -> None:
    found = smoke(2)
    first, second = found.about
    mixed = replace(found, about={**found.about, second: replace(found.about[second], protocol="cot")})

    assert chart_named("trend").data(found)["run"].unique().tolist() == [first, second]
    with pytest.raises(
        InvalidArgument,
        match=r"asked alike, and these were asked by direct and cot: choose those of one protocol, or draw",
    ):
        chart_named("trend").data(mixed)
