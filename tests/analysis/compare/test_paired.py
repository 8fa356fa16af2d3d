import itertools
import math
from collections.abc import Sequence
from importlib import import_module
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest

from jagbench.analysis.compare.paired import REASONS, compare, pair, sign_flip
from jagbench.analysis.statistics.cells import records
from jagbench.analysis.statistics.multiplicity import holm
from jagbench.errors import InvalidArgument
from tests.analysis.samples import decimals, letters, mixed, replied

tables: Any = import_module("statsmodels.stats.contingency_tables")
tests: Any = import_module("statsmodels.stats.multitest")

Z = 1.959963984540054
WORDS = [f"{a}{b}n" for a, b in itertools.product("abcdefgh", "opqr")]


def counted(run: str, right: Sequence[bool | None]) -> pd.DataFrame:
    """A run on as many distinct items, right, wrong or without a reply."""
    replies = {True: "1", False: "7", None: None}
    probes = [letters(word, "n", 1, level=1 + place % 2) for place, word in enumerate(WORDS)]
    return replied([(probe, replies[ok]) for probe, ok in zip(probes, right, strict=False)], run=run)


def both(*runs: pd.DataFrame) -> pd.DataFrame:
    return pd.concat(runs, ignore_index=True)


@given(st.integers(0, 40), st.integers(0, 40))
def test_with_one_pair_an_item_it_is_the_exact_test_of_mcnemar(lost: int, gained: int) -> None:
    expected = tables.mcnemar([[5, lost], [gained, 3]], exact=True).pvalue
    assert sign_flip([-1] * lost + [1] * gained + [0] * 8) == pytest.approx(expected, abs=1e-11)
    if lost + gained:
        assert sign_flip([-1] * lost + [1] * gained) == pytest.approx(
            binomtest(lost, lost + gained).pvalue, abs=1e-11
        )


@given(st.lists(st.integers(-5, 5), max_size=9))
def test_all_signs_by_enumeration(changes: list[int]) -> None:
    totals = [
        abs(sum(sign * change for sign, change in zip(signs, changes, strict=True)))
        for signs in itertools.product((-1, 1), repeat=len(changes))
    ]
    expected = sum(total >= abs(sum(changes)) for total in totals) / len(totals)
    assert sign_flip(changes) == pytest.approx(expected, abs=1e-12)


def test_variants_that_change_together_are_one_change() -> None:
    assert sign_flip([4, 4, 4]) == 0.25  # 2 of the 8 signs of three items, not 2 of the 4096 of twelve pairs


def test_a_p_value_is_never_smaller_than_rounding_leaves() -> None:
    assert sign_flip([1] * 100) == 1e-12


@pytest.mark.slow
@settings(max_examples=10)  # the oracle takes a fifth of a second
@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_holm_equals_statsmodels(p_values: list[float]) -> None:
    assert holm(p_values) == pytest.approx(tests.multipletests(p_values, method="holm")[1].tolist())


def test_holm_leaves_out_what_was_not_tested() -> None:
    assert holm([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.06, 0.06])
    assert holm([0.01, math.nan, 0.04])[0] == pytest.approx(0.02)


def test_figures_by_hand() -> None:
    first = counted("a", [True] * 6 + [False] * 6)
    second = counted("b", [True] * 4 + [False] * 2 + [True] * 6)
    (total,) = records(compare(both(first, second)).table.query("scope == 'all'"))
    assert (total["pairs"], total["items"], total["lost"], total["gained"]) == (12, 12, 2, 6)
    assert (total["accuracy_against"], total["accuracy"]) == (6 / 12, 10 / 12)
    assert total["difference"] == pytest.approx(4 / 12)
    assert (total["odds_ratio"], total["cohens_g"]) == (pytest.approx(3), pytest.approx(0.25))
    bounds = binomtest(6, 8).proportion_ci(method="wilson")
    assert (total["g_low"], total["g_high"]) == pytest.approx((bounds.low - 0.5, bounds.high - 0.5))
    assert total["odds_low"] == pytest.approx(bounds.low / (1 - bounds.low))
    assert total["p"] == pytest.approx(2 * (1 + 8 + 28) / 2**8)
    assert total["changed"] == ""


def test_what_changed_is_named_by_skill_and_level() -> None:
    first = counted("a", [True] * 24)
    second = counted("b", [False, True] * 12)  # every item of level 1 is lost
    table = compare(both(first, second)).table
    cells = records(table[table["scope"] == "cell"])
    assert [(cell["skill"], cell["level"], cell["changed"]) for cell in cells] == [
        ("counting.letters", 1, "worse"),
        ("counting.letters", 2, ""),
    ]
    assert cells[0]["p"] == pytest.approx(2 / 2**12)
    assert cells[0]["p_holm"] == pytest.approx(2 * 2 / 2**12)
    assert cells[0]["odds_ratio"] == 0


def test_every_run_is_held_against_the_first_or_the_one_named() -> None:
    frame = both(counted("a", [True] * 4), counted("b", [False] * 4), counted("c", [True] * 4))
    assert compare(frame).table.query("scope == 'all'")["run"].tolist() == ["b", "c"]
    named = compare(frame, against="c")
    assert named.against == "c"
    assert named.table.query("scope == 'all'")["difference"].tolist() == [0, -1]


