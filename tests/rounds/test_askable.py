"""Protocols that need a lure leave out the probes without one wherever they are drawn, and say how many."""

from collections.abc import Callable
from pathlib import Path

import pytest

from jagbench.adaptive import sample
from jagbench.errors import InvalidArgument
from jagbench.hunting.hunt import Budget, hunt
from jagbench.ladders import climb
from jagbench.probes import load
from jagbench.rounds import Askable
from jagbench.runners.listener import Listener
from jagbench.runners.manner import Manner
from jagbench.runners.protocols import can_ask
from jagbench.runners.run_directory import RunDirectory
from jagbench.runners.selection import Selection

VERSION = "priming:version"


def fitted(run: RunDirectory, said: list[str], protocol: str) -> None:
    """Everything that was asked has what the protocol needs, and what was left out was said."""
    assert run.probes()
    assert all(can_ask(protocol, probe) for probe in run.probes())
    assert any(f"left out: for {protocol!r} they lack a lure to" in each for each in said)


def test_what_is_left_out_is_counted_once_and_said() -> None:
    with_lure, *without = sorted(
        load("smoke-v2").probes, key=lambda probe: "version_order" not in probe.lures
    )
    askable, said = Askable(VERSION), list[str]()

    assert list(askable.among([with_lure, without[-1], without[-1], with_lure])) == [with_lure, with_lure]
    assert not askable.can_ask(without[-2])
    askable.tell(Listener(on_notice=said.append))

    assert said == ["1 probe was drawn and left out: for 'priming:version' it lacks a lure to prime for."]


@pytest.mark.slow
def test_a_run_until_it_is_precise_leaves_out_what_cannot_be_asked(tmp_path: Path) -> None:
    said: list[str] = []
    run = sample(
        "solver:exact",
        load("frames-v2"),
        until=0.25,
        selection=Selection(skills=("comparison.decimals",)),
        manner=Manner(protocol=VERSION),
        out=tmp_path / "run",
        listener=Listener(on_notice=said.append),
    )

    fitted(run, said, VERSION)


@pytest.mark.slow
def test_a_hunt_leaves_out_what_cannot_be_asked(tmp_path: Path) -> None:
    said: list[str] = []
    found = hunt(
        "solver:version_order",
        ["comparison.decimals"],
        budget=Budget(rounds=1),
        manner=Manner(protocol=VERSION),
        out=tmp_path / "run",
        listener=Listener(on_notice=said.append),
    )

    fitted(found.directory, said, VERSION)


@pytest.mark.slow
def test_a_ladder_asks_what_can_be_asked(tmp_path: Path) -> None:
    run = climb(
        "solver:exact",
        ["comparison.sorting"],
        rounds=1,
        probes=4,
        manner=Manner(protocol="pressure:lure"),
        out=tmp_path / "run",
    )

    assert len(run.probes()) == 4


@pytest.mark.parametrize(
    ("ask", "skill"), [(hunt, "tables.lookup"), (climb, "comparison.sorting")], ids=["hunt", "ladder"]
)
def test_a_skill_without_any_is_refused_before_a_model_is_loaded(
    tmp_path: Path, ask: Callable[..., object], skill: str
) -> None:
    with pytest.raises(InvalidArgument, match=r"asks probes with a lure to prime for, and .*has none: give"):
        ask("solver:exact", [skill], manner=Manner(protocol=VERSION), out=tmp_path / "run")

    assert not (tmp_path / "run").exists()
