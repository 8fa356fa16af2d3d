import hashlib
import json
import tomllib
from dataclasses import replace
from importlib.resources import files
from typing import Any, cast

import pytest

from jagbench.errors import InvalidArgument
from jagbench.generators import generate, get_skill
from jagbench.generators.mechanism.recipe import Recipe, freeze, gather, read_recipe
from jagbench.generators.mechanism.verify import verify
from jagbench.probes import Suite, load, read_probes, suite_names, to_json

RECIPES = {
    entry.name.removesuffix(".toml"): entry.read_text(encoding="utf-8")
    for entry in (files("jagbench.generators.mechanism") / "recipes").iterdir()
}
OWN = """
name = "mine-v1"
about = "Mine."
licence = "CC0-1.0"
canary = "nowhere else"
seed = 1

[[draw]]
skills = ["arithmetic.addition"]
levels = [1, 2]
count = 4
"""


SUPERSEDED = {read_recipe(text).supersedes for text in RECIPES.values()} - {""}


def test_every_suite_has_its_recipe_or_is_superseded() -> None:
    assert set(suite_names()) <= {*RECIPES, *SUPERSEDED}


WORDING = {"id", "prompt", "statement", "target", "operands"}
"""What the words of a question decide: operands as they are shown may be sentences, `item` is their hash."""


def fields_of(line: str | bytes) -> dict[str, Any]:
    """The fields of a line, with the operands beside the other params."""
    fields: dict[str, Any] = json.loads(line)
    return {**fields, "operands": fields["params"].pop("operands")}


def of_then(recipe: Recipe, suite: Suite) -> Recipe:
    """A recipe whose draws from all skills are from the families that there were in the suite's time."""
    families = tuple(sorted({probe.family for probe in suite.probes}))
    return replace(recipe, draws=[replace(draw, skills=draw.skills or families) for draw in recipe.draws])


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted({*suite_names()} - SUPERSEDED))
def test_a_recipe_still_gives_its_suite_but_for_the_words_that_its_card_calls_mended(name: str) -> None:
    suite = load(name)
    content, card = freeze(of_then(read_recipe(RECIPES[name]), suite))
    told = {key: value for key, value in suite.card.items() if key != "mended"}
    differ: dict[str, set[str]] = {}
    for was, line in zip(suite.probes, content.splitlines(), strict=True):
        then, now = fields_of(to_json(was, suite.marks)), fields_of(line)
        if fields := {key for key in then.keys() | now.keys() if then.get(key) != now.get(key)}:
            of_format = was.format == "json" and fields == {"target"}
            differ.setdefault("json" if of_format else f"{was.skill}/{was.language}", set()).update(fields)

    assert set().union(*differ.values()) <= WORDING
    assert set(differ) == set(suite.card.get("mended", {}))
    assert {**tomllib.loads(card.decode()), "sha256": suite.sha256} == told


def test_every_line_says_its_suite_and_its_canary() -> None:
    lines = [json.loads(line) for line in freeze(read_recipe(OWN))[0].splitlines()]

    assert {(line["suite"], line["canary"]) for line in lines} == {("mine-v1", "nowhere else")}
    assert all(line["target"] and line["statement"] for line in lines)


def test_no_seed_reaches_the_stream_of_a_suite() -> None:
    own = read_recipe(OWN.replace("seed = 1\n", ""))

    assert own.seed == "suite mine-v1"
    assert {probe.item for probe in gather(own)} != {probe.item for probe in gather(read_recipe(OWN))}
    with pytest.raises(InvalidArgument, match="A seed is an integer, not 'suite mine-v1'"):
        generate(get_skill("arithmetic.addition"), level=1, seed=cast("int", own.seed), count=1)


def test_a_suite_holds_what_its_recipe_says() -> None:
    content, card = freeze(read_recipe(OWN))

    probes = read_probes(content, source="own")
    facts = tomllib.loads(card.decode())
    assert [(probe.skill, probe.level) for probe in probes] == [
        ("arithmetic.addition", level) for level in (1, 1, 1, 1, 2, 2, 2, 2)
    ]
    assert facts["sha256"] == hashlib.sha256(content).hexdigest()
    assert facts["recipe"] == OWN.lstrip()
    assert facts["counts"]["probes"] == 8
    assert set(facts["baseline"]) == {"arithmetic.addition/1/en", "arithmetic.addition/2/en"}
    assert verify(probes) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name = ", r"not TOML"),
        ('name = "x"', r"no table \[\[draw\]\]"),
        (OWN.replace('about = "Mine."', ""), r"the key 'about' is missing"),
        (OWN.replace("seed = 1", "seed = 1\nsalt = 2"), r"unknown key 'salt'"),
        (OWN.replace("seed = 1", 'seed = "1"'), r"'seed' must be a whole number"),
        (OWN + "[[famous]]\ntwins = 2", r"famous 1: the key 'count' is missing"),
        (OWN + "[[famous]]\ncount = 2\nlevels = [1]", r"famous 1: unknown key 'levels'"),
        (OWN.replace("mine-v1", "../mine"), r"small letters"),
        (OWN.replace("count = 4", ""), r"draw 1: the key 'count' is missing"),
        (OWN.replace("count = 4", "count = 0"), r"draw 1: 'count' starts at 1, not 0"),
        (OWN.replace("count = 4", "count = true"), r"draw 1: 'count' must be a whole number, got True"),
        (OWN.replace("count = 4", "count = 4\nlanguage = 'en'"), r"draw 1: unknown key 'language'"),
        (OWN.replace("levels = [1, 2]", "levels = [0]"), r"'levels' holds whole numbers from 1"),
        (OWN.replace("levels = [1, 2]", "notations = ['wods']"), r"notation 'wods'\. Did you mean 'words'"),
        (OWN.replace("levels = [1, 2]", "formats = ['xml']"), r"Unknown format 'xml'"),
        (OWN.replace("levels = [1, 2]", "frames = [1]"), r"'frames' holds names only"),
    ],
)
def test_what_is_no_recipe_is_refused(text: str, message: str) -> None:
    with pytest.raises(InvalidArgument, match=message):
        read_recipe(text)


def test_an_unknown_skill_in_a_recipe_is_suggested() -> None:
    recipe = read_recipe(OWN.replace("arithmetic.addition", "arithmetic.adition"))

    with pytest.raises(InvalidArgument, match=r"Did you mean 'arithmetic.addition'"):
        freeze(recipe)
