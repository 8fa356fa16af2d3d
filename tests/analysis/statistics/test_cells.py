import math
from collections import Counter

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest

from jagbench.analysis.frame.verdicts import VERDICTS
from jagbench.analysis.statistics.cells import (
    by_grade,
    cells,
    interval,
    records,
    rule_shares,
    verdict_shares,
    wilson,
)
from tests.analysis.samples import letters, mixed, replied

Z = 1.959963984540054


def wilson_by_hand(right: float, total: int) -> tuple[float, float]:
    share = right / total
    middle = (share + Z**2 / (2 * total)) / (1 + Z**2 / total)
    half = Z / (1 + Z**2 / total) * math.sqrt(share * (1 - share) / total + Z**2 / (4 * total**2))
    return middle - half, middle + half


@given(st.integers(1, 500), st.data())
def test_wilson_equals_scipy(total: int, data: st.DataObject) -> None:
    right = data.draw(st.integers(0, total))
    bounds = binomtest(right, total).proportion_ci(confidence_level=0.95, method="wilson")
    assert wilson(right / total, total) == pytest.approx((bounds.low, bounds.high), abs=1e-12)


def test_wilson_as_published() -> None:
    assert wilson(0.96, 50) == pytest.approx((0.865, 0.989), abs=5e-4)
    assert wilson(0, 50) == pytest.approx((0, 0.071), abs=5e-4)


def test_distinct_items_have_the_wilson_interval() -> None:
    found = interval([True, True, False], ["a", "b", "c"])
    assert found == (*wilson(2 / 3, 3), "wilson")


def test_variants_that_agree_are_no_more_than_their_items() -> None:
    once = interval([True, False] * 20, [f"{number}" for number in range(40)])
    often = interval([True, False] * 60, [f"{number % 40}" for number in range(120)])
    assert often.method == "wilson, effective size"
    assert often.high - often.low == pytest.approx(once.high - once.low, abs=0.03)


def test_a_cluster_interval_does_not_collapse_where_everything_is_right() -> None:
    found = interval([True] * 12, ["a", "b", "c"] * 4)
    assert found.method == "wilson, effective size"
    assert (found.low, found.high) == pytest.approx(wilson_by_hand(3, 3))


def test_variants_that_disagree_at_random_are_worth_their_number() -> None:
    found = interval([True, False] * 3 + [False, True] * 3, ["a", "a", "b", "b", "c", "c"] * 2)
    assert (found.low, found.high) == pytest.approx(wilson_by_hand(6, 12))


def test_a_single_item_is_worth_one_reply() -> None:
    found = interval([True, False, True, False], ["a"] * 4)
    assert (found.low, found.high) == pytest.approx(wilson_by_hand(0.5, 1))


def test_an_interval_repeats() -> None:
    right, items = [number % 3 == 0 for number in range(60)], [f"{number % 20}" for number in range(60)]
    assert interval(right, items) == interval(right, items)


@given(st.lists(st.tuples(st.booleans(), st.sampled_from("abcdefghijkl")), min_size=1, max_size=60))
def test_an_interval_holds_the_accuracy(replies: list[tuple[bool, str]]) -> None:
    right, items = [ok for ok, _ in replies], [item for _, item in replies]
    found = interval(right, items)
    share = sum(right) / len(right)
    assert -1e-9 <= found.low <= share + 1e-9
    assert share - 1e-9 <= found.high <= 1 + 1e-9


def test_counts_of_a_cell() -> None:
    (cell,) = records(cells(mixed()))
    assert (cell["asked"], cell["scored"], cell["unscored"], cell["correct"], cell["strict"]) == (
        8,
        6,
        2,
        3,
        2,
    )
    assert (cell["accuracy"], cell["strict_accuracy"]) == (3 / 6, 2 / 6)


def test_the_verdicts_of_every_cell_add_up() -> None:
    table = cells(mixed(), ["skill", "level"])
    assert table[list(VERDICTS)].sum(axis=1).tolist() == table["asked"].tolist()
    assert table["asked"].sum() == 8


