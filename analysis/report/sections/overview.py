"""The first screen: the coastline, what a run is good at, where its holes are, three failures, the famous."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from jagbench.analysis.charts.coastline import coastline_data
from jagbench.analysis.measures.estimates import MEASURES
from jagbench.analysis.measures.famous import held_against_twins
from jagbench.analysis.measures.famous_table import NOTE
from jagbench.analysis.measures.profile import Profile
from jagbench.analysis.measures.profile_tables import bounds, holes_line, number, verdict
from jagbench.analysis.measures.results import opening
from jagbench.analysis.measures.standing import standing
from jagbench.analysis.report.plots import plots
from jagbench.analysis.report.section import (
    Block,
    Drawing,
    Entry,
    Material,
    Plot,
    Section,
    Sheet,
    Text,
    address,
    labelled,
    percent,
    ranged,
    span,
)
from jagbench.analysis.report.striking import striking
from jagbench.analysis.report.summary import NOTHING, explained, weakest
from jagbench.analysis.statistics.cells import records

_HOLES = 5
"""Holes that the first screen names."""

_FAMOUS = 12
"""Famous questions from which their table is folded."""


def overview(material: Material) -> Section:
    """What one understands in a minute."""
    return Section(
        name="overview",
        title="Overview",
        blocks=[
            *_warnings(material),
            *(_several(material) if material.keys else _one(material)),
            *_failures(material),
            *_famous(material),
        ],
    )


def _warnings(material: Material) -> list[Block]:
    said = [
        f"{run}: {sentence}" if material.keys else sentence
        for run, part in material.parts.items()
        for sentence in [*material.cautions.get(run, ()), *opening(part)]
    ]
    return [Text(paragraphs=said, warning=True)] if said else []


# One run ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """One number of the head."""

    value: str
    """The number."""
    label: str
    """What it is."""
    note: str
    """Its interval and n."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A few sentences under a heading."""

    title: str
    """The heading."""
    paragraphs: Sequence[str]
    """The sentences."""
    names: Sequence[Entry] = ()
    """Names that lead to their replies."""


def _one(material: Material) -> list[Block]:
    profile = material.profiles[0]
    total = records(material.cells.by())[0]
    if not total["scored"]:
        return [Text(paragraphs=[NOTHING])]
    return [
        Drawing(name="tiles", title="In figures", caption="", content=_tiles(total, profile)),
        *_coast(material),
        Drawing(name="cards", title="In short", caption="", content=_cards(material, profile)),
    ]


def _tiles(total: Mapping[str, Any], profile: Profile) -> list[Tile]:
    spread = profile.figure("spread")
    return [
        Tile(
            value=percent(total["accuracy"]),
            label="right",
            note=f"95 % interval {span(total['low'], total['high'])}, n = {total['scored']:,}",
        ),
        Tile(
            value=percent(total["strict_accuracy"]),
            label="right and in the format asked for",
            note=f"95 % interval {span(total['strict_low'], total['strict_high'])}",
        ),
        Tile(
            value=number("spread", spread.value),
            label=MEASURES["spread"].label,
            note=f"95 % interval {bounds('spread', spread.low, spread.high)}; 0 all alike, 1 all or nothing",
        ),
        Tile(
            value=f"{len(profile.holes)} of {profile.testable}" if profile.testable else "–",
            label="skills with a hole" if profile.testable else "holes could not have been found",
            note=_about_holes(profile),
        ),
    ]


def _about_holes(profile: Profile) -> str:
    if not profile.testable:
        return "too few replies on the easiest levels"
    left = profile.skills - profile.testable
    return f"in {left} more none could have been found" if left else "failed on the easiest level"


def _cards(material: Material, profile: Profile) -> list[Card]:
    said = standing(material.frame)
    best, worst = (said[:1], said[1:]) if len(said) > 1 else (said, [])
    families = weakest(material.frame)
    holes = profile.holes[:_HOLES]
    more = len(profile.holes) - len(holes)
    why = [] if material.diagnosis is None else explained(material.diagnosis)
    return [
        Card(title="What it is good at", paragraphs=[*best, *_strongest(material.frame)]),
        Card(title="Where it is weak", paragraphs=[*worst, *([families] if families else [])]),
        Card(
            title="Holes",
            paragraphs=[holes_line(profile), *([f"The worst {len(holes)} of them:"] if more else [])],
            names=[
                Entry(
                    text=f"{hole.skill} {hole.right} of {hole.scored}, grade {hole.grade}",
                    find={"skill": hole.skill, "level": str(hole.level)},
                )
                for hole in holes
            ],
        ),
        Card(title="Is it jagged?", paragraphs=[verdict(profile.excess)]),
        *([Card(title="By which misconceptions", paragraphs=why)] if why else []),
    ]


def _strongest(frame: pd.DataFrame) -> list[str]:
    """The families with the highest accuracy, with their n and how many are as high."""
    said = standing(frame, "family")
    return said[:1] if len(said) > 1 else []


# The coastline ------------------------------------------------------------------------------------


def _coast(material: Material) -> list[Plot]:
    title = "Coastlines" if material.keys else "Coastline"
    return plots(
        "coastline", lambda: coastline_data(material.frame), title, whole=True, link=_skill(material)
    )


