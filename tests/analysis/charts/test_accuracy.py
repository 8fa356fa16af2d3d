import math

import numpy as np
import pandas as pd
import pytest
from matplotlib import rcParams
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure

from jagbench.analysis.charts.accuracy import accuracy_by_level, accuracy_by_skill, level_panels
from jagbench.analysis.charts.style import ONE_COLUMN, TWO_COLUMNS
from jagbench.errors import InvalidArgument
from tests.analysis.samples import letters, mixed, replied

Z = 1.959963984540054


def wilson_by_hand(right: int, total: int) -> tuple[float, float]:
    share = right / total
    middle = (share + Z**2 / (2 * total)) / (1 + Z**2 / total)
    half = Z / (1 + Z**2 / total) * math.sqrt(share * (1 - share) / total + Z**2 / (4 * total**2))
    return middle - half, middle + half


def points(axes: Axes, *, hollow: bool, along: int) -> list[float]:
    lines = [line for line in axes.lines if (line.get_markerfacecolor() == "#ffffff") == hollow]
    return [float(value) for line in lines for value in np.asarray(line.get_xydata())[:, along]]


def spans(axes: Axes, along: int) -> list[tuple[float, float]]:
    """The ends of all lines that run along an axis, the ticks across it left out."""
    segments = [
        s for artist in axes.collections if isinstance(artist, LineCollection) for s in artist.get_segments()
    ]
    return [(float(s[0][along]), float(s[1][along])) for s in segments if s[0][1 - along] == s[1][1 - along]]


def test_skills_stand_in_order_of_grade_from_the_top() -> None:
    axes = accuracy_by_skill(mixed())
    assert [label.get_text() for label in axes.get_yticklabels()] == [
        "counting.letters",
        "comparison.decimals",
    ]
    assert axes.get_ylim()[0] > axes.get_ylim()[1]


def test_markers_are_lenient_and_strict_accuracy() -> None:
    axes = accuracy_by_skill(mixed())
    assert points(axes, hollow=False, along=0) == pytest.approx([1 / 3, 2 / 3])
    assert points(axes, hollow=True, along=0) == pytest.approx([1 / 3, 1 / 3])


def test_whiskers_end_at_the_wilson_bounds() -> None:
    assert spans(accuracy_by_skill(mixed()), along=0) == [
        pytest.approx(wilson_by_hand(1, 3)),
        pytest.approx(wilson_by_hand(2, 3)),
    ]


def test_levels_have_wilson_whiskers_too() -> None:
    axes = accuracy_by_level(mixed(), "comparison.decimals")
    assert points(axes, hollow=False, along=1) == pytest.approx([1 / 2, 1])
    assert spans(axes, along=1) == [
        pytest.approx(wilson_by_hand(1, 2)),
        pytest.approx(wilson_by_hand(1, 1)),
    ]


def test_one_panel_for_each_skill() -> None:
    figure = level_panels(mixed())
    assert [axes.get_title(loc="left") for axes in figure.axes] == [
        "counting.\nletters",
        "comparison.\ndecimals",
    ]
    assert figure.get_size_inches()[0] == TWO_COLUMNS


def test_each_run_has_its_colour_and_marker() -> None:
    axes = accuracy_by_skill(pd.concat([mixed("a"), mixed("b")], ignore_index=True))
    looks = {(str(line.get_color()), str(line.get_marker())) for line in axes.lines}
    assert len(looks) == 2
    assert len({marker for _, marker in looks}) == 2


def test_a_chart_is_drawn_on_the_axes_it_is_given() -> None:
    mine = Figure().subplots()
    assert accuracy_by_skill(mixed(), ax=mine) is mine
    assert mine.get_legend() is not None


def test_the_style_does_not_stay() -> None:
    before = dict(rcParams)
    accuracy_by_skill(mixed())
    level_panels(mixed())
    assert dict(rcParams) == before


def test_nothing_scored_leaves_an_empty_row() -> None:
    frame = replied([(letters("plum", "p", 1), None)])
    figure = accuracy_by_skill(frame).get_figure()
    assert isinstance(figure, Figure)
    figure.draw_without_rendering()
    assert figure.get_size_inches()[0] == ONE_COLUMN


def test_an_unknown_skill_is_named() -> None:
    with pytest.raises(InvalidArgument, match="Did you mean"):
        accuracy_by_level(mixed(), "counting.leters")
