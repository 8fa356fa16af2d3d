"""Diagnosis of replies whose causes are known."""

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jagbench.analysis.diagnosis import UNEXPLAINED, diagnose, statements
from jagbench.analysis.frame.rows import to_frame
from jagbench.probes import Probe, load
from jagbench.runners.engine import Message, Request, Sampling
from jagbench.runners.engines.solver import Solver
from tests.analysis.samples import decimals, letters, mixed, replied


@cache
def core() -> Sequence[Probe]:
    return load("core-v1").probes


def solved(name: str, skill: str) -> tuple[pd.DataFrame, list[Probe]]:
    """The frame of the real solver on a skill of core-v1."""
    probes = [probe for probe in core() if probe.skill == skill]
    return replied(answers(name, probes)), probes


def answers(name: str, probes: Sequence[Probe]) -> list[tuple[Probe, str | None]]:
    solver = Solver(name, probes)
    for probe in probes:
        messages = (Message(role="user", content=probe.prompt),)
        solver.submit(Request(key=probe.id, probe=probe.id, turn=0, messages=messages, sampling=Sampling()))
    texts = {reply.probe: reply.text for reply in solver.poll()}
    return [(probe, texts[probe.id]) for probe in probes]


def counted(right: str, lures: Mapping[str, str], number: int = 0, *, level: int = 1) -> Probe:
    """One of many questions with the same answer and lures."""
    probe = letters(f"word{number}", "r", int(right), level=level, lures=lures)
    return replace(probe, params={"operands": (f"word{number}", "r")})


def share(table: pd.DataFrame, name: str) -> float:
    return float(table.set_index("misconception")["share"][name])


@pytest.mark.parametrize(
    ("name", "skill"),
    [
        ("version_order", "comparison.decimals"),
        ("longer_is_larger", "comparison.decimals"),
        ("misreads_direction", "comparison.decimals"),
        ("first_option", "comparison.integers"),
        ("always_no", "arithmetic.parity"),
        ("no_carry", "arithmetic.addition"),
        ("one_more", "counting.letters"),
        ("twelve_hour_wrap", "calendar.clock_addition"),
        ("thirty_day_months", "calendar.add_days"),
        ("drops_one", "comparison.sorting"),
        ("swaps_middle", "spelling.reverse"),
        ("zero_based", "counting.nth_letter"),
        ("same_weekday", "calendar.weekday"),
    ],
)
def test_a_solver_is_found_to_be_itself(name: str, skill: str) -> None:
    frame, probes = solved(name, skill)
    said = statements(diagnose(frame, probes))[0]
    assert (said.leading, said.second) == (name, None)
    assert said.share == pytest.approx(1, abs=1e-6)
    assert said.unexplained == pytest.approx(0, abs=1e-6)
    assert said.wrong == sum(name in probe.lures for probe in probes)


def test_two_misconceptions_and_a_rest() -> None:
    """Of 40 wrong answers, 20 are the one lure, 10 the other, and 10 as far from anything as can be."""
    probe = [counted("50", {"doubles": "100", "halves": "25"}, number) for number in range(60)]
    values = ["100"] * 20 + ["25"] * 10 + [str(7000 + 137 * n) for n in range(10)] + ["50"] * 20
    found = diagnose(replied(list(zip(probe, values, strict=True))), probe)
    assert found["misconception"].tolist() == ["doubles", "halves", UNEXPLAINED]
    assert found["share"].tolist() == pytest.approx([0.5, 0.25, 0.25], abs=0.005)
    assert found["hits"].tolist() == [20, 10, 10]
    assert found["leads"].tolist() == [True, False, False]
    assert all(
        low < each < high for low, each, high in found[["low", "share", "high"]].itertuples(index=False)
    )


def test_errors_up_and_down_alike_are_no_misconception() -> None:
    probe = [counted("50", {"one_more": "51", "one_less": "49"}, number) for number in range(60)]
    found = diagnose(replied(list(zip(probe, ["51", "49", "50"] * 20, strict=True))), probe)
    assert share(found, UNEXPLAINED) == 1
    assert statements(found)[0].leading is None
    assert "unsystematic errors" in " ".join(found["note"])


