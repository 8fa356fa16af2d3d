"""A profile for the terminal, as one tidy table, and as plain data for JSON."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

import pandas as pd
from rich.console import Console
from rich.table import Table
from rich.text import Text

from jagbench.analysis.frame.console import print_table, standard_output
from jagbench.analysis.measures.estimates import MEASURES, Figure
from jagbench.analysis.measures.profile import ENOUGH, MASTERED, Hole, Profile
from jagbench.analysis.statistics.cells import records
from jagbench.analysis.statistics.permutation import Excess
from jagbench.words import amount

COLUMNS = ("run", "measure", "of", "value", "low", "high", "method", "items", "count", "p", "note")
"""The columns of `profile_table`."""


def number(name: str, value: float | None) -> str:
    """A figure for reading: `41.2 %` or `0.14`, a dash where there is none."""
    if value is None or math.isnan(value):
        return "–"
    return _signed(f"{100 * value:.1f} %" if MEASURES[name].percent else f"{value:.2f}")


def bounds(name: str, low: float | None, high: float | None) -> str:
    """An interval for reading: `35.1 to 47.0 %`."""
    if low is None or high is None or math.isnan(low):
        return "–"
    if MEASURES[name].percent:
        return _signed(f"{100 * low:.1f} to {100 * high:.1f} %")
    return f"{low:.2f} to {high:.2f}"


def _signed(text: str) -> str:
    return text.replace("-", "−")


def verdict(excess: Excess) -> str:
    """What the test says, in plain words."""
    if excess.value is None or excess.chance is None or excess.limit is None or excess.p is None:
        return f"Not tested whether skills differ by more than difficulty explains: {excess.missing}."
    far = (
        f"skills lie {100 * excess.value:.1f} points from what others solve of the same difficulty; a model "
        f"without strengths and weaknesses lies {100 * excess.chance:.1f} off by chance, and above "
        f"{100 * excess.limit:.1f} once in 20 times (p = {excess.p:.4f})."
    )
    if excess.jagged:
        return f"Jagged beyond difficulty: {far}"
    could = could_be_jagged(excess)
    if excess.detectable is None:
        return f"{could[:-1]}: {far}"
    return f"Not shown to be jagged beyond difficulty: {far} {could}"


def could_be_jagged(excess: Excess) -> str:
    """Which jaggedness the test could have found, in one sentence; it was tested."""
    n = f"n = {amount(excess.items, 'item')} of {amount(excess.skills, 'skill')}"
    if excess.detectable is None:
        return f"Jaggedness beyond difficulty could not have been found with {n}."
    return (
        f"With {n} it takes about {100 * excess.detectable:.0f} points beyond chance to be found 4 times in "
        "5; less would be missed."
    )


def print_profile(
    profile: Profile,
    consistency: pd.DataFrame,
    frames: pd.DataFrame,
    console: Console | None = None,
    *,
    said: Sequence[str] = (),
) -> None:
    """Print a profile; the tables fit 80 columns.

    Args:
        profile: The profile of one run.
        consistency: What `jagbench.analysis.measures.consistency.consistency` found for that run.
        frames: What `frame_table` found for it.
        console: Where to print; standard output otherwise. Without a terminal it is plain text.
        said: What has to be known of the run before its figures, in sentences.
    """
    console = console or standard_output()

    def say(text: str, style: str = "") -> None:
        console.print(Text(text, style=style))

    say(profile.run, "bold")
    for line in said:
        say(line)
    say(
        f"{amount(profile.asked, 'reply')} asked for, {profile.scored:,} scored: "
        f"{amount(profile.items, 'item')} of {amount(profile.skills, 'skill')}.\n"
    )
    print_table(_figures(profile), console)
    say("")
    for figure in profile.figures:
        measure = MEASURES[figure.name]
        text = f"None, {figure.missing}." if figure.missing else measure.about
        say(f"{measure.label}: {text}", "dim")
    say(f"\n{verdict(profile.excess)}\n")
    say(holes_line(profile))
    if profile.holes:
        print_table(_holes(profile), console)
    if not consistency.empty:
        say("\nConsistency: how often the replies to two variants of an item agree")
        print_table(_consistency(consistency), console)
    if not frames.empty:
        say("\nFrames: the same operands as decimals, versions, ...; as plain: names the same one")
        print_table(_frames(frames), console)
    say("")


def holes_line(profile: Profile) -> str:
    """How many skills have a hole, in one sentence."""
    if not profile.skills:
        return "Holes: nothing was scored."
    if profile.findable is None:
        return f"Holes could not have been found: no skill has {ENOUGH} scored items on its easiest level."
    untestable = profile.skills - profile.testable
    skills = amount(untestable, "skill")
    few = f" In {skills}, with fewer than {ENOUGH} items there, none could have been found."
    tested = amount(profile.testable, "skill")
    return (
        f"Holes: {len(profile.holes)} of {tested}, failed on the easiest level more often than an accuracy "
        f"of {100 * MASTERED:.0f} % allows. With {profile.fewest} independent replies there, the fewest that "
        "a skill has (variants of one item count for less than one each), a hole is found 4 times in 5 where "
        f"the accuracy is {100 * profile.findable:.0f} % or less.{few if untestable else ''}"
    )


def _table(*heads: str, labels: int = 1) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for place, head in enumerate(heads):
        left = place < labels
        table.add_column(
            head, justify="left" if left else "right", no_wrap=not left, overflow="fold", vertical="bottom"
        )
    return table


def _figures(profile: Profile) -> Table:
    table = _table("figure", "value", "95 % interval", "items", "skills")
    for figure in profile.figures:
        label = MEASURES[figure.name].label
        value, interval = number(figure.name, figure.value), bounds(figure.name, figure.low, figure.high)
        counts = ("–", "–") if figure.missing else (f"{figure.items:,}", str(figure.skills))
        table.add_row(label, value, interval, *counts)
    return table


def _holes(profile: Profile) -> Table:
    table = _table("skill", "level", "grade", "right", "of", "95 % interval")
    for hole in profile.holes:
        interval = bounds("floor", hole.low, hole.high)
        counts = (hole.level, hole.grade, hole.right, hole.scored)
        table.add_row(Text(hole.skill), *map(str, counts), interval)
    return table


def _consistency(consistency: pd.DataFrame) -> Table:
    table = _table("relation", "pairs", "agree", "95 %", "both\nright", "alike,\nwrong", "right")
    for record in records(consistency):
        table.add_row(
            record["relation"],
            f"{record['scored']:,}",
            _whole(record["consistency"]),
            _whole_bounds(record),
            f"{record['both_right']:,}",
            f"{record['alike_wrong']:,}",
            _whole(record["accuracy"]),
        )
    return table


def _frames(frames: pd.DataFrame) -> Table:
    table = _table("skill", "frame", "scored", "right", "95 %", "as\nplain", "should\nbe", labels=2)
    for record in records(frames):
        table.add_row(
            Text(str(record["skill"])),
            Text(str(record["frame"])),
            f"{record['scored']:,}",
            _whole(record["accuracy"]),
            _whole_bounds(record),
            _whole(record["same"]),
            _whole(record["should"]),
        )
    return table


def _whole(share: float) -> str:
    return "–" if math.isnan(share) else f"{100 * share:.0f} %"


def _whole_bounds(record: Mapping[str, Any]) -> str:
    return "–" if math.isnan(record["low"]) else f"{100 * record['low']:.0f}–{100 * record['high']:.0f} %"


def profile_table(
    profiles: Sequence[Profile], consistency: pd.DataFrame, frames: pd.DataFrame
) -> pd.DataFrame:
    """Everything of some profiles in one tidy table with the columns of `COLUMNS`.

    `measure` is a key of `MEASURES`, `"excess"`, `"hole"`, `"consistency"` or `"frame"`; `of` says of which
    skill, relation or frame; `count` are the replies or pairs behind it; `note` says why a value is missing.

    Args:
        profiles: Of one or several runs.
        consistency: What `jagbench.analysis.measures.consistency.consistency` found for them.
        frames: What `frame_table` found for them.
    """
    rows: list[dict[str, object]] = []
    for profile in profiles:
        rows += [_figure_row(profile.run, figure) for figure in profile.figures]
        rows.append(_excess_row(profile.run, profile.excess))
        rows += [_hole_row(profile.run, hole) for hole in profile.holes]
    rows += [
        _row(record, "consistency", record["relation"], "consistency") for record in records(consistency)
    ]
    rows += [
        _row(record, "frame", f"{record['skill']}/{record['frame']}", "accuracy")
        for record in records(frames)
    ]
    table = pd.DataFrame(rows, columns=list(COLUMNS)).astype({"items": "Int64", "count": "Int64"})
    return table.fillna({"of": "", "method": "", "note": ""})


def _figure_row(run: str, figure: Figure) -> dict[str, object]:
    row = {name: getattr(figure, name) for name in ("value", "low", "high", "method", "items")}
    return {"run": run, "measure": figure.name, "of": "", **row, "note": figure.missing}


def _hole_row(run: str, hole: Hole) -> dict[str, object]:
    row = {"value": hole.accuracy, "low": hole.low, "high": hole.high, "count": hole.scored}
    return {"run": run, "measure": "hole", "of": f"{hole.skill}/{hole.level}", **row}


def _row(record: Mapping[str, Any], measure: str, of: str, value: str) -> dict[str, object]:
    return {**record, "measure": measure, "of": of, "value": record[value], "count": record["scored"]}


def _excess_row(run: str, excess: Excess) -> dict[str, object]:
    row = {"value": excess.value, "p": excess.p, "items": excess.items, "note": excess.missing}
    return {"run": run, "measure": "excess", "of": "", "method": "permutation", **row}


def profile_data(profile: Profile, consistency: pd.DataFrame, frames: pd.DataFrame) -> dict[str, object]:
    """A profile as plain data for JSON: no NaN, null where there is no value and `missing` says why."""
    data = asdict(profile)
    return {
        **{name: data[name] for name in ("run", "asked", "scored", "items", "skills")},
        "figures": {figure.pop("name"): figure for figure in data["figures"]},
        "excess": {**data["excess"], "jagged": profile.excess.jagged},
        **{name: data[name] for name in ("testable", "fewest", "findable")},
        "holes": [
            {**hole, "accuracy": each.accuracy}
            for hole, each in zip(data["holes"], profile.holes, strict=True)
        ],
        "consistency": _plain(consistency),
        "frames": _plain(frames),
    }


def _plain(table: pd.DataFrame) -> list[dict[str, object]]:
    rows = records(table.drop(columns="run"))
    return [{name: None if pd.isna(value) else value for name, value in row.items()} for row in rows]
