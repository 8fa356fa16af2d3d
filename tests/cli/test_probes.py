import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from jagbench.cli.probes import command
from jagbench.errors import InvalidArgument
from jagbench.probes import from_json, load, write_probes


def invoke(*arguments: object):
    return CliRunner().invoke(command, [str(argument) for argument in arguments], catch_exceptions=False)


def test_list_names_every_skill_and_suite() -> None:
    output = invoke("list").output

    assert "comparison.decimals" in output
    assert "smoke-v1" in output


def test_list_as_json() -> None:
    listed = json.loads(invoke("list", "--json").output)

    assert {
        "name": "arithmetic.addition",
        "version": 1,
        "levels": 5,
        "about": "Add whole numbers.",
    } in listed["skills"]
    assert [card["name"] for card in listed["suites"]] == ["smoke-v1"]


def test_show_has_a_sample_of_every_level() -> None:
    output = invoke("show", "counting.letters").output

    assert [f"Level {level} " in output for level in range(1, 7)] == [True] * 5 + [False]
    assert "runs" in output


def test_show_as_json_in_korean() -> None:
    shown = json.loads(invoke("show", "comparison.decimals", "--json", "--language", "ko").output)

    assert [level["sample"]["language"] for level in shown["levels"]] == ["ko"] * 5
    assert "version_order" in shown["misconceptions"]


def test_generate_prints_json_lines() -> None:
    output = invoke("generate", "comparison", "--level", 2, "--count", 3, "--seed", 42).output

    probes = [from_json(line) for line in output.splitlines()]
    assert [probe.skill for probe in probes] == ["comparison.decimals"] * 3 + ["comparison.integers"] * 3
    assert {probe.level for probe in probes} == {2}
    assert invoke("generate", "comparison", "--level", 2, "--count", 3, "--seed", 42).output == output
    assert invoke("generate", "comparison", "--level", 2, "--count", 3, "--seed", 43).output != output


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["aritmetic.addition"], "Did you mean 'arithmetic.addition'"),
        (["counting.words", "--level", "12"], "levels 1 to 5, not 12"),
        (
            ["counting.words", "--language", "kr"],
            "Unknown language 'kr'. Did you mean 'ko'|Unknown language 'kr'",
        ),
    ],
)
def test_generate_refuses_what_there_is_not(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidArgument, match=message):
        invoke("generate", *arguments)


def test_verify_counts_probes_and_problems(tmp_path: Path) -> None:
    text = write_probes(load("smoke-v1").probes[:5]).decode()
    good, bad = tmp_path / "good.jsonl", tmp_path / "bad.jsonl"
    good.write_text(text)
    first = json.loads(text.splitlines()[0])
    first["answer"]["value"] = "1" + first["answer"]["value"]
    bad.write_text(json.dumps(first) + "\n")

    assert invoke("verify", good).output == f"{good}: 5 probes, 0 problems\n"
    failed = invoke("verify", good, bad)
    assert failed.exit_code == 1
    assert "but the prompt's is" in failed.output
    problems = json.loads(invoke("verify", good, bad, "--json").output)
    assert problems["probes"] == 6
    assert {problem["probe"] for problem in problems["problems"]} == {first["id"]}


RECIPE = """
name = "mine-v1"
about = "Mine."
licence = "CC0-1.0"
canary = "c"
seed = 3
skills = ["counting"]
per_level = { en = 2 }
"""


def test_freeze_writes_a_suite_that_loads_and_does_not_overwrite_another(tmp_path: Path) -> None:
    recipe = tmp_path / "recipe.toml"
    recipe.write_text(RECIPE)

    first = invoke("freeze", recipe, "--out", tmp_path / "out")
    suite = load(str(tmp_path / "out" / "mine-v1.jsonl"))
    again = invoke("freeze", recipe, "--out", tmp_path / "out")
    recipe.write_text(RECIPE.replace("seed = 3", "seed = 4"))

    assert first.output == again.output
    assert len(suite.probes) == 30
    assert suite.card["about"] == "Mine."
    with pytest.raises(InvalidArgument, match="is there with other bytes"):
        invoke("freeze", recipe, "--out", tmp_path / "out")


def test_a_missing_recipe_is_named(tmp_path: Path) -> None:
    with pytest.raises(InvalidArgument, match=r"nowhere\.toml' cannot be read"):
        invoke("freeze", tmp_path / "nowhere.toml")
