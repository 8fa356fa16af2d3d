"""Whole climbs of functions that break where it was planted, in run directories."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

import jagbench as jb
from jagbench.errors import InvalidArgument, JagbenchError
from jagbench.runners.run_directory import RunDirectory

SKILL = "counting.digits"


def digits(prompt: str) -> int:
    """How many digits the longest number of a prompt has."""
    return max(map(len, re.findall(r"\d+", prompt)))


def breaking_at(longest: int, asked: list[int] | None = None) -> Callable[[str], str]:
    """Counts digits rightly up to a length."""

    def answer(prompt: str) -> str:
        if asked is not None:
            asked.append(digits(prompt))
        return str(digits(prompt)) if digits(prompt) <= longest else "none"

    return answer


def test_a_planted_length_is_found(tmp_path: Path) -> None:
    (found,) = jb.ladder(
        breaking_at(37), SKILL, name="planted", fingerprint="1", rounds=6, probes=8, out=tmp_path / "run"
    )

    assert found.fit.capacity is not None
    assert found.fit.low is not None
    assert found.fit.high is not None
    assert found.fit.low <= 37 <= found.fit.high
    assert found.fit.high <= 1.3 * found.fit.low
    assert found.counts == "digits of the number"
    schedule = RunDirectory.open(tmp_path / "run").manifest.schedule
    assert schedule is not None
    assert (schedule.kind, len(schedule.rounds), schedule.finished) == ("ladder", 6, True)


def test_one_that_never_breaks_and_one_that_is_never_right_have_bounds(tmp_path: Path) -> None:
    (strong,) = jb.ladder(
        breaking_at(10_000), SKILL, name="strong", fingerprint="1", probes=6, out=tmp_path / "strong"
    )
    (weak,) = jb.ladder(breaking_at(0), SKILL, name="weak", fingerprint="1", probes=6, out=tmp_path / "weak")

    assert (strong.fit.capacity, strong.fit.high, strong.longest) == (None, None, 2000)
    assert (weak.fit.capacity, weak.fit.low, weak.shortest) == (None, None, 2)
    assert (weak.fit.high or 0) < 20
    assert weak.asked < 6 * 10  # settled before the last round


def test_it_goes_on_where_the_engine_died(tmp_path: Path) -> None:
    asked: list[int] = []

    def dying(prompt: str) -> str:
        if len(asked) > 25:
            raise RuntimeError("gone")
        return breaking_at(37, asked)(prompt)

    with pytest.raises(JagbenchError, match=r"failed on all 8 probes of round 5: .*The same command"):
        jb.ladder(dying, SKILL, name="m", fingerprint="1", rounds=5, probes=8, out=tmp_path / "run")
    before = len(asked)
    whole = jb.ladder(
        breaking_at(37, asked), SKILL, name="m", fingerprint="1", rounds=5, probes=8, out=tmp_path / "run"
    )
    alone = jb.ladder(
        breaking_at(37), SKILL, name="m", fingerprint="1", rounds=5, probes=8, out=tmp_path / "alone"
    )

    assert 20 < before < 40
    assert len(asked) <= 5 * 8 + 2  # what was in flight may be asked again, and a sentinel or two
    assert whole[0].fit == alone[0].fit


def test_lengths_that_the_engine_cannot_take_end_the_ladder(tmp_path: Path) -> None:
    def small(prompt: str) -> str:
        if digits(prompt) > 50:
            raise ValueError("too long")
        return str(digits(prompt))

    (found,) = jb.ladder(small, SKILL, name="small", fingerprint="1", probes=8, out=tmp_path / "run")

    assert found.longest <= 50
    assert (found.fit.capacity, found.fit.high) == (None, None)
    assert found.unscored > 0


def test_bad_use_is_said(tmp_path: Path) -> None:
    def ladder(*skills: str, rounds: int = 1, probes: int = 4) -> None:
        jb.ladder(breaking_at(5), *skills, rounds=rounds, probes=probes, out=tmp_path / "run")

    with pytest.raises(InvalidArgument, match=r"Did you mean 'counting\.digits'"):
        ladder("counting.digit")
    with pytest.raises(InvalidArgument, match=r"arithmetic\.addition has no ladder; there is: comparison"):
        ladder("arithmetic.addition")
    with pytest.raises(InvalidArgument, match="1 to 15 rounds, not 0"):
        ladder(SKILL, rounds=0)
    with pytest.raises(InvalidArgument, match="number of probes goes from 1 to 2147483647, not 0"):
        ladder(SKILL, probes=0)
    ladder(SKILL)
    with pytest.raises(JagbenchError, match="another ladder: 'probes' is 4 there, and 5 was asked for"):
        ladder(SKILL, probes=5)
