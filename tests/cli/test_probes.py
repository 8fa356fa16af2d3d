import json
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from jagbench.cli.probes import command
from jagbench.errors import InvalidArgument, JagbenchError
from jagbench.generators import get_skill, skill_names
from jagbench.probes import from_json, load, suite_names, write_probes


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
        "version": get_skill("arithmetic.addition").version,
        "levels": len(get_skill("arithmetic.addition").levels),
        "about": get_skill("arithmetic.addition").summary,
    } in listed["skills"]
    assert [card["name"] for card in listed["suites"]] == suite_names()


def test_claims_are_listed_and_shown() -> None:
    assert "\n  facts.paraphrase " in invoke("list").output
    assert json.loads(invoke("list", "--json").output)["claims"]["name"] == "facts.paraphrase"

    shown = invoke("show", "facts.paraphrase").output
    assert [shown.count(f"\n{side}\n") for side in ("right", "right_denied", "lure", "lure_denied")] == [
        1
    ] * 4
    assert "claims = true in a recipe" in shown

    korean = json.loads(invoke("show", "facts.paraphrase", "--json", "--language", "ko").output)
    assert {claim["item"] for claim in korean["samples"]} == {korean["question"]["item"]}
    assert Counter(claim["answer"]["value"] for claim in korean["samples"]) == {"예": 6, "아니요": 6}


def test_a_misspelt_name_of_the_claims_is_suggested() -> None:
    with pytest.raises(InvalidArgument, match=r"Did you mean 'facts\.paraphrase'\?"):
        invoke("show", "facts.paraphrse")


def test_show_has_a_sample_of_every_level() -> None:
    output = invoke("show", "counting.letters").output

    assert [f"Level {level} " in output for level in range(1, 7)] == [True] * 5 + [False]
    assert "runs" in output


def test_show_as_json_in_korean() -> None:
    shown = json.loads(invoke("show", "comparison.decimals", "--json", "--language", "ko").output)

    assert [level["sample"]["language"] for level in shown["levels"]] == ["ko"] * 6
    assert "version_order" in shown["misconceptions"]


def test_generate_prints_json_lines() -> None:
    output = invoke("generate", "comparison", "--level", 2, "--count", 3, "--seed", 42).output

    probes = [from_json(line) for line in output.splitlines()]
    family = [name for name in skill_names() if name.startswith("comparison.")]
    assert [probe.skill for probe in probes] == [name for name in family for _ in range(3)]
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

[[draw]]
skills = ["counting.words"]
count = 2
"""


def test_freeze_writes_a_suite_that_loads_and_does_not_overwrite_another(tmp_path: Path) -> None:
    recipe = tmp_path / "recipe.toml"
    recipe.write_text(RECIPE)

    first = invoke("freeze", recipe, "--out", tmp_path / "out")
    suite = load(str(tmp_path / "out" / "mine-v1.jsonl"))
    again = invoke("freeze", recipe, "--out", tmp_path / "out")
    recipe.write_text(RECIPE.replace("seed = 3", "seed = 4"))

    assert first.output == again.output
    assert len(suite.probes) == 10
    assert suite.card["about"] == "Mine."
    with pytest.raises(InvalidArgument, match="is there with other bytes"):
        invoke("freeze", recipe, "--out", tmp_path / "out")


def test_a_missing_recipe_is_named(tmp_path: Path) -> None:
    with pytest.raises(InvalidArgument, match=r"nowhere\.toml' cannot be read"):
        invoke("freeze", tmp_path / "nowhere.toml")


def test_freeze_can_compress(tmp_path: Path) -> None:
    (tmp_path / "recipe.toml").write_text(RECIPE)

    first = invoke("freeze", tmp_path / "recipe.toml", "--out", tmp_path, "--gzip")
    again = invoke("freeze", tmp_path / "recipe.toml", "--out", tmp_path, "--gzip")

    assert first.output == again.output
    assert len(load(str(tmp_path / "mine-v1.jsonl.gz")).probes) == 10


def test_show_speaks_korean_where_a_skill_has_no_english() -> None:
    shown = json.loads(invoke("show", "counting.jamo", "--json").output)

    assert shown["levels"][0]["sample"]["language"] == "ko"


def test_generate_writes_numbers_otherwise() -> None:
    output = invoke(
        "generate",
        "arithmetic.addition",
        "--level",
        1,
        "--count",
        2,
        "--notation",
        "words",
        "--format",
        "json",
    ).output

    probes = [from_json(line) for line in output.splitlines()]
    assert [(probe.notation, probe.format) for probe in probes] == [("words", "json")] * 2


def test_a_notation_that_there_is_not_is_refused() -> None:
    with pytest.raises(InvalidArgument, match=r"notations \['roman'\] \(there is: .*words"):
        invoke("generate", "arithmetic.addition", "--notation", "roman")


@pytest.mark.parametrize("form", ["jsonl", "parquet", "csv"])
def test_export_writes_a_file_or_standard_output(form: str, tmp_path: Path) -> None:
    out = tmp_path / f"smoke.{form}"

    assert invoke("export", "smoke-v1", "--format", form, "--out", out).output == f"{out}\n"
    assert invoke("export", "smoke-v1", "--format", form).stdout_bytes == out.read_bytes()


def test_export_to_where_nothing_can_be_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(JagbenchError, match="could not be written"):
        invoke("export", "smoke-v1", "--out", tmp_path / "nowhere" / "smoke.jsonl")


def test_diff_tells_two_suites_apart(tmp_path: Path) -> None:
    probes = load("smoke-v1").probes
    first, second = tmp_path / "first.jsonl", tmp_path / "second.jsonl"
    first.write_bytes(write_probes(probes[:4]))
    second.write_bytes(write_probes([replace(probes[1], lures={}), *probes[2:5]]))

    found = json.loads(invoke("diff", first, second, "--json").output)
    table = invoke("diff", first, second).output

    assert found["same"] == 2
    assert found["removed"] == [probes[0].id]
    assert found["added"] == [probes[4].id]
    assert found["changed"] == [{"id": probes[1].id, "fields": ["lures"]}]
    assert table.splitlines()[-2].split() == ["all", "2", "1", "1", "1"]
    assert table.splitlines()[-1] == "Changed: lures in 1"
    assert invoke("diff", first, first).output == f"{first} and {first} hold the same 4 probes.\n"


def test_check_exits_with_1_where_there_is_a_fault(tmp_path: Path) -> None:
    good = '{"prompt": "What is 2 + 3?", "answer": 5}\n'
    (tmp_path / "good.jsonl").write_text(good)
    (tmp_path / "bad.jsonl").write_text(f'{good}{{"prompt": "How long?", "answer": "7 cm"}}\n')

    fine, faulty = (invoke("check", tmp_path / name) for name in ("good.jsonl", "bad.jsonl"))

    assert (fine.exit_code, fine.stdout) == (
        0,
        f"{tmp_path / 'good.jsonl'}: 1 question; nothing was found.\n",
    )
    assert faulty.exit_code == 1
    assert "bad.jsonl, line 2: ambiguous: the answer '7 cm' is a number with words" in faulty.stdout


def test_check_as_json(tmp_path: Path) -> None:
    (tmp_path / "bad.jsonl").write_text('{"prompt": "How long?", "answer": "7 cm"}\n{"prompt": "?"}\n')

    found = json.loads(invoke("check", tmp_path / "bad.jsonl", "--json").stdout)

    assert found["questions"] == 1
    assert [each["fault"] for each in found["findings"]] == ["left out", "ambiguous"]
    assert found["notes"][0] == "Kinds of answers, inferred: 1 text."
