"""Runs that are sampled until precise, of functions whose accuracy is known."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from jagbench.adaptive import beside, reached, sample
from jagbench.adaptive.cells import cells_of
from jagbench.adaptive.sample import next_round
from jagbench.analysis.statistics.sequential import looks
from jagbench.errors import InvalidArgument, JagbenchError
from jagbench.probes import load
from jagbench.probes.digest import text_digest
from jagbench.runners.engines.python import hand_over
from jagbench.runners.run_directory import RunDirectory
from jagbench.runners.selection import Selection

SMOKE = load("smoke-v2")
PARITY, POWERS = Selection(skills=("arithmetic.parity",)), Selection(skills=("arithmetic.powers",))


def coin(share: float, asked: list[str] | None = None) -> Callable[[str], str]:
    """Says "yes" to this share of prompts, and "nothing" to the others."""

    def answer(prompt: str) -> str:
        if asked is not None:
            asked.append(prompt)
        return "Yes." if int(text_digest("coin", prompt)[:8], 16) < share * 16**8 else "No."

    return answer


def sampled(model: Callable[[str], str], out: Path, until: float = 0.1, **options: Any) -> RunDirectory:
    name = hand_over(model, "coin", "1")
    return sample(name, SMOKE, until=until, out=out, selection=PARITY, **options)


def test_fresh_probes_of_the_recipe_none_of_the_suite() -> None:
    (cell,) = cells_of(SMOKE, "cell", PARITY)
    fresh = cell.draw(200)

    assert cell.name == "arithmetic.parity/2"
    assert len({probe.prompt for probe in fresh}) == 200
    assert not {probe.prompt for probe in fresh} & {probe.prompt for probe in SMOKE}
    assert {(probe.skill, probe.level) for probe in fresh} == {("arithmetic.parity", 2)}
    (again,) = cells_of(SMOKE, "cell", PARITY)
    assert again.draw(50) + again.draw(150) == fresh


def test_cells_of_the_profile_are_the_easiest_and_the_hardest_levels() -> None:
    core = load("core-v2")
    two = Selection(skills=("calendar.leap_year", "comparison.integers"))
    cells = {cell.name: cell for cell in cells_of(core, "profile", two)}

    assert set(cells) == {"floor", "peak"}
    assert {(probe.skill, probe.level) for probe in cells["floor"].draw(60)} == {
        ("calendar.leap_year", 1),
        ("comparison.integers", 1),
    }
    assert [cell.name for cell in cells_of(core, "skill", two)] == [
        "calendar.leap_year",
        "comparison.integers",
    ]


def test_it_stops_where_it_is_precise(tmp_path: Path) -> None:
    (found,) = reached(sampled(coin(0.5), tmp_path / "run"))

    assert found.done
    assert found.scored in looks(0.1)
    assert (found.high - found.low) / 2 <= 0.1
    plan = RunDirectory.open(tmp_path / "run").manifest.schedule
    assert plan is not None
    assert (plan.plan["until"], plan.plan["suite"], plan.finished) == (0.1, "smoke-v2", True)
    assert RunDirectory.open(tmp_path / "run").manifest.suite == "smoke-v2-until-0_1"


def test_the_budget_ends_it_and_more_goes_on(tmp_path: Path) -> None:
    asked: list[str] = []
    (less,) = reached(sampled(coin(0.5, asked), tmp_path / "run", max_probes=30))
    (more,) = reached(sampled(coin(0.5, asked), tmp_path / "run"))

    assert (less.scored, less.done) == (30, False)
    assert more.done
    assert len(asked) <= more.scored + 2  # and a sentinel or two


def test_a_small_domain_is_asked_whole() -> None:
    (cell,) = cells_of(SMOKE, "cell", POWERS)
    every = cell.draw(10_000)

    assert cell.exhausted
    assert len(every) < 10_000


def test_the_widest_for_its_cost_comes_next() -> None:
    cells = cells_of(SMOKE, "cell", Selection(skills=("arithmetic.parity", "comparison.integers")))
    first = next_round(cells, 0.1, None)
    assert len(first) == 2 * looks(0.1)[0]
    for cell, right, tokens in zip(cells, (10, 10), (500, 900), strict=True):
        cell.right, cell.scored, cell.asked, cell.tokens = right, looks(0.1)[0], looks(0.1)[0], tokens
    cheap = next_round(cells, 0.1, 4)

    assert {probe.skill for probe in cheap} == {cells[0].name.partition("/")[0]}
    assert len(cheap) == 4


def test_cells_that_are_done_are_asked_no_more() -> None:
    cells = cells_of(SMOKE, "cell", PARITY)
    cells[0].right = cells[0].scored = cells[0].asked = looks(0.1)[0]

    assert next_round(cells, 0.1, None) == []


def test_equal_and_random_allocation_stand_beside(tmp_path: Path) -> None:
    found = reached(sampled(coin(0.5), tmp_path / "run"))
    other = beside(found, 0.1)

    assert (other.cells, other.adaptive, other.probes) == (1, 1, found[0].scored)
    assert other.equal_widest <= other.adaptive_widest  # one cell: nothing is gained, and stopping costs


def test_an_engine_that_dies_loses_nothing(tmp_path: Path) -> None:
    asked: list[str] = []

    def dying(prompt: str) -> str:
        if len(asked) >= 24:
            raise RuntimeError("gone")
        return coin(0.5, asked)(prompt)

    with pytest.raises(JagbenchError, match="The same command asks them again"):
        sampled(dying, tmp_path / "run")
    (found,) = reached(sampled(coin(0.5, asked), tmp_path / "run"))
    (alone,) = reached(sampled(coin(0.5), tmp_path / "alone"))

    assert found.done
    assert alone.done


@pytest.mark.slow
def test_it_goes_on_after_kill_9(tmp_path: Path) -> None:
    (tmp_path / "slow_coin.py").write_text(
        "import time, hashlib\n"
        "def answer(prompt):\n"
        "    time.sleep(0.02)\n"
        "    open('asked.txt', 'a').write(hashlib.sha256(prompt.encode()).hexdigest() + '\\n')\n"
        "    return 'Yes.' if hashlib.sha256(prompt.encode()).digest()[0] < 128 else 'No.'\n"
    )
    command = [
        *(sys.executable, "-m", "jagbench", "run", "python:slow_coin:answer", "--suite", "smoke-v2"),
        *("--skill", "arithmetic.parity", "--until", "0.1", "--out", "run"),
    ]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([".", *sys.path])}
    first = subprocess.Popen(command, cwd=tmp_path, env=environment, stderr=subprocess.DEVNULL)
    asked = tmp_path / "asked.txt"
    while not (asked.exists() and len(asked.read_text().splitlines()) >= 30):
        assert first.poll() is None
        time.sleep(0.05)
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    subprocess.run(command, cwd=tmp_path, env=environment, check=True, capture_output=True)
    (found,) = reached(RunDirectory.open(tmp_path / "run"))
    every = asked.read_text().splitlines()

    assert found.done
    assert len(set(every)) == found.scored
    assert len(every) - found.scored <= 40  # in flight, or not yet synced, when it was killed


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"until": 0.0}, "between 0.005 and 0.25, not at 0.0"),
        ({"until": float("nan")}, "not at nan"),
        ({"until": 0.001}, "at 0.005 a cell takes up to 47,291 probes"),
        ({"max_probes": 5}, "With 5 probes no cell can become as precise"),
        ({"each": "cel"}, "Did you mean 'cell'"),
    ],
)
def test_what_cannot_be_reached_is_said(tmp_path: Path, options: dict[str, Any], said: str) -> None:
    with pytest.raises(InvalidArgument, match=said):
        sampled(coin(0.5), tmp_path / "run", **{"until": 0.1, **options})
    assert not (tmp_path / "run").exists()


def test_a_suite_without_a_recipe_cannot_be_sampled(tmp_path: Path) -> None:
    own = SMOKE.filter(lambda probe: probe.skill == "arithmetic.parity")
    with pytest.raises(InvalidArgument, match="has no recipe to draw fresh probes from"):
        cells_of(own, "cell", Selection())
