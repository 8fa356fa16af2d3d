import hashlib
import tomllib
from importlib.resources import files

import pytest

from jagbench.errors import InvalidArgument
from jagbench.generators.recipe import freeze, read_recipe
from jagbench.probes import load

SMOKE = (files("jagbench.generators") / "recipes" / "smoke-v1.toml").read_text(encoding="utf-8")


def test_the_recipe_still_gives_the_bytes_of_the_suite() -> None:
    content, card = freeze(read_recipe(SMOKE))

    assert hashlib.sha256(content).hexdigest() == load("smoke-v1").sha256
    assert tomllib.loads(card.decode()) == load("smoke-v1").card


def test_every_skill_and_level_has_its_share() -> None:
    cells: dict[tuple[str, int], list[str]] = {}
    for probe in load("smoke-v1").probes:
        cells.setdefault((probe.skill, probe.level), []).append(probe.language)

    assert len(cells) == 43
    assert all(sorted(found) == ["en"] * 5 + ["ko"] * 2 for found in cells.values())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name = ", "not TOML"),
        ('name = "x"', "the key 'about' is missing"),
        (SMOKE.replace("seed = 1", "seed = 1\nsalt = 2"), "unknown key 'salt'"),
        (SMOKE.replace("seed = 1", 'seed = "1"'), "'seed' must be a int"),
        (SMOKE.replace("smoke-v1", "../smoke"), "small letters"),
        (SMOKE.replace("en = 5", "en = 0"), "'en' must be a whole number from 1, got 0"),
    ],
)
def test_what_is_no_recipe_is_refused(text: str, message: str) -> None:
    with pytest.raises(InvalidArgument, match=message):
        read_recipe(text)


def test_an_unknown_skill_in_a_recipe_is_suggested() -> None:
    recipe = read_recipe(SMOKE.replace("skills = []", 'skills = ["counting.leters"]'))

    with pytest.raises(InvalidArgument, match=r"Did you mean 'counting.letters'"):
        freeze(recipe)
