"""Injected errors, contexts and system messages, on respondents of whom it is known what they do."""

import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jagbench.analysis.turns.figures import ratio
from jagbench.analysis.turns.measures import Measures, measured
from jagbench.errors import InvalidArgument
from jagbench.probes import Suite
from jagbench.runners.manner import Manner
from jagbench.runners.run import run
from tests.analysis.turns.test_pressure import figure
from tests.runners.samples import make_probe

SUITE = Suite(name="some", sha256="0" * 64, probes=[make_probe(number) for number in range(100)])


def found(traits: str, protocol: str, folder: Path) -> Measures:
    return measured(run(f"solver:{traits}", SUITE, manner=Manner(protocol=protocol), out=folder))


def test_a_blind_spot_is_what_is_corrected_of_others_and_not_of_oneself(tmp_path: Path) -> None:
    measures = found("exact?own=0&wait=1", "selfcorrect", tmp_path / "run")
    assert figure(measures, "corrected", "user").value == 1
    assert figure(measures, "corrected", "own").value == 0
    assert figure(measures, "blind spot", "own").value == 1
    assert figure(measures, "blind spot", "wait").value == 0
    assert figure(measures, "keeps the lure", "own").value == 1
    assert figure(measures, "corrected", "wait - own").value == 1


def test_planted_blind_spots_lie_in_their_intervals(tmp_path: Path) -> None:
    spot = figure(found("exact?own=0.3&user=0.8", "selfcorrect", tmp_path / "run"), "blind spot", "own")
    assert spot.low < 1 - 0.3 / 0.8 < spot.high
    assert spot.high - spot.low < 0.4


def test_a_model_that_corrects_nobody_has_no_blind_spot_that_is_known(tmp_path: Path) -> None:
    measures = found("exact?own=0&user=0", "selfcorrect", tmp_path / "run")
    assert math.isnan(figure(measures, "blind spot", "own").value)


def test_checking_mends_an_own_error_where_it_is_the_injected_one(tmp_path: Path) -> None:
    measures = found("off_by_one", "selfcorrect", tmp_path / "run")
    assert figure(measures, "accuracy", "first").value == 0
    assert figure(measures, "wrong to right", "check").value == 1


@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=2, max_size=60))
def test_a_ratio_lies_in_its_interval(pairs: list[tuple[bool, bool]]) -> None:
    one, other = (np.array(side, dtype=np.bool_) for side in zip(*pairs, strict=True))
    spot = ratio("blind spot", "own", one, other, [str(number) for number in range(len(pairs))])
    if other.any():
        assert spot.low <= spot.value + 1e-9
        assert spot.value <= spot.high + 1e-9
        assert spot.high <= 1
    else:
        assert math.isnan(spot.value)


def test_the_ratio_of_independent_shares_has_the_interval_of_the_delta_method_in_large_samples() -> None:
    generator = np.random.default_rng(1)
    one, other = generator.random(20_000) < 0.3, generator.random(20_000) < 0.6
    spot = ratio("blind spot", "own", one, other, [str(number) for number in range(20_000)])
    p, q = one.mean(), other.mean()
    spread = p / q * math.sqrt((1 - p) / p / 20_000 + (1 - q) / q / 20_000)
    assert spot.high - spot.low == pytest.approx(2 * 1.96 * spread, rel=0.05)


def test_a_number_that_has_nothing_to_do_with_it_draws_answers(tmp_path: Path) -> None:
    measures = found("exact?moved=1", "priming:number", tmp_path / "run")
    assert figure(measures, "accuracy", "bare").value == 1
    assert figure(measures, "accuracy", "primed - bare").value == -1
    assert figure(measures, "primed lure", "primed").value == 1
    assert figure(measures, "primed lure", "bare").value == 0
    assert figure(measures, "changed", "primed").value == 1


def test_a_system_message_that_changes_nothing(tmp_path: Path) -> None:
    measures = found("exact", "steer:careful", tmp_path / "run")
    assert figure(measures, "accuracy", "steered - bare").value == 0
    assert figure(measures, "changed", "steered").value == 0
    assert not pd.isna(measures.figures["low"]).any()


def test_what_primes_for_no_lure_cannot_be_divided_by_one(tmp_path: Path) -> None:
    directory = run("solver:exact", SUITE, manner=Manner(protocol="priming:persona"), out=tmp_path / "run")
    with pytest.raises(InvalidArgument, match="cannot be divided by misconception"):
        measured(directory, by="misconception")


def test_a_system_message_beside_those_of_the_protocol_is_refused() -> None:
    with pytest.raises(InvalidArgument, match="'steer:terse' has system messages of its own"):
        Manner(protocol="steer:terse", system="Be kind.")
