import math
from collections.abc import Sequence

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jagbench.analysis.compare.leaderboard import Board, leaderboard
from jagbench.analysis.compare.paired import compare
from tests.analysis.samples import letters, replied

WORDS = [f"word{number}" for number in range(60)]


def run(name: str, right: int, words: Sequence[str] = WORDS, *, grade: int = 1) -> pd.DataFrame:
    """A run whose first replies are right, and the others wrong."""
    pairs = [
        (letters(word, "r", 3, level=grade), "3" if place < right else "7")
        for place, word in enumerate(words)
    ]
    return replied(pairs, run=name)


def board(*runs: pd.DataFrame) -> Board:
    frame = pd.concat(runs, ignore_index=True)
    [found] = leaderboard(frame, dict.fromkeys(frame["run"].unique(), "mine"))
    return found


def test_runs_that_are_told_apart_have_ranks() -> None:
    found = board(run("low", 10), run("high", 50), run("middle", 30))
    assert [(each.run, each.rank, each.groups) for each in found.standings] == [
        ("high", "1", "a"),
        ("middle", "2", "b"),
        ("low", "3", "c"),
    ]


def test_runs_that_are_not_told_apart_share_ranks_and_a_letter() -> None:
    found = board(run("a", 52), run("b", 50), run("c", 5))
    assert [(each.run, each.rank, each.groups) for each in found.standings] == [
        ("a", "1–2", "a"),
        ("b", "1–2", "a"),
        ("c", "3", "b"),
    ]


def test_a_run_between_two_groups_has_both_letters() -> None:
    found = board(run("top", 34), run("between", 29), run("bottom", 24))
    assert [pair.apart for pair in found.pairs] == [False, True, False]
    assert [(each.rank, each.groups) for each in found.standings] == [
        ("1–2", "a"),
        ("1–3", "a b"),
        ("2–3", "b"),
    ]


def test_equal_runs_are_one_group() -> None:
    found = board(run("a", 30), run("b", 30))
    assert [each.rank for each in found.standings] == ["1–2", "1–2"]
    assert found.pairs[0].difference == 0


def test_a_pair_is_that_of_compare() -> None:
    frames = run("a", 40), run("b", 20)
    [pair] = board(*frames).pairs
    row = compare(pd.concat(frames, ignore_index=True), against="b").table.iloc[0]
    assert (pair.pairs, pair.difference, pair.low, pair.high) == pytest.approx(
        (row["pairs"], row["difference"], row["low"], row["high"])
    )
    assert pair.p == pytest.approx(row["p"])


def test_pairs_are_over_the_probes_that_both_were_asked() -> None:
    found = board(run("whole", 30), run("part", 20, WORDS[:40]))
    assert (found.probes, found.common) == (60, 40)
    assert found.pairs[0].pairs == 40


def test_runs_without_a_common_probe_are_not_ranked() -> None:
    found = board(run("a", 30, WORDS[:30]), run("b", 0, WORDS[30:]))
    assert math.isnan(found.pairs[0].p)
    assert [each.rank for each in found.standings] == ["1–2", "1–2"]


def test_a_run_without_a_scored_reply_stands_last() -> None:
    nothing = replied([(letters(word, "r", 3), None) for word in WORDS], run="nothing")
    found = board(nothing, run("a", 3))
    assert [each.run for each in found.standings] == ["a", "nothing"]
    assert found.standings[1].rank == "1–2"


def test_one_board_a_suite() -> None:
    frame = pd.concat([run("a", 3), run("b", 5)], ignore_index=True)
    boards = leaderboard(frame, {"a": "core", "b": "frames"})
    assert [(each.suite, [standing.run for standing in each.standings]) for each in boards] == [
        ("core", ["a"]),
        ("frames", ["b"]),
    ]


def test_the_grade_at_which_a_run_is_worse_than_a_child() -> None:
    frame = pd.concat([run("a", 30, WORDS[:30]), run("a", 3, WORDS[30:], grade=2)], ignore_index=True)
    [standing] = board(frame).standings
    assert standing.below_grade == 2
    assert board(run("a", 60)).standings[0].below_grade is None


def test_leaders_are_those_that_none_of_some_runs_is_above() -> None:
    found = board(run("a", 52), run("b", 50), run("c", 5), run("d", 3))
    assert found.leaders(["a", "b", "c"]) == ["a", "b"]
    assert found.leaders(["c", "d"]) == ["c", "d"]
    assert found.leaders([]) == []


@settings(max_examples=15)
@given(st.lists(st.integers(0, 60), min_size=1, max_size=5))
def test_laws_of_ranks_and_letters(rights: list[int]) -> None:
    found = board(*(run(f"run{place}", right) for place, right in enumerate(rights)))
    places = {each.run: each for each in found.standings}
    for each in found.standings:
        assert 1 <= each.best <= each.last <= len(rights)
        assert each.groups
    for pair in found.pairs:
        first, second = places[pair.first], places[pair.second]
        assert bool(set(first.groups.split()) & set(second.groups.split())) != pair.apart
        if pair.apart:
            assert first.best < second.best
            assert first.last < second.last
