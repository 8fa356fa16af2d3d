import math

import pandas as pd
import pytest
from scipy import stats

from jagbench.analysis.compare.paired import compare
from jagbench.analysis.gates import Demand, Gate, not_under, not_worse, outcome, parse_demand
from jagbench.errors import InvalidArgument
from tests.analysis.samples import decimals, letters, replied


def run(name: str, right: int, wrong: int, *, copies: int = 1, unscored: int = 0) -> pd.DataFrame:
    """A run with so many right, wrong and missing answers, each to an item of its own."""
    verdicts = ("9.9", "9.11", None)
    counts = (right * copies, wrong * copies, unscored)
    said = [text for text, count in zip(verdicts, counts, strict=True) for _ in range(count)]
    pairs = [(decimals(item=f"item-{place}", template=str(place)), text) for place, text in enumerate(said)]
    table = replied(pairs, run=name)
    return table.assign(probe=[f"probe-{place}" for place in range(len(table))])


def one(gates: list[Gate]) -> Gate:
    (gate,) = gates
    return gate


@pytest.mark.parametrize(
    ("text", "limit", "part"),
    [
        ("0.02", 0.02, "all"),
        ("2%", 0.02, "all"),
        ("2.5 %", 0.025, "all"),
        ("comparison=5%", 0.05, "comparison"),
        ("skill=0", 0.0, "skill"),
    ],
)
def test_a_demand_is_a_share_of_a_part(text: str, limit: float, part: str) -> None:
    found = parse_demand(text)

    assert (found.limit, found.part) == (pytest.approx(limit), part)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("2", r"'2' is no share: .* Did you mean 2%\?"),
        ("nan", "'nan' is no share"),
        ("-0.1", "'-0.1' is no share"),
        ("=0.1", "names no part"),
        ("counting=many", "'many' is no share"),
        ("", "'' is no share"),
    ],
)
def test_what_is_no_demand_is_one_sentence(text: str, sentence: str) -> None:
    with pytest.raises(InvalidArgument, match=sentence):
        parse_demand(text)


@pytest.mark.parametrize(
    ("right", "verdict"), [(95, "holds"), (60, "fails"), (80, "inconclusive"), (78, "inconclusive")]
)
def test_a_share_is_decided_by_wilsons_interval(right: int, verdict: str) -> None:
    gate = one(not_under(run("mine", right, 100 - right), [Demand(limit=0.8)]))
    found = stats.binomtest(right, 100).proportion_ci(0.95, method="wilson")

    assert (gate.low, gate.high) == (pytest.approx(found.low), pytest.approx(found.high))
    assert gate.verdict == verdict


def test_a_run_that_is_not_there_holds_nothing_against_others() -> None:
    frame = pd.concat([run("before", 90, 10), run("after", 50, 50)])

    with pytest.raises(InvalidArgument, match=r"Unknown run of this frame 'befor'\. Did you mean 'before'\?"):
        not_worse(frame, [Demand(limit=0.1)], against="befor")
    with pytest.raises(InvalidArgument, match="There is no run beside before"):
        not_worse(run("before", 90, 10), [Demand(limit=0.1)], against="before")


@pytest.mark.parametrize(("lost", "verdict"), [(0, "holds"), (40, "fails"), (8, "inconclusive")])
def test_worse_is_decided_by_the_paired_interval(lost: int, verdict: str) -> None:
    frame = pd.concat([run("a", 100, 0), run("b", 100 - lost, lost)])
    gate = one(not_worse(frame, [Demand(limit=0.1)], against="a"))
    (row,) = compare(frame).table.query("scope == 'all'").itertuples()

    assert (gate.low, gate.high, gate.value) == (row.low, row.high, -lost / 100)
    assert gate.verdict == verdict


@pytest.mark.parametrize(("right", "limit"), [(78, 0.8), (83, 0.8), (100, 0.99), (0, 0.001)])
def test_as_many_items_as_are_said_decide_a_share(right: int, limit: float) -> None:
    gate = one(not_under(run("mine", right, 100 - right), [Demand(limit=limit)]))
    assert gate.verdict == "inconclusive"
    assert gate.needed is not None
    copies = math.ceil(gate.needed / 100)

    again = one(not_under(run("mine", right, 100 - right, copies=copies), [Demand(limit=limit)]))

    assert gate.needed > 100
    assert again.verdict == ("holds" if right / 100 > limit else "fails")


