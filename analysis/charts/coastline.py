"""The coastline: every skill of every model as a point of one jagged line, the picture of the field."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from jagbench.analysis.charts.canvas import (
    LINE,
    ONE_COLUMN,
    PLAIN,
    SMALL,
    Canvas,
    DoesNotFit,
    Margins,
    bare,
    draw_head,
    head_height,
    hold,
    inner,
    labelled,
    number_axis,
    plain,
    sheet,
    spot,
    width_for,
    write,
)
from jagbench.analysis.charts.chart import Chart, Material, refuse_empty
from jagbench.analysis.charts.fonts import distinct, shortened, width_of
from jagbench.analysis.charts.looks import runs_of
from jagbench.analysis.charts.style import GRID, INK, PAPER
from jagbench.analysis.statistics.cells import Cells, by_grade, family_of

LAND, BEACH, BLIND = "#2f5d50", "#9cc3ae", "#D55E00"
"""Right for certain; within the interval; what a blind strategy reaches."""

_MOST = 12
_ROOM = 0.15
"""Height of the line of text above the strip of a run, in inches."""
_GAP, _WALL = 0.022, 0.088
"""Between families, and the least width of one, so that its name fits below it."""
_LEFT, _RIGHT = 0.2, 0.04
_LONGEST = 1.0
"""Room for the name of a family, in inches."""
_SHOWN = 0.02
"""What is reached by a blind strategy where it is more than the line of the ground."""


def coastline_data(frame: pd.DataFrame) -> pd.DataFrame:
    """What `coastline` draws: the cells of every run and skill.

    Families stand in the order of the school grade of their easiest skill, the skills of a family from the
    one that the runs solve best to the one that they solve worst.

    Returns:
        The columns of `jagbench.analysis.statistics.cells.cells` by `run`, `family` and `skill`, and those of
        the whole run behind `all_`: `all_accuracy`, `all_low`, `all_high`, `all_scored`; and `skill_number`,
        the place of the skill in that order, for a run may lack some.
    """
    refuse_empty(frame, "coastline")
    families = list(dict.fromkeys(map(family_of, by_grade(frame))))
    order = {family: place for place, family in enumerate(families)}
    counted = Cells(frame)
    table = counted.by("run", "family", "skill")
    mean = {str(skill): float(share) for skill, share in table.groupby("skill")["accuracy"].mean().items()}
    runs = {run: place for place, run in enumerate(frame["run"].unique().tolist())}
    skills = sorted(mean, key=lambda s: (order[family_of(s)], -mean[s] if mean[s] == mean[s] else 1, s))
    table = table.assign(skill_number=table["skill"].map({skill: n for n, skill in enumerate(skills)}))
    table = table.sort_values(
        ["run", "skill_number"],
        key=lambda column: column.map(runs) if column.name == "run" else column,
        ignore_index=True,
    )
    whole = counted.by("run")[["run", "accuracy", "low", "high", "scored"]]
    return table.merge(whole.rename(columns=lambda name: name if name == "run" else f"all_{name}"), on="run")


def coastline(
    frame: pd.DataFrame, *, ax: Axes | None = None, width: float = ONE_COLUMN, title: str = ""
) -> Axes:
    """Accuracy of every skill, family by family, as a coast: land is right, the sea is wrong.

    A strip for each run, all in the same order of skills. The dark land is certain (below the 95 % interval),
    the line is the accuracy, the light beach the interval, and the orange dashes what is reached blindly.

    Args:
        frame: A frame of one run or up to 12.
        ax: Where to draw; a new figure otherwise.
        width: Width of a new figure in inches.
        title: A line above it.

    Raises:
        InvalidArgument: if nothing is scored, there are more runs, or the axes are too small.
    """
    return draw_coastline(coastline_data(frame), ax=ax, width=width, title=title)


def draw_coastline(
    data: pd.DataFrame, *, ax: Axes | None = None, width: float = ONE_COLUMN, title: str = ""
) -> Axes:
    """Draw the table of `coastline_data`."""
    runs = runs_of(data)
    if len(runs) > _MOST:
        raise DoesNotFit(
            f"coastline shows up to {_MOST} runs on a page, not {len(runs)}: choose fewer of them.",
            share=_MOST / len(runs),
        )
    data = data.assign(row=range(len(data)))
    skills = data.drop_duplicates("skill").sort_values("skill_number")[["family", "skill"]]
    families: list[str] = list(dict.fromkeys(skills["family"]))
    wide = width_for(ax, width)
    handles = [labelled(handle, str(handle.get_label()), wide) for handle in _handles()]
    head = head_height(title, handles, wide) + 0.02
    inside = wide - _LEFT - _RIGHT
    edges = _edges(skills["family"].tolist(), inside)
    places = _places(skills["family"].tolist(), edges)
    foot = max(_room(place) for place in places) + 0.07
    needed = head + foot + len(runs) * (_strip_height(len(runs)) + _ROOM)
    least = _LEFT + _RIGHT + len(families) * (_WALL + _GAP)
    what = f"{len(skills)} skills of {len(families)} families in {len(runs)} runs"
    page = sheet(ax, width=width, height=needed, least=(least, needed), what=what)
    around = Margins(left=_LEFT, right=_RIGHT, top=head, bottom=foot)
    bare(page.axes)
    hold(page.axes, Margins(top=head))
    names = distinct(runs, PLAIN, inside - 0.95)
    for place, run in enumerate(runs):
        strip = inner(page.axes, Margins(top=_ROOM), around=around, cell=(place, 0), grid=(len(runs), 1))
        _strip(strip, data[data["run"] == run], edges, skills["skill"].tolist(), names[place], inside)
        if place == len(runs) - 1:
            _family_names(strip, places)
    draw_head(page.axes, title, handles, width=wide, margins=Margins(top=head))
    axes: Axes = page.axes
    return axes


def _strip_height(runs: int) -> float:
    """Of one of so many, in inches."""
    return 0.62 if runs == 1 else 0.46 if runs <= 4 else 0.36


def _handles() -> list[Canvas]:
    return [
        Patch(facecolor=LAND, edgecolor="none", label="right"),
        Patch(facecolor=BEACH, edgecolor="none", label="95 % interval"),
        Line2D([], [], color=BLIND, linewidth=1.1, label="blind strategy"),
    ]


def _edges(families: Sequence[str], inside: float) -> list[tuple[float, float]]:
    """Where each skill begins and ends, in inches: all as wide, but no family too narrow for its name."""
    counts = [families.count(family) for family in dict.fromkeys(families)]
    free = inside - _GAP * (len(counts) - 1)
    narrow: set[int] = set()
    while True:
        rest = sum(count for place, count in enumerate(counts) if place not in narrow)
        unit = (free - _WALL * len(narrow)) / rest if rest else 0.0
        fresh = {place for place, count in enumerate(counts) if count * unit < _WALL} - narrow
        if not fresh or len(narrow | fresh) == len(counts):
            break
        narrow |= fresh
    edges: list[tuple[float, float]] = []
    start = 0.0
    for place, count in enumerate(counts):
        size = (_WALL if place in narrow else count * unit) / count
        edges += [(start + step * size, start + (step + 1) * size) for step in range(count)]
        start += size * count + _GAP
    return edges


def _strip(
    axes: Canvas,
    data: pd.DataFrame,
    edges: Sequence[tuple[float, float]],
    skills: Sequence[str],
    name: str,
    inside: float,
) -> None:
    plain(axes, left=False, bottom=False)
    axes.set_xlim(0, inside)
    axes.set_ylim(0, 1.02)
    number_axis(axes, "y", [0, 1], ["0", "100"])
    axes.tick_params(axis="y", length=0, labelsize=SMALL, pad=1)
    axes.set_xticks([])
    found = data.set_index("skill")
    for family in dict.fromkeys(data["family"]):
        places = [place for place, skill in enumerate(skills) if skill.partition(".")[0] == family]
        there = [place for place in places if skills[place] in found.index]
        left, right = edges[places[0]][0], edges[places[-1]][1]
        axes.plot([left, right], [0, 0], color=INK, linewidth=0.8, solid_capstyle="butt", zorder=5)
        axes.plot([left, right], [1, 1], color=GRID, linewidth=0.6, solid_capstyle="butt", zorder=0)
        axes.plot([left, right], [0.5, 0.5], color=GRID, linewidth=0.5, solid_capstyle="butt", zorder=0)
        for run in _stretches(there):
            _coast(axes, [edges[place] for place in run], found.loc[[skills[place] for place in run]])
    first = data.iloc[0]
    share = first["all_accuracy"]
    said = (
        "no reply scored"
        if share != share
        else f"{100 * share:.0f} % right ({100 * first['all_low']:.0f}–{100 * first['all_high']:.0f})"
    )
    write(
        axes, name, (0, 1), offset=(0, 2.5), coordinates="axes fraction", size=PLAIN, va="bottom", bold=False
    )
    write(
        axes, said, (1, 1), offset=(0, 2.5), coordinates="axes fraction", size=SMALL, ha="right", va="bottom"
    )


def _stretches(places: Sequence[int]) -> list[list[int]]:
    """Places that follow one another, together."""
    found: list[list[int]] = []
    for place in places:
        if found and found[-1][-1] == place - 1:
            found[-1].append(place)
        else:
            found.append([place])
    return found


def _coast(axes: Canvas, edges: Sequence[tuple[float, float]], part: pd.DataFrame) -> None:
    x = np.array([bound for edge in edges for bound in edge])
    low, right, high = (
        np.repeat(part[name].to_numpy(dtype=float), 2) for name in ("low", "accuracy", "high")
    )
    axes.fill_between(x, 0, low, color=LAND, linewidth=0, zorder=2)
    axes.fill_between(x, low, high, color=BEACH, linewidth=0, zorder=2)
    axes.plot(x, right, color=INK, linewidth=0.7, solid_joinstyle="miter", zorder=4)
    for (left, right_edge), chance in zip(edges, part["baseline"].tolist(), strict=True):
        if chance >= _SHOWN:
            for colour, thick in ((PAPER, 2.1), (BLIND, 1.1)):  # seen in grey on land and beach alike
                axes.plot(
                    [left, right_edge],
                    [chance] * 2,
                    color=colour,
                    linewidth=thick,
                    solid_capstyle="butt",
                    zorder=3,
                )
    for (left, right_edge), row in zip(edges, part["row"].tolist(), strict=True):
        spot(axes, row, (left, 0), (right_edge - left, 1))


class _Place(NamedTuple):
    """Where the name of a family stands."""

    name: str
    middle: float
    upright: bool
    """Whether it is too long for its family's width."""


