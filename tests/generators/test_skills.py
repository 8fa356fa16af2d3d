"""Laws that every skill keeps, on every level, in every language and phrasing."""

import json
import os
import subprocess
import sys
from collections import Counter
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jagbench.errors import InvalidArgument
from jagbench.generators import Skill, Ways, generate, get_skill, probe_at, skill_names, variants
from jagbench.generators.language.phrasing import home_language, languages_of, phrasings, templates
from jagbench.generators.mechanism.verify import check
from jagbench.probes import Item, Probe
from tests.generators.golden import golden, promised

SKILLS = skill_names()
ANY = Ways(notations=())
CELLS = [(name, level) for name in SKILLS for level in range(1, len(get_skill(name).levels) + 1)]


def probes_of(skill: Skill, level: int, language: str, *, seed: int, many: int) -> list[Probe]:
    """The probes at the first `many` addresses of a stream, in every notation, repeats and all."""
    found = (
        probe_at(skill, level=level, seed=seed, index=index, language=language, ways=ANY)
        for index in range(many)
    )
    return [probe for probe in found if probe is not None]


def test_no_skill_is_lost() -> None:
    assert list(promised()) == SKILLS


@pytest.mark.parametrize("name", SKILLS)
def test_a_skill_has_levels_lures_and_wordings(name: str) -> None:
    skill = get_skill(name)
    home = {template.name for template in templates(skill, home_language(skill))}

    assert len(skill.levels) >= 5
    assert [level.grade for level in skill.levels] == sorted(level.grade for level in skill.levels)
    assert len(skill.misconceptions) >= 4
    for language in languages_of(skill):
        found = [template.name for template in templates(skill, language) if template.frame == "plain"]
        assert len(found) >= (5 if language in ("en", "ko") else 3)
        assert set(found) <= home


@pytest.mark.parametrize("name", ["comparison.decimals", "comparison.integers"])
def test_comparisons_come_in_both_orders_and_directions(name: str) -> None:
    ways = Counter((way.direction, way.order) for way in phrasings(get_skill(name), "en"))

    assert set(ways) == {("larger", "ab"), ("larger", "ba"), ("smaller", "ab"), ("smaller", "ba")}
    assert len(set(ways.values())) == 1


def test_decimals_come_in_nine_frames() -> None:
    frames = {template.frame for template in templates(get_skill("comparison.decimals"), "ko")}

    assert frames == {
        *("plain", "money", "length", "weight", "temperature", "version", "date", "clock", "chapter"),
    }


@pytest.mark.parametrize(("name", "level"), CELLS)
def test_answers_equal_their_oracles(name: str, level: int) -> None:
    skill = get_skill(name)
    for language in languages_of(skill):
        for probe in probes_of(skill, level, language, seed=11, many=6):
            assert check(probe) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", SKILLS)