@pytest.mark.parametrize(("lost", "margin"), [(0, 0.01), (3, 0.05), (12, 0.1)])
def test_as_many_items_as_are_said_decide_a_difference(lost: int, margin: float) -> None:
    def gate(copies: int) -> Gate:
        frame = pd.concat([run("a", 100, 0, copies=copies), run("b", 100 - lost, lost, copies=copies)])
        return one(not_worse(frame, [Demand(limit=margin)], against="a"))

    first = gate(1)
    assert (first.verdict, first.items) == ("inconclusive", 100)
    assert first.needed is not None

    assert gate(math.ceil(first.needed / 100)).verdict == ("holds" if lost / 100 < margin else "fails")


def test_at_the_limit_itself_no_number_of_items_decides() -> None:
    equal = pd.concat([run("a", 50, 50), run("b", 50, 50)])

    assert one(not_under(run("mine", 50, 50), [Demand(limit=0.5)])).needed is None
    gate = one(not_worse(equal, [Demand(limit=0.0)], against="a"))
    assert (gate.verdict, gate.needed) == ("inconclusive", None)
    assert "No number of items would decide it" in gate.sentence


def test_gates_of_a_run_are_decided_together() -> None:
    frame = run("mine", 90, 10)
    words = [(letters(f"word{place}", "w", 1), "1") for place in range(50)]
    both = pd.concat([frame, replied(words, run="mine")])

    gates = not_under(both, [Demand(limit=0.5, part="family"), Demand(limit=0.5)])

    assert [gate.part for gate in gates] == ["counting", "comparison", "all"]
    assert [gate.level for gate in gates] == [pytest.approx(1 - 0.05 / 3)] * 3
    found = stats.binomtest(90, 100).proportion_ci(1 - 0.05 / 3, method="wilson")
    assert (gates[1].low, gates[1].high) == (pytest.approx(found.low), pytest.approx(found.high))


def test_each_other_run_is_held_against_the_first() -> None:
    frame = pd.concat([run("a", 100, 0), run("b", 100, 0), run("c", 20, 80)])

    gates = not_worse(frame, [Demand(limit=0.1)], against="a")

    assert [(gate.run, gate.verdict) for gate in gates] == [("b", "holds"), ("c", "fails")]


def test_a_part_without_a_scored_reply_is_inconclusive() -> None:
    gate = one(not_under(run("mine", 0, 0, unscored=5), [Demand(limit=0.5)]))

    assert (gate.verdict, gate.items, gate.needed) == ("inconclusive", 0, None)
    assert (
        gate.sentence
        == "mine, all: not under 50.0 %: inconclusive. No scored reply. Ask what is missing first."
    )


def test_unknown_parts_are_one_sentence() -> None:
    with pytest.raises(
        InvalidArgument, match=r"Unknown family in mine 'comparisons'\. Did you mean 'comparison'"
    ):
        not_under(run("mine", 1, 1), [Demand(limit=0.5, part="comparisons")])
    with pytest.raises(InvalidArgument, match=r"Unknown skill in mine 'comparison\.decimal'\. Did you mean"):
        not_under(run("mine", 1, 1), [Demand(limit=0.5, part="comparison.decimal")])
    with pytest.raises(InvalidArgument, match="No accuracy is under 0"):
        not_under(run("mine", 1, 1), [Demand(limit=0)])


def test_the_outcome_of_several() -> None:
    frame = pd.concat([run("high", 99, 1), run("low", 20, 80), run("middle", 51, 49)])
    gates = {gate.run: gate for gate in not_under(frame, [Demand(limit=0.5)])}

    assert outcome([]) == outcome([gates["high"]]) == "holds"
    assert outcome([gates["high"], gates["middle"]]) == "inconclusive"
    assert outcome([gates["middle"], gates["low"], gates["high"]]) == "fails"
