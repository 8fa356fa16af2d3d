from pathlib import Path

import pytest

import jagbench as jb
from jagbench.adaptive import sample
from jagbench.ladders import climb
from jagbench.probes import load
from jagbench.runners.chosen import caution
from jagbench.runners.selection import Selection


def test_probes_that_were_fixed_before_need_no_caution(tmp_path: Path) -> None:
    run = jb.run("solver:exact", jb.generate("arithmetic.parity", level=1, count=3), out=tmp_path)

    assert caution(run.directory.manifest) == ""


def test_the_shares_of_a_hunt_say_nothing(tmp_path: Path) -> None:
    found = jb.hunt("solver:no_carry", "arithmetic.addition", level=1, max_probes=40, out=tmp_path)

    assert caution(found.run.directory.manifest) == (
        "The probes of this run were chosen by failing (jagbench hunt), so its shares say nothing of how "
        "often the model is right."
    )


def test_shares_over_several_lengths_of_a_ladder_say_nothing(tmp_path: Path) -> None:
    run = climb("solver:exact", ["counting.digits"], rounds=1, out=tmp_path)

    assert caution(run.manifest).startswith("The lengths of this run were chosen near where the model breaks")


@pytest.mark.parametrize("until", [0.2, 0.25])
def test_what_is_sampled_until_precise_is_no_score_of_its_suite(tmp_path: Path, until: float) -> None:
    parity = Selection(skills=("arithmetic.parity",))
    run = sample("solver:exact", load("smoke-v2"), until=until, selection=parity, out=tmp_path)

    assert caution(run.manifest).startswith("This is not the score of smoke-v2: its probes are fresh ones")