def test_answers_equal_their_oracles_on_a_hundred_thousand_probes_over_all_skills(name: str) -> None:
    """`bench/truth.py` verifies a million."""
    skill = get_skill(name)
    many = -(-100_000 // len(SKILLS) // (len(skill.levels) * len(languages_of(skill))))

    wrong = [
        problem
        for level in range(1, len(skill.levels) + 1)
        for language in languages_of(skill)
        for probe in probes_of(skill, level, language, seed=99, many=many)
        for problem in check(probe)
    ]

    assert wrong == []


@pytest.mark.parametrize("name", SKILLS)
@settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(data=st.data())
def test_what_hypothesis_draws_is_right_in_every_phrasing(name: str, data: st.DataObject) -> None:
    skill = get_skill(name)

    item = data.draw(skill.strategy())

    probes = [
        probe
        for language in languages_of(skill)
        for probe in variants(skill, item, language=language, ways=ANY)
    ]
    assert probes
    assert {probe.item for probe in probes} == {item.id}
    for probe in probes:
        assert check(probe) == []


def test_strategies_shrink_to_the_simplest_failing_item() -> None:
    """The smallest pair that version order gets wrong has short parts and a small integer part."""
    from hypothesis import find

    skill = get_skill("comparison.decimals")
    item = find(
        skill.strategy(level=2),
        lambda item: (
            "version_order" in variants(skill, item)[0].lures and item.params["pair"] == "short_larger"
        ),
    )

    assert sorted(item.operands) == ["0.11", "0.2"]


@pytest.mark.parametrize("name", SKILLS)
def test_each_stratum_comes_once_in_a_block(name: str) -> None:
    skill = get_skill(name)
    for number, level in enumerate(skill.levels, start=1):
        size = len(level.strata)
        items = [skill.item(level=number, seed=3, index=size + index) for index in range(size)]

        assert Counter(json.dumps(dict(item.params)) for item in items) == Counter(
            json.dumps(dict(stratum)) for stratum in level.strata
        )


@pytest.mark.parametrize("name", SKILLS)
def test_a_larger_count_keeps_the_smaller_ones(name: str) -> None:
    skill = get_skill(name)

    language = home_language(skill)

    few = generate(skill, level=2, seed=5, count=10, language=language)

    assert generate(skill, level=2, seed=5, count=25, language=language)[:10] == few
    assert len({probe.prompt for probe in few}) == 10


LARGE = ["arithmetic.addition", "arithmetic.multiplication", "arithmetic.negatives", "comparison.integers"]
"""Skills whose last level has a domain far over 10^12, where chance does not make two items meet."""


def shared_items(name: str, seeds: tuple[int, int], many: int) -> set[tuple[str, ...]]:
    """The operands that the first items of two streams of the last level have in common."""
    skill = get_skill(name)
    first, second = (
        {tuple(skill.item(level=len(skill.levels), seed=seed, index=index).operands) for index in range(many)}
        for seed in seeds
    )
    assert min(len(first), len(second)) == many
    return first & second


@pytest.mark.parametrize("name", LARGE)
def test_neighbouring_seeds_share_no_item_in_large_domains(name: str) -> None:
    assert shared_items(name, (42, 43), 2_000) == set()


@pytest.mark.slow
def test_two_hundred_thousand_items_of_two_seeds_are_all_different() -> None:
    assert shared_items("arithmetic.addition", (1, 2), 100_000) == set()


@pytest.mark.parametrize("name", ["comparison.decimals", "comparison.integers"])
def test_equal_operands_have_the_answer_equal_and_only_they(name: str) -> None:
    for level in range(1, len(get_skill(name).levels) + 1):
        for probe in generate(get_skill(name), level=level, seed=21, count=30):
            first, second = probe.operands
            same = (
                first == second
                if probe.frame in ("version", "chapter", "date")
                else Fraction(first) == Fraction(second)
            )
            assert (probe.answer.value == "equal") == same


def test_some_frames_turn_the_truth() -> None:
    skill = get_skill("comparison.decimals")
    item = Item(skill=skill.name, version=1, level=2, grade=4, operands=("4.9", "4.11"))

    larger = {
        (probe.frame, probe.answer.value) for probe in variants(skill, item) if probe.direction == "larger"
    }

    assert larger == {
        *((frame, "4.9") for frame in ("plain", "money", "length", "weight", "temperature")),
        *((frame, "4.11") for frame in ("version", "date", "chapter")),
    }


@pytest.mark.parametrize("name", SKILLS)
def test_the_same_address_gives_the_same_bytes(name: str) -> None:
    assert golden(name) == promised()[name]


def test_another_hash_seed_gives_the_same_bytes() -> None:
    code = (
        "from jagbench.generators import *\nfrom jagbench.generators.language.phrasing import home_language\n"
        "from jagbench.probes import to_json\n"
        "for name in skill_names():\n"
        "    skill = get_skill(name)\n"
        "    for probe in generate(skill, level=3, seed=5, count=8, language=home_language(skill)):\n"
        "        print(to_json(probe))"
    )
    outputs = {
        subprocess.check_output([sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed})
        for seed in ("1", "2")
    }

    assert len(outputs) == 1


def test_an_exhausted_domain_is_said() -> None:
    with pytest.raises(InvalidArgument, match=r"level 1 gave \d+ different probes in 'en' and no more; 9999"):
        generate(get_skill("arithmetic.multiplication"), level=1, seed=0, count=9999)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"level": 9, "seed": 0, "count": 1}, "has the levels 1 to 5, not 9"),
        ({"level": 1, "seed": 0, "count": -1}, "starts at 0, not -1"),
        ({"level": 1, "seed": 0, "count": 1, "language": "xx"}, "Unknown language 'xx'"),
    ],
)
def test_bad_addresses_are_refused(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidArgument, match=message):
        generate(get_skill("counting.letters"), **arguments)
