import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
import pytest

from jagbench.analysis.measures.factor_tables import as_latex, as_markdown, as_text
from jagbench.analysis.measures.factors import Factors, factor_models
from jagbench.analysis.statistics.cells import records
from jagbench.errors import InvalidArgument, JagbenchError

discrete: Any = pytest.importorskip(
    "statsmodels.discrete.discrete_model", reason="the extra stats is not installed"
)


def asked(
    *groups: tuple[Mapping[str, object], int, int], variants: int = 1, skill: str = "a.b"
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """A frame and its factors: of each group the values, the failed items and the others."""
    rows: list[dict[str, object]] = []
    factors: list[dict[str, object]] = []
    for values, failed, right in groups:
        for place in range(failed + right):
            for _ in range(variants):
                probe = f"{skill}-{len(rows)}"
                rows.append(
                    {
                        **{"run": "mine", "probe": probe, "item": f"{skill}{values}{place}", "skill": skill},
                        **{"level": 1, "grade": 1, "language": "en", "frame": "plain", "template": "t"},
                        **{"order": "ab", "verdict": "wrong" if place < failed else "correct"},
                        "correct": place >= failed,
                    }
                )
                factors.append({"probe": probe, **values})
    return pd.DataFrame(rows), pd.DataFrame(factors)


def rows(found: Factors, factor: str) -> dict[str, dict[str, Any]]:
    return {row["value"]: row for row in records(found.table[found.table["factor"] == factor])}


def reasons(found: Factors) -> dict[str, str]:
    return dict(zip(found.left_out["factor"], found.left_out["reason"], strict=True))


def test_one_factor_is_the_table_of_two_by_two() -> None:
    found = factor_models(*asked(({"carry": True}, 30, 10), ({"carry": False}, 12, 48)))
    shown = rows(found, "carry")
    assert shown["no"]["note"] == "reference"
    assert shown["yes"]["odds_ratio"] == pytest.approx((30 * 48) / (10 * 12))
    assert (shown["yes"]["replies"], shown["yes"]["failed"], shown["yes"]["share"]) == (40, 30, 0.75)
    # ln 12 with the error of Woolf, a little wider for few items
    error = math.sqrt(1 / 30 + 1 / 10 + 1 / 12 + 1 / 48)
    assert shown["yes"]["low"] == pytest.approx(12 * math.exp(-1.984 * error), rel=0.06)
    assert shown["yes"]["high"] > 12 * math.exp(1.984 * error)
    assert shown["yes"]["p"] < 1e-5


def test_coefficients_of_several_factors_equal_a_logit() -> None:
    generator = np.random.default_rng(1)
    groups = [
        ({"digits": digits, "zero": zero}, int(failed), 20 - int(failed))
        for digits in (1, 2, 3, 4)
        for zero in ("none", "inner", "last")
        for failed in [generator.binomial(20, 0.2 + 0.15 * digits - 0.05 * (zero == "none"))]
    ]
    frame, factors = asked(*groups)
    found = factor_models(frame, factors)
    columns = {
        "digits": factors["digits"].to_numpy(dtype=float),
        "last": (factors["zero"] == "last").to_numpy(dtype=float),
        "none": (factors["zero"] == "none").to_numpy(dtype=float),
    }
    oracle = discrete.Logit(
        1 - frame["correct"].to_numpy(dtype=float), np.column_stack([np.ones(240), *columns.values()])
    )
    ratios = np.exp(oracle.fit(disp=0).params)
    assert rows(found, "digits")["1 to 4"]["odds_ratio"] == pytest.approx(ratios[1], rel=1e-4)
    assert rows(found, "digits")["1 to 4"]["note"] == "per unit"
    shown = rows(found, "zero")
    reference = next(value for value, row in shown.items() if row["note"] == "reference")
    assert reference == "inner"  # as many of each: the first by name
    assert shown["last"]["odds_ratio"] == pytest.approx(ratios[2], rel=1e-4)
    assert shown["none"]["odds_ratio"] == pytest.approx(ratios[3], rel=1e-4)


def test_variants_that_agree_are_no_more_than_their_items() -> None:
    groups = (({"carry": True}, 20, 20), ({"carry": False}, 10, 30))
    once, often = (rows(factor_models(*asked(*groups, variants=n)), "carry")["yes"] for n in (1, 5))
    assert [once[name] for name in ("odds_ratio", "low", "high", "p")] == pytest.approx(
        [often[name] for name in ("odds_ratio", "low", "high", "p")], rel=1e-6
    )


def test_values_that_settle_the_matter_are_shown_and_set_aside() -> None:
    found = factor_models(
        *asked(
            ({"pair": "short"}, 20, 10),
            ({"pair": "long"}, 10, 20),
            ({"pair": "zero"}, 0, 20),
            ({"pair": "same"}, 7, 0),
        )
    )
    shown = rows(found, "pair")
    assert {value: row["note"] for value, row in shown.items()} == {
        "long": "reference",
        "short": "",
        "same": "all failed",
        "zero": "none failed",
    }
    assert shown["short"]["odds_ratio"] == pytest.approx(4)
    assert (shown["zero"]["replies"], shown["same"]["failed"]) == (20, 7)


def test_a_factor_that_separates_is_said_so() -> None:
    groups = [({"size": size}, 20 * (size > 2), 20 * (size <= 2)) for size in (1, 2, 3, 4)]
    found = factor_models(*asked(*groups))
    assert reasons(found) == {
        "size": "separates failures from right replies, so that its odds ratio is infinite"
    }
    assert found.table["factor"].tolist() == ["all"]


def test_a_factor_that_repeats_another_is_said_so() -> None:
    found = factor_models(
        *asked(({"digits": "1", "length": "short"}, 20, 10), ({"digits": "2", "length": "long"}, 10, 20))
    )
    assert reasons(found) == {"length": "says nothing beyond the factors before it"}


def test_too_few_failures_are_said_so() -> None:
    values = [{"a": a, "b": b} for a in ("x", "y") for b in ("p", "q", "r")]
    found = factor_models(*asked(*((value, 1, 10) for value in values)))
    assert reasons(found) == {"b": "only 6 items have a failure, and 3 coefficients need 15"}
    assert rows(found, "a")["y"]["odds_ratio"] == pytest.approx(1)
    few = factor_models(*asked(({"a": "x"}, 4, 10), ({"a": "y"}, 0, 10)))
    assert reasons(few) == {"": "only 4 items have a failure, and 1 coefficient needs 5"}


@pytest.mark.parametrize(("failed", "reason"), [(0, "no reply has failed"), (20, "every reply has failed")])
def test_a_skill_that_is_all_right_or_all_wrong(failed: int, reason: str) -> None:
    found = factor_models(*asked(({"a": "x"}, failed, 20 - failed), ({"a": "y"}, failed, 20 - failed)))
    assert reasons(found) == {"": reason}
    assert found.table[["factor", "replies", "failed"]].to_numpy().tolist() == [["all", 40, 2 * failed]]


def test_a_skill_without_a_scored_reply() -> None:
    frame, factors = asked(({"a": "x"}, 5, 5))
    found = factor_models(frame.assign(verdict="unscored"), factors)
    assert reasons(found) == {"": "no reply is scored"}
    assert "There is no model." in as_text(found)


def test_a_run_without_replies() -> None:
    frame, factors = asked(({"a": "x"}, 5, 5))
    assert factor_models(frame.head(0), factors).table.empty


def test_constant_factors_are_named_only_where_asked_for() -> None:
    asking = asked(({"carry": True, "side": "left"}, 20, 10), ({"carry": False, "side": "left"}, 10, 20))
    assert reasons(factor_models(*asking)) == {}
    assert reasons(factor_models(*asking, only=["side", "level"])) == {
        "side": "the same everywhere",
        "level": "the same everywhere",
    }


def test_a_number_that_is_missing_somewhere() -> None:
    groups = [({"tokens": tokens}, 10, 10) for tokens in (1.5, 2.0, 3.0, None)]
    assert reasons(factor_models(*asked(*groups))) == {"tokens": "missing for 20 replies"}


def test_a_balanced_factor_has_no_effect_at_all() -> None:
    frame, factors = asked(({"direction": "larger"}, 10, 10), ({"direction": "smaller"}, 10, 10))
    paired = frame.assign(item=frame["item"].str.replace("larger", "").str.replace("smaller", ""))
    shown = rows(factor_models(paired, factors), "direction")["smaller"]
    assert (shown["odds_ratio"], shown["p"]) == (pytest.approx(1), 1)


def test_holm_goes_over_all_skills() -> None:
    parts = [
        asked(({"carry": True}, 20, 10), ({"carry": False}, 10, 20), skill=skill) for skill in ("a.b", "a.c")
    ]
    frame, factors = (pd.concat([part[place] for part in parts], ignore_index=True) for place in (0, 1))
    found = factor_models(frame, factors).table.dropna(subset="p")
    assert found["p_holm"].tolist() == pytest.approx([2 * found["p"].iloc[0]] * 2)


def test_what_cannot_be_modelled() -> None:
    frame, factors = asked(({"carry": True}, 5, 5), ({"carry": False}, 5, 5))
    with pytest.raises(InvalidArgument, match=r"Unknown factor of this run 'cary'\. Did you mean 'carry'"):
        factor_models(frame, factors, only=["cary"])
    two = pd.concat([frame, frame.assign(run="other")], ignore_index=True)
    with pytest.raises(InvalidArgument, match="one run at a time, got 2: mine, other"):
        factor_models(two, factors)


def test_without_statsmodels_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str) -> None:
        assert name == "statsmodels"

    monkeypatch.setattr("jagbench.analysis.measures.factors.find_spec", absent)
    with pytest.raises(JagbenchError, match=r"pip install 'jagbench\[stats\]'"):
        factor_models(*asked(({"carry": True}, 5, 5)))