def test_a_third_run_changes_no_p_value_unless_it_is_asked_to() -> None:
    two = both(counted("a", [True] * 12), counted("b", [False] * 12))
    three = both(two, counted("c", [True] * 12))

    def corrected(frame: pd.DataFrame, *, over_runs: bool = False) -> list[float]:
        skills = records(compare(frame, over_runs=over_runs).table.query("scope == 'skill'"))
        return [row["p_holm"] for row in skills]

    assert corrected(two) == pytest.approx([2 / 2**12])
    assert corrected(three) == pytest.approx([2 / 2**12, 1])
    assert corrected(three, over_runs=True) == pytest.approx([2 * 2 / 2**12, 1])


def test_identical_replies_are_counted() -> None:
    found = compare(both(counted("a", [True, True, False, False]), counted("b", [True, True, True, False])))
    (total,) = records(found.table.query("scope == 'all'"))
    assert total["identical"] == 0.75


@pytest.mark.parametrize("column", ["prompt", "expected"])
def test_another_question_of_the_same_id_is_refused(column: str) -> None:
    first = counted("a", [True, False])
    second = counted("b", [True, True]).assign(**{column: "What is 7 + 5?"})
    with pytest.raises(InvalidArgument, match="another prompt or answer under the same id in 2 probes"):
        compare(both(first, second))


def test_what_is_left_out_adds_up() -> None:
    first = counted("a", [True, None, None, True, False])
    second = counted("b", [True, None, True, None, False, True, True])
    found = compare(both(first, second))
    left_out = dict(zip(found.left_out["reason"], found.left_out["replies"], strict=True))
    assert left_out == {
        **dict.fromkeys(REASONS, 0),
        "probe_only_in_run": 2,
        "unscored_in_against": 1,
        "unscored_in_run": 1,
        "unscored_in_both": 1,
    }
    assert sum(left_out.values()) + int(found.table["pairs"].iloc[0]) == 7


def test_samples_are_paired_one_to_one() -> None:
    first, more = counted("a", [True, True]), counted("b", [False, True])
    frame = both(first, first.assign(sample=1), more, more.assign(sample=1), more.assign(sample=2))
    found = compare(frame)
    total = found.table.iloc[0]
    assert (total["pairs"], total["items"], total["lost"]) == (4, 2, 2)
    assert total["p"] == pytest.approx(1)  # one item has changed, twice
    left_out = dict(zip(found.left_out["reason"], found.left_out["replies"], strict=True))
    assert left_out["sample_only_in_run"] == 2


def test_strict_counts_only_the_format_asked_for() -> None:
    probe = decimals()
    frame = both(
        replied([(probe, "9.9")], run="a"), replied([(probe, "I think that 9.9 is larger.")], run="b")
    )
    assert compare(frame).table["difference"].iloc[0] == 0
    assert compare(frame, strict=True).table["difference"].iloc[0] == -1


def test_probes_with_other_ids_are_not_paired() -> None:
    shared, other = decimals("9.9", "9.11"), decimals("3.2", "3.15", right="3.2")
    frame = both(replied([(shared, "9.9")], run="a"), replied([(shared, "9.11"), (other, "3.2")], run="b"))
    assert pair(frame, "b", against="a")["probe"].tolist() == [shared.id]


@pytest.mark.parametrize("right", [True, False])
def test_runs_that_are_all_right_or_all_wrong(right: bool) -> None:
    total = compare(both(counted("a", [right] * 5), counted("b", [right] * 5))).table.iloc[0]
    assert (total["difference"], total["p"], total["changed"]) == (0, 1, "")
    assert math.isnan(total["odds_ratio"])
    assert math.isnan(total["g_low"])


def test_replies_that_are_all_truncated_are_not_right() -> None:
    probes = [letters(word, "n", 1) for word in WORDS[:6]]
    cut = replied([(probe, "Let me think about") for probe in probes], run="b", finish_reason="length")
    total = compare(both(counted("a", [True] * 6), cut)).table.iloc[0]
    assert (total["accuracy"], total["lost"]) == (0, 6)
    assert total["odds_high"] < 1


def test_what_cannot_be_compared() -> None:
    with pytest.raises(InvalidArgument, match="two runs to compare, got 1"):
        compare(mixed())
    with pytest.raises(InvalidArgument, match="got 0"):
        compare(mixed().head(0))
    with pytest.raises(InvalidArgument, match="Unknown run"):
        compare(both(mixed("a"), mixed("b")), against="c")
    with pytest.raises(InvalidArgument, match="a and b share no probes"):
        compare(both(counted("a", [True]), replied([(decimals(), "9.9")], run="b")))
    with pytest.raises(InvalidArgument, match="share 2 probes, but none with a scored reply in both"):
        compare(both(counted("a", [True, True]), counted("b", [None, None])))
    with pytest.raises(InvalidArgument, match="b replies more than once"):
        compare(both(counted("a", [True]), counted("b", [True]), counted("b", [False])))
