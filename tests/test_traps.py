"""Traps that caught published benchmarks, end to end: generate, ask, journal, read, judge, report."""

import hashlib
from itertools import count, islice
from pathlib import Path

import pandas as pd
import pytest

from jagbench.analysis.frame import frame
from jagbench.analysis.report.build import render
from jagbench.generators import Skill, Ways, get_skill, skill_names
from jagbench.generators.common import languages, word
from jagbench.generators.phrasing import languages_of, phrase, phrasings
from jagbench.probes import Probe, Suite, load, suite_names, write_probes
from jagbench.runners.run import run

ANY = Ways(notations=())
SEEDS = count()


def every_phrasing(name: str):
    """Items of every level in every language, phrasing and notation, each phrasing at least once."""
    skill = get_skill(name)
    probes: dict[str, Probe] = {}
    for language in languages_of(skill):
        for phrasing in phrasings(skill, language, ANY):
            asked = (phrase(skill, item, phrasing) for item in items_of(skill))
            # One that can be asked so is enough; at the last levels as at the first.
            probes.update({probe.id: probe for probe in islice(filter(None, asked), 2)})
    content = write_probes(probes.values())
    return Suite(name=name, sha256=hashlib.sha256(content).hexdigest(), probes=list(probes.values()))


def items_of(skill: Skill):
    """Items of all levels in turn, other ones each time."""
    for index in range(12):
        for level in range(1, len(skill.levels) + 1):
            yield skill.item(level=level, seed=next(SEEDS), index=index)


def judged(model: str, suite: Suite, folder: Path):
    return frame(run(model, suite, out=folder))


def naming(lure: str, table: pd.DataFrame) -> int:
    """How many readings equal a lure."""
    return sum(lure in names for names in table["lures"].tolist())


@pytest.mark.parametrize("name", skill_names())
def test_a_perfect_solver_scores_one_on_every_phrasing(name: str, tmp_path: Path) -> None:
    table = judged("solver:exact", every_phrasing(name), tmp_path / "run")

    failed = table[table["verdict"] != "correct"][["prompt", "reply", "reading"]]
    assert failed.to_dict("records") == []
    assert table["strict"].all()
    assert set(table["language"]) == set(languages_of(get_skill(name)))


@pytest.mark.parametrize("name", [n for n in skill_names() if "one_more" in get_skill(n).misconceptions])
def test_an_off_by_one_solver_scores_zero_on_every_phrasing(name: str, tmp_path: Path) -> None:
    table = judged("solver:one_more", every_phrasing(name), tmp_path / "run")

    assert set(table["verdict"]) == {"wrong"}
    assert naming("one_more", table) == len(table)


@pytest.mark.parametrize("name", ["comparison.decimals", "comparison.integers"])
def test_a_solver_that_misreads_the_direction_scores_on_equal_pairs_only(name: str, tmp_path: Path) -> None:
    table = judged("solver:misreads_direction", every_phrasing(name), tmp_path / "run")

    equal = table["expected"].isin({word(language, "equal") for language in languages()})
    assert set(table[equal]["verdict"]) == {"correct"}
    assert set(table[~equal]["verdict"]) == {"wrong"}


def test_results_beyond_double_precision_are_told_apart(tmp_path: Path) -> None:
    table = judged("solver:one_more", every_phrasing("arithmetic.addition"), tmp_path / "run")

    large = table[table["expected"].str.len() > 16]
    assert len(large) >= 5
    assert not large["correct"].any()


def test_version_order_fails_where_it_must_and_nowhere_else(tmp_path: Path) -> None:
    table = judged("solver:version_order", every_phrasing("comparison.decimals"), tmp_path / "run")

    wrong = table["verdict"] == "wrong"
    assert not (wrong & table["frame"].isin({"version", "chapter", "date"})).any()
    assert (wrong & (table["frame"] == "plain")).any()
    assert wrong.sum() == naming("version_order", table)


@pytest.mark.parametrize("suite", suite_names())
def test_the_report_is_made_of_every_suite(suite: str, tmp_path: Path) -> None:
    table = judged("solver:one_less", load(suite), tmp_path / "run")

    assert len(table) == len(load(suite).probes)
    assert "<html" in render(table, {label: {"model": "solver:one_less"} for label in table["run"].unique()})