@pytest.fixture(scope="module")
def found() -> Factors:
    return factor_models(
        *asked(({"pair_of": "a|b"}, 30, 10), ({"pair_of": "100%"}, 12, 48), ({"pair_of": "none"}, 0, 5))
    )


def test_the_table_for_the_terminal(found: Factors) -> None:
    text = as_text(found)
    assert max(map(len, text.splitlines())) <= 80
    lines = [line.split() for line in text.splitlines()]
    assert ["100%", "60", "12", "20", "reference"] in lines
    assert ["none", "5", "0", "0", "none", "failed"] in lines
    (ratio,) = [line for line in lines if line[:1] == ["a|b"]]
    assert ratio[:5] == ["a|b", "40", "30", "75", "12"]


def test_the_table_for_latex(found: Factors) -> None:
    text = as_latex(found)
    assert [text.count(rule) for rule in (r"\toprule", r"\midrule", r"\bottomrule")] == [1, 1, 1]
    assert r"pair\_of & 100\% & 60 & 12 & 20 & reference &  &  \\" in text
    body = [line for line in text.splitlines() if line.endswith(r"\\") and "multicolumn" not in line]
    assert {len(line.replace(r"\&", "").split("&")) for line in body} == {8}


def test_the_table_for_markdown(found: Factors) -> None:
    lines = as_markdown(found).splitlines()
    assert lines[0] == "| skill | factor | value | replies | failed | % | odds ratio | 95 % | p |"
    (row,) = [line for line in lines if r"a\|b" in line]
    assert row.startswith(r"| a.b | pair_of | a\|b | 40 | 30 | 75 | 12 | ")