def test_what_goes_up_more_often_than_down_is_one() -> None:
    """30 up and 10 down: 10 of each are slips, the other 20 of the 40 are not."""
    probe = [counted("50", {"one_more": "51", "one_less": "49"}, number) for number in range(60)]
    found = diagnose(replied(list(zip(probe, ["51"] * 30 + ["49"] * 10 + ["50"] * 20, strict=True))), probe)
    assert share(found, "one_more") == pytest.approx(0.5, abs=0.08)
    assert share(found, "one_less") == 0


def test_lures_that_always_coincide_are_one_row() -> None:
    probe = [counted("50", {"doubles": "100", "adds_itself": "100"}, number) for number in range(20)]
    found = diagnose(replied([(each, "100") for each in probe]), probe)
    assert found["misconception"].tolist() == ["adds_itself / doubles", UNEXPLAINED]
    assert found["share"].tolist() == pytest.approx([1, 0])
    assert found["note"].tolist()[0] == "one row: no reply tells them apart"


def test_lures_that_coincide_at_times_are_told_apart_by_the_others() -> None:
    """Both predict 100 on half of the questions; on the others only what doubles comes."""
    same = [counted("50", {"doubles": "100", "adds_fifty": "100"}, number) for number in range(20)]
    unlike = [counted("60", {"doubles": "120", "adds_fifty": "110"}, number) for number in range(20, 40)]
    found = diagnose(replied([(p, "100") for p in same] + [(p, "120") for p in unlike]), [*same, *unlike])
    assert share(found, "doubles") == pytest.approx(1, abs=1e-3)
    assert share(found, "adds_fifty") == 0


def test_a_binary_choice_is_told_by_which_probes_are_failed() -> None:
    """A wrong answer is the lure of all; only what is right where the other errs tells them apart."""
    both = [pair(number, {"version_order", "longer_is_larger"}) for number in range(20)]
    only = [pair(number, {"longer_is_larger"}) for number in range(20, 40)]
    said = [(p, "9.11") for p in both] + [(p, "9.9") for p in only]
    assert statements(diagnose(replied(said), [*both, *only]))[0].leading == "version_order"
    said = [(p, "9.11") for p in [*both, *only]]
    assert statements(diagnose(replied(said), [*both, *only]))[0].leading == "longer_is_larger"


def pair(number: int, names: set[str]) -> Probe:
    probe = decimals("9.9", "9.11", item=f"item-{number}")
    prompt = f"{number}: {probe.prompt}"
    return replace(probe, id=f"p{number}", prompt=prompt, lures=dict.fromkeys(names, "9.11"))


def test_guessing_one_of_two_is_no_misconception() -> None:
    probes = [pair(number, {"misreads_direction"}) for number in range(80)]
    found = diagnose(replied([(p, ("9.9", "9.11")[n % 2]) for n, p in enumerate(probes)]), probes)
    assert share(found, "misreads_direction") == 0
    assert statements(found)[0].note == "no misconception explains more than chance does"


def test_worse_than_guessing_is() -> None:
    """1 right of 5: those who guess are right half of the time, so 40 % guess and 60 % misread."""
    probes = [pair(number, {"misreads_direction"}) for number in range(100)]
    found = diagnose(replied([(p, "9.9" if n % 5 == 0 else "9.11") for n, p in enumerate(probes)]), probes)
    assert share(found, "misreads_direction") == pytest.approx(0.6 / 0.8, abs=0.01)
    assert statements(found)[0].leading == "misreads_direction"


def test_variants_of_one_item_are_worth_little() -> None:
    probe = [counted("50", {"doubles": "100"}, number) for number in range(40)]
    values = [("100" if number % 2 else "7313") for number in range(40)]
    alone = diagnose(replied(list(zip(probe, values, strict=True))), probe)
    eight = [replace(each, item=f"item-{number % 2}-{number % 8}") for number, each in enumerate(probe)]
    together = diagnose(replied(list(zip(eight, values, strict=True))), eight)
    assert share(alone, "doubles") == pytest.approx(share(together, "doubles"))
    assert width(together) > 1.3 * width(alone)


def width(table: pd.DataFrame) -> float:
    return float(table["high"].iloc[0] - table["low"].iloc[0])


def test_nothing_wrong() -> None:
    found = diagnose(replied([(letters("plum", "p", 1), "1")]), [letters("plum", "p", 1)])
    assert found[["misconception", "wrong", "note"]].to_numpy().tolist() == [
        [UNEXPLAINED, 0, "no wrong answers"]
    ]
    assert statements(found)[0].unexplained is None


