"""Many runs, many skills, strange names: a figure that stands, or one sentence that says what would."""

import warnings
from dataclasses import replace

import pandas as pd
import pytest

from jagbench.analysis.charts.canvas import SMALL
from jagbench.analysis.charts.chart import Material, chart_named
from jagbench.analysis.charts.figure import Figured, figures
from jagbench.analysis.charts.venues import MOST_HIGH
from jagbench.errors import InvalidArgument
from tests.analysis.charts.checks import figure_of, outside, overlaps, smallest
from tests.analysis.charts.materials import MATERIALS, material

pytestmark = pytest.mark.slow

OF_FRAMES = (
    "coastline",
    "accuracy-by-skill",
    "difficulty",
    "wrong-answers",
    "models",
    "profile",
    "positions",
)
"""Charts that any run can make."""


def renamed(found: Material, names: list[str]) -> Material:
    """The first run under other names, one below the other."""
    first = found.frame["run"].iloc[0]
    part = found.frame.query("run == @first")
    about = found.about[first]
    return replace(
        found,
        frame=pd.concat([part.assign(run=name) for name in names], ignore_index=True),
        about={name: replace(about, label=name) for name in names},
    )


def stands(name: str, given: Material, width: float) -> None:
    """Whether each of its figures stands, or one sentence says why there is none."""
    drawn, sentence = list[Figured](), "."
    try:
        drawn = figures(chart_named(name), given, width=width)
    except InvalidArgument as error:
        sentence = str(error)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    for figure in drawn:
        found = figure_of(figure.draw())
        assert overlaps(found) == []
        assert outside(found) == []
        assert smallest(found) >= SMALL
        assert found.get_size_inches()[1] <= MOST_HIGH


@pytest.mark.parametrize("width", [3.03, 6.3])
@pytest.mark.parametrize("runs", [8, 30])
@pytest.mark.parametrize("name", OF_FRAMES)
def test_many_runs(name: str, runs: int, width: float) -> None:
    stands(name, renamed(MATERIALS["coastline"](1), [f"model-{number}" for number in range(runs)]), width)


@pytest.mark.parametrize("width", [3.03, 6.3])
@pytest.mark.parametrize("name", OF_FRAMES)
def test_many_skills_and_one(name: str, width: float) -> None:
    whole = material("core-v2", 1, 1)
    one = replace(
        whole, frame=whole.frame[whole.frame["skill"] == "comparison.decimals"].reset_index(drop=True)
    )
    stands(name, whole, width)
    stands(name, one, width)


@pytest.mark.parametrize("name", OF_FRAMES)
def test_names_of_two_hundred_letters_with_dollars_and_in_korean(name: str) -> None:
    names = [f"{'m' * 99}/{'x' * 100}-{number}" for number in range(2)] + ["$x^2$ & 50 %", "한국어 모델"]
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "No font here has")  # where none is installed, it is named
        stands(name, renamed(MATERIALS["coastline"](1), names), 3.03)


def test_a_run_without_replies_beside_one_with() -> None:
    found = renamed(MATERIALS["coastline"](1), ["answered", "silent"])
    silent = found.frame["run"] == "silent"
    frame = found.frame.assign(
        verdict=found.frame["verdict"].mask(silent, "unscored"),
        correct=found.frame["correct"] & ~silent,
        strict=found.frame["strict"] & ~silent,
    )
    for each in OF_FRAMES:
        stands(each, replace(found, frame=frame), 3.03)
