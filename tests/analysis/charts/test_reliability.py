from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

from jagbench.analysis.charts.gallery import plates, save
from jagbench.analysis.charts.reliability import reliability_diagram
from jagbench.analysis.measures.calibration import reliability
from jagbench.analysis.statistics.cells import records
from jagbench.errors import InvalidArgument
from tests.analysis.samples import decimals, mixed, replied


def logprob(run: str = "mine") -> pd.DataFrame:
    frame = replied([(decimals("9.9", f"9.{tail}"), "9.9") for tail in range(11, 51)], run=run)
    return frame.assign(scores=pd.Series([(-0.1 - place / 100, -3.0) for place in range(40)]))


def test_one_marker_a_bin() -> None:
    axes = reliability_diagram(logprob())
    drawn = [np.asarray(line.get_xydata()).tolist() for line in axes.lines]
    data = reliability(logprob())
    assert drawn[0] == [[0, 0], [1, 1]]
    assert drawn[1:] == [[[row["confidence"], row["accuracy"]]] for row in records(data)]
    assert data["accuracy"].tolist() == [1, 1]


def test_it_is_drawn_on_the_axes_given() -> None:
    figure, axes = plt.subplots()
    frame = pd.concat([logprob("a"), logprob("b")], ignore_index=True)
    assert reliability_diagram(frame, ax=axes) is axes
    legend = axes.get_legend()
    assert legend is not None
    assert [text.get_text() for text in legend.get_texts()] == ["a", "b", "calibrated"]
    plt.close(figure)


def test_it_needs_probabilities() -> None:
    with pytest.raises(InvalidArgument, match="--protocol logprob"):
        reliability_diagram(mixed())


def test_the_figure_is_there_only_where_there_are_probabilities(tmp_path: Path) -> None:
    assert "reliability" not in [plate.name for plate in plates(mixed())]
    both = pd.concat([mixed("direct"), logprob()], ignore_index=True)
    (plate,) = [plate for plate in plates(both) if plate.name == "reliability"]
    assert set(plate.data["run"]) == {"mine"}
    names = {path.name for path in save(plate, tmp_path, [])}
    assert names == {f"reliability.{ending}" for ending in ("pdf", "svg", "png", "csv", "json")}
