"""Probes that tell two misconceptions apart."""

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from jagbench.analysis.diagnosis import diagnose, leading_pairs, separating, where_separated
from jagbench.probes import Probe
from tests.analysis.samples import letters, replied


def asked(number: int, lures: Mapping[str, str], *, level: int = 1, pair: str = "any") -> Probe:
    probe = letters(f"word{number}", "r", 50, level=level, lures=lures)
    return replace(probe, params={"operands": (f"word{number}", "r"), "pair": pair})


SAME = asked(1, {"doubles": "100", "adds": "100.0"})
NEITHER = asked(2, {"halves": "25"})
ONLY_FIRST = asked(3, {"doubles": "100"}, level=2, pair="left")
ONLY_SECOND = asked(4, {"adds": "110"}, level=3, pair="right")
BOTH = asked(5, {"doubles": "100", "adds": "110"}, level=4, pair="both")
ALSO_FIRST = asked(6, {"doubles": "100"}, level=1, pair="left")
ALL = [SAME, NEITHER, ONLY_FIRST, ONLY_SECOND, BOTH, ALSO_FIRST]


def test_best_are_probes_on_which_both_err_unlike_each_other() -> None:
    found = separating(ALL, "doubles", "adds")
    assert found["probe"].tolist() == [BOTH.id, ALSO_FIRST.id, ONLY_SECOND.id, ONLY_FIRST.id]
    assert found["separates"].tolist() == [
        "both err, unlike each other",
        "only the first errs",
        "only the second errs",
        "only the first errs",
    ]
    assert found[["first", "second", "right"]].to_numpy()[0].tolist() == ["100", "110", "50"]


def test_none_are_none() -> None:
    assert separating([SAME, NEITHER], "doubles", "adds").empty
    assert separating([], "doubles", "adds").empty
    assert where_separated([], "doubles", "adds").empty


def test_strata_that_tell_apart_with_how_often() -> None:
    found = where_separated(ALL, "doubles", "adds")
    assert found[["level", "stratum", "asked", "both", "one"]].to_numpy().tolist() == [
        [4, "pair=both", 1, 1, 0],
        [1, "pair=left", 1, 0, 1],
        [2, "pair=left", 1, 0, 1],
        [3, "pair=right", 1, 0, 1],
    ]


def test_the_two_that_lead_are_paired() -> None:
    probes = [asked(number, {"doubles": "100", "halves": "25"}) for number in range(30)]
    frame = replied([(p, "100" if n < 20 else "25") for n, p in enumerate(probes)])
    pair = leading_pairs(diagnose(frame, probes), probes)
    assert pair[["first", "second", "both", "one", "level"]].to_numpy().tolist() == [
        ["doubles", "halves", 30, 0, 1]
    ]
    assert pair["probe"].iloc[0] in {probe.id for probe in probes}


def test_what_no_reply_tells_apart_is_paired_too() -> None:
    probes = [asked(number, {"doubles": "100", "adds": "100"}) for number in range(9)]
    frame = replied([(probe, "100") for probe in probes])
    pair = leading_pairs(diagnose(frame, probes), probes)
    assert pair[["first", "second", "both", "one", "probe"]].to_numpy().tolist() == [
        ["adds", "doubles", 0, 0, ""]
    ]


def test_a_lonely_misconception_has_no_rival() -> None:
    probes = [asked(number, {"doubles": "100"}) for number in range(9)]
    frame = replied([(probe, "100") for probe in probes])
    pd.testing.assert_index_equal(leading_pairs(diagnose(frame, probes), probes).index, pd.RangeIndex(0))