def test_a_cell_of_unscored_probes_has_no_accuracy() -> None:
    table = cells(replied([(letters("plum", "p", 1), None)]), ["skill"])
    (cell,) = records(table)
    assert (cell["asked"], cell["scored"], cell["method"]) == (1, 0, "none")
    assert math.isnan(cell["accuracy"])
    assert math.isnan(cell["low"])


def test_a_cell_of_nothing() -> None:
    (cell,) = records(cells(mixed().head(0)))
    assert cell["asked"] == 0
    assert math.isnan(cell["baseline"])
    assert cells(mixed().head(0), ["skill"]).empty


def test_the_baseline_is_the_better_blind_strategy() -> None:
    counted = replied(
        [(letters(word, "n", 1), "1") for word in ("pen", "net")] + [(letters("banana", "n", 2), "2")]
    )
    # Beside "net" and "banana", 1 is as common as 2, so "pen" is half right; "banana" is wrong.
    assert records(cells(counted))[0]["baseline"] == pytest.approx(1 / 3)
    table = mixed()
    decimals = table[table["kind"] == "choice"]
    assert records(cells(decimals))[0]["baseline"] == 0.5


REPLIES = st.lists(
    st.tuples(st.sampled_from("xyz"), st.sampled_from("abcdef"), st.sampled_from("1234"), st.booleans()),
    min_size=1,
    max_size=30,
)


def table_of(replies: list[tuple[str, str, str, bool]]) -> pd.DataFrame:
    rows = [(*reply, reply[-1], "correct" if reply[-1] else "wrong", ()) for reply in replies]
    columns = ["skill", "item", "expected", "correct", "strict", "verdict", "options"]
    return pd.DataFrame(rows, columns=columns)


@settings(max_examples=30)
@given(REPLIES)
def test_a_cell_says_what_its_rows_say_alone(replies: list[tuple[str, str, str, bool]]) -> None:
    table = table_of(replies)
    skills: list[str] = list(dict.fromkeys(skill for skill, *_ in replies))
    alone = [cells(table[table["skill"] == skill]) for skill in skills]
    whole = pd.concat([pd.DataFrame({"skill": skills}), pd.concat(alone, ignore_index=True)], axis=1)
    pd.testing.assert_frame_equal(cells(table, ["skill"]), whole)


@settings(max_examples=50)
@given(REPLIES)
def test_a_baseline_learns_from_other_items(replies: list[tuple[str, str, str, bool]]) -> None:
    right = 0.0
    for _, item, answer, _ in replies:
        elsewhere = Counter(other for _, name, other, _ in replies if name != item)
        leading = [each for each, count in elsewhere.items() if count == max(elsewhere.values())]
        right += (answer in leading) / max(1, len(leading))
    (cell,) = records(cells(table_of(replies)))
    assert cell["baseline"] == pytest.approx(right / len(replies))


def test_records_hold_plain_values() -> None:
    assert [
        type(value) for value in records(pd.DataFrame({"n": [1], "x": [0.5], "t": ["a"]}))[0].values()
    ] == [
        int,
        float,
        str,
    ]


def test_skills_in_order_of_grade() -> None:
    assert by_grade(mixed()) == ["counting.letters", "comparison.decimals"]


def test_shares_of_verdicts() -> None:
    found = {row["verdict"]: (row["count"], row["share"]) for row in records(verdict_shares(mixed()))}
    assert found == {
        "correct": (3, 3 / 8),
        "wrong": (2, 2 / 8),
        "no_answer": (1, 1 / 8),
        "unscored": (2, 2 / 8),
    }


def test_rules_add_up_to_the_scored_replies() -> None:
    table = rule_shares(mixed())
    assert table["count"].sum() == 6
    assert table["share"].sum() == pytest.approx(1)
    assert table["correct"].sum() == 3
    assert isinstance(table, pd.DataFrame)
