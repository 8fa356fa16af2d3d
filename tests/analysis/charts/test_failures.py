import pandas as pd
import pytest
from matplotlib.patches import Rectangle

from jagbench.analysis.charts.failures import LOOKS, failure_data, wrong_answers
from jagbench.analysis.frame.verdicts import VERDICTS
from jagbench.errors import InvalidArgument
from tests.analysis.samples import letters, mixed, replied


def test_shares_of_the_scored_replies() -> None:
    found = {
        (skill, kind): share
        for skill, kind, share in failure_data(mixed())[["skill", "failure", "share"]].itertuples(index=False)
    }
    assert found == {
        ("counting.letters", "wrong"): 1 / 3,
        ("counting.letters", "no answer"): 1 / 3,
        ("comparison.decimals", "wrong"): 1 / 3,
    }


def test_a_bar_ends_at_the_share_that_is_not_correct() -> None:
    bars = [patch for patch in wrong_answers(mixed()).patches if isinstance(patch, Rectangle)]
    ends: dict[float, float] = {}
    for bar in bars:
        row = round(bar.get_y() + bar.get_height() / 2)
        ends[row] = max(ends.get(row, 0), bar.get_x() + bar.get_width())
    assert ends == {0: pytest.approx(2 / 3), 1: pytest.approx(1 / 3)}


def test_every_failing_verdict_has_a_look() -> None:
    named = {verdict.replace("_", " ") for verdict in VERDICTS} - {"correct", "unscored"}
    assert named == set(LOOKS)


def test_a_perfect_run_says_so() -> None:
    axes = wrong_answers(replied([(letters("plum", "p", 1), "1")]))
    assert "no failed reply" in [text.get_text() for text in axes.texts]


def test_one_run_at_a_time() -> None:
    with pytest.raises(InvalidArgument, match="one run at a time, got 2: a, b"):
        wrong_answers(pd.concat([mixed("a"), mixed("b")]))