def _skill(material: Material) -> Callable[[Mapping[str, Any]], Entry]:
    """What the coastline shows of a skill where the pointer rests, and the replies that it leads to."""

    def entry(row: Mapping[str, Any]) -> Entry:
        shown = ranged(row["accuracy"], row["low"], row["high"], row["baseline"])
        run = f"{row['run']}, " if material.keys else ""
        figures = f"{shown.text} right, {shown.hint}, n = {row['scored']:,}"
        find = {"run": str(row["run"])} if material.keys else {}
        return Entry(
            text=shown.text,
            hint=f"{run}{row['skill']}: {figures if row['scored'] else 'nothing scored'}",
            find={**find, "skill": str(row["skill"])},
        )

    return entry


# Several runs -------------------------------------------------------------------------------------


def _several(material: Material) -> list[Block]:
    return [_runs(material), *_coast(material)]


def _runs(material: Material) -> Sheet:
    totals = {record["run"]: record for record in records(material.cells.by("run"))}
    return Sheet(
        name="runs-table",
        caption="Runs",
        note="Spread: how much skills differ beyond sampling noise, 0 all alike, 1 all or nothing. Jagged: "
        "whether skills differ by more than difficulty explains. Holes: skills that fail on their easiest "
        "level, of those with replies enough to tell. Intervals that overlap are no ranking.",
        head=["run", "right", "95 % interval", "n", "strict", "spread", "jagged", "holes", "asked"],
        labels=1,
        rows=[
            [
                labelled(profile.run, run=profile.run),
                ranged(total["accuracy"], total["low"], total["high"], total["baseline"]),
                Entry(text=span(total["low"], total["high"])),
                Entry(text=f"{total['scored']:,}"),
                Entry(text=percent(total["strict_accuracy"])),
                Entry(text=number("spread", profile.figure("spread").value)),
                labelled(_jagged(profile)),
                Entry(text=f"{len(profile.holes)} of {profile.testable}" if profile.testable else "–"),
                labelled(material.extents.get(profile.run, f"{profile.asked:,} replies")),
            ]
            for profile in material.profiles
            for total in [totals[profile.run]]
        ],
    )


def _jagged(profile: Profile) -> str:
    if profile.excess.jagged:
        return "yes"
    return "not shown" if profile.excess.detectable is not None else "cannot be told"


# Failures and famous questions --------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """One wrong answer, to be read at a glance."""

    run: str
    """Its run, where there are several."""
    skill: str
    """Its skill."""
    grade: int
    """The school grade by which a child masters it."""
    prompt: str
    """The question."""
    before: str
    """The reply before what was read."""
    read: str
    """What was read."""
    after: str
    """The reply behind it."""
    expected: str
    """The right answer."""
    address: str
    """Where it stands in the page."""


_PROMPT, _REPLY, _RIGHT = 280, 200, 80
"""Characters shown of a question, a reply and a right answer."""


def _failures(material: Material) -> list[Block]:
    shown = [
        _failure(record, several=bool(material.keys))
        for record in records(striking(material.frame, material.probes))
    ]
    if not shown:
        return []
    return [
        Drawing(
            name="failures",
            title="Striking failures" if len(shown) > 1 else "A striking failure",
            caption="The plainest wrong answers: famous questions first, then those that a child masters "
            "first, then the shortest, each of another skill. They are picked to be plain, not typical.",
            content=shown,
        )
    ]


def _failure(record: Mapping[str, Any], *, several: bool) -> Failure:
    reply, start, end = record["reply"], max(0, record["span_start"]), max(0, record["span_end"])
    first, last = max(0, start - _REPLY // 2), min(len(reply), max(end, start) + _REPLY // 2)
    if len(reply) <= _REPLY:
        first, last = 0, len(reply)
    last = min(last, first + _REPLY + _RIGHT)
    return Failure(
        run=record["run"] if several else "",
        skill=record["skill"],
        grade=record["grade"],
        prompt=_cut(record["prompt"], _PROMPT),
        before=f"{'… ' if first else ''}{reply[first:start]}",
        read=reply[start : min(end, last)],
        after=f"{reply[min(end, last) : last]}{' …' if last < len(reply) else ''}",
        expected=_cut(record["expected"], _RIGHT),
        address=address({"probe": record["probe"], **({"run": record["run"]} if several else {})}),
    )


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[:most]} …"


def _famous(material: Material) -> list[Block]:
    found = held_against_twins(material.frame, material.probes)
    if not found:
        return []
    rows = [
        [
            *([labelled(each.run)] if material.keys else []),
            labelled(each.name, **({} if each.question is None else {"famous": each.question})),
            *_side(each.famous),
            *_side(each.twins),
            labelled(each.says),
        ]
        for each in found
    ]
    return [
        Sheet(
            name="famous-table",
            caption="Famous questions beside their twins",
            note=f"{NOTE} Better may mean that the question is known rather than the skill.",
            head=[*material.keys, "question", "famous", "n", "twins", "n", "famous against twins"],
            labels=1 + len(material.keys),
            rows=rows,
            folded=len(rows) > _FAMOUS,
        )
    ]


def _side(cell: Mapping[str, Any] | None) -> list[Entry]:
    if cell is None:
        return [Entry(text="–"), Entry(text="0")]
    return [ranged(cell["accuracy"], cell["low"], cell["high"]), Entry(text=f"{cell['scored']:,}")]
