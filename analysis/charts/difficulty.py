"""Difficulty curves: accuracy over the levels of each skill, and where harder is solved better."""

from itertools import pairwise

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from jagbench.analysis.charts.canvas import ONE_COLUMN, PLAIN, Canvas, number_axis, share_axis
from jagbench.analysis.charts.chart import Chart, Material, refuse_empty, refuse_many
from jagbench.analysis.charts.looks import looks_of, runs_of
from jagbench.analysis.charts.panels import draw_panels
from jagbench.analysis.charts.style import INK
from jagbench.analysis.measures.standing import tail
from jagbench.analysis.statistics.cells import LEVEL, by_family, cells, family_of, records
from jagbench.analysis.statistics.multiplicity import holm
from jagbench.errors import InvalidArgument

ENOUGH = 8
"""Items that a point stands for at least; levels with fewer are pooled with the next."""

_MOST = 6
_SIZE = (0.72, 0.62)


def difficulty_data(frame: pd.DataFrame) -> pd.DataFrame:
    """What `difficulty` draws: the cells of every run and skill over its levels.

    Neighbouring levels are pooled until each cell has 8 items. A cell that is solved better than the easier
    one before it, by Fisher's exact test (1935) at 5 % after Holm's correction (1979) over all of its run,
    is an inversion; items are its independent replies.

    Returns:
        The columns of `jagbench.analysis.statistics.cells.cells` by `run`, `skill`, `level` (the mean of the
        levels pooled), with `easiest` and `hardest` of them, `p_holm` and `inversion`; of skills with two
        cells or more.

    Raises:
        InvalidArgument: if there is none.
    """
    refuse_empty(frame, "difficulty")
    scored = frame[frame["verdict"] != "unscored"]
    order = {skill: place for place, skill in enumerate(by_family(frame))}
    pooled = _pooled(scored)
    keyed = scored.assign(
        cell=[pooled[key] for key in zip(scored["run"], scored["skill"], scored["level"], strict=True)]
    )
    spans = keyed.groupby(["run", "skill", "cell"])["level"].agg(["min", "max", "mean"]).reset_index()
    spans = spans.rename(columns={"min": "easiest", "max": "hardest", "mean": "level"})
    table = cells(keyed, ["run", "skill", "cell"]).merge(spans, on=["run", "skill", "cell"])
    runs = {run: place for place, run in enumerate(dict.fromkeys(frame["run"]))}
    table = table.assign(_run=table["run"].map(runs), _skill=table["skill"].map(order))
    table = table.sort_values(["_skill", "_run", "cell"], ignore_index=True).drop(columns=["_skill", "_run"])
    table = _inverted(table)
    curved = table.groupby("skill")["cell"].transform("nunique") > 1
    if not curved.any():
        raise InvalidArgument(
            f"difficulty has nothing to show: a curve takes {2 * ENOUGH} items of a skill, on two levels or "
            "more."
        )
    return table[curved].reset_index(drop=True)


def _pooled(scored: pd.DataFrame) -> dict[tuple[str, str, int], int]:
    """The cell of each run, skill and level."""
    counts = scored.groupby(["run", "skill", "level"])["item"].nunique().reset_index()
    found: dict[tuple[str, str, int], int] = {}
    for (run, skill), part in counts.groupby(["run", "skill"]):
        bins: list[list[int]] = [[]]
        filled = 0
        for level, items in zip(part["level"].tolist(), part["item"].tolist(), strict=True):
            if filled >= ENOUGH:
                bins.append([])
                filled = 0
            bins[-1].append(level)
            filled += items
        if filled < ENOUGH and len(bins) > 1:
            last = bins.pop()
            bins[-1] += last
        found |= {(str(run), str(skill), level): place for place, each in enumerate(bins) for level in each}
    return found


def _inverted(table: pd.DataFrame) -> pd.DataFrame:
    rows = records(table)
    ps = np.full(len(rows), np.nan)
    for place, (before, after) in enumerate(pairwise(rows), start=1):
        if (before["run"], before["skill"]) == (after["run"], after["skill"]):
            sizes = int(before["items"]), int(after["items"])
            rights = round(before["accuracy"] * sizes[0]), round(after["accuracy"] * sizes[1])
            ps[place] = tail(rights[1], sizes[1], sum(rights), sum(sizes))
    table = table.assign(p=ps)
    p_holm = table.groupby("run", sort=False)["p"].transform(lambda p: holm(p.tolist()))
    return table.assign(p_holm=p_holm, inversion=(p_holm < 1 - LEVEL).to_numpy(dtype=bool)).drop(columns="p")


