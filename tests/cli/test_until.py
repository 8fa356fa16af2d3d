import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from jagbench.cli import cli
from jagbench.errors import InvalidArgument


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, ["run", *map(str, arguments)], catch_exceptions=False)


def test_a_run_until_it_is_precise_says_that_it_is_not_the_suites_score(tmp_path: Path) -> None:
    options = ("--skill", "arithmetic.parity", "--until", 0.2, "--out", tmp_path / "run")
    asked = run("solver:exact", *options)
    again = json.loads(run("solver:exact", *options, "--json").stdout)

    assert "solver:exact: round 1, 10 probes" in asked.stderr
    said = asked.stdout + asked.stderr
    assert "Sampled until ±0.2: 1 of 1 cells (a level of a skill) done with 10 scored probes" in said
    assert "As many dealt equally would do for 1" in said
    assert "This is not the score of smoke-v2" in said
    assert "fresh ones of the recipe of smoke-v2, sampled until ±0.2: not its score" in said
    (found,) = again["runs"]
    assert found["suite"] == "smoke-v2-until-0_2"
    assert found["note"].startswith("This is not the score of smoke-v2")
    assert found["until"]["cells"][0]["done"] is True
    assert found["until"]["beside"]["cells"] == 1
    assert (tmp_path / "run" / "run.toml").is_file()


def test_a_run_of_the_suite_itself_says_nothing_of_it(tmp_path: Path) -> None:
    (found,) = json.loads(run("solver:exact", "--limit", 4, "--out", tmp_path / "run", "--json").stdout)[
        "runs"
    ]

    assert found["until"] is None
    assert found["note"] is None
    assert "recipe" not in found["extent"]["words"]


@pytest.mark.parametrize("name", ["score", "profile", "report"])
def test_commands_say_first_that_it_is_not_the_suites_score(tmp_path: Path, name: str) -> None:
    run("solver:exact", "--skill", "arithmetic.parity", "--until", 0.2, "--out", tmp_path / "run")

    shown = CliRunner().invoke(cli, [name, str(tmp_path / "run")], catch_exceptions=False)

    lines = (shown.stderr + shown.stdout).splitlines()
    assert any(
        line.startswith("This is not the score of smoke-v2: its probes are fresh") for line in lines[:2]
    )


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--until", 0.1, "--limit", 5), "leave out --limit"),
        (("--until", 0.1, "--shard", "1/2"), "leave out --shard"),
        (("--until", 0.1, "--label", "mine"), "leave out --label"),
        (("--until", 0.1, "--tag", "mine"), "leave out --tag"),
        (("--until", 0.1, "--if-changed", "accept"), "leave out --if-changed"),
        (("--until", 0.1, "--famous"), "leave out --famous"),
        (("--until", 0.1, "--samples", 2, "--temperature", 1), "leave out --samples"),
        (("--until", 0.1, "--recheck", 0.1), "leave out --recheck"),
        (("--until", 0.1, "--show-prompts", 1), "leave out --show-prompts"),
        (("--until", 0), "between 0.005 and 0.25, not at 0"),
        (("--until", -1), "not at -1"),
        (("--until", 0.0001), "a cell takes up to 47,291 probes already"),
        (("--until", 0.1, "--max-probes", 3), "With 3 probes no cell can become as precise"),
        (("--max-probes", 100), "--max-probes says how --until samples"),
        (("--each", "skill"), "--each says how --until samples"),
    ],
)
def test_contradictions_are_one_sentence(tmp_path: Path, options: tuple[object, ...], said: str) -> None:
    with pytest.raises(InvalidArgument, match=said):
        run("solver:exact", "--out", tmp_path / "run", *options)
    assert not (tmp_path / "run").exists()


def test_what_is_no_number_is_refused() -> None:
    assert run("solver:exact", "--until", "nan").exit_code == 2
