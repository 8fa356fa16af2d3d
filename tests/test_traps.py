"""Traps that caught published benchmarks, end to end: generate, ask, journal, read, judge, report."""

import hashlib
from itertools import islice
from pathlib import Path

import pandas as pd
import pytest

from jagbench.analysis.frame.rows import frame
from jagbench.analysis.report.build import render
from jagbench.generators import Skill, Ways, generate, get_skill, skill_names
from jagbench.generators.language.common import languages, word
from jagbench.generators.language.phrasing import home_language, languages_of, phrase, phrasings
from jagbench.probes import Probe, Suite, load, suite_names, write_probes
from jagbench.runners.run import run

ANY = Ways(notations=())


def every_phrasing(name: str, *, everywhere: bool = True):
    """Items of all levels in every phrasing: in every language and notation, or in its first language."""
    skill = get_skill(name)
    probes: dict[str, Probe] = {}
    for language in languages_of(skill) if everywhere else [home_language(skill)]:
        for place, phrasing in enumerate(phrasings(skill, language, ANY if everywhere else Ways())):
            asked = (phrase(skill, item, phrasing) for item in items_of(skill, place))
            probes.update({probe.id: probe for probe in islice(filter(None, asked), 1)})
    content = write_probes(probes.values())
    return Suite(name=name, sha256=hashlib.sha256(content).hexdigest(), probes=list(probes.values()))


def items_of(skill: Skill, seed: int):
    """Items of all levels in turn, beginning with another level for another seed."""
    levels = len(skill.levels)
    for index in range(12 * levels):
        yield skill.item(level=1 + (seed + index) % levels, seed=seed, index=index)


def judged(model: str, suite: Suite, folder: Path):
    return frame(run(model, suite, out=folder))


def naming(lure: str, table: pd.DataFrame) -> int:
    """How many readings equal a lure."""
    return sum(lure in names for names in table["lures"].tolist())


EVERYWHERE = [False, pytest.param(True, marks=pytest.mark.slow)]


@pytest.mark.parametrize("everywhere", EVERYWHERE)
@pytest.mark.parametrize("name", skill_names())
def test_a_perfect_solver_scores_one_on_every_phrasing(name: str, everywhere: bool, tmp_path: Path) -> None:
    table = judged("solver:exact", every_phrasing(name, everywhere=everywhere), tmp_path / "run")

    failed = table[table["verdict"] != "correct"][["prompt", "reply", "reading"]]
    assert failed.to_dict("records") == []
    assert table["strict"].all()
    assert not everywhere or set(table["language"]) == set(languages_of(get_skill(name)))


COUNTABLE = [
    name
    for name in skill_names()
    # One more than the largest number of a list can be another number of the list, and a text of at least so
    # many words may have one more: it is no lure there.
    if "one_more" in get_skill(name).misconceptions and not name.startswith(("comparison", "writing"))
]


@pytest.mark.parametrize("everywhere", EVERYWHERE)
@pytest.mark.parametrize("name", COUNTABLE)
def test_an_off_by_one_solver_scores_zero_on_every_phrasing(
    name: str, everywhere: bool, tmp_path: Path
) -> None:
    table = judged("solver:one_more", every_phrasing(name, everywhere=everywhere), tmp_path / "run")

    assert set(table["verdict"]) == {"wrong"}
    assert naming("one_more", table) == len(table)


@pytest.mark.parametrize("name", ["comparison.decimals", "comparison.integers"])
def test_a_solver_that_misreads_the_direction_scores_on_equal_pairs_only(name: str, tmp_path: Path) -> None:
    table = judged("solver:misreads_direction", every_phrasing(name), tmp_path / "run")

    equal = table["expected"].isin({word(language, "equal") for language in languages()})
    assert set(table[equal]["verdict"]) == {"correct"}
    assert set(table[~equal]["verdict"]) == {"wrong"}


def test_results_beyond_double_precision_are_told_apart(tmp_path: Path) -> None:
    probes = generate(get_skill("arithmetic.addition"), level=6, seed=1, count=30)
    suite = Suite(name="large", sha256="0" * 64, probes=probes)

    table = judged("solver:one_more", suite, tmp_path / "run")

    assert (table["expected"].str.len() > 16).sum() >= 10
    assert not table["correct"].any()


def test_version_order_fails_where_it_must_and_nowhere_else(tmp_path: Path) -> None:
    table = judged("solver:version_order", every_phrasing("comparison.decimals"), tmp_path / "run")

    wrong = table["verdict"] == "wrong"
    assert not (wrong & table["frame"].isin({"version", "chapter", "date"})).any()
    assert (wrong & (table["frame"] == "plain")).any()
    assert wrong.sum() == naming("version_order", table)


@pytest.mark.slow
@pytest.mark.parametrize("suite", suite_names())
def test_the_report_is_made_of_every_suite(suite: str, tmp_path: Path) -> None:
    table = judged("solver:exact", load(suite), tmp_path / "run")

    assert len(table) == len(load(suite).probes)
    assert "<html" in render(table, {label: {"model": "solver:exact"} for label in table["run"].unique()})