def test_everything_truncated() -> None:
    probe = letters("plum", "p", 1, lures={"one_more": "2"})
    found = diagnose(replied([(probe, "So let me")], finish_reason="length"), [probe])
    assert found["note"].tolist() == ["no wrong answers"]


def test_a_skill_without_lures() -> None:
    probe = letters("plum", "p", 1)
    found = diagnose(replied([(probe, "7")]), [probe])
    assert found["note"].tolist() == ["no misconception predicts a wrong answer here"]
    assert (found["wrong"].iloc[0], found["method"].iloc[0]) == (1, "none")


def test_one_wrong_answer_leads_nowhere() -> None:
    probe = counted("50", {"doubles": "100"})
    found = diagnose(replied([(probe, "100")]), [probe])
    said = statements(found)[0]
    assert found[["share", "low", "high"]].to_numpy()[0].tolist() == [0, 0, 1]
    assert said.leading is None
    assert said.note == "fewer than 5 items with a wrong answer"


def test_a_single_hit_among_many_wrong_answers_is_chance() -> None:
    probe = [counted("50", {"doubles": "100"}, number) for number in range(30)]
    values = ["100"] + [str(7001 + 137 * number) for number in range(29)]
    found = diagnose(replied(list(zip(probe, values, strict=True))), probe)
    assert share(found, "doubles") == 0
    assert share(found, UNEXPLAINED) == 1


def test_probes_that_are_not_given_are_left_out_and_named() -> None:
    known, unknown = counted("50", {"doubles": "100"}, 1), counted("50", {"doubles": "100"}, 2)
    found = diagnose(replied([(known, "100"), (unknown, "100")]), [known])
    assert found["wrong"].tolist() == [1, 1]
    assert found["note"].tolist()[-1] == "1 replies left out: their probes are not among those given"
    nothing = diagnose(replied([(unknown, "100")]), [])
    assert nothing["note"].tolist() == [
        "no wrong answers; 1 replies left out: their probes are not among those given"
    ]


def test_each_run_and_skill_for_itself() -> None:
    frame = pd.concat([mixed("a"), mixed("b")], ignore_index=True)
    probes = [decimals("9.8", "9.12", right="9.8"), letters("banana", "n", 2, level=2)]
    places = diagnose(frame, probes).drop_duplicates(["run", "skill"])[["run", "skill"]].to_numpy().tolist()
    skills = ["counting.letters", "comparison.decimals"]
    assert places == [[run, skill] for run in ("a", "b") for skill in skills]


def test_an_empty_frame() -> None:
    assert diagnose(to_frame([]), []).empty
    assert statements(diagnose(to_frame([]), [])) == []


def test_lures_that_the_given_probes_lack_still_count() -> None:
    """The frame may have been judged by an edition of the suite that knew more misconceptions."""
    probe = decimals("9.9", "9.11")
    found = diagnose(replied([(probe, "9.11")]), [replace(probe, lures={"longer_is_larger": "9.11"})])
    assert set(found["misconception"]) == {"version_order", "longer_is_larger", UNEXPLAINED}


VALUES = st.sampled_from(["50", "51", "49", "100", "25", "731", None, "Who knows?"])


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 11), VALUES), min_size=1, max_size=60))
def test_laws(replies: list[tuple[int, str | None]]) -> None:
    lures = [{"one_more": "51", "doubles": "100"}, {"halves": "25", "one_less": "49"}, {}]
    probes = [counted("50", lures[number % 3], number, level=1 + number % 2) for number in range(12)]
    frame = replied([(probes[number], value) for number, value in replies])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = diagnose(frame, probes)
    wrong = int((frame["verdict"] == "wrong").sum())
    assert found["wrong"].tolist() == [wrong] * len(found)
    standing = found.dropna(subset=["share"])
    if len(standing):
        assert standing["share"].sum() == pytest.approx(1, abs=1e-4)
        assert ((standing["low"] <= standing["share"]) & (standing["share"] <= standing["high"])).all()
        assert standing["low"].ge(0).all()
        assert standing["high"].le(1).all()
        assert (standing["share"] * wrong <= standing["hits"] + 1e-4)[:-1].all()
    assert found["note"][found["share"].isna()].ne("").all()
    assert found["leads"].sum() <= 1
    pd.testing.assert_frame_equal(found, diagnose(frame, probes))
