"""The figure of a diagnosis."""

import pandas as pd
import pytest
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from jagbench.analysis.charts.diagnosis import LOOKS, explained, explained_data
from jagbench.analysis.diagnosis import diagnose
from jagbench.errors import InvalidArgument
from tests.analysis.samples import letters, replied


def diagnosis(run: str = "mine") -> pd.DataFrame:
    """20 wrong answers: 12 are the one lure, 5 the other, 3 neither."""
    lures = {"doubles": "100", "halves": "25"}
    probes = [letters(f"word{number}", "r", 50, lures=lures) for number in range(24)]
    values = ["100"] * 12 + ["25"] * 5 + ["7313"] * 3 + ["50"] * 4
    return diagnose(replied(list(zip(probes, values, strict=True)), run=run), probes)


def test_parts_add_up_to_the_wrong_answers() -> None:
    data = explained_data(diagnosis())
    assert data["part"].tolist() == ["explains most", "second", "unexplained"]
    assert data["misconception"].tolist() == ["doubles", "halves", "unexplained"]
    assert data["share"].tolist() == pytest.approx([0.6, 0.25, 0.15], abs=0.01)
    assert set(data["part"]) <= set(LOOKS)


def test_bars_lie_end_to_end() -> None:
    bars = [patch for patch in explained(diagnosis()).patches if isinstance(patch, Rectangle)]
    assert [bar.get_x() for bar in bars[1:]] == pytest.approx(
        [bar.get_x() + bar.get_width() for bar in bars[:-1]]
    )
    assert bars[-1].get_x() + bars[-1].get_width() == pytest.approx(1)


def test_the_whisker_is_the_interval_of_the_first_part() -> None:
    row = diagnosis().iloc[0]
    lines = [artist for artist in explained(diagnosis()).collections if isinstance(artist, LineCollection)]
    ends = [float(x) for x in lines[1].get_segments()[0][:, 0]]
    assert ends == pytest.approx([row["low"], row["high"]])


def test_its_name_and_share_stand_beside_it() -> None:
    texts = [text.get_text() for text in explained(diagnosis()).texts]
    assert texts == ["doubles 60 % of 20", "explains most"]


def test_nothing_wrong_says_so() -> None:
    probe = letters("plum", "p", 1)
    axes = explained(diagnose(replied([(probe, "1")]), [probe]))
    assert [text.get_text() for text in axes.texts] == ["no wrong answer to explain"]


def test_it_is_drawn_on_the_axes_it_is_given() -> None:
    mine = Figure().subplots()
    assert explained(diagnosis(), ax=mine) is mine


def test_one_run_at_a_time() -> None:
    with pytest.raises(InvalidArgument, match="one run at a time, got 2: a, b"):
        explained(pd.concat([diagnosis("a"), diagnosis("b")]))
