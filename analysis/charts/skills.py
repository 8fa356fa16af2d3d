"""Accuracy by skill, grouped by family."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from jagbench.analysis.charts.canvas import ONE_COLUMN
from jagbench.analysis.charts.chart import Chart, Material, refuse_empty, refuse_many
from jagbench.analysis.charts.looks import MOST, Look, looks_of, runs_of, tick_handle, ticks
from jagbench.analysis.charts.rows import ROW, Row, draw_rows
from jagbench.analysis.statistics.cells import by_family, cells, records

_STEP = 0.058
"""Height that each of several runs takes in a row, in inches, so that no marker covers another."""


def skill_data(frame: pd.DataFrame) -> pd.DataFrame:
    """What `accuracy_by_skill` draws: the cells of every run and skill, by family, in order of grade."""
    refuse_empty(frame, "accuracy-by-skill")
    order = {skill: place for place, skill in enumerate(by_family(frame))}
    grades = frame.groupby("skill")["grade"].agg(lowest_grade="min", highest_grade="max").reset_index()
    table = cells(frame, ["run", "family", "skill"]).merge(grades, on="skill")
    return table.sort_values("skill", key=lambda names: names.map(order), kind="stable", ignore_index=True)


def accuracy_by_skill(
    frame: pd.DataFrame, *, ax: Axes | None = None, width: float = ONE_COLUMN, title: str = ""
) -> Axes:
    """Accuracy of each skill with its 95 % interval, and what a blind strategy reaches.

    Args:
        frame: A frame of one run or up to 12; each has its colour, marker and line of the row.
        ax: Where to draw; a new figure otherwise.
        width: Width of a new figure in inches; a wide one has its rows in several columns.
        title: A line above it.

    Raises:
        InvalidArgument: if nothing is scored, there are more runs, or rows for more than a page or the axes.
    """
    return draw_skills(skill_data(frame), ax=ax, width=width, title=title)


def draw_skills(
    data: pd.DataFrame, *, ax: Axes | None = None, width: float = ONE_COLUMN, title: str = ""
) -> Axes:
    """Draw the table of `skill_data`."""
    runs = runs_of(data)
    refuse_many(runs, MOST, "accuracy-by-skill")
    seen = looks_of(data)
    height = max(ROW, _STEP * len(runs) + 0.02)
    grades = {each["skill"]: _grades(each["lowest_grade"], each["highest_grade"]) for each in records(data)}
    rows: list[Row] = []
    keys: list[str] = []
    for skill in dict.fromkeys(data["skill"]):
        family, _, name = skill.partition(".")
        if not keys or keys[-1].partition(".")[0] != family:
            rows.append(Row(name=family, height=ROW + 0.02, heading=True))
            keys.append(f"{family}.")
        rows.append(Row(name=name or skill, height=height, note=grades[skill]))
        keys.append(skill)
    blind = tick_handle("blind strategy")
    handles = [
        *([look.handle(run) for run, look in seen.items()] if len(runs) > 1 else [_alone(seen[runs[0]])]),
        blind,
    ]
    page = draw_rows(
        rows,
        ax=ax,
        width=width,
        title=title,
        handles=handles,
        label="right answers",
        note_head="grades",
        side_by_side=3,
        what=f"{len(set(data['skill']))} skills of {len(runs)} run{'s' if len(runs) > 1 else ''}",
    )
    found = {(record["run"], record["skill"]): record for record in records(data)}
    for column in page.columns:
        for place, (run, look) in enumerate(seen.items()):
            shift = _STEP * (place - (len(runs) - 1) / 2)
            there = {
                middle: found[run, keys[number]]
                for number, middle in column.places.items()
                if (run, keys[number]) in found
            }
            look.mark(
                column.axes,
                [
                    (record["accuracy"], middle + shift, record["low"], record["high"])
                    for middle, record in there.items()
                    if record["scored"]
                ],
            )
            ticks(
                column.axes,
                [record["baseline"] for record in there.values()],
                [middle + shift for middle in there],
                _STEP if len(runs) > 1 else height - 0.024,
            )
    return page.axes


def _grades(lowest: int, highest: int) -> str:
    return f"{lowest}" if lowest == highest else f"{lowest}–{highest}"


def _alone(look: Look) -> Line2D:
    return look.handle("right, with 95 % interval")


def _from(material: Material) -> pd.DataFrame:
    return skill_data(material.frame)


CHARTS = (
    Chart(
        name="accuracy-by-skill",
        claim="how well each skill is solved, family by family",
        needs="one run or up to 12",
        reading="Share of right answers to each skill with its 95 % interval; the upright tick is what a "
        "blind strategy reaches. Families, and the skills of a family, stand in the order in which children "
        "master them; grades are the school grades of their easiest and hardest level.",
        data=_from,
        draw=draw_skills,
        paged_by="skill",
    ),
)