def difficulty(
    frame: pd.DataFrame, *, ax: Axes | None = None, width: float = ONE_COLUMN, title: str = ""
) -> Axes:
    """Accuracy over the levels of each skill, level 1 the easiest, a panel for each skill.

    Points stand for 8 items or more, with their 95 % intervals; the dotted line is what a blind strategy
    reaches; a ring is a level solved better than the easier one before it, beyond chance.

    Args:
        frame: A frame of one run or up to 6.
        ax: Where to draw; a new figure otherwise.
        width: Width of a new figure in inches.
        title: A line above it.

    Raises:
        InvalidArgument: if nothing is scored, there are more runs, or more panels than there is room for.
    """
    return draw_difficulty(difficulty_data(frame), ax=ax, width=width, title=title)


def draw_difficulty(
    data: pd.DataFrame, *, ax: Axes | None = None, width: float = ONE_COLUMN, title: str = ""
) -> Axes:
    """Draw the table of `difficulty_data`."""
    runs = runs_of(data)
    refuse_many(runs, _MOST, "difficulty")
    seen = looks_of(data)
    skills: list[str] = list(dict.fromkeys(data["skill"]))
    handles = [
        *([look.handle(run) for run, look in seen.items()] if len(runs) > 1 else []),
        *([] if len(runs) > 1 else [seen[runs[0]].handle("right, with 95 % interval")]),
        Line2D([], [], color=INK, linestyle=":", linewidth=0.9, label="blind strategy"),
    ]
    if data["inversion"].any():
        handles.append(_ring([], [], label="better than the easier level before it, p < 0.05"))
    page = draw_panels(
        [family_of(skill) for skill in skills],
        seconds=[skill.partition(".")[2].replace("_", " ") for skill in skills],
        ax=ax,
        width=width,
        size=_SIZE,
        title=title,
        handles=handles,
        label_x="level, 1 is the easiest",
        label_y="right answers",
        what=f"{len(skills)} skills in panels",
    )
    for panel, skill, first in zip(page.panels, skills, page.first, strict=True):
        part = data[data["skill"] == skill]
        _panel(panel, part, first=first)
        for place, (run, look) in enumerate(seen.items()):
            shift = 0.14 * (place - (len(runs) - 1) / 2)
            rows = records(part[part["run"] == run])
            look.mark(
                panel,
                [(row["accuracy"], row["level"] + shift, row["low"], row["high"]) for row in rows],
                line=True,
            )
            rung = [row for row in rows if row["inversion"]]
            if rung:
                panel.add_line(
                    _ring([row["level"] + shift for row in rung], [row["accuracy"] for row in rung])
                )
    return page.axes


def _ring(x: list[float], y: list[float], label: str = "") -> Line2D:
    return Line2D(
        x,
        y,
        color=INK,
        linestyle="none",
        marker="o",
        markersize=7,
        markerfacecolor="none",
        markeredgewidth=0.8,
        zorder=5,
        label=label,
    )


def _panel(panel: Canvas, part: pd.DataFrame, *, first: bool) -> None:
    share_axis(panel, "y")
    panel.grid(visible=True, axis="y", color="#d5d9de", linewidth=0.5)
    if not first:
        panel.tick_params(axis="y", labelleft=False)
    lowest, highest = int(part["easiest"].min()), int(part["hardest"].max())
    step = max(1, -(-(highest - lowest) // 5))
    levels = list(range(lowest, highest + 1, step))
    number_axis(panel, "x", levels, [str(level) for level in levels])
    panel.set_xlim(lowest - 0.6, highest + 0.6)
    chance = part.groupby("level")["baseline"].mean()
    panel.plot(chance.index, chance.to_numpy(), color=INK, linestyle=":", linewidth=0.9, zorder=2)
    if len(chance) == 1:
        panel.axhline(float(chance.iloc[0]), color=INK, linestyle=":", linewidth=0.9, zorder=2)
    panel.tick_params(labelsize=PLAIN)


def _from(material: Material) -> pd.DataFrame:
    return difficulty_data(material.frame)


CHARTS = (
    Chart(
        name="difficulty",
        claim="how accuracy falls with difficulty, and where harder is solved better than easier",
        needs="one run or up to 6",
        reading="Accuracy over the designed levels of each skill, 1 the easiest, with 95 % intervals; "
        "the dotted line is what a blind strategy reaches. Levels with fewer than 8 items are pooled "
        "with their neighbours, and skills with fewer than two such cells left out. A ring marks a level "
        "that is solved better than the easier one before it "
        "(Fisher's exact test, p < 0.05 after Holm's correction over the run).",
        data=_from,
        draw=draw_difficulty,
        paged_by="skill",
        two_columns=True,
    ),
)
