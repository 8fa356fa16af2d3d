from itertools import product

import numpy as np
import pandas as pd
import pytest

from jagbench.analysis.compare.paired import sign_flip
from jagbench.analysis.compare.trend import change_test, trend
from jagbench.errors import InvalidArgument
from jagbench.probes import Probe
from tests.analysis.samples import decimals, letters, replied


def items(count: int) -> list[Probe]:
    return [letters(f"{chr(97 + place % 26)}{place}", "a", place % 7) for place in range(count)]


def run(name: str, right: list[bool], probes: list[Probe]) -> pd.DataFrame:
    pairs = [(probe, probe.answer.value if ok else "999") for probe, ok in zip(probes, right, strict=True)]
    return replied(pairs, run=name)


def series(*shares: float, count: int = 60) -> pd.DataFrame:
    """Runs called s0, s1, ..., whose first so many items are right."""
    probes = items(count)
    return pd.concat(
        [
            run(f"s{place}", [number < share * count for number in range(count)], probes)
            for place, share in enumerate(shares)
        ]
    )


def changes(frame: pd.DataFrame, scope: str = "all") -> list[tuple[str, float]]:
    found = trend(frame).changes
    own = found[found["scope"] == scope]
    return [(str(run), round(float(d), 2)) for run, d in zip(own["run"], own["difference"], strict=True)]


def test_a_step_is_found_where_it_is() -> None:
    assert changes(series(0.3, 0.3, 0.3, 0.8, 0.8, 0.8)) == [("s3", 0.5)]


def test_a_fall_after_a_rise_is_two_changes() -> None:
    assert changes(series(0.2, 0.2, 0.9, 0.9, 0.2, 0.2)) == [("s2", 0.7), ("s4", -0.7)]


def test_a_flat_series_has_no_change() -> None:
    found = trend(series(0.5, 0.5, 0.5))

    assert found.changes.empty
    assert found.tests["p"].tolist() == [1.0, 1.0, 1.0]  # all, family, skill


def test_chance_alone_is_seldom_a_change() -> None:
    generator = np.random.default_rng(7)
    p_values = [
        change_test((generator.random((30, 6)) < 0.6).astype(np.int64), shuffles=500)[1] for _ in range(200)
    ]

    assert sum(p < 0.05 for p in p_values) <= 20  # 10 are expected; 20 has a chance of 0.2 %


def test_with_two_runs_it_is_the_sign_flip_test() -> None:
    generator = np.random.default_rng(3)
    matrix = (generator.random((40, 2)) < [0.5, 0.65]).astype(np.int64)

    _, p = change_test(matrix, shuffles=20_000)

    assert p == pytest.approx(sign_flip((matrix[:, 1] - matrix[:, 0]).tolist()), rel=0.2)


@pytest.mark.parametrize("copies", [1, 3])  # with copies there are more rows than orders of them
def test_the_p_value_is_the_share_of_all_orders(copies: int) -> None:
    rows = np.array([[0, 0, 1], [0, 1, 1], [0, 1, 2]] * copies if copies == 1 else [[0, 0, 1]] * 4)

    def statistic(matrix: np.ndarray) -> float:
        sums = matrix.sum(axis=0)
        return max(abs(sums[t:].mean() - sums[:t].mean()) * float(np.sqrt(t * (3 - t) / 3)) for t in (1, 2))

    orders = [(0, 1, 2), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0)]
    every = [
        statistic(np.array([row[list(order)] for row, order in zip(rows, chosen, strict=True)]))
        for chosen in product(orders, repeat=len(rows))
    ]
    exact = sum(each >= statistic(rows) - 1e-9 for each in every) / len(every)

    _, p = change_test(rows.astype(np.int64), shuffles=20_000)

    assert p == pytest.approx(exact, rel=0.25)


def test_only_replies_that_every_run_has_are_looked_at() -> None:
    probes = items(40)
    frame = pd.concat(
        [
            run("a", [True] * 40, probes),
            run("b", [True] * 30, probes[:30]),
            replied([(probe, None if number < 5 else "999") for number, probe in enumerate(probes)], run="c"),
        ]
    )

    found = trend(frame)

    assert (found.replies, found.left_out) == (25, 110 - 75)
    assert found.table.query("scope == 'all'")["accuracy"].tolist() == [1.0, 1.0, 0.0]
    assert set(found.table["replies"]) == {25}


def test_runs_stand_in_the_order_given_with_their_steps() -> None:
    frame = series(0.2, 0.2, 0.9, 0.9)

    found = trend(frame, runs=["s3", "s2", "s1", "s0"], steps=[1, 2, 3, 4])

    (change,) = found.changes.query("scope == 'skill'").to_dict("records")
    assert (change["run"], change["step"], round(change["difference"], 2)) == ("s1", 3, -0.7)
    assert found.table.query("scope == 'all'")["step"].tolist() == [1, 2, 3, 4]


def test_what_has_no_trend_is_one_sentence() -> None:
    with pytest.raises(InvalidArgument, match="of two runs or more, got 1"):
        trend(series(0.5))
    other = replied([(decimals(), "9.9")], run="other")
    with pytest.raises(InvalidArgument, match="other has no scored reply that the runs before it have too"):
        trend(pd.concat([series(0.5, 0.5), other]))
    silent = replied([(probe, None) for probe in items(5)], run="silent")
    with pytest.raises(InvalidArgument, match="silent has no scored reply: ask it"):
        trend(pd.concat([silent, series(0.5, 0.5)]))