def _places(families: Sequence[str], edges: Sequence[tuple[float, float]]) -> list[_Place]:
    found: list[_Place] = []
    for family in dict.fromkeys(families):
        places = [place for place, each in enumerate(families) if each == family]
        left, right = edges[places[0]][0], edges[places[-1]][1]
        name = shortened(_words(family), SMALL, _LONGEST)
        found.append(_Place(name, (left + right) / 2, width_of(name, SMALL) >= right - left + _GAP))
    return found


def _room(place: _Place) -> float:
    """What a name takes below, in inches."""
    return width_of(place.name, SMALL) if place.upright else LINE


def _family_names(axes: Canvas, places: Sequence[_Place]) -> None:
    for place in places:
        write(
            axes,
            place.name,
            (place.middle, 0),
            offset=(0, -3),
            coordinates=("data", "axes fraction"),
            size=SMALL,
            ha="right" if place.upright else "center",
            va="center" if place.upright else "top",
            rotation=90 if place.upright else 0,
        )


def _words(name: str) -> str:
    return name.replace("_", " ")


def _from(material: Material) -> pd.DataFrame:
    return coastline_data(material.frame)


CHARTS = (
    Chart(
        name="coastline",
        claim="where models stand high and where they fall, over all skills at once",
        needs="one run or more; 12 stand on a page",
        reading="Accuracy of every skill, grouped by family: families in the order in which children meet "
        "them, the skills of one from that solved best to that solved worst. Dark: right for certain, below "
        "the 95 % interval; line: accuracy; light: the interval; orange: what a blind strategy reaches.",
        data=_from,
        draw=draw_coastline,
        paged_by="run",
    ),
)
