import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

from jagbench.analysis.charts.reliability import reliability_data, reliability_diagram
from jagbench.analysis.measures.calibration import calibration, reliability
from jagbench.analysis.statistics.cells import records
from jagbench.errors import InvalidArgument
from tests.analysis.samples import decimals, mixed, replied


def logprob(run: str = "mine") -> pd.DataFrame:
    frame = replied([(decimals("9.9", f"9.{tail}"), "9.9") for tail in range(11, 51)], run=run)
    return frame.assign(scores=pd.Series([(-0.1 - place / 100, -3.0) for place in range(40)]))


def test_one_marker_a_bin_and_ece_with_n() -> None:
    (panel,) = reliability_diagram(logprob()).child_axes
    drawn = [np.asarray(line.get_xydata()).tolist() for line in panel.lines]
    data = reliability(logprob())
    ece = calibration(logprob())["ece"].iloc[0]
    assert drawn == [
        [[0, 0], [1, 1]],
        [[row["confidence"], row["accuracy"]] for row in records(data)],
    ]
    assert any(text.get_text().startswith(f"ECE {ece:.2f} (") for text in panel.texts)
    assert any(text.get_text().endswith("n = 40") for text in panel.texts)


def test_a_panel_for_each_run_on_the_axes_given() -> None:
    figure, axes = plt.subplots()
    frame = pd.concat([logprob("a"), logprob("b"), mixed("direct")], ignore_index=True)
    assert reliability_diagram(frame, ax=axes) is axes
    assert len(axes.child_axes) == 2
    plt.close(figure)


def test_it_needs_probabilities() -> None:
    with pytest.raises(InvalidArgument, match="--protocol logprob"):
        reliability_data(mixed())
