"""Runs against one another on the same probes: a forest of differences, and direct against step by step."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from jagbench.analysis.charts.canvas import ONE_COLUMN, Canvas, number_axis
from jagbench.analysis.charts.chart import About, Chart, refuse_empty, refuse_many
from jagbench.analysis.charts.looks import looks, runs_of, span
from jagbench.analysis.charts.rows import ROW, Row, draw_rows
from jagbench.analysis.charts.style import INK, PAPER
from jagbench.analysis.compare.paired import compare
from jagbench.analysis.statistics.cells import by_family, family_of, records
from jagbench.errors import InvalidArgument

_MOST = 6
_FEWEST = 5
_STEP = 0.07


def difference_data(frame: pd.DataFrame) -> pd.DataFrame:
    """What `differences` draws: `jagbench.analysis.compare.paired.compare` by skill, and over all.

    Where skills have fewer than 5 pairs on average, no difference of one could be told from chance, and
    families stand in their place (column `skill`).

    Raises:
        InvalidArgument: if there is one run, or runs share no probe.
    """
    refuse_empty(frame, "differences")
    table = compare(frame).table
    scope = "skill" if table.loc[table["scope"] == "skill", "pairs"].mean() >= _FEWEST else "family"
    shown = table[table["scope"].isin(["all", scope])]
    names = shown[scope].where(shown["scope"] == scope, "all")
    skills = by_family(frame)
    order = {
        name: place for place, name in enumerate(dict.fromkeys(["all", *map(family_of, skills), *skills]))
    }
    shown = shown.assign(skill=names)[list(_COLUMNS)]
    return shown.sort_values("skill", key=lambda skills: skills.map(order), kind="stable", ignore_index=True)


_COLUMNS = (
    *("run", "against", "skill", "pairs", "items", "accuracy_against", "accuracy"),
    *("difference", "low", "high", "p", "p_holm", "changed"),
)


def differences(
    frame: pd.DataFrame, *, ax: Axes | None = None, width: float = ONE_COLUMN, title: str = ""
) -> Axes:
    """Differences of accuracy to the first run on the same probes, with 95 % intervals.

    A filled marker is a difference beyond chance after Holm's correction over the skills of its run.

    Args:
        frame: A frame of two runs or up to 7; the first is what the others are held against.
        ax: Where to draw; a new figure otherwise.
        width: Width of a new figure in inches.
        title: A line above it.

    Raises:
        InvalidArgument: if there is one run, runs share no probe, there are more, or too little room.
    """
    return draw_differences(difference_data(frame), ax=ax, width=width, title=title)


def draw_differences(
    data: pd.DataFrame, *, ax: Axes | None = None, width: float = ONE_COLUMN, title: str = ""
) -> Axes:
    """Draw the table of `difference_data`."""
    runs = runs_of(data)
    refuse_many(runs, _MOST, "differences")
    against = str(data["against"].iloc[0])
    seen = looks([against, *runs])
    height = max(ROW, _STEP * len(runs) + 0.03)
    rows: list[Row] = []
    keys: list[str] = []
    for skill in dict.fromkeys(data["skill"].tolist()):
        family, _, name = skill.partition(".")
        if name and (not keys or family_of(keys[-1]) != family):
            rows.append(Row(name=family, heading=True, height=ROW + 0.02))
            keys.append(f"{family}.")
        rows.append(
            Row(name=name or skill, height=height, note=span(data.loc[data["skill"] == skill, "pairs"]))
        )
        keys.append(skill)
    reach = max(0.1, float(data[["low", "high"]].abs().max().max()))
    handles = [
        *(_handle(seen[run].colour, seen[run].marker, f"{run} − {against}") for run in runs),
        _handle(INK, "o", "p < 0.05 (Holm)", line=False),
        _handle(INK, "o", "not", line=False, hollow=True),
    ]
    page = draw_rows(
        rows,
        ax=ax,
        width=width,
        title=title,
        handles=handles,
        label="difference in points",
        note_head="pairs",
        axis=lambda axes: _axis(axes, reach),
        side_by_side=3,
        what=f"{len(set(data['skill']))} skills of {len(runs)} runs",
    )
    found = {(each["run"], each["skill"]): each for each in records(data)}
    for column in page.columns:
        for place, run in enumerate(runs):
            there = [
                (middle + _STEP * (place - (len(runs) - 1) / 2), found[run, keys[number]])
                for number, middle in column.places.items()
                if (run, keys[number]) in found
            ]
            _forest(column.axes, there, seen[run].colour, seen[run].marker)
    return page.axes


def _handle(colour: str, marker: str, label: str, *, line: bool = True, hollow: bool = False) -> Line2D:
    return Line2D(
        [],
        [],
        color=colour,
        marker=marker,
        markersize=3.4,
        markerfacecolor=PAPER if hollow else colour,
        linewidth=0.9 if line else 0,
        label=label,
    )


def _axis(axes: Canvas, reach: float) -> None:
    step = next((step for step in (0.05, 0.1, 0.2, 0.25) if reach <= 2 * step), 0.5)
    places = [-2 * step, 0, 2 * step]
    number_axis(
        axes, "x", places, [f"{100 * place:+.0f}".replace("-", "−") if place else "0" for place in places]
    )
    axes.set_xlim(-2.15 * step, 2.15 * step)
    axes.axvline(0, color=INK, linewidth=0.7, zorder=1)


def _forest(axes: Canvas, rows: Sequence[tuple[float, Mapping[str, Any]]], colour: str, marker: str) -> None:
    axes.hlines(
        [y for y, _ in rows],
        [r["low"] for _, r in rows],
        [r["high"] for _, r in rows],
        color=colour,
        linewidth=0.9,
    )
    for there, fill in ((True, colour), (False, PAPER)):
        some = [(y, row) for y, row in rows if bool(row["changed"]) is there]
        axes.plot(
            [row["difference"] for _, row in some],
            [y for y, _ in some],
            marker,
            color=colour,
            markersize=3.2,
            markerfacecolor=fill,
            markeredgewidth=0.7,
            linestyle="none",
            zorder=4,
        )


def protocol_data(frame: pd.DataFrame, about: Mapping[str, About]) -> pd.DataFrame:
    """What `protocols` draws: runs of one model, asked in several ways, on the probes that all of them have.

    Raises:
        InvalidArgument: if no model was asked in two ways.
    """
    refuse_empty(frame, "protocols")
    ways: dict[str, dict[str, str]] = {}
    for label, run in about.items():
        ways.setdefault(run.model, {}).setdefault(run.protocol, label)
    several = {model: protocols for model, protocols in ways.items() if len(protocols) > 1}
    if not several:
        raise InvalidArgument(
            "protocols needs two runs of one model that were asked in different ways: `jagbench run MODEL "
            "--protocol cot` asks step by step."
        )
    parts: list[pd.DataFrame] = []
    for model, protocols in several.items():
        first = protocols.get("direct", next(iter(protocols.values())))
        others = [label for label in protocols.values() if label != first]
        found = difference_data(
            pd.concat([frame[frame["run"] == label] for label in (first, *others)], ignore_index=True)
        )
        parts.append(
            found.assign(
                model=model,
                protocol=[about[run].protocol for run in found["run"]],
                first=about[first].protocol,
            )
        )
    return pd.concat(parts, ignore_index=True)


def draw_protocols(
    data: pd.DataFrame, *, ax: Axes | None = None, width: float = ONE_COLUMN, title: str = ""
) -> Axes:
    """Draw the table of `protocol_data`: from the accuracy of the first way to that of the others."""
    keys = list(dict.fromkeys(zip(data["model"], data["protocol"], strict=True)))
    models = list(dict.fromkeys(data["model"]))
    refuse_many([f"{model} {protocol}" for model, protocol in keys], _MOST, "protocols")
    names = [protocol if len(models) == 1 else f"{model}, {protocol}" for model, protocol in keys]
    seen = dict(zip(keys, looks(names).values(), strict=True))
    first = str(data["first"].iloc[0])
    height = max(ROW, 0.075 * len(keys) + 0.03)
    rows: list[Row] = []
    skills: list[str] = []
    for skill in dict.fromkeys(data["skill"].tolist()):
        family, _, name = skill.partition(".")
        if name and (not skills or family_of(skills[-1]) != family):
            rows.append(Row(name=family, heading=True, height=ROW + 0.02))
            skills.append(f"{family}.")
        rows.append(
            Row(name=name or skill, height=height, note=span(data.loc[data["skill"] == skill, "pairs"]))
        )
        skills.append(skill)
    handles = [
        _handle(INK, "o", first, line=False, hollow=True),
        *(_handle(seen[key].colour, seen[key].marker, name) for key, name in zip(keys, names, strict=True)),
        Line2D([], [], color=INK, linewidth=2.2, label="p < 0.05 (Holm)"),
    ]
    page = draw_rows(
        rows,
        ax=ax,
        width=width,
        title=title,
        handles=handles,
        label="right answers, same probes",
        note_head="pairs",
        side_by_side=3,
        what=f"{len(set(data['skill']))} skills in {len(keys)} ways of asking",
    )
    found = {((each["model"], each["protocol"]), each["skill"]): each for each in records(data)}
    for column in page.columns:
        for place, key in enumerate(keys):
            for number, middle in column.places.items():
                each = found.get((key, skills[number]))
                if each is None:
                    continue
                y, look = middle + 0.075 * (place - (len(keys) - 1) / 2), seen[key]
                ends = [each["accuracy_against"], each["accuracy"]]
                column.axes.plot(
                    ends, [y, y], color=look.colour, linewidth=2.2 if each["changed"] else 0.8, zorder=3
                )
                column.axes.plot(
                    ends[:1], [y], "o", color=INK, markersize=2.8, markerfacecolor=PAPER, zorder=4
                )
                column.axes.plot(ends[1:], [y], look.marker, color=look.colour, markersize=3.2, zorder=5)
    return page.axes


CHARTS = (
    Chart(
        name="differences",
        claim="which skills two models differ in, on the same probes",
        needs="two runs or up to 7 that share probes; the first is what others are held against",
        reading="Differences of accuracy on the same probes, with 95 % intervals (Bonett and Price 2012, "
        "by item). Filled: p < 0.05 of an exact sign-flip test after Holm's correction over the rows "
        "of a run. Where skills have fewer than 5 pairs on average, rows are families.",
        data=lambda material: difference_data(material.frame),
        draw=draw_differences,
        paged_by="skill",
    ),
    Chart(
        name="protocols",
        claim="what thinking step by step, examples or constraints change",
        needs="two runs of one model with different protocols that share probes",
        reading="From the accuracy when asked in the first way (hollow) to that when asked in another "
        "(filled), on the same probes; a thick line is p < 0.05 of an exact sign-flip test after Holm's "
        "correction over the rows. Where skills have fewer than 5 pairs on average, rows are families.",
        data=lambda material: protocol_data(material.frame, material.about),
        draw=draw_protocols,
        paged_by="skill",
    ),
)
