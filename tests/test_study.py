"""docs/study.md, results/README.md and the caption in README.md say what the published runs are read as."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import jagbench as jb
from jagbench.analysis.diagnosis.table import diagnose
from jagbench.analysis.measures.consistency import frame_table
from jagbench.analysis.measures.famous import famous_beside_twins

ROOT = Path(__file__).parents[1]
STUDY = " ".join((ROOT / "docs" / "study.md").read_text(encoding="utf-8").split())
README = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
TABLE = re.findall(
    r"^\| `([\w-]+)` \|.*\| ([\d,]+) of `[\w-]+` \| ([\d.]+) % \| ([\d.]+)–([\d.]+) \|$",
    (ROOT / "results" / "README.md").read_text(encoding="utf-8"),
    re.MULTILINE,
)


@cache
def published(name: str) -> jb.Run:
    """A published run; its replies are read once."""
    return jb.Run(ROOT / "results" / name)


def rows(table: pd.DataFrame, *keys: str) -> dict[Any, dict[str, Any]]:
    """The rows of a table by what stands in a column, or in several."""
    named = [{str(name): value for name, value in row.items()} for row in table.to_dict("records")]
    if len(keys) == 1:
        return {row[keys[0]]: row for row in named}
    return {tuple(row[key] for key in keys): row for row in named}


def whole(run: jb.Run) -> dict[str, Any]:
    """The accuracy of all replies of a run."""
    (row,) = run.accuracy().to_dict("records")
    return {str(name): value for name, value in row.items()}


def share(value: float | None, places: int = 0) -> str:
    """A share in percent, as the pages write it."""
    assert value is not None
    return f"{100 * value:.{places}f}"


def interval(row: dict[str, Any], places: int = 0) -> str:
    """Both ends of an interval, as the pages write it."""
    return f"{share(row['low'], places)}–{share(row['high'], places)}"


def test_every_published_run_has_its_line() -> None:
    folders = sorted(path.name for path in (ROOT / "results").iterdir() if path.is_dir())

    assert sorted(line[0] for line in TABLE) == folders


@pytest.mark.parametrize("line", TABLE, ids=[line[0] for line in TABLE])
def test_the_line_of_a_run_is_what_is_read(line: tuple[str, ...]) -> None:
    found = whole(published(line[0]))

    shares = [share(found[name], 1) for name in ("accuracy", "low", "high")]
    assert list(line[1:]) == [f"{found['asked']:,}", *shares]


def test_the_coastline() -> None:
    run = published("smollm2-core-direct")
    found = whole(run)
    families = rows(run.accuracy("family"), "family")
    nothing = {name: row["scored"] for name, row in families.items() if row["correct"] == 0}

    right = share(found["accuracy"], 1)
    assert f"over 110 skills, {right} % right, with" in README
    assert f"it answers **{right} %** right (95 % interval {interval(found, 1)})" in STUDY
    for family in ("logic", "strings"):
        each = families[family]
        told = f"{share(each['accuracy'])} % ({interval(each)}, n = {each['scored']})"
        assert f"{family} {told}" in STUDY
    assert f"In six families ({', '.join(sorted(nothing)).replace('_', ' ')}) not one" in STUDY
    assert f"not one of {min(nothing.values())} to {max(nothing.values())} replies is right" in STUDY


def test_no_skill_of_the_highest_families_is_above_a_blind_strategy() -> None:
    skills = rows(published("smollm2-core-direct").accuracy("family", "skill"), "family", "skill")
    highest = [row for (family, _), row in skills.items() if family in ("logic", "strings")]

    assert len(highest) == 7
    assert all(row["low"] <= row["baseline"] for row in highest)


def test_more_than_difficulty() -> None:
    profile = published("smollm2-core-direct").profile()
    excess = profile.excess
    inversion = next(figure for figure in profile.figures if figure.name == "inversion")

    off, chance, limit = (share(value, 1) for value in (excess.value, excess.chance, excess.limit))
    assert f"Skills lie {off} points from what others solve of the same difficulty" in STUDY
    assert f"would lie {chance} off by chance, and above {limit} once in twenty times" in STUDY
    assert f"**jagged beyond difficulty, p = {excess.p:.3f}**" in STUDY
    between = f"({share(inversion.low)}–{share(inversion.high)})"
    assert f"easier than a solved one in {share(inversion.value)} % of the pairs {between}" in STUDY


def test_what_becomes_of_replies() -> None:
    found = whole(published("smollm2-core-direct"))

    assert (
        f"{found['wrong']} replies are wrong, {found['contradictory']} contradict themselves, "
        f"{found['no_answer']} commit to no answer and {found['truncated']} run into the limit of 64 tokens "
        f"first; {share(found['strict_accuracy'], 1)} % are right *and* in the form asked for."
    ) in STUDY


@pytest.mark.parametrize(
    ("name", "told"),
    [
        (
            "smollm2-core-constrained",
            "right in {b} % of 120 probes, in {a} % without: {d:.0f} points more "
            "({low} to {high}, 120 pairs, p = {p:.2f})",
        ),
        (
            "smollm2-q8-core-direct",
            "{same} % of the replies stay the same text, and accuracy differs by {d:+.0f} point "
            "({low} to {high}, 120 pairs)",
        ),
        (
            "smollm2-q40-core-direct",
            "{same} % stay the same text, and accuracy differs by {d:+.0f} points "
            "({low} to {high}, p = {p:.2f})",
        ),
    ],
    ids=["constrained", "q8", "q40"],
)
def test_pairs_of_runs(name: str, told: str) -> None:
    table = jb.compare(published("smollm2-core-direct"), published(name)).table
    found = rows(table, "scope")["all"]

    assert found["pairs"] == 120
    said = told.format(
        a=share(found["accuracy_against"]),
        b=share(found["accuracy"], 1),
        d=100 * found["difference"],
        low=f"{100 * found['low']:+.0f}",
        high=f"{100 * found['high']:+.0f}",
        p=found["p"],
        same=share(found["identical"], 1),
    )
    assert said.replace("-", "−") in STUDY


def test_misconceptions_that_lead() -> None:
    run = published("smollm2-core-direct")
    table = diagnose(run.frame, run.probes)

    leading = rows(table[table["leads"]], "misconception")
    told = {
        "first_of_all": "all {wrong} wrong answers, interval {interval} %",
        "smallest_only": "all {wrong}, {interval} %",
        "unchanged": "all {wrong}, {interval} %",
    }

    assert set(leading) == set(told)
    for name, words in told.items():
        found = leading[name]
        assert found["share"] > 0.995
        assert words.format(wrong=found["wrong"], interval=interval(found)) in STUDY


@pytest.mark.parametrize("skill", ["arithmetic.parity", "arithmetic.divisibility"])
def test_always_yes_would_explain_about_half(skill: str) -> None:
    run = published("smollm2-core-direct")
    found = rows(diagnose(run.frame, run.probes), "skill", "misconception")[skill, "always_yes"]

    asked = rows(run.accuracy("skill"), "skill")[skill]["scored"]
    assert 0.45 < found["share"] * found["wrong"] / asked < 0.55


def test_famous_questions() -> None:
    run = published("smollm2-famous-direct")
    found = rows(famous_beside_twins(run.frame, run.probes), "question", "kind")
    asked = whole(run)
    decimals, decimal_twins = found["9.9 or 9.11", "famous"], found["9.9 or 9.11", "twin"]
    berry, berry_twins = found["r in strawberry", "famous"], found["r in strawberry", "twin"]

    assert (
        f"Right in {decimals['correct']} of {decimals['scored']} wordings, and in "
        f"{share(decimal_twins['accuracy'])} % of the {decimal_twins['scored']} twins"
    ) in STUDY
    assert (
        f"strawberry in {berry['correct']} of {berry['scored']}, against "
        f"{share(berry_twins['accuracy'])} % of {berry_twins['scored']} twins"
    ) in STUDY
    assert f"({asked['truncated']} of {asked['asked']}) were cut" in STUDY


def test_frames() -> None:
    run = published("smollm2-frames-direct")
    found = rows(frame_table(run.frame, run.probes), "frame").values()
    scored = [row["scored"] for row in found]

    assert f"{sum(scored)} of the {len(run.frame)} replies are about operands" in STUDY
    assert f"With {min(scored)} to {max(scored)} a frame the intervals overlap" in STUDY
    assert max(row["low"] for row in found) < min(row["high"] for row in found)
    alike = [row for row in found if row["should"] == 1]
    same, pairs = [row["same"] for row in alike], [row["pairs"] for row in alike]
    assert [row["frame"] for row in alike] == ["length", "money", "temperature", "weight"]
    assert (
        f"only {share(min(same))} to {share(max(same))} % of {min(pairs)} to {max(pairs)} pairs have the same"
    ) in STUDY


def test_runs_that_compare_with_nothing() -> None:
    base, korean = whole(published("gemma-core-fewshot4")), whole(published("smollm2-korean-direct"))

    for found, between in ((base, "right in {} % ({}–{}) of 60"), (korean, "Korean, {} % ({}–{}) of 60")):
        shares = [share(found[name], 1) for name in ("accuracy", "low", "high")]
        assert between.format(*shares) in STUDY
